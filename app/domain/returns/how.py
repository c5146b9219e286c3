"""The ways in which goods come back, and why: reasons are the shop's own data (A9)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import Refused
from app.domain.loyalty.codec import from_data, to_data

MOST_REASONS = 12
EXTRA_REASONS = "return_reasons"  # names in Shop.extra
EXTRA_LIMIT = "return_blind_limit"
BLIND_LIMIT_MINOR = 20_000


class How(StrEnum):
    """`return` with its receipt, `exchange` beside a sale, `void` of a whole sale just made,
    `blind` without a receipt."""

    RETURN = "return"
    EXCHANGE = "exchange"
    VOID = "void"
    BLIND = "blind"


class Stock(StrEnum):
    """Where goods that came back go: to the shelf again, or off the books."""

    RESTOCK = "restock"
    WRITE_OFF = "write_off"


@dataclass(frozen=True, slots=True)
class ReturnReason:
    """A reason that the shop knows: its key, its words, and what becomes of the goods.

    `voids`: it is for a sale that is voided, not for goods that come back.
    """

    code: str
    name: str
    name_en: str
    stock: Stock = Stock.RESTOCK
    voids: bool = False

    def named(self, language: str) -> str:
        """The words in a language."""
        return self.name_en if language == "en" and self.name_en else self.name


DEFAULTS: tuple[ReturnReason, ...] = (
    ReturnReason("unwanted", "不想要了", "Not wanted"),
    ReturnReason("wrong", "拿错了", "Wrong goods"),
    ReturnReason("faulty", "有质量问题", "Faulty", Stock.WRITE_OFF),
    ReturnReason("expired", "临期", "Near expiry", Stock.WRITE_OFF),
    ReturnReason("other", "其他", "Other"),
    ReturnReason("void_entry", "收银录错", "Keyed wrong", voids=True),
    ReturnReason("void_tender", "付款方式收错", "Wrong tender", voids=True),
    ReturnReason("void_left", "顾客不要了", "Changed mind", voids=True),
)


def read_reasons(text: str) -> tuple[ReturnReason, ...]:
    """What `write_reasons` wrote; the defaults for an empty or damaged text."""
    try:
        found = tuple(from_data(ReturnReason, one) for one in json.loads(text or "[]"))
    except (ValueError, TypeError, KeyError, AttributeError):
        return DEFAULTS
    return found or DEFAULTS


def write_reasons(reasons: Sequence[ReturnReason]) -> str:
    """The reasons as the shop's settings keep them."""
    told = [to_data(one) for one in reasons]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def reason_of(reasons: Sequence[ReturnReason], said: str, *, voids: bool = False) -> ReturnReason:
    """The reason of that key or of those words. Refused `reason.missing`, `reason.unknown`."""
    text = said.strip()
    if not text:
        raise Refused("reason.missing")
    for one in reasons:
        if one.voids == voids and text in (one.code, one.name, one.name_en):
            return one
    raise Refused("reason.unknown", reason=text[:40])


def check_reasons(reasons: Sequence[ReturnReason]) -> None:
    """Refused `reason.name`, `reason.twice`, `reason.too_many` (most), `reason.none_left`."""
    if len(reasons) > MOST_REASONS:
        raise Refused("reason.too_many", most=MOST_REASONS)
    seen: set[tuple[bool, str]] = set()
    for one in reasons:
        if not one.code or not one.name.strip() or len(one.name) > 40 or len(one.name_en) > 60:
            raise Refused("reason.name", name=one.name[:40])
        for text in {one.code, one.name, one.name_en} - {""}:
            if (one.voids, text) in seen:
                raise Refused("reason.twice", name=text[:40])
            seen.add((one.voids, text))
    for voids in (False, True):
        if not any(one.voids == voids for one in reasons):
            raise Refused("reason.none_left")
