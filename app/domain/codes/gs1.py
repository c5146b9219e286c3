"""GS1 element strings: `(01)` item, `(310x)` weight, `(392x)` price; everything else is skipped."""

from __future__ import annotations

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


def item_of(text: str, *, currency_digits: int) -> ItemCode | None:
    """The item in an element string with its weight and price; None when there is no good one."""
    found = elements(text)
    number = normal(found.get("01", "")) if found else ""
    if not found or not number:
        return None
    grams, price = 0, None
    for ai, value in found.items():
        if not is_digits(value) or len(ai) != 4:
            continue
        if ai.startswith("310"):
            grams = divide(int(value) * 1000, int(10 ** int(ai[3])))
        elif ai.startswith("392") and len(value) <= 15:
            price = divide(int(value) * int(10**currency_digits), int(10 ** int(ai[3])))
    return ItemCode(text.replace(FNC1, " ").strip()[:40], number, grams, price)
