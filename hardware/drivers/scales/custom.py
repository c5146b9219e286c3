"""A scale that nobody here knows, described by a technician who watched its bytes.

Where a frame begins and ends, a pattern that finds the weight in it, what it is divided by, and
how it says that it is still or has too much on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hardware.api.errors import BadSettings, Reason
from hardware.api.spec import Setting, Value
from hardware.drivers.scales.engine import Speech
from hardware.drivers.scales.reading import LONGEST, Reading, Take, is_number, reading, text_of

SETTINGS = (
    Setting("ask_hex", ""),
    Setting("start_hex", "02"),
    Setting("end_hex", "0d"),
    Setting("length", 0, low=0, high=LONGEST),
    Setting("pattern", r"([+-]? *\d+\.?\d*)"),
    Setting("divisor", 1, low=1, high=1_000_000),
    Setting("unit", "kg", choices=("kg", "g", "jin")),
    Setting("stable_pattern", ""),
    Setting("over_pattern", ""),
    Setting("equal_readings", 3, low=1, high=5),
)
_MOST_PATTERN = 120
# a pattern that tries for minutes would stop the whole till, not only its own thread
_MOST_REPEATS = 3
_PLAIN = re.compile(r"\\.|\[(?:\\.|[^\]])*\]")
_GROUP_REPEATS = re.compile(r"\)[*+{]")


@dataclass(frozen=True, slots=True)
class _Frame:
    """Bytes before and after a frame; `length` counts all of it, 0 where the end says it."""

    start: bytes
    end: bytes
    length: int

    def cut(self, heard: bytes) -> tuple[list[bytes], bytes]:
        """Whole frames and what is left. Without a start a frame begins where the last ended."""
        found: list[bytes] = []
        if not self.start:
            first = heard.find(self.end)
            if first < 0:
                return [], heard[-LONGEST:]
            pieces = heard[first + len(self.end) :].split(self.end)
            found, rest = pieces[:-1], self.end + pieces[-1]
            return [one for one in found if self._fits(len(one) + len(self.end))], rest[-LONGEST:]
        at = heard.find(self.start)
        while at >= 0:
            stop = self._stop(heard, at)
            if stop == 0:
                return found, heard[at:][-LONGEST:]
            if stop > 0:
                found.append(heard[at + len(self.start) : stop - len(self.end)])
            at = heard.find(self.start, max(stop, at + 1))
        return found, heard[-len(self.start) :]

    def _stop(self, heard: bytes, at: int) -> int:
        """Behind the frame that begins here; 0 when more must come, -1 when it is none."""
        if self.length:
            stop = at + self.length
            if stop > len(heard):
                return 0
            return stop if heard[at:stop].endswith(self.end) else -1
        end = heard.find(self.end, at + len(self.start))
        if end < 0:
            return 0 if len(heard) - at < LONGEST else -1
        return end + len(self.end) if end - at <= LONGEST else -1

    def _fits(self, size: int) -> bool:
        return size == self.length if self.length else size <= LONGEST


def speech(settings: Mapping[str, Value]) -> Speech:
    """How it is spoken to. Raises `BadSettings`: no hex, a bad or slow pattern, no frame's end."""
    ask = _hex("ask_hex", settings)
    frame = _Frame(_hex("start_hex", settings), _hex("end_hex", settings), int(settings["length"]))
    if not frame.end and not (frame.start and frame.length):
        raise BadSettings("setting_empty", name="end_hex")
    weight = _pattern("pattern", settings)
    if weight is None or weight.groups < 1:
        raise BadSettings("setting_choice", name="pattern", value=str(settings["pattern"]))
    still = _pattern("stable_pattern", settings)
    over = _pattern("over_pattern", settings)
    unit, divisor = str(settings["unit"]), int(settings["divisor"])

    def read(raw: bytes) -> Reading | None:
        text = text_of(raw)
        if over is not None and over.search(text):
            return Reading(None, reason=Reason.OVERLOAD)
        found = weight.search(text)
        if found is None or found[1] is None or not is_number(found[1]):
            return None
        flag = None if still is None else still.search(text) is not None
        return reading(found[1], unit, flag, divisor=divisor)

    return Speech(
        _take(frame, read),
        asks=((ask, b""),) if ask else (),
        equal=int(settings["equal_readings"]),
        lead=b"" if frame.start else frame.end,
    )


def _take(frame: _Frame, read: Callable[[bytes], Reading | None]) -> Take:
    def take(heard: bytes) -> tuple[list[Reading], bytes]:
        pieces, rest = frame.cut(heard)
        return [one for piece in pieces if (one := read(piece)) is not None], rest

    return take


def _hex(name: str, settings: Mapping[str, Value]) -> bytes:
    try:
        return bytes.fromhex(str(settings[name]))
    except ValueError as error:
        raise BadSettings("setting_choice", name=name, value=str(settings[name])) from error


def _pattern(name: str, settings: Mapping[str, Value]) -> re.Pattern[str] | None:
    text = str(settings[name])
    if not text:
        return None
    try:
        bare = _PLAIN.sub("x", text)
        repeats = sum(bare.count(mark) for mark in "*+{")
        slow = repeats > _MOST_REPEATS or _GROUP_REPEATS.search(bare)
        if slow or len(text) > _MOST_PATTERN:
            raise ValueError(text)
        return re.compile(text, re.ASCII)
    except (re.error, ValueError) as error:
        raise BadSettings("setting_choice", name=name, value=text[:40]) from error
