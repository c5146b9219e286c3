"""A counter to try gestures on: a till of plain values, a view that keeps what it was shown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.catalog import Department, Item, ItemKind, Price, TaxClass, TaxProfile
from app.domain.checkout.events import CodeUnknown, ItemIdentified, MemberAttached
from app.domain.checkout.state import LastSale
from app.domain.errors import Refused, Unavailable
from app.domain.ids import ItemId, MemberId, OperatorId
from app.domain.loyalty.tier import TierTerms
from app.domain.member import Member, MemberTerms
from app.domain.money import CURRENCIES, Rounding
from app.domain.permissions import Operator, Role
from app.domain.pricing.basket import Approval
from app.domain.pricing.engine import price
from app.domain.pricing.priced import Book
from app.domain.shift import Shift
from app.domain.shop import CashRounding
from app.usecases.member.find import MemberRow
from app.usecases.outcome import Changes, KickDrawer, Outcome, Print
from app.usecases.ports import Weight
from app.usecases.sale.draft import LeftOver, ParkedBasket
from app.usecases.sale.history import PrintState
from app.usecases.sale.identify_code import OperatorCard, ReceiptFound
from app.usecases.sale.quick_keys import QuickKey, QuickPage
from app.usecases.sale.search_items import FoundItem
from app.words import Words
from ui.bridge.change_feed import PlainChangeFeed
from ui.bridge.device_feed import PlainDeviceFeed
from ui.bridge.instant import InstantRunner
from ui.bridge.session import Session
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.presenter.till import Morning, Shelf
from ui.checkout.viewmodel import CheckoutVM

START_MS = 1_757_658_720_000  # 2025-09-12 06:32 UTC
TAX = TaxProfile("prc", True, (TaxClass("standard", 130_000, "13%", "13%"),), "test")
GOLD = TierTerms("gold", "金卡", "Gold", 1, discount_ppm=(("*", 100_000),))
BOOK = Book(CURRENCIES["CNY"], TAX, (GOLD,))
TEN_CENTS = CashRounding(10, Rounding.HALF_UP)
CASHIER = Operator(OperatorId("op-1"), "林晓燕", Role.CASHIER)
MANAGER = Operator(OperatorId("op-2"), "王建国", Role.MANAGER)
OWNER = Operator(OperatorId("op-3"), "赵敏", Role.OWNER)
CHEN = MemberTerms(MemberId("m-1"), "陈雨桐", "138****6027", "gold")
COLA, CHIPS, APPLES = "6901234567892", "6923450612347", "apples"


def item(
    item_id: str, name: str, price_minor: int, *, en: str = "", **more: Any
) -> tuple[Item, int]:
    shelf = (Price("shelf", price_minor),)
    return Item(ItemId(item_id), name, "d1", "standard", shelf, name_en=en, **more), price_minor


ITEMS = dict(
    [
        (COLA, item("cola", "可口可乐", 290, en="Coca-Cola", spec="600ml", unit="瓶",
                    barcodes=(COLA,))),
        (CHIPS, item("chips", "乐事薯片", 800, en="Lay's chips", spec="120g", unit="罐",
                     barcodes=(CHIPS,))),
        (APPLES, item("apples", "红富士苹果", 990, en="Fuji apples", kind=ItemKind.WEIGHED,
                      unit="kg", plu="12345")),
    ]
)  # fmt: skip
STOCK = ((64_000, False), (3000, True), (None, False))
PAGE = QuickPage(
    "p1",
    "常用",
    "Favourites",
    tuple(
        QuickKey(place, *list(ITEMS.values())[place], *STOCK[place]) if place < len(ITEMS) else None
        for place in range(25)
    ),
)
DRINKS = Department("d1", "饮料", "Drinks")


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    ms: int = START_MS
    ids: int = 0

    def now_ms(self) -> int:
        return self.ms

    def pass_ms(self, ms: int) -> None:
        self.ms += ms


@dataclass
class PlainTill:
    """The use cases as plain values: what was asked stands in `said`, what fails in `failing`."""

    clock: Clock
    said: list[tuple[Any, ...]] = field(default_factory=list)
    failing: dict[str, Refused | Unavailable] = field(default_factory=dict)
    book: Book = BOOK
    items: int = 3
    open_now: Shift | None = None
    left: LeftOver | None = None
    in_the_way: Refused | None = None
    waiting: dict[str, Any] = field(default_factory=dict)
    scale: Weight | None = None
    job_state: PrintState | None = None
    sales: int = 0
    purses: dict[str, Any] = field(default_factory=dict)
    set_gateways: tuple[Any, ...] = ()

    def _do(self, name: str, *facts: Any) -> None:
        self.said.append((name, *facts))
        if name in self.failing:
            raise self.failing[name]

    def new_id(self) -> str:
        self.clock.ids += 1
        return f"sale-{self.clock.ids}"

    def monotonic_ms(self) -> int:
        return self.clock.ms

    def weight(self) -> Weight | None:
        return self.scale

    def tell_stuck(self) -> Outcome[int]:
        return Outcome(0)

    def gateways(self) -> tuple[Any, ...]:
        return self.set_gateways

    def shelf(self) -> Shelf:
        self._do("shelf")
        return Shelf(self.book, (PAGE,), self.items)

    def morning(self, operator: Operator) -> Morning:
        self._do("morning")
        return Morning(self.shelf(), self.open_now, self.left, len(self.waiting), self.in_the_way)

    def shift(self, operator: Operator) -> Shift | None:
        return self.open_now

    def identify(self, text: str, *, typed: bool = False) -> Any:
        self._do("identify", text)
        if typed and text == "1":
            return ItemIdentified(*ITEMS[APPLES])
        if text in ITEMS:
            return ItemIdentified(*ITEMS[text])
        if text == "M:chen":
            return MemberAttached(replace(CHEN, scanned=True), self.purses.get("m-1"))
        if text == "S:boss":
            return OperatorCard(MANAGER.operator_id, "boss", MANAGER.name)
        if text == "R:1":
            return ReceiptFound("sale-0", "01-03-1-000318")
        return CodeUnknown(text, "bad_check" if text.startswith("800") else "unknown")

    def item_event(self, item_id: str) -> Any:
        self._do("item_event", item_id)
        found = next((one for one in ITEMS.values() if one[0].item_id == item_id), None)
        return ItemIdentified(*found) if found else CodeUnknown(item_id, "inactive")

    def stock_milli(self, item_id: str) -> int | None:
        self._do("stock_milli", item_id)
        place = [one[0].item_id for one in ITEMS.values()].index(item_id)
        return STOCK[place][0]

    def department_item(self, department_id: str, price_minor: int) -> Any:
        self._do("department_item", department_id, price_minor)
        made, _ = item(f"dept:{department_id}", "饮料", price_minor)
        return ItemIdentified(made, price_minor)

    def departments(self) -> tuple[Department, ...]:
        return (DRINKS,)

    def search(self, text: str, language: str) -> tuple[FoundItem, ...]:
        self._do("search", text)
        return tuple(
            FoundItem(*one)
            for one in ITEMS.values()
            if text in one[0].name or text.lower() in one[0].name_en.lower()
        )

    def members(self, text: str) -> tuple[MemberRow, ...]:
        self._do("members", text)
        row = MemberRow(CHEN.member_id, CHEN.name, CHEN.phone_masked, "gold", "金卡", "Gold")
        return (row,) if text in ("6027", "陈", "cyt") else ()

    def attached(self, member_id: str) -> MemberAttached:
        self._do("attached", member_id)
        terms = CHEN if member_id == "m-1" else replace(CHEN, member_id=MemberId(member_id))
        return MemberAttached(terms, self.purses.get(member_id))

    def purse(self, member_id: str) -> Any:
        self._do("purse", member_id)
        if member_id not in self.purses:
            raise Refused("member.unknown")
        return self.purses[member_id]

    def parked(self) -> tuple[ParkedBasket, ...]:
        self._do("parked")
        return tuple(
            ParkedBasket(
                sale_id=name,
                label="",
                operator_id=CASHIER.operator_id,
                operator_name=CASHIER.name,
                parked_ms=START_MS,
                lines=len(basket.lines),
                pieces_milli=1000,
                due_minor=price(basket, self.book, START_MS).due_minor,
                member_name="",
                first_item=basket.lines[0].item.name,
            )
            for name, basket in self.waiting.items()
        )

    def candidates(self, roles: tuple[Role, ...]) -> tuple[Operator, ...]:
        return tuple(one for one in (MANAGER, OWNER) if one.role in roles)

    def print_state(self, job_id: str) -> PrintState | None:
        return self.job_state

    def open_shift(self, operator: Operator, float_minor: int) -> Outcome[Shift]:
        self._do("open_shift", float_minor)
        self.open_now = Shift("s-1", operator.operator_id, "2025-09-12", self.clock.ms, float_minor)
        return Outcome(self.open_now, Changes(shift=True))

    def save(self, basket: Any, tenders: Any) -> Outcome[None]:
        self._do("save", basket.sale_id, len(basket.lines), len(tenders))
        return Outcome(None, Changes(drafts=True))

    def drop(self, sale_id: str) -> Outcome[None]:
        self._do("drop", sale_id)
        return Outcome(None)

    def park(self, basket: Any) -> Outcome[ParkedBasket]:
        self._do("park", basket.sale_id)
        self.waiting[basket.sale_id] = basket
        return Outcome(self.parked()[-1], Changes(drafts=True))

    def recall(self, sale_id: str) -> Outcome[Any]:
        self._do("recall", sale_id)
        return Outcome((self.waiting.pop(sale_id), ()))

    def complete(
        self, operator: Any, shift_id: str, basket: Any, tenders: Any, *, pin: str = ""
    ) -> Outcome[Any]:
        self._do("complete", basket.sale_id)
        self.sales += 1
        priced = price(basket, self.book, self.clock.ms)
        last = LastSale(
            sale_id=basket.sale_id,
            receipt_no=f"01-03-1-{self.sales:06d}",
            at_ms=self.clock.ms,
            due_minor=priced.due_minor,
            rounding_minor=sum(one.rounding_minor for one in tenders),
            change_minor=sum(one.change_minor for one in tenders),
            priced=priced,
            tenders=tenders,
            print_job="job-1",
        )
        return Outcome(last, Changes(sales=True), (KickDrawer(), Print("job-1")))

    def cancel(self, operator: Any, shift_id: str, basket: Any, reason: str) -> Outcome[None]:
        self._do("cancel", basket.sale_id, reason)
        return Outcome(None, Changes(drafts=True))

    def no_sale(self, operator: Any, shift_id: str, reason: str, approval: Any) -> Outcome[None]:
        self._do("no_sale", reason, approval is not None)
        return Outcome(None, Changes(), (KickDrawer(),))

    def reprint(self, operator: Any, sale_id: str | None) -> Outcome[str]:
        self._do("reprint", sale_id)
        return Outcome("job-2", Changes(prints=True), (Print("job-2"),))

    def answer(self, job_id: str) -> Outcome[str]:
        self._do("answer", job_id)
        assert self.job_state is not None
        self.job_state = replace(self.job_state, state="confirmed", reason="seen")
        return Outcome(job_id, Changes(prints=True))

    def enrol(self, operator: Any, **facts: Any) -> Outcome[Member]:
        self._do("enrol", facts["phone"], facts["name"], facts["marketing"])
        return Outcome(Member(MemberId("m-9"), facts["name"], facts["phone"]))

    def approve(
        self, request: Any, approver_id: str, pin: str, *, sale_id: str, shift_id: str
    ) -> Outcome[Approval]:
        self._do("approve", approver_id)
        if pin != "222222":
            raise Refused("pin.wrong", left=4)
        return self._yes(request)

    def approve_by_card(
        self, request: Any, token: str, *, sale_id: str, shift_id: str, pin: str = ""
    ) -> Outcome[Approval]:
        self._do("approve_by_card", token)
        return self._yes(request)

    def _yes(self, request: Any) -> Outcome[Approval]:
        return Outcome(Approval("a-1", MANAGER.operator_id, MANAGER.name, request.binding))


class PlainView:
    """Keeps what it was shown."""

    def __init__(self) -> None:
        self.shown: list[CheckoutVM] = []

    def put(self, vm: CheckoutVM) -> None:
        self.shown.append(vm)

    def soon(self, act: Any) -> None:
        act()

    @property
    def vm(self) -> CheckoutVM:
        return self.shown[-1]


class NoDevices:
    """The devices of a till that has none."""

    def states(self) -> tuple[Any, ...]:
        return ()


@dataclass
class NoStore:
    """What a session holds where no store is needed."""

    devices: NoDevices = field(default_factory=NoDevices)


@dataclass
class Bench:
    """A counter with everything at hand."""

    session: Session
    till: PlainTill
    view: PlainView
    p: CheckoutPresenter
    clock: Clock
    runner: InstantRunner
    sounds: list[str]
    wanted: list[str]

    @property
    def state(self) -> Any:
        return self.p.counter.state

    @property
    def vm(self) -> CheckoutVM:
        return self.view.vm

    @property
    def notice(self) -> str:
        """What was said last."""
        return self.vm.left.notice.text if self.vm.left.notice else ""

    def scan(self, *codes: str) -> None:
        for code in codes:
            self.p.scan(code)

    def press(self, *actions: str) -> None:
        """Keys, one after another, with a hand's pause between."""
        for action in actions:
            self.clock.pass_ms(1000)
            self.p.keys.press(action)

    def did(self, name: str) -> list[tuple[Any, ...]]:
        return [one for one in self.till.said if one[0] == name]


def bench(
    *,
    operator: Operator = CASHIER,
    language: str = "zh_CN",
    shift: bool = True,
    runner: Any = None,
    made: Any = PlainTill,
    **till: Any,
) -> Bench:
    """A till in the morning, with an open shift unless told otherwise."""
    clock = Clock()
    feed = PlainChangeFeed()
    work = runner or InstantRunner(feed.committed)
    session = Session(
        runner=work,
        change_feed=feed,
        device_feed=PlainDeviceFeed(),
        words=Words(language),
        time=clock,
    )
    sounds: list[str] = []
    session.sound = sounds.append
    wanted: list[str] = []
    session.wanted.connect(wanted.append)
    session.put_services(NoStore())  # type: ignore[arg-type]
    plain = made(clock, **till)
    if shift and plain.open_now is None:
        plain.open_now = Shift("s-1", operator.operator_id, "2025-09-12", START_MS, 20_000)
    view = PlainView()
    presenter = CheckoutPresenter(view, session, plain)  # type: ignore[arg-type]
    session.log_in(operator, None, Words(language))
    presenter.activated()
    return Bench(session, plain, view, presenter, clock, work, sounds, wanted)
