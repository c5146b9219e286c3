"""What may have gone wrong with the counting itself, and with the float that it began from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from app.domain.insight.difference.facts import Candidate, ShiftFacts
from app.domain.insight.difference.fitting import candidate

BUNDLES = ((100, 400_000), (50, 360_000), (20, 320_000))
MISSED = 880_000  # and there were so many more of them the last time
LITTLE = 20  # all but one part in so many
MOST_LEFT_OUT = 60  # more notes or coins of a kind nobody overlooks


def typos(facts: ShiftFacts) -> Iterator[Candidate]:
    """A number of notes or coins that would explain the gap if it had been typed or counted right:
    for each way to be wrong, the denomination it fits best."""
    gap = facts.gap()
    best: dict[str, Candidate] = {}
    for value, n in facts.denominations:
        right, rest = divmod(value * n - gap, value)
        if rest or right < 0:
            continue
        for code, score in _ways(n, right, facts.usual(value)):
            found = candidate(code, gap, score, (), value_minor=value, n=n, right=right)
            if code not in best or best[code].score_ppm < score:
                best[code] = found
    yield from best.values()
    if "count_tenfold" not in best:
        yield from _nearly_tenfold(facts)
    yield from _bundles(facts)
    yield from _swapped(facts)


def _ways(n: int, right: int, usual: int) -> Iterator[tuple[str, int]]:
    """How `right` may have become `n`, each way with its score; `usual` were there last time."""
    typed, meant = str(n), str(right)
    if n and right and (n == right * 10 or right == n * 10):
        yield "count_tenfold", 930_000
    elif len(typed) > 1 and sorted(typed) == sorted(meant):
        yield "count_turned", 780_000
    elif n and right and (typed[:-1] == meant or meant[:-1] == typed):
        yield "count_digit", 640_000
    elif n == 0 and right <= MOST_LEFT_OUT:
        score = 470_000 if right > 1 else 380_000
        yield "count_left_out", 800_000 if usual and right > 1 else score
    elif abs(n - right) == 1:
        yield "count_one", 440_000
    elif len(typed) == len(meant) and _differ(typed, meant) == 1:
        yield "count_digit", 330_000


def _nearly_tenfold(facts: ShiftFacts) -> Iterator[Candidate]:
    """A nought too many or too few that explains all but a little: a drawer is often a little off
    besides, and then no cause fits to the cent."""
    gap = facts.gap()
    left = {
        (value, n, right): gap - value * (n - right)
        for value, n in facts.denominations
        for right in (n // 10, n * 10)
        if n and right and n in (right * 10, right // 10)
    }
    found = min(left.items(), key=lambda one: abs(one[1]), default=None)
    if found is None or abs(found[1]) * LITTLE > abs(gap):
        return
    (value, n, right), rest = found
    facts_of = {"value_minor": value, "n": n, "right": right, "rest_minor": abs(rest)}
    yield candidate("count_nearly_tenfold", gap, 430_000, (), **facts_of)


def _differ(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _bundles(facts: ShiftFacts) -> Iterator[Candidate]:
    """A roll or a bundle that was not counted."""
    gap = facts.gap()
    found = [
        candidate(
            *("count_bundle", gap, score if facts.usual(value) < n + size // 2 else MISSED, ()),
            value_minor=value,
            n=size,
        )
        for value, n in facts.denominations
        for size, score in BUNDLES
        if gap == -value * size
    ]
    yield from sorted(found, key=lambda one: -one.score_ppm)[:1]


def _swapped(facts: ShiftFacts) -> Iterator[Candidate]:
    """Two numbers typed in each other's row."""
    gap = facts.gap()
    for (high, n), (low, m) in pairwise(facts.denominations):
        if n != m and gap == (high - low) * (n - m):
            yield candidate(
                "count_swapped", gap, 700_000, (), value_minor=high, other_minor=low, n=n, right=m
            )


def floats(facts: ShiftFacts) -> Iterator[Candidate]:
    """A float that was typed wrong when the shift began."""
    gap, typed = facts.gap(), facts.float_minor
    right = typed + gap
    if right < 0 or not gap:
        return
    score = 0
    if right in facts.floats:
        score = 900_000 if right else 600_000
    elif right and (typed == right * 10 or right == typed * 10):
        score = 860_000
    elif sorted(str(typed)) == sorted(str(right)) and typed:
        score = 620_000
    if score:
        yield candidate(
            "float", gap, score, (facts.float_at,), float_minor=typed, right_minor=right
        )
