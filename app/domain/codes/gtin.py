"""GS1 item numbers: check digits, and the one form in which every spelling of a number is stored.

A bottle may be read as UPC-E, UPC-A, EAN-13 with a leading zero or GTIN-14 in a GS1 code; all must
find the same item.
"""

from __future__ import annotations

LENGTHS = (8, 12, 13, 14)


def is_digits(text: str) -> bool:
    """Whether it is all ASCII digits, and some."""
    return text.isascii() and text.isdecimal()


def check_digit(body: str) -> str:
    """The mod 10 digit that GS1 puts after `body` (weights 3, 1, 3 ... from the right)."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(body)))
    return str(-total % 10)


def holds(digits: str) -> bool:
    """Whether the last digit is the right check digit for the others."""
    return check_digit(digits[:-1]) == digits[-1]


def expand_upc_e(digits: str) -> str:
    """The UPC-A (12 digits) that an 8 digit UPC-E stands for; empty when it stands for none."""
    system, middle, check = digits[0], digits[1:7], digits[7]
    if system not in "01":
        return ""
    last = middle[5]
    if last in "012":
        body = middle[:2] + last + "0000" + middle[2:5]
    elif last == "3":
        body = middle[:3] + "00000" + middle[3:5]
    elif last == "4":
        body = middle[:4] + "00000" + middle[4]
    else:
        body = middle[:5] + "0000" + last
    whole = system + body + check
    return whole if holds(whole) else ""


def normal(digits: str, *, upc_e: bool | None = None) -> str:
    """The stored form of 8, 12, 13 or 14 digits; empty when it is no item number.

    13 digits, 8 for EAN-8, 14 only for a case or a variable measure (indicator 1 to 9). Eight
    digits from 0 are UPC-E where that fits (EAN-8 keeps 0 for inside a shop); `upc_e` says what a
    scanner knew.
    """
    if len(digits) not in LENGTHS or not is_digits(digits):
        return ""
    if len(digits) == 8:
        expanded = "" if upc_e is False else expand_upc_e(digits)
        as_ean = holds(digits)
        if expanded and (upc_e or digits[0] == "0" or not as_ean):
            return "0" + expanded
        return digits if as_ean else ""
    if not holds(digits):
        return ""
    full = digits.zfill(14)
    if full.startswith("000000") and full[6] != "0":
        return full[6:]
    return full[1:] if full[0] == "0" else full


def stored_barcode(text: str) -> str:
    """The form in which a catalogue keeps a barcode that a person or a file gave it."""
    kept = "".join(text.split())
    return normal(kept) or kept
