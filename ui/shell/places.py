"""Where one can go: the list that the rail, the keyboard and the roles are made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.permissions import Operator, Permission
from ui.bridge.session import Session

Make = Callable[[Session], QWidget]
Pictures = Callable[[Session], list[tuple[str, Callable[[], Any]]]]

HOMES = ("checkout", "devices")


@dataclass(frozen=True, slots=True)
class Place:
    """A screen of the window. Who has `permission` sees it; `make` builds it when first needed.

    Its word on the rail is `shell.place.<name>`. `pictures` offers states for `make screens`:
    (name, callable that prepares the screen).
    """

    name: str
    icon: str
    permission: Permission
    make: Make
    pictures: Pictures | None = None


def seen_by(places: tuple[Place, ...], operator: Operator | None) -> tuple[Place, ...]:
    """The places this person may go to, in the rail's order (counter.md 6)."""
    if operator is None:
        return ()
    return tuple(place for place in places if operator.may(place.permission))


def home_of(seen: tuple[Place, ...]) -> Place:
    """Where a person's own work is: the counter; who may not sell sets devices up."""
    return next((one for name in HOMES for one in seen if one.name == name), seen[0])


def places() -> tuple[Place, ...]:
    """Every screen in the rail's order (counter.md 6), each imported when it is first gone to."""
    listed = (
        ("checkout", "sell", Permission.SELL),
        ("members", "member", Permission.MEMBER_ENROL),
        ("history", "history", Permission.REPRINT),
        ("shift", "shift", Permission.SHIFT),
        ("today", "today", Permission.REPORTS),
        ("reports", "report", Permission.REPORTS),
        ("cases", "case", Permission.CASES),
        ("catalog", "tag", Permission.CATALOG_EDIT),
        ("stock", "box", Permission.STOCK_COUNT),
        ("labels", "ticket", Permission.CATALOG_EDIT),
        ("program", "star", Permission.PROGRAM_EDIT),
        ("templates", "note", Permission.SETTINGS_EDIT),
        ("people", "people", Permission.SELL),
        ("devices", "device", Permission.DEVICES),
        ("health", "health", Permission.HEALTH),
        ("keeping", "backup", Permission.BACKUP),
        ("settings", "settings", Permission.SETTINGS_EDIT),
    )

    def place(name: str, icon: str, permission: Permission) -> Place:
        def make(session: Session) -> QWidget:
            made: QWidget = import_module(f"ui.{name}.screen").make(session)
            return made

        def pictures(session: Session) -> list[tuple[str, Callable[[], Any]]]:
            module = import_module(f"ui.{name}.screen")
            offered = getattr(module, "pictures", None)
            return list(offered(session)) if offered else []

        return Place(name, icon, permission, make, pictures)

    return tuple(place(*one) for one in listed)
