"""What is done to one gift card: a reason, the figures before, one key."""

from __future__ import annotations

from typing import Any

from app.domain.pricing.basket import Approval
from app.usecases.loyalty import gift_cards, refund_topup
from ui.members.gifts.viewmodel import FoundCard
from ui.members.presenter.errand import Deed, Footing, Op
from ui.members.viewmodel.parts import FactVM, FieldVM, FormVM, NoteVM

REASONS = {
    "block": ("lost", "stolen", "dispute"),
    "unblock": ("found", "settled", "mistake"),
    "replace": ("lost", "broken", "expired"),
}
CASH_OUT = "cash_out"


class GiftDeed(Deed):
    """Block, unblock, replace or pay out: `what` says which."""

    def __init__(self, footing: Footing, found: FoundCard, what: str) -> None:
        super().__init__()
        self.g, self.card, self.what = footing, found.card, what
        self.code = f"gift.{what}"

    def form(self) -> FormVM:
        """Why, and what it comes to."""
        say, g, card, what = self.g.say, self.g, self.card, self.what
        left = g.money(card.available_minor)
        facts = [
            FactVM(say("giftcards.card"), card.masked),
            FactVM(say("giftcards.face_label"), g.money(card.face_minor)),
        ]
        till_off = g.frame.till_off() if what == CASH_OUT else ""
        return FormVM(
            code=self.code,
            title=say(f"giftcards.{what}.title", card=card.masked),
            about=say(f"giftcards.{what}.about"),
            fields=self._fields(),
            facts_title=say("giftcards.title"),
            facts=tuple(facts),
            figure_label=say("giftcards.left"),
            figure=left,
            sign=g.frame.sign,
            notes=(NoteVM(say(f"giftcards.{what}.note")),),
            confirm=say(f"giftcards.{what}.yes", amount_minor=card.available_minor),
            off=till_off,
            danger=what in ("block", "replace"),
        )

    def _fields(self) -> tuple[FieldVM, ...]:
        codes = REASONS.get(self.what, ())
        options = tuple((code, self.g.say(f"giftcards.why.{code}")) for code in codes)
        label = self.g.say("giftcards.why")
        if not options:
            return ()
        return (FieldVM("why", "choice", label, self._why(), options=options, columns=3),)

    def _why(self) -> str:
        return self.value("why", REASONS[self.what][0])

    def work(self, approval: Approval | None) -> Op:
        """The use case."""
        g, card = self.g, self.card
        s, operator = g.session.services, g.session.on_duty
        if self.what == CASH_OUT:
            return lambda: refund_topup.cash_out(
                *(s, operator, g.shift_id, card.card_id),
                approval=approval,
                expected_minor=card.available_minor,
            )
        reason = self.values["reason"] = g.say(f"giftcards.why.{self._why()}")
        acts = {
            "block": gift_cards.block,
            "unblock": gift_cards.unblock,
            "replace": gift_cards.replace_card,
        }
        act = acts[self.what]
        return lambda: act(s, operator, card.card_id, reason, approval=approval)

    def said(self, value: Any) -> str:
        """What is so now; without a printer the new code is said here, once."""
        say, left = self.g.say, self.card.available_minor
        if isinstance(value, gift_cards.Replaced):
            key = "giftcards.replace.code" if value.code else "giftcards.replace.done"
            return say(key, card=value.card.masked, amount_minor=left, code=value.code)
        return say(f"giftcards.{self.what}.done", card=self.card.masked, amount_minor=left)

    def subject(self) -> tuple[tuple[str, str], ...]:
        """The card."""
        return ((self.g.say("giftcards.card"), self.card.masked),)
