"""Log-in and lock: chooses a person, checks the PIN off the GUI thread, counts the wait down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from app.domain.errors import Refused
from app.domain.permissions import Operator
from app.domain.shift import Shift
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.shell.entry.viewmodel import EntryState, EntryVM, Face, Mode, Person, vm

if TYPE_CHECKING:  # the cover must not wait for what only a clock needs
    from app.usecases.staff.attendance import Clocked

Entered = Callable[[Operator, Shift | None], None]
INITIATOR = "entry"


class EntryView(Protocol):
    """What the presenter asks of the screen."""

    def put(self, view: EntryVM) -> None:
        """Show this."""
        ...

    def forget_pin(self) -> None:
        """Empty the dots."""
        ...


class EntryPresenter:
    """`entered(operator, shift)` is called once, with the one whose PIN or card was right.

    In `lock` mode the first of `face.people` is the one who locked; the others are supervisors, who
    come in as themselves, and not while goods of the one who locked lie in the basket.
    """

    def __init__(  # noqa: PLR0917 - a presenter's parts
        self, view: EntryView, session: Session, face: Face, mode: Mode, entered: Entered
    ) -> None:
        self._view, self._session, self._entered = view, session, entered
        self._until_ms = 0
        self._over = False
        first = face.people[0].operator_id if len(face.people) == 1 or mode == "lock" else ""
        self.state = EntryState(mode, face, first, loading=not session.loaded)
        if session.loaded:
            self.load()
        else:
            session.ready.connect(self.load)
        self._show()

    def close(self) -> None:
        """The cover is gone: late answers are nobody's."""
        self._over = True

    def load(self) -> None:
        """The till is there: who is on shift, who may log in now, the demo's PINs."""
        self._put(loading=False, training=self._session.training)
        self._session.runner.run(self._read, self._loaded, lambda _: None, lane="read")

    def _read(self) -> tuple[Any, str]:
        from app.usecases.shift import open as shifts
        from app.usecases.staff import login

        services = self._session.services
        shift = shifts.current(services)
        return login.demo_pins(services), shift.operator_id if shift else ""

    def _loaded(self, found: tuple[dict[str, str], str]) -> None:
        pins, on_shift = found
        chosen = self.state.chosen
        if not chosen and any(p.operator_id == on_shift for p in self.state.face.people):
            chosen = on_shift
        self._put(pins=tuple(pins.items()), on_shift=on_shift, chosen=chosen)

    # --- gestures ----------------------------------------------------------------------------

    def choose(self, operator_id: str) -> None:
        """A person's tile: their PIN is asked from its first digit."""
        if self.state.busy or operator_id == self.state.chosen:
            return
        self._until_ms = 0
        self._view.forget_pin()
        self._put(chosen=operator_id, wrong_left=None, wait_seconds=0, said="", done="", typed=0)

    def step(self, by: int) -> None:
        """Arrow keys: the next person, or the one before; without an end."""
        people = self.state.face.people
        if not people:
            return
        here = next((n for n, p in enumerate(people) if p.operator_id == self.state.chosen), None)
        place = (0 if by > 0 else -1) if here is None else here + by
        self.choose(people[place % len(people)].operator_id)

    def typed(self, count: int) -> None:
        """Digits stand in the dots."""
        state = self.state
        if count and (state.wrong_left is not None or state.said or state.done):
            self._put(typed=count, wrong_left=None, said="", done="")

    def pin(self, digits: str) -> None:
        """All six digits: check them."""
        operator_id = self.state.chosen
        if not operator_id or self.state.busy or self.state.wait_seconds:
            self._view.forget_pin()
            return
        self._put(busy=True)
        clocking = self.state.clocking

        def check() -> Any:
            from app.usecases.staff import attendance, login

            services = self._session.services
            if clocking:
                return attendance.clock(services, operator_id, digits)
            return login.login(services, operator_id, digits)

        self._run(check)

    def card(self, text: str) -> bool:
        """A scan or a card at the cover: a staff card lets its owner in."""
        if self.state.busy:
            return True
        self._view.forget_pin()
        self._put(busy=True, said="", done="")
        clocking = self.state.clocking

        def check() -> Any:
            from app.usecases.staff import attendance, login

            services = self._session.services
            if clocking:
                return attendance.clock_by_card(services, text)
            return login.login_by_card(services, text)

        self._run(check)
        return True

    def tick(self) -> None:
        """Once a second: the wait runs down."""
        if self.state.wait_seconds:
            left = -(-(self._until_ms - self._session.now_ms()) // 1000)
            self._put(wait_seconds=max(0, left))

    # --- answers -----------------------------------------------------------------------------

    def _run(self, check: Callable[[], Any]) -> None:
        self._session.runner.run(check, self._is_right, self._is_wrong, initiator=INITIATOR)

    def clock(self) -> None:
        """The clock's key: the next PIN or card comes or goes, or logs in again."""
        if self.state.busy or self.state.loading:
            return
        self._view.forget_pin()
        self._put(clocking=not self.state.clocking, said="", done="", wrong_left=None, typed=0)

    def _clocked(self, done: Clocked) -> None:
        """Said for a while; the cover asks for a log-in again."""
        self._session.sound("ok")
        self._view.forget_pin()
        session = self._session
        key = "hours.clocked_out" if done.kind == "out" else "hours.clocked_in"
        said = session.words(key, name=done.operator.name, at=session.clock(done.at_ms))
        self._put(busy=False, clocking=False, typed=0, wrong_left=None, done=said)

    def _is_right(self, operator: Operator | Clocked) -> None:
        if not isinstance(operator, Operator):
            self._clocked(operator)
            return
        if self.state.mode == "lock" and not self._may_unlock(operator):
            self._say_no(self._session.words("shell.entry.not_you"))
            return
        held = self.state.face.people[0] if self.state.mode == "lock" else None
        self._session.runner.run(
            lambda: self._shift_of(operator, held),
            lambda shift: self._enter(operator, shift),
            self._is_wrong,
            lane="read",
        )

    def _may_unlock(self, operator: Operator) -> bool:
        return any(p.operator_id == operator.operator_id for p in self.state.face.people)

    def _shift_of(self, operator: Operator, held: Person | None) -> Shift | None:
        """Refused `entry.basket_open` (name, n): somebody else locked the till over a basket."""
        from app.usecases.sale.draft import left_over
        from app.usecases.shift import open as shifts

        if held is not None and held.operator_id != operator.operator_id:
            left = left_over(self._session.services)
            if left is not None and left.basket.lines:
                raise Refused("entry.basket_open", name=held.name, n=len(left.basket.lines))
        return shifts.current(self._session.services, operator)

    def _enter(self, operator: Operator, shift: Shift | None) -> None:
        if self._over:
            return
        self._over = True
        self._session.sound("ok")
        self._view.forget_pin()
        self._entered(operator, shift)

    def _is_wrong(self, trouble: Trouble) -> None:
        if self._over:
            return
        self._session.sound("error")
        self._view.forget_pin()
        if isinstance(trouble, Refused) and trouble.code == "pin.locked":
            seconds = int(trouble.facts.get("seconds", 0))
            self._until_ms = self._session.now_ms() + seconds * 1000
            self._put(busy=False, typed=0, wait_seconds=seconds, wrong_left=None)
        elif isinstance(trouble, Refused) and trouble.code == "pin.wrong":
            left = int(trouble.facts.get("left", 0))
            self._put(busy=False, typed=0, wrong_left=left)
        else:
            self._put(busy=False, typed=0, said=self._session.words.error(trouble))

    def _say_no(self, text: str) -> None:
        self._session.sound("error")
        self._view.forget_pin()
        self._put(busy=False, typed=0, said=text)

    def _put(self, **changes: Any) -> None:
        if self._over:
            return
        self.state = replace(self.state, **changes)
        self._show()

    def _show(self) -> None:
        self._view.put(vm(self.state, self._session.words))
