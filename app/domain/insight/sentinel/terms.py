"""The rules' numbers: data of the program (resources/sentinel/rules.json) that a shop may change.

`floor`: fewer than so many are never a case, however quiet the shop is. `spread`: how many times
the usual distance from the usual a figure must be off. `*_minor` are amounts of a currency with two
digits. What each number of a rule means stands beside it in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LEVELS = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how grave it is by itself, whether it is looked for, and its numbers by name."""

    code: str
    level: str
    numbers: Mapping[str, int]
    on: bool = True

    def __getitem__(self, name: str) -> int:
        return self.numbers[name]

    def raised(self, times: int) -> str:
        """The level of something that is `times` as much as what stands out at all."""
        place = LEVELS.index(self.level)
        return LEVELS[max(0, place - 1)] if times >= 2 else self.level


@dataclass(frozen=True, slots=True)
class Terms:
    """All rules, and how far back they look: `habit_days` make the usual, `period_days` are what
    slow patterns are summed over, with fewer than `enough_days` the floors rule."""

    rules: Mapping[str, Rule]
    habit_days: int
    period_days: int
    enough_days: int

    def of(self, code: str) -> Rule:
        """The rule of that name."""
        return self.rules[code]


def terms_from(data: Mapping[str, Any], changed: Mapping[str, Any], digits: int = 2) -> Terms:
    """The file's rules with a shop's changes ({rule: {name: number}}), for a currency's digits.

    Names that the file does not know are left out: a newer till may have written them.
    """
    rules = {}
    for code, told in data["rules"].items():
        numbers = {name: _scaled(name, n, digits) for name, n in told["numbers"].items()}
        own = changed.get(code, {})
        numbers |= {name: n for name, n in own.items() if name in numbers and _is_count(n)}
        level = own.get("level", told["level"])
        rules[code] = Rule(
            code,
            level if level in LEVELS else told["level"],
            numbers,
            on=bool(own.get("on", True)),
        )
    return Terms(rules, data["habit_days"], data["period_days"], data["enough_days"])


def _scaled(name: str, n: int, digits: int) -> int:
    if not name.endswith("_minor"):
        return n
    return int(n * 10**digits) // 100


def _is_count(n: object) -> bool:
    return isinstance(n, int) and not isinstance(n, bool) and n >= 0
