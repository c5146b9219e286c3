"""A case in sentences: what happened, why it stands out, what to look at. For screen and terminal.

The words stand in `cases.json`; a rule that tells of several sorts has a word for each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.insight.sentinel.tally import MEASURES
from app.usecases.sentinel.cases import Case
from app.words import Words

DAY = 1_440  # minutes


@dataclass(frozen=True, slots=True)
class Told:
    """`what` is the case's title; `usual` is empty where a rule knows no usual count."""

    what: str
    why: str
    next: str
    found: str
    usual: str


def tell(case: Case, words: Words, cutoff_hour: int = 0) -> Told:
    """The sentences of a case, minutes of the business day told on the wall clock."""
    facts = {**case.facts, "amount_minor": case.amount_minor}
    for name in ("from", "until"):
        if f"{name}_minute" in facts:
            minute = int(facts[f"{name}_minute"]) + cutoff_hour * 60
            facts[f"{name}_clock"] = f"{minute // 60 % 24:02d}:{minute % 60:02d}"
    sort = _sort(case.rule, facts)
    return Told(
        what=_what(sort, facts, words),
        why=words(f"cases.why.{_reason(case.rule, facts)}", **facts),
        next=words(f"cases.next.{sort}", **facts),
        found=words.fact("n", facts["n"]) if "n" in facts else "",
        usual=words.fact("usual", facts["usual"]) if facts["known"] and "usual" in facts else "",
    )


def _what(sort: str, facts: Mapping[str, Any], words: Words) -> str:
    """A clock that is days off is told in days: nobody reads five million minutes."""
    days = (int(facts.get("minutes", 0)) + DAY // 2) // DAY
    if sort in ("clock.back", "clock.ahead") and days >= 2:
        return words(f"cases.what.{sort}_days", days_off=days)
    return words(f"cases.what.{sort}", **facts)


def _sort(rule: str, facts: Mapping[str, Any]) -> str:
    if rule == "large":
        return f"large.{facts['sort']}"
    if rule == "clock":
        return "clock.back" if facts["back"] else "clock.ahead"
    return rule


def _reason(rule: str, facts: Mapping[str, Any]) -> str:
    if "usual" in facts and not facts["known"]:
        return "young"
    if rule in MEASURES:
        return "weeks" if facts["days"] > 1 else "day"
    if rule == "topup_refund":
        return "topup_refund.own" if facts["own"] else "topup_refund.other"
    return rule
