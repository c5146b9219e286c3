"""Vouchers issued, handed on and voided; packages handed to another member."""

from __future__ import annotations

from typing import Any

from app.domain.errors import Refused
from app.domain.loyalty.package import Package
from app.domain.loyalty.voucher import Voucher
from app.domain.pricing.basket import Approval
from app.usecases.loyalty import packages, vouchers
from ui.members.presenter.errand import Errand, Ground, Op
from ui.members.presenter.errands.whom import WithWhom
from ui.members.viewmodel import packages as package_words
from ui.members.viewmodel import text
from ui.members.viewmodel import vouchers as voucher_words
from ui.members.viewmodel.parts import FactVM, FieldVM, FormVM, NoteVM

REASONS = ("complaint", "thanks", "campaign", "other")


class Issue(Errand):
    """A voucher for this member, of a campaign that runs."""

    code = "issue"
    where = {"campaign.": "campaign", "voucher.": "campaign", "reason.": "reason"}

    def form(self) -> FormVM:
        """Which campaign, and why."""
        say, g, w = self.g.say, self.g, self.g.frame.words
        open_ones = [one for one in g.dossier.program.campaigns if one.active and not one.bearer]
        chosen = next((one for one in open_ones if one.campaign_id == self.value("campaign")), None)
        options = tuple(
            (one.campaign_id, one.named(w.lang), voucher_words.terms(one, w)) for one in open_ones
        )
        why = self.value("why")
        fields = (
            FieldVM(
                "campaign",
                "choice",
                say("member.which_voucher"),
                self.value("campaign"),
                options=options,
                columns=2,
                help="" if options else say("member.no_campaigns"),
            ),
            FieldVM(
                "why",
                "choice",
                say("member.reason"),
                why,
                options=tuple((one, say(f"member.reason.{one}")) for one in REASONS),
                columns=4,
            ),
        )
        facts: tuple[FactVM, ...] = ()
        if chosen is not None:
            days = chosen.until_on or say("member.days", n=chosen.valid_days)
            facts = (
                FactVM(say("member.worth_it"), voucher_words.terms(chosen, w)),
                FactVM(say("member.lasts"), days),
                FactVM(
                    say("member.on_days"),
                    voucher_words.weekdays(chosen, w) if chosen.weekdays else say("member.any_day"),
                ),
                FactVM(
                    say("member.with_others"),
                    say("member.stackable" if chosen.stackable else "member.not_stackable"),
                ),
            )
        off = "" if chosen else say("member.choose_voucher")
        return FormVM(
            code=self.code,
            title=say("member.issue"),
            about="",
            fields=fields,
            facts_title=chosen.named(w.lang) if chosen else say("member.the_voucher"),
            facts=facts,
            confirm=say("member.issue_do"),
            off=off or ("" if why else say("member.say_why")),
        )

    def work(self, approval: Approval | None) -> Op:
        """Issue one."""
        g, campaign_id = self.g, self.value("campaign")
        s, operator = g.session.services, g.session.on_duty
        reason = g.say(f"member.reason.{self.value('why')}") if self.value("why") else ""
        return lambda: vouchers.issue(
            *(s, operator, campaign_id),
            member_ids=(g.member_id,),
            reason=reason,
            shift_id=g.shift_id,
        )

    def said(self, value: Any) -> str:
        """It is in the member's hand."""
        return self.g.say("member.issued")


class HandOn(WithWhom):
    """A voucher to another member."""

    code = "hand"
    where = {"transfer.": "who", "member.": "who", "voucher.": "who"}

    def __init__(self, ground: Ground, voucher: Voucher) -> None:
        super().__init__(ground)
        self._voucher = voucher

    def form(self) -> FormVM:
        """To whom."""
        say, w, campaign = self.g.say, self.g.frame.words, self._voucher.campaign
        until = text.until(self._voucher.until_on, self.g.frame.today, w)
        return FormVM(
            code=self.code,
            title=say("member.hand_on_title", name=campaign.named(w.lang)),
            about=say("member.hand_on_about"),
            fields=(self.who_field(say("member.to_whom")),),
            facts_title=campaign.named(w.lang),
            facts=(
                FactVM(say("member.worth_it"), voucher_words.terms(campaign, w)),
                FactVM(say("member.lasts"), until),
            ),
            confirm=say("member.hand_on_do", name=self.whom.name)
            if self.whom
            else say("member.hand_on"),
            off="" if self.whom else say("member.choose_whom"),
        )

    def work(self, approval: Approval | None) -> Op:
        """Hand it on."""
        g, to = self.g, self.value("who.pick")
        s, operator = g.session.services, g.session.on_duty
        return lambda: vouchers.transfer(s, operator, self._voucher.voucher_id, to)

    def said(self, value: Any) -> str:
        """Who has it now."""
        return self.g.say("member.handed_on")


class Void(Errand):
    """Take a voucher out of the world, with a reason."""

    code = "void"
    where = {"reason.": "reason"}

    def __init__(self, ground: Ground, voucher: Voucher) -> None:
        super().__init__(ground)
        self._voucher = voucher

    def form(self) -> FormVM:
        """Why."""
        say, w, campaign = self.g.say, self.g.frame.words, self._voucher.campaign
        return FormVM(
            code=self.code,
            title=say("member.void_title", name=campaign.named(w.lang)),
            about=say("member.void_about"),
            fields=(FieldVM("reason", "text", say("member.reason"), self.value("reason")),),
            facts_title=campaign.named(w.lang),
            facts=(FactVM(say("member.worth_it"), voucher_words.terms(campaign, w)),),
            notes=(NoteVM(say("member.void_note"), "warning", "alert"),),
            confirm=say("member.void"),
            off="" if self.value("reason").strip() else say("member.write_why"),
            danger=True,
        )

    def work(self, approval: Approval | None) -> Op:
        """Void it."""
        g, reason = self.g, self.value("reason").strip()
        if not reason:
            raise Refused("reason.missing")
        s, operator = g.session.services, g.session.on_duty
        return lambda: vouchers.void(s, operator, self._voucher.voucher_id, reason)

    def said(self, value: Any) -> str:
        """It is void."""
        return self.g.say("member.voided")


class PassOn(WithWhom):
    """A package to another member for good: a second person must agree."""

    code = "pass"
    where = {"transfer.": "who", "member.": "who"}

    def __init__(self, ground: Ground, package: Package) -> None:
        super().__init__(ground)
        self._package = package

    def form(self) -> FormVM:
        """To whom, what goes along."""
        say, w, g = self.g.say, self.g.frame.words, self.g
        package = self._package
        facts = []
        for service, lot in zip(package.plan.services, package.lots, strict=False):
            name = service.name_en if w.lang == "en" and service.name_en else service.name
            left = say("member.uses_left", n=lot.left) if service.uses else say("member.timed")
            facts.append(FactVM(name, left))
        facts.append(FactVM(say("member.lasts"), package_words.state(package, g.dossier, g.frame)))
        named = package.plan.named(w.lang)
        return FormVM(
            code=self.code,
            title=say("member.pass_on_title", name=named),
            about=say("member.pass_on_about"),
            fields=(self.who_field(say("member.to_whom")),),
            facts_title=named,
            facts=tuple(facts),
            confirm=say("member.hand_on_do", name=self.whom.name)
            if self.whom
            else say("member.pass_on"),
            off="" if self.whom else say("member.choose_whom"),
        )

    def work(self, approval: Approval | None) -> Op:
        """Transfer it."""
        g, to = self.g, self.value("who.pick")
        s, operator = g.session.services, g.session.on_duty
        return lambda: packages.transfer(
            s, operator, self._package.package_id, to, approval=approval
        )

    def said(self, value: Any) -> str:
        """Who has it now."""
        return self.g.say("member.passed_on")
