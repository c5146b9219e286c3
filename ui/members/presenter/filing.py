"""A member's own page: the tabs, and every way into something that is done to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.domain.loyalty.voucher import Voucher
from app.domain.member import Member
from app.domain.permissions import Permission
from app.usecases.loyalty import packages, vouchers
from app.usecases.member import cards, household, pin
from app.usecases.outcome import Changes
from app.usecases.services import Services
from app.usecases.staff.login import people as staff_of
from ui.bridge.approval.asking import Asking
from ui.bridge.session import Session
from ui.members.presenter import reading
from ui.members.presenter.errand import ME, Doing, Errand, Ground
from ui.members.presenter.errands import cards as card_errands
from ui.members.presenter.errands import paying, persons, points, profile, things
from ui.members.presenter.errands import tier as tier_errand
from ui.members.presenter.printing import Printing
from ui.members.presenter.view import View
from ui.members.viewmodel import (
    cards as card_words,
)
from ui.members.viewmodel import history, overview, text, wallet
from ui.members.viewmodel import packages as package_words
from ui.members.viewmodel import points as points_words
from ui.members.viewmodel import profile as profile_words
from ui.members.viewmodel import vouchers as voucher_words
from ui.members.viewmodel.dossier import Dossier, Frame
from ui.members.viewmodel.history import HistoryVM
from ui.members.viewmodel.parts import HeadVM, SheetVM

SHEETS: dict[str, Callable[[Dossier, Frame], SheetVM]] = {
    "overview": overview.sheet,
    "wallet": wallet.sheet,
    "points": points_words.sheet,
    "vouchers": voucher_words.sheet,
    "packages": package_words.sheet,
    "cards": card_words.sheet,
    "profile": profile_words.sheet,
}


class Filing:
    """One member's page. The whole number is shown after asking, until the page is left (R54)."""

    def __init__(self, view: View, session: Session, opened: Callable[[str], None]) -> None:
        self._view, self._session, self._opened = view, session, opened
        self._member_id = ""
        self._said = ""
        self._whole = ""
        self._found: Dossier | None = None
        self.tab = "overview"
        self.asking = Asking(view, session)
        self.doing = Doing(view, session, self.asking, self._done)
        self.printing = Printing(view, session, self.frame)

    @property
    def member(self) -> Member | None:
        """Whose page it is, once it was read."""
        return self._found.member if self._found else None

    def frame(self) -> Frame:
        """What view-models ask beside the dossier."""
        session = self._session
        now = session.now_ms()
        return Frame(
            words=session.words,
            today=session.at(now).date(),
            now_ms=now,
            at=session.at,
            may=session.may,
            shift=session.shift is not None,
            sign=session.shop.currency.sign,
        )

    def open(self, member_id: str, said: str = "", tab: str = "overview") -> None:
        """Another member's page; `said` stands on it until something else is said."""
        self._leave()
        self._member_id, self._said, self._whole = member_id, said, ""
        self._found, self.tab = None, tab
        self.load()

    def touched(self, changes: Changes) -> bool:
        """Whether a commit touched this member, or what they bought."""
        return changes.sales or changes.settings or self._member_id in changes.members

    def load(self) -> None:
        """Read the page again, and what the tab in front needs."""
        s, member_id, extra = self._session.services, self._member_id, self._extra()
        language = self._session.language

        def read() -> Dossier:
            found = reading.dossier(s, member_id, language)
            return extra(s, found) if extra else found

        self._session.runner.run(
            read, lambda found: self._read(member_id, found), self._session.refused, lane="read"
        )

    def _extra(self) -> reading.Reader | None:
        if self.tab == "history":
            operator = self._session.on_duty

            def rows(s: Services, d: Dossier) -> Dossier:
                return reading.with_statement(s, operator, d)

            return rows
        return reading.EXTRA.get(self.tab)

    def turn(self, tab: str) -> None:
        """Another tab; what it needs of its own is read now."""
        if tab == self.tab:
            return
        self.tab, self._said = tab, ""
        self._show()
        if tab == "statement":
            self.printing.open(self._member_id)
        elif self._extra() is not None:
            self.load()

    def reveal(self) -> None:
        """Ask for the whole number, or hide it again; only for whom the role allows."""
        if self._whole:
            self._whole = ""
            self._show()
        elif self._session.may(Permission.MEMBER_FULL_PHONE):
            self._begin(lambda ground: profile.Look(ground, "phone"))

    def use(self) -> None:
        """Into the sale at the counter, on their terms."""
        if self._found is not None and not self._use_off(self._found.member):
            self._session.bring_member(self._member_id)

    def topup(self) -> None:
        """To the counter, which sells plans as it sells goods: one way to pay."""
        if self._found is not None and not self._use_off(self._found.member):
            self._session.send("checkout", f"topup:{self._member_id}")

    def leave(self) -> bool:
        """Esc inside the page: out of the approval, then out of the form."""
        return self.asking.leave() or self.doing.leave()

    def _leave(self) -> None:
        while self.leave():
            pass

    def card(self, token: str) -> bool:
        """A card scanned while a form is open."""
        return self.doing.scanned(token)

    def new_card(self, token: str) -> bool:
        """A card nobody has, scanned on the tab of cards: it is to be this member's."""
        if self.tab != "cards" or self._found is None or self.doing.errand is not None:
            return False
        self.act("card.add")
        return self.doing.scanned(token)

    # --- what is done ------------------------------------------------------------------------

    def act(self, code: str) -> None:
        """A link or a key on a tab was pressed."""
        verb, _, ref = code.partition(":")
        if verb == "go":
            self.turn(ref)
        elif verb == "topup":
            self.topup()
        elif verb == "open":
            self._opened(ref)
        elif verb in _AT_ONCE:
            self._at_once(verb, ref)
        elif self._found is not None:
            self._form(verb, ref, self._found)

    def _form(self, verb: str, ref: str, d: Dossier) -> None:
        if verb in _BY_CARD:
            card = d.member.card(ref)
            if card is not None:
                self._begin(lambda ground: _BY_CARD[verb](ground, card))
        elif verb in ("hand", "void"):
            voucher = _voucher(d, ref)
            if voucher is not None:
                made = things.HandOn if verb == "hand" else things.Void
                self._begin(lambda ground: made(ground, voucher))
        elif verb == "refund":
            self._begin(lambda ground: paying.RefundTopup(ground, _topup_of(d, ref)))
        elif verb == "redeem":
            offer = next((x for x in d.rewards or () if x.reward.reward_id == ref), None)
            if offer is not None:
                self._begin(lambda ground: points.Redeem(ground, offer))
        elif verb == "pass":
            package = next((x for x in d.packages if x.package_id == ref), None)
            if package is not None:
                self._begin(lambda ground: things.PassOn(ground, package))
        elif verb == "merge":
            twins = d.people.twins if d.people else ()
            twin = next((x for x in twins if x.member_id == ref), None)
            self._begin(lambda ground: persons.Merge(ground, twin))
        elif verb == "unmerge":
            merged = d.people.merged if d.people else ()
            gone = next((x for x in merged if x.member_id == ref), None)
            if gone is not None:
                self._begin(lambda ground: persons.Unmerge(ground, gone))
        elif verb == "consent":
            self._begin(lambda ground: profile.Consent(ground, ref))
        elif verb == "health":
            self._begin(lambda ground: profile.Look(ground, "health"))
        elif verb == "edit":
            self.edit()
        elif verb in _PLAIN:
            self._begin(_PLAIN[verb])

    def edit(self) -> None:
        """The form of the profile, with the staff who may be its advisor."""
        if not self._session.may(Permission.MEMBER_EDIT):
            return
        s = self._session.services
        self._session.runner.run(
            lambda: staff_of(s),
            lambda found: self._begin(lambda ground: profile.Edit(ground, tuple(found))),
            self._session.refused,
            lane="read",
        )

    def _begin(self, make: Callable[[Ground], Errand]) -> None:
        if self._found is not None:
            self._said = ""  # what was done before is no word about this
            self._view.put_head(self._head(self._found, self.frame()), self.tab)
            self.doing.begin(make(Ground(self._session, self.frame(), self._found)))

    def _at_once(self, verb: str, ref: str) -> None:
        """What can be taken back by the next press needs no form."""
        s, operator, member_id = self._session.services, self._session.on_duty, self._member_id
        shift = self._session.shift
        shift_id = str(shift.shift_id) if shift else ""
        op: Callable[[], Any] = {
            "pause": lambda: packages.pause(s, operator, ref),
            "resume": lambda: packages.resume(s, operator, ref),
            "print": lambda: vouchers.reprint(s, operator, shift_id, ref),
            "card.free": lambda: cards.unblock(s, operator, member_id, ref),
            "pin.off": lambda: pin.set_pin(s, operator, member_id, ""),
            "family.leave": lambda: household.leave_household(s, operator, member_id),
        }[verb]
        said = self._session.words(f"member.did.{verb}")
        self._session.runner.run(
            op, lambda _value: self._done(said, None), self._session.refused, initiator=ME
        )

    def _done(self, said: str, value: Any) -> None:
        """Something was done: say it, and read the page again."""
        if isinstance(value, str) and not said:
            self._whole = value
        self._said = said
        if value is not None and getattr(value, "principal_minor", None) is not None:
            self._opened("")  # erased: there is no page any more
            return
        self._show()
        self.load()

    # --- what came back ----------------------------------------------------------------------

    def put(self, found: Dossier) -> None:
        """Show a dossier that somebody else read (for pictures)."""
        self._member_id = found.member.member_id
        self._read(self._member_id, found)

    def _read(self, member_id: str, found: Dossier) -> None:
        if member_id != self._member_id or self._session.operator is None:
            return
        before = self._found
        if before is not None and before.member.member_id == member_id:
            found = replace(
                found,
                uses=found.uses if found.uses is not None else before.uses,
                rewards=found.rewards if found.rewards is not None else before.rewards,
                people=found.people or before.people,
                statement=found.statement or before.statement,
            )
        self._found = found
        self._show()

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        f = self.frame()
        self._view.put_head(self._head(found, f), self.tab)
        if self.tab == "history":
            shown = history.page(found, f) if found.statement else HistoryVM(loading=True)
            self._view.put_history(shown)
        elif self.tab in SHEETS:
            self._view.put_sheet(SHEETS[self.tab](found, f))

    def _warn(self, d: Dossier) -> str:
        """What stands over the whole page: not in use, merged into somebody else."""
        words, stays = self._session.words, d.file.merged_into
        if stays is not None:
            return words("member.merged_into", name=stays.name, phone=stays.phone_masked)
        return "" if d.member.active else words("members.inactive_why")

    def _use_off(self, member: Member) -> str:
        """Why this member cannot be used at the counter now, or an empty text."""
        words = self._session.words
        if not member.active:
            return words("members.inactive")
        return "" if self._session.shift is not None else words("members.use_off")

    def _head(self, d: Dossier, f: Frame) -> HeadVM:
        words, member = f.words, d.member
        terms = d.tier(d.purse.tier.tier_id or member.tier_id)
        off = self._use_off(member)
        phone = text.phone(member, self._whole)
        return HeadVM(
            name=member.name,
            tier=terms.named(words.lang) if terms else "",
            phone="" if phone == member.name else phone,  # an unnamed member is called by it
            phone_key=words("members.hide" if self._whole else "members.reveal"),
            phone_off=f.off(Permission.MEMBER_FULL_PHONE),
            since=words("members.since", day=words.full_day(f.at(member.enrolled_ms))),
            warn=self._warn(d),
            said=self._said,
            use_off=off,
            topup_off=off or f.off(Permission.MEMBER_MONEY),
            chips=member.tags[:2],
        )


def _voucher(d: Dossier, voucher_id: str) -> Voucher | None:
    found = (one.voucher for one in d.vouchers if one.voucher.voucher_id == voucher_id)
    return next(found, None)


def _topup_of(d: Dossier, ref: str) -> str:
    """The plan sale of a package, or the plan sale itself."""
    for one in d.packages:
        if one.package_id == ref:
            return one.lots[0].group_id if one.lots and one.lots[0].group_id else ref
    return ref


_AT_ONCE = ("pause", "resume", "print", "card.free", "pin.off", "family.leave")
_BY_CARD: dict[str, Callable[..., Errand]] = {
    "card.lost": card_errands.LoseCard,
    "card.block": card_errands.BlockCard,
    "card.replace": card_errands.AddCard,
}
_PLAIN: dict[str, Callable[[Ground], Errand]] = {
    "withdraw": paying.Withdraw,
    "adjust": points.Adjust,
    "give": points.GivePoints,
    "issue": things.Issue,
    "card.add": card_errands.AddCard,
    "pin": card_errands.SetPin,
    "family": persons.JoinFamily,
    "erase": persons.Erase,
    "tier": tier_errand.GiveTier,
    "photo": profile.Photo,
}
