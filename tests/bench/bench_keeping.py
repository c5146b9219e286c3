"""Keeping measured: a copy while the till sells, and a whole year's journal proven."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from pathlib import Path

from app.domain.errors import Refused
from app.store.keeping.backup import copy_to
from app.store.verify import Level, verify
from app.usecases.shift import open as shift_open
from tests.bench.clocked import median, percentile
from tests.bench.counter import CASHIER, Counter
from tests.bench.seeds import days

SALES = 500
DOCUMENTS = 300_000


def bench_backup() -> dict[str, float]:
    """`backup.mb_per_s`: copies one behind the other as long as so many sales are made;
    `backup.p99_ratio`: the slowest of a hundred of them against the same without a copy."""
    with tempfile.TemporaryDirectory(dir=days.BUILD, prefix="backup-") as folder:
        path = Path(shutil.copy(days.one_day(10_000), Path(folder, "till.db")))
        s = days.opened(path)
        days.close_shift(s)
        counter = Counter(s, shift_open.open_shift(s, CASHIER, 0).value.shift_id)
        _sell(counter, 50)
        alone = _sell(counter, SALES)
        copier = Copier(path, Path(folder, "copy.db"))
        copier.start()
        beside = _sell(counter, SALES)
        copier.enough.set()
        copier.join()
        again = _sell(counter, SALES)
        counter.close()
    quiet = percentile([*alone, *again], 0.99)
    return {
        "backup.mb_per_s": sum(copier.sizes) / sum(copier.seconds) / 1e6,
        "backup.p99_ratio": percentile(beside, 0.99) / quiet,
        "backup.sale_p99_ms": percentile(beside, 0.99),
        "backup.quiet_p99_ms": quiet,
        "backup.sale_ms": median(beside),
    }


class Copier(threading.Thread):
    """Makes copies until it is told that it is enough; the last one is broken off."""

    def __init__(self, source: Path, target: Path) -> None:
        super().__init__(name="copier")
        self.source, self.target = source, target
        self.enough = threading.Event()
        self.sizes: list[int] = []
        self.seconds: list[float] = []

    def run(self) -> None:
        """One copy after the other."""
        while not self.enough.is_set():
            began = time.perf_counter()
            try:
                size = copy_to(self.source, None, self.target, tell=self._tell)
            except Refused:
                return
            self.sizes.append(size)
            self.seconds.append(time.perf_counter() - began)
            self.target.unlink()

    def _tell(self, _done: int, _all: int) -> bool:
        return not (self.enough.is_set() and self.sizes)


def _sell(counter: Counter, count: int) -> list[float]:
    taken = []
    for number in range(count):
        basket = counter.basket(5, start=1 + number % 100)
        paid = counter.tenders(basket)
        began = time.perf_counter()
        counter.sell(basket, paid)
        taken.append((time.perf_counter() - began) * 1e3)
    return taken


def bench_verify_full() -> dict[str, float]:
    """`verify_full.s`: every document of a year read, linked, its signature and sums checked."""
    path = days.documents(DOCUMENTS)
    began = time.perf_counter()
    found = verify(path, level=Level.SIGNED)
    took = time.perf_counter() - began
    if not found.ok or found.docs < DOCUMENTS:
        raise AssertionError(found)
    return {"verify_full.s": took * DOCUMENTS / found.docs}
