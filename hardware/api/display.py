"""A pole display of a few lines for the customer. Money comes as finished text."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol


class Lamp(StrEnum):
    """What a lone figure means: 单价, 总计, 收款, 找零."""

    NONE = ""
    PRICE = "price"
    TOTAL = "total"
    PAID = "paid"
    CHANGE = "change"


class CustomerDisplay(Protocol):
    @property
    def columns(self) -> int: ...

    @property
    def lines(self) -> int: ...

    def show(self, lines: Sequence[str], *, lamp: Lamp = Lamp.NONE, figure: str = "") -> None:
        """Too long a line is cut, a letter it lacks is left out. Raises `DeviceUnavailable`.

        A display of digits alone shows `figure` (digits, a point, a minus: no thousands mark)
        under its lamp; one of letters shows the lines.
        """

    def clear(self) -> None: ...
