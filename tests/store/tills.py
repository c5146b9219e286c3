"""A till in a file: opened, staffed, stocked, and selling, by the store and commit.seal alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from app.clock import ManualClock
from app.domain import posting
from app.domain import sale as sale_of
from app.domain.catalog import Department, Item
from app.domain.document import Document, Kind
from app.domain.ids import MemberId, OperatorId, ReceiptNo, SaleId
from app.domain.member import Consents, Member, MemberTerms, mask_phone, plain_cards
from app.domain.permissions import Operator, Role
from app.domain.pricing.basket import Basket, BasketLine
from app.domain.pricing.engine import price
from app.domain.shop import Shop
from app.domain.tendering import Tender, take
from app.keys import ArgonPins, ProfileVault, TillSigner
from app.store import catalog, drafts, engine, journal, members, shop, spool, staff
from app.usecases import commit
from app.usecases.services import Services
from tests.domain.builders import BOOK, ITEMS, NOW, PRC, TIERS

SEED = bytes(range(32))
SHOP = Shop("01", "03", "熟客便利店", branch="延安路店")
LI = Operator(OperatorId("c1"), "李", Role.CASHIER)
BOSS = Operator(OperatorId("o1"), "张", Role.OWNER, language="en", card_token="S:77")
CHEN = Member(
    MemberId("m1"),
    "陈小桐",
    "13812345678",
    "gold",
    plain_cards(["88001"]),
    Consents(marketing=True),
    NOW,
    "爱喝可乐",
)

_LIVES = count(1)


@dataclass
class Till:
    """A data file with its services; `sell` goes all the way to the committed document."""

    path: Path
    key: bytes | None = None
    clock: ManualClock = field(default_factory=lambda: ManualClock(NOW, prefix=next(_LIVES)))
    shift_id: str = "s1"

    def __post_init__(self) -> None:
        self.db = engine.Database(self.path, key=self.key)
        self.s = services(self.db, self.clock)
        with self.db.read() as tx:
            head = journal.head(tx)
        if head is not None:
            self.clock.set_wall(head.dev_ms)

    def seal(self, kind: Kind, body: dict[str, Any], **more: Any) -> Document:
        with self.db.write() as tx:
            return commit.seal(tx, self.s, kind, body, operator_id=LI.operator_id, **more)

    def open_shop(self) -> None:
        with self.db.write() as tx:
            commit.open_epoch(tx, self.s, SHOP)
        self.seal(
            Kind.STAFF_CHANGE, {"operators": [staff.body(LI, pin_hash="x"), staff.body(BOSS)]}
        )
        self.stock([*ITEMS.values()])
        self.enrol(CHEN)
        self.seal(
            Kind.SHIFT_OPEN,
            {"shift_id": "s1", "float": 20_000, "at_ms": self.clock.now_ms()},
            postings=posting.of_cash(20_000, unit="CNY", tid=SHOP.tid),
        )

    def stock(self, items: list[Item], **more: Any) -> Document:
        body = {
            "reason": "test",
            "items": [catalog.item_body(one) for one in items],
            "departments": [
                catalog.department_body(Department(name, name, position=place))
                for place, name in enumerate(sorted({one.department_id for one in items}))
            ],
            "tiers": [shop.tier_body(one) for one in TIERS],
            "tax_profiles": [shop.tax_body(PRC)],
        }
        return self.seal(Kind.CATALOG_CHANGE, body | more)

    def enrol(self, member: Member) -> Document:
        vault = self.s.vault
        with self.db.write() as tx:
            key = vault.new_key()
            members.keep_key(tx, member.member_id, key)
            profile = members.profile(member)
            body = members.body(member, vault.seal(key, profile))
            return commit.seal(
                *(tx, self.s, Kind.MEMBER_CREATE, body),
                operator_id=LI.operator_id,
                sealed_profile=profile,
            )

    def sell(
        self,
        *names: str,
        member: Member | None = None,
        number: int | None = None,
        basket: Basket | None = None,
    ) -> Document:
        """Sell one of each; paid by WeChat for ten and cash for the rest."""
        self.clock.pass_ms(20_000)
        basket = basket or basket_of(self.clock.new_id(), names, member)
        priced = price(basket, BOOK, self.clock.now_ms())
        paid: tuple[Tender, ...] = ()
        if priced.due_minor > 1000:
            paid = (take(priced.due_minor, (), "wechat", 1000, rounding=BOOK.rounding),)
        rest = priced.due_minor - sum(one.amount_minor for one in paid)
        paid = (*paid, take(priced.due_minor, paid, "cash", rest + 500, rounding=BOOK.rounding))
        with self.db.write() as tx:
            head = journal.head(tx)
            assert head is not None
            doc = commit.seal(
                *(tx, self.s, Kind.SALE),
                sale_of.body(
                    *(basket, priced, paid),
                    receipt_no=ReceiptNo("01", "03", head.epoch, number or head.receipts + 1),
                    shift_id=self.shift_id,
                    at_ms=self.clock.now_ms(),
                    currency="CNY",
                ),
                operator_id=LI.operator_id,
                postings=posting.of_sale(priced, paid, unit="CNY", tid=SHOP.tid),
            )
            spool.enqueue(
                tx, self.clock.new_id(), "receipt", {"text": "纸"}, NOW, sale_id=basket.sale_id
            )
            drafts.drop(tx, basket.sale_id)
        return doc

    def close(self) -> None:
        self.db.close()


def services(db: engine.Database, clock: Any) -> Services:
    """Everything real that a commit needs; no paper and no devices."""
    nothing: Any = None
    return Services(
        db=db,
        clock=clock,
        signer=TillSigner(SEED),
        pins=ArgonPins(),
        vault=ProfileVault(),
        paper=nothing,
        devices=nothing,
    )


def basket_of(sale_id: str, names: tuple[str, ...], member: Member | None = None) -> Basket:
    lines = tuple(
        BasketLine(number, ITEMS[name], 1000, ITEMS[name].prices[0].price_minor)
        for number, name in enumerate(names, 1)
    )
    who = (
        MemberTerms(member.member_id, member.name, mask_phone(member.phone), member.tier_id)
        if member
        else None
    )
    return Basket(SaleId(sale_id), LI.operator_id, NOW, lines, who, next_line_no=len(lines) + 1)


def new_till(folder: Path, key: bytes | None = None) -> Till:
    """A fresh file with the shop, people, goods, a member and an open shift."""
    path = folder / "till.db"
    engine.create(path, key)
    till = Till(path, key)
    till.open_shop()
    return till


@contextmanager
def opened(path: Path, key: bytes | None = None) -> Iterator[Till]:
    till = Till(path, key)
    try:
        yield till
    finally:
        till.close()
