"""A shop with a million members: found as one types, met by card, judged and swept at night.

The file is made once by `python -m tests.bench.seeds.million` (a quarter of an hour) and kept; what
writes works on a copy of it.
"""

from __future__ import annotations

import random  # noqa: TID251 - seeded, the same people every time
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin

from app.clock import ManualClock
from app.store import engine, journal
from app.usecases.loyalty import nightly
from app.usecases.member import find
from app.usecases.sale.identify_code import identify
from tests.bench.bench_scan import BUILD, Desk
from tests.bench.clocked import median, percentile
from tests.bench.counter import services
from tests.bench.seeds import million_docs as docs
from tests.bench.seeds.million import MEMBERS, made

PEOPLE = 25  # whose names, phones and cards are typed
MET = 500
PATIENCE_MS = 120_000


def bench_search_1m() -> dict[str, float]:
    """`member_search.p95_ms_1m`: from the key press in the members' field to the painted list;
    beside it the use case alone."""
    path = made()
    typed = _typed()
    db = engine.Database(path, key=None)
    s = services(db)
    asked = []
    for text in (text for word in typed for text in _presses(word)):
        began = time.perf_counter()
        find.search(s, text, 50)
        asked.append((time.perf_counter() - began) * 1e3)
    db.close()
    painted = _Typist(path).measure(typed)
    return {
        "member_search.p95_ms_1m": percentile(painted, 0.95),
        "member_search.p50_ms_1m": median(painted),
        "member_search.p95_ms_1m_asked": percentile(asked, 0.95),
        "member_search.p50_ms_1m_asked": median(asked),
    }


def bench_identify_1m() -> dict[str, float]:
    """`identify_member.p95_ms_1m`: a card's code to terms, tier and balances, as the counter asks;
    each another member, with lots, a voucher or none."""
    db = engine.Database(made(), key=None)
    s = services(db)
    dice = random.Random(17)
    taken = []
    for number in range(MET + 20):
        code = f"M:{docs.card_of(dice.randrange(MEMBERS))}"
        began = time.perf_counter()
        found: Any = identify(s, code, at=s.clock.now_ms())
        taken.append((time.perf_counter() - began) * 1e3)
        if number == 0 and not found.purse.lots:
            raise AssertionError(found)
    db.close()
    return {
        "identify_member.p95_ms_1m": percentile(taken[20:], 0.95),
        "identify_member.p50_ms_1m": median(taken[20:]),
    }


def bench_night_1m() -> dict[str, float]:
    """`tier_review.members_per_s` and `expiry_sweep.lots_per_s`: a first night over everybody, by
    the use case, with documents and durable commits."""
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="night-") as folder:
        db = engine.Database(Path(shutil.copy(made(), Path(folder, "till.db"))), key=None)
        with db.read() as tx:
            head = journal.head(tx)
        if head is None:
            raise LookupError("no journal")
        times: dict[str, list[float]] = {}

        def tell(step: str, _count: int) -> None:
            now = time.perf_counter()
            times.setdefault(step, [now, now])[1] = now

        began = time.perf_counter()
        clock = ManualClock(head.eff_ms + 1000, prefix=9)
        done = nightly.run(services(db, clock), tell=tell).value
        took = time.perf_counter() - began
        db.close()
    steps = sorted(times.items(), key=lambda one: one[1][1])
    ends = [began, *(last for _, (_, last) in steps)]
    spent = {
        name: end - start for (name, _), start, end in zip(steps, ends, ends[1:], strict=False)
    }
    print(done, {name: round(one, 1) for name, one in spent.items()}, f"{took:.0f} s")
    return {
        "tier_review.members_per_s": done.reviewed / spent["review"],
        "expiry_sweep.lots_per_s": done.expired_lots / spent["sweep"],
        "nightly_1m.s": took,
    }


def bench_bytes_per_sale() -> dict[str, float]:
    """`db_bytes_per_sale`: what the file grows by for each of many sales to members that earn
    points, one or two lines; with its index entries, its free space, and everything else."""
    sizes = []
    for documents in (50_000, 150_000):
        path = made(2_000, documents, say=False)
        sizes.append(path.stat().st_size)
        path.unlink()
    whole = made()
    return {
        "db_bytes_per_sale": (sizes[1] - sizes[0]) / 100_000,
        "db_bytes_per_document_1m": whole.stat().st_size / 5_000_000,
    }


def _typed() -> list[str]:
    """Tails and parts of phones, names, initials, pinyin, cards."""
    dice = random.Random(3)
    words: list[str] = []
    for _ in range(PEOPLE):
        number = dice.randrange(MEMBERS)
        name, phone = docs.name_of(number), docs.phone_of(number)
        syllables = lazy_pinyin(name)
        initials = "".join(one[0] for one in syllables)
        words += [phone[-4:], phone[3:9], name, initials, "".join(syllables), docs.card_of(number)]
    return words


def _presses(word: str) -> list[str]:
    return [word[:size] for size in range(1, len(word) + 1)]


class _Typist(Desk):
    """Types into the members' field, one key after the other, each when the last one is seen."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "members")

    def measure(self, words: list[str]) -> list[float]:
        """Milliseconds from each key to the paint of what it found."""
        from PySide6.QtCore import QTimer

        screen: Any = self.window.current
        field, put = screen.list.field, screen.put_list
        wanted = [text for word in words for text in _presses(word)]
        taken: list[float] = []
        began: list[float] = []

        def put_list(shown: Any) -> None:
            """What is shown is painted before the second idle moment after it."""
            put(shown)
            if began:
                QTimer.singleShot(0, lambda: QTimer.singleShot(0, done))

        def done() -> None:
            if not began:
                return
            taken.append((time.perf_counter() - began.pop()) * 1e3)
            if len(taken) < len(wanted):
                QTimer.singleShot(5, key)
            else:
                self.app.quit()

        def key() -> None:
            text = wanted[len(taken)]
            if len(text) == 1:
                field.set_text("")
            began[:] = [time.perf_counter()]
            field.feed(text[-1])

        screen.put_list = put_list
        QTimer.singleShot(500, key)
        QTimer.singleShot(PATIENCE_MS, self.app.quit)
        self.app.exec()
        self.close()
        if len(taken) < len(wanted):
            raise AssertionError(
                f"{len(taken)} of {len(wanted)}: {wanted[len(taken)]} was not seen"
            )
        return taken
