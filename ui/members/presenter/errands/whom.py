"""Finds another member inside a form: typed, or by their card."""

from __future__ import annotations

from app.usecases.member.find import MemberRow, search
from ui.bridge.ports import Trouble
from ui.members.presenter.errand import Errand, Ground
from ui.members.viewmodel.parts import FieldVM

MOST = 4


class WithWhom(Errand):
    """An errand that names a second member in the field `who`."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.rows: tuple[MemberRow, ...] = ()

    @property
    def whom(self) -> MemberRow | None:
        """Who was picked."""
        picked = self.value("who.pick")
        return next((one for one in self.rows if one.member_id == picked), None)

    def put(self, name: str, value: str) -> None:
        """As one types, the rows that match; the member of the page is never among them."""
        super().put(name, value)
        if name == "who":
            self.values.pop("who.pick", None)
            self._search(value.strip())

    def scanned(self, token: str) -> bool:
        """Their card picks them."""
        self.values["who"] = token
        self._search(token, pick=True)
        return True

    def _search(self, text: str, *, pick: bool = False) -> None:
        s = self.g.session.services
        if not text:
            self.rows = ()
            return

        def found(rows: tuple[MemberRow, ...]) -> None:
            if text != self.value("who").strip():
                return
            self.rows = tuple(one for one in rows if one.member_id != self.g.member_id)[:MOST]
            if pick and len(self.rows) == 1:
                self.values["who.pick"] = self.rows[0].member_id

        def wrong(_trouble: Trouble) -> None:
            self.rows = ()

        self.read(lambda: search(s, text, MOST + 1), found, wrong)

    def who_field(self, label: str) -> FieldVM:
        """The search field and what it found."""
        say, typed = self.g.say, self.value("who").strip()
        none = say("members.none", text=typed[:20]) if typed and not self.rows else ""
        return FieldVM(
            "who",
            "find",
            label,
            self.value("who.pick"),
            hint=say("members.search"),
            help=none,
            options=tuple((one.member_id, one.name, one.phone_masked) for one in self.rows),
        )
