"""The people's page: who comes, changes, gets a new PIN or a card, and goes. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from app.domain.errors import Refused
from app.domain.permissions import Operator, Role
from app.usecases.outcome import Changes
from app.usecases.staff import edit, roles
from app.usecases.staff.roles import Matrix
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.people import viewmodel as vm
from ui.people.viewmodel import FormState, PeopleVM, Typed

ME = "people"


class View(Protocol):
    """What the presenter asks of the screen."""

    def put(self, shown: PeopleVM) -> None:
        """Show this."""
        ...


class PeoplePresenter:
    """One people's screen. A PIN that is being chosen is held here and nowhere else."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._people: tuple[Operator, ...] | None = None
        self._matrix: Matrix = {role: roles.defaults(role) for role in Role}
        self._waits: dict[str, int] = {}
        self._state: FormState | None = None
        self._panel = "none"
        self._first_pin, self._pin_error, self._pin_serial = "", "", 0
        self._failure = ""
        self._release: Callable[[], None] | None = None

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
        people, self._matrix, self._waits = found
        self._people, self._failure = people, ""
        state = self._state
        if state is None:
            first = next((one for one in people if one.active), None)
            if first is not None:
                self._open(first)
            return
        if state.person is not None:
            held = state.person.operator_id
            fresh = next((one for one in people if one.operator_id == held), state.person)
            if state.typed == _typed(state.person):
                state = replace(state, typed=_typed(fresh), serial=state.serial + 1)
            self._state = replace(state, person=fresh)
        self._show()

    def _failed(self, trouble: Trouble) -> None:
        self._failure = self._session.words.error(trouble)
        self._show()

    # --- choosing ----------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        state = self._state
        if state is None:
            return False
        if state.person is None:
            return bool(state.typed.name.strip())
        return state.typed != _typed(state.person)

    def choose(self, operator_id: str) -> None:
        """Another row; what is not saved stays, with a word about it."""
        found = next((p for p in self._people or () if p.operator_id == operator_id), None)
        held = self._state.person.operator_id if self._state and self._state.person else ""
        if found is None or operator_id == held:
            return
        if self.dirty or self._panel == "pin":
            self._tell("people.save_first", "warning")
            return
        self._open(found)

    def new(self) -> None:
        """An empty page."""
        if self.dirty or self._panel == "pin":
            self._tell("people.save_first", "warning")
            return
        self._stop_waiting()
        self._panel = "form"
        self._state = FormState(None, Typed(language=self._session.language), serial=self._next())
        self._show()

    def back(self) -> bool:
        """Esc: not this card, not this PIN, not these words. Says whether there was anything."""
        state = self._state
        if state is None:
            return False
        if state.busy:
            return True
        if state.waiting:
            self._stop_waiting()
            self._show()
        elif self._panel == "pin":
            self._panel = "form"
            self._forget_pin()
            self._show()
        elif self.dirty or state.person is None:
            first = next((one for one in self._people or () if one.active), None)
            person = state.person or first
            if person is not None:
                self._open(person)
        elif state.sure:
            self._put(sure=False)
        else:
            return False
        return True

    def _open(self, person: Operator, *, said: str = "") -> None:
        self._stop_waiting()
        self._forget_pin()
        self._panel = "form"
        me = self._session.operator
        self._state = FormState(
            person,
            _typed(person),
            me=me is not None and me.operator_id == person.operator_id,
            said=said,
            said_role="positive",
            serial=self._next(),
        )
        self._show()

    def _next(self) -> int:
        return self._state.serial + 1 if self._state else 1

    # --- typing ------------------------------------------------------------------------------

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
        if self._state is not None:
            self._put(typed=replace(self._state.typed, **changes), errors={}, said="", sure=False)

    # --- saving ------------------------------------------------------------------------------

    def save(self) -> None:
        """Write what changed; a new person chooses a PIN first."""
        state = self._state
        if state is None or state.busy or self._panel != "form":
            return
        if state.person is None:
            if not state.typed.name.strip():
                wrong = Refused("name.empty")
                self._put(errors={"name": self._sentence(wrong)})
                return
            self._panel = "pin"
            self._forget_pin()
            self._show()
            return
        if not self.dirty:
            return
        s, by, typed = self._session.services, self._session.on_duty, state.typed
        person_id = state.person.operator_id
        self._run(
            lambda: edit.change(
                s, by, person_id, name=typed.name, role=typed.role, language=typed.language
            ),
            self._saved,
        )

    def _saved(self, person: Operator) -> None:
        at = self._session.clock(self._session.now_ms())
        own = self._state is not None and self._state.me
        key = "people.saved_me" if own else "people.saved"
        self._replace(person)
        self._open(person, said=self._session.words(key, at=at))

    def _replace(self, person: Operator) -> None:
        """The list follows at once; a new person stands at its end."""
        people = list(self._people or ())
        places = [one.operator_id for one in people]
        if person.operator_id in places:
            people[places.index(person.operator_id)] = person
        else:
            people.append(person)
        self._people = tuple(people)

    # --- PIN ---------------------------------------------------------------------------------

    def choose_pin(self) -> None:
        """A new PIN for the person on the page."""
        if self._state is not None and self._state.person is not None and not self._state.busy:
            self._stop_waiting()
            self._panel = "pin"
            self._forget_pin()
            self._show()

    def lift_wait(self) -> None:
        """Whoever typed wrong PINs may try again at once."""
        state = self._state
        if state is None or state.person is None or state.busy:
            return
        s, by, held = self._session.services, self._session.on_duty, state.person.operator_id

        def lifted(_none: None) -> None:
            self._waits.pop(held, None)
            self._tell("people.lifted", "positive")

        self._run(lambda: edit.lift_wait(s, by, held), lifted)

    def pin(self, digits: str) -> None:
        """Six digits were typed: the first time they are kept, the second time compared."""
        state = self._state
        if state is None or self._panel != "pin" or state.busy:
            return
        self._pin_serial += 1
        if not self._first_pin:
            self._first_pin, self._pin_error = digits, ""
            self._show()
            return
        first, self._first_pin = self._first_pin, ""
        if first != digits:
            self._session.sound("error")
            self._pin_error = self._session.words("people.pin_differs")
            self._show()
            return
        s, by, person, typed = (
            self._session.services,
            self._session.on_duty,
            state.person,
            state.typed,
        )
        if person is not None:
            held = person.operator_id
            self._run(lambda: edit.set_pin(s, by, held, digits), lambda _none: self._pin_set())
            return
        self._run(
            lambda: edit.add(
                s, by, name=typed.name, role=typed.role, pin=digits, language=typed.language
            ),
            self._added,
        )

    def _pin_set(self) -> None:
        state = self._state
        if state is not None and state.person is not None:
            said = self._session.words("people.pin_done", name=state.person.name)
            self._open(state.person, said=said)

    def _added(self, person: Operator) -> None:
        self._replace(person)
        self._open(person, said=self._session.words("people.added", name=person.name))

    def _forget_pin(self) -> None:
        self._first_pin, self._pin_error = "", ""
        self._pin_serial += 1

    # --- card --------------------------------------------------------------------------------

    def card(self) -> None:
        """The card's key: wait for a scan, or stop waiting."""
        state = self._state
        if state is None or state.person is None or state.busy:
            return
        if state.waiting:
            self._stop_waiting()
            self._show()
        else:
            self._release = self._session.claim_scans(self._take_card)
            self._put(waiting=True, errors={}, said="")

    def drop_card(self) -> None:
        """The card is lost, or somebody else's from now on: it opens nothing any more."""
        state = self._state
        if state is not None and state.person is not None and not state.busy:
            self._stop_waiting()
            self._set_card("")

    def _take_card(self, text: str) -> bool:
        """Only a staff card's own code: the code of a bottle would open the till for everybody."""
        self._stop_waiting()
        if text.strip().startswith(("S:", "U:")):
            self._set_card(text)
        else:
            self._refused(Refused("card.not_a_staff_card"), "card")
        return True

    def _set_card(self, token: str) -> None:
        state = self._state
        if state is None or state.person is None:
            return
        s, by, held = self._session.services, self._session.on_duty, state.person.operator_id
        self._run(lambda: edit.change(s, by, held, card_token=token), self._card_set, field="card")

    def _card_set(self, person: Operator) -> None:
        key = "people.card_done" if person.card_token else "people.card_gone"
        self._replace(person)
        said = self._session.words(key, name=person.name)
        if self._state is not None:
            self._put(person=person, busy=False, errors={}, said=said, said_role="positive")

    def _stop_waiting(self) -> None:
        if self._release is not None:
            self._release()
            self._release = None
        if self._state is not None:
            self._state = replace(self._state, waiting=False)

    def leave(self) -> None:
        """The screen goes to the back: it waits for no card any more and forgets a PIN."""
        self._stop_waiting()
        if self._panel == "pin":
            self._panel = "form"
            self._forget_pin()
        self._show()

    def scanned(self, text: str) -> bool:
        """A staff card shows whose it is; anything else is not for this page."""
        token = text.strip()
        if not token.startswith("S:"):
            return False
        token = token.removeprefix("S:")
        found = next((p for p in self._people or () if p.card_token == token), None)
        if found is None:
            self._session.sound("ask")
            self._tell("people.card_unknown", "warning")
        else:
            self._session.sound("ok")
            self.choose(found.operator_id)
        return True

    # --- leaving and coming back -------------------------------------------------------------

    def set_active(self) -> None:
        """Somebody leaves (asked twice) or comes back."""
        state = self._state
        if state is None or state.person is None or state.busy or self.dirty:
            return
        goes = state.person.active
        if goes and not state.sure:
            self._put(sure=True, said="")
            return
        s, by, held = self._session.services, self._session.on_duty, state.person.operator_id
        self._run(lambda: edit.set_active(s, by, held, not goes), self._active_set)

    def _active_set(self, person: Operator) -> None:
        key = "people.is_back" if person.active else "people.is_gone"
        self._replace(person)
        self._open(person, said=self._session.words(key, name=person.name))

    # --- what came back ----------------------------------------------------------------------

    def _run(self, op: Callable[[], Any], done: Callable[[Any], None], *, field: str = "") -> None:
        self._put(busy=True, errors={}, said="")

        def landed(value: Any) -> None:
            if self._state is not None:
                self._state = replace(self._state, busy=False, sure=False)
            done(value)

        def refused(trouble: Trouble) -> None:
            self._refused(trouble, field)

        self._session.runner.run(op, landed, refused, initiator=ME)

    def _refused(self, trouble: Trouble, field: str) -> None:
        self._session.sound("error")
        said = self._sentence(trouble)
        code = trouble.code if isinstance(trouble, Refused) else ""
        if code.startswith("pin.") and self._panel == "pin":
            self._pin_error = said
            self._pin_serial += 1
            self._put(busy=False)
        elif code.startswith("name."):
            self._panel = "form"
            self._put(busy=False, errors={"name": said})
        elif field:
            self._put(busy=False, errors={field: said})
        else:
            self._panel = "form"
            self._put(busy=False, sure=False, said=said, said_role="danger")

    def _sentence(self, trouble: Trouble) -> str:
        words = self._session.words
        own = f"people.bad.{trouble.code}"
        return words(own, **trouble.facts) if own in words else words.error(trouble)

    # --- what is shown -----------------------------------------------------------------------

    def _tell(self, key: str, role: str) -> None:
        self._put(said=self._session.words(key), said_role=role)

    def _put(self, **changes: Any) -> None:
        if self._state is not None:
            self._state = replace(self._state, **changes)
        self._show()

    def _show(self) -> None:
        words, people, state = self._session.words, self._people, self._state
        if self._failure:
            self._view.put(PeopleVM("error", error=self._failure))
            return
        if people is None:
            self._view.put(PeopleVM("loading"))
            return
        panel = self._panel if state is not None else "none"
        self._view.put(
            PeopleVM(
                "rows",
                vm.about(people, words),
                vm.rows(people, words),
                state.person.operator_id if state and state.person else "",
                panel,
                self._form_vm(state) if state else None,
                self._pin_vm(state) if state and panel == "pin" else None,
            )
        )

    def _form_vm(self, state: FormState) -> vm.FormVM:
        until = self._waits.get(state.person.operator_id, 0) if state.person else 0
        if until > self._session.now_ms():
            state = replace(state, waits_until=self._session.clock(until))
        session = self._session
        return vm.form(state, session.shop.limits, session.words, self._matrix)

    def _pin_vm(self, state: FormState) -> vm.PinVM:
        return vm.pin(
            state.typed.name.strip() if state.person is None else state.person.name,
            again=bool(self._first_pin),
            new=state.person is None,
            serial=self._pin_serial,
            words=self._session.words,
            error=self._pin_error,
            busy=state.busy,
        )


def _typed(person: Operator) -> Typed:
    return Typed(person.name, person.role, person.language)
