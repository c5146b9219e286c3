"""What a sale earns: points by the owner's rules and growth value, dealt to the lines.

Only what was paid by the sources that the terms name counts (R20: cash and the like, and principal;
never points, vouchers or bonus unless the owner says so). A rule counts every whole `per` of all its
lines together (R14: 21.90 at one point for 10 is 2), so cutting a sale in two loses at most one
`per` a rule and wins nothing. A multiplier weighs the money that it fits, before the whole is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.loyalty.program import Program

Facts = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class EarnLine:
    """A line and what paid for it: (source, minor units) pairs, tax and all.

    Sources are tender kinds (`cash`), `principal`, `bonus`, `points`, `gift`, `package`.
    """

    line_no: int
    item_id: str
    department_id: str
    qty_milli: int
    by_source: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class EarnBasis:
    """All lines of one sale."""

    lines: tuple[EarnLine, ...]


@dataclass(frozen=True, slots=True)
class When:
    """The instant and the member: `today` is the business date, `birthday` is MM-DD, solar.

    `visits_today` are the member's sales before this one: only the first earns for the visit.
    """

    at_ms: int
    zone: str
    today: str
    tier_id: str = ""
    birthday: str = ""
    visits_today: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the sum; the word `earn.<code>` makes it a sentence."""

    code: str
    points: int
    facts: Facts = ()


@dataclass(frozen=True, slots=True)
class Earned:
    """The answer. `by_line` is (points, growth) in the basis' order and sums to the totals."""

    points: int
    growth: int
    by_line: tuple[tuple[int, int], ...]
    reasons: tuple[Reason, ...] = ()


def earn(basis: EarnBasis, program: Program, when: When) -> Earned:
    """Points and growth of a sale, before any debt is paid from them."""
    raise NotImplementedError


def preview(lines: Sequence[EarnLine], program: Program, when: When) -> int:
    """What the counter shows before the money: points as if all were paid in cash."""
    raise NotImplementedError


def as_cash(line_no: int, item_id: str, department_id: str, qty_milli: int, minor: int) -> EarnLine:
    """A line that is wholly paid in cash."""
    return EarnLine(line_no, item_id, department_id, qty_milli, (("cash", minor),))
