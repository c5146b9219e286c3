"""The documents of a shop with very many members, each a function of its number alone.

First everybody joins, then every fourth tops up (500.00 with 100.00 on top, and a voucher), then
all come and buy, one or two things each time, over two years; of those who topped up the first
visit is paid from it in part. Points are earned each time and end a year later.
"""

from __future__ import annotations

import calendar
import functools
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.clock import ManualClock
from app.domain import rights
from app.domain.catalog import Item
from app.domain.document import Body, Document, Kind, Posting, canonical, chain_hash, envelope
from app.domain.loyalty.plan import Grant, GrantKind, Plan
from app.domain.loyalty.tier_rules import Condition, Metric, TierRule
from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.rights import Asset, AssetKind, Lot, Move
from app.keys import ProfileVault
from app.store import journal
from app.store.engine import Tx
from app.store.loyalty import program
from app.usecases import commit
from tests.bench.counter import CASHIER, SHOP, new_counter
from tests.bench.goods import BOOK, item_of

Profile = tuple[tuple[str, bytes], dict[str, Any]]  # (member, key), and the clear profile

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文慧婷雪琳晶欣怡佳子涵宇轩"
SIGNATURE = bytes(64)
DAY_MS = 86_400_000
START_MS = 1_732_464_000_000  # 2024-11-25 00:00 in Shanghai
YEARS_MS = 728 * DAY_MS
GOODS = 100
EVERY = 4  # each fourth member tops up
STRIDE = 611_953  # prime: walks over all members without order
CNY = "CNY"
PRINCIPAL = Asset(CNY, AssetKind.PRINCIPAL, "general")
BONUS = Asset(CNY, AssetKind.BONUS, "general", "2027-12-31")
COUPON = Asset(rights.VOUCHER_UNIT, AssetKind.VOUCHER, "five", "2027-12-31")
TIERS = (TierRule("gold", (Condition(Metric.SPEND, 20_000), Condition(Metric.GROWTH, 100))),)


def begin(path: Path) -> None:
    """A new file with the shop, its goods and its programme, and an open shift."""
    counter = new_counter(path, goods=GOODS + 1, clock=ManualClock(START_MS - DAY_MS))
    grants = (Grant(GrantKind.BONUS, 10_000), Grant(GrantKind.VOUCHER, 1, "five"))
    terms = {
        "campaign": [Campaign("five", "五元券", VoucherKind.AMOUNT, amount_minor=500)],
        "plan": [Plan("p500", "充 500 送 100", 50_000, grants=grants)],
        "tier_rule": TIERS,
    }
    with counter.s.db.write() as tx:
        commit.seal(
            *(tx, counter.s, Kind.PROGRAM_CHANGE, program.body(terms, reason="bench")),
            operator_id=CASHIER.operator_id,
        )
    counter.close()


def first(tx: Tx) -> int:
    """How many documents stood there before the first that is a function of its number."""
    row = tx.one("SELECT seq FROM program_head")
    assert row is not None
    return int(row[0])


def member_id(number: int) -> str:
    """The id of the member of that number: as long as a real one, and sorted alike."""
    return f"01930000-{number >> 16:04x}-7000-8000-{number:012x}"


def name_of(number: int) -> str:
    """A name; many share one, as people do."""
    mixed = number * 2_654_435_761 % (1 << 32)
    given = GIVEN[mixed // 97 % len(GIVEN)]
    if mixed % 3:
        given += GIVEN[mixed // 8_191 % len(GIVEN)]
    return SURNAMES[mixed % len(SURNAMES)] + given


def phone_of(number: int) -> str:
    """A number of eleven digits that nobody else has."""
    return f"1{(35, 38, 39, 50, 58, 86)[number % 6]}{number * 48_271 % 10**8:08d}"


def card_of(number: int) -> str:
    """The token of their card."""
    return f"{88_000_000 + number}"


class Life:
    """All documents behind a head, until there are enough."""

    def __init__(self, members: int, documents: int, own: int) -> None:
        """`own` is what `first` says."""
        self.members, self.documents, self.own = members, documents, own
        self.topups = members // EVERY
        self.step_ms = YEARS_MS // documents

    def after(self, head: journal.Head) -> Iterator[tuple[Document, Profile | None]]:
        """Documents in order, each with a member's clear profile when it has one."""
        prev, counter, vault = head.hash, head.receipts, ProfileVault()
        goods = baskets()
        for seq in range(head.seq, self.documents):
            number = seq - self.own
            at_ms = START_MS + seq * self.step_ms
            profile: Profile | None = None
            postings: tuple[Posting, ...] = ()
            if number < self.members:
                kind = Kind.MEMBER_CREATE
                body, profile = joins(number, at_ms, vault)
            elif number < self.members + self.topups:
                kind = Kind.TOPUP
                body, postings = tops_up((number - self.members) * EVERY, at_ms)
            else:
                kind, counter = Kind.SALE, counter + 1
                visit = number - self.members - self.topups
                who = visit * STRIDE % self.members
                stored = visit < self.members and who % EVERY == 0
                bought = goods[(visit * 7 + who) % len(goods)]
                body, postings = buys(who, at_ms, counter, bought, stored=stored)
            doc = _sealed((head.tid, head.epoch, seq + 1, kind), at_ms, body, postings, prev)
            yield doc, profile
            prev = doc.hash


@functools.lru_cache(maxsize=4)
def _day(number: int) -> tuple[str, str]:
    """The business date of a day's number, and the last day of its points."""
    on = date(1970, 1, 1) + timedelta(days=number)
    last = calendar.monthrange(on.year + 1, on.month)[1]
    return on.isoformat(), date(on.year + 1, on.month, last).isoformat()


def day_of(at_ms: int) -> tuple[str, str]:
    """Business date (Shanghai, the day begins at 4), and when points of that day end."""
    return _day((at_ms + 4 * 3_600_000) // DAY_MS)


def _sealed(
    place: tuple[str, int, int, Kind],
    at_ms: int,
    body: Body,
    postings: tuple[Posting, ...],
    prev: bytes,
) -> Document:
    said = Document(
        *(*place, day_of(at_ms)[0], CASHIER.operator_id, at_ms, at_ms),
        *(body, postings, prev, b"", b"", SIGNATURE),
    )
    data = canonical(envelope(said))
    digest = chain_hash(prev, data)
    return Document(
        *(*place, said.business_date, said.operator_id, at_ms, at_ms),
        *(body, postings, prev, data, digest, SIGNATURE),
    )


def joins(number: int, at_ms: int, vault: ProfileVault) -> tuple[Body, Profile]:
    """Somebody becomes a member."""
    who, key = member_id(number), vault.new_key()
    opened: dict[str, Any] = {
        "name": name_of(number),
        "phone": phone_of(number),
        "cards": [{"t": card_of(number)}],
        "note": "",
    }
    if number % 3 == 0:
        opened["birthday"] = f"{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    body: Body = {
        "member_id": who,
        "tier_id": "gold" if number % 20 == 0 else "",
        "notices": True,
        "marketing": number % 2 == 0,
        "health_ok": False,
        "enrolled_ms": at_ms,
        "active": True,
        "advisor_id": "",
        "household_id": "",
        "groups": [],
        "sealed": vault.seal(key, opened),
        "what": ["joined"],
    }
    return body, ((who, key), opened)


def tops_up(number: int, at_ms: int) -> tuple[Body, tuple[Posting, ...]]:
    """Five hundred paid, a hundred and a voucher on top."""
    who = member_id(number)
    holder, on = rights.member_holder(who), day_of(at_ms)[0]
    topup_id = f"01940000-{number >> 16:04x}-7000-8000-{number:012x}"
    voucher_id = f"01941000-{number >> 16:04x}-7000-8000-{number:012x}"
    lots = (
        Lot(f"{topup_id}.1", holder, PRINCIPAL, 50_000, 50_000, at_ms, 0, topup_id),
        Lot(f"{topup_id}.2", holder, BONUS, 10_000, 10_000, at_ms, 0, topup_id),
        Lot(voucher_id, holder, COUPON, 1, 1, at_ms, 0, topup_id),
    )
    body: Body = {
        "topup_id": topup_id,
        "no": f"T{SHOP.tid}-{number}",
        "shift_id": "bench",
        "at_ms": at_ms,
        "cur": CNY,
        "member_id": who,
        "plan_id": "p500",
        "plan_kind": "topup",
        "plan_name": "充 500 送 100",
        "plan_name_en": "",
        "amount": 50_000,
        "tenders": [
            {"no": 1, "kind": "wechat", "amount": 50_000, "given": 50_000, "change": 0,
             "rounding": 0, "ref": ""}
        ],
        "vouchers": [
            {"voucher_id": voucher_id, "code": f"K{number:09d}", "campaign_id": "five",
             "holder": holder, "until_on": COUPON.bucket, "from_ms": 0}
        ],
        "moves": rights.body([rights.give(one) for one in lots]),
        "counts": [{"m": who, "on": on, "topup": 50_000}],
    }  # fmt: skip
    postings = (
        ("1120", CNY, 50_000),
        (f"2110.{holder}", CNY, -50_000),
        (f"2120.{holder}", CNY, -10_000),
        ("5310", CNY, 10_000),
        (f"2150.{holder}", rights.VOUCHER_UNIT, -1),
        ("9150", rights.VOUCHER_UNIT, 1),
    )
    return body, postings


Bought = tuple[list[Body], list[Body], int, tuple[Posting, ...]]  # lines, tax, total, revenue


def baskets() -> list[Bought]:
    """What people buy: one thing, or two."""
    goods = [item_of(number) for number in range(1, GOODS) if number % 7]
    return [_basket(goods[n : n + 1 + n % 2]) for n in range(len(goods) - 1)]


def _basket(goods: list[Item]) -> Bought:
    lines: list[Body] = []
    taxes: dict[str, list[int]] = {}
    revenue: dict[str, int] = {}
    for n, item in enumerate(goods, 1):
        price, ppm = item.prices[0].price_minor, BOOK.tax.rate_ppm(item.tax_class)
        tax = price - price * 1_000_000 // (1_000_000 + ppm)
        sums = taxes.setdefault(item.tax_class, [ppm, 0, 0])
        sums[1], sums[2] = sums[1] + price - tax, sums[2] + tax
        revenue[item.department_id] = revenue.get(item.department_id, 0) + price - tax
        lines.append(
            {"n": n, "item": item.item_id, "name": item.name, "en": item.name_en,
             "spec": item.spec, "unit": item.unit, "kind": item.kind.value,
             "dept": item.department_id, "tax_class": item.tax_class, "qty": 1000,
             "price": price, "base": price, "total": price, "tax": tax, "weighed": "",
             "cost": None, "adj": [], "approvals": [], "pts": price // 100, "gro": price // 100}
        )  # fmt: skip
    said = [{"class": c, "ppm": s[0], "net": s[1], "tax": s[2]} for c, s in taxes.items()]
    owed = [(f"4010.{dept}", CNY, -net) for dept, net in revenue.items()]
    owed += [(f"2210.{s[0]}", CNY, -s[2]) for s in taxes.values()]
    return lines, said, sum(one["total"] for one in lines), tuple(owed)


def buys(
    number: int, at_ms: int, counter: int, bought: Bought, *, stored: bool
) -> tuple[Body, tuple[Posting, ...]]:
    """A visit: paid by WeChat, in a first one of many partly from stored value."""
    lines, tax, total, owed = bought
    who = member_id(number)
    holder = rights.member_holder(who)
    on, last_on = day_of(at_ms)
    sale_id = f"0195{counter >> 32:04x}-{counter >> 16 & 0xFFFF:04x}-7000-8000-{counter:012x}"
    points = sum(one["pts"] for one in lines)
    asset = Asset(rights.POINTS_UNIT, AssetKind.POINTS, "-", last_on)
    earned = Lot(sale_id, holder, asset, points, points, at_ms, 0, sale_id)
    moves, funds, paid, postings = [rights.give(earned)], [], total, list(owed)
    tenders = []
    if stored:
        topup_id = f"01940000-{number >> 16:04x}-7000-8000-{number:012x}"
        parts = ((PRINCIPAL, 1, total // 6, "2110"), (BONUS, 2, total // 30, "2120"))
        for kept, place, n, account in parts:
            moves.append(Move(f"{topup_id}.{place}", holder, kept, -n))
            postings.append((f"{account}.{holder}", CNY, n))
            funds.append({"t": 1, "k": kept.kind.value, "n": n, "lot": f"{topup_id}.{place}",
                          "h": holder, "a": str(kept)})  # fmt: skip
        used = total // 6 + total // 30
        tenders.append({"no": 1, "kind": "stored", "amount": used, "given": used, "change": 0,
                        "rounding": 0, "ref": "general"})  # fmt: skip
        paid -= used
        funds.append({"t": 2, "k": "wechat", "n": paid})
    tenders.append({"no": len(tenders) + 1, "kind": "wechat", "amount": paid, "given": paid,
                    "change": 0, "rounding": 0, "ref": ""})  # fmt: skip
    postings += (
        ("1120", CNY, paid),
        (f"2130.{holder}", rights.POINTS_UNIT, -points),
        ("9130", rights.POINTS_UNIT, points),
    )
    body: Body = {
        "sale_id": sale_id,
        "no": f"{SHOP.tid}-1-{counter:06d}",
        "counter": counter,
        "shift_id": "bench",
        "began_ms": at_ms - 9000,
        "at_ms": at_ms,
        "cur": CNY,
        "member_id": who,
        "tier_id": "gold" if number % 20 == 0 else "",
        "member_scanned": True,
        "lines": lines,
        "tenders": tenders,
        "tax": tax,
        "tax_included": True,
        "base": total,
        "total": total,
        "due": total,
        "pieces": 1000 * len(lines),
        "basket_approval": "",
        "voided": [],
        "moves": rights.body(moves),
        "counts": [{"m": who, "on": on, "visits": 1, "spend": total, "growth": points}],
    }
    if funds:
        body["funds"] = funds
    return body, tuple(postings)
