"""What the people's page holds and shows: everybody, the one in front, and what is under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from app.domain.errors import Refused
from app.domain.permissions import Operator, Role
from app.usecases.staff import roles
from app.usecases.staff.roles import Matrix
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.people import viewmodel as vm
from ui.people.viewmodel import FormState, PeopleVM, Typed

ME = "people"
Refusal = Callable[[Trouble, str], bool]


class View(Protocol):
    """What the page asks of the screen."""

    def put(self, shown: PeopleVM) -> None:
        """Show this."""
        ...


@dataclass(slots=True)
class PinTry:
    """A PIN that is being chosen: held here and nowhere else. `serial` empties the field."""

    first: str = ""
    error: str = ""
    serial: int = 0

    def forget(self) -> None:
        """Begin anew."""
        self.first, self.error = "", ""
        self.serial += 1


class Page:
    """The ground that form, PIN and card stand on."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self.session = view, session
        self.people: tuple[Operator, ...] | None = None
        self.matrix: Matrix = {role: roles.defaults(role) for role in Role}
        self.waits: dict[str, int] = {}
        self.state: FormState | None = None
        self.panel = "none"
        self.pin = PinTry()
        self.failure = ""
        self.release: Callable[[], None] | None = None  # of the scans that a card is waited for

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        state = self.state
        if state is None:
            return False
        if state.person is None:
            return bool(state.typed.name.strip())
        return state.typed != typed_of(state.person)

    @property
    def free(self) -> Operator | None:
        """The person in front, when nothing is under way with them."""
        state = self.state
        return None if state is None or state.busy else state.person

    # --- who is in front -----------------------------------------------------------------------

    def open(self, person: Operator, *, said: str = "") -> None:
        """Somebody comes to the front, as they are kept."""
        self.clear()
        me = self.session.operator
        self.state = FormState(
            person,
            typed_of(person),
            me=me is not None and me.operator_id == person.operator_id,
            said=said,
            said_role="positive",
            serial=self.serial(),
        )
        self.show()

    def open_new(self) -> None:
        """An empty page."""
        self.clear()
        self.state = FormState(None, Typed(language=self.session.language), serial=self.serial())
        self.show()

    def clear(self) -> None:
        """No card is waited for, no PIN chosen: the form is in front."""
        self.stop_waiting()
        self.pin.forget()
        self.panel = "form"

    def serial(self) -> int:
        """The next filling of the form."""
        return self.state.serial + 1 if self.state else 1

    def keep(self, person: Operator) -> None:
        """The list follows at once; a new person stands at its end."""
        people = list(self.people or ())
        places = [one.operator_id for one in people]
        if person.operator_id in places:
            people[places.index(person.operator_id)] = person
        else:
            people.append(person)
        self.people = tuple(people)

    def stop_waiting(self) -> None:
        """Scans are the page's again."""
        if self.release is not None:
            self.release()
            self.release = None
        if self.state is not None:
            self.state = replace(self.state, waiting=False)

    # --- what is under way -----------------------------------------------------------------------

    def run(
        self,
        op: Callable[[], Any],
        done: Callable[[Any], None],
        *,
        field: str = "",
        first: Refusal | None = None,
    ) -> None:
        """Do it; `first` may take a refusal for itself, `field` is where it stands otherwise."""
        self.put(busy=True, errors={}, said="")

        def landed(value: Any) -> None:
            if self.state is not None:
                self.state = replace(self.state, busy=False, sure=False)
            done(value)

        def refused(trouble: Trouble) -> None:
            if first is None or not first(trouble, self.sentence(trouble)):
                self.refused(trouble, field)

        self.session.runner.run(op, landed, refused, initiator=ME)

    def refused(self, trouble: Trouble, field: str) -> None:
        """Say no: at the name, at a field, or under the form."""
        self.session.sound("error")
        said = self.sentence(trouble)
        if isinstance(trouble, Refused) and trouble.code.startswith("name."):
            self.panel = "form"
            self.put(busy=False, errors={"name": said})
        elif field:
            self.put(busy=False, errors={field: said})
        else:
            self.panel = "form"
            self.put(busy=False, sure=False, said=said, said_role="danger")

    def sentence(self, trouble: Trouble) -> str:
        """A refusal in this page's words, where it has some."""
        words = self.session.words
        own = f"people.bad.{trouble.code}"
        return words(own, **trouble.facts) if own in words else words.error(trouble)

    # --- what is shown ---------------------------------------------------------------------------

    def tell(self, key: str, role: str) -> None:
        """A word under the form."""
        self.put(said=self.session.words(key), said_role=role)

    def put(self, **changes: Any) -> None:
        """Change what stands in front."""
        if self.state is not None:
            self.state = replace(self.state, **changes)
        self.show()

    def show(self) -> None:
        """Show all of it."""
        words, people, state = self.session.words, self.people, self.state
        if self.failure:
            self._view.put(PeopleVM("error", error=self.failure))
            return
        if people is None:
            self._view.put(PeopleVM("loading"))
            return
        panel = self.panel if state is not None else "none"
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
        until = self.waits.get(state.person.operator_id, 0) if state.person else 0
        if until > self.session.now_ms():
            state = replace(state, waits_until=self.session.clock(until))
        return vm.form(state, self.session.shop.limits, self.session.words, self.matrix)

    def _pin_vm(self, state: FormState) -> vm.PinVM:
        return vm.pin(
            state.typed.name.strip() if state.person is None else state.person.name,
            again=bool(self.pin.first),
            new=state.person is None,
            serial=self.pin.serial,
            words=self.session.words,
            error=self.pin.error,
            busy=state.busy,
        )


def typed_of(person: Operator) -> Typed:
    """What the form says of somebody who is kept."""
    return Typed(person.name, person.role, person.language)
