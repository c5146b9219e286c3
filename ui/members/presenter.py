"""Members: found as one types, taken in, looked at, changed. This one finds and goes from page to
page; `enrolling` and `filing` are what the other pages do. None of them knows Qt.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from app.domain.codes import MagstripeCode, MemberCode, parse
from app.domain.errors import Refused
from app.domain.permissions import Permission
from app.usecases.member.find import MemberRow, count, page, search
from app.usecases.outcome import Changes
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.members import viewmodel as vm
from ui.members.enrolling import ME, Enrolling
from ui.members.filing import Filing
from ui.members.viewmodel import EditVM, EnrolVM, FileVM, ListVM

LIMIT = 50


class View(Protocol):
    """What the presenters ask of the screen."""

    def go(self, place: str) -> None:
        """Show a page: list, enrol, file, edit."""
        ...

    def put_list(self, shown: ListVM) -> None:
        """The list behind the search field."""
        ...

    def put_enrol(self, shown: EnrolVM) -> None:
        """The form of a new member."""
        ...

    def begin_enrol(self, phone: str, name: str) -> None:
        """An empty form, with what is already known of the person."""
        ...

    def put_file(self, shown: FileVM) -> None:
        """A member's page."""
        ...

    def put_edit(self, shown: EditVM, *, fresh: bool) -> None:
        """The form of a member's file; `fresh` fills its fields."""
        ...


class MembersPresenter:
    """The list, and the way between pages."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._text, self._total = "", 0
        self._list = ListVM("loading")
        self.place = "list"
        self.enrolling = Enrolling(view, session, self._enrolled, self.open)
        self.filing = Filing(view, session)

    def load(self) -> None:
        """The screen comes to the front: what stands there is read again."""
        self._count()
        if self.place == "file":
            self.filing.load()
        if self.place in ("list", "file"):
            self._search()

    def changed(self, changes: Changes) -> None:
        """A commit touched members or sales while the screen is in front."""
        if changes.members and self.place == "list":
            self._count()
            self._search()
        if self.place == "file" and self.filing.touched(changes):
            self.filing.load()

    # --- finding -----------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        """What stands in the search field now."""
        self._text = text.strip()
        self._search()

    def retry(self) -> None:
        """Read again after an error."""
        self._put_list(ListVM("loading"))
        self._search()

    def _search(self) -> None:
        s, text = self._session.services, self._text
        self._session.runner.run(
            lambda: search(s, text, LIMIT) if text else page(s, limit=LIMIT),
            lambda rows: self._found(text, rows),
            self._failed,
            lane="read",
        )

    def _count(self) -> None:
        s = self._session.services
        self._session.runner.run(lambda: count(s), self._counted, lambda _: None, lane="read")

    def _counted(self, total: int) -> None:
        self._total = total

    def _found(self, text: str, rows: tuple[MemberRow, ...]) -> None:
        if text != self._text or self._session.operator is None:
            return  # an older keystroke's answer
        words = self._session.words
        may = self._session.may(Permission.MEMBER_ENROL)
        shown = ListVM(
            "rows" if rows else "none" if text and self._total else "empty",
            about=words("members.count", n=self._total),
            rows=tuple(vm.row(one, words) for one in rows),
            enrol_off="" if may else words("members.enrol_off"),
        )
        if shown.state == "none":
            said, enrol = vm.none(text, words)
            shown = replace(shown, none=said, enrol=enrol)
        self._put_list(shown)

    def _failed(self, trouble: Trouble) -> None:
        self._put_list(ListVM("error", error=self._session.words.error(trouble)))

    def _put_list(self, shown: ListVM) -> None:
        self._list = shown
        self._view.put_list(shown)

    # --- going -------------------------------------------------------------------------------

    def open(self, member_id: str) -> None:
        """A member's page."""
        self._go("file")
        self.filing.open(member_id)

    def enrol(self) -> None:
        """The form of a new member; a number or a name that was searched for is already in it."""
        if not self._session.may(Permission.MEMBER_ENROL):
            return
        text = self._text if self._list.state == "none" else ""
        phone = text if vm.looks_like_phone(text) else ""
        self._go("enrol")
        self.enrolling.begin(phone, "" if phone else text)

    def edit(self) -> None:
        """The form of the file that is open."""
        if self.place == "file" and self.filing.edit():
            self._go("edit")

    def save(self, typed: dict[str, str], flags: dict[str, bool]) -> None:
        """Keep what was changed, and show the file."""
        self.filing.save(typed, flags, lambda: self._go("file"))

    def back(self) -> bool:
        """Esc: from a form to the page before it, from a page to the list."""
        before = {"edit": "file", "enrol": "list", "file": "list"}.get(self.place)
        if before is None:
            return False
        self._go(before)
        if before == "list":
            self._count()
            self._search()
        return True

    def scanned(self, text: str) -> bool:
        """A member's card: their page, or the form's card. Anything else is not for this screen."""
        try:
            code = parse(text, self._session.shop.label_patterns)
        except Refused:
            return False  # a payment card: the counter says so
        if not isinstance(code, MemberCode | MagstripeCode):
            return False
        if self.place == "enrol":
            self.enrolling.card(code.token)
        elif self.place == "edit":
            self.filing.card(code.token)
        else:
            self._open_card(code.token)
        return True

    def _open_card(self, text: str) -> None:
        s = self._session.services
        self._session.runner.run(
            lambda: search(s, text, 1), lambda rows: self._carded(text, rows), lane="read"
        )

    def _carded(self, text: str, rows: tuple[MemberRow, ...]) -> None:
        if rows:
            self.open(rows[0].member_id)
            return
        self.enrol()
        if self.place == "enrol":
            self.enrolling.card(text)

    def _enrolled(self, member_id: str, said: str) -> None:
        self._go("file")
        self.filing.open(member_id, said)

    def _go(self, place: str) -> None:
        self.place = place
        self._view.go(place)


__all__ = ["ME", "MembersPresenter", "View"]
