"""Bytes of the till's file that change on the disk: seen by a check, or without any effect at all.

    python -m tests.store.flips --count 5000 --seed 1

Each image is the file of a shop with members' money and a closed day in which one to three bytes
were changed, or two pages swapped. It is detected (the chain, the pages, or the tables folded again
say so, or the file does not open), or it is harmless: every row is as it was. A third outcome, an
image that passes all checks with another row in it, is a silent wrong total, and fails the run.
"""

from __future__ import annotations

import argparse
import random  # noqa: TID251 - seeded
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from app.domain.errors import Refused, Unavailable
from app.keys import ProfileVault
from app.store import engine, rebuild
from app.store.file.connect import connect
from app.store.file.integrity import integrity_check
from app.store.rebuild import TABLES
from app.store.verify import verify
from tests.store.tills import CHEN, new_till

PAGE = 4096
PER_TASK = 250
Rows = list[list[tuple[object, ...]]]


@dataclass
class Found:
    """What came of so many images. `silent` names the seed and place of each that nobody saw."""

    images: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    harmless: int = 0
    silent: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        self.images += other.images
        self.seen += other.seen
        self.harmless += other.harmless
        self.silent += other.silent


def content(path: Path) -> Rows:
    """Every row that a total could be made of."""
    raw = connect(path, None)
    try:
        tables = [table.name for table in TABLES] + ["journal", "head", "member_key"]
        return [raw.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables]
    finally:
        raw.close()


def seen_by(path: Path) -> str:
    """Which check finds something; empty when none does."""
    try:
        if not verify(path).ok:
            return "chain"
        db = engine.Database(path, key=None)
        try:
            with db.report() as tx:
                if integrity_check(tx) != "ok":
                    return "pages"
            return "tables" if rebuild.check(db, ProfileVault().open) else ""
        finally:
            db.close()
    except Unavailable as error:
        return error.code
    except (Refused, ValueError):  # a sealed profile that does not open, a journal that cannot fold
        return "unreadable"


def template(folder: Path) -> Path:
    """A closed file: shop, staff, goods, a member, an open shift, twelve sales."""
    till = new_till(folder)
    for number in range(12):
        till.sell("cola", "milk", "bread", member=CHEN if number % 2 else None)
    till.close()
    return till.path


def change(data: bytearray, dice: random.Random) -> str:
    """Change one to three bytes, or swap two pages; what was done."""
    if dice.random() < 0.9:
        places = [dice.randrange(len(data)) for _ in range(dice.choice((1, 1, 1, 2, 3)))]
        for place in places:
            data[place] ^= dice.randrange(1, 256)
        return f"bytes {places}"
    one, two = (dice.randrange(1, len(data) // PAGE) * PAGE for _ in range(2))
    data[one : one + PAGE], data[two : two + PAGE] = (
        *(data[two : two + PAGE], data[one : one + PAGE]),
    )
    return f"pages {one // PAGE} and {two // PAGE}"


def try_all(good: Path, count: int, seed: int) -> Found:
    """So many images of one file."""
    found, dice = Found(), random.Random(seed)
    right, bytes_ = content(good), good.read_bytes()
    with tempfile.TemporaryDirectory(prefix="flips-") as folder:
        for number in range(count):
            data = bytearray(bytes_)
            done = change(data, dice)
            path, looked = Path(folder, "till.db"), Path(folder, "looked.db")
            for one in (path, looked):
                for tail in ("", "-wal", "-shm"):
                    one.with_name(one.name + tail).unlink(missing_ok=True)
            path.write_bytes(data)
            by = seen_by(Path(shutil.copy(path, looked)))
            found.images += 1
            if by:
                found.seen[by] += 1
            elif content(path) == right:
                found.harmless += 1
            else:
                found.silent.append(f"seed {seed} image {number}: {done}")
    return found


def run(count: int, seed: int, jobs: int = 1) -> Found:
    """`count` images, shared among processes."""
    with tempfile.TemporaryDirectory(prefix="flips-till-") as folder:
        good = template(Path(folder))
        tasks = [
            (good, min(PER_TASK, count - start), seed * 1000 + place)
            for place, start in enumerate(range(0, count, PER_TASK))
        ]
        found = Found()
        for one in _spread(tasks, jobs):
            found.add(one)
    return found


def _spread(tasks: list[tuple[Path, int, int]], jobs: int) -> Iterable[Found]:
    if jobs == 1 or len(tasks) == 1:
        return map(_task, tasks)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_task, tasks))


def _task(task: tuple[Path, int, int]) -> Found:
    return try_all(*task)


def main() -> int:
    options = argparse.ArgumentParser()
    options.add_argument("--count", type=int, default=5000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=2)
    asked = options.parse_args()
    found = run(asked.count, asked.seed, asked.jobs)
    for one in found.silent[:20]:
        print(one)
    by = ", ".join(f"{name} {n}" for name, n in found.seen.most_common())
    print(
        f"flips: {found.images} images, {found.seen.total()} seen ({by}),"
        f" {found.harmless} harmless, {len(found.silent)} silent"
    )
    return 1 if found.silent else 0


if __name__ == "__main__":
    sys.exit(main())
