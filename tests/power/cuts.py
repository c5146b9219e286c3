"""Makes crash images of recorded sales and holds each to the promise: acknowledged is there.

`python -m tests.power.cuts --count 5000 --seed 1` prints what it found and fails when a sale was
lost, a file could not be opened, or the control (synchronous=NORMAL) lost nothing: then the
images were too kind. Every image is opened by the real store; its hashes, pages and receipt
numbers are checked, of some also signatures, projections, and whether the till sells on.
"""

from __future__ import annotations

import argparse
import random  # noqa: TID251 - cuts are seeded
import shutil
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from app.domain.errors import Unavailable
from app.store import engine, journal, rebuild, shifts
from app.store.file.integrity import quick_check
from app.store.verify import Level, verify
from tests.bench.counter import Counter, services
from tests.power.disk import Disk
from tests.power.record import CannotRecord, Op, record

PER_RECORD = 2500  # images of one recording: then another shop, another day
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - images are written by the thousand


@dataclass
class Found:
    """What the images showed. `faults` holds a sentence for each image that broke a promise."""

    images: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        self.images += other.images
        self.lost += other.lost
        self.faults += other.faults


def folder_of_images() -> tempfile.TemporaryDirectory[str]:
    """A passing folder, in memory where the system has such a place."""
    place = SHARED_MEMORY if SHARED_MEMORY.is_dir() else None
    return tempfile.TemporaryDirectory(prefix="shuke-power-", dir=place)


def recorded(seed: int, *, careless: bool = False, sales: int = 30) -> list[Op]:
    """One shop's day as the disk saw it."""
    with folder_of_images() as folder:
        shop = Path(folder, "shop")
        shop.mkdir()
        more = ("--careless",) if careless else ()
        return record(shop, "--seed", str(seed), "--sales", str(sales), *more)


def cut_all(ops: list[Op], count: int, seed: int) -> Found:
    """`count` images of one record, cut at random places, in one sweep over it."""
    dice = random.Random(seed)
    places = sorted(dice.randrange(len(ops) + 1) for _ in range(count))
    found, disk, done, promise = Found(), Disk(), 0, b""
    with folder_of_images() as folder:
        for number, place in enumerate(places):
            for op in ops[done:place]:
                disk.apply(op)
                promise = op.data if op.kind == "ack" else promise
            done = place
            image = disk.cut(dice)
            fault = _check(Path(folder, "till"), image, promise, number)
            found.images += 1
            if fault:
                found.lost += fault.startswith("lost")
                found.faults.append(f"seed {seed} image {number} at op {place}: {fault}")
    return found


def _check(folder: Path, image: dict[str, bytes], promise: bytes, number: int) -> str:
    """What is wrong with an image; empty when every promise is kept."""
    folder.mkdir()
    for name, content in image.items():
        folder.joinpath(name).write_bytes(content)
    path = folder / "till.db"
    try:
        if not path.exists():
            return "lost: no file" if promise else ""
        return _opened(path, promise, number)
    except Unavailable as error:
        return f"unreadable: {error.code} {error.__cause__}"
    finally:
        shutil.rmtree(folder)


def _opened(path: Path, promise: bytes, number: int) -> str:
    _, seq, receipts = promise.split() if promise else (b"", b"0", b"0")
    db = engine.Database(path, key=None)
    try:
        with db.report() as tx:
            head = journal.head(tx)
            pages = quick_check(tx)
        have = (head.seq, head.receipts) if head else (0, 0)
        if pages != "ok":
            return f"pages: {pages}"
        if have[0] < int(seq) or have[1] < int(receipts):
            return f"lost: {seq.decode()} {receipts.decode()} promised, {have} there"
        fault = _verified(path, Level.SIGNED if number % 25 == 0 else Level.HASHES)
        if not fault and number % 50 == 0 and head:
            differences = rebuild.check(db, services(db).vault.open)
            fault = f"projections: {differences[0]}" if differences else ""
        if not fault and number % 10 == 0 and have[1]:
            fault = _sells_on(db, path)
        return fault
    finally:
        db.close()


def _verified(path: Path, level: Level) -> str:
    verdict = verify(path, level=level, threads=1)
    return "" if verdict.ok else f"journal: {verdict}"


def _sells_on(db: engine.Database, path: Path) -> str:
    """After the cut the till opens its shift again and sells the next receipt."""
    with db.read() as tx:
        shift, head = shifts.current(tx), journal.head(tx)
    if shift is None or head is None:
        return "no shift"
    counter = Counter(services(db), shift.shift_id)
    basket = counter.basket(3)
    number = counter.sell(basket, counter.tenders(basket))
    if int(number.rsplit("-", 1)[1]) != head.receipts + 1:
        return f"receipt {number} after {head.receipts}"
    return _verified(path, Level.HASHES)


def run(count: int, seed: int, *, careless: bool = False, jobs: int = 1, sales: int = 30) -> Found:
    """`count` images over as many recordings as it takes."""
    shares = [min(PER_RECORD, count - start) for start in range(0, count, PER_RECORD)]
    tasks = [(share, seed + place, careless, sales) for place, share in enumerate(shares)]
    found = Found()
    for one in _spread(tasks, jobs):
        found.add(one)
    return found


def _spread(tasks: list[tuple[int, int, bool, int]], jobs: int) -> Iterable[Found]:
    if jobs == 1 or len(tasks) == 1:
        return map(_task, tasks)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_task, tasks))


def _task(task: tuple[int, int, bool, int]) -> Found:
    count, seed, careless, sales = task
    return cut_all(recorded(seed, careless=careless, sales=sales), count, seed)


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=5000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=2)
    asked = options.parse_args()
    try:
        found = run(asked.count, asked.seed, jobs=asked.jobs)
        control = run(max(200, asked.count // 20), asked.seed, careless=True, jobs=asked.jobs)
    except CannotRecord as error:
        print(f"POWER CUTS NOT TRIED on this machine: {error}", file=sys.stderr)
        return 2
    for fault in found.faults[:20]:
        print(fault)
    print(
        f"power cuts: {found.images} images, {found.lost} lost, {len(found.faults)} faults;"
        f" control {control.images} images, {control.lost} lost"
    )
    return 1 if found.faults or not control.lost else 0


if __name__ == "__main__":
    sys.exit(main())
