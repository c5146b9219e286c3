"""What the shop has decided about its drawer: kept among its settings (`Shop.extra`), so that every
change is a document. And which notes and coins a currency has, which is how a drawer is counted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import Refused
from app.domain.loyalty.codec import from_data, to_data
from app.domain.shop import Shop

LONGEST_MS = 24 * 3_600_000  # R39: a longer shift is closed before selling goes on
LIMIT, FLOAT, MUST_COUNT, REASONS = "shift.limit", "shift.float", "shift.must_count", "cash.reasons"
USUAL_LIMIT = 50  # whole units of the currency that a drawer may differ by without a second word
MOST_REASONS = 12
DROP = "drop"  # the reason of what goes to the safe: it is still the shop's, on its way to the bank

# what lies in a drawer, most first, in minor units
DENOMINATIONS: dict[str, tuple[int, ...]] = {
    "CNY": (10000, 5000, 2000, 1000, 500, 100, 50, 10),
    "EUR": (20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "USD": (10000, 5000, 2000, 1000, 500, 100, 25, 10, 5, 1),
    "GBP": (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "JPY": (10000, 5000, 1000, 500, 100, 50, 10, 5, 1),
    "HKD": (100000, 50000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10),
    "KWD": (20000, 10000, 5000, 1000, 500, 250, 100, 50, 20, 10, 5),
}


@dataclass(frozen=True, slots=True)
class CashReason:
    """Why money goes into the drawer or out of it beside sales. `way`: in or out."""

    code: str
    name: str
    name_en: str
    way: str

    def named(self, language: str) -> str:
        """The words in a language."""
        return self.name_en if language == "en" and self.name_en else self.name


DEFAULTS: tuple[CashReason, ...] = (
    CashReason(DROP, "交保险柜", "To the safe", "out"),
    CashReason("supplier", "付供货商", "Supplier paid", "out"),
    CashReason("errand", "买杂物", "Small purchases", "out"),
    CashReason("wages", "付工钱", "Wages", "out"),
    CashReason("other_out", "其他", "Other", "out"),
    CashReason("change", "换零钱", "Change brought", "in"),
    CashReason("owner", "老板放入", "From the owner", "in"),
    CashReason("other_in", "其他", "Other", "in"),
)


@dataclass(frozen=True, slots=True)
class ShiftTerms:
    """`limit_minor`: a larger difference needs a second word. `float_minor`: what stays in the
    drawer for the next day (-1: what the last shift began with). `must_count`: nobody closes
    without a count."""

    limit_minor: int
    float_minor: int = -1
    must_count: bool = False
    reasons: tuple[CashReason, ...] = DEFAULTS

    def reason(self, said: str, way: str) -> str:
        """The code of a reason by its code or words; other words are kept as they are."""
        for one in self.reasons:
            if one.way == way and said in (one.code, one.name, one.name_en):
                return one.code
        return said

    def named(self, code: str, language: str) -> str:
        """A reason's words; what has none is words already."""
        return next((one.named(language) for one in self.reasons if one.code == code), code)


def terms_of(shop: Shop) -> ShiftTerms:
    """The terms in a shop's settings; what is missing or damaged there is as usual."""
    extra = shop.extra
    usual = USUAL_LIMIT * shop.currency.unit_minor
    return ShiftTerms(
        limit_minor=_number(extra.get(LIMIT, ""), usual),
        float_minor=_number(extra.get(FLOAT, ""), -1),
        must_count=extra.get(MUST_COUNT) == "yes",
        reasons=read_reasons(extra.get(REASONS, "")),
    )


def extra_of(terms: ShiftTerms) -> dict[str, str]:
    """The terms as a shop's settings keep them. Refused `shift.terms` for what is none."""
    if terms.limit_minor < 0 or terms.float_minor < -1:
        raise Refused("shift.terms")
    check_reasons(terms.reasons)
    return {
        LIMIT: str(terms.limit_minor),
        FLOAT: str(terms.float_minor),
        MUST_COUNT: "yes" if terms.must_count else "no",
        REASONS: "" if terms.reasons == DEFAULTS else write_reasons(terms.reasons),
    }


def read_reasons(text: str) -> tuple[CashReason, ...]:
    """What `write_reasons` wrote; the defaults for an empty or damaged text."""
    try:
        found = tuple(from_data(CashReason, one) for one in json.loads(text or "[]"))
    except (ValueError, TypeError, KeyError, AttributeError):
        return DEFAULTS
    return found or DEFAULTS


def write_reasons(reasons: Sequence[CashReason]) -> str:
    """The reasons as the shop's settings keep them."""
    told = [to_data(one) for one in reasons]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def check_reasons(reasons: Sequence[CashReason]) -> None:
    """Refused `reason.name`, `reason.twice`, `reason.too_many` (most)."""
    if len(reasons) > MOST_REASONS:
        raise Refused("reason.too_many", most=MOST_REASONS)
    seen: set[str] = set()
    for one in reasons:
        if (
            not one.code
            or not one.name.strip()
            or len(one.name) > 40
            or one.way not in ("in", "out")
        ):
            raise Refused("reason.name", name=one.name[:40])
        same = {one.code, f"{one.way}:{one.name.strip()}"}
        if same & seen:
            raise Refused("reason.twice", name=one.name[:40])
        seen |= same


def denominations(currency_code: str) -> tuple[int, ...]:
    """The notes and coins of a currency, most first."""
    return DENOMINATIONS[currency_code]


def _number(text: str, usual: int) -> int:
    return int(text) if text.removeprefix("-").isdigit() else usual
