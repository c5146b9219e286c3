"""Trying a receipt printer: rows in several alphabets and widths, the knife, the drawer, the cover.

Each row is a small job of its own by a profile of its own, so that what comes out is what the
profile would give every receipt. Rows carry figures that every alphabet has; a person reads them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from app.usecases.device.workshop import TrialSaid, Value
from hardware.api.clock import Clock
from hardware.api.drawer import KickState
from hardware.api.errors import DeviceUnavailable
from hardware.api.printer import Flag, PrintResult, PrintState
from hardware.api.slip import Cut, Feed, Item, Slip, Text
from hardware.drivers.escpos.drawer import EscposDrawer
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.drivers.escpos.profile import Profile

SAMPLE = "熟客 Shuke ￥12.50 中文测试"
LATIN = "Café Shuke £12.50 niño für"
LETTERS = ("gb18030", "gbk", "utf8", "codepage", "raster")
PAGES = (("cp437", 0), ("cp850", 2), ("cp858", 19), ("cp1252", 16))
WIDTHS = (30, 32, 42, 48, 64)
COLUMN_DOTS = 12
_STATE = {PrintState.CONFIRMED: "ok", PrintState.UNSURE: "unsure", PrintState.FAILED: "failed"}


class PrinterTrial:
    """`device` is the printer that was built; `fonts` draw what it cannot spell."""

    def __init__(self, device: EscposPrinter, fonts: tuple[str, ...], clock: Clock) -> None:
        self._device, self._fonts, self._clock = device, fonts, clock
        self.profile = device.link.profile

    def steps(self) -> dict[str, Any]:
        """By name; each takes facts and says what it brought."""
        return {
            "letters": self.letters,
            "pages": self.pages,
            "width": self.width,
            "cut": self.cut,
            "drawer": self.kick,
            "sensor": self.sensor,
            "cover": self.cover,
        }

    def learn(self, facts: dict[str, Value]) -> Profile:
        """The profile with what was learnt so far."""
        known = {one.name for one in dataclasses.fields(Profile)} - {"name", "substitutions"}
        changes: dict[str, Any] = {name: one for name, one in facts.items() if name in known}
        return dataclasses.replace(self.profile, **changes)

    def letters(self, **facts: Value) -> TrialSaid:
        """A numbered row an alphabet; the first that reads right is the printer's."""
        base = self.learn(facts)
        rows = [
            (dataclasses.replace(base, mode=mode), LATIN if mode == "codepage" else SAMPLE)
            for mode in LETTERS
        ]
        return self._numbered(rows)

    def pages(self, **facts: Value) -> TrialSaid:
        """A numbered row a code page."""
        base = self.learn(facts)
        rows = [
            (dataclasses.replace(base, mode="codepage", codepage=page, codepage_id=number), LATIN)
            for page, number in PAGES
        ]
        return self._numbered(rows)

    def width(self, **facts: Value) -> TrialSaid:
        """Rows of 30 to 64 columns; the longest that stays on one line is the paper's."""
        base = self.learn(facts)
        result = TrialSaid("ok")
        for number, columns in enumerate(WIDTHS, 1):
            wide = dataclasses.replace(base, columns=columns, dots=columns * COLUMN_DOTS)
            tail = f"{columns}|"
            row = f"{number} " + "-" * (columns - 2 - len(tail)) + tail
            result = _worse(result, self._print(wide, [Text(row)]))
            if result.state == "failed":
                return result
        return _worse(result, self._print(base, [Feed(4)]))

    def cut(self, **facts: Value) -> TrialSaid:
        """A line, then the knife."""
        profile = self.learn(facts)
        row = f"--- {facts.get('cutter', profile.cutter)} ---"
        return self._print(profile, [Text(row), Feed(2), Cut()])

    def kick(self, **facts: Value) -> TrialSaid:
        """The drawer's pulse on pin 2 or 5; only a person knows whether it opened."""
        link = self._device.link
        kept = link.profile
        link.profile = dataclasses.replace(self.learn(facts), drawer_sensor="none")
        try:
            done = EscposDrawer(link).kick()
        finally:
            link.profile = kept
        if done.state is KickState.FAILED:
            return TrialSaid("failed", str(done.reason or ""))
        return TrialSaid("unsure", "", (("pin", str(self._pin())),))

    def sensor(self, **facts: Value) -> TrialSaid:
        """What the plug says now: high, low, or unknown."""
        return TrialSaid("ok", "", (("pin", self._pin()),))

    def cover(self, **facts: Value) -> TrialSaid:
        """Whether the printer says that its cover is open, that paper is out, or nothing at all."""
        link = self._device.link
        if not link.talks:
            return TrialSaid("ok", "", (("noticed", "silent"),))
        status = link.ready_status()
        seen = "cover" if status.cover_open is Flag.YES else str(status.obstacle or "")
        return TrialSaid("ok", "", (("noticed", seen or "nothing"),))

    def _pin(self) -> str:
        if not self._device.link.talks:
            return "unknown"
        try:
            high = self._device.link.ready_status().drawer_pin_high
        except DeviceUnavailable:
            return "unknown"
        return {Flag.YES: "high", Flag.NO: "low"}.get(high, "unknown")

    def _numbered(self, rows: Iterable[tuple[Profile, str]]) -> TrialSaid:
        result = TrialSaid("ok")
        profile = self.profile
        for number, (profile, sample) in enumerate(rows, 1):
            result = _worse(result, self._print(profile, [Text(f"{number}  {sample}")]))
            if result.state == "failed":
                return result
        return _worse(result, self._print(self.profile, [Feed(4)]))

    def _print(self, profile: Profile, items: list[Item]) -> TrialSaid:
        """On the wire that is open; a row is too little to wait long for."""
        quick = dataclasses.replace(profile, pause_jobs_ms=0)
        transport = self._device.link.transport
        one = EscposPrinter(transport, quick, self._clock, fonts=self._fonts)
        done: PrintResult = one.print(Slip(tuple(items)))
        return TrialSaid(_STATE[done.state], str(done.reason or ""))


def _worse(one: TrialSaid, other: TrialSaid) -> TrialSaid:
    rank = ("ok", "unsure", "failed")
    return max(one, other, key=lambda said: rank.index(said.state))
