"""What devices cost the counter: a job handed over, the first byte at a printer, four that fail.

All devices are the real drivers on real sockets and serial lines of this machine; what lies behind
them is broken on purpose.
"""

from __future__ import annotations

import gc
import os
import pty
import random  # noqa: TID251 - seeded, the same goods every time
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import tty
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.peripherals import choices
from app.peripherals.device_set import DeviceSet, Listeners
from app.peripherals.printing.effects import Effects
from app.peripherals.sample_slip import sample_slip
from app.settings import RESOURCES
from app.usecases.outcome import Print
from app.usecases.ports import DeviceChoice
from app.usecases.printing import settle
from app.usecases.sale import complete
from hardware.fakes.machine import Machine, Send
from hardware.fakes.printer import FakePrinter
from tests.bench.bench_scan import BUILD, GOODS, Desk, _goods, _when, barcode
from tests.bench.clocked import median, percentile
from tests.bench.counter import CASHIER, new_counter
from tests.bench.goods import item_of

JOBS, WARM = 200, 20
BLOCKS, BLOCK = 8, 40  # healthy, failing, healthy ... in the same run
PAUSE_MS = 60


class Watched(Machine):
    """A printer that notes when a job's first byte came: its reset, not the questions before."""

    def __init__(self) -> None:
        super().__init__(48, 576, "gb18030", True)
        self.began = threading.Event()
        self.at = 0

    def receive(self, line: int, data: bytes, send: Send) -> None:
        if data.startswith(b"\x1b@"):
            self.at = time.perf_counter_ns()
            self.began.set()
        super().receive(line, data, send)


def network(port: int, **more: Any) -> DeviceChoice:
    """A printer at an address of this machine."""
    settings = {"host": "127.0.0.1", "port": port}
    return DeviceChoice("tcp", tuple(settings.items()), **more)


def bench_printing() -> dict[str, float]:
    """`print.enqueue_ms`, `print.first_byte_ms`: a real sale, its commit, effects and paper.

    The sale is paid with cash: the drawer is kicked before the paper, as in a shop.
    """
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="print-") as folder:
        return _printing(Path(folder))


def _printing(folder: Path) -> dict[str, float]:
    fake = FakePrinter()
    fake.machine = watched = Watched()
    server = fake.serve()
    choices.save(folder, {"printer": network(server.port), "drawer": DeviceChoice("fake")})
    counter = new_counter(folder / "till.db")
    ended = threading.Event()
    gear = DeviceSet(
        folder,
        counter.s.clock.now_ms,
        Listeners(lambda text, device: None, lambda states: None, lambda job: None),
        resources=RESOURCES,
    )
    effects = Effects(
        gear,
        load=lambda job_id, columns: settle.load(counter.s, job_id, columns),
        settled=lambda job, state, reason, device: ended.set(),
        kicked=lambda state, reason: None,
    )
    gear.start()
    handed, first = [], []
    gc.collect()
    gc.freeze()
    for number in range(JOBS + WARM):
        basket = counter.basket(5, start=1 + number % 100)
        tenders = counter.tenders(basket)
        watched.began.clear()
        ended.clear()
        done = complete.complete(counter.s, CASHIER, counter.shift_id, basket, tenders)
        began = time.perf_counter_ns()
        effects.perform(done.effects)
        handed.append((time.perf_counter_ns() - began) / 1e6)
        assert watched.began.wait(5), "nothing came to the printer"
        assert ended.wait(5), "the job never ended"
        first.append((watched.at - began) / 1e6)
    gear.close()
    server.close()
    counter.close()
    handed, first = handed[WARM:], first[WARM:]
    return {
        "print.enqueue_ms": percentile(handed, 0.95),
        "print.enqueue_p50_ms": median(handed),
        "print.first_byte_ms": percentile(first, 0.95),
        "print.first_byte_p50_ms": median(first),
    }


def bench_counter_under_fault() -> dict[str, float]:
    """`counter_under_fault.p99_ratio`: scans while four devices fail over scans while all is well.

    Blocks of both follow each other in one window, so that what else the machine does falls on
    both alike.
    """
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="fault-") as folder:
        path = Path(shutil.copy(_goods(), Path(folder, "till.db")))
        well, ill = _Faulty(path, Path(folder)).measure()
    return {
        "counter_under_fault.p99_ratio": percentile(ill, 0.99) / percentile(well, 0.99),
        "counter_under_fault.p50_ratio": median(ill) / median(well),
        "counter_under_fault.well_p99_ms": percentile(well, 0.99),
        "counter_under_fault.ill_p99_ms": percentile(ill, 0.99),
    }


class Line:
    """A serial line whose far side may flood it, or read nothing any more."""

    def __init__(self) -> None:
        self._far, self._near = pty.openpty()
        tty.setraw(self._near)
        self.port = os.ttyname(self._near)
        self._noise: subprocess.Popen[bytes] | None = None

    def flood(self) -> None:
        """Noise without an end: another process makes it, as a broken scanner would."""
        self._noise = subprocess.Popen(["cat", "/dev/zero"], stdout=self._far)

    def clog(self) -> None:
        """The far side takes nothing: what is written from now on waits."""
        os.set_blocking(self._near, False)
        with suppress(BlockingIOError):
            while True:
                os.write(self._near, b" " * 512)
        os.set_blocking(self._near, True)

    def close(self) -> None:
        if self._noise is not None:
            self._noise.kill()
            self._noise.wait()
        os.close(self._far)
        os.close(self._near)


class _Faulty(Desk):
    """The counter's window with a device set behind it: well for a block, then failing for one."""

    def __init__(self, path: Path, folder: Path) -> None:
        super().__init__(path, "checkout")
        from ui.shell.scan_router import ScanRouter

        self.router = ScanRouter(self.session, self.window)
        self._folder = folder
        self._lines: list[Line] = []
        self._fakes = [FakePrinter(), FakePrinter()]
        self._servers = [fake.serve() for fake in self._fakes]
        with socket.create_server(("127.0.0.1", 0)) as nobody:
            self._closed_port = nobody.getsockname()[1]

    def devices(self, *, failing: bool) -> tuple[DeviceSet, Effects]:
        """Two printers, a scanner and a display, all of them well or none."""
        scanner, display = Line(), Line()
        self._lines = [scanner, display]
        if failing:
            scanner.flood()
            display.clog()
        self._fakes[0].mute(failing)
        second = self._closed_port if failing else self._servers[1].port
        choices.save(
            self._folder,
            {
                "printer": network(self._servers[0].port),
                "printer-2": network(second, stands_in_for="printer"),
                "scanner": DeviceChoice("serial", (("port", scanner.port),)),
                "display": DeviceChoice("serial", (("port", display.port),)),
            },
        )
        feed = self.feed
        heard = Listeners(feed.on_scan, feed.on_states, lambda job: None)
        gear = DeviceSet(self._folder, self.s.clock.now_ms, heard, resources=RESOURCES)
        effects = Effects(
            gear,
            load=lambda job_id, columns: sample_slip(),
            settled=lambda job, state, reason, device: None,
            kicked=feed.on_kicked,
        )
        gear.start()
        return gear, effects

    def measure(self) -> tuple[list[float], list[float]]:
        """(milliseconds of each scan while all is well, while four devices fail)."""
        taken: tuple[list[float], list[float]] = ([], [])
        run = _Run(self, taken)
        run.go()
        for server in self._servers:
            server.close()
        self.window.current.presenter.days.stop()
        self.close()
        return taken

    def end(self, gear: DeviceSet) -> None:
        """A block's devices go; the thread of one that hangs is left behind, as in the program."""
        gear.close()
        for line in self._lines:
            line.close()


class _Run:
    """One scan after another from a thread, each waited for until it is painted."""

    def __init__(self, desk: _Faulty, taken: tuple[list[float], list[float]]) -> None:
        from PySide6.QtCore import QEvent, QObject, QTimer

        self._desk, self._taken = desk, taken
        self._screen: Any = desk.window.current
        self._dice = random.Random(11)
        self._expected, self._began = "", 0.0
        self._block, self._count = 0, 0
        self._later = QTimer.singleShot
        self._scanner = ThreadPoolExecutor(1, thread_name_prefix="bench-scanner")
        self._gear: DeviceSet
        self._effects: Effects
        run = self

        class Paints(QObject):
            """Sees the list painted."""

            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint and run._expected:
                    run.painted()
                return False

        self._watch = Paints()

    def go(self) -> None:
        self._screen.left.basket.viewport().installEventFilter(self._watch)
        gc.collect()
        gc.freeze()
        self._gear, self._effects = self._desk.devices(failing=False)
        _when(lambda: self._screen.presenter.counter.front.loaded, self._scan)
        self._later(400_000, self._desk.app.quit)
        self._desk.app.exec()
        self._scanner.shutdown()
        assert self._block == BLOCKS, f"only {self._block} blocks were seen on the screen"

    def painted(self) -> None:
        shown = self._screen.left.basket.rows()
        if shown and shown[-1].name.startswith(self._expected):
            self._expected = ""
            self._later(0, self._done)

    def _done(self) -> None:
        taken = (time.perf_counter() - self._began) * 1e3
        self._count += 1
        if self._count > 5:  # the first ones of a block find cold devices
            self._taken[self._block % 2].append(taken)
        if self._count < BLOCK + 5:
            self._later(PAUSE_MS, self._scan)
            return
        presenter = self._screen.presenter
        presenter.goods.cancel()
        presenter.goods.answer()
        self._desk.end(self._gear)
        self._block, self._count = self._block + 1, 0
        if self._block == BLOCKS:
            self._desk.app.quit()
            return
        self._gear, self._effects = self._desk.devices(failing=self._block % 2 == 1)
        self._later(500, self._scan)

    def _scan(self) -> None:
        lines = self._screen.presenter.counter.state.basket.lines
        there = {line.item.item_id[1:] for line in lines}
        number = self._dice.randrange(1, GOODS)
        while number % 7 == 0 or f"{number}" in there:
            number = self._dice.randrange(1, GOODS)
        self._expected = item_of(number).name
        self._gear.show((self._expected[:20], "1.00"))  # as the counter does at each line
        if self._count % 4 == 0:
            self._effects.perform((Print(f"job-{self._count}"),))
        self._scanner.submit(self._read, barcode(number))

    def _read(self, code: str) -> None:
        self._began = time.perf_counter()
        self._desk.feed.on_scan(code, "bench")
