"""A pole display of a few lines for the customer. Money comes as finished text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class CustomerDisplay(Protocol):
    @property
    def columns(self) -> int: ...

    @property
    def lines(self) -> int: ...

    def show(self, lines: Sequence[str]) -> None:
        """Too long a line is cut, a letter it lacks is left out. Raises `DeviceUnavailable`."""

    def clear(self) -> None: ...
