"""The shop's settings as typed texts, and what they make. Pure: no Qt, no clock, no store."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from app.domain.codes import check_pattern
from app.domain.errors import Refused
from app.domain.member import clean_name
from app.domain.money import PPM, Rounding, parse_amount, plain
from app.domain.permissions import DiscountLimits
from app.domain.returns.how import (
    EXTRA_LIMIT,
    MOST_REASONS,
    ReturnReason,
    Stock,
    check_reasons,
)
from app.domain.shop import CashRounding, Shop
from app.usecases.returns.reasons import blind_limit, extra_of, reasons_of
from app.usecases.shop.settings import ShopChanges
from ui.settings import drawer, watching

Texts = dict[str, str]
Errors = dict[str, Refused]
COLUMNS = {"58": 32, "80": 48}
LABELS = 4  # patterns a shop can have here; scales of one maker need one or two
LIMITS = ("cashier", "manager", "owner")
REASONS = MOST_REASONS  # rows for reasons of returns and voids
VOIDS = "void"  # what stands in place of the stock effect of a reason to void a sale
PLAIN = ("shop_name", "branch", "till_name", "phone", "tax_no", "footer", "paper_language")
_HALF = str.maketrans("０１２３４５６７８９．。％", "0123456789..%")


def texts_of(shop: Shop) -> Texts:
    """The form as it opens."""
    texts = {name: str(getattr(shop, name)) for name in PLAIN}
    texts["paper"] = "58" if shop.paper_columns < COLUMNS["80"] else "80"
    texts["rounding_step"] = plain(shop.rounding.step_minor, shop.currency.digits)
    texts["rounding_mode"] = shop.rounding.mode.value
    for name in LIMITS:
        texts[f"limit.{name}"] = percent_text(getattr(shop.limits, f"{name}_ppm"))
    texts["cutoff_hour"] = str(shop.cutoff_hour)
    texts["auto_lock_minutes"] = str(shop.auto_lock_minutes)
    for place in range(LABELS):
        patterns = shop.label_patterns
        texts[f"label.{place}"] = patterns[place] if place < len(patterns) else ""
    return texts | _return_texts(shop) | drawer.texts_of(shop) | watching.texts_of(shop)


def _return_texts(shop: Shop) -> Texts:
    known = reasons_of(shop)
    texts = {EXTRA_LIMIT: plain(blind_limit(shop), shop.currency.digits)}
    for place in range(REASONS):
        one = known[place] if place < len(known) else ReturnReason("", "", "")
        texts[f"reason.{place}.name"] = one.name
        texts[f"reason.{place}.name_en"] = one.name_en
        texts[f"reason.{place}.stock"] = VOIDS if one.voids else one.stock.value
    return texts


def reasons_typed(texts: Mapping[str, str], shop: Shop) -> tuple[ReturnReason, ...]:
    """The reasons that stand in the form; a row without a name is none. A reason keeps its key
    whatever it is called later; a new one is named after its words."""
    before = reasons_of(shop)
    found = []
    for place in range(REASONS):
        name = texts[f"reason.{place}.name"].strip()
        if not name:
            continue
        old = before[place].code if place < len(before) else ""
        code = old or f"own-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        stock = texts[f"reason.{place}.stock"]
        voids = stock == VOIDS
        effect = Stock.RESTOCK if voids else Stock(stock)
        english = texts[f"reason.{place}.name_en"].strip()
        found.append(ReturnReason(code, name, english or name, effect, voids))
    return tuple(found)


def percent_text(ppm: int) -> str:
    """A rate as one types it: `10`, `8.875`."""
    whole, rest = divmod(ppm, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".") if rest else str(whole)


def parse_percent(text: str) -> int:
    """`10`, `10 %` or `8.875` in ppm. Refused `percent.unreadable` unless it is 0 to 100."""
    shown = text.strip()[:20]
    try:
        ppm = Decimal(text.translate(_HALF).replace("%", "").strip()) * 10_000
    except InvalidOperation as wrong:
        raise Refused("percent.unreadable", text=shown) from wrong
    if not ppm.is_finite() or ppm != ppm.to_integral_value() or not 0 <= ppm <= PPM:
        raise Refused("percent.unreadable", text=shown)
    return int(ppm)


def parse_whole(text: str, most: int) -> int:
    """A whole number from 0 to `most`. Refused `number.between` (most)."""
    plain_text = text.translate(_HALF).strip()
    if not (plain_text.isascii() and plain_text.isdecimal() and len(plain_text) <= 6):
        raise Refused("number.between", most=most)
    number = int(plain_text)
    if number > most:
        raise Refused("number.between", most=most)
    return number


def patterns_of(texts: Mapping[str, str]) -> tuple[str, ...]:
    """The label patterns that stand in the form, capital letters, without blanks."""
    typed = ("".join(texts.get(f"label.{n}", "").split()).upper() for n in range(LABELS))
    return tuple(dict.fromkeys(one for one in typed if one))


def rounding_of(texts: Mapping[str, str], shop: Shop) -> CashRounding:
    """Cash rounding as it stands in the form."""
    step = parse_amount(texts["rounding_step"], shop.currency)
    return CashRounding(max(1, step), Rounding(texts["rounding_mode"]))


def changes_of(texts: Mapping[str, str], shop: Shop) -> tuple[ShopChanges, Errors]:
    """What a save would change, and what is wrong in which field (then nothing is written)."""
    errors: Errors = {}
    changes: ShopChanges = {}
    _plain(texts, changes, errors)
    columns = COLUMNS[texts["paper"]]
    changes["paper_columns"] = columns
    if (shop.paper_columns < COLUMNS["80"]) == (columns < COLUMNS["80"]):
        changes["paper_columns"] = shop.paper_columns  # a printer of 42 columns keeps them
    changes["rounding"] = rounding_of(texts, shop)
    for name, most in (("cutoff_hour", 23), ("auto_lock_minutes", 24 * 60)):
        try:
            changes[name] = parse_whole(texts[name], most)  # type: ignore[literal-required]
        except Refused as wrong:
            errors[name] = wrong
    _limits(texts, changes, errors)
    _labels(texts, changes, errors)
    _returns(texts, changes, errors, shop)
    own = drawer.changes_of(texts, shop, errors) | watching.changes_of(texts, shop)
    if own:
        changes["extra"] = changes.get("extra", shop.extra) | own
    return ({} if errors else changes), errors


def _plain(texts: Mapping[str, str], changes: ShopChanges, errors: Errors) -> None:
    for name in PLAIN:
        changes[name] = texts[name].strip()  # type: ignore[literal-required]
    try:
        changes["shop_name"] = clean_name(texts["shop_name"])
    except Refused as wrong:
        errors["shop_name"] = wrong


def _limits(texts: Mapping[str, str], changes: ShopChanges, errors: Errors) -> None:
    ppm: dict[str, int] = {}
    for name in LIMITS:
        try:
            ppm[name] = parse_percent(texts[f"limit.{name}"])
        except Refused as wrong:
            errors[f"limit.{name}"] = wrong
    if len(ppm) < len(LIMITS):
        return
    for lower, higher in (("cashier", "manager"), ("manager", "owner")):
        if ppm[lower] > ppm[higher]:
            errors[f"limit.{higher}"] = Refused("limit.below", limit_ppm=ppm[lower])
    changes["limits"] = DiscountLimits(ppm["cashier"], ppm["manager"], ppm["owner"])


def _returns(texts: Mapping[str, str], changes: ShopChanges, errors: Errors, shop: Shop) -> None:
    known = reasons_typed(texts, shop)
    try:
        check_reasons(known)
        limit = parse_amount(texts[EXTRA_LIMIT], shop.currency)
    except Refused as wrong:
        at = "reason.0.name" if wrong.code.startswith("reason.") else EXTRA_LIMIT
        errors[_row_of(wrong, texts) or at] = wrong
        return
    changes["extra"] = extra_of(shop, known, limit)


def _row_of(wrong: Refused, texts: Mapping[str, str]) -> str:
    """The last row whose name is meant."""
    name = str(wrong.facts.get("name", ""))
    rows = [f"reason.{place}.name" for place in range(REASONS)]
    meant = [one for one in rows if name and texts[one].strip() == name]
    return meant[-1] if meant else ""


def _labels(texts: Mapping[str, str], changes: ShopChanges, errors: Errors) -> None:
    for place in range(LABELS):
        pattern = "".join(texts[f"label.{place}"].split()).upper()
        try:
            if pattern:
                check_pattern(pattern)
        except Refused as wrong:
            errors[f"label.{place}"] = wrong
    changes["label_patterns"] = patterns_of(texts)
