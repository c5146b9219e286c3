"""Where one can go: the list that the rail, the keyboard and the roles are made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.permissions import Operator, Permission
from ui.bridge.session import Session

Make = Callable[[Session], QWidget]
Pictures = Callable[[Session], list[tuple[str, Callable[[], Any]]]]


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
