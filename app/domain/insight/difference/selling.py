"""What may have gone wrong at the counter: a tender, the change, a sale twice, a slip too late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.insight.difference.facts import CASH, Candidate, ShiftFacts, Sold
from app.domain.insight.difference.fitting import NEAR_MS, candidate, weigh

TWICE_MS = 10 * 60_000  # the same goods again so soon are likely the same customer


def tenders(facts: ShiftFacts) -> Iterator[Candidate]:
    """A sale keyed as cash that was paid otherwise (short by it), or the other way round."""
    gap = facts.gap()
    if gap < 0:
        fits = [one for one in facts.sold if one.cash_minor == -gap]
        fits.sort(key=lambda one: one.change_minor != 0)  # phones and cards pay to the cent
        other = next((kind for kind in sorted(facts.counted_others) if facts.gap(kind) == -gap), "")
        yield from _keyed("keyed_cash", facts, fits, CASH, other)
    elif gap > 0:
        for kind in sorted({kind for one in facts.sold for kind, _ in one.others}):
            fits = [one for one in facts.sold if (kind, gap) in one.others]
            other = kind if facts.gap(kind) == -gap else ""
            yield from _keyed("keyed_other", facts, fits, kind, other)


def _keyed(
    code: str, facts: ShiftFacts, fits: Sequence[Sold], kind: str, other: str
) -> Iterator[Candidate]:
    if not fits:
        return
    gap = facts.gap()
    score = weigh(760_000, gap, len(fits))
    if other:
        score = 985_000
    elif facts.counted_others and (code == "keyed_cash" or kind in facts.counted_others):
        score //= 4  # the other tender was added up, and agrees
    rows = [one.at for one in fits]
    yield candidate(
        code,
        gap,
        score,
        rows,
        no=fits[0].no,
        at_ms=fits[0].at_ms,
        tender=other or kind,
        n=len(fits),
    )


def twice(facts: ShiftFacts) -> Iterator[Candidate]:
    """The same goods keyed twice within minutes: the second time nobody paid."""
    gap = facts.gap()
    if gap >= 0:
        return
    seen: dict[str, Sold] = {}
    found: list[Sold] = []
    for one in facts.sold:
        last = seen.get(one.goods) if one.goods else None
        if last and one.cash_minor == -gap and one.at_ms - last.at_ms <= TWICE_MS:
            found.append(one)
        if one.goods:
            seen[one.goods] = one
    if found:
        last = found[-1]
        rows = [one.at for one in found]
        score = 960_000 if len(found) == 1 else 800_000
        yield candidate("twice", gap, score, rows, no=last.no, at_ms=last.at_ms, n=len(found))


def change(facts: ShiftFacts) -> Iterator[Candidate]:
    """Change for another note than was handed over, or a note too many (too few) in it."""
    gap = facts.gap()
    if not gap:
        return
    other = [one for one in facts.sold if _other_note(one, gap, facts.notes)]
    extra = [one for one in facts.sold if _extra_note(one, gap, facts.notes)]
    for code, fits, plain, opened in (
        ("change_note", other, 620_000, 830_000),
        ("change_extra", extra, 340_000, 700_000),
    ):
        if not fits:
            continue
        again = [one for one in fits if _opened_after(one, facts)]
        first = again or fits
        score = opened if len(again) == 1 else plain
        if not again and len(fits) > 3:
            score -= 60_000  # many sales would fit
        rows = [one.at for one in (*again, *(one for one in fits if one not in again))]
        one = first[0]
        yield candidate(
            *(code, gap, score, rows),
            no=one.no,
            at_ms=one.at_ms,
            given_minor=one.given_minor,
            change_minor=one.change_minor,
            off_minor=abs(gap),
            n=len(fits),
        )


def _other_note(one: Sold, gap: int, notes: Sequence[int]) -> bool:
    """Whether change was given for a note that lies `gap` beside the one that was handed over."""
    if not one.change_minor or one.given_minor not in notes:
        return False
    real = one.given_minor + gap
    if real in notes and real >= one.cash_minor:
        return True  # keyed as the one, handed over as the other
    taken = one.given_minor - gap
    return taken in notes and taken >= one.cash_minor  # keyed rightly, change given for the other


def _extra_note(one: Sold, gap: int, notes: Sequence[int]) -> bool:
    """Whether a note of exactly that size was in play when the change was counted out."""
    return abs(gap) in notes and one.change_minor >= abs(gap)


def _opened_after(one: Sold, facts: ShiftFacts) -> bool:
    """Whether the drawer was opened again within minutes, before another sale in cash: somebody
    came back."""
    for opening in facts.opened:
        if 0 <= opening.at_ms - one.at_ms <= NEAR_MS and not any(
            o.cash_minor and one.at_ms < o.at_ms <= opening.at_ms for o in facts.sold
        ):
            return True
    return False


def slips(facts: ShiftFacts) -> Iterator[Candidate]:
    """Slips of another tender: one is missing, or one is of the shift before (a late card slip)."""
    for kind in sorted(facts.counted_others):
        gap = facts.gap(kind)
        if not gap or facts.gap() == -gap:
            continue  # the tender was keyed wrong: said already
        if gap < 0:
            yield from _slip("slip_missing", 820_000, kind, gap, facts.sold)
        else:
            yield from _slip("slip_late", 800_000, kind, gap, facts.before)
            yield from _slip("slip_twice", 480_000, kind, gap, facts.sold)


def _slip(
    code: str, base_ppm: int, kind: str, gap: int, sold: Sequence[Sold]
) -> Iterator[Candidate]:
    fits = [one for one in sold if (kind, abs(gap)) in one.others]
    if fits:
        score = weigh(base_ppm, gap, len(fits))
        rows = [one.at for one in fits]
        yield candidate(
            *(code, gap, score, rows), no=fits[0].no, at_ms=fits[0].at_ms, tender=kind, n=len(fits)
        )
