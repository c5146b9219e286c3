"""A member's statement: rows and balances as values, made by a use case, laid out by others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from app.domain.loyalty.slip import Balance, Facts
from app.words import LANGUAGES, Words

CHOSEN = ("complaint", "mistake", "campaign", "thanks", "other")  # of `member.reason`


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One line: what happened (word `statement.<kind>` with facts), and by how much each balance.

    `stored_minor` is principal and bonus together, `bonus_minor` the bonus of it. The three
    `*_after` are the running balances.
    """

    at_ms: int
    on: str
    kind: str
    ref: str
    facts: Facts = ()
    stored_minor: int = 0
    bonus_minor: int = 0
    points: int = 0
    stored_after: int = 0
    bonus_after: int = 0
    points_after: int = 0

    def facts_in(self, language: str) -> dict[str, str | int]:
        """The facts for a reader of a language: `name` is that language's, if it has one."""
        facts = dict(self.facts)
        name_en = facts.pop("name_en", "")
        if reason := str(facts.get("reason", "")):
            facts["reason"] = _reason_in(reason, language)
        return facts | {"name": name_en} if language == "en" and name_en else facts


def _reason_in(reason: str, language: str) -> str:
    """A reason that was chosen from the list was kept in the operator's language, and is said in
    the reader's; what somebody typed stays as it was typed."""
    for chosen in _chosen():
        for kept in chosen.values():
            if reason == kept or reason.startswith(f"{kept} "):
                return chosen[language] + reason.removeprefix(kept)
    return reason


@cache
def _chosen() -> tuple[dict[str, str], ...]:
    spoken = [Words(one) for one in LANGUAGES]
    return tuple({words.lang: words(f"member.reason.{one}") for words in spoken} for one in CHOSEN)


@dataclass(frozen=True, slots=True)
class Statement:
    """One member over [from_on, until_on], both included. Name and phone are masked.

    `stored_before` .. and `before` (by kind and wallet) are the balances as the first day began,
    `balances` those as the last one ended: all that was there, frozen or not released yet too.
    Points that are owed are taken off points in rows, and stand by themselves in balances.
    """

    member_id: str
    member_name: str
    member_phone: str
    tier_name: str
    shop_name: str
    zone: str
    currency: str
    from_on: str
    until_on: str
    made_ms: int
    rows: tuple[StatementRow, ...]
    balances: tuple[Balance, ...]
    stored_before: int = 0
    bonus_before: int = 0
    points_before: int = 0
    before: tuple[Balance, ...] = ()
    digits: int = 2
    texts: tuple[str, ...] = ()
    tier_name_en: str = ""

    def tier_named(self, language: str) -> str:
        """The tier's name in a language."""
        return self.tier_name_en if language == "en" and self.tier_name_en else self.tier_name

    @property
    def stored_after(self) -> int:
        """Principal and bonus as the last day ended."""
        return self.rows[-1].stored_after if self.rows else self.stored_before

    @property
    def points_after(self) -> int:
        """Points as the last day ended."""
        return self.rows[-1].points_after if self.rows else self.points_before
