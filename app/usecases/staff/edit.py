"""People come, change and go: each is a document, nobody is ever deleted."""

from __future__ import annotations

from app.domain.permissions import Operator, Role
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def all_people(s: Services) -> tuple[Operator, ...]:
    """Everybody, those who left too. Reader thread."""
    raise NotImplementedError


def add(
    s: Services,
    by: Operator,
    *,
    name: str,
    role: Role,
    pin: str,
    language: str = "zh_CN",
    card_token: str = "",
) -> Outcome[Operator]:
    """A new operator. Refused: `permission.missing`, `name.*`, `pin.format`, `pin.too_easy`,
    `card.taken`."""
    raise NotImplementedError


def change(
    s: Services,
    by: Operator,
    operator_id: str,
    *,
    name: str | None = None,
    role: Role | None = None,
    language: str | None = None,
    card_token: str | None = None,
) -> Outcome[Operator]:
    """Another name, role, language or card. Everyone may change their own language.

    Refused: `permission.missing`, `operator.unknown`, `name.*`, `card.taken`, `staff.last_owner`.
    """
    raise NotImplementedError


def set_pin(s: Services, by: Operator, operator_id: str, pin: str) -> Outcome[None]:
    """A new PIN, one's own or (with the right) another's; it lifts a wait.

    Refused: `permission.missing`, `operator.unknown`, `pin.format`, `pin.too_easy`.
    """
    raise NotImplementedError


def set_active(s: Services, by: Operator, operator_id: str, active: bool) -> Outcome[Operator]:
    """Someone leaves or comes back. Refused: `permission.missing`, `operator.unknown`,
    `staff.last_owner`, `staff.shift_open`."""
    raise NotImplementedError
