"""The inside of the fake printer: bytes in, answers and paper out, and everything that can break.

Real-time commands are obeyed the moment they arrive, even inside a picture; everything else waits
its turn, and while paper is out or the cover open it waits for that. So a held job comes out
late, as on real printers, although its sender was told nothing.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from hardware.fakes.decode import AskPaper, Automatic, Decoder, Kick, Op
from hardware.fakes.drawer import FakeDrawer
from hardware.fakes.paper import Receipt, Sheet

Send = Callable[[bytes], None]


@dataclass(slots=True)
class Faults:
    """What is broken now. `junk` replaces every status byte; `reset_after` counts down bytes."""

    paper_out: bool = False
    near_end: bool = False
    cover_open: bool = False
    offline: bool = False
    hardware: bool = False
    mute: bool = False
    junk: int | None = None
    reset_after: int | None = None
    paper_out_after_lines: int | None = None
    ignores_realtime_kick: bool = False


class Machine:
    """Thread-safe. Replies go to the `send` of whoever wrote the question."""

    def __init__(self, columns: int, dots: int, letters: str, pin_high_is_open: bool) -> None:
        self.lock = threading.RLock()
        self.faults = Faults()
        self.drawer = FakeDrawer()
        self.receipts: list[Receipt] = []
        self.received = bytearray()
        self.on_receipt: Callable[[Receipt], None] | None = None
        self._pin_high_is_open = pin_high_is_open
        self._letters = letters
        self._sheet = Sheet(columns, dots)
        self._decoders: dict[int, Decoder] = {}
        self._watch: dict[int, bytes] = {}  # the last bytes seen, for split real-time commands
        self._queue: deque[tuple[Op, Send]] = deque()
        self._subscribers: dict[int, Send] = {}
        self._last_automatic = b""

    def receive(self, line: int, data: bytes, send: Send) -> None:
        """`line` tells connections apart: a half-sent command of one is not finished by another."""
        with self.lock:
            self.received += data
            self._obey_realtime(line, data, send)
            decoder = self._decoders.setdefault(line, Decoder(self._letters))
            for op in decoder.feed(data):
                self._queue.append((op, send))
                if isinstance(op, Automatic):
                    self._subscribers[line] = send
            self._work()

    def hang_up(self, line: int) -> None:
        """The connection is gone; what it sent stays in the buffer and will be printed."""
        with self.lock:
            self._decoders.pop(line, None)
            self._watch.pop(line, None)
            self._subscribers.pop(line, None)
            if not self._queue and self._sheet.dirty:
                self._out(self._sheet.finish(torn=True))

    def set(self, **faults: bool | int | None) -> None:
        """Change `Faults` fields by name; a freed printer goes on with what it held."""
        with self.lock:
            for name, value in faults.items():
                assert name in Faults.__slots__, name
                setattr(self.faults, name, value)
            self._work()

    def power_cycle(self) -> None:
        """The buffer is lost, the unfinished paper hangs out."""
        with self.lock:
            self._queue.clear()
            self._decoders.clear()
            if self._sheet.dirty:
                self._out(self._sheet.finish(torn=True))

    @property
    def held(self) -> int:
        """Commands that wait for paper or the cover."""
        return len(self._queue)

    def _blocked(self) -> bool:
        faults = self.faults
        return faults.paper_out or faults.cover_open or faults.offline or faults.hardware

    def _work(self) -> None:
        while self._queue and not self._blocked():
            op, send = self._queue.popleft()
            if isinstance(op, Kick):
                self.drawer.pulse()
            elif isinstance(op, AskPaper):
                self._say(send, bytes((0x03 if self.faults.near_end else 0x00,)))
                if self._sheet.dirty:  # no knife: the piece of paper ends with its job
                    self._out(self._sheet.finish(torn=False))
            else:
                self._out(self._sheet.feed(op))
            limit = self.faults.paper_out_after_lines
            if limit is not None and self._sheet.lines_printed >= limit:
                self.faults.paper_out_after_lines = None
                self.faults.paper_out = True
        self._tell_change()

    def _out(self, receipt: Receipt | None) -> None:
        if receipt is None:
            return
        self.receipts.append(receipt)
        if self.on_receipt is not None:
            self.on_receipt(receipt)

    def _say(self, send: Send, data: bytes) -> None:
        if self.faults.junk is not None:
            data = bytes((self.faults.junk,))
        if not self.faults.mute:
            send(data)

    def _obey_realtime(self, line: int, data: bytes, send: Send) -> None:
        stream = self._watch.get(line, b"") + data
        at = stream.find(b"\x10")
        while 0 <= at < len(stream):
            command = stream[at : at + 5]
            if command[:2] == b"\x10\x04":
                if len(command) < 3:
                    break
                self._say(send, bytes((self._status(command[2]),)))
                at += 2
            elif command[:3] == b"\x10\x14\x01":
                if len(command) < 5:
                    break
                if not self.faults.ignores_realtime_kick:
                    self.drawer.pulse()
                at += 4
            elif len(command) < 3 and command[:2] in (b"\x10", b"\x10\x14"):
                break
            at = stream.find(b"\x10", at + 1)
        self._watch[line] = stream[at:] if at >= 0 else b""

    def _status(self, number: int) -> int:
        faults = self.faults
        byte = 0x12
        if number == 1:
            byte |= 0x04 if self._pin_high() else 0
            byte |= 0x08 if self._blocked() else 0
        elif number == 2:
            byte |= (0x04 if faults.cover_open else 0) | (0x20 if faults.paper_out else 0)
            byte |= 0x40 if faults.hardware else 0
        elif number == 3:
            byte |= 0x08 if faults.hardware else 0
        elif number == 4:
            byte |= 0x0C if faults.near_end or faults.paper_out else 0
            byte |= 0x60 if faults.paper_out else 0
        return byte

    def _pin_high(self) -> bool:
        return self.drawer.is_open == self._pin_high_is_open

    def _tell_change(self) -> None:
        faults = self.faults
        first = 0x10 | (0x04 if self._pin_high() else 0) | (0x08 if self._blocked() else 0)
        first |= 0x20 if faults.cover_open else 0
        third = (0x03 if faults.near_end or faults.paper_out else 0) | (
            0x0C if faults.paper_out else 0
        )
        status = bytes((first, 0x08 if faults.hardware else 0, third, 0))
        if status != self._last_automatic:
            self._last_automatic = status
            for send in self._subscribers.values():
                self._say(send, status)
