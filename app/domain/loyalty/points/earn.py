"""What a sale earns: points by the owner's rules and growth value, dealt to the lines.

Only what was paid by the sources that the terms name counts (R20: cash and the like, and
principal; never points, vouchers or bonus unless the owner says so). A rule counts every whole
`per` of all its lines together (R14: 21.90 at one point for 10 is 2), so cutting a sale in two
loses at most one `per` a rule and wins nothing. A multiplier weighs the money that it fits before
the whole is counted: 25 yuan doubled at one point for 10 is 5. What a refund takes back follows the
lines' shares, by `money.portion`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.loyalty.points.multipliers import Ppm
from app.domain.loyalty.program import Program
from app.domain.loyalty.terms import EarnBy, EarnRule, GrowthTerms
from app.domain.money import PPM, allocate

Facts = tuple[tuple[str, str | int], ...]
_NEARER = (EarnBy.ITEM, EarnBy.DEPARTMENT)


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

    def paid_by(self, sources: Sequence[str]) -> int:
        """What these sources paid of it, in minor units."""
        return sum([minor for source, minor in self.by_source if source in sources])


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
    """One step of the sum."""

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
    """Points and growth of a sale, before any debt is paid from them (R15, R21)."""
    lines = basis.lines
    times = Ppm(program, when.at_ms, when.zone, when.today, (when.tier_id, when.birthday))
    counts = [line.paid_by(program.points.earns) for line in lines]
    weights = [times.of(line.department_id) for line in lines]
    points = [0] * len(lines)
    reasons = []
    for rule in program.points.rules:
        base = _base(rule, program.points.rules, lines, counts)
        if rule.by is EarnBy.VISIT:
            earned = _visit(rule, sum(counts), times, when)
        else:
            weighed = [one * ppm for one, ppm in zip(base, weights, strict=True)]
            earned = sum(weighed) // (max(rule.per, 1) * PPM) * rule.points
            base = weighed
        if earned:
            for place, share in enumerate(allocate(earned, base)):
                points[place] += share
            reasons.append(_reason(rule, earned, sum(base)))
    if points and any(ppm != PPM for ppm in weights) and sum(points):
        most = max(weights)
        name = times.name_of(most)
        code = "multiplier_named" if name else "multiplier"
        reasons.append(Reason(code, 0, (("name", name), ("times_ppm", most))))
    growth = _growth(program.growth, lines)
    return Earned(sum(points), sum(growth), tuple(zip(points, growth, strict=True)), tuple(reasons))


def preview(lines: Sequence[EarnLine], program: Program, when: When) -> int:
    """What the counter shows before the money: the points of these lines as they are paid."""
    return earn(EarnBasis(tuple(lines)), program, when).points


def as_cash(line_no: int, item_id: str, department_id: str, qty_milli: int, minor: int) -> EarnLine:
    """A line that is wholly paid in cash."""
    return EarnLine(line_no, item_id, department_id, qty_milli, (("cash", minor),))


def _base(
    rule: EarnRule, rules: Sequence[EarnRule], lines: Sequence[EarnLine], counts: Sequence[int]
) -> list[int]:
    """What a rule counts of each line: minor units, or thousandths of pieces that money paid."""
    if rule.by is EarnBy.TENDER:
        return [line.paid_by((rule.ref,)) for line in lines]
    if rule.by is EarnBy.VISIT:
        return list(counts)
    if rule.by is EarnBy.PIECES:
        fits = [rule.ref in ("", line.item_id, line.department_id) for line in lines]
        return [
            _pieces(line, count) if fit else 0
            for line, count, fit in zip(lines, counts, fits, strict=True)
        ]
    nearer = [one for one in rules if one.by in _NEARER]
    if not nearer and rule.by is EarnBy.AMOUNT:
        return list(counts)
    return [
        count if _nearest(line, nearer) is rule.by and _names(rule, line) else 0
        for line, count in zip(lines, counts, strict=True)
    ]


def _nearest(line: EarnLine, nearer: Sequence[EarnRule]) -> EarnBy:
    """Which kind of rule holds for a line: its item's, else its department's, else the amount's."""
    for by in _NEARER:
        if any(rule.by is by and _names(rule, line) for rule in nearer):
            return by
    return EarnBy.AMOUNT


def _names(rule: EarnRule, line: EarnLine) -> bool:
    if rule.by is EarnBy.ITEM:
        return rule.ref == line.item_id
    return rule.by is EarnBy.AMOUNT or rule.ref == line.department_id


def _pieces(line: EarnLine, count: int) -> int:
    """Pieces as far as earning money paid for them (R20)."""
    whole = sum(minor for _, minor in line.by_source)
    return line.qty_milli * count // whole if whole > 0 else 0


def _visit(rule: EarnRule, counted_minor: int, times: Ppm, when: When) -> int:
    """One visit a day earns, and only when money that earns was paid."""
    if when.visits_today or counted_minor <= 0:
        return 0
    return rule.points * times.of("") // PPM


def _growth(terms: GrowthTerms, lines: Sequence[EarnLine]) -> list[int]:
    """Growth of each line: by its own sources, without multipliers (R21)."""
    counts = [line.paid_by(terms.earns) for line in lines]
    whole = sum(counts) // max(terms.per, 1) * terms.points
    return allocate(whole, counts)


def _reason(rule: EarnRule, earned: int, weighed: int) -> Reason:
    facts: list[tuple[str, str | int]] = [("points", rule.points), ("ref", rule.ref)]
    if rule.by is EarnBy.PIECES:
        facts += [("per_milli", rule.per), ("base_milli", weighed // PPM)]
    elif rule.by is not EarnBy.VISIT:
        facts += [("per_minor", rule.per), ("base_minor", weighed // PPM)]
    return Reason(rule.by.value, earned, (("earned", earned), *facts))
