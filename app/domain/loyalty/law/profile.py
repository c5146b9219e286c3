"""A jurisdiction's rules on prepaid money, out of a file: every figure with its source.

Figures are data, never constants in code; they are a factory setting and no legal advice. Zero is
"no such limit" everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from app.domain.errors import Refused
from app.domain.loyalty.codec import from_data
from app.domain.loyalty.program import LawChoice


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from. `rules` are the R numbers that follow it.

    `checked` False: only read about, to be confirmed against the official text before a claim.
    """

    ref: str
    title: str
    title_en: str
    dated: str
    rules: str = ""
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
class Duty:
    """What is due to an authority for money that is held: `filing` from `over_minor` or
    `over_cards` on, within so many working days (R48); `deposit` of a share of it (R47).

    `scope` says whom it is for: a shop judges that itself, so it is told and never enforced.
    """

    code: str
    scope: str
    scope_en: str
    source: str
    over_minor: int = 0
    over_cards: int = 0
    within_days: int = 0
    share_ppm: int = 0


@dataclass(frozen=True, slots=True)
class LawProfile:
    """One jurisdiction. Amounts are minor units of `currency`.

    Limits of what one card may hold (R42), when a document must be seen (R44), when cash is not
    taken (R44), what looks like splitting (R45: `split_count` purchases a day, each of at least
    `split_near_minor`). `bonus_limit_ppm` is the bonus by what is paid. A balance below
    `cash_back_below_minor` is paid out on request (R50). `terms` are the word keys of the
    contract slip; `disclaimer` says that this is no legal advice; `looked_on` is the day on which
    the figures were taken down from the sources.
    """

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
    duties: tuple[Duty, ...] = ()
    limits_source: str = ""
    identity_source: str = ""
    split_source: str = ""
    terms: tuple[str, ...] = ()
    disclaimer: str = "law.disclaimer"
    looked_on: str = ""

    def basis(self, code: str) -> RefundBasis:
        """The ground of that code; Refused `law.basis`."""
        for one in self.bases:
            if one.code == code:
                return one
        raise Refused("law.basis", basis=code)

    def to_file(self, held_minor: int) -> tuple[Duty, ...]:
        """The filings that money of this sum asks for, in the scope that each names (R48)."""
        found = [one for one in self.duties if one.code == "filing" and one.over_minor]
        return tuple(one for one in found if held_minor > one.over_minor)

    def source(self, ref: str) -> Source | None:
        """The source of that name."""
        return next((one for one in self.sources if one.ref == ref), None)

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name


NO_LAW = LawProfile("none", "不设规则", "No rules")
_PRICES, _BONUS = ("discount", "list", "none"), ("ratio", "forfeit")
_DUTIES = ("filing", "deposit")


def profile_from(data: dict[str, Any]) -> LawProfile:
    """The profile that a file of `resources/law` holds.

    Every name is known and every figure a whole number that is not negative, or it is Refused
    `law.profile` (what): a wrong limit is worse than none.
    """
    unknown = set(data) - {one.name for one in fields(LawProfile)}
    if unknown:
        raise Refused("law.profile", what=min(unknown))
    try:
        profile = from_data(LawProfile, data)
    except (KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise Refused("law.profile", what=str(wrong)[:60]) from wrong
    for value, name in _figures(profile):
        if type(value) is not int or value < 0:
            raise Refused("law.profile", what=name)
    if not profile.looked_on or not profile.sources:
        raise Refused("law.profile", what="looked_on")
    refs = {one.ref for one in profile.sources}
    for basis in profile.bases:
        if basis.price not in _PRICES or basis.bonus not in _BONUS or basis.source not in refs:
            raise Refused("law.profile", what=basis.code)
    for duty in profile.duties:
        if duty.code not in _DUTIES or duty.source not in refs:
            raise Refused("law.profile", what=duty.code)
    for expiry in (profile.principal, profile.bonus, profile.gift_card, profile.package):
        if (expiry.banned or expiry.minimum_months) and expiry.source not in refs:
            raise Refused("law.profile", what="source")
    return profile


def _figures(profile: LawProfile) -> list[tuple[int, str]]:
    """Every number of a profile with its name."""
    found = []
    ends = (profile.principal, profile.bonus, profile.gift_card, profile.package)
    parts: tuple[LawProfile | ExpiryLaw | RefundBasis | Duty, ...]
    parts = (profile, *ends, *profile.bases, *profile.duties)
    for part in parts:
        for one in fields(part):
            if one.type == "int":
                found.append((getattr(part, one.name), one.name))
    return found


class _Gaps(dict[str, str]):
    """A placeholder without a fact stays as it was typed: an owner's slip stops no sale."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def owners_text(choice: LawChoice, key: str, facts: dict[str, str]) -> str:
    """The owner's own sentence for a key, filled; empty when the shop's word stands.

    `facts` are already written for reading. A text that cannot be filled is shown as it is.
    """
    text = next((text for name, text in choice.texts if name == key and text.strip()), "")
    try:
        return text.format_map(_Gaps(facts))
    except (ValueError, IndexError, AttributeError, KeyError):
        return text
