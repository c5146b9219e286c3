"""Every state of the counter by name, for the tests that walk them all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.attempt.states import Attempt, Phase
from app.domain.loyalty.law.limits import LawNotice
from app.domain.loyalty.purse import Purse
from app.usecases.ports import Weight
from app.usecases.sale.history import PrintState
from app.usecases.tender.terminals import GatewayState
from tests.ui.checkout.counter_kit import CHIPS, COLA, START_MS
from tests.ui.checkout.money_kit import MoneyTill
from ui.checkout.front import CodeFront

Counter = Callable[..., Any]


def _basket(h: Any) -> Any:
    h.b.till.scale = Weight(1354, True)
    h.b.scan(COLA, COLA, CHIPS)
    h.b.p.scanning.add("apples")
    h.b.p.weighing.poll()
    h.b.press("confirm")
    h.b.p.members.attach("m-1")
    h.b.scan(COLA)
    return h


def _sold(h: Any, state: str, copy_no: int = 0) -> Any:
    _basket(h)
    h.b.press("pay")
    h.b.p.paying.typed("50")
    h.b.till.job_state = PrintState("job-1", state, copy_no, "paper_out", START_MS)
    h.b.press("confirm")
    h.b.p.paying.follow()
    return h


def _after(*actions: str, basket: bool = True) -> Callable[[Counter], Any]:
    def make(counter: Counter) -> Any:
        h = counter()
        if basket:
            _basket(h)
        h.b.press(*actions)
        return h

    return make


def _discount(counter: Counter, *keys: str, text: str = "5", confirm: bool = False) -> Any:
    h = _basket(counter())
    h.b.press("discount", *keys)
    h.b.p.goods.discount_put(text=text, reason="expiring")
    if confirm:
        h.b.press("confirm")
    return h


def _split(counter: Counter) -> Any:
    h = _basket(counter())
    h.b.press("pay")
    for _ in range(4):
        h.b.p.paying.typed("2")
        h.b.press("confirm")
    h.b.press("tender_3")
    return h


EMPTY = Weight(0, True)


def _weigh(counter: Counter, reading: Weight | None, text: str = "", before: Weight = EMPTY) -> Any:
    h = _basket(counter())
    h.b.till.scale = before
    h.b.p.weighing.poll()
    h.b.till.scale = reading
    h.b.p.scanning.add("apples")
    h.b.p.weighing.poll()
    h.b.p.weighing.typed(text)
    return h


def _typed(counter: Counter, text: str) -> Any:
    h = _basket(counter())
    h.b.p.scanning.typed(text)
    return h


def _scanned(counter: Counter, *codes: str, first: str = "") -> Any:
    h = _basket(counter())
    if first:
        h.b.press(first)
    h.b.scan(*codes)
    return h


def _enrol(counter: Counter) -> Any:
    h = counter()
    h.b.press("member", "member")
    h.b.p.members.put(phone="138", name="陈雨桐")
    h.b.press("confirm")
    return h


def _parked(counter: Counter) -> Any:
    h = _basket(counter())
    h.b.press("park", "recall")
    return h


def _department(counter: Counter) -> Any:
    h = counter()
    h.b.p.goods.department()
    h.b.p.goods.department_put(chosen="d1", text="12.5")
    return h


def _quantity(counter: Counter) -> Any:
    h = _basket(counter())
    h.b.press("quantity")
    h.b.p.goods.quantity_typed("1200")
    h.b.press("confirm")
    return h


def _gold(counter: Counter, *codes: str) -> Any:
    """A member with money, and goods."""
    h = counter(made=MoneyTill)
    h.b.p.members.attach("m-1")
    h.b.scan(*(codes or (COLA, CHIPS, CHIPS, COLA)))
    return h


def _money(counter: Counter, *actions: str) -> Any:
    h = _gold(counter)
    h.b.press(*actions)
    return h


def _mixed(counter: Counter) -> Any:
    """Everything at once: voucher, package, points, gift card, stored value, cash."""
    h = _gold(counter)
    h.b.p.wallet.touch("use:pack-1:cola")
    h.b.scan("G:card")
    h.b.press("pay", "tender_6", "tender_5")
    h.b.p.paying.typed("2")
    h.b.press("confirm", "tender_2")
    h.b.p.paying.typed("3")
    h.b.press("confirm", "tender_8")
    return h


def _part(counter: Counter) -> Any:
    """The balance is not enough."""
    h = _gold(counter, *[CHIPS] * 50)
    h.b.press("pay", "tender_2")
    return h


def _law(counter: Counter) -> Any:
    h = counter(made=MoneyTill)
    h.b.till.notices = (
        LawNotice("law.identity", (("amount_minor", 100_000), ("limit_minor", 100_000)), True),
    )
    h.b.p.members.attach("m-1")
    h.b.press("top_up", "line_down")
    return h


def _own(counter: Counter) -> Any:
    h = counter(made=MoneyTill)
    h.b.p.members.attach("m-1")
    h.b.press("top_up")
    h.b.p.plans.typed("450")
    return h


def _pin(counter: Counter, wrong: str = "") -> Any:
    h = _gold(counter)
    h.b.till.asks_pin = True
    h.b.press("pay", "tender_2")
    if wrong:
        h.b.p.pins.submit(wrong)
    return h


def _sold_money(counter: Counter) -> Any:
    h = _gold(counter)
    h.b.press("pay")
    h.b.p.paying.typed("50")
    h.b.press("confirm")
    return h


def _poor_nobody(counter: Counter) -> Any:
    h = counter(made=MoneyTill)
    h.b.press("top_up", "top_up")
    return h


def _poor(counter: Counter, *actions: str) -> Any:
    """A member who has nothing yet."""
    h = counter(made=MoneyTill, purses={"m-1": Purse("m:m-1", START_MS, "2025-09-12")})
    h.b.p.members.attach("m-1")
    h.b.scan(COLA)
    h.b.press(*actions)
    return h


def _gateways(counter: Counter, *actions: str, state: str = "ready") -> Any:
    h = _basket(counter())
    h.b.till.set_gateways = (
        GatewayState("wechat", "terminal", state, "unreachable" if state == "down" else ""),
        GatewayState("alipay", "terminal-2", "ready", simulated=True),
    )
    h.b.press("pay", *actions)
    return h


def _code(counter: Counter, phase: Phase, why: str = "", tries: int = 0) -> Any:
    h = _gateways(counter, "tender_4")
    attempt = Attempt("a" * 32, "alipay", 1180, "CNY", phase=phase, next=None, why=why, tries=tries)
    h.b.p.counter.show(code=CodeFront(attempt, START_MS, START_MS + 75_000))
    return h


STATES: dict[str, Callable[[Counter], Any]] = {
    "code": lambda counter: _gateways(counter, "tender_3"),
    "code-offline": lambda counter: _gateways(counter, "tender_3", state="down"),
    "code-sending": lambda counter: _code(counter, Phase.WRITTEN),
    "code-waiting": lambda counter: _code(counter, Phase.WAITING),
    "code-asking": lambda counter: _code(counter, Phase.ASKING, "bad_signature"),
    "code-reversing": lambda counter: _code(counter, Phase.REVERSING, "no_answer"),
    "code-going-back": lambda counter: _code(counter, Phase.GIVING_BACK, "busy", 1),
    "ready": _after(basket=False),
    "selling": _after(),
    "closed": lambda counter: counter(shift=False),
    "first": lambda counter: counter(items=0),
    "halted": lambda counter: _scanned(counter, "6923450612345"),
    "found": lambda counter: _typed(counter, "a"),
    "not-found": lambda counter: _typed(counter, "zzz"),
    "check": _after("price_check"),
    "checked": lambda counter: _scanned(counter, COLA, first="price_check"),
    "quantity": _after("quantity"),
    "quantity-large": _quantity,
    "discount": _discount,
    "discount-asks": lambda counter: _discount(counter, "discount", text="25"),
    "approving": lambda counter: _discount(counter, "discount", text="25", confirm=True),
    "price": lambda counter: _discount(counter, "quantity", "quantity", text="2.5"),
    "weigh-still": lambda counter: _weigh(counter, Weight(1354, True)),
    "weigh-moving": lambda counter: _weigh(counter, Weight(1354, False)),
    "weigh-more": lambda counter: _weigh(counter, Weight(1866, True), before=Weight(1354, True)),
    "weigh-over": lambda counter: _weigh(counter, Weight(None, False, "overload")),
    "weigh-none": lambda counter: _weigh(counter, None, "0.5"),
    "member": _after("member"),
    "enrol-wrong": _enrol,
    "parked": _parked,
    "parked-none": _after("recall", basket=False),
    "no-sale": _after("no_sale", basket=False),
    "cancel": _after("cancel_sale"),
    "department": _department,
    "help": _after("help"),
    "paying": _after("pay"),
    "paying-card": _after("pay", "tender_7"),
    "paying-split": _split,
    "done": lambda counter: _sold(counter(), "confirmed"),
    "done-copy": lambda counter: _sold(counter(), "confirmed", 1),
    "done-unsure": lambda counter: _sold(counter(), "unsure"),
    "done-failed": lambda counter: _sold(counter(), "failed"),
    "money-selling": _gold,
    "money-wallet": lambda counter: _money(counter, "member"),
    "money-wallet-poor": lambda counter: _poor(counter, "member"),
    "money-poor": _poor,
    "money-paying": lambda counter: _money(counter, "pay"),
    "money-paying-stored": _part,
    "money-paying-poor": lambda counter: _poor(counter, "pay"),
    "money-paying-mixed": _mixed,
    "money-pin": _pin,
    "money-pin-wrong": lambda counter: _pin(counter, "111111"),
    "money-done": _sold_money,
    "plans": lambda counter: _money(counter, "top_up"),
    "plans-law": _law,
    "plans-own": _own,
    "plans-nobody": lambda counter: _poor_nobody(counter),
    "plan-paying": lambda counter: _money(counter, "top_up", "line_down", "confirm"),
    "plan-done": lambda counter: _money(counter, "top_up", "line_down", "confirm", "confirm"),
    "rewards": lambda counter: _money(counter, "rewards"),
    "rewards-done": lambda counter: _money(counter, "rewards", "confirm"),
}
