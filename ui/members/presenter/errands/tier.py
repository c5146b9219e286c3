"""A tier by hand, or only its end: which, until when, kept as it is or not, and why."""

from __future__ import annotations

from typing import Any

from app.domain.loyalty.tier_rules import Given
from app.domain.pricing.basket import Approval
from app.usecases.member import tier
from ui.members.presenter.errand import Errand, Ground, Op
from ui.members.viewmodel.parts import FactVM, FieldVM, FormVM, NoteVM


class GiveTier(Errand):
    """Begins with the tier that the member has, so that its end can be changed alone."""

    code = "tier"
    where = {"tier.": "tier", "until.": "until", "reason.": "reason", "code.": "reason"}

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self._now = ground.dossier.purse.tier
        self.values = {
            "tier": self._now.tier_id or ground.dossier.member.tier_id,
            "until": self._now.until,
            "locked": "",
            "reason": "",
        }

    def begin(self) -> None:
        """Whether it is kept as it is now."""
        s, member_id = self.g.session.services, self.g.member_id

        def done(found: Given | None) -> None:
            self.values["locked"] = "1" if found and found.locked else ""

        self.read(lambda: tier.given_by_hand(s, member_id), done, lambda _trouble: None)

    def put(self, name: str, value: str) -> None:
        """Another tier has an end of its own."""
        if name == "tier" and value != self.values["tier"]:
            same = value == self._now.tier_id
            self.values["until"] = self._now.until if same else ""
            self.serial += 1
        super().put(name, value)

    def form(self) -> FormVM:
        """Tier, last day, lock, reason; how it stands now at the side."""
        say, v, lang = self.g.say, self.values, self.g.frame.words.lang
        tiers = tuple((one.tier_id, one.named(lang)) for one in self.g.dossier.tiers)
        now = next((name for tier_id, name in tiers if tier_id == self._now.tier_id), "")
        ends = self.g.day(self._now.until) if self._now.until else say("member.tier_no_end")
        missing = not v["reason"].strip()
        return FormVM(
            code=self.code,
            title=say("member.tier_hand"),
            about=say("member.tier_hand_about"),
            fields=(
                FieldVM("tier", "choice", say("members.tier"), v["tier"], options=tiers),
                FieldVM(
                    "until",
                    "text",
                    say("members.tier_until"),
                    v["until"],
                    hint=say("members.tier_until_hint"),
                ),
                FieldVM("reason", "text", say("member.reason"), v["reason"]),
                FieldVM(
                    "locked",
                    "switch",
                    say("members.tier_lock"),
                    v["locked"],
                    help=say("members.tier_lock_note"),
                ),
            ),
            facts_title=say("member.now"),
            facts=(
                FactVM(say("members.tier"), now or say("members.no_tier")),
                FactVM(say("members.tier_until"), ends),
            ),
            notes=(NoteVM(say("member.tier_hand_note")),),
            confirm=say("members.save"),
            off=say("member.say_why") if missing else "",
            serial=self.serial,
        )

    def work(self, approval: Approval | None) -> Op:
        """One document that says who, why and until when."""
        g, v = self.g, dict(self.values)
        s, operator = g.session.services, g.session.on_duty
        return lambda: tier.give_tier(
            *(s, operator, g.member_id, v["tier"]),
            reason=v["reason"],
            until=v["until"],
            locked=bool(v["locked"]),
        )

    def said(self, value: Any) -> str:
        """Kept."""
        return self.g.say("members.saved")
