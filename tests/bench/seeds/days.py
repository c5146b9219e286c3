"""A shop that has been open for very many days, each closed by its Z; or one long day.

Shifts, counts and Zs are made by the use cases, sales and returns as `commit` would make them (the
whole document, its signature, its rows), but many in one transaction. Which goods, when and who is
drawn from a seed. `python -m tests.bench.seeds.days` makes the year (ten minutes); broken off, it
begins again.
"""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded, the same days every time
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from app.clock import ManualClock
from app.domain import posting
from app.domain import sale as sale_of
from app.domain.catalog import Item
from app.domain.document import (
    Body,
    Document,
    Kind,
    Posting,
    canonical,
    chain_hash,
    envelope,
)
from app.domain.ids import OperatorId, ReceiptNo
from app.domain.permissions import Operator, Role
from app.domain.pricing.engine import price
from app.domain.shift import Counted
from app.store import engine, journal, projections, shifts, staff
from app.store.engine import Tx
from app.store.schema import FORMAT
from app.usecases import commit
from app.usecases.services import Services
from app.usecases.shift import close, count, z
from app.usecases.shift import open as shift_open
from tests.bench.counter import SHOP, Counter, new_counter, services
from tests.bench.goods import BOOK, item_of

BUILD = Path(__file__).resolve().parents[3] / "build"
YEAR_SALES, YEAR_DAYS = 1_000_000, 365
START_MS = 1_748_736_000_000  # 2025-06-01 08:00 in Shanghai
OPEN_MS = 14 * 3_600_000
GOODS = 3000
TEMPLATES = 3000
LINES = 5
RETURNS = 50  # one sale in so many comes back in part
OPERATORS = tuple(
    Operator(OperatorId(f"u{n}"), name, Role.OWNER)
    for n, name in enumerate(("王芳", "李伟", "赵敏"), 1)
)


@dataclass(frozen=True, slots=True)
class Template:
    """A sale without its time, number and person."""

    body: Body
    postings: tuple[Posting, ...]


class Maker:
    """Fills a file with days."""

    def __init__(self, path: Path, *, goods: int = GOODS, templates: int = TEMPLATES) -> None:
        self.clock = ManualClock(START_MS, prefix=0xDA15)
        counter = new_counter(path, goods=goods + 1, clock=self.clock)
        self.s: Services = counter.s
        self.dice = random.Random(4)
        with self.s.db.write() as tx:
            people = [staff.body(one, pin_hash="x") for one in OPERATORS]
            commit.seal(*(tx, self.s, Kind.STAFF_CHANGE, {"operators": people}), operator_id="u1")
            tx.raw.execute("PRAGMA cache_size = -500000")
        self.templates = [self._template(counter, goods) for _ in range(templates)]
        self.shift = counter.shift_id
        self.operator = OPERATORS[0]

    def _template(self, counter: Counter, goods: int) -> Template:
        """Few goods are sold often, and many now and then; two of five buyers are members."""
        basket = counter.basket(
            LINES, member=self.dice.random() < 0.4, start=self.dice.randrange(40)
        )
        lines = tuple(
            replace(one, item=item, unit_price_minor=item.prices[0].price_minor)
            for one in basket.lines
            for item in [self._item(goods)]
        )
        basket = replace(basket, lines=lines)
        now_ms = self.clock.now_ms()
        priced, paid = price(basket, BOOK, now_ms), counter.tenders(basket)
        body = sale_of.body(
            *(basket, priced, paid),
            receipt_no=ReceiptNo(SHOP.shop_no, SHOP.till_no, 1, 1),
            shift_id="",
            at_ms=now_ms,
            currency="CNY",
        )
        return Template(body, posting.of_sale(priced, paid, unit="CNY", tid=SHOP.tid))

    def _item(self, goods: int) -> Item:
        item = item_of(1 + int(goods * self.dice.random() ** 2))
        if item.kind == "weighed":
            return item
        return replace(item, cost_minor=item.prices[0].price_minor * 6 // 10)

    def day(self, sales: int, *, close_it: bool = True) -> None:
        """One day's sales from eight to ten, in one transaction; then shift, count and Z."""
        step_ms = OPEN_MS // (sales + 1)
        with self.s.db.write(durable=False) as tx:
            row = tx.one("SELECT bd FROM shift WHERE shift_id = ?", (self.shift,))
            assert row is not None
            chain = Chain(tx, self.s, row[0], self.operator.operator_id)
            for number in range(sales):
                self.clock.pass_ms(step_ms)
                sold = chain.sale(self.dice.choice(self.templates), self.shift)
                if number % RETURNS == RETURNS - 1:
                    chain.back(sold)
            chain.end()
        if close_it:
            self.close_day()
            self.next_day()

    def close_day(self) -> None:
        """Counted, closed, and its Z."""
        count_exactly(self.s, self.operator, self.shift)
        close.close(self.s, self.operator, self.shift, reason="bench")
        z.z_close(self.s, self.operator)

    def next_day(self) -> None:
        """Eight o'clock again, another operator's shift."""
        gone = (self.clock.now_ms() - START_MS) % 86_400_000
        self.clock.pass_ms(86_400_000 - gone)
        self.operator = self.dice.choice(OPERATORS)
        self.shift = shift_open.open_shift(self.s, self.operator, 20_000).value.shift_id

    def done(self) -> None:
        """The file stands alone."""
        self.s.db.close()


class Chain:
    """Documents one behind the other in a transaction, sealed as `commit` seals them."""

    def __init__(self, tx: Tx, s: Services, business_date: str, operator_id: str) -> None:
        head = journal.head(tx)
        assert head is not None
        self.tx, self.s, self.head = tx, s, head
        self.day, self.who = business_date, operator_id

    def sale(self, one: Template, shift_id: str) -> Document:
        """A sale like the template, now."""
        number = self.head.receipts + 1
        body = one.body | {
            "sale_id": self.s.clock.new_id(),
            "no": str(ReceiptNo(SHOP.shop_no, SHOP.till_no, self.head.epoch, number)),
            "counter": number,
            "shift_id": shift_id,
            "at_ms": self.s.clock.now_ms(),
        }
        return self._seal(Kind.SALE, body, one.postings)

    def back(self, sold: Document) -> None:
        """The sale's first line comes back, in cash."""
        body, line = sold.body, sold.body["lines"][0]
        ppm = next(one["ppm"] for one in body["tax"] if one["class"] == line["tax_class"])
        told = {name: line[name] for name in ("n", "item", "dept", "tax_class", "qty", "tax")}
        told |= {"ppm": ppm, "amount": line["total"], "cost": line["cost"]}
        self._seal(
            Kind.REFUND,
            {
                "refund_id": self.s.clock.new_id(),
                "sale_id": body["sale_id"],
                "shift_id": body["shift_id"],
                "member_id": body["member_id"],
                "at_ms": self.s.clock.now_ms(),
                "lines": [told],
                "funds": [{"t": 2, "k": "cash", "n": line["total"]}],
                "total": line["total"],
                "paid_out": line["total"],
                "reason": "changed_mind",
            },
            (("4010.bench", "CNY", line["total"]), ("1010.bench", "CNY", -line["total"])),
        )

    def _seal(self, kind: Kind, body: Body, postings: tuple[Posting, ...]) -> Document:
        now_ms, head = self.s.clock.now_ms(), self.head
        doc = Document(
            *(head.tid, head.epoch, head.seq + 1, kind, self.day, self.who, now_ms, now_ms),
            *(body, postings, head.hash, b"", b"", b""),
        )
        data = canonical(envelope(doc))
        digest = chain_hash(head.hash, data)
        doc = replace(doc, data=data, hash=digest, signature=self.s.signer.sign(digest))
        journal.append(self.tx, doc)
        projections.project(self.tx, doc)
        receipts = head.receipts + (kind is Kind.SALE)
        self.head = replace(head, seq=doc.seq, hash=digest, receipts=receipts)
        return doc

    def end(self) -> None:
        """Time went by: no jump of the clock for the next document."""
        clock, pulse = self.s.clock, self.tx.pulse
        pulse.mono_ms, pulse.wall_ms, pulse.eff_ms = (
            *(clock.monotonic_ms(), clock.now_ms()),
            clock.now_ms(),
        )


def year(sales: int = YEAR_SALES, days: int = YEAR_DAYS, *, say: bool = False) -> Path:
    """The year's file, made first if it is not there yet."""
    path = BUILD / f"year-{sales}-{days}-format{FORMAT}.db"
    if path.exists():
        return path
    making = _fresh(path)
    maker, began = Maker(making), time.monotonic()
    for number in range(days):
        maker.day(sales * (number + 1) // days - sales * number // days)
        if say and number % 10 == 9:
            print(f"{number + 1} days, {time.monotonic() - began:.0f} s", flush=True)
    maker.done()
    return making.rename(path)


def one_day(sales: int) -> Path:
    """One day that is still open, after a closed one."""
    path = BUILD / f"day-{sales}-format{FORMAT}.db"
    if path.exists():
        return path
    making = _fresh(path)
    maker = Maker(making)
    maker.day(50)
    maker.day(sales, close_it=False)
    maker.done()
    return making.rename(path)


def documents(most: int) -> Path:
    """A journal of so many signed documents and nothing else of note."""
    path = BUILD / f"documents-{most}-format{FORMAT}.db"
    if path.exists():
        return path
    making = _fresh(path)
    maker = Maker(making, goods=300, templates=300)
    while True:
        with maker.s.db.read() as tx:
            left = most - journal.count(tx)
        if left <= 0:
            break
        maker.day(min(left, 2000), close_it=False)
    maker.done()
    return making.rename(path)


def opened(path: Path, *, read_only: bool = False) -> Services:
    """The services over a made file, at the time at which it ends."""
    db = engine.Database(path, key=None, read_only=read_only)
    with db.read() as tx:
        head = journal.head(tx)
    assert head is not None
    return services(db, ManualClock(head.dev_ms + 60_000, prefix=0xDA16))


def count_exactly(s: Services, operator: Operator, shift_id: str) -> None:
    """A drawer that holds what it should."""
    with s.db.read() as tx:
        notes, rest = divmod(shifts.totals(tx, shift_id).cash_expected_minor, 10_000)
    count.count(s, operator, shift_id, Counted(((10_000, notes), (1, rest))))


def close_shift(s: Services) -> None:
    """The open shift, by whom it is."""
    with s.db.read() as tx:
        row = tx.one("SELECT shift_id, operator_id FROM shift WHERE closed_ms = 0")
    assert row is not None
    who = next(one for one in OPERATORS if one.operator_id == row[1])
    count_exactly(s, who, row[0])
    close.close(s, who, row[0], reason="bench")


def _fresh(path: Path) -> Path:
    BUILD.mkdir(exist_ok=True)
    making = path.with_suffix(".making")
    for left in (making, *(making.with_name(making.name + tail) for tail in ("-wal", "-shm"))):
        left.unlink(missing_ok=True)
    return making


if __name__ == "__main__":
    os.nice(19)
    print(year(*(int(one) for one in sys.argv[1:]), say=True))
