"""Points set right, given to family, redeemed."""

from __future__ import annotations

from typing import Any

from app.domain.errors import Refused
from app.domain.money import parse_amount
from app.domain.pricing.basket import Approval
from app.domain.rights import AssetKind
from app.usecases.loyalty import adjust, redeem, transfer
from app.usecases.loyalty.redeem import Redeemed, RewardOffer
from app.usecases.member.find import MemberRow
from app.words import whole
from ui.members.presenter.errand import Errand, Ground, Op
from ui.members.viewmodel.parts import FactVM, FieldVM, FormVM, NoteVM

KINDS = ("points", "growth", "principal", "bonus")
REASONS = ("complaint", "mistake", "campaign", "other")


def count(text: str) -> int:
    """A whole number of points. Refused `points.unreadable`."""
    kept = text.strip()
    if not kept.isascii() or not kept.isdecimal() or len(kept) > 9:
        raise Refused("points.unreadable")
    return int(kept)


class Adjust(Errand):
    """Points, growth or stored value by hand: a reason always, a second person above the limit."""

    code = "adjust"
    where = {"adjust.": "n", "points.": "n", "amount.": "n", "reason.": "reason"}

    def form(self) -> FormVM:
        """What, how much, which way, why; and what stands afterwards."""
        say, g = self.g.say, self.g
        kind, way = self.value("kind", KINDS[0]), self.value("way", "give")
        money = kind in ("principal", "bonus")
        reason = self.value("why", "")
        fields = [
            FieldVM(
                "kind",
                "choice",
                say("member.adjust_what"),
                kind,
                options=tuple((one, say(f"member.asset.{one}")) for one in KINDS),
                columns=4,
            ),
            FieldVM(
                "way",
                "choice",
                say("member.adjust_way"),
                way,
                options=(("give", say("member.adjust_give")), ("take", say("member.adjust_take"))),
                columns=2,
            ),
            FieldVM("n", "money" if money else "digits", say("member.how_much"), self.value("n")),
            FieldVM(
                "why",
                "choice",
                say("member.reason"),
                reason,
                options=tuple((one, say(f"member.reason.{one}")) for one in REASONS),
                columns=4,
            ),
            FieldVM("reason", "text", say("member.reason_more"), self.value("reason")),
        ]
        now, after, off = self._after()
        figures = g.money if money else whole
        return FormVM(
            code=f"{self.code}.{money}",
            title=say("member.adjust_title"),
            about=say("member.adjust_about"),
            fields=tuple(fields),
            facts_title=say("member.afterwards"),
            facts=(
                FactVM(say("member.now"), figures(now)),
                FactVM(say("member.change"), self._signed(after - now)),
            ),
            figure_label=say(f"member.asset.{kind}"),
            figure=figures(after),
            notes=(NoteVM(say("member.adjust_note")),),
            confirm=say("member.adjust_do"),
            off=off or ("" if reason or self.value("reason").strip() else say("member.say_why")),
        )

    def _signed(self, n: int) -> str:
        money = self.value("kind", KINDS[0]) in ("principal", "bonus")
        figure = self.g.money(abs(n)) if money else whole(abs(n))
        return ("+" if n > 0 else "−" if n < 0 else "") + figure

    def _n(self) -> int:
        """What was typed, negative when it is taken."""
        text = self.value("n")
        if self.value("kind", KINDS[0]) in ("principal", "bonus"):
            n = parse_amount(text, self.g.session.shop.currency)
        else:
            n = count(text)
        return n if self.value("way", "give") == "give" else -n

    def _after(self) -> tuple[int, int, str]:
        """(now, afterwards, why it cannot be done yet)."""
        purse, kind = self.g.dossier.purse, self.value("kind", KINDS[0])
        now = {
            "points": purse.points,
            "growth": purse.growth,
            "principal": purse.total(AssetKind.PRINCIPAL),
            "bonus": purse.total(AssetKind.BONUS),
        }[kind]
        if not self.value("n").strip():
            return now, now, self.g.say("member.type_amount")
        try:
            n = self._n()
        except Refused as refusal:
            return now, now, self.g.frame.words.error(refusal)
        return now, now + n, "" if n else self.g.say("member.type_amount")

    def work(self, approval: Approval | None) -> Op:
        """One document with the reason."""
        g, kind, n = self.g, self.value("kind", KINDS[0]), self._n()
        s, operator = g.session.services, g.session.on_duty
        why = self.value("why")
        parts = [g.say(f"member.reason.{why}")] if why else []
        reason = " ".join([*parts, self.value("reason").strip()]).strip()
        if kind == "growth":
            return lambda: adjust.adjust_growth(
                s, operator, g.member_id, n, reason, approval=approval
            )
        asset = AssetKind(kind)
        return lambda: adjust.adjust(
            *(s, operator, g.member_id, asset, n), reason=reason, approval=approval
        )

    def asked(self) -> tuple[str, str]:
        """By how much."""
        kind = self.g.say(f"member.asset.{self.value('kind', KINDS[0])}")
        now, after, _ = self._after()
        return self.g.say("member.adjust_asked", what=kind), self._signed(after - now)

    def said(self, value: Any) -> str:
        """It is done."""
        return self.g.say("member.adjusted")


class GivePoints(Errand):
    """To somebody of the same family; the points keep their last day."""

    code = "give"
    where = {"points.": "n", "transfer.nothing": "n", "transfer.": "to"}

    def form(self) -> FormVM:
        """To whom, how many."""
        say, g = self.g.say, self.g
        family, to = self._family(), self._to()
        options = tuple((one.member_id, one.name, one.phone_masked) for one in family)
        have = g.dossier.purse.points
        fields = (
            FieldVM(
                "to",
                "choice",
                say("member.to_whom"),
                to,
                options=options,
                columns=2,
                help="" if options else say("member.no_family"),
            ),
            FieldVM(
                "n",
                "digits",
                say("member.points"),
                self.value("n"),
                right=say("member.at_most_n", n=have),
            ),
        )
        text = self.value("n").strip()
        n = int(text) if text.isdecimal() and text.isascii() else 0
        off = "" if options else say("member.no_family_off")
        if options and not to:
            off = say("member.choose_whom")
        elif options and not n:
            off = say("member.type_amount")
        return FormVM(
            code=self.code,
            title=say("member.give_points"),
            about=say("member.give_about"),
            fields=fields,
            facts_title=say("member.afterwards"),
            facts=(FactVM(say("member.now"), whole(have)), FactVM(say("member.change"), whole(-n))),
            figure_label=say("member.points"),
            figure=whole(have - n),
            confirm=say("member.give_do", n=n) if n else say("member.give_points"),
            off=off,
        )

    def _family(self) -> tuple[MemberRow, ...]:
        people = self.g.dossier.people
        return people.family if people else ()

    def _to(self) -> str:
        """Who is chosen; in a family of two nobody has to choose."""
        family = self._family()
        return self.value("to") or (family[0].member_id if len(family) == 1 else "")

    def work(self, approval: Approval | None) -> Op:
        """Move them."""
        g, to, n = self.g, self._to(), count(self.value("n"))
        s, operator = g.session.services, g.session.on_duty
        return lambda: transfer.points(s, operator, g.member_id, to, n, approval=approval)

    def said(self, value: Any) -> str:
        """How many went."""
        return self.g.say("member.given", n=count(self.value("n")))


class Redeem(Errand):
    """A reward for points: one look at what it costs, one key."""

    code = "redeem"
    where = {"pin.": "pin"}

    def __init__(self, ground: Ground, offer: RewardOffer) -> None:
        super().__init__(ground)
        self._offer = offer
        self._redeem_id = ground.session.services.clock.new_id()

    def form(self) -> FormVM:
        """Points before and after."""
        say, g, reward = self.g.say, self.g, self._offer.reward
        have = g.dossier.purse.points
        name = reward.named(g.frame.words.lang)
        kind = "voucher" if reward.campaign_id else "gift"
        return FormVM(
            code=self.code,
            title=say("member.redeem_title", name=name),
            about=say("member.redeem_about"),
            fields=(),
            facts_title=say("member.afterwards"),
            facts=(
                FactVM(say("member.now"), whole(have)),
                FactVM(name, whole(-reward.points)),
            ),
            figure_label=say("member.points"),
            figure=whole(have - reward.points),
            notes=(NoteVM(say(f"member.redeem_{kind}")),),
            confirm=say("member.redeem_do", n=reward.points),
        )

    def work(self, approval: Approval | None) -> Op:
        """Once, however often it is pressed."""
        g = self.g
        s, operator = g.session.services, g.session.on_duty
        reward_id = self._offer.reward.reward_id
        return lambda: redeem.redeem(
            *(s, operator, g.shift_id, g.member_id, reward_id), redeem_id=self._redeem_id
        )

    def said(self, value: Redeemed) -> str:
        """What to hand over."""
        name = value.reward.named(self.g.frame.words.lang)
        key = "member.redeemed_voucher" if value.voucher else "member.redeemed_gift"
        return self.g.say(key, name=name, n=value.points)
