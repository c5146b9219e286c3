"""Cards added, lost, blocked for a while, replaced; the member's own PIN."""

from __future__ import annotations

from typing import Any

from app.domain.errors import Refused
from app.domain.member import Card
from app.domain.pricing.basket import Approval
from app.usecases.member import cards, pin
from app.words import clock
from ui.members.presenter.errand import Errand, Ground, Op
from ui.members.viewmodel import text
from ui.members.viewmodel.parts import FactVM, FieldVM, FormVM, NoteVM

DAY_MS = 86_400_000
SPANS = (("1", DAY_MS), ("7", 7 * DAY_MS), ("30", 30 * DAY_MS), ("open", 0))
PIN_DIGITS = 6


class AddCard(Errand):
    """One more card: scanned, swiped, or its number keyed. With an old one it replaces that."""

    code = "card.add"
    where = {"card.": "token", "code.": "token"}

    def __init__(self, ground: Ground, old: Card | None = None) -> None:
        super().__init__(ground)
        self._old = old

    def scanned(self, token: str) -> bool:
        """The card was scanned into the form."""
        self.values["token"] = token
        self.serial += 1
        return True

    def form(self) -> FormVM:
        """The card's number; a word on whose it is."""
        say, w = self.g.say, self.g.frame.words
        token = self.value("token").strip()
        fields = [
            FieldVM(
                "token",
                "text",
                say("member.card_number"),
                token,
                hint=say("member.card_scan"),
            )
        ]
        if self._old is None:
            fields.append(
                FieldVM(
                    "label",
                    "text",
                    say("member.card_label"),
                    self.value("label"),
                    hint=say("member.card_label_hint"),
                )
            )
        facts: tuple[FactVM, ...] = ()
        if self._old is not None:
            facts = (
                FactVM(say("member.card_old"), text.card(self._old.token, w)),
                FactVM(say("member.card_new"), text.card(token, w) if token else "–"),
            )
        title = "member.card_replace_title" if self._old else "member.card_add"
        return FormVM(
            code=self.code,
            title=say(title),
            about=say("member.card_replace_about" if self._old else "member.card_add_about"),
            fields=tuple(fields),
            facts_title=say("members.cards"),
            facts=facts,
            notes=(NoteVM(say("member.card_no_value_why"), icon="card"),),
            confirm=say("member.card_replace" if self._old else "member.card_add_do"),
            off="" if token else say("member.card_scan_first"),
            serial=self.serial,
        )

    def work(self, approval: Approval | None) -> Op:
        """Add or replace."""
        g, token, old = self.g, self.value("token").strip(), self._old
        s, operator = g.session.services, g.session.on_duty
        if not token:
            raise Refused("card.unknown")
        if old is not None:
            return lambda: cards.replace_card(s, operator, g.member_id, old.token, token)
        label = self.value("label").strip()
        return lambda: cards.add_card(s, operator, g.member_id, token, label=label)

    def said(self, value: Any) -> str:
        """It works from now on."""
        return self.g.say("member.card_replaced" if self._old else "member.card_added")


class LoseCard(Errand):
    """Reported lost: it names nobody from this moment; the balance stays."""

    code = "card.lost"

    def __init__(self, ground: Ground, card: Card) -> None:
        super().__init__(ground)
        self._card = card

    def form(self) -> FormVM:
        """Only a yes."""
        say, tail = self.g.say, text.card(self._card.token, self.g.frame.words)
        return FormVM(
            code=self.code,
            title=say("member.card_lost_title", card=tail),
            about=say("member.card_lost_about"),
            fields=(),
            facts_title=tail,
            facts=(FactVM(say("member.card_now"), say("member.card.active")),),
            notes=(NoteVM(say("member.card_lost_note")), NoteVM(say("member.card_then_new"))),
            confirm=say("member.card_lost"),
            danger=True,
        )

    def work(self, approval: Approval | None) -> Op:
        """At once."""
        g = self.g
        s, operator = g.session.services, g.session.on_duty
        return lambda: cards.report_lost(s, operator, g.member_id, self._card.token)

    def said(self, value: Any) -> str:
        """It is dead."""
        return self.g.say("member.card_lost_done")


class BlockCard(Errand):
    """Stopped for a while, or until somebody lifts it."""

    code = "card.block"

    def __init__(self, ground: Ground, card: Card) -> None:
        super().__init__(ground)
        self._card = card

    def _until(self) -> int:
        span = dict(SPANS)[self.value("span", "7")]
        return self.g.frame.now_ms + span if span else 0

    def form(self) -> FormVM:
        """Until when."""
        say, w = self.g.say, self.g.frame.words
        tail = text.card(self._card.token, w)
        until = self._until()
        at = self.g.frame.at(until) if until else None
        ends = f"{w.month_day(at)} {clock(at)}" if at else say("member.until_lifted")
        options = tuple((code, say(f"member.block.{code}")) for code, _ in SPANS)
        return FormVM(
            code=self.code,
            title=say("member.card_block_title", card=tail),
            about=say("member.card_block_about"),
            fields=(
                FieldVM(
                    "span",
                    "choice",
                    say("member.block_until"),
                    self.value("span", "7"),
                    options=options,
                    columns=4,
                ),
            ),
            facts_title=tail,
            facts=(FactVM(say("member.usable_again"), ends),),
            confirm=say("member.card_block"),
        )

    def work(self, approval: Approval | None) -> Op:
        """Block it."""
        g, until = self.g, self._until()
        s, operator = g.session.services, g.session.on_duty
        return lambda: cards.block(s, operator, g.member_id, self._card.token, until_ms=until)

    def said(self, value: Any) -> str:
        """It is blocked."""
        return self.g.say("member.card_blocked")


class SetPin(Errand):
    """Six digits that the member keys twice, never shown."""

    code = "pin"
    where = {"pin.": "pin"}

    def form(self) -> FormVM:
        """Twice the same."""
        say = self.g.say
        first, again = self.value("pin"), self.value("again")
        off = ""
        if len(first) != PIN_DIGITS:
            off = say("member.pin_six")
        elif first != again:
            off = say("member.pin_again_off")
        return FormVM(
            code=self.code,
            title=say("member.pin"),
            about=say("member.pin_about"),
            fields=(
                FieldVM("pin", "secret", say("member.pin_new"), first),
                FieldVM("again", "secret", say("member.pin_again"), again),
            ),
            notes=(NoteVM(say("member.pin_note"), icon="lock"),),
            confirm=say("member.pin_do"),
            off=off,
        )

    def put(self, name: str, value: str) -> None:
        """Digits only."""
        super().put(name, "".join(c for c in value if c.isascii() and c.isdecimal())[:PIN_DIGITS])

    def work(self, approval: Approval | None) -> Op:
        """Keep its hash."""
        g, digits = self.g, self.value("pin")
        s, operator = g.session.services, g.session.on_duty
        return lambda: pin.set_pin(s, operator, g.member_id, digits)

    def said(self, value: Any) -> str:
        """It is set."""
        return self.g.say("member.pin_done")
