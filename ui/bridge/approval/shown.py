"""The approval panel as words: what is asked, what it changes, who may say yes."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.permissions import Operator, Role
from app.words import Words

PIN_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What a second person says yes to. `what` and `facts` are words, `amount` the figure that it
    is about; the rest names it for the journal and binds the answer to it."""

    action: str
    permission: str
    binding: str
    what: str
    amount: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    amount_minor: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalVM:
    """The panel. `people` are (id, name, role); `off` is why it cannot be confirmed yet."""

    title: str
    asked_by: str
    what: str
    amount: str
    facts: tuple[tuple[str, str], ...]
    who_title: str
    people: tuple[tuple[str, str, str], ...]
    chosen: str
    pin_title: str
    digits: int
    confirm: str
    off: str
    error: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """How far the panel is: whom one may ask, who is asked, how many digits stand there."""

    people: tuple[Operator, ...] = ()
    loaded: bool = False
    chosen: str = ""
    digits: int = 0
    error: str = ""
    busy: bool = False


def shown(
    asked: Asked, draft: Draft, by: Operator, roles: tuple[Role, ...], w: Words
) -> ApprovalVM:
    """What stands on the panel."""
    needs = "manager" if Role.MANAGER in roles else "owner"
    chosen = next((one.name for one in draft.people if one.operator_id == draft.chosen), "")
    nobody = draft.loaded and not draft.people
    missing = PIN_DIGITS - draft.digits
    off = ""
    if draft.busy:
        off = w("approval.checking")
    elif nobody or not chosen:
        off = w("approval.nobody")
    elif missing:
        off = w("approval.missing", n=missing)
    return ApprovalVM(
        title=w(f"approval.title.{needs}"),
        asked_by=w("approval.asked", name=by.name),
        what=asked.what,
        amount=asked.amount,
        facts=asked.facts,
        who_title=w("approval.nobody" if nobody else "approval.who"),
        people=tuple(
            (one.operator_id, one.name, w(f"shell.role.{one.role.value}")) for one in draft.people
        ),
        chosen=draft.chosen,
        pin_title=w("approval.pin", name=chosen) if chosen else "",
        digits=draft.digits,
        confirm=w("approval.yes"),
        off=off,
        error=draft.error,
        busy=draft.busy,
    )
