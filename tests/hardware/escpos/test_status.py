"""Status bytes by table: what printers answer, and what is no answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.api.errors import Reason
from hardware.api.printer import Flag, Paper
from hardware.drivers.escpos.status import (
    Automatic,
    Junk,
    Realtime,
    StatusReader,
    Transmitted,
    from_automatic,
    from_realtime,
)


@pytest.mark.parametrize(
    ("n1", "n2", "n4", "online", "paper", "obstacle"),
    [
        (0x12, 0x12, 0x12, Flag.YES, Paper.OK, None),
        (0x12, 0x12, 0x1E, Flag.YES, Paper.NEAR_END, None),
        (0x1A, 0x32, 0x7E, Flag.NO, Paper.OUT, Reason.PAPER_OUT),
        (0x1A, 0x16, 0x12, Flag.NO, Paper.OK, Reason.COVER_OPEN),
        (0x1A, 0x12, 0x12, Flag.NO, Paper.OK, Reason.OFFLINE),
        (0x1A, 0x52, 0x12, Flag.NO, Paper.OK, Reason.HARDWARE),
    ],
)
def test_what_emulators_and_manuals_say(n1, n2, n4, online, paper, obstacle):
    status = from_realtime({1: n1, 2: n2, 4: n4})
    assert (status.online, status.paper, status.obstacle) == (online, paper, obstacle)
    assert status.answered


def test_the_cutter_and_the_drawer_pin():
    assert from_realtime({1: 0x1A, 2: 0x52, 3: 0x1A}).obstacle is Reason.CUTTER
    assert from_realtime({1: 0x16}).drawer_pin_high is Flag.YES
    assert from_realtime({1: 0x12}).drawer_pin_high is Flag.NO


def test_silence_is_unknown_never_fine():
    status = from_realtime({})
    assert status.paper is Paper.UNKNOWN
    assert status.online is Flag.UNKNOWN
    assert not status.answered
    assert from_realtime({1: 0x12}).paper is Paper.UNKNOWN


@pytest.mark.parametrize(
    ("data", "paper", "cover", "online"),
    [
        ("10000000", Paper.OK, Flag.NO, Flag.YES),
        ("18000f00", Paper.OUT, Flag.NO, Flag.NO),
        ("10000300", Paper.NEAR_END, Flag.NO, Flag.YES),
        ("38000000", Paper.OK, Flag.YES, Flag.NO),
    ],
)
def test_automatic_status(data, paper, cover, online):
    (answer,) = StatusReader().feed(bytes.fromhex(data))
    assert isinstance(answer, Automatic)
    status = from_automatic(answer.data)
    assert (status.paper, status.cover_open, status.online) == (paper, cover, online)


def test_the_kinds_are_told_apart_in_one_stream():
    reader = StatusReader()
    first = reader.feed(bytes.fromhex("12 00 18 00"))
    second = reader.feed(bytes.fromhex("0f 00 0f 11 13 ff 16"))
    assert first == [Realtime(0x12), Transmitted(0x00)]
    assert second == [
        Automatic(bytes.fromhex("18000f00")),
        Transmitted(0x0F),
        Junk(0xFF),
        Realtime(0x16),
    ]
    assert [Transmitted(b).paper for b in (0, 3, 15)] == [Paper.OK, Paper.NEAR_END, Paper.OUT]


def test_an_automatic_status_cut_short_is_junk_not_an_answer():
    answers = StatusReader().feed(bytes.fromhex("18 00 12"))
    assert answers == [Junk(0x18), Junk(0x00), Realtime(0x12)]


@given(st.binary(max_size=60), st.integers(0, 60))
def test_any_bytes_however_cut_give_the_same_answers(data, cut):
    whole = StatusReader().feed(data)
    reader = StatusReader()
    assert reader.feed(data[:cut]) + reader.feed(data[cut:]) == whole
