"""The fake receipt printer: on a TCP port of this machine, or inside the process.

It ships with the program: the demo prints on it, leaves every receipt as text and picture in a
folder, and a trainer can take its paper away.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path

from hardware.api.spec import TwinContext, Value
from hardware.fakes.drawer import FakeDrawer
from hardware.fakes.lines import FakePrinterPort, FakePrinterServer
from hardware.fakes.machine import Machine
from hardware.fakes.paper import Receipt
from hardware.fakes.picture import Painter


class FakePrinter:
    """`folder` gets receipt-0001.txt and .png; `fonts` draw the pictures (none: text only)."""

    def __init__(
        self,
        *,
        columns: int = 48,
        dots: int = 576,
        letters: str = "gb18030",
        pin_high_is_open: bool = True,
        folder: Path | None = None,
        fonts: tuple[str, ...] = (),
    ) -> None:
        self.machine = Machine(columns, dots, letters, pin_high_is_open)
        self._folder = folder
        self._painter = Painter(fonts) if fonts else None
        self._lines = itertools.count(1)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._number = len(list(folder.glob("receipt-*.txt")))
            self.machine.on_receipt = self._keep

    @property
    def receipts(self) -> list[Receipt]:
        return self.machine.receipts

    @property
    def drawer(self) -> FakeDrawer:
        return self.machine.drawer

    def paper_out(self) -> None:
        self.machine.set(paper_out=True)

    def load_paper(self) -> None:
        """A new roll: whatever was held comes out now."""
        self.machine.set(paper_out=False, near_end=False, paper_out_after_lines=None)

    def near_end(self, low: bool = True) -> None:
        self.machine.set(near_end=low)

    def open_cover(self) -> None:
        self.machine.set(cover_open=True)

    def close_cover(self) -> None:
        self.machine.set(cover_open=False)

    def offline(self, off: bool = True) -> None:
        self.machine.set(offline=off)

    def mute(self, silent: bool = True) -> None:
        self.machine.set(mute=silent)

    def reset_after(self, count: int) -> None:
        """The connection breaks hard after so many more bytes."""
        self.machine.set(reset_after=count)

    def port(self) -> FakePrinterPort:
        """A new in-process connection, a `Transport`."""
        return FakePrinterPort(self.machine, next(self._lines))

    def wire(self) -> FakePrinterPort:
        """A `Twin`'s wire: the same as `port`."""
        return self.port()

    def serve(self, port: int = 0) -> FakePrinterServer:
        """Listen on 127.0.0.1; close it when done."""
        return FakePrinterServer(self.machine, self._lines, port)

    def _keep(self, receipt: Receipt) -> None:
        assert self._folder is not None
        self._number += 1
        stem = self._folder / f"receipt-{self._number:04d}"
        stem.with_suffix(".txt").write_text(receipt.text(), encoding="utf-8")
        if self._painter is not None:
            self._painter.save(receipt, stem.with_suffix(".png"))


def twin(settings: Mapping[str, Value], context: TwinContext) -> FakePrinter:
    """For the registry; a profile's name says how wide it is and which letters it reads."""
    name = str(settings["profile"])
    columns, dots = (32, 384) if "-58" in name else (42, 512) if "512" in name else (48, 576)
    return FakePrinter(
        columns=columns,
        dots=dots,
        letters="utf8" if "utf8" in name else "cp858" if "latin" in name else "gb18030",
        folder=context.folder / "paper" if context.folder else None,
        fonts=context.fonts,
    )
