"""Every state of the counter worth a picture, brought about by gestures on a real shop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.attempt.states import Attempt, Phase
from app.domain.catalog import ItemKind
from app.domain.checkout.state import Mode
from app.domain.checkout.step import closed
from app.domain.money import PPM
from app.usecases.ports import Weight
from app.usecases.tender.terminals import GatewayState
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.checkout.front import CodeFront
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.screen import CheckoutScreen, make

Step = Callable[[CheckoutPresenter], object]
GOODS = (0, 3, 3, 6, 8, 12)  # places of quick keys, one touched twice
GRAMS = 1354


def press(*actions: str) -> tuple[Step, ...]:
    """Keys, one step each."""
    return tuple(partial(_press, action) for action in actions)


def _press(action: str, p: CheckoutPresenter) -> None:
    p.keys.press(action)


def _gateways(p: CheckoutPresenter) -> None:
    gateways = (
        GatewayState("wechat", "terminal", "ready"),
        GatewayState("alipay", "terminal-2", "down", "unreachable"),
    )
    p.counter.show(gateways=gateways)


def _code(phase: Phase, why: str, p: CheckoutPresenter) -> None:
    _gateways(p)
    minor = p.counter.state.due_minor
    attempt = Attempt("a" * 32, "wechat", minor, "CNY", phase=phase, next=None, why=why)
    p.counter.show(code=CodeFront(attempt, 0, 17_000))


def _fresh(p: CheckoutPresenter) -> None:
    """What the picture before left is given up."""
    p.counter.show(code=None, gateways=())
    if p.counter.mode is Mode.PAYING:
        for one in p.counter.state.tenders:
            p.paying.undo(one.no)
        p.paying.back()
    if p.counter.mode in (Mode.READY, Mode.SELLING):
        p.goods.cancel()
        p.goods.answer()


def _calm(p: CheckoutPresenter) -> None:
    p.counter.show(notice=None)


def _good(place: int, p: CheckoutPresenter) -> None:
    """A quick key that is no weighed good."""
    keys = [key for page in p.counter.front.pages for key in page.keys if key is not None]
    pieces = [key for key in keys if key.item.kind is not ItemKind.WEIGHED]
    p.scanning.add(pieces[place % len(pieces)].item.item_id)


def _weighed(p: CheckoutPresenter) -> None:
    keys = [key for page in p.counter.front.pages for key in page.keys if key is not None]
    heavy = [key for key in keys if key.item.kind is ItemKind.WEIGHED]
    if heavy:
        p.scanning.add(heavy[0].item.item_id)


def _weight(stable: bool, p: CheckoutPresenter) -> None:
    draft = p.counter.front.weigh
    p.counter.till.weight = lambda: Weight(GRAMS, stable)  # type: ignore[method-assign]
    p.counter.show(weigh=type(draft)(GRAMS, stable))


def _find(text: str, p: CheckoutPresenter) -> None:
    p.members.typed(text)


def _member(p: CheckoutPresenter) -> None:
    panel = p.counter.front.panel
    rows = getattr(panel, "rows", ())
    tiers = {tier.tier_id: tier.level for tier in p.counter.book.tiers}
    if rows:
        best = max(rows, key=lambda row: tiers.get(row.tier_id, -1))
        p.members.attach(best.member_id)


BASKET: tuple[Step, ...] = (
    _fresh,
    *[partial(_good, place) for place in GOODS],
    _weighed,
    partial(_weight, True),
    *press("confirm", "member"),
    partial(_find, "1"),
    _member,
    _calm,
)
DISCOUNT = 250_000


def _discount(text: str, p: CheckoutPresenter) -> None:
    p.goods.discount_put(text=text, reason="expiring")


def _closed(p: CheckoutPresenter) -> None:
    p.counter.state = closed(p.counter.desk())
    p.counter.show(float_text="200")


def _typed(text: str, p: CheckoutPresenter) -> None:
    p.scanning.typed(text)


def _quantity(p: CheckoutPresenter) -> None:
    p.goods.quantity_typed("1200")


def _department(p: CheckoutPresenter) -> None:
    panel = p.counter.front.panel
    found = getattr(panel, "departments", ())
    p.goods.department_put(chosen=found[0].department_id if found else "", text="12.5")


def _enrolling(p: CheckoutPresenter) -> None:
    p.members.put(phone="13812346027", name="陈雨桐")


def _cash(text: str, p: CheckoutPresenter) -> None:
    p.paying.typed(text)


def _undo(p: CheckoutPresenter) -> None:
    """The second press of a picture comes sooner than any hand: let it count."""
    p.paying.forget_press()


def _print(
    state: str, p: CheckoutPresenter, reason: str = "paper_out", device: str = "printer"
) -> None:
    from app.usecases.sale.history import PrintState

    last = p.counter.state.last
    if last is not None:
        p.counter.show(job=PrintState("picture", state, 0, reason, last.at_ms, device))


DONE: tuple[Step, ...] = (*BASKET, *press("pay"), partial(_cash, "100"), *press("confirm"))


def _rich(p: CheckoutPresenter) -> None:
    """Whoever of those found has most to show."""
    panel = p.counter.front.panel
    rows = getattr(panel, "rows", ())
    if rows:
        till = p.counter.till
        best = max(rows, key=lambda row: len(till.purse(row.member_id).vouchers))
        p.members.attach(best.member_id)


def _use(p: CheckoutPresenter) -> None:
    """The first of what one touch puts to use."""
    seen = p.counter.maker.seen
    if seen is not None and seen.left.uses:
        p.wallet.touch(seen.left.uses[0].action)


def _leave_plans(p: CheckoutPresenter) -> None:
    """What was posed with money is given up before the next picture."""
    p.plans.forget()
    p.counter.show(panel=None, notice=None)


RICH: tuple[Step, ...] = (
    _fresh,
    _leave_plans,
    *[partial(_good, place) for place in GOODS],
    *press("member"),
    partial(_find, "1"),
    _rich,
    _calm,
)
MONEY_POSES: dict[str, tuple[Step, ...]] = {
    "money": RICH,
    "money-wallet": (*RICH, *press("member")),
    "money-plans": (*RICH, *press("top_up")),
    "money-plan-pay": (*RICH, *press("top_up", "line_down", "confirm")),
    "money-rewards": (*RICH, *press("rewards")),
    "money-pay": (*RICH, *press("pay")),
    "money-pay-part": (
        *RICH,
        _use,
        *press("pay", "tender_5"),
        partial(_cash, "1"),
        *press("confirm"),
        _undo,
        *press("tender_2"),
        _calm,
    ),
    "money-done": (*RICH, *press("pay"), partial(_cash, "100"), *press("confirm"), _calm),
}
POSES: dict[str, tuple[Step, ...]] = {
    "sell-ready": (_fresh, _calm),
    "sell": BASKET,
    "sell-first": (_fresh, lambda p: p.counter.show(items=0, notice=None)),
    "sell-closed": (_fresh, _closed),
    "sell-unknown": (*BASKET, lambda p: p.scan("6923450612340")),
    "sell-found": (*BASKET, partial(_typed, "a")),
    "sell-nothing": (*BASKET, partial(_typed, "zzzz")),
    "sell-check": (*BASKET, *press("price_check"), partial(_good, 1)),
    "sell-quantity": (*BASKET, *press("quantity"), _quantity, *press("confirm")),
    "sell-discount": (*BASKET, *press("discount"), partial(_discount, "5")),
    "sell-approval": (
        *BASKET,
        *press("discount", "discount"),
        partial(_discount, f"{DISCOUNT * 100 // PPM}"),
        *press("confirm"),
    ),
    "sell-weigh": (*BASKET, _weighed, partial(_weight, True)),
    "sell-weigh-moving": (*BASKET, _weighed, partial(_weight, False)),
    "sell-member": (_fresh, _calm, *press("member"), partial(_find, "1")),
    "sell-member-start": (_fresh, _calm, *press("member")),
    "sell-enrol": (_fresh, _calm, *press("member", "member"), _enrolling),
    "sell-parked": (*BASKET, *press("park", "recall")),
    "sell-no-sale": (_fresh, _calm, *press("no_sale")),
    "sell-cancel": (*BASKET, *press("cancel_sale")),
    "sell-department": (_fresh, lambda p: p.goods.department(), _department, _calm),
    "sell-help": (_fresh, _calm, *press("help")),
    "pay": (*BASKET, *press("pay"), partial(_cash, "100")),
    "pay-split": (
        *BASKET,
        *press("pay"),
        partial(_cash, "10"),
        *press("confirm"),
        _undo,
        *press("tender_3"),
        _calm,
    ),
    "pay-code": (*BASKET, *press("pay", "tender_3"), _gateways),
    "pay-code-waiting": (*BASKET, *press("pay"), partial(_code, Phase.WAITING, "")),
    "pay-code-asking": (*BASKET, *press("pay"), partial(_code, Phase.ASKING, "no_answer")),
    "pay-code-reversing": (*BASKET, *press("pay"), partial(_code, Phase.REVERSING, "busy")),
    "change": (*DONE, partial(_print, "confirmed")),
    "change-unsure": (*DONE, partial(_print, "unsure")),
    "change-elsewhere": (*DONE, partial(_print, "confirmed", device="printer-2")),
    "change-queue": (*DONE, partial(_print, "unsure", reason="handed_over")),
    "change-unsure-elsewhere": (*DONE, partial(_print, "unsure", device="printer-2")),
    "change-failed": (*DONE, partial(_print, "failed")),
    **MONEY_POSES,
}


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """(name, callable that makes a screen and poses it) for `make screens`."""
    return [(name, partial(_posed, session, steps)) for name, steps in POSES.items()]


def _posed(session: Session, steps: tuple[Step, ...]) -> QWidget:
    screen: CheckoutScreen = make(session)
    return pose(screen, session, [partial(step, screen.presenter) for step in steps])
