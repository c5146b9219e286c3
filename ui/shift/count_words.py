"""A count as words and figures: what is typed, what it comes to, and what may have gone wrong.

Before the count is submitted nothing here knows what there should be; afterwards only who may see
an X does.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.insight.difference import Candidate
from app.domain.permissions import Operator
from app.domain.shift import CASH, CountResult, TenderGap
from app.domain.shift.terms import terms_of
from app.words import Words, amount, clock, local
from ui.bridge.session import Session

LIKELY, MAYBE = 700_000, 400_000


@dataclass(frozen=True, slots=True)
class PileVM:
    """One note or coin: its worth (as a key, and as words), how many were typed, what they make."""

    value_minor: int
    label: str
    n: str
    sum: str
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class SlipsVM:
    """The slips of another tender: its words, the sum typed, and why it cannot be."""

    kind: str
    label: str
    text: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class CauseVM:
    """A candidate: what may have been, the evidence, how well it fits, and what one can do.

    `act`: sale (shows a receipt), recount (one denomination), out or in (records a movement),
    drawer (shows the drawer's list), nothing; `target` says which.
    """

    title: str
    why: str
    fits: str
    act: str = ""
    target: str = ""
    act_title: str = ""


@dataclass(frozen=True, slots=True)
class GapVM:
    """One tender's figures; `word` short, over or even, `role` its ink."""

    label: str
    expected: str
    counted: str
    difference: str
    word: str
    role: str


@dataclass(frozen=True, slots=True)
class CountVM:
    """The whole flow. `step`: typing, told, taking (who takes over).

    `gaps` are empty for who may not see them: then `verdict` says whether it agrees. `day_title` is
    the key that closes the day with the shift, empty for who may not.
    """

    step: str
    piles: tuple[PileVM, ...]
    slips: tuple[SlipsVM, ...]
    total: str
    again: str = ""
    told_at: str = ""
    verdict: str = ""
    verdict_why: str = ""
    verdict_role: str = "text"
    gaps: tuple[GapVM, ...] = ()
    causes: tuple[CauseVM, ...] = ()
    kept: str = ""
    wants_reason: bool = False
    reason: str = ""
    takers: tuple[tuple[str, str], ...] = ()
    close_title: str = ""
    day_title: str = ""
    skip_off: str = ""
    busy: bool = False
    error: str = ""
    only_minor: int = 0


def gap_of(gap: TenderGap, words: Words) -> GapVM:
    """One tender's figures."""
    off = gap.difference_minor
    word = "shift.count.short" if off < 0 else "shift.count.over" if off else "shift.count.even"
    return GapVM(
        label=words(f"tender.{gap.kind}"),
        expected=amount(gap.expected_minor, words.digits),
        counted=amount(gap.counted_minor, words.digits),
        difference=amount(abs(off), words.digits),
        word=words(word),
        role="danger" if off else "positive",
    )


def verdict(result: CountResult, words: Words) -> tuple[str, str, str]:
    """What is said of a count without figures: title, why, role."""
    if result.agrees:
        return words("shift.count.agrees"), words("shift.count.agrees_why"), "positive"
    why = "shift.count.differs_much" if result.over_limit else "shift.count.differs_why"
    return words("shift.count.differs"), words(why), "warning"


def close_title(result: CountResult, words: Words) -> str:
    """The words on the key that closes."""
    if not result.seen or result.agrees:
        return words("shift.sign")
    off = result.cash.difference_minor
    if not off:
        return words("shift.count.sign_others")
    key = "shift.count.sign_short" if off < 0 else "shift.count.sign_over"
    return words(key, off_minor=abs(off))


def cause(one: Candidate, session: Session, sale_of: dict[tuple[int, int], str]) -> CauseVM:
    """A candidate in words; `sale_of` names the receipts of its rows."""
    words = session.words
    facts = _facts(one, session)
    act, target = _act(one, sale_of)
    fits = "likely" if one.score_ppm >= LIKELY else "maybe" if one.score_ppm >= MAYBE else "hardly"
    value = dict(one.facts).get("value_minor", 0)
    told = {"value_minor": value} if act == "recount" else {}
    return CauseVM(
        title=words(f"difference.{one.code}", **facts),
        why=words(f"difference.{one.code}.why", **facts),
        fits=words(f"shift.count.fits.{fits}"),
        act=act,
        target=target,
        act_title=words(f"shift.count.act.{act}", **told) if act else "",
    )


def _facts(one: Candidate, session: Session) -> dict[str, str | int]:
    words = session.words
    facts: dict[str, str | int] = dict(one.facts)
    at_ms = int(facts.pop("at_ms", 0))
    facts["at"] = clock(local(at_ms, session.zone)) if at_ms and session.zone else "?"
    facts["off_minor"] = abs(one.amount_minor)
    if "tender" in facts:
        facts["tender"] = words(f"tender.{facts['tender']}")
    if facts.get("reason"):
        facts["reason"] = reason_words(str(facts["reason"]), session)
    facts["no"] = facts.get("no") or words("shift.count.no_number")
    return facts


def _act(one: Candidate, sale_of: dict[tuple[int, int], str]) -> tuple[str, str]:
    if one.code.startswith("count_"):
        return "recount", str(dict(one.facts)["value_minor"])
    if one.code.startswith("out_unrecorded"):
        return "out", str(abs(one.amount_minor))
    if one.code.startswith("in_unrecorded"):
        return "in", str(abs(one.amount_minor))
    sale = next((sale_of[at] for at in one.rows if sale_of.get(at)), "")
    if sale:
        return "sale", sale
    return ("drawer", "") if one.rows and one.code != "float" else ("", "")


def reason_words(code: str, session: Session) -> str:
    """A reason of a drawer's document: the shop's own words, the program's, or as it was said."""
    named = terms_of(session.shop).named(code, session.language)
    key = f"reason.{code}"
    return session.words(key) if named == code and key in session.words else named


def takers(people: tuple[Operator, ...]) -> tuple[tuple[str, str], ...]:
    """Who may take over, as (id, name)."""
    return tuple((str(one.operator_id), one.name) for one in people)


def cash_of(result: CountResult) -> TenderGap | None:
    """The drawer's figures, for who may see them."""
    return next((one for one in result.gaps if one.kind == CASH), None)
