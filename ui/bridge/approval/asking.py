"""Asks a second person: who, by PIN or card, for exactly what was asked. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from app.domain.checkout.state import ApprovalRequest
from app.domain.codes import CardCode, OperatorCode, parse
from app.domain.errors import Refused
from app.domain.permissions import MATRIX, Operator, Permission, Role
from app.domain.pricing.basket import Approval
from app.usecases.outcome import Outcome
from app.usecases.staff.approve import approve, approve_by_card, candidates
from ui.bridge.approval.shown import PIN_DIGITS, ApprovalVM, Asked, Draft, shown
from ui.bridge.ports import Trouble
from ui.bridge.session import Session

NEEDED = "approval.needed"
PIN_TOO = "approval.pin_too"


class View(Protocol):
    """Whoever shows the panel."""

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """The panel, or None when it is over."""
        ...


class Asking:
    """One question at a time; `granted` gets the approval, once, and the panel is over."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._asked: Asked | None = None
        self._granted: Callable[[Approval], None] | None = None
        self._roles: tuple[Role, ...] = ()
        self._draft = Draft()
        self._card = ("", "")  # whose PIN is still wanted beside their card, and the card

    @property
    def open(self) -> bool:
        """Whether somebody is being asked."""
        return self._asked is not None

    @property
    def chosen(self) -> str:
        """Whose PIN is asked for; empty before anybody is."""
        return self._draft.chosen

    def ask(self, asked: Asked, granted: Callable[[Approval], None]) -> None:
        """Begin to ask whoever's role has the permission."""
        self._asked, self._granted, self._draft = asked, granted, Draft()
        self._card = ("", "")
        self._roles = who_may(Permission(asked.permission))
        self._session.sound("ask")
        self._show()
        s, permission = self._session.services, Permission(asked.permission)
        self._session.runner.run(
            lambda: candidates(s, tuple(Role), permission), self._found, lane="read"
        )

    def leave(self) -> bool:
        """Without an answer; nothing is done. Says whether there was a question."""
        if self._asked is None or self._draft.busy:
            return False
        self._end()
        return True

    def choose(self, operator_id: str) -> None:
        """Who is asked; what was typed for another is gone."""
        if not self._draft.busy and operator_id != self._draft.chosen:
            self._put(chosen=operator_id, digits=0, error="")

    def typed(self, count: int) -> None:
        """So many digits of the PIN stand there."""
        if self._asked is not None and not self._draft.busy:
            self._put(digits=count, error="" if count else self._draft.error)

    def submit(self, pin: str) -> None:
        """The PIN is whole and the person said yes."""
        draft, asked = self._draft, self._asked
        if asked is None or draft.busy or len(pin) != PIN_DIGITS or not draft.chosen:
            return
        s, request, by = self._session.services, self._request(asked), self._by()
        shift_id = self._shift_id()
        whose, token = self._card
        if whose == draft.chosen:
            self._check(
                lambda: approve_by_card(
                    *(s, request, token), sale_id="", shift_id=shift_id, asked_by=by, pin=pin
                )
            )
            return
        self._check(
            lambda: approve(
                *(s, request, draft.chosen, pin), sale_id="", shift_id=shift_id, asked_by=by
            )
        )

    def scanned(self, text: str) -> bool:
        """A staff card scanned on the panel says yes for its owner."""
        asked = self._asked
        try:
            code = parse(text, self._session.shop.label_patterns)
        except Refused:
            return False
        if asked is None or self._draft.busy or not isinstance(code, OperatorCode | CardCode):
            return False
        s, request, by = self._session.services, self._request(asked), self._by()
        shift_id = self._shift_id()
        self._card = ("", code.token)
        self._check(
            lambda: approve_by_card(
                *(s, request, code.token), sale_id="", shift_id=shift_id, asked_by=by
            )
        )
        return True

    # --- what came back ----------------------------------------------------------------------

    def _check(self, op: Callable[[], Outcome[Approval]]) -> None:
        self._put(busy=True, error="")
        self._session.runner.run(op, self._yes, self._no, initiator="approval")

    def _found(self, people: tuple[Operator, ...]) -> None:
        if self._asked is None:
            return
        self._roles = tuple(role for role in Role if any(one.role is role for one in people))
        others = tuple(one for one in people if one.operator_id != self._by())
        first = str(others[0].operator_id) if others else ""
        self._put(people=others, loaded=True, chosen=first)

    def _yes(self, approval: Approval) -> None:
        granted = self._granted
        self._end()
        if granted is not None:
            granted(approval)

    def _no(self, trouble: Trouble) -> None:
        self._session.sound("error")
        if isinstance(trouble, Refused) and trouble.code == PIN_TOO:
            self._card = (str(trouble.facts["operator_id"]), self._card[1])
            self._put(chosen=self._card[0])
        self._put(busy=False, digits=0, error=self._session.words.error(trouble))

    def _request(self, asked: Asked) -> ApprovalRequest:
        return ApprovalRequest(
            action=asked.action,
            permission=Permission(asked.permission),
            roles=tuple(Role),
            binding=asked.binding,
            after_minor=asked.amount_minor,
            reason=asked.reason,
        )

    def _by(self) -> str:
        return str(self._session.on_duty.operator_id)

    def _shift_id(self) -> str:
        return str(self._session.shift.shift_id) if self._session.shift else ""

    def _end(self) -> None:
        self._asked, self._granted, self._draft = None, None, Draft()
        self._view.put_approval(None)

    def _put(self, **changes: object) -> None:
        self._draft = replace(self._draft, **changes)  # type: ignore[arg-type]
        self._show()

    def _show(self) -> None:
        if self._asked is not None and self._session.operator is not None:
            by, words = self._session.on_duty, self._session.words
            self._view.put_approval(shown(self._asked, self._draft, by, self._roles, words))


def who_may(permission: Permission) -> tuple[Role, ...]:
    """The roles that have a permission as the program comes: a title until people are found."""
    return tuple(role for role in Role if permission in MATRIX[role])


def needed(trouble: Trouble) -> bool:
    """Whether a use case says that it wants a second person."""
    return isinstance(trouble, Refused) and trouble.code == NEEDED
