"""GS1 element strings (General Specifications, chapter 3): what a shelf's code says of its item.

`(01)` item, `(310n)` net weight in kg, `(392n)` price, `(393n)` price with its currency, `(15)`
best before, `(17)` use by, `(10)` lot, `(21)` serial number, `(30)` count; the rest is skipped.
"""

from __future__ import annotations

import calendar
import re

from app.domain.codes.gtin import is_digits, normal
from app.domain.codes.kinds import ItemCode
from app.domain.money import divide

FNC1 = "\x1d"
# by its first two digits: length of an element, identifier included, where GS1 fixes it
_FIXED = {
    **{"00": 20, "01": 16, "02": 16, "03": 16, "04": 18, "20": 4, "41": 16},
    **{f"{n}": 8 for n in range(11, 20)},
    **{f"{n}": 10 for n in range(31, 37)},
}
_IDENTIFIER = {
    **{two: 2 for two in ("00", "01", "02", "03", "04", "20", "10", "21", "22", "30", "37")},
    **{f"{n}": 2 for n in (*range(11, 20), *range(90, 100))},
    **{two: 3 for two in ("23", "24", "25", "40", "41", "42", "71")},
    **{f"{n}": 4 for n in (*range(31, 37), 39, 43, 70, 72, 80, 81, 82)},
}

# ISO 4217's numbers of the currencies that a shop here may have (AI 393n)
CURRENCY_NUMBERS = {
    **{"CNY": "156", "HKD": "344", "TWD": "901", "JPY": "392", "KRW": "410", "SGD": "702"},
    **{"MYR": "458", "THB": "764", "VND": "704", "AUD": "036", "USD": "840", "CAD": "124"},
    **{"EUR": "978", "GBP": "826", "CHF": "756", "KWD": "414"},
}


def elements(text: str) -> dict[str, str] | None:
    """Identifier to value, from raw text (FNC1 ends what has no fixed length) or `(01)...`.

    None when it is not one element after another. The first of an identifier counts.
    """
    if text.startswith("("):
        pairs = re.findall(r"\((\d{2,4})\)([^()]+)", text)
        whole = "".join(f"({ai}){value}" for ai, value in pairs) == text
        return dict(reversed(pairs)) if pairs and whole else None
    found: dict[str, str] = {}
    rest = text.strip(FNC1)
    while rest:
        two = rest[:2]
        size = _IDENTIFIER.get(two)
        if size is None:
            return None
        fixed = _FIXED.get(two)
        if fixed is None:
            element, _, rest = rest.partition(FNC1)
        else:
            element, rest = rest[:fixed], rest[fixed:].removeprefix(FNC1)
            if len(element) != fixed or not is_digits(element):
                return None
        if len(element) <= size or not is_digits(element[:size]):
            return None
        found.setdefault(element[:size], element[size:])
    return found or None


def item_of(text: str, *, currency_digits: int, currency: str = "") -> ItemCode | None:
    """The item in an element string with what is said of it; None when there is no good one.

    A price in another currency than `currency` (ISO) is none of this shop's.
    """
    found = elements(text)
    number = normal(found.get("01", "")) if found else ""
    if not found or not number:
        return None
    grams, price = 0, None
    ours = CURRENCY_NUMBERS.get(currency, "")
    for ai, value in found.items():
        if not is_digits(value) or len(ai) != 4:
            continue
        if ai.startswith("310"):
            grams = divide(int(value) * 1000, int(10 ** int(ai[3])))
        elif ai.startswith("392") and len(value) <= 15:
            price = _price(value, ai, currency_digits)
        elif ai.startswith("393") and ours and value[:3] == ours and 3 < len(value) <= 18:
            price = _price(value[3:], ai, currency_digits)
    return ItemCode(
        text.replace(FNC1, " ").strip()[:40],
        number,
        grams,
        price,
        use_by=day_of(found.get("17", "")),
        best_before=day_of(found.get("15", "")),
        lot=found.get("10", "")[:20],
        serial=found.get("21", "")[:20],
        count=int(found["30"]) if is_digits(found.get("30", "")) and len(found["30"]) <= 8 else 0,
    )


def _price(digits: str, ai: str, currency_digits: int) -> int:
    return divide(int(digits) * int(10**currency_digits), int(10 ** int(ai[3])))


def day_of(text: str) -> str:
    """`YYMMDD` as an ISO day of this century, day 00 being the month's last; empty for none."""
    if len(text) != 6 or not is_digits(text):
        return ""
    year, month, day = 2000 + int(text[:2]), int(text[2:4]), int(text[4:])
    if not 1 <= month <= 12:
        return ""
    last = calendar.monthrange(year, month)[1]
    return f"{year}-{month:02d}-{day or last:02d}" if day <= last else ""
