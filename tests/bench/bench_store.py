"""The store measured: a durable sale against the raw floor, member search, verification, cuts.

Files lie under `build/`, on the disk that the program would use. Seeded ones are kept there.

Where a sale's time goes (instructions counted, a full sale of 85 rows): Python's interpreter 60
of 100, SQLite 19, the signature 8, the C library 9, hashing 3, canonical bytes 2 (json: 9),
beside it the wait for the disk, for 29 pages of two dozen trees where the floor writes a few.
Nothing of it is large. So the ratio hangs on how Python was built: with its compiler's profile, as
distributions do, a sale takes a fifth less than with a version manager's usual build (`make env`
takes the system's). A sale is work of the processor, the floor waits for the disk: with something
else to do the ratio rises, and where the disk is slow it falls to 1. Compare within one minute.
"""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded, the same people every time
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from app.domain import posting
from app.domain import sale as sale_of
from app.domain.document import Document, Kind
from app.domain.ids import ReceiptNo, SaleId
from app.domain.pricing.engine import price
from app.store import engine, members
from app.store.file.connect import connect
from app.store.projections import members as member_rows
from app.store.schema import FORMAT
from app.store.verify import Level, verify
from app.usecases import commit
from tests.bench.clocked import garbage_left, median, percentile
from tests.bench.counter import CASHIER, SHOP, Counter, new_counter
from tests.bench.goods import BOOK
from tests.power import cuts

BUILD = Path(__file__).resolve().parents[2] / "build"
SALES = 400
DOCUMENTS = 20_000
PEOPLE = 100_000
IMAGES = 20_000
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文慧婷雪琳晶欣怡佳子涵宇轩"


def bench_sale_commit() -> dict[str, float]:
    """`sale_commit.ratio`: 5 lines, a member, two tenders, through the use case; encryption off,
    and beside it on. The floor writes as many rows, and as many bytes of document."""
    plain = _commits(None)
    sealed = _commits(os.urandom(32))
    return {
        "sale_commit.ratio": plain["sale"] / plain["floor"],
        "sale_commit.ms": plain["sale"],
        "sale_commit.p99_ms": plain["p99"],
        "sale_commit.floor_ms": plain["floor"],
        "sale_commit.ratio_encrypted": sealed["sale"] / plain["floor"],
    }


def _commits(key: bytes | None) -> dict[str, float]:
    folder_of = tempfile.TemporaryDirectory(dir=_build(), prefix="sale-commit-")
    with garbage_left(), folder_of as folder:
        counter = new_counter(Path(folder, "till.db"), key)
        basket = counter.basket(5)
        paid = counter.tenders(basket)
        floor = Floor(Path(folder, "floor.db"), counter, lambda: counter.sell(basket, paid))
        sales, floors = [], []
        for number in range(SALES + 20):
            basket = counter.basket(5, start=1 + number % 100)
            paid = counter.tenders(basket)
            began = time.perf_counter()
            counter.sell(basket, paid)
            sold = time.perf_counter()
            floor.write()
            done = time.perf_counter()
            if number >= 20:
                sales.append((sold - began) * 1e3)
                floors.append((done - sold) * 1e3)
        counter.close()
        floor.raw.close()
    return {"sale": median(sales), "p99": percentile(sales, 0.99), "floor": median(floors)}


class Floor:
    """The same number of rows, and the document's bytes, by sqlcipher3 alone, unencrypted."""

    def __init__(self, path: Path, counter: Counter, sell: Callable[[], object]) -> None:
        with counter.s.db.write() as tx:
            writer = tx.raw
        before = writer.total_changes
        sell()
        rows = writer.total_changes - before
        with counter.s.db.read() as tx:
            found = tx.one("SELECT length(bytes) FROM journal ORDER BY seq DESC LIMIT 1")
        self.rows = [("x" * (found[0] if found else 0),)] + [("y" * 60,)] * (rows - 1)
        self.raw = connect(path, None, mode="rwc")
        for pragma in ("synchronous = EXTRA", "journal_mode = WAL", "synchronous = FULL"):
            self.raw.execute(f"PRAGMA {pragma}")
        self.raw.execute("CREATE TABLE row (n INTEGER PRIMARY KEY, text TEXT) STRICT")

    def write(self) -> None:
        self.raw.execute("BEGIN IMMEDIATE")
        self.raw.executemany("INSERT INTO row (text) VALUES (?)", self.rows)
        self.raw.execute("COMMIT")


def bench_member_search() -> dict[str, float]:
    """`member_search.p95_ms_100k`: each key press of tails, parts, names, initials, cards."""
    db = engine.Database(_people(), key=None)
    dice = random.Random(3)
    typed: list[str] = []
    with db.read() as tx:
        for _ in range(150):
            one = members.get(tx, f"m{dice.randrange(PEOPLE):08d}")
            if one is not None:
                tail, part = one.phone[-4:], one.phone[3:9]
                words = (tail, part, one.name, *_readings(one.name), one.card_tokens[0])
                typed += [word[:size] for word in words for size in range(1, len(word) + 1)]
    taken = []
    for text in typed:
        began = time.perf_counter()
        with db.read() as tx:
            members.search(tx, text)
        taken.append((time.perf_counter() - began) * 1e3)
    db.close()
    return {
        "member_search.p95_ms_100k": percentile(taken, 0.95),
        "member_search.p50_ms_100k": median(taken),
    }


def _readings(name: str) -> tuple[str, str]:
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(name)
    return "".join(one[0] for one in syllables), "".join(syllables)


def _people() -> Path:
    path = _build() / f"members-{PEOPLE}-format{FORMAT}.db"
    if path.exists():
        return path
    making = path.with_suffix(".making")
    making.unlink(missing_ok=True)
    engine.create(making, None)
    db = engine.Database(making, key=None)
    dice = random.Random(5)
    with db.write() as tx:
        for number in range(PEOPLE):
            name = dice.choice(SURNAMES) + "".join(
                dice.choice(GIVEN) for _ in range(dice.choice((1, 2, 2)))
            )
            phone = f"1{dice.choice((35, 38, 39, 50, 58, 86))}{dice.randrange(10**8):08d}"
            body = {"member_id": f"m{number:08d}", "sealed": "x"}
            doc = Document(
                *(SHOP.tid, 1, number + 1, Kind.MEMBER_CREATE, "2026-01-01", "u", 0, 0, body),
                *((), b"", b"", b""),
            )
            profile = {"name": name, "phone": phone, "card_tokens": [f"{88_000_000 + number}"]}
            member_rows.member(tx, doc, profile)
    db.close()
    return making.rename(path)


def bench_verify() -> dict[str, float]:
    """`verify.docs_per_s` by hashes, `verify_signed.docs_per_s` with everything; best of three."""
    path = _journal()
    figures = {}
    for key, level in (("verify", Level.HASHES), ("verify_signed", Level.SIGNED)):
        rates = []
        for _ in range(3):
            began = time.perf_counter()
            found = verify(path, level=level)
            rates.append(found.docs / (time.perf_counter() - began))
            if not found.ok:
                raise AssertionError(found)
        figures[f"{key}.docs_per_s"] = max(rates)
    return figures


def _journal() -> Path:
    path = _build() / f"journal-{DOCUMENTS}-format{FORMAT}.db"
    if path.exists():
        return path
    making = path.with_suffix(".making")
    making.unlink(missing_ok=True)
    counter = new_counter(making)
    s = counter.s
    basket = counter.basket(5)
    priced, paid = price(basket, BOOK, s.clock.now_ms()), counter.tenders(basket)
    postings = posting.of_sale(priced, paid, unit="CNY", tid=SHOP.tid)
    with s.db.write() as tx:
        for number in range(1, DOCUMENTS + 1):
            body = sale_of.body(
                *(replace(basket, sale_id=SaleId(s.clock.new_id())), priced, paid),
                receipt_no=ReceiptNo(SHOP.shop_no, SHOP.till_no, 1, number),
                shift_id=counter.shift_id,
                at_ms=s.clock.now_ms(),
                currency="CNY",
            )
            commit.seal(
                *(tx, s, Kind.SALE, body), operator_id=CASHIER.operator_id, postings=postings
            )
    counter.close()
    return making.rename(path)


def bench_power_cuts() -> dict[str, float]:
    """`power_cuts.images`, `.lost` (with every other broken promise), `.control_lost`."""
    jobs = os.cpu_count() or 1
    found = cuts.run(IMAGES, 1, jobs=jobs)
    control = cuts.run(IMAGES // 50, 1, careless=True, jobs=jobs)
    for fault in found.faults[:20]:
        print(fault)
    return {
        "power_cuts.images": found.images,
        "power_cuts.lost": len(found.faults),
        "power_cuts.control_lost": control.lost,
    }


def _build() -> Path:
    BUILD.mkdir(exist_ok=True)
    return BUILD


if sqlite.sqlite_version_info < (3, 51, 3):
    raise RuntimeError("this SQLite has the WAL-reset race")
