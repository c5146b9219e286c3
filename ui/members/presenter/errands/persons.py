"""Two files of one person, a family, a person who wants to be forgotten."""

from __future__ import annotations

from typing import Any

from app.domain.errors import Refused
from app.domain.loyalty.purse import Purse
from app.domain.member import mask_phone
from app.domain.pricing.basket import Approval
from app.usecases.loyalty import purse
from app.usecases.member import erase, household, merge
from app.usecases.member.erase import Erasure
from app.usecases.member.find import MemberRow
from app.words import whole
from ui.bridge.ports import Trouble
from ui.members.presenter.errand import Errand, Ground, Op
from ui.members.presenter.errands.whom import WithWhom
from ui.members.viewmodel.parts import FactVM, FieldVM, FormVM, NoteVM


class Merge(WithWhom):
    """The other file's money, cards and history move here; it can be taken apart again."""

    code = "merge"
    where = {"merge.": "who", "member.": "who", "transfer.": "who"}

    def __init__(self, ground: Ground, twin: MemberRow | None = None) -> None:
        super().__init__(ground)
        self._theirs: Purse | None = None
        if twin is not None:
            self.rows = (twin,)
            self.values = {"who": twin.name, "who.pick": twin.member_id}

    def begin(self) -> None:
        """What the other one has."""
        self._theirs = None
        whom, s = self.whom, self.g.session.services
        if whom is None:
            return

        def done(found: Purse) -> None:
            if self.whom is not None and self.whom.member_id == whom.member_id:
                self._theirs = found

        def wrong(_trouble: Trouble) -> None:
            self._theirs = None

        self.read(lambda: purse.read(s, whom.member_id), done, wrong)

    def put(self, name: str, value: str) -> None:
        """Another one is another sum."""
        super().put(name, value)
        if name.startswith("who"):
            self.begin()

    def form(self) -> FormVM:
        """Who, and what both have together."""
        say, g, whom = self.g.say, self.g, self.whom
        mine, theirs = g.dossier.purse, self._theirs
        facts: list[FactVM] = []
        if theirs is not None:
            stored = f"{g.money(mine.stored_minor())} + {g.money(theirs.stored_minor())}"
            facts = [
                FactVM(say("member.stored"), stored),
                FactVM(say("member.points"), f"{mine.points:,} + {theirs.points:,}"),
            ]
            facts.append(
                FactVM(
                    say("member.vouchers"),
                    f"{len(mine.vouchers)} + {len(theirs.vouchers)}",
                )
            )
            facts.append(
                FactVM(
                    say("member.packages"),
                    f"{len(mine.packages)} + {len(theirs.packages)}",
                )
            )
        return FormVM(
            code=self.code,
            title=say("member.merge_title", name=g.dossier.member.name),
            about=say("member.merge_about"),
            fields=(self.who_field(say("member.merge_who")),),
            facts_title=say("member.merge_sum"),
            facts=tuple(facts),
            figure_label=say("member.stored") if theirs else "",
            figure=g.money(mine.stored_minor() + theirs.stored_minor()) if theirs else "",
            sign=g.frame.sign if theirs else "",
            notes=(NoteVM(say("member.merge_note")), NoteVM(say("member.merge_back"))),
            confirm=say("member.merge_do", name=whom.name) if whom else say("member.merge"),
            off="" if whom else say("member.choose_whom"),
        )

    def work(self, approval: Approval | None) -> Op:
        """One document."""
        g, gone = self.g, self.value("who.pick")
        s, operator = g.session.services, g.session.on_duty
        return lambda: merge.merge(s, operator, g.member_id, gone, approval)

    def said(self, value: Any) -> str:
        """They are one."""
        return self.g.say("member.merged")


class Unmerge(Errand):
    """Two that were made one by mistake stand apart again."""

    code = "unmerge"

    def __init__(self, ground: Ground, gone: MemberRow) -> None:
        super().__init__(ground)
        self._gone = gone

    def form(self) -> FormVM:
        """What goes back, what stays."""
        say, gone, stays = self.g.say, self._gone, self.g.dossier.member
        return FormVM(
            code=self.code,
            title=say("member.unmerge_title", name=gone.name),
            about=say("member.unmerge_about"),
            fields=(),
            facts_title=say("member.unmerge_two"),
            facts=(
                FactVM(stays.name, mask_phone(stays.phone), sub=say("member.stays")),
                FactVM(gone.name, gone.phone_masked),
            ),
            notes=(NoteVM(say("member.unmerge_note")),),
            confirm=say("member.unmerge"),
        )

    def work(self, approval: Approval | None) -> Op:
        """Take them apart."""
        g, gone = self.g, self._gone.member_id
        s, operator = g.session.services, g.session.on_duty
        return lambda: merge.unmerge(s, operator, gone, approval)

    def said(self, value: Any) -> str:
        """They are two again."""
        return self.g.say("member.unmerged")


class JoinFamily(WithWhom):
    """Another member becomes family: packages and points are shared."""

    code = "family"
    where = {"household.": "who", "member.": "who"}

    def form(self) -> FormVM:
        """Who."""
        say, whom = self.g.say, self.whom
        family = self.g.dossier.people.family if self.g.dossier.people else ()
        return FormVM(
            code=self.code,
            title=say("member.family_add_title"),
            about=say("member.family_about"),
            fields=(self.who_field(say("member.family_who")),),
            facts_title=say("member.family"),
            facts=tuple(FactVM(one.name, one.phone_masked) for one in family),
            notes=(NoteVM(say("member.family_note")),),
            confirm=say("member.family_do", name=whom.name) if whom else say("member.family_add"),
            off="" if whom else say("member.choose_whom"),
        )

    def work(self, approval: Approval | None) -> Op:
        """Join."""
        g, other = self.g, self.value("who.pick")
        s, operator = g.session.services, g.session.on_duty
        return lambda: household.join_household(s, operator, g.member_id, other)

    def said(self, value: Any) -> str:
        """They are family."""
        return self.g.say("member.family_done")


class Erase(Errand):
    """The person is forgotten, the sums stay: said in words before it is done."""

    code = "erase"
    where = {"member.has_money": "forfeit", "reason.": "why"}

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self._left: Erasure | None = None

    def begin(self) -> None:
        """What would be lost."""
        s, member_id = self.g.session.services, self.g.member_id

        def done(found: Erasure) -> None:
            self._left = found

        def wrong(_trouble: Trouble) -> None:
            self._left = None

        self.read(lambda: erase.what_is_left(s, member_id), done, wrong)

    def form(self) -> FormVM:
        """What goes, what stays, what is forfeited."""
        say, g, left = self.g.say, self.g, self._left
        owns = left is not None and any(
            (left.principal_minor, left.bonus_minor, left.points, left.vouchers, left.packages)
        )
        fields = [
            FieldVM(
                "why",
                "text",
                say("member.erase_why"),
                self.value("why"),
                hint=say("member.erase_hint"),
            )
        ]
        if owns:
            fields.append(
                FieldVM(
                    "forfeit",
                    "switch",
                    say("member.forfeit"),
                    self.value("forfeit"),
                    help=say("member.forfeit_note"),
                )
            )
        off = "" if self.value("why").strip() else say("member.write_why")
        if owns and not self.value("forfeit"):
            off = say("member.pay_out_first")
        return FormVM(
            code=f"{self.code}.{owns}",
            title=say("member.erase_title", name=g.dossier.member.name),
            about=say("member.erase_about"),
            fields=tuple(fields),
            facts_title=say("member.erase_left"),
            facts=_left(left, g) if left else (),
            notes=(
                NoteVM(say("member.erase_goes"), "warning", "trash"),
                NoteVM(say("member.erase_stays"), "muted", "shield"),
                NoteVM(say("member.erase_final"), "warning", "alert"),
            ),
            confirm=say("member.erase_do"),
            off=off if left is not None else say("member.counting"),
            danger=True,
        )

    def work(self, approval: Approval | None) -> Op:
        """Forget them."""
        g, why, forfeit = self.g, self.value("why").strip(), bool(self.value("forfeit"))
        if not why:
            raise Refused("reason.missing")
        s, operator = g.session.services, g.session.on_duty
        return lambda: erase.erase(s, operator, g.member_id, approval, forfeit=forfeit, why=why)

    def said(self, value: Any) -> str:
        """They are forgotten."""
        return self.g.say("member.erased")


def _left(left: Erasure, g: Ground) -> tuple[FactVM, ...]:
    return (
        FactVM(g.say("member.principal"), g.money(left.principal_minor)),
        FactVM(g.say("member.bonus"), g.money(left.bonus_minor)),
        FactVM(g.say("member.points"), whole(left.points)),
        FactVM(g.say("member.vouchers"), whole(left.vouchers)),
        FactVM(g.say("member.packages"), whole(left.packages)),
    )
