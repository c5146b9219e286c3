"""A PIN is chosen: typed twice, written once; and whoever typed wrong ones may try again."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.permissions import Operator
from app.usecases.staff import edit
from ui.bridge.ports import Trouble
from ui.people.page import Page


class Pins:
    """The PIN of the person in front; a new person comes to be with theirs."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def choose(self) -> None:
        """A new PIN for the person on the page."""
        if self._page.free is not None:
            self.ask()

    def ask(self) -> None:
        """The keypad comes to the front."""
        page = self._page
        page.clear()
        page.panel = "pin"
        page.show()

    def typed(self, digits: str) -> None:
        """Six digits were typed: the first time they are kept, the second time compared."""
        page, pin = self._page, self._page.pin
        state = page.state
        if state is None or page.panel != "pin" or state.busy:
            return
        pin.serial += 1
        if not pin.first:
            pin.first, pin.error = digits, ""
            page.show()
            return
        first, pin.first = pin.first, ""
        if first != digits:
            page.session.sound("error")
            pin.error = page.session.words("people.pin_differs")
            page.show()
            return
        s, by, person, new = page.session.services, page.session.on_duty, state.person, state.typed
        if person is not None:
            held = person.operator_id
            page.run(
                lambda: edit.set_pin(s, by, held, digits),
                lambda _none: self._set(person),
                first=self._refused,
            )
            return
        page.run(
            lambda: edit.add(
                s, by, name=new.name, role=new.role, pin=digits, language=new.language
            ),
            self._added,
            first=self._refused,
        )

    def lift_wait(self) -> None:
        """Whoever typed wrong PINs may try again at once."""
        page, person = self._page, self._page.free
        if person is None:
            return
        s, by, held = page.session.services, page.session.on_duty, person.operator_id

        def lifted(_none: None) -> None:
            page.waits.pop(held, None)
            page.tell("people.lifted", "positive")

        page.run(lambda: edit.lift_wait(s, by, held), lifted)

    def _set(self, person: Operator) -> None:
        self._page.open(person, said=self._page.session.words("people.pin_done", name=person.name))

    def _added(self, person: Operator) -> None:
        self._page.keep(person)
        self._page.open(person, said=self._page.session.words("people.added", name=person.name))

    def _refused(self, trouble: Trouble, said: str) -> bool:
        """A PIN that is too easy, or somebody's: it is chosen anew, here."""
        code = trouble.code if isinstance(trouble, Refused) else ""
        if not code.startswith("pin.") or self._page.panel != "pin":
            return False
        self._page.session.sound("error")
        self._page.pin.error = said
        self._page.pin.serial += 1
        self._page.put(busy=False)
        return True
