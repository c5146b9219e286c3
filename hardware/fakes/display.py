"""A pole display that remembers what it showed."""

from __future__ import annotations

from collections.abc import Sequence

from hardware.api.errors import DeviceUnavailable, Reason


class FakeDisplay:
    """A `CustomerDisplay` of two lines of 20 columns."""

    columns = 20
    lines = 2

    def __init__(self) -> None:
        self.shown: tuple[str, ...] = ("", "")
        self.history: list[tuple[str, ...]] = []
        self.unplugged = False

    def show(self, lines: Sequence[str]) -> None:
        if self.unplugged:
            raise DeviceUnavailable(Reason.UNPLUGGED, where="fake display")
        cut = [line[: self.columns] for line in lines[: self.lines]]
        self.shown = tuple(cut + [""] * (self.lines - len(cut)))
        self.history.append(self.shown)

    def clear(self) -> None:
        self.show(())
