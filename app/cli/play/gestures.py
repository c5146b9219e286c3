"""What a person does in a story, each gesture a function of the counter and the second column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.cli.play import day_gestures, given, member_gestures, return_gestures
from app.cli.play.counter import Counter
from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.errors import Refused
from app.domain.loyalty.purse import Purse
from app.domain.permissions import Role
from app.domain.pricing.basket import Basket
from app.domain.shop import CashRounding
from app.usecases.member.enrol import enrol
from app.usecases.sale import draft
from app.usecases.sale.identify_code import (
    OperatorCard,
    ReceiptFound,
    department_item,
    identify,
    item_event,
)
from app.usecases.sale.member_at_counter import attach_member, purse_seen
from app.usecases.sale.reprint import reprint
from app.usecases.shift.open import open_shift
from app.usecases.shift.report import print_x
from app.usecases.shop.settings import change
from app.usecases.staff.approve import approve, approve_by_card
from app.usecases.staff.login import login, login_by_card, people

Do = Callable[[Counter, str], None]


def log_in(c: Counter, text: str) -> None:
    """`name PIN`, or `员工卡 name`. A basket that was left at the counter is there again."""
    name, pin = given.split(text, 2)
    if name in ("staff-card", "员工卡"):
        who = login_by_card(c.s, given.code(c, text)).value
    else:
        who = login(c.s, given.person(c, name).operator_id, pin).value
    c.enter(who)
    left = draft.left_over(c.s)
    if left is not None and c.state is not None and c.state.mode is Mode.READY:
        c.handle(ev.Recalled(left.basket, left.tenders, _purse_of(c, left.basket)))


def lock(c: Counter, _: str) -> None:
    """Nobody stands there."""
    c.leave()


def begin(c: Counter, text: str) -> None:
    """Open a shift with a float."""
    c.shift = open_shift(c.s, c.person(), given.amount(c, text or "0")).value
    c.handle(ev.ShiftOpened(c.new_sale()))


def scan(c: Counter, text: str, *, typed: bool = False) -> None:
    """One or more scans of a code, or of what is named."""
    count, what = given.times(text)
    for _ in range(count):
        _meant(c, given.code(c, what), typed=typed)


def type_in(c: Counter, text: str) -> None:
    """A code keyed by hand."""
    scan(c, text, typed=True)


def _meant(c: Counter, code: str, *, typed: bool) -> None:
    found = identify(c.s, code, at=c.clock.now_ms(), typed=typed)
    if isinstance(found, OperatorCard):
        raise Refused("card.unknown")
    if isinstance(found, ReceiptFound):
        c.said.append(f"receipt {found.receipt_no}")
        return
    c.handle(found)


def key(c: Counter, text: str) -> None:
    """A quick key, by the name on it."""
    count, name = given.times(text)
    for _ in range(count):
        c.handle(item_event(c.s, given.item(c, name).item_id))


def department(c: Counter, text: str) -> None:
    """`department amount`: a keyed amount under a department."""
    name, sum_ = given.split(text, 2)
    c.handle(department_item(c.s, name, given.amount(c, sum_)))


def quantity(c: Counter, text: str) -> None:
    """A quantity before the item; too large a number never becomes one."""
    c.handle(ev.QuantityKeyed(int(text) * 1000))


def set_quantity(c: Counter, text: str) -> None:
    """`line quantity`, and `yes` when it was asked about again."""
    line, number, sure = given.split(text, 3)
    confirmed = sure in ("yes", "确定")
    c.handle(ev.QuantitySet(int(line), int(number) * 1000, confirmed))


def weigh(c: Counter, text: str) -> None:
    """Goods on the simulated scale."""
    scale = c.till.devices.scale if c.till.devices else None
    found = c.s.devices.weight()
    if scale is not None and c.till.devices is not None:
        scale.put(given.grams(text))
        found = c.till.devices.weigh().result()
    if found is None or found.grams is None or not found.stable:
        raise Refused("weight.none")
    c.handle(ev.WeightTaken(found.grams, "scale"))


def key_weight(c: Counter, text: str) -> None:
    """A weight typed by hand."""
    c.handle(ev.WeightTaken(given.grams(text), "keyed"))


def remove(c: Counter, text: str) -> None:
    """Void a line."""
    c.handle(ev.LineRemoved(int(text)))


def price(c: Counter, text: str) -> None:
    """`line price reason`."""
    line, sum_, reason = given.split(text, 3)
    c.handle(ev.PriceSet(int(line), given.amount(c, sum_), reason))


def discount_line(c: Counter, text: str) -> None:
    """`line 10% reason`, or an amount."""
    line, off, reason = given.split(text, 3)
    c.handle(ev.LineDiscounted(int(line), *given.rate_or_amount(c, off), reason))


def discount(c: Counter, text: str) -> None:
    """`20% reason`, or an amount."""
    off, reason = given.split(text, 2)
    c.handle(ev.BasketDiscounted(*given.rate_or_amount(c, off), reason))


def say_yes(c: Counter, text: str) -> None:
    """`name PIN`, or `员工卡 name`: a second person approves what is asked."""
    if c.state is None or c.state.request is None:
        raise Refused("approval.other_action")
    request = c.state.request
    bound = {
        "sale_id": c.state.basket.sale_id,
        "shift_id": c.open_shift().shift_id,
        "asked_by": c.person().operator_id,
    }
    name, pin = given.split(text, 2)
    if name in ("staff-card", "员工卡"):
        word = approve_by_card(c.s, request, given.code(c, text), **bound).value
    else:
        approver = given.person(c, name).operator_id
        word = approve(c.s, request, approver, pin, **bound).value
    c.handle(ev.ApprovalGranted(word))


def say_no(c: Counter, _: str) -> None:
    """The second person does not approve."""
    c.handle(ev.ApprovalDenied())


def detach(c: Counter, _: str) -> None:
    """Without a member."""
    c.handle(ev.MemberDetached())


def join(c: Counter, text: str) -> None:
    """`name phone`: a new member, who is then the basket's."""
    name, _, phone = text.rpartition(" ")
    joined = enrol(c.s, c.person(), name=name, phone=phone, marketing=False).value
    c.handle(attach_member(c.s, joined.member_id))


def park(c: Counter, text: str) -> None:
    """Put the basket aside."""
    c.label = text
    c.handle(ev.Parked(c.new_sale()))


def recall(c: Counter, text: str) -> None:
    """Take the parked basket of that label up (the longest waiting without one)."""
    waiting = [one for one in draft.parked(c.s) if text in ("", one.label)]
    if not waiting:
        raise Refused("park.gone")
    if c.state is None or c.state.mode not in (Mode.READY, Mode.DONE):
        raise Refused("basket.not_empty")
    basket, tenders = draft.recall(c.s, waiting[0].sale_id).value
    c.handle(ev.Recalled(basket, tenders, _purse_of(c, basket)))


def _purse_of(c: Counter, basket: Basket) -> Purse | None:
    """What the member of a waiting basket has now."""
    return purse_seen(c.s, basket.member.member_id).purse if basket.member else None


def _tender(kind: str) -> Do:
    def take(c: Counter, text: str) -> None:
        if c.state is not None and c.state.mode is Mode.SELLING:
            c.handle(ev.PayPressed())
        c.handle(ev.TenderOffered(kind, given.money(c, text)))

    return take


def undo(c: Counter, text: str) -> None:
    """One tender back; the last without a number."""
    tenders = c.state.tenders if c.state else ()
    c.handle(ev.TenderUndone(int(text) if text else tenders[-1].no if tenders else 0))


def cancel(c: Counter, text: str) -> None:
    """Give the basket up."""
    c.handle(ev.Cancelled(c.new_sale(), text))


def copy(c: Counter, _: str) -> None:
    """The last receipt once more."""
    c.done(reprint(c.s, c.person()))


def x_report(c: Counter, _: str) -> None:
    """The shift so far on paper."""
    c.done(print_x(c.s, c.person(), c.open_shift().shift_id))


def printer(c: Counter, text: str) -> None:
    """Break or mend the simulated printer."""
    fake = c.till.devices.fake_printer if c.till.devices else None
    if fake is None:
        raise Refused("printer.not_set")
    doing = {
        "out of paper": fake.paper_out,
        "缺纸": fake.paper_out,
        "new paper": fake.load_paper,
        "装纸": fake.load_paper,
        "cover open": fake.open_cover,
        "开盖": fake.open_cover,
        "cover shut": fake.close_cover,
        "合盖": fake.close_cover,
    }
    if text not in doing:
        raise Refused("story.given", line=0, text=text[:40])
    doing[text]()


def wait(c: Counter, text: str) -> None:
    """Time goes by, in seconds."""
    c.clock.pass_ms(int(text.rstrip("s 秒")) * 1000)


def rounding(c: Counter, text: str) -> None:
    """The owner sets cash rounding."""
    owner = next(one for one in people(c.s) if one.role is Role.OWNER)
    change(c.s, owner, rounding=CashRounding(given.amount(c, text)))
    if c.book is not None and c.state is not None:
        c.book = replace(c.book, rounding=CashRounding(given.amount(c, text)))


GESTURES: dict[str, Do] = {
    "log in": log_in,
    "lock": lock,
    "open shift": begin,
    "scan": scan,
    "type": type_in,
    "key": key,
    "department": department,
    "quantity": quantity,
    "set quantity": set_quantity,
    "weigh": weigh,
    "key weight": key_weight,
    "remove": remove,
    "price": price,
    "discount line": discount_line,
    "discount": discount,
    "approve": say_yes,
    "deny": say_no,
    "detach": detach,
    "enrol": join,
    "park": park,
    "recall": recall,
    "pay": lambda c, _: c.handle(ev.PayPressed()),
    "cash": _tender("cash"),
    "wechat": _tender("wechat"),
    "alipay": _tender("alipay"),
    "card": _tender("card"),
    "undo": undo,
    "back": lambda c, _: c.handle(ev.BackPressed()),
    "ok": lambda c, _: c.handle(ev.Acknowledged()),
    "cancel": cancel,
    "no sale": lambda c, text: c.handle(ev.NoSale(text)),
    "reprint": copy,
    "x report": x_report,
    "printer": printer,
    "power cut": lambda c, _: c.power_cut(),
    "wait": wait,
    "rounding": rounding,
    "verify": lambda c, _: None,
    **member_gestures.GESTURES,
    **return_gestures.GESTURES,
    **day_gestures.GESTURES,
}
