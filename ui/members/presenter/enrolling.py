"""Takes somebody in: phone, name, and what they agree to, in less time than a receipt prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.errors import Refused
from app.domain.member import Member, clean_phone, mask_phone
from app.usecases.member.enrol import enrol
from app.usecases.member.find import MemberRow, duplicates, search
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.members.presenter.errand import ME
from ui.members.presenter.view import View
from ui.members.viewmodel import listing as vm
from ui.members.viewmodel import text as said
from ui.members.viewmodel.listing import EnrolVM

LEAST_NAME = 2  # letters of a name from which on another of that name is looked for
WHOLE = 11  # digits of a mobile number: from here on one may look whether it is known


class Enrolling:
    """The form of a new member. Nothing is agreed to unless somebody ticks it (R53)."""

    def __init__(
        self,
        view: View,
        session: Session,
        done: Callable[[str, str], None],
        known: Callable[[str], None],
    ) -> None:
        self._view, self._session = view, session
        self._done, self._open = done, known
        self._shown = EnrolVM()
        self._phone = self._name = ""
        self._card = ""

    def begin(self, phone: str, name: str) -> None:
        """An empty form."""
        self._card = ""
        self._shown = EnrolVM()
        self._view.begin_enrol(phone, name)
        self._view.put_enrol(self._shown)
        if phone:
            self.phone(phone)

    def phone(self, text: str) -> None:
        """The number is being typed: once it is whole, is it somebody's already?"""
        self._phone = text
        self._put(phone_error="", known="", known_id="", error="")
        try:
            digits = clean_phone(text)
        except Refused:
            return
        if len(digits) != WHOLE:
            return
        s = self._session.services
        self._session.runner.run(
            lambda: search(s, digits, 1),
            lambda rows: self._looked(text, digits, rows),
            lambda _trouble: None,
            lane="read",
        )

    def name(self, text: str = "") -> None:
        """The name is being typed: somebody of that name may be here already."""
        self._name = text.strip()
        self._put(name_error="", twin="")
        if len(self._name) < LEAST_NAME:
            return
        s, name = self._session.services, self._name
        self._session.runner.run(
            lambda: duplicates(s, name=name),
            lambda rows: self._twins(name, rows),
            lambda _trouble: None,
            lane="read",
        )

    def _twins(self, name: str, rows: tuple[MemberRow, ...]) -> None:
        if name == self._name and rows and not self._shown.busy:
            first = rows[0]
            words = self._session.words("member.twin", name=first.name, phone=first.phone_masked)
            self._put(twin=words)

    def card(self, token: str) -> None:
        """A card was scanned: it will be this member's."""
        self._card = token
        self._put(card=said.card(token, self._session.words), card_error="")

    def open_known(self) -> None:
        """The person is a member already: their page."""
        if self._shown.known_id:
            self._open(self._shown.known_id)

    def submit(self, phone: str, name: str, *, marketing: bool) -> None:
        """Take them in. Pressed twice while it is on its way it is done once."""
        if self._shown.busy:
            return
        s, operator, card = self._session.services, self._session.on_duty, self._card
        self._put(busy=True, phone_error="", name_error="", card_error="", error="")
        self._session.runner.run(
            lambda: enrol(s, operator, name=name, phone=phone, marketing=marketing, card=card),
            self._enrolled,
            self._refused,
            initiator=ME,
        )

    # --- what came back ----------------------------------------------------------------------

    def _looked(self, text: str, digits: str, rows: tuple[MemberRow, ...]) -> None:
        if text != self._phone or not rows or rows[0].phone_masked != mask_phone(digits):
            return
        self._know(rows[0].member_id, rows[0].name, rows[0].phone_masked)

    def _know(self, member_id: str, name: str, phone: str) -> None:
        words = self._session.words("members.known", name=name, phone=phone)
        self._put(known=words, known_id=member_id)

    def _enrolled(self, member: Member) -> None:
        self._shown = EnrolVM()
        said = self._session.words("members.welcome", name=member.name)
        self._done(member.member_id, said)

    def _refused(self, trouble: Trouble) -> None:
        words, field = self._session.words.error(trouble), vm.field_of(trouble)
        self._put(busy=False)
        if isinstance(trouble, Refused) and trouble.facts.get("member_id"):
            facts = trouble.facts
            self._know(str(facts["member_id"]), str(facts["name"]), str(facts["phone"]))
        if field in ("phone", "name", "card"):
            errors = {f"{field}_error": words}
            self._put(**errors)
        else:
            self._put(error=words)

    def _put(self, **changes: str | bool) -> None:
        self._shown = replace(self._shown, **changes)  # type: ignore[arg-type]
        self._view.put_enrol(self._shown)
