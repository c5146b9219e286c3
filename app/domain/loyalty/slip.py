"""What screens say about a member's money: what a plan gives, and what is left by kind.

Paper has shapes of its own (domain/slips.py); these carry ids beside the names.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.plan import GrantKind
from app.domain.rights import AssetKind

Facts = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that was given: `n` minor units, points or pieces of `name`.

    `until_on` empty: it never ends. `times` above 1: released in so many parts, the next ones on
    `later_on`.
    """

    kind: GrantKind
    n: int
    ref: str = ""
    name: str = ""
    until_on: str = ""
    times: int = 1
    later_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left of one kind (and wallet or package, `name`), `n` in its own unit.

    `ends_first` of them on `ends_on`; 0 when none ever ends.
    """

    kind: AssetKind
    n: int
    name: str = ""
    ends_first: int = 0
    ends_on: str = ""
    name_en: str = ""

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name
