"""Members: found as one types, and the way from page to page.

`enrolling`, `filing` and `moving` are what the other pages do. None of them knows Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.codes import (
    CardCode,
    GiftCardCode,
    MagstripeCode,
    MemberCode,
    Unreadable,
    parse,
)
from app.domain.errors import Refused
from app.domain.permissions import Permission
from app.usecases.member.find import MemberRow, count, page, search
from app.usecases.outcome import Changes
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.members.gifts.presenter import Gifts
from ui.members.presenter.enrolling import Enrolling
from ui.members.presenter.filing import Filing
from ui.members.presenter.moving import Moving
from ui.members.presenter.view import View
from ui.members.viewmodel import listing as vm
from ui.members.viewmodel.listing import ListVM

LIMIT = 50


class MembersPresenter:
    """The list, and the way between pages."""

    def __init__(
        self,
        view: View,
        session: Session,
        tell: Callable[[int, int], None] = lambda done, of: None,
    ) -> None:
        self._view, self._session = view, session
        self._text, self._total = "", 0
        self._list = ListVM("loading")
        self.place = "list"
        self.enrolling = Enrolling(view, session, self._enrolled, self.open)
        self.filing = Filing(view, session, self.open)
        self.moving = Moving(view, session, tell)
        self.gifts = Gifts(view, session, self.filing.frame)

    def load(self) -> None:
        """The screen comes to the front: what stands there is read again."""
        self._count()
        if self.place == "file":
            self.filing.load()
        if self.place == "gifts":
            self.gifts.load()
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
            file_off="" if self._session.may(Permission.MEMBER_EDIT) else words("members.edit_off"),
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
        """A member's page; without one, the list."""
        if not member_id:
            self._to_list()
            return
        self._go("file")
        self.filing.open(member_id)

    def files(self) -> None:
        """Members in and out as a file."""
        if self._session.may(Permission.MEMBER_EDIT):
            self._go("files")
            self.moving.open()

    def cards(self, card_id: str = "") -> None:
        """Gift cards; one of them when the counter sent somebody here with it."""
        self._go("gifts")
        if card_id:
            self.gifts.card(card_id)
        else:
            self.gifts.open()

    def sold_card(self, topup_id: str) -> None:
        """The gift card that was sold so."""
        self._go("gifts")
        self.gifts.sold_with(topup_id)

    def enrol(self) -> None:
        """The form of a new member; a number or a name that was searched for is already in it."""
        if not self._session.may(Permission.MEMBER_ENROL):
            return
        text = self._text if self._list.state == "none" else ""
        phone = text if vm.looks_like_phone(text) else ""
        self._go("enrol")
        self.enrolling.begin(phone, "" if phone else text)

    def back(self) -> bool:
        """Esc: out of what is being done, then from a page to the list."""
        if self.place == "file" and self.filing.leave():
            return True
        if self.place == "files" and self.moving.cancel():
            return True
        if self.place == "gifts" and self.gifts.leave():
            return True
        if self.place == "list":
            return False
        self._to_list()
        return True

    def _to_list(self) -> None:
        self._go("list")
        self._count()
        self._search()

    def scanned(self, text: str) -> bool:
        """A member's card: their page, or the form's card. Anything else is not for this screen."""
        if self.filing.asking.scanned(text) or self.gifts.asking.scanned(text):
            return True
        try:
            code = parse(text, self._session.shop.label_patterns)
        except Refused:
            return False  # a payment card: the counter says so
        if isinstance(code, Unreadable):
            return self._bare(text.strip())
        if isinstance(code, GiftCardCode) and self.place in ("list", "gifts"):
            self._gift(text)
            return True
        if not isinstance(code, MemberCode | MagstripeCode | CardCode):
            return False
        if self.place == "enrol":
            self.enrolling.card(code.token)
        elif self.place != "file" or not self.filing.card(code.token):
            self._open_card(code.token)
        return True

    def _gift(self, text: str) -> None:
        """A gift card: its page, unless something is being done to another one there."""
        if self.place == "list":
            self.cards()
        if self.gifts.doing.errand is None:
            self.gifts.scanned(text)

    def _bare(self, number: str) -> bool:
        """A number that no goods can have (D11): a card, where a form waits for one."""
        if self.place == "enrol":
            self.enrolling.card(number)
            return True
        return self.place == "file" and self.filing.card(number)

    def _open_card(self, text: str) -> None:
        s = self._session.services
        self._session.runner.run(
            lambda: search(s, text, 1), lambda rows: self._carded(text, rows), lane="read"
        )

    def _carded(self, text: str, rows: tuple[MemberRow, ...]) -> None:
        if rows and self.place == "gifts":
            if self.gifts.doing.errand is None:
                self.gifts.member(rows[0].member_id)
            return
        if rows:
            self.open(rows[0].member_id)
            return
        if self.place == "file" and self.filing.new_card(text):
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
