"""The matrix of rights in words: groups of permissions, a mark for each role, what would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.permissions import Permission, Role
from app.usecases.staff.roles import KEPT, RoleChange
from app.words import Words

P = Permission
GROUPS: tuple[tuple[str, tuple[Permission, ...]], ...] = (
    (
        "counter",
        (P.SELL, P.DISCOUNT, P.PRICE_OVERRIDE, P.CANCEL_BASKET, P.RETURN, P.VOID)
        + (P.RETURN_BLIND, P.REPRINT, P.NO_SALE, P.APPROVE),
    ),
    ("shift", (P.SHIFT, P.X_REPORT, P.CASH_MOVEMENT, P.DIFFERENCE, P.Z_CLOSE)),
    (
        "members",
        (P.MEMBER_ENROL, P.MEMBER_MONEY, P.MEMBER_EDIT, P.MEMBER_FULL_PHONE, P.MEMBER_HEALTH)
        + (P.MEMBER_ADJUST, P.MEMBER_REFUND, P.MEMBER_MERGE, P.MEMBER_ERASE, P.MEMBER_EXPORT)
        + (P.VOUCHER_ISSUE, P.PROGRAM_EDIT),
    ),
    ("goods", (P.CATALOG_EDIT, P.STOCK, P.STOCK_COUNT)),
    ("figures", (P.REPORTS, P.TRAFFIC, P.CASES)),
    ("people", (P.STAFF_EDIT, P.ATTENDANCE, P.COMMISSION, P.TRAINING)),
    ("machine", (P.SETTINGS_EDIT, P.DEVICES, P.HEALTH, P.BACKUP, P.RESTORE, P.PROOF)),
)


@dataclass(frozen=True, slots=True)
class RightRow:
    """A group's heading (no permission), or a permission with a mark for each role.

    `marks` in the roles' order; `changed` where the chosen role would get or lose it; `kept` is
    why it cannot be taken away.
    """

    key: str
    words: str
    heading: bool = False
    marks: tuple[bool, ...] = ()
    changed: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class ChangeVM:
    """One change of the past: who and when, then what."""

    who: str
    what: str


@dataclass(frozen=True, slots=True)
class RightsVM:
    """The page. `state`: loading, rows, error. `given` and `taken` are what would be saved."""

    state: str
    error: str = ""
    roles: tuple[tuple[str, str, str], ...] = ()
    role: str = ""
    rows: tuple[RightRow, ...] = ()
    here: str = ""
    here_words: str = ""
    toggle: str = ""
    toggle_off: str = ""
    given: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    history: tuple[ChangeVM, ...] = ()
    card_pin: str = ""
    card_pin_off: str = ""
    dirty: bool = False
    save_off: str = ""
    said: str = ""
    said_role: str = "muted"


Matrix = Mapping[Role, frozenset[Permission]]


def rows(
    matrix: Matrix, role: Role, draft: frozenset[Permission], words: Words
) -> tuple[RightRow, ...]:
    """Every permission under its group; the chosen role's marks are those of the draft."""
    found: list[RightRow] = []
    for group, permissions in GROUPS:
        found.append(RightRow(f"group:{group}", words(f"rights.group.{group}"), heading=True))
        for one in permissions:
            stands, would = one in matrix[role], one in draft
            marks = tuple(would if each is role else one in matrix[each] for each in Role)
            changed = "" if stands == would else "given" if would else "taken"
            kept = words("rights.kept") if role is Role.OWNER and one in KEPT else ""
            text = words(f"people.may.{one.value}")
            found.append(RightRow(one.value, text, marks=marks, changed=changed, kept=kept))
    return tuple(found)


def difference(
    before: frozenset[Permission], after: frozenset[Permission], words: Words
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What comes and what goes, in words."""
    given = tuple(words(f"people.may.{one.value}") for one in Permission if one in after - before)
    taken = tuple(words(f"people.may.{one.value}") for one in Permission if one in before - after)
    return given, taken


def history(changes: Sequence[RoleChange], words: Words, at: Mapping[int, str]) -> list[ChangeVM]:
    """Changes in words; `at` are their instants in words."""
    found = []
    for one in changes:
        given, taken = (
            [words(f"people.may.{p.value}") for p in ps] for ps in (one.given, one.taken)
        )
        between = words("rights.between")
        parts = []
        if given:
            parts.append(words("rights.gave", what=between.join(given)))
        if taken:
            parts.append(words("rights.took", what=between.join(taken)))
        role = words(f"people.role.{one.role.value}")
        who = words("rights.changed_by", at=at[one.at_ms], name=one.operator_name, role=role)
        found.append(ChangeVM(who, words("rights.then").join(parts)))
    return found
