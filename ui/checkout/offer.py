"""What Enter would do while paying: one answer for the key that says it and the hand on it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.checkout.events import TenderOffered
from app.domain.checkout.member_money import again, most_of
from app.domain.checkout.state import CheckoutState, Desk
from app.domain.errors import Refused
from app.domain.loyalty.points.redeem import most, points_for
from app.domain.pricing.priced import Book
from app.domain.tendering import (
    Tender,
    TenderKind,
    cash_left,
    kind_of,
    most_stored,
    of_credit,
    of_packages,
    still_due,
    take,
)
from ui.checkout.front import PayDraft
from ui.checkout.member_front import PlanPayPanel
from ui.checkout.typed import money


@dataclass(frozen=True, slots=True)
class Offer:
    """What Enter would do now: `tender` it would make, or why it cannot (`refused`).

    `unlikely`: nobody hands over so much, the change would hold the largest note there is.
    """

    kind: TenderKind
    given_minor: int
    tender: Tender | None
    left_minor: int
    refused: Refused | None = None
    unlikely: bool = False


def offer(state: CheckoutState, draft: PayDraft, desk: Desk) -> Offer:
    """What the filled key says and does; nothing keyed means all that is due, or all that this
    asset may pay of it. The machine itself is asked, so that the key never promises too much."""
    kind, due, book = kind_of(draft.kind), state.due_minor, desk.book
    try:
        given = _given(state, draft, desk, kind)
        event = TenderOffered(kind.code, given, draft.reference)
        tender = tender_of(state, event, desk)
    except Refused as refusal:
        return Offer(kind, 0, None, due, refusal)
    left = due - (tender.amount_minor - tender.rounding_minor)
    unlikely = tender.change_minor >= book.currency.notes_minor[-1]
    return Offer(kind, given, tender, left, unlikely=unlikely)


def tender_of(state: CheckoutState, event: TenderOffered, desk: Desk) -> Tender:
    """The tender that the machine would take. Refused as `paying.tender`."""
    kind = kind_of(event.kind)
    return take(
        state.payable_minor,
        state.tenders,
        event.kind,
        event.given_minor,
        rounding=desk.book.rounding,
        reference=event.reference,
        most_minor=most_of(state, kind, event, desk) if kind.asset else None,
    )


def _given(state: CheckoutState, draft: PayDraft, desk: Desk, kind: TenderKind) -> int:
    if draft.text.strip():
        return money(draft.text, desk.book.currency)
    if kind.asset:
        may = may_pay(state, draft.kind, draft.reference, desk)
        return may or state.due_minor  # so that the refusal says what is missing
    return cash_left(state.due_minor, kind, desk.book.rounding)


def may_pay(state: CheckoutState, code: str, reference: str, desk: Desk) -> int:
    """The most of what is due that an asset may pay now; 0 when it may not."""
    due, purse, program = state.due_minor, state.purse, desk.book.program
    paid = sum(
        one.amount_minor for one in state.tenders if one.kind == code and one.reference == reference
    )
    if code == "gift":
        cards = [one for one in state.gift_cards if one.card_id == reference]
        have = cards[0].available_minor + again(state, "gift", reference) if cards else 0
        return max(0, min(due, have - paid))
    if purse is None or state.basket.member is None:
        return 0
    if code == "points":
        terms = program.points.redeem
        used = points_for(paid, terms) if paid else 0
        _, minor = most(state.payable_minor, purse.points - used, terms, used=used)
        return max(0, min(due, minor))
    wallet = program.wallet(reference)
    if wallet is None:
        return 0
    made = of_packages(state.priced, len(state.tenders) + 1)
    tenders = (*state.tenders, *of_credit(state.basket.credit, state.priced), *made)
    fits = most_stored(state.priced, tenders, wallet, program.wallets)
    have = purse.stored_minor(reference) + again(state, "stored", reference)
    return max(0, min(due, fits, have - paid))


def plan_offer(panel: PlanPayPanel, book: Book) -> Offer:
    """The same for a plan: money from outside, or stored value where it may pay for it."""
    kind = kind_of(panel.kind)
    left = still_due(panel.amount_minor, panel.tenders)
    exact = cash_left(left, kind, book.rounding)
    try:
        given = money(panel.text, book.currency) if panel.text.strip() else exact
        tender = take(panel.amount_minor, panel.tenders, kind.code, given, rounding=book.rounding)
    except Refused as refusal:
        return Offer(kind, 0, None, left, refusal)
    rest = left - (tender.amount_minor - tender.rounding_minor)
    unlikely = tender.change_minor >= book.currency.notes_minor[-1]
    return Offer(kind, given, tender, rest, unlikely=unlikely)
