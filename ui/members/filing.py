"""A member's own page: who they are, what their tier is worth, when they came; and changing it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.catalog import Department
from app.domain.loyalty.tier import TierTerms
from app.domain.member import Member, mask_phone
from app.domain.permissions import Permission
from app.usecases.catalog.list_items import departments, tiers
from app.usecases.member.edit import MemberChanges, edit
from app.usecases.member.find import MemberFile, file
from app.usecases.outcome import Changes
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.members import viewmodel as vm
from ui.members.enrolling import ME
from ui.members.viewmodel import EditVM, FileVM

if TYPE_CHECKING:
    from ui.members.presenter import View


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read for one page."""

    file: MemberFile
    tiers: tuple[TierTerms, ...]
    departments: tuple[Department, ...]


class Filing:
    """One member's file. The whole phone number is shown after asking, until the page is left."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._member_id = ""
        self._said = self._error = ""
        self._found: _Found | None = None
        self._whole = False
        self._edit: EditVM | None = None
        self._cards: tuple[str, ...] = ()

    @property
    def member(self) -> Member | None:
        """Whose page it is, once it was read."""
        return self._found.file.member if self._found else None

    def open(self, member_id: str, said: str = "") -> None:
        """Another member's page; `said` stands on it until it is left."""
        self._member_id, self._said, self._error = member_id, said, ""
        self._found, self._whole = None, False
        self.load()

    def touched(self, changes: Changes) -> bool:
        """Whether a commit touched this member, or what they bought."""
        return changes.sales or self._member_id in changes.members

    def load(self) -> None:
        """Read the file again."""
        s, member_id = self._session.services, self._member_id
        self._session.runner.run(
            lambda: _Found(file(s, member_id), tiers(s), departments(s)),
            lambda found: self._read(member_id, found),
            self._session.refused,
            lane="read",
        )

    def reveal(self) -> None:
        """Show the number whole, or hide it again; only for whom the role allows (R54)."""
        if self._session.may(Permission.MEMBER_FULL_PHONE):
            self._whole = not self._whole
            self._show()

    def use(self) -> None:
        """Into the sale at the counter, on their terms."""
        if self._found is not None and not self._use_off(self._found.file.member):
            self._session.bring_member(self._member_id)

    def _use_off(self, member: Member) -> str:
        """Why this member cannot be used in a sale now, or an empty text."""
        words = self._session.words
        if not member.active:
            return words("members.inactive")
        return "" if self._session.shift is not None else words("members.use_off")

    def edit(self) -> bool:
        """Open the form. Says whether this person may."""
        found = self._found
        if found is None or not self._session.may(Permission.MEMBER_EDIT):
            return False
        member = found.file.member
        words = self._session.words
        self._cards = member.card_tokens
        none = (("", words("members.no_tier")),)
        self._edit = EditVM(
            name=member.name,
            phone="",
            phone_hint=mask_phone(member.phone),
            note=member.note,
            tiers=none + tuple((one.tier_id, one.named(words.lang)) for one in found.tiers),
            tier=member.tier_id,
            notices=member.consents.notices,
            marketing=member.consents.marketing,
            active=member.active,
            cards=tuple(vm.card(token, words) for token in self._cards),
        )
        self._view.put_edit(self._edit, fresh=True)
        return True

    def card(self, token: str) -> None:
        """A card was scanned while the form is open: one more card of this member."""
        if self._edit is not None and token not in self._cards:
            self._cards = (*self._cards, token)
            self._put_cards()

    def drop_card(self, place: int) -> None:
        """A card that is lost: it will find nobody any more."""
        self._cards = self._cards[:place] + self._cards[place + 1 :]
        self._put_cards()

    def _put_cards(self) -> None:
        words = self._session.words
        self._put_edit(cards=tuple(vm.card(one, words) for one in self._cards))

    def save(self, typed: dict[str, str], flags: dict[str, bool], done: Callable[[], None]) -> None:
        """Keep the changes: one document that says what was changed and by whom."""
        member = self.member
        if member is None or self._edit is None or self._edit.busy:
            return
        wanted = changed(member, typed, flags, self._cards)
        s, operator = self._session.services, self._session.on_duty
        self._put_edit(busy=True, errors=(), error="")
        self._session.runner.run(
            lambda: edit(s, operator, member.member_id, **wanted),
            lambda kept: self._saved(kept, done),
            self._refused,
            initiator=ME,
        )

    # --- what came back ----------------------------------------------------------------------

    def _read(self, member_id: str, found: _Found) -> None:
        if member_id == self._member_id and self._session.operator is not None:
            self._found = found
            self._show()

    def _saved(self, _member: Member, done: Callable[[], None]) -> None:
        self._edit = None
        self._said = self._session.words("members.saved")
        done()
        self.load()

    def _refused(self, trouble: Trouble) -> None:
        words, field = self._session.words.error(trouble), vm.field_of(trouble)
        if field:
            self._put_edit(busy=False, errors=((field, words),))
        else:
            self._put_edit(busy=False, error=words)

    def _put_edit(self, **changes: object) -> None:
        if self._edit is not None:
            self._edit = replace(self._edit, **changes)  # type: ignore[arg-type]
            self._view.put_edit(self._edit, fresh=False)

    def _show(self) -> None:
        if self._found is not None:
            self._view.put_file(self._file_vm(self._found))

    def _file_vm(self, found: _Found) -> FileVM:
        session, words = self._session, self._session.words
        member, page = found.file.member, found.file
        tier = next((one for one in found.tiers if one.tier_id == member.tier_id), None)
        today = session.at(session.now_ms()).date()
        bought = [(session.at(one.at_ms), one) for one in page.sales]
        amounts = [(at, one.due_minor) for at, one in bought]
        every = len(page.sales) >= page.visits  # a picture of half of it would lie
        may_see = session.may(Permission.MEMBER_FULL_PHONE)
        worth = vm.worth(tier, found.departments, words)
        return FileVM(
            member_id=member.member_id,
            name=member.name,
            tier=tier.named(words.lang) if tier else "",
            phone=vm.phone(member, whole_number=self._whole),
            phone_key=words("members.hide" if self._whole else "members.reveal"),
            phone_off="" if may_see else words("members.reveal_off"),
            since=words("members.since", day=words.full_day(session.at(member.enrolled_ms))),
            said=self._said,
            inactive="" if member.active else words("members.inactive_why"),
            facts=vm.facts(member, words),
            worth=worth,
            worth_none="" if worth else words("members.worth_none"),
            visits=vm.visits(page.visits, page.spent_minor, words),
            spent=words.fact("spent_minor", page.spent_minor),
            last=vm.when(session.at(page.last_ms), today, words) if page.last_ms else "",
            weeks=vm.weeks(amounts, today) if every and bought else (),
            sales=tuple(vm.sale(one, at, today, words) for at, one in bought),
            use_off=self._use_off(member),
            edit_off="" if session.may(Permission.MEMBER_EDIT) else words("members.edit_off"),
        )


def changed(
    member: Member, typed: dict[str, str], flags: dict[str, bool], cards: tuple[str, ...]
) -> MemberChanges:
    """Only what differs from the file; an empty phone field means that it stays."""
    wanted = MemberChanges()
    if typed["name"] != member.name:
        wanted["name"] = typed["name"]
    if typed["phone"].strip():
        wanted["phone"] = typed["phone"]
    if typed["note"] != member.note:
        wanted["note"] = typed["note"]
    if typed["tier"] != member.tier_id:
        wanted["tier_id"] = typed["tier"]
    if flags["notices"] != member.consents.notices:
        wanted["notices"] = flags["notices"]
    if flags["marketing"] != member.consents.marketing:
        wanted["marketing"] = flags["marketing"]
    if flags["active"] != member.active:
        wanted["active"] = flags["active"]
    if cards != member.card_tokens:
        wanted["cards"] = cards
    return wanted
