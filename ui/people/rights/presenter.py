"""Rights by role: a draft of one role's rights, what it would change, saving it. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from app.domain.permissions import Permission, Role
from app.usecases.outcome import Changes
from app.usecases.staff import roles
from app.usecases.staff.approve import CARD_PIN
from app.usecases.staff.roles import KEPT, Matrix, RoleChange
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.people.rights import viewmodel as vm
from ui.people.rights.viewmodel import RightsVM

ME = "rights"


class View(Protocol):
    """What the presenter asks of the page."""

    def put(self, shown: RightsVM) -> None:
        """Show this."""
        ...


@dataclass(frozen=True, slots=True)
class State:
    """What is read, and what is about to change."""

    matrix: Matrix = field(default_factory=dict)
    history: tuple[RoleChange, ...] = ()
    role: Role = Role.CASHIER
    draft: frozenset[Permission] = frozenset()
    here: str = ""
    busy: bool = False
    said: str = ""
    said_role: str = "muted"
    error: str = ""


class RightsPresenter:
    """One page of rights."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self.state = State()

    def load(self) -> None:
        """Read the matrix and its history; a draft that was begun stays."""
        if not self._session.loaded:
            return
        s = self._session.services
        self._session.runner.run(
            lambda: (roles.matrix(s), roles.history(s)),
            self._found,
            self._failed,
            initiator=ME,
            lane="read",
        )

    def changed(self, changes: Changes) -> None:
        """Something was written elsewhere."""
        if changes.staff:
            self.load()

    def _found(self, found: tuple[Matrix, tuple[RoleChange, ...]]) -> None:
        matrix, history = found
        begun = self.dirty
        role = self.state.role
        draft = self.state.draft if begun else matrix[role]
        self._put(matrix=matrix, history=history, draft=draft, error="")

    def _failed(self, trouble: Trouble) -> None:
        self._put(error=self._session.words.error(trouble), busy=False)

    @property
    def dirty(self) -> bool:
        """Whether the draft differs from what holds."""
        state = self.state
        return bool(state.matrix) and state.draft != state.matrix[state.role]

    # --- gestures ----------------------------------------------------------------------------

    def choose_role(self, code: str) -> None:
        """Another role; a draft is saved or given up first."""
        role = Role(code)
        if role is self.state.role or not self.state.matrix:
            return
        if self.dirty:
            self._say("rights.save_first", "warning")
            return
        self._put(role=role, draft=self.state.matrix[role], said="")

    def stand(self, key: str) -> None:
        """Another row."""
        self._put(here=key)

    def toggle_here(self) -> None:
        """The same for the row one stands on."""
        self.toggle(self.state.here)

    def toggle(self, name: str) -> None:
        """Give the right on this row, or take it."""
        state = self.state
        if name not in set(Permission) or state.busy:
            return
        one = Permission(name)
        if state.role is Role.OWNER and one in KEPT and one in state.draft:
            self._say("rights.kept", "warning")
            return
        self._put(draft=state.draft ^ {one}, here=name, said="")

    def standard(self) -> None:
        """The draft as the program comes."""
        if self.state.matrix:
            self._put(draft=roles.defaults(self.state.role), said="")

    def back(self) -> bool:
        """Esc: the draft is given up. Says whether there was one."""
        if not self.dirty or self.state.busy:
            return False
        self._put(draft=self.state.matrix[self.state.role], said="")
        return True

    def save(self) -> None:
        """From now on."""
        state = self.state
        if not self.dirty or state.busy:
            return
        s, by, role, draft = self._session.services, self._session.on_duty, state.role, state.draft
        self._put(busy=True, said="")
        self._session.runner.run(
            lambda: roles.set_role(s, by, role, draft), self._saved, self._refused, initiator=ME
        )

    def card_pin(self) -> None:
        """Approvals by card want the PIN too from now on, or no more."""
        s, by, on = self._session.services, self._session.on_duty, not self._wants_pin
        key = "rights.card_pin_on" if on else "rights.card_pin_off"

        def done(_value: bool) -> None:
            self._say(key, "positive")

        self._session.runner.run(
            lambda: roles.set_card_pin(s, by, on), done, self._refused, initiator=ME
        )

    @property
    def _wants_pin(self) -> bool:
        return self._session.shop.extra.get(CARD_PIN) == "yes"

    def shop_changed(self) -> None:
        """The shop's settings are others: the key says how it stands."""
        if self.state.matrix:
            self._put()

    def _saved(self, matrix: Matrix) -> None:
        at = self._session.clock(self._session.now_ms())
        role = self.state.role
        self._put(matrix=matrix, draft=matrix[role], busy=False)
        self._say("rights.saved", "positive", at=at)
        self.load()

    def _refused(self, trouble: Trouble) -> None:
        self._session.sound("error")
        said = self._session.words.error(trouble)
        self._put(busy=False, said=said, said_role="danger")

    # --- showing -----------------------------------------------------------------------------

    def _say(self, key: str, role: str, /, **facts: str) -> None:
        self._put(said=self._session.words(key, **facts), said_role=role)

    def _put(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self._view.put(self._vm())

    def _vm(self) -> RightsVM:
        state, words = self.state, self._session.words
        if state.error:
            return RightsVM("error", state.error)
        if not state.matrix:
            return RightsVM("loading")
        shown = vm.rows(state.matrix, state.role, state.draft, words)
        given, taken = vm.difference(state.matrix[state.role], state.draft, words)
        here = next((one for one in shown if one.key == state.here and not one.heading), None)
        moments = {one.at_ms: words.moment(self._session.at(one.at_ms)) for one in state.history}
        own = tuple(one for one in state.history if one.role is state.role)
        has = here is not None and Permission(here.key) in state.draft
        off = "" if self.dirty else words("rights.nothing_new")
        return RightsVM(
            "rows",
            roles=tuple((role.value, words(f"people.role.{role.value}"), "") for role in Role),
            role=state.role.value,
            rows=shown,
            here=here.key if here else "",
            here_words=here.words if here else words("rights.choose"),
            toggle=words("rights.take" if has else "rights.give"),
            toggle_off="" if here is not None else words("rights.choose"),
            given=given,
            taken=taken,
            card_pin=words("rights.card_pin_key" if self._wants_pin else "rights.card_only_key"),
            card_pin_off=""
            if self._session.may(Permission.SETTINGS_EDIT)
            else words("rights.card_pin_may_not"),
            history=tuple(vm.history(own, words, moments)),
            dirty=self.dirty,
            save_off=words("people.saving") if state.busy else off,
            said=state.said,
            said_role=state.said_role,
        )
