"""A signal without Qt: presenters are Qt-free, and their tests need no application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class WireLike(Protocol):
    """What a Qt signal and a `Wire` have in common."""

    def connect(self, slot: Callable[..., Any], /) -> object:
        """Call `slot` on every emit."""
        ...

    def disconnect(self, slot: Callable[..., Any], /) -> object:
        """Call it no more."""
        ...

    def emit(self, *facts: Any) -> None:
        """Tell everyone."""
        ...


class Wire:
    """Calls its slots in the order they were connected, in the caller's thread."""

    def __init__(self) -> None:
        self._slots: list[Callable[..., Any]] = []

    def connect(self, slot: Callable[..., Any], /) -> None:
        """Call `slot` on every emit; twice connected is called twice."""
        self._slots.append(slot)

    def disconnect(self, slot: Callable[..., Any], /) -> None:
        """Call it no more; a slot that is not connected is a bug (ValueError)."""
        self._slots.remove(slot)

    def emit(self, *facts: Any) -> None:
        """Tell everyone who was connected when the emit began."""
        for slot in tuple(self._slots):
            slot(*facts)
