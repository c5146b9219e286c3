"""Labels that a scale prints: digits by a pattern that the shop sets (hardware.md 4.4).

Letters of a pattern: digits stand for themselves, `I` item number, `W` weight in grams, `P` or `A`
the label's price in minor units, `K` the price's own check digit (GS1), `C` the check digit of all.
`21IIIIIWWWWWC`, `22IIIIIPPPPPC`, `22IIIIIKPPPPC`, `21IIIIIAAAAAWWWWWC` (18 digits, Chinese).

Chinese scales can be set to other precisions: a point in a run says where kilograms or whole units
of money end, and stands on no label. `13IIIIIAAAA.AWWW.WWC` has its amount in tenths (角) and its
weight in ten grams, `AAAAA.` whole units (元), no point fen and grams.
"""

from __future__ import annotations

import re
from functools import lru_cache

from app.domain.codes.gtin import check_digit, is_digits
from app.domain.codes.kinds import PriceLabel, Unreadable, WeightLabel
from app.domain.errors import Refused
from app.domain.money import divide

# GS1's price check digit: what a digit weighs as 2-, 3, 5+ and 5-
_TWO_MINUS, _THREE, _FIVE_PLUS, _FIVE_MINUS = (
    *("0246891357", "0369258147"),
    *("0516273849", "0594837261"),
)


def stored_plu(text: str) -> str:
    """An item number as the catalogue keeps it: without leading zeros, `00042` is `42`."""
    kept = "".join(text.split())
    return (kept.lstrip("0") or "0") if kept else ""


def check_pattern(pattern: str) -> None:
    """Refused `label.pattern` unless it is a pattern that this module can read."""
    bare = _without_points(pattern)
    counts = {letter: bare.count(letter) for letter in "IWPAKC"}
    runs = re.sub(r"(.)\1*", r"\1", bare.lstrip("0123456789"))
    if (
        not re.fullmatch(r"[012]\d{0,3}[IWPAKC]+", bare)
        or not 12 <= len(bare) <= 24
        or len(set(runs)) != len(runs)
        or not counts["I"]
        or not (counts["W"] or counts["P"] or counts["A"])
        or (counts["P"] and counts["A"])
        or counts["C"] > 1
        or (counts["C"] and not pattern.endswith("C"))
        or (counts["K"] and (counts["K"] > 1 or counts["P"] + counts["A"] not in (4, 5)))
    ):
        raise Refused("label.pattern", pattern=pattern[:30])


def _without_points(pattern: str) -> str:
    """The pattern's digits alone; a point outside of weight and price stays, and is refused."""
    for letter in "WPA":
        pattern = re.sub(rf"({letter}+)\.({letter}*)", r"\1\2", pattern, count=1)
    return pattern


@lru_cache(maxsize=32)
def _decimals(pattern: str, letters: str) -> int | None:
    """How many digits stand behind the point of that run; None when it has none."""
    found = re.search(rf"[{letters}]+\.([{letters}]*)", pattern)
    return len(found[1]) if found else None


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as an expression with a group for each letter that stands in it."""
    pattern = _without_points(pattern)
    prefix = re.match(r"\d*", pattern)
    literal = prefix.group() if prefix else ""
    parts = [literal]
    for run in re.finditer(r"([IWPAKC])\1*", pattern[len(literal) :]):
        letter = "P" if run.group(1) == "A" else run.group(1)
        parts.append(rf"(?P<{letter}>\d{{{len(run.group())}}})")
    return re.compile("".join(parts))


def read_label(
    digits: str, patterns: tuple[str, ...], currency_digits: int = 2
) -> WeightLabel | PriceLabel | Unreadable | None:
    """What the first fitting pattern reads; None when none fits, or the label carries nothing.

    `Unreadable("bad_check")` when a pattern fits but a check digit does not.
    """
    wrong = False
    spellings = (digits, digits[1:]) if len(digits) == 13 and digits[0] == "0" else (digits,)
    for pattern in patterns:
        for spelling in spellings:
            found = _compiled(pattern).fullmatch(spelling) if is_digits(spelling) else None
            if found is None:
                continue
            part = found.groupdict()
            if not _checks(spelling, part):
                wrong = True
                continue
            plu = stored_plu(part["I"])
            grams = _scaled(part.get("W", "0"), _decimals(pattern, "W"), 3)
            price = _scaled(part.get("P", "0"), _decimals(pattern, "PA"), currency_digits)
            if price:
                return PriceLabel(plu, price, grams, digits)
            if grams:
                return WeightLabel(plu, grams, digits)
    return Unreadable("bad_check", digits) if wrong else None


def _scaled(figure: str, decimals: int | None, wanted: int) -> int:
    """A figure with so many decimals, in units of which `wanted` decimals make a whole one."""
    if decimals is None:
        return int(figure)
    return divide(int(figure) * int(10**wanted), int(10**decimals))


def _checks(digits: str, part: dict[str, str]) -> bool:
    if "C" in part and check_digit(digits[:-1]) != digits[-1]:
        return False
    return "K" not in part or price_check_digit(part["P"]) == part["K"]


def price_check_digit(price: str) -> str:
    """GS1's own check digit of a 4 or 5 digit price: 2875 has 9, 14685 has 6."""
    if len(price) == 4:
        tables = (_TWO_MINUS, _TWO_MINUS, _THREE, _FIVE_MINUS)
        total = sum(int(t[int(d)]) for t, d in zip(tables, price, strict=True))
        return str(total * 3 % 10)
    wide = (_FIVE_PLUS, _TWO_MINUS, _FIVE_MINUS, _FIVE_PLUS, _TWO_MINUS)
    total = sum(int(t[int(d)]) for t, d in zip(wide, price, strict=True))
    return str(_FIVE_MINUS.index(str(-total % 10)))
