"""What both label twins have inside: a roll, a head, labels that came out, labels that wait."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image as PilImage


@dataclass(frozen=True, slots=True)
class FakeLabel:
    """A label that came out `copies` times: rows of (width + 7) // 8 bytes, 1 = black."""

    width: int
    height: int
    rows: bytes
    copies: int
    note: str = ""  # what else the language said of it: "40 mm x 30 mm"

    def picture(self) -> PilImage.Image:
        """As paper looks: black on white."""
        from PIL import Image, ImageChops

        return ImageChops.invert(Image.frombytes("1", (self.width, self.height), self.rows))


class LabelMachine:
    """`folder` gets label-0001.png ...; None keeps the labels in memory alone.

    Each answer while something is still moving counts down `moving`: a printer that was just given
    a label is not idle at once.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.labels: list[FakeLabel] = []
        self.held: list[FakeLabel] = []
        self.paper_out = self.head_open = self.mute = False
        self.paper_left: int | None = None
        self.moving = 0
        self.unknown: list[bytes] = []  # what it did not understand
        self._folder = folder
        self._numbers = itertools.count(1)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._numbers = itertools.count(len(list(folder.glob("label-*.png"))) + 1)

    @property
    def count(self) -> int:
        """Labels of paper that came out, copies counted."""
        return sum(one.copies for one in self.labels)

    def print(self, label: FakeLabel) -> None:
        """Take a label in; it comes out unless paper or head are against it."""
        self.held.append(label)
        self.moving = 1
        self.work()

    def work(self) -> None:
        """Whatever can come out does."""
        while self.held and not (self.paper_out or self.head_open):
            label = self.held.pop(0)
            room = label.copies if self.paper_left is None else self.paper_left
            done = min(label.copies, room)
            if done:
                self._out(_times(label, done))
            if self.paper_left is not None:
                self.paper_left -= done
            if done < label.copies:
                self.paper_out = True
                self.held.insert(0, _times(label, label.copies - done))

    def load_paper(self) -> None:
        """A new roll: what waited comes out now."""
        self.paper_out, self.paper_left = False, None
        self.work()

    def open_head(self) -> None:
        self.head_open = True

    def close_head(self) -> None:
        self.head_open = False
        self.work()

    def _out(self, label: FakeLabel) -> None:
        self.labels.append(label)
        if self._folder is not None:
            label.picture().save(self._folder / f"label-{next(self._numbers):04d}.png")


def _times(label: FakeLabel, copies: int) -> FakeLabel:
    return FakeLabel(label.width, label.height, label.rows, copies, label.note)
