"""A jurisdiction's rules on prepaid money, out of a file: every figure with its source.

Figures are data, never constants in code; they are a factory setting and no legal advice. Zero is
"no such limit" everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.loyalty.program import LawChoice


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from. `checked` False: only read about, to be confirmed by a lawyer."""

    ref: str
    title: str
    title_en: str
    dated: str
    rules: str
    checked: bool = False


@dataclass(frozen=True, slots=True)
class ExpiryLaw:
    """Whether a kind of money may end: `banned`, or not before `minimum_months`."""

    banned: bool = False
    minimum_months: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class RefundBasis:
    """One ground for a refund. `price` at which what was consumed counts: `discount`, `list`, or
    `none`. `bonus`: `ratio` (what was paid counts by its share, R6) or `forfeit` (R10).

    `within_days` and `unused_only` are conditions (R9), or with `full_if_unused` only make it full
    (R11). `pay_days` is how soon the money is due.
    """

    code: str
    price: str = "discount"
    bonus: str = "ratio"
    within_days: int = 0
    unused_only: bool = False
    full_if_unused: bool = False
    deduct_gifts: bool = False
    pay_days: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class LawProfile:
    """One jurisdiction. Amounts are minor units of `currency`."""

    code: str
    name: str
    name_en: str
    currency: str = ""
    sources: tuple[Source, ...] = ()
    named_limit_minor: int = 0
    bearer_limit_minor: int = 0
    identity_named: bool = False
    identity_bearer_minor: int = 0
    no_cash_person_minor: int = 0
    no_cash_organisation_minor: int = 0
    split_count: int = 0
    split_near_minor: int = 0
    principal: ExpiryLaw = ExpiryLaw()
    bonus: ExpiryLaw = ExpiryLaw()
    gift_card: ExpiryLaw = ExpiryLaw()
    package: ExpiryLaw = ExpiryLaw()
    bonus_limit_ppm: int = 0
    cash_back_below_minor: int = 0
    notice_days: int = 0
    retention_months: int = 0
    bases: tuple[RefundBasis, ...] = ()
    terms: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()

    def basis(self, code: str) -> RefundBasis:
        """The ground of that code; Refused `law.basis`."""
        raise NotImplementedError


NO_LAW = LawProfile("none", "不设规则", "None")


def profile_from(data: dict[str, Any]) -> LawProfile:
    """The profile that a file of `resources/law` holds; Refused `law.profile` (what)."""
    raise NotImplementedError


def owners_text(choice: LawChoice, key: str, facts: dict[str, str]) -> str:
    """The owner's own sentence for a key, filled; empty when the shop's word stands.

    `facts` are already written for reading. A placeholder without a fact stays as it is.
    """
    raise NotImplementedError
