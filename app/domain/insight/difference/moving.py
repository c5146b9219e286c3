"""What may have gone wrong with money beside sales: returns, movements, cancelled baskets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.insight.difference.facts import Candidate, Moved, ShiftFacts
from app.domain.insight.difference.fitting import candidate, weigh

CHANGE = "change_money"  # a drawer opened for change speaks for money that came in, not out
ROUND = 500  # nobody pays a supplier in cents: 5.00 and its multiples


def refunds(facts: ShiftFacts) -> Iterator[Candidate]:
    """A return that was keyed and not paid out, paid out twice, or paid in cash and keyed else."""
    gap = facts.gap()
    back = [one for one in facts.moved if one.what == "refund"]
    unpaid = [one for one in back if one.cash_minor == -gap < 0]
    yield from _moved("refund_unpaid", 880_000, gap, unpaid)
    again = [one for one in back if one.cash_minor == gap < 0]
    yield from _moved("refund_twice", 400_000, gap, again)
    if gap < 0:
        other = [one for one in back if any(minor == gap for _, minor in one.others)]
        yield from _moved("refund_in_cash", 700_000, gap, other)


def movements(facts: ShiftFacts) -> Iterator[Candidate]:
    """A movement that was keyed and not done, or keyed the wrong way round."""
    gap = facts.gap()
    moved = [one for one in facts.moved if one.what in ("cash.in", "cash.out")]
    undone = [one for one in moved if one.cash_minor == -gap]
    yield from _moved("movement_undone", 860_000, gap, undone, few=True)
    turned = [one for one in moved if gap and 2 * one.cash_minor == -gap]
    yield from _moved("movement_turned", 880_000, gap, turned, few=True)


def _moved(
    code: str, base_ppm: int, gap: int, fits: Sequence[Moved], *, few: bool = False
) -> Iterator[Candidate]:
    """`few`: there are so few of them in a shift that one does not fit by chance."""
    if fits and gap:
        score = base_ppm if few else weigh(base_ppm, gap, len(fits))
        rows = [one.at for one in fits]
        one = fits[0]
        yield candidate(
            *(code, gap, score, rows), no=one.no, at_ms=one.at_ms, reason=one.reason, n=len(fits)
        )


def unrecorded(facts: ShiftFacts) -> Iterator[Candidate]:
    """A pay-out (pay-in) that nobody keyed: a round sum, one that other days have, or one for which
    the drawer was opened without a sale."""
    gap = facts.gap()
    if not gap:
        return
    code = "out_unrecorded" if gap < 0 else "in_unrecorded"
    done = {(one.cash_minor, one.reason) for one in facts.moved}
    usual = [
        one
        for one in facts.habits
        if one.amount_minor == gap and (one.amount_minor, one.reason) not in done
    ]
    if usual:
        best = max(usual, key=lambda one: one.days)
        score = 900_000 if best.days > 1 else 780_000
        rows = [one.at for one in usual]
        yield candidate(f"{code}_usual", gap, score, rows, reason=best.reason, n=best.days)
    if gap % ROUND:
        return
    first = sorted(facts.opened, key=lambda one: (one.reason == CHANGE) == (gap < 0))
    rows = [one.at for one in first]
    score = 300_000
    if first:
        score = 500_000 if (first[0].reason == CHANGE) == (gap < 0) else 680_000
    at_ms = first[0].at_ms if rows else 0
    yield candidate(f"{code}_seen" if rows else code, gap, score, rows, at_ms=at_ms, n=len(rows))


def cancelled(facts: ShiftFacts) -> Iterator[Candidate]:
    """A basket that was cancelled after its cash had been taken."""
    gap = facts.gap()
    fits = [one for one in facts.gave_up if one.amount_minor == gap > 0]
    if fits:
        score = weigh(940_000, gap, len(fits))
        rows = [one.at for one in fits]
        yield candidate("cancelled", gap, score, rows, at_ms=fits[0].at_ms, n=len(fits))


def rounding(facts: ShiftFacts) -> Iterator[Candidate]:
    """All of the shift's cash rounding: it was keyed, and not done at the counter."""
    gap = facts.gap()
    if gap and gap == -facts.rounding_minor:
        yield candidate("rounding", gap, weigh(820_000, gap), (), rounding_minor=-gap)
