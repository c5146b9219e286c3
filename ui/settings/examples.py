"""Worked examples under the settings: what a value would do to a sum, a night, a label. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.domain.codes import PriceLabel, Unreadable, WeightLabel, parse
from app.domain.codes.gtin import check_digit
from app.domain.codes.labels import price_check_digit
from app.domain.errors import Refused
from app.domain.money import share_ppm, to_step
from app.domain.shop import Shop
from app.words import Words, amount
from ui.settings.typed import parse_percent, parse_whole, patterns_of, rounding_of

SUMS = (1234, 1237)  # 12.34 and 12.37: one goes down, one goes up
BASE = 10_000  # a hundred whole units
NUMBER, GRAMS, PRICE = 42, 1354, 1250


def rounding(texts: Mapping[str, str], shop: Shop, words: Words) -> str:
    """`现金 12.34 收 12.30，12.37 收 12.40`."""
    digits = shop.currency.digits
    found = rounding_of(texts, shop)
    if found.step_minor == 1:
        return words("settings.ex.exact", sum=amount(SUMS[0], digits))
    pairs = [
        words(
            "settings.ex.round_one",
            sum=amount(one, digits),
            cash=amount(to_step(one, found.step_minor, found.mode), digits),
        )
        for one in SUMS
    ]
    return words("settings.ex.round", first=pairs[0], second=pairs[1], sum=amount(SUMS[0], digits))


def limit(text: str, shop: Shop, words: Words) -> str:
    """What the limit is on a hundred."""
    digits = shop.currency.digits
    base = BASE if digits == 2 else 100 * 10**digits
    try:
        off = share_ppm(base, parse_percent(text))
    except Refused:
        return ""
    return words("settings.ex.limit", sum=amount(base, digits), off=amount(off, digits))


def cutoff(text: str, words: Words) -> str:
    """Where a sale of the small hours belongs."""
    try:
        hour = parse_whole(text, 23)
    except Refused:
        return ""
    if hour == 0:
        return words("settings.ex.midnight")
    return words("settings.ex.cutoff", early=f"{hour - 1:02d}:30", late=f"{hour:02d}:30")


def lock(text: str, words: Words) -> str:
    """What the minutes mean."""
    try:
        minutes = parse_whole(text, 24 * 60)
    except Refused:
        return ""
    return words("settings.ex.lock", n=minutes) if minutes else words("settings.ex.never")


def label(pattern: str, shop: Shop, words: Words) -> str:
    """A label of that pattern, and how it would be read; empty for a pattern one cannot read."""
    sample = _sample("".join(pattern.split()).upper())
    if not sample:
        return ""
    read = reading(sample, (pattern,), shop, words)
    return words("settings.ex.label", code=sample, read=read) if read else ""


def reading(text: str, patterns: tuple[str, ...], shop: Shop, words: Words) -> str:
    """How a code would be read: a label's number with weight or price, or that it is none."""
    try:
        found = parse("".join(text.split()), patterns, currency_digits=shop.currency.digits)
    except Refused as wrong:
        return words.error(wrong)
    number = getattr(found, "plu", "")
    if isinstance(found, WeightLabel):
        kg = f"{found.grams // 1000}.{found.grams % 1000:03d}"
        return words("settings.read.weight", number=number, kg=kg)
    if isinstance(found, PriceLabel):
        price = amount(found.price_minor, shop.currency.digits)
        return words("settings.read.price", number=number, price=price)
    if isinstance(found, Unreadable) and found.reason == "bad_check":
        return words("settings.read.bad_check")
    return words("settings.read.none")


def tried(texts: Mapping[str, str], text: str, shop: Shop, words: Words) -> str:
    """What the code in the field to try would be; empty while nothing stands there."""
    if not text.strip():
        return ""
    patterns = []
    for one in patterns_of(texts):
        if _sample(one):
            patterns.append(one)
    return reading(text, tuple(patterns), shop, words)


def _sample(pattern: str) -> str:
    """A code as a scale would print it; empty when the pattern makes none."""
    pattern = pattern.replace(".", "")  # where a point stands changes no digit
    prefix = re.match(r"\d*", pattern)
    body = prefix.group() if prefix else ""
    values = {"I": NUMBER, "W": GRAMS, "P": PRICE, "A": PRICE}
    price = ""
    for run in re.finditer(r"([IWPA])\1*", pattern):
        if run.group(1) in "PA":
            price = f"{PRICE:0{len(run.group())}d}"
    for run in re.finditer(r"([A-Z])\1*", pattern[len(body) :]):
        letter, width = run.group(1), len(run.group())
        if letter in values:
            figure = f"{values[letter]:0{width}d}"
            if len(figure) != width:
                return ""
            body += figure
        elif letter == "K" and len(price) in (4, 5):
            body += price_check_digit(price)
        elif letter == "C":
            body += check_digit(body)
        else:
            return ""
    return body
