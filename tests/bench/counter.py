"""A till at work without a screen: the real use cases over a real file, a printer that is set."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.clock import SystemClock
from app.domain.catalog import Department, Item, TaxProfile
from app.domain.document import Kind
from app.domain.ids import MemberId, OperatorId, SaleId
from app.domain.loyalty.tier import TierTerms
from app.domain.member import Consents, Member, MemberTerms, mask_phone, plain_cards
from app.domain.permissions import Operator, Role
from app.domain.pricing.basket import Basket, BasketLine
from app.domain.pricing.engine import price
from app.domain.shop import Shop
from app.domain.tendering import Tender, take
from app.keys import ArgonPins, ProfileVault, TillSigner
from app.peripherals.paper import PaperLayout
from app.peripherals.printing.fitted import FittedPaper
from app.store import catalog, engine, members, shop, staff
from app.usecases import commit
from app.usecases.ports import DeviceChoice
from app.usecases.sale import complete, draft
from app.usecases.services import Services
from app.usecases.shift import open as shift_open
from app.words import Words
from tests.bench.goods import BOOK, item_of

CASHIER = Operator(OperatorId("u1"), "王芳", Role.CASHIER)
REGULARS = 40  # a regular comes every few days, not with every sale
MEMBERS = tuple(
    Member(
        MemberId(f"m{n}"),
        "陈雨桐",
        f"138{12346027 + n}",
        "gold",
        plain_cards([f"{88001 + n}"]),
        Consents(),
    )
    for n in range(REGULARS)
)
SHOP = Shop("01", "03", "熟客便利店", branch="延安路店", tax_profile="prc")


class SetPrinter:
    """What the use cases ask of the devices: a printer was chosen."""

    def choice(self, name: str) -> DeviceChoice:
        return DeviceChoice("fake")


@dataclass
class Counter:
    """An open shift on a file; `sell` is what the counter does for one customer."""

    s: Services
    shift_id: str

    def basket(self, lines: int, *, member: bool = True, start: int = 1) -> Basket:
        goods = [item_of(start + number) for number in range(lines)]
        who = MEMBERS[start % REGULARS]
        return Basket(
            SaleId(self.s.clock.new_id()),
            CASHIER.operator_id,
            self.s.clock.now_ms(),
            tuple(
                BasketLine(number, item, 1000, item.prices[0].price_minor)
                for number, item in enumerate(goods, 1)
            ),
            MemberTerms(who.member_id, who.name, mask_phone(who.phone), who.tier_id)
            if member
            else None,
            next_line_no=lines + 1,
        )

    def tenders(self, basket: Basket) -> tuple[Tender, ...]:
        due = price(basket, BOOK, self.s.clock.now_ms()).due_minor
        first = take(due, (), "wechat", due // 2, rounding=BOOK.rounding)
        return first, take(due, (first,), "cash", due, rounding=BOOK.rounding)

    def keep(self, basket: Basket) -> None:
        draft.save(self.s, basket, ())

    def sell(self, basket: Basket, tenders: tuple[Tender, ...]) -> str:
        done = complete.complete(self.s, CASHIER, self.shift_id, basket, tenders)
        return done.value.receipt_no

    def close(self) -> None:
        self.s.db.close()


def services(db: engine.Database, clock: Any = None) -> Services:
    devices: Any = SetPrinter()
    return Services(
        db=db,
        clock=clock or SystemClock(),
        signer=TillSigner(b"bench" + bytes(27)),
        pins=ArgonPins(),
        vault=ProfileVault(),
        paper=FittedPaper(PaperLayout(Words("zh_CN")), lambda: 0),
        devices=devices,
    )


def new_counter(
    path: Path, key: bytes | None = None, *, goods: int = 120, clock: Any = None
) -> Counter:
    """A fresh file with goods, people, a member and an open shift."""
    engine.create(path, key)
    s = services(engine.Database(path, key=key), clock)
    with s.db.write() as tx:
        commit.open_epoch(tx, s, SHOP)
        _masters(tx, s, goods)
    return Counter(s, shift_open.open_shift(s, CASHIER, 20_000).value.shift_id)


def _masters(tx: engine.Tx, s: Services, count: int) -> None:
    def seal(kind: Kind, body: dict[str, Any], **more: Any) -> None:
        commit.seal(tx, s, kind, body, operator_id=CASHIER.operator_id, **more)

    goods: list[Item] = [item_of(number) for number in range(1, count)]
    seal(Kind.STAFF_CHANGE, {"operators": [staff.body(CASHIER, pin_hash="x")]})
    seal(
        Kind.CATALOG_CHANGE,
        {
            "reason": "bench",
            "departments": [
                catalog.department_body(Department(f"d{n}", f"部门 {n}")) for n in range(10)
            ],
            "tiers": [shop.tier_body(tier) for tier in TIERS],
            "tax_profiles": [shop.tax_body(TAX)],
            "items": [catalog.item_body(item) for item in goods],
        },
    )
    for one in MEMBERS:
        key, profile = s.vault.new_key(), members.profile(one)
        members.keep_key(tx, one.member_id, key)
        seal(
            Kind.MEMBER_CREATE,
            members.body(one, s.vault.seal(key, profile)),
            sealed_profile=profile,
        )


TAX: TaxProfile = BOOK.tax
TIERS: tuple[TierTerms, ...] = BOOK.tiers
