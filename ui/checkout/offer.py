"""What Enter would do while paying: one answer for the key that says it and the hand on it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.checkout.state import CheckoutState
from app.domain.errors import Refused
from app.domain.pricing.priced import Book
from app.domain.tendering import Tender, TenderKind, cash_left, kind_of, take
from ui.checkout.front import PayDraft
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


def offer(state: CheckoutState, draft: PayDraft, book: Book) -> Offer:
    """What the filled key says and does; nothing keyed means exactly what is due."""
    kind = kind_of(draft.kind)
    due = state.due_minor
    exact = cash_left(due, kind, book.rounding)
    try:
        given = money(draft.text, book.currency) if draft.text.strip() else exact
        tender = take(
            state.priced.due_minor, state.tenders, kind.code, given, rounding=book.rounding
        )
    except Refused as refusal:
        return Offer(kind, 0, None, due, refusal)
    left = due - (tender.amount_minor - tender.rounding_minor)
    unlikely = tender.change_minor >= book.currency.notes_minor[-1]
    return Offer(kind, given, tender, left, unlikely=unlikely)
