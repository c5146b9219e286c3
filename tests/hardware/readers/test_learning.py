"""What a scanner and a card reader teach of themselves, from something known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.api.reading.card_numbers import CardFormat, Spelling, canonical, format_of
from hardware.api.reading.layouts import LAYOUTS, meant, typed_as
from hardware.api.symbols import bars
from hardware.fakes.readers.cards import spelled
from hardware.learning.card import learn_card
from hardware.learning.lesson import CardReason, ScannerReason
from hardware.learning.scanner import TEST_CODE, TEST_CODE_SHORT, Stroke, learn_scanner
from hardware.learning.serial_lines import learn_serial

CODES = (TEST_CODE, TEST_CODE_SHORT)
LONG = TEST_CODE.encode()
FOB, MIFARE = bytes.fromhex("00D507D0"), bytes.fromhex("04A1B2C3D4E580")


def typed(text, gap_ms=8, end="\r", start=1000):
    return [Stroke(char, start + gap_ms * place) for place, char in enumerate(text + end)]


def reasons(lesson):
    return [str(one.reason) for one in lesson.findings]


@pytest.mark.parametrize("code", CODES)
def test_the_test_codes_can_be_printed_and_hold_what_matters(code):
    assert bars("code128", code)
    for layout in LAYOUTS[1:]:
        assert typed_as(code, layout) != code
    assert code.swapcase() != code
    assert set("1234567890-:_.") <= set(code)


def test_the_long_one_has_every_letter():
    assert set(TEST_CODE.lower()) >= set("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize("code", CODES)
def test_a_good_scanner_has_nothing_to_learn(code):
    lesson = learn_scanner(typed(code), code)
    assert (lesson.ok, lesson.text, lesson.gap_ms, reasons(lesson)) == (True, code, 8, ["ready"])
    assert lesson.settings == {"gap_ms": 26, "pause_ms": 200}


def test_either_code_is_known():
    assert learn_scanner(typed(TEST_CODE_SHORT)).text == TEST_CODE_SHORT


@given(
    code=st.sampled_from(CODES),
    layout=st.sampled_from(LAYOUTS),
    caps=st.booleans(),
    before=st.sampled_from(["", "~", "A1", "{#}"]),
    behind=st.sampled_from(["", "#", "zz"]),
    wide=st.booleans(),
)
def test_everything_at_once_is_taken_apart(code, layout, caps, *, before, behind, wide):
    """Layout, Caps Lock, prefix, suffix, input method: what was typed gives the code again."""
    sent = before + code + behind
    shown = typed_as(sent.swapcase() if caps else sent, layout)
    if len(typed_as(code, layout)) < len(code) or len(shown) < len(sent):
        return  # a dead key of that layout swallowed some
    if wide:
        shown = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in shown)
    lesson = learn_scanner(typed(shown), code)
    assert lesson.text == code, reasons(lesson)
    assert lesson.ok
    assert lesson.settings.get("prefix", "") == before
    assert lesson.settings.get("suffix", "") == behind
    assert lesson.settings.get("layout", "us") == layout
    assert ("caps_lock" in reasons(lesson)) is caps
    kept = meant(typed_as(sent, layout), str(lesson.settings.get("layout", "us")))
    assert kept == before + code + behind


@pytest.mark.parametrize(
    ("strokes", "reason"),
    [
        ([], "nothing"),
        (typed(TEST_CODE, end=""), "no_end"),
        (typed("]C0" + TEST_CODE), "aim"),
        (typed(TEST_CODE, 50), "slow"),
        (typed("6901234567892"), "not_the_code"),
        (typed(TEST_CODE.replace("1", "").replace("a", "")), "letters_lost"),
        (typed(TEST_CODE + TEST_CODE), "twice"),
        (typed("hello", 120) + typed("there", 130, start=5000), "typed_by_hand"),
    ],
)
def test_what_is_found(strokes, reason):
    lesson = learn_scanner(strokes)
    assert reason in reasons(lesson)
    assert lesson.ok is (reason in ("no_end", "aim"))


def test_three_scans_teach_the_slowest_gap():
    scans = (
        typed(TEST_CODE, 5) + typed(TEST_CODE, 11, start=9000) + typed(TEST_CODE, 7, start=20_000)
    )
    lesson = learn_scanner(scans)
    assert (lesson.gap_ms, lesson.settings["gap_ms"], lesson.ok) == (11, 32, True)


def test_a_stumble_lengthens_the_pause():
    strokes = typed(TEST_CODE[:20], 6, end="") + typed(TEST_CODE[20:], 6, start=1000 + 19 * 6 + 80)
    assert learn_scanner(strokes).settings["pause_ms"] == 240


@given(st.lists(st.tuples(st.text(min_size=1, max_size=1), st.integers(0, 2000)), max_size=60))
def test_any_keys_are_survived(keys):
    at, strokes = 0, []
    for char, gap in keys:
        at += gap
        strokes.append(Stroke(char, at))
    lesson = learn_scanner(strokes)
    assert lesson.findings
    assert not lesson.ok or lesson.text in CODES


# --- serial ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chunks", "found", "ok"),
    [
        ([(0, TEST_CODE.encode() + b"\r\n")], ["ready"], True),
        (
            [(0, b"~" + TEST_CODE[:9].encode()), (40, TEST_CODE[9:].encode() + b"\r")],
            ["prefix"],
            True,
        ),
        ([(0, TEST_CODE.encode())], ["no_end"], True),
        ([], ["nothing"], False),
        ([(0, b"\r\n")], ["nothing"], False),
        ([(0, b"\xff\x80\xe6\x00\x9c\r")], ["noise"], False),
        ([(0, bytes(0x80 | (b * 7) & 0xFF for b in TEST_CODE.encode()))], ["noise"], False),
    ],
)
def test_a_serial_scanner(chunks, found, ok):
    lesson = learn_serial(chunks)
    assert (reasons(lesson), lesson.ok) == (found, ok)
    assert "gap_ms" not in lesson.settings
    assert "layout" not in lesson.settings


# --- cards ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "kept", "uid"),
    [
        ("0013961168", CardFormat(Spelling.DEC, length=10), "00D507D0"),
        ("04A1B2C3D4E580", CardFormat(length=14), "04A1B2C3D4E580"),
        ("0D00D507D0DF"[:10] + "0F", CardFormat(length=12, checksum=True), "0D00D507D0"),
    ],
)
def test_two_taps_say_the_likeliest(said, kept, uid):
    lesson = learn_card([said, said])
    assert (format_of(lesson.settings), lesson.uid, reasons(lesson)) == (kept, uid, ["ready"])


def test_eight_digits_may_be_anything_and_that_is_said():
    lesson = learn_card(["21302000"] * 2)
    assert reasons(lesson) == ["unsure"]
    assert {uid for _, uid in lesson.candidates} | {lesson.uid} >= {"D507D0", "21302000"}


@pytest.mark.parametrize(
    ("known", "uid", "keep"),
    [
        ("213,02000", "D507D0", 0),
        ("0013961168 213,02000", "D507D0", 0),
        ("D507D0", "D507D0", 0),
        ("00D507D0", "D507D0", 3),
        ("0013961168", "D507D0", 3),
    ],
)
def test_what_is_printed_on_it_or_another_reader_said_settles_it(known, uid, keep):
    lesson = learn_card(["21302000"] * 2, known=known)
    assert (lesson.uid, lesson.ok) == (uid, True)
    assert format_of(lesson.settings).spelling is Spelling.W26
    assert reasons(lesson) == (["keep"] if keep else ["ready"])


@given(st.sampled_from([FOB, MIFARE]), st.booleans())
def test_a_second_reader_learns_to_say_what_the_first_does(uid, backwards):
    first = canonical(spelled(uid, CardFormat()), CardFormat())
    said = spelled(uid, CardFormat(backwards=backwards))
    lesson = learn_card([said, said], known=first)
    assert (lesson.uid, reasons(lesson)) == (first, ["ready"])
    assert canonical(said, format_of(lesson.settings)) == first


@pytest.mark.parametrize(
    ("taps", "reason"),
    [
        ([], "nothing"),
        (["", " "], "nothing"),
        (["08A1B2C3", "08FFE1D2"], "differs"),
        (["hello", "hello"], "not_a_number"),
        ([";4111111111111111=2512?"] * 2, "payment_card"),
        (["4111111111111111"] * 2, "payment_card"),
        (["%B4111111111111111^A/B^2512?"] * 2, "payment_card"),
    ],
)
def test_what_is_no_member_card(taps, reason):
    lesson = learn_card(taps)
    assert (reasons(lesson), lesson.ok, lesson.uid, lesson.settings) == ([reason], False, "", {})
    assert "4111" not in repr(lesson)


def test_another_card_than_the_known_one():
    lesson = learn_card(["0013961168"] * 2, known="0000000042")
    assert (reasons(lesson), lesson.ok) == (["known_differs"], False)


def test_every_reason_is_used():
    assert {str(one) for one in CardReason} >= {"ready", "keep", "unsure", "differs"}
    assert len(set(ScannerReason)) == 15
