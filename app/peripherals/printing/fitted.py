"""Slips laid out for the printer that prints them: the one place that decides how wide they are.

A printer is as wide as its model, or its lesson, says (`Profile.columns`). The shop's own setting
holds where no printer is set. A stand-in has a width of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.peripherals.build import Bench
    from app.usecases.ports import DeviceChoice
    from hardware.drivers.escpos.profile import Profile

Slip = dict[str, Any]
USUAL = "generic-80"


class FittedPaper:
    """Fulfils `usecases.ports.Paper` in front of another. `columns` 0: as the shop has it set."""

    def __init__(self, paper: Any, columns: Callable[[], int]) -> None:
        self._paper, self._columns = paper, columns

    def in_language(self, language: str) -> FittedPaper:
        """The same in another language."""
        return FittedPaper(self._paper.in_language(language), self._columns)

    def for_columns(self, columns: int) -> FittedPaper:
        """The same for a printer that wide."""
        return FittedPaper(self._paper, lambda: columns)

    def __getattr__(self, name: str) -> Callable[..., Slip]:
        lay_out: Callable[..., Slip] = getattr(self._paper, name)

        def fitted(*facts: Any, **named: Any) -> Slip:
            columns = self._columns()
            return lay_out(*(_wide(one, columns) for one in facts), **named)

        return fitted


def _wide(facts: Any, columns: int) -> Any:
    """What is to be said, by a shop whose paper is that wide."""
    if not columns:
        return facts
    if hasattr(facts, "head"):
        return replace(facts, head=_wide(facts.head, columns))
    if hasattr(facts, "shop"):
        return replace(facts, shop=replace(facts.shop, paper_columns=columns))
    return facts


def profile_of(choice: DeviceChoice, bench: Bench, usual: str = USUAL) -> Profile:
    """The chosen printer's model, the shop's own ones too; the usual one where it is none."""
    from hardware.api.errors import BadSettings
    from hardware.drivers.escpos.profile import load_profile

    shipped, own = bench.resources / "profiles", bench.folder / "profiles"
    try:
        return load_profile(shipped, str(dict(choice.settings).get("profile", usual)), own)
    except BadSettings:
        return load_profile(shipped, usual)
