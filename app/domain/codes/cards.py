"""Payment cards that must never come in (hardware.md 4.6), and the stripes of loyalty cards.

An item's number can pass a card's check by chance, so a bare number is only taken for a card when
a network issues such numbers and no GS1 check digit says otherwise; a stripe's data always is.
"""

from __future__ import annotations

import re
from unicodedata import category, decimal

from app.domain.codes.gtin import holds
from app.domain.errors import Refused

# which beginnings and lengths the networks issue; 2 is Mastercard's newer range
_ISSUED = re.compile(
    r"4\d{12}|4\d{15}|4\d{18}"
    r"|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11,16}|35(?:2[89]|[3-8]\d)\d{12,15}"
    r"|(?:5[0678]|6\d)\d{13,17}"
)
_TRACK = re.compile(r"%B ?\d{4}|;\d{12,19}=", re.IGNORECASE)
_RUN = re.compile(r"(?<!\d)\d(?:[\s._/-]{0,2}\d){12,18}(?!\d)", re.ASCII)


def luhn(digits: str) -> bool:
    """The check that every payment card's number passes, and one in ten others."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card(digits: str) -> bool:
    """Whether a bare number must be taken for a payment card's."""
    if not _ISSUED.fullmatch(digits) or not luhn(digits):
        return False
    if len(digits) == 13:
        return not holds(digits)
    if len(digits) == 14:  # a case of Chinese goods, indicator 3, looks like a Diners card
        return not (holds(digits) and digits[1:3] == "69")
    return True


def carries_card(text: str) -> bool:
    """Whether a stripe's payment data or a payment card's number stands anywhere in a text, in
    whatever figures: an input method's are wide, other scripts have their own."""
    if not text.isascii():
        text = _plain(text)
    if _TRACK.search(text):
        return True
    return any(is_card(re.sub(r"\D", "", run)) for run in _RUN.findall(text))


def _plain(text: str) -> str:
    """Figures of every script as ASCII, dashes and spaces as one of theirs, nothing invisible."""
    return "".join(_as_ascii(sign) for sign in text)


def _as_ascii(sign: str) -> str:
    sort = category(sign)
    if sort == "Nd":
        return str(decimal(sign))
    return _SORTS.get(sort, _SIGNS.get(sign, sign))


_SORTS = {"Pd": "-", "Zs": " ", "Cf": ""}
_SIGNS = {"．": ".", "／": "/", "％": "%", "；": ";", "＝": "=", "＿": "_"}


def stripe(text: str) -> str:
    """What a loyalty card's stripe says: its second track `;digits?` or `;digits=more?`, else the

    first alone, `%number?` or `%number^name?`; a third one, `+digits?`, may follow. Else empty.
    """
    third = r"(?:\+\d*\?)?"
    found = re.fullmatch(rf"(?:%[^?;]*\?)?;(\d{{4,30}})(?:=\d*)?\??{third}.?", text)
    found = found or re.fullmatch(rf"%([0-9A-Za-z]{{4,30}})(?:\^[^?;]*)?\?{third}", text)
    return found.group(1) if found else ""


def without_card(text: str) -> str:
    """What a person wrote, on its way into a document that stays for good.

    Refused `code.payment_card` when a payment card's number stands in it.
    """
    if carries_card(text):
        raise Refused("code.payment_card")
    return text
