"""What the customer sees of the counter: goods, reasons, due, change; nothing of the till's own."""

from __future__ import annotations

from app.domain.checkout.state import CheckoutState, LastSale, Mode
from app.domain.member import mask_name
from app.words import whole
from ui.bridge.customer_view import CustomerLine, CustomerMode, CustomerView
from ui.checkout.front import Front
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.left import saved
from ui.checkout.viewmodel.money.hints import earned, tier_now
from ui.checkout.viewmodel.money.tenders import tender_name
from ui.checkout.viewmodel.parts import LeftVM, LineVM
from ui.checkout.viewmodel.paying import given_of, paid_of

MOST_ROWS = 7  # facts and tenders together: the window is no higher
Kept = dict[int, tuple[LineVM, CustomerLine]]
MODES = {
    Mode.CLOSED: CustomerMode.CLOSED,
    Mode.READY: CustomerMode.WELCOME,
    Mode.PAYING: CustomerMode.PAYMENT,
    Mode.COMMITTING: CustomerMode.PAYMENT,
    Mode.DONE: CustomerMode.DONE,
}


def customer(
    state: CheckoutState, front: Front, f: Frame, left: LeftVM, kept: Kept
) -> CustomerView:
    """The customer's screen; `kept` holds the words of lines that did not change."""
    mode = MODES.get(state.mode, CustomerMode.SALE if left.lines else CustomerMode.WELCOME)
    done = state.last if mode is CustomerMode.DONE else None
    tenders = [one for one in done.tenders if one.kind != "package"] if done else state.tenders
    member = front.done_member if done else state.basket.member
    words = f.words
    facts: list[tuple[str, str]] = []
    if member is not None:
        after = done.purse if done else None
        tier = tier_now(member, after, f) or words("checkout.customer.member")
        known = (mask_name(member.name), member.phone_masked)
        facts.append((tier, " ".join(dict.fromkeys(known))))
    less = saved(done.priced if done else state.priced)
    if member is not None:
        facts += _theirs(state, done, f)
    if less > 0:
        facts.insert(min(1, len(facts)), (words("checkout.customer.saved"), f.money(less)))
    facts = facts[: max(2, MOST_ROWS - len(tenders))]
    nudge = left.nudge if mode is CustomerMode.SALE else None
    return CustomerView(
        mode=mode,
        lines=_lines(left.lines, kept),
        count=left.dock.count,
        due=f.money(paid_of(done) if done else state.due_minor),
        change=f.money(given_of(done)) if done else "",
        currency_sign=f.sign,
        facts=tuple(facts),
        tenders=tuple(
            (tender_name(one.kind, one.reference, f), f.money(one.given_minor)) for one in tenders
        ),
        offer=nudge.words if nudge else "",
    )


def _theirs(state: CheckoutState, done: LastSale | None, f: Frame) -> list[tuple[str, str]]:
    """What is the member's own: balance and points, now or after, and what this brings."""
    words = f.words
    purse = done.purse if done else state.purse
    facts: list[tuple[str, str]] = []
    if purse is None:
        return facts
    if stored := purse.stored_minor():
        facts.append((words("checkout.customer.balance"), f.money(stored)))
    points = done.points if done else earned(state, state.priced, f)
    if purse.points or points:
        now = whole(purse.points)
        text = f"{now}  (+{whole(points)})" if points else now
        facts.append((words("checkout.customer.points"), text))
    if purse.vouchers:
        facts.append((words("checkout.customer.vouchers"), whole(len(purse.vouchers))))
    return facts


def _lines(lines: tuple[LineVM, ...], kept: Kept) -> tuple[CustomerLine, ...]:
    found = []
    for place, line in enumerate(lines):
        old = kept.get(place)
        if old is None or old[0] is not line:
            made = CustomerLine(
                line.name,
                f"{line.qty} {line.unit}",
                line.amount,
                tuple(reason for reason in line.reasons if reason[1]),
                line.english,
            )
            old = kept[place] = (line, made)
        found.append(old[1])
    return tuple(found)
