"""Writes the digits of a fresh-weigh label by the shop's pattern, as `read_label` reads them."""

from __future__ import annotations

import re

from app.domain.codes.gtin import check_digit, is_digits
from app.domain.codes.labels import price_check_digit
from app.domain.errors import Refused


def weigh_code(pattern: str, plu: str, grams: int, total_minor: int) -> str:
    """`2112345012506` for `21IIIIIWWWWWC`.

    Refused `labels.plu` (the item has no number), `labels.too_much` (weight or price has more
    digits than the pattern).
    """
    if not is_digits(plu):
        raise Refused("labels.plu")
    prefix = re.match(r"\d*", pattern)
    head = prefix.group() if prefix else ""
    price = {"P": total_minor, "A": total_minor}
    values = {"I": int(plu), "W": grams, **price}
    out = head
    for run in re.finditer(r"([IWPAKC])\1*", pattern[len(head) :]):
        letter, size = run.group(1), len(run.group())
        if letter == "K":
            wide = max(pattern.count("P"), pattern.count("A"))
            out += price_check_digit(str(total_minor).zfill(wide)[-wide:])
        elif letter == "C":
            out += check_digit(out)
        else:
            digits = str(values[letter]).zfill(size)
            if len(digits) > size:
                raise Refused("labels.plu" if letter == "I" else "labels.too_much")
            out += digits
    return out


def pattern_for(patterns: tuple[str, ...], *, long: bool) -> str:
    """The shop's pattern for a label of this kind: 13 digits, or `long`; empty when it has none."""
    for pattern in patterns:
        if (len(pattern) > 13) is long:
            return pattern
    return ""
