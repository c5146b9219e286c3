"""The detector by itself: instants in, reads out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.shell.burst import Burst, ReadKind, WedgeSettings, folded, settings_from

CODES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=4, max_size=60)


def feed(burst: Burst, text: str, gaps: list[int], start: int = 1000) -> int:
    """Characters with the pauses before each; the instant of the last one."""
    at = start
    for char, gap in zip(text, gaps, strict=True):
        at += gap
        if burst.count and not burst.continues(at):
            burst.over(at)
        burst.char(char, at)
    return at


@given(CODES, st.data())
def test_whatever_comes_fast_enough_is_read_whole(code, data):
    fast = st.integers(0, 34)
    gaps = data.draw(st.lists(fast, min_size=len(code), max_size=len(code)))
    burst = Burst(WedgeSettings())
    at = feed(burst, code, gaps)
    read = burst.end(at + data.draw(fast))
    assert read is not None
    assert (read.text, read.kind) == (code, ReadKind.SCAN)


@given(CODES, st.data())
def test_nobody_who_types_is_a_scanner(text, data):
    slow = st.integers(36, 400)
    gaps = data.draw(st.lists(slow, min_size=len(text), max_size=len(text)))
    burst = Burst(WedgeSettings())
    at = feed(burst, text, gaps)
    assert not burst.sure
    assert burst.end(at + data.draw(st.integers(0, 400))) is None


def test_a_known_burst_may_stumble_but_not_stop():
    burst = Burst(WedgeSettings())
    at = feed(burst, "6901234", [0, 5, 5, 5, 90, 5, 5])
    assert burst.count == 7
    assert burst.continues(at + 199)  # the machine it types into may hesitate, too
    assert not burst.continues(at + 200)
    read = burst.over(at + 200)
    assert read is not None
    assert read.text == "6901234"


@given(CODES, st.data())
def test_a_stumble_over_the_first_letters_loses_nothing(code, data):
    """A scanner, or the machine it types into, may hesitate before it is known for what it is."""
    burst, at = Burst(WedgeSettings()), 1000
    stumbles = data.draw(st.sets(st.integers(1, min(3, len(code) - 4)))) if len(code) > 4 else set()
    for place, char in enumerate(code):
        at += 60 if place in stumbles else 6
        assert not place or burst.may_join(at)
        burst.char(char, at)
    read = burst.end(at + 6)
    assert read is not None
    assert read.text == code


@given(st.text("0123456789", min_size=1, max_size=12), st.integers(36, 99))
def test_a_steady_hand_is_never_joined_into_a_scan(text, gap):
    burst, at = Burst(WedgeSettings()), 1000
    for char in text:
        at += gap
        if burst.count and not burst.may_join(at):
            assert burst.over(at) is None
        burst.char(char, at)
    assert burst.end(at + gap) is None


def test_enter_close_behind_slow_keys_is_a_persons():
    burst = Burst(WedgeSettings())
    at = feed_joined(burst, "690", [0, 60, 8])
    assert burst.end(at + 8) is None


def feed_joined(burst: Burst, text: str, gaps: list[int], start: int = 1000) -> int:
    """As the wedge does: letters that may join are not given up."""
    at = start
    for char, gap in zip(text, gaps, strict=True):
        at += gap
        assert not burst.count or burst.may_join(at)
        burst.char(char, at)
    return at


def test_an_end_mark_behind_a_pause_is_still_the_scanners():
    burst = Burst(WedgeSettings())
    at = feed(burst, "6901234", [5] * 7)
    burst.over(at + 100)
    assert burst.owns_end(at + 250)
    assert not burst.owns_end(at + 500)


@pytest.mark.parametrize(("pause", "kind"), [(60, ReadKind.ECHO), (200, ReadKind.SCAN)])
def test_the_same_again(pause, kind):
    burst = Burst(WedgeSettings())
    at = feed(burst, "6901234", [5] * 7)
    burst.end(at)
    at = feed(burst, "6901234", [pause, *[5] * 6], at)
    read = burst.end(at)
    assert read is not None
    assert read.kind is kind


def test_the_shop_says_how_its_scanners_speak():
    assert settings_from({}) == WedgeSettings()
    extra = {"wedge.gap_ms": "50", "wedge.prefix": "~", "wedge.least": "-3", "wedge.pause_ms": "x"}
    assert settings_from(extra) == WedgeSettings(gap_ms=50, prefix="~")


def test_full_width_is_half_width():
    assert folded("６９ＡＢ：－．") == "69AB:-."


def test_prefix_and_suffix_are_no_part_of_the_code():
    burst = Burst(WedgeSettings(prefix="~", suffix="#"))
    assert not burst.char("6", 0)
    assert burst.count == 0
    feed(burst, "~6901#", [0, 80, 80, 80, 80, 80])
    assert burst.suffixed
    read = burst.end(1400)
    assert read is not None
    assert read.text == "6901"
