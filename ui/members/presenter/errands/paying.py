"""Money back out: a top-up or package refunded, the balance paid out; every step shown before."""

from __future__ import annotations

from typing import Any

from app.domain.errors import Refused
from app.domain.money import parse_amount
from app.domain.pricing.basket import Approval
from app.domain.rights import AssetKind
from app.domain.tendering import KINDS
from app.usecases.loyalty import refund_topup
from app.usecases.loyalty.refunding.shapes import PaidOut, RefundStatement
from ui.bridge.ports import Trouble
from ui.members.presenter.errand import Errand, Ground, Op
from ui.members.viewmodel.parts import FactVM, FieldVM, FormVM, NoteVM


def tender_field(errand: Errand) -> FieldVM:
    """How the money goes back that is handed over."""
    say = errand.g.say
    options = tuple((one.code, say(f"tender.{one.code}")) for one in KINDS)
    value = errand.value("tender", KINDS[0].code)
    return FieldVM("tender", "choice", say("member.paid_by"), value, options=options, columns=4)


def steps(found: RefundStatement | None, g: Ground) -> tuple[FactVM, ...]:
    """The calculation, step by step; the last one is the figure and stands apart."""
    if found is None:
        return ()
    rows = []
    for one in found.steps[:-1]:
        rows.append(
            FactVM(g.say(f"law.step.{one.code}", **dict(one.facts)), g.money(one.amount_minor))
        )
    for kind, minor in found.by_code if found.by_hand_minor else ():
        rows.append(
            FactVM(g.say("member.goes.code", tender=g.say(f"tender.{kind}")), g.money(minor))
        )
    if found.by_code and found.by_hand_minor:
        rows.append(FactVM(g.say("member.goes.hand"), g.money(found.by_hand_minor)))
    return tuple(rows)


def losses(found: RefundStatement | None, g: Ground) -> tuple[NoteVM, ...]:
    """What goes with it, and what the law says about when to pay."""
    if found is None:
        return ()
    notes = list(_by_code(found, g))
    if found.stored_minor and found.refund_minor:
        text = g.say("member.stored_back", amount_minor=found.stored_minor)
        notes.append(NoteVM(text, "text", "wallet"))
    if found.forfeit_bonus_minor:
        text = g.say("member.lose_bonus", amount_minor=found.forfeit_bonus_minor)
        notes.append(NoteVM(text, "warning", "alert"))
    if found.forfeit_points:
        text = g.say("member.lose_points", n=found.forfeit_points)
        notes.append(NoteVM(text, "warning", "alert"))
    if found.vouchers_void:
        text = g.say("member.lose_vouchers", n=found.vouchers_void)
        notes.append(NoteVM(text, "warning", "alert"))
    if found.pay_until and found.refund_minor:
        notes.append(NoteVM(g.say("member.pay_until", day=g.day(found.pay_until))))
    return tuple(notes)


def _by_code(found: RefundStatement, g: Ground) -> tuple[NoteVM, ...]:
    """What goes back through the gateway that took it, and whether that one can be reached."""
    ready = {one.kind for one in g.session.services.terminals.states() if one.ready}
    notes = []
    for kind, minor in found.by_code:
        tender, here = g.say(f"tender.{kind}"), kind in ready
        key = "member.by_code" if here else "member.by_code.away"
        text = g.say(key, tender=tender, amount_minor=minor)
        role, icon = ("text", "qr") if here else ("warning", "alert")
        notes.append(NoteVM(text, role, icon))
    return tuple(notes)


class RefundTopup(Errand):
    """A top-up or a package goes back: whose reason it is decides how much."""

    code = "refund"
    where = {"topup.": "basis", "law.": "basis"}

    def __init__(self, ground: Ground, topup_id: str) -> None:
        super().__init__(ground)
        self._topup_id = topup_id
        self._bases: tuple[str, ...] = ()
        self._picked = False
        self._found: RefundStatement | None = None
        self._wrong = ""

    def begin(self) -> None:
        """Which grounds the law's profile knows; the first that holds is worked out."""
        s = self.g.session.services

        def known(found: tuple[str, ...]) -> None:
            self._bases = found
            self._reckon()

        self.read(lambda: refund_topup.bases(s, self._topup_id), known, self._cannot)

    def _cannot(self, trouble: Trouble) -> None:
        self._wrong = self.g.frame.words.error(trouble)

    def _reckon(self) -> None:
        """What would come back on the ground that is chosen."""
        basis, back, s = self._basis(), bool(self.value("gifts")), self.g.session.services
        self._found, self._wrong = None, ""

        def done(found: RefundStatement) -> None:
            if basis == self._basis() and back == bool(self.value("gifts")):
                self._found = found

        def wrong(trouble: Trouble) -> None:
            if basis != self._basis():
                return
            place = self._bases.index(basis) + 1 if basis in self._bases else len(self._bases)
            if self._picked or place >= len(self._bases):
                self._cannot(trouble)
                return
            self.values["basis"] = self._bases[place]  # nobody chose yet: the next ground
            self._reckon()

        self.read(
            lambda: refund_topup.statement(s, self._topup_id, basis, gifts_back=back), done, wrong
        )

    def put(self, name: str, value: str) -> None:
        """Another ground is another calculation."""
        super().put(name, value)
        if name in ("basis", "gifts"):
            self._picked = self._picked or name == "basis"
            self._reckon()

    def _basis(self) -> str:
        return self.value("basis", self._bases[0] if self._bases else "")

    def _named(self) -> str:
        for one in self.g.dossier.bought:
            if one.topup_id == self._topup_id:
                return self.g.dossier.plan_named(one.plan_name, self.g.frame.words.lang)
        return ""

    def form(self) -> FormVM:
        """Whose reason, how it is paid, and the whole calculation."""
        say, found = self.g.say, self._found
        options = tuple((one, say(f"law.basis.{one}")) for one in self._bases)
        reason = FieldVM(
            "basis",
            "choice",
            say("member.basis"),
            self._basis(),
            options=options,
            columns=2,
            error=self._wrong,
        )
        gifts = FieldVM(
            "gifts",
            "switch",
            say("member.gifts_back"),
            self.value("gifts"),
            help=say("member.gifts_back_note"),
        )
        refund = found.refund_minor if found else 0
        stored = found.stored_minor if found else 0
        off = "" if refund + stored > 0 else say("member.nothing_back")
        if found is None and not self._wrong:
            off = say("member.counting")
        return FormVM(
            code=f"{self.code}.{len(options)}",
            title=say("member.refund_of", name=self._named()),
            about=say("member.refund_about"),
            fields=(reason, gifts, *self._handed(found)),
            facts_title=say("member.how_counted"),
            facts=steps(found, self.g),
            figure_label=say("member.comes_back" if refund else "member.back_in_wallet"),
            figure=self.g.money(refund or stored) if found else "",
            sign=self.g.frame.sign if found else "",
            notes=losses(found, self.g),
            confirm=self._yes(refund, stored),
            off=off,
        )

    def _handed(self, found: RefundStatement | None) -> tuple[FieldVM, ...]:
        """How it is handed over, where anything is: the rest of what no gateway gives back."""
        elsewhere = found is not None and found.by_hand_minor == 0 < found.refund_minor
        stored = found is not None and found.stored_minor > 0 == found.refund_minor
        return () if elsewhere or stored else (tender_field(self),)

    def _yes(self, refund: int, stored: int) -> str:
        """What the key does: money to the hand, back to the phone, or value back into the
        wallet."""
        found = self._found
        if refund and found is not None and found.by_code:
            key = "member.give_back" if found.by_hand_minor else "member.send_back"
            return self.g.say(key, amount_minor=refund)
        if refund:
            return self.g.say("member.pay_out", amount_minor=refund)
        if stored:
            return self.g.say("member.put_back", amount_minor=stored)
        return self.g.say("member.refund")

    def work(self, approval: Approval | None) -> Op:
        """Pay out exactly what was shown."""
        g, found = self.g, self._found
        if found is None:
            raise Refused("refund.nothing")
        s, operator, basis = g.session.services, g.session.on_duty, self._basis()
        back = bool(self.value("gifts"))
        tender = self.value("tender", KINDS[0].code)
        return lambda: refund_topup.pay_out(
            *(s, operator, g.shift_id, self._topup_id, basis),
            tender_kind=tender,
            approval=approval,
            expected_minor=found.refund_minor,
            gifts_back=back,
        )

    def said(self, value: PaidOut) -> str:
        """What was paid out, or where it went."""
        if not value.refund_minor:
            return self.g.say("member.stored_back", amount_minor=value.statement.stored_minor)
        handed = value.statement.by_hand_minor
        asked = value.refund_minor - handed
        if not asked:
            return self.g.say("member.paid_out", amount_minor=handed)
        key = "member.paid_and_asked" if handed else "member.asked_back"
        return self.g.say(key, handed_minor=handed, amount_minor=asked)


class Withdraw(Errand):
    """Principal out in money; all of it closes the wallet and its bonus is forfeited."""

    code = "withdraw"
    where = {"withdraw.": "amount", "amount.": "amount"}

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self._all: RefundStatement | None = None
        self._wrong = ""

    def begin(self) -> None:
        """Work out what closing would give."""
        s, member_id = self.g.session.services, self.g.member_id

        def done(found: RefundStatement) -> None:
            self._all = found

        def wrong(trouble: Trouble) -> None:
            self._wrong = self.g.frame.words.error(trouble)

        self.read(lambda: refund_topup.withdraw_statement(s, member_id), done, wrong)

    def _part(self) -> bool:
        return self.value("what") == "part"

    def _amount(self) -> int:
        if not self._part():
            return self._all.refund_minor if self._all else 0
        text = self.value("amount").strip()
        return parse_amount(text, self.g.session.shop.currency) if text else 0

    def form(self) -> FormVM:
        """All or a part, how it is paid, what is lost."""
        say, g = self.g.say, self.g
        have = g.dossier.purse.total(AssetKind.PRINCIPAL)
        options = (
            ("all", say("member.withdraw_all"), say("member.withdraw_all.why")),
            ("part", say("member.withdraw_part"), say("member.withdraw_part.why")),
        )
        what = self.value("what", "all")
        fields = [
            FieldVM("what", "choice", say("member.how_much"), what, options=options, columns=2)
        ]
        if self._part():
            fields.append(
                FieldVM(
                    "amount",
                    "money",
                    say("member.amount"),
                    self.value("amount"),
                    right=say("member.at_most", amount_minor=have),
                )
            )
        try:
            amount, wrong = self._amount(), ""
        except Refused as refusal:
            amount, wrong = 0, g.frame.words.error(refusal)
        found = None if self._part() else self._all
        after = FactVM(say("member.principal_after"), g.money(have - amount))
        return FormVM(
            code=f"{self.code}.{what}",
            title=say("member.withdraw"),
            about=say("member.withdraw_about"),
            fields=(*fields, tender_field(self)),
            facts_title=say("member.how_counted"),
            facts=steps(found, g) or (after,),
            figure_label=say("member.comes_back"),
            figure=g.money(amount),
            sign=g.frame.sign,
            notes=losses(found, g),
            confirm=say("member.pay_out", amount_minor=amount)
            if amount
            else say("member.withdraw"),
            off="" if amount > 0 else say("member.type_amount"),
            error=wrong or self._wrong,
        )

    def work(self, approval: Approval | None) -> Op:
        """Pay it out."""
        g, amount = self.g, self._amount() if self._part() else 0
        s, operator = g.session.services, g.session.on_duty
        tender = self.value("tender", KINDS[0].code)
        return lambda: refund_topup.withdraw(
            *(s, operator, g.shift_id, g.member_id, amount),
            tender_kind=tender,
            approval=approval,
        )

    def said(self, value: Any) -> str:
        """What was paid out."""
        return self.g.say("member.paid_out", amount_minor=value.refund_minor)
