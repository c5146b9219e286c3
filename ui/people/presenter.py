"""The people's page: who comes, changes and goes. PIN and card have walls of their own. No Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.domain.errors import Refused
from app.domain.permissions import Operator, Role
from app.usecases.outcome import Changes
from app.usecases.staff import edit, roles
from app.usecases.staff.roles import Matrix
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.people.cards import Cards
from ui.people.page import ME, Page, View, typed_of
from ui.people.pins import Pins


class PeoplePresenter:
    """One people's screen."""

    def __init__(self, view: View, session: Session) -> None:
        self._session = session
        self.page = Page(view, session)
        self.pins = Pins(self.page)
        self.cards = Cards(self.page, self.choose)

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read everybody; what is typed stays."""
        if not self._session.loaded:
            return
        s = self._session.services
        self._session.runner.run(
            lambda: (edit.all_people(s), roles.matrix(s), edit.waits(s)),
            self._found,
            self._failed,
            initiator=ME,
            lane="read",
        )

    def changed(self, changes: Changes) -> None:
        """Something was written elsewhere."""
        if changes.staff or changes.settings:
            self.load()

    def _found(self, found: tuple[tuple[Operator, ...], Matrix, dict[str, int]]) -> None:
        page = self.page
        page.people, page.matrix, page.waits = found
        page.failure, state = "", page.state
        if state is None:
            if (first := self._first()) is not None:
                page.open(first)
            return
        if state.person is not None:
            held = state.person.operator_id
            fresh = next((one for one in found[0] if one.operator_id == held), state.person)
            if state.typed == typed_of(state.person):
                state = replace(state, typed=typed_of(fresh), serial=state.serial + 1)
            page.state = replace(state, person=fresh)
        page.show()

    def _failed(self, trouble: Trouble) -> None:
        self.page.failure = self._session.words.error(trouble)
        self.page.show()

    def _first(self) -> Operator | None:
        return next((one for one in self.page.people or () if one.active), None)

    # --- choosing ----------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self.page.dirty

    def choose(self, operator_id: str) -> None:
        """Another row; what is not saved stays, with a word about it."""
        page = self.page
        found = next((p for p in page.people or () if p.operator_id == operator_id), None)
        held = page.state.person.operator_id if page.state and page.state.person else ""
        if found is not None and operator_id != held and not self._unsaved():
            page.open(found)

    def new(self) -> None:
        """An empty page."""
        if not self._unsaved():
            self.page.open_new()

    def _unsaved(self) -> bool:
        unsaved = self.page.dirty or self.page.panel == "pin"
        if unsaved:
            self.page.tell("people.save_first", "warning")
        return unsaved

    def back(self) -> bool:
        """Esc: not this card, not this PIN, not these words. Says whether there was anything."""
        page, state = self.page, self.page.state
        if state is None:
            return False
        if state.busy:
            return True
        if state.waiting:
            page.stop_waiting()
            page.show()
        elif page.panel == "pin":
            page.clear()
            page.show()
        elif page.dirty or state.person is None:
            person = state.person or self._first()
            if person is not None:
                page.open(person)
        elif state.sure:
            page.put(sure=False)
        else:
            return False
        return True

    def leave(self) -> None:
        """The screen goes to the back: it waits for no card any more and forgets a PIN."""
        page = self.page
        page.stop_waiting()
        if page.panel == "pin":
            page.clear()
        page.show()

    # --- typing and saving -------------------------------------------------------------------

    def name(self, text: str) -> None:
        """The name is typed."""
        self._type(name=text)

    def role(self, code: str) -> None:
        """Another role; what it may do is shown at once."""
        self._type(role=Role(code))

    def language(self, code: str) -> None:
        """The language of this person's screen."""
        self._type(language=code)

    def _type(self, **changes: Any) -> None:
        state = self.page.state
        if state is not None:
            typed = replace(state.typed, **changes)
            self.page.put(typed=typed, errors={}, said="", sure=False)

    def save(self) -> None:
        """Write what changed; a new person chooses a PIN first."""
        page, state = self.page, self.page.state
        if state is None or state.busy or page.panel != "form":
            return
        if state.person is None:
            if state.typed.name.strip():
                self.pins.ask()
            else:
                page.put(errors={"name": page.sentence(Refused("name.empty"))})
            return
        if not page.dirty:
            return
        s, by, typed = self._session.services, self._session.on_duty, state.typed
        person_id = state.person.operator_id
        page.run(
            lambda: edit.change(
                s, by, person_id, name=typed.name, role=typed.role, language=typed.language
            ),
            self._saved,
        )

    def _saved(self, person: Operator) -> None:
        at = self._session.clock(self._session.now_ms())
        own = self.page.state is not None and self.page.state.me
        key = "people.saved_me" if own else "people.saved"
        self.page.keep(person)
        self.page.open(person, said=self._session.words(key, at=at))

    # --- leaving and coming back -------------------------------------------------------------

    def set_active(self) -> None:
        """Somebody leaves (asked twice) or comes back."""
        page, person = self.page, self.page.free
        if person is None or page.state is None or page.dirty:
            return
        goes = person.active
        if goes and not page.state.sure:
            page.put(sure=True, said="")
            return
        s, by, held = self._session.services, self._session.on_duty, person.operator_id
        page.run(lambda: edit.set_active(s, by, held, not goes), self._active_set)

    def _active_set(self, person: Operator) -> None:
        key = "people.is_back" if person.active else "people.is_gone"
        self.page.keep(person)
        self.page.open(person, said=self._session.words(key, name=person.name))
