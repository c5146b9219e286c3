"""A scale: one reading when asked; integer grams."""

from __future__ import annotations

from typing import Protocol

from hardware.api.events import WeightRead


class Scale(Protocol):
    def weigh(self) -> WeightRead:
        """The newest valid reading. Raises `DeviceUnavailable` (no_answer, overload ...)."""
