"""Terms as the form holds them: plain data, texts read and written, and the way back. Pure."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.domain.errors import Refused
from app.domain.loyalty.codec import from_data, to_data
from app.domain.loyalty.package import PackagePlan
from app.domain.loyalty.plan import Plan
from app.domain.loyalty.stored_value import Wallet
from app.domain.loyalty.terms import Reward
from app.domain.loyalty.tier import TierTerms
from app.domain.loyalty.tier_rules import Group, TierRule
from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.money import MAX_MINOR, PPM, Currency, parse_amount, plain
from ui.program.specs import FRESH, TYPES

Data = dict[str, Any]
MOST = 9_999_999
_HALF = str.maketrans("０１２３４５６７８９．。％－", "0123456789..%-")


def at(data: Data, name: str) -> Any:
    """The value under a dotted name."""
    found: Any = data
    for part in name.split("."):
        found = found[part]
    return found


def put(data: Data, name: str, value: Any) -> Data:
    """The data with another value under a dotted name."""
    first, _, rest = name.partition(".")
    return {**data, first: put(data[first], rest, value) if rest else value}


def shown(kind: str, value: Any, currency: Currency) -> str:
    """A value as one types it."""
    if kind == "money":
        return plain(value, currency.digits)
    if kind == "percent":
        return _decimal(value, 10_000)
    if kind == "times":
        return _decimal(value, PPM)
    if kind == "pieces":
        return str(value // 1000)
    return "" if value is None else str(value)


def read(kind: str, text: str, currency: Currency) -> Any:
    """What was typed as a value. Refused `amount.*`, `percent.unreadable`, `number.between`
    (most), `times.unreadable`, `date.unreadable`."""
    half = text.translate(_HALF).strip()
    if kind == "money":
        return _money(half, currency)
    if kind == "percent":
        return _scaled(half.replace("%", ""), 10_000, PPM, "percent.unreadable")
    if kind == "times":
        return _scaled(half, PPM, 100 * PPM, "times.unreadable")
    if kind in ("number", "pieces"):
        least_is_less = half.startswith("-") and half[1:] == "1"  # -1: without a limit
        digits = "1" if least_is_less else half or "0"
        if not (digits.isascii() and digits.isdecimal()) or int(digits) > MOST:
            raise Refused("number.between", most=MOST)
        number = -1 if least_is_less else int(digits)
        return number * 1000 if kind == "pieces" else number
    if kind == "date":
        return _date(half)
    return text.strip()


def _money(text: str, currency: Currency) -> int:
    minor = parse_amount(text or "0", currency)
    if not 0 <= minor <= MAX_MINOR:
        raise Refused("amount.unreadable", text=text[:20])
    return minor


def _scaled(text: str, unit: int, most: int, code: str) -> int:
    try:
        value = Decimal(text or "0") * unit
    except InvalidOperation as wrong:
        raise Refused(code, text=text[:20]) from wrong
    if not value.is_finite() or value != value.to_integral_value() or not 0 <= value <= most:
        raise Refused(code, text=text[:20])
    return int(value)


def _date(text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text.replace("/", "-").replace(".", "-")).isoformat()
    except ValueError as wrong:
        raise Refused("date.unreadable", text=text[:20]) from wrong


def _decimal(value: int, unit: int) -> str:
    whole, rest = divmod(value, unit)
    digits = len(str(unit)) - 1
    return f"{whole}.{rest:0{digits}d}".rstrip("0").rstrip(".") if rest else str(whole)


def opened(section: str, term: Any) -> Data:
    """A term as the form edits it. A tier is both: its prices and its rule."""
    if section != "tier":
        data: Data = to_data(term)
        return _texts_apart(data) if section == "law" else data
    terms, rule = term
    pairs = [{"department": name, "ppm": off} for name, off in terms.discount_ppm]
    return {"terms": {**to_data(terms), "discount_ppm": pairs}, "rule": to_data(rule)}


def _texts_apart(data: Data) -> Data:
    return {**data, "texts": [{"key": key, "text": text} for key, text in data["texts"]]}


def closed(section: str, data: Data) -> Any:
    """The term that a form holds; ValueError, TypeError or KeyError for what is none."""
    if section == "law":
        texts = [[one["key"], one["text"]] for one in data["texts"] if one["key"]]
        return from_data(TYPES["law"], {**data, "texts": texts})
    if section != "tier":
        return from_data(TYPES[section], data)
    pairs = [[one["department"], one["ppm"]] for one in data["terms"]["discount_ppm"]]
    terms = from_data(TierTerms, {**data["terms"], "discount_ppm": pairs})
    return terms, from_data(TierRule, data["rule"])


def new_term(section: str, term_id: str, level: int) -> Any:
    """What a new term begins as: something that already makes sense, with no name yet."""
    if section == "tier":
        return TierTerms(term_id, "", level=level), TierRule(term_id)
    if section == "group":
        return Group(term_id, "")
    if section == "plan":
        return Plan(term_id, "", 100_000)
    if section == "wallet":
        return Wallet(term_id, "")
    if section == "campaign":
        return Campaign(term_id, "", VoucherKind.AMOUNT, amount_minor=1000, minimum_minor=10_000)
    if section == "package_plan":
        return PackagePlan(term_id, "", ())
    if section == "reward":
        return Reward(term_id, "", 1000)
    raise ValueError(f"{section} has one term only")


def fresh(form: str) -> Data:
    """What a new entry of a list begins with."""
    if form == "discount":
        return {"department": "*", "ppm": 50_000}
    if form == "law_text":
        return {"key": "", "text": ""}
    data: Data = asdict(FRESH[form])
    return data
