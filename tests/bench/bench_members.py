"""A sale with all of a member's money, durably written, against as many rows by raw SQLite; and
members who come along from another system in an Excel file.

Such a sale's commit writes 38 pages. Nine of its 28 statements read (they were 39): the sale, the
member, their rights (which tell what lots to look at), those lots, the voucher and its unit, the
rights once more where they are spent, and when two lots were born. What it costs beside a plain
sale grows with the lots that are read, so only those of what it spends are.
"""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from app.domain import posting, rights
from app.domain.document import Kind
from app.domain.ids import MemberId
from app.domain.loyalty.terms import EarnRule, GrowthTerms, PointsTerms
from app.domain.loyalty.voucher import Campaign, Voucher, VoucherKind
from app.domain.member import Member, MemberTerms, mask_phone, plain_cards
from app.domain.permissions import Role
from app.domain.pricing.basket import Basket
from app.domain.pricing.engine import price_shown
from app.domain.rights import Asset, AssetKind, Lot
from app.domain.tendering import Tender
from app.store import members
from app.store.engine import Tx
from app.store.loyalty import program, vouchers
from app.usecases import commit
from app.usecases.member.sheets import importing
from app.usecases.shop.desk import desk_book
from tests.bench.bench_store import BUILD, Floor
from tests.bench.clocked import garbage_left, median, percentile
from tests.bench.counter import CASHIER, Counter, new_counter
from tests.bench.seeds.million_docs import card_of, name_of, phone_of

SALES = 300
COMING = 10_000  # members of another system
WARM = 20
PEOPLE = 40  # who come in turn, each with their own lots
FIVE = Campaign("five", "五元券", VoucherKind.AMOUNT, amount_minor=500, stackable=True)
COUPON = Asset(rights.VOUCHER_UNIT, AssetKind.VOUCHER, "five", "2099-12-31")
HELD = (
    (Asset("CNY", AssetKind.PRINCIPAL, "general"), 1_000_000),
    (Asset("CNY", AssetKind.BONUS, "general"), 500_000),
    (Asset(rights.POINTS_UNIT, AssetKind.POINTS, "-", "2099-12-31"), 1_000_000),
)


def bench_sale_commit_full() -> dict[str, float]:
    """`sale_commit_full.ratio`: 5 lines, a voucher, stored value (principal and bonus), points and
    cash; points are earned. The floor writes as many rows, and as many bytes of document."""
    plain = _commits(None)
    sealed = _commits(os.urandom(32))
    return {
        "sale_commit_full.ratio": plain["sale"] / plain["floor"],
        "sale_commit_full.ms": plain["sale"],
        "sale_commit_full.p99_ms": plain["p99"],
        "sale_commit_full.floor_ms": plain["floor"],
        "sale_commit_full.rows": plain["rows"],
        "sale_commit_full.bytes": plain["bytes"],
        "sale_commit_full.ratio_encrypted": sealed["sale"] / plain["floor"],
    }


def bench_import() -> dict[str, float]:
    """`import.members_per_s`: an Excel file with names, phones, cards and balances, from its bytes
    to the last commit; each with a sealed profile and an opening document of its own."""
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="import-") as folder:
        counter = new_counter(Path(folder, "till.db"))
        data = _sheet(COMING)
        owner = replace(CASHIER, role=Role.OWNER)
        began = time.perf_counter()
        plan = importing.preview(counter.s, data)
        looked = time.perf_counter()
        done = importing.apply(counter.s, owner, plan).value
        written = time.perf_counter()
        counter.close()
    if done.members != COMING or done.openings != COMING:
        raise AssertionError(done)
    return {
        "import.members_per_s": COMING / (written - began),
        "import.preview_per_s": COMING / (looked - began),
        "import.apply_per_s": COMING / (written - looked),
    }


def _sheet(rows: int) -> bytes:
    """What a former system would write out."""
    out = BytesIO()
    with Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("手机号", "姓名", "卡号", "储值余额", "赠送余额", "积分"))
        for n in range(rows):
            names = (phone_of(n), name_of(n), card_of(n))
            sheet.write_row(n + 1, 0, (*names, 100.5, 20, 1 + n % 1000))
    return out.getvalue()


def _commits(key: bytes | None) -> dict[str, float]:
    BUILD.mkdir(exist_ok=True)
    folder_of = tempfile.TemporaryDirectory(dir=BUILD, prefix="sale-full-")
    with garbage_left(), folder_of as folder:
        shop = _Shop(new_counter(Path(folder, "till.db"), key))
        floor = Floor(Path(folder, "floor.db"), shop.counter, lambda: shop.sell(*shop.customer(0)))
        sales, floors = [], []
        for number in range(1, SALES + WARM):
            basket, paid = shop.customer(number)
            began = time.perf_counter()
            shop.sell(basket, paid)
            sold = time.perf_counter()
            floor.write()
            done = time.perf_counter()
            if number >= WARM:
                sales.append((sold - began) * 1e3)
                floors.append((done - sold) * 1e3)
        shop.counter.close()
        floor.raw.close()
    return {
        "sale": median(sales),
        "p99": percentile(sales, 0.99),
        "floor": median(floors),
        "rows": len(floor.rows),
        "bytes": len(floor.rows[0][0]),
    }


@dataclass
class _Shop:
    """Members with lots of everything, who come one after the other."""

    counter: Counter

    def __post_init__(self) -> None:
        s = self.counter.s
        terms = {
            "points": [PointsTerms(rules=(EarnRule(points=1, per=100),))],
            "growth": [GrowthTerms()],
            "campaign": [FIVE],
        }
        with s.db.write() as tx:
            self._seal(tx, Kind.PROGRAM_CHANGE, program.body(terms))
            for number in range(PEOPLE):
                self._join(tx, number)

    def customer(self, number: int) -> tuple[Basket, tuple[Tender, ...]]:
        """The next one's basket with a voucher given a moment ago, and how it will be paid."""
        s = self.counter.s
        who = _member(number % PEOPLE)
        terms = MemberTerms(who.member_id, who.name, mask_phone(who.phone), who.tier_id)
        held = self._voucher(number, who)
        basket = replace(
            self.counter.basket(5, start=1 + number % 100), member=terms, vouchers=(held,)
        )
        left = price_shown(basket, desk_book(s), s.clock.now_ms()).payable_minor
        parts = (("stored", left // 3, "general"), ("points", left // 500 * 100, ""))
        paid = [Tender(no, kind, n, n, reference=ref) for no, (kind, n, ref) in enumerate(parts, 1)]
        left -= sum(one.amount_minor for one in paid)
        rounded = left // 10 * 10
        return basket, (*paid, Tender(3, "cash", rounded, rounded, rounding_minor=rounded - left))

    def sell(self, basket: Basket, paid: tuple[Tender, ...]) -> None:
        """What the counter does: the basket is kept already."""
        self.counter.sell(basket, paid)

    def _join(self, tx: Tx, number: int) -> None:
        s, who = self.counter.s, _member(number)
        key = s.vault.new_key()
        members.keep_key(tx, who.member_id, key)
        profile = members.profile(who)
        body = members.body(who, s.vault.seal(key, profile))
        commit.seal(
            *(tx, s, Kind.MEMBER_CREATE, body),
            operator_id=CASHIER.operator_id,
            sealed_profile=profile,
        )
        holder, now = rights.member_holder(who.member_id), s.clock.now_ms()
        lots = [
            Lot(s.clock.new_id(), holder, asset, n, n, now, group_id=f"top{number}")
            for asset, n in HELD
        ]
        self._moved(tx, Kind.OPENING, {"member_id": who.member_id, "source": "bench"}, lots)

    def _voucher(self, number: int, who: Member) -> Voucher:
        s = self.counter.s
        voucher_id = s.clock.new_id()
        holder = rights.member_holder(who.member_id)
        lot = Lot(voucher_id, holder, COUPON, 1, 1, s.clock.now_ms())
        row = {"voucher_id": voucher_id, "code": f"K{number:08d}", "holder": holder,
               "campaign_id": "five", "until_on": COUPON.bucket, "from_ms": 0}  # fmt: skip
        with s.db.write() as tx:
            body = {"campaign_id": "five", "why": "bench", "vouchers": [row]}
            self._moved(tx, Kind.VOUCHER_ISSUE, body, [lot])
            found = vouchers.get(tx, voucher_id)
        if found is None:
            raise LookupError(voucher_id)
        return found.voucher

    def _moved(self, tx: Tx, kind: Kind, body: dict[str, object], lots: list[Lot]) -> None:
        moves = [rights.give(one) for one in lots]
        self._seal(
            tx,
            kind,
            body | {"moves": rights.body(moves)},
            postings=posting.of_moves(moves, unit="CNY"),
        )

    def _seal(self, tx: Tx, kind: Kind, body: dict[str, object], **more: Any) -> None:
        commit.seal(tx, self.counter.s, kind, body, operator_id=CASHIER.operator_id, **more)


def _member(number: int) -> Member:
    return Member(
        MemberId(f"01930000-0000-7000-8000-{number:012x}"),
        f"陈{number}",
        f"138{number:08d}",
        "gold",
        plain_cards([f"99{number:03d}"]),
    )
