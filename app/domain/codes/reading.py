"""`parse`: from the characters of a scanner or a keyboard to one meaning, never to a crash."""

from __future__ import annotations

import re

from app.domain.codes import bearer, cards, gs1
from app.domain.codes.chip import chip_of
from app.domain.codes.gtin import LENGTHS, is_digits, normal
from app.domain.codes.kinds import (
    PROOF,
    Z_PROOF,
    CardCode,
    Code,
    GiftCardCode,
    ItemCode,
    MagstripeCode,
    MemberCode,
    OperatorCode,
    PayCode,
    PhoneLike,
    ReceiptCode,
    Unreadable,
    VoucherCode,
)
from app.domain.codes.labels import read_label
from app.domain.errors import Refused

MAX_TEXT = 300  # a proof is some 150 characters; more is another program's QR
_AIM = re.compile(r"\]([A-Za-z])([0-9A-Za-z])")
_GS1_SYMBOLS = {"C1", "d2", "e0", "Q3", "J1"}
_TOKEN = re.compile(r"[0-9A-Za-z_.-]{4,64}")
_PROOF = re.compile(rf"{PROOF}:([\w-]+\.\d+\.\d+):(-?\d+):([0-9a-f]{{16}}):([\w-]*)", re.ASCII)
_LONG_NO = re.compile(r"[0-9A-Za-z]{1,8}-[0-9A-Za-z]{1,8}-\d{1,4}-\d{6,9}", re.ASCII)
_SHORT_NO = re.compile(r"\d{1,3}-\d{6}", re.ASCII)  # a phone number has 7 or 8 after its area
_LINK = re.compile(r"https?://\S+/01/(\d{8,14})(?:[/?#].*)?", re.ASCII | re.IGNORECASE)


def parse(
    text: str,
    label_patterns: tuple[str, ...] = (),
    *,
    typed: bool = False,
    currency_digits: int = 2,
    currency: str = "",
) -> Code:
    """What a code means. `typed` says that a person keyed it: short item numbers, phone numbers.

    Never raises but Refused `code.payment_card`, whose number stands nowhere. Full-width letters
    (an input method was on) are folded, control characters dropped.
    """
    cleaned = clean(text)
    if not cleaned:
        return Unreadable("short")
    if len(cleaned) > MAX_TEXT and cards.carries_card(cleaned):
        raise Refused("code.payment_card")
    if len(cleaned) > MAX_TEXT:
        return Unreadable("garbage", cleaned[:20])
    aim = _AIM.match(cleaned)
    symbol = aim.group(1) + aim.group(2) if aim else ""
    bare = cleaned[3:] if aim else cleaned
    ours = _ours(bare)
    if ours is not None:
        return ours
    item = _gs1(bare, symbol, currency_digits, currency)
    if item is not None:
        return item
    if gs1.FNC1 in bare and cards.carries_card(bare):
        raise Refused("code.payment_card")
    bare = bare.replace(gs1.FNC1, "").strip()
    digits = re.sub(r"[ -]", "", bare) if typed else bare
    if is_digits(digits):
        return _number(
            digits, label_patterns, typed=typed, symbol=symbol, currency_digits=currency_digits
        )
    if cards.carries_card(bare):
        raise Refused("code.payment_card")
    return _words(bare, typed=typed)


def clean(text: str) -> str:
    """Full-width forms folded, control and invisible characters gone, but for GS1's separator."""
    if text.isascii() and text.isprintable():  # nearly every scan, and every cell of an import
        return text.strip(" ")
    folded = (chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    spaced = (" " if c == "\u3000" else c for c in folded)
    return "".join(c for c in spaced if c == gs1.FNC1 or c.isprintable()).strip(" ")


def _ours(text: str) -> Code | None:
    """What we print ourselves: cards, staff cards, vouchers, gift cards, receipts."""
    if bearer.is_bearer(text):
        return _bearer(text)
    if text[:2] == "U:":
        return _chip(text)
    if text[:2] in ("M:", "S:"):
        token = text[2:]
        if cards.carries_card(token):
            raise Refused("code.payment_card")
        if not _TOKEN.fullmatch(token):
            return Unreadable("garbage", text[:20])
        return MemberCode(token) if text[0] == "M" else OperatorCode(token)
    if proof := _PROOF.fullmatch(text):
        document, total, hash8, signature = proof.groups()
        return ReceiptCode("", document, int(total), hash8, signature)
    if text.startswith(PROOF):
        if cards.carries_card(text):
            raise Refused("code.payment_card")
        return Unreadable("split", text[:40])
    if text.startswith(Z_PROOF):
        return Unreadable("z_slip", text[:40])
    if _LONG_NO.fullmatch(text) or _SHORT_NO.fullmatch(text):
        return ReceiptCode(text)
    return None


def _chip(text: str) -> Code:
    """A card at a reader. What a payment card's stripe typed there is refused like anywhere."""
    found = chip_of(text)
    said = text if found is None else found[1]
    if cards.carries_card(said) or (found is not None and cards.is_card(found[0])):
        raise Refused("code.payment_card")
    return CardCode(*found) if found else Unreadable("garbage", text[:20])


def _bearer(text: str) -> Code:
    """A voucher or a gift card; a part of one is said, and shows no sign of it."""
    if cards.carries_card(text[2:]):
        raise Refused("code.payment_card")
    signs = bearer.signs(text)
    if not signs:
        return Unreadable("split", text[:2].upper())
    return VoucherCode(signs) if text[0] in "Vv" else GiftCardCode(signs)


def _gs1(text: str, symbol: str, currency_digits: int, currency: str) -> Code | None:
    """An item by its GS1 element string or link; None when the text is none."""
    if link := _LINK.fullmatch(text):
        return _link(text, link)
    said = symbol in _GS1_SYMBOLS or gs1.FNC1 in text or text.startswith("(01)")
    if not said and not (text.startswith("01") and len(text) >= 16 and is_digits(text)):
        return None
    item = gs1.item_of(text, currency_digits=currency_digits, currency=currency)
    if item is not None or not said:
        return item
    return None if cards.carries_card(text) else Unreadable("garbage", text[:40])


def _link(text: str, link: re.Match[str]) -> Code:
    """A GS1 Digital Link: the item in its path, what is said of it behind the question mark."""
    number = normal(link.group(1))
    if not number:
        return Unreadable("bad_check", link.group(1))
    days = {ai: gs1.day_of(day) for ai, day in re.findall(r"[?&](15|17)=(\d{6})(?=&|$)", text)}
    return ItemCode(text[:40], number, use_by=days.get("17", ""), best_before=days.get("15", ""))


def _number(
    digits: str, patterns: tuple[str, ...], *, typed: bool, symbol: str, currency_digits: int
) -> Code:
    """The meaning of digits alone, the most certain first."""
    label = read_label(digits, patterns, currency_digits)
    if label is not None and not isinstance(label, Unreadable):
        return label
    if cards.is_card(digits):
        raise Refused("code.payment_card")
    upc_e = {"E4": False, "E3": True}.get(symbol)
    number = normal(digits, upc_e=upc_e)
    if label is None and number:
        return ItemCode(digits, number)
    twice = _two_at_once(digits)
    if twice is not None:
        return twice
    if network := _pay_network(digits):
        return PayCode(network, digits)
    if label is not None:
        return label
    return _typed_number(digits) if typed else _scanned_number(digits)


def _pay_network(digits: str) -> str:
    """Whose pay code it is (hardware.md 4.5); empty for none."""
    head = int(digits[:2])
    if len(digits) == 18 and 10 <= head <= 15:
        return "wechat"
    return "alipay" if 16 <= len(digits) <= 24 and 25 <= head <= 30 else ""


def _two_at_once(digits: str) -> Unreadable | None:
    """The same code twice, or two codes in one scan: refused, or one of them leaves unpaid."""
    half = len(digits) // 2
    if len(digits) % 2 == 0 and digits[:half] == digits[half:]:
        if cards.is_card(digits[:half]):
            raise Refused("code.payment_card")
        if normal(digits[:half]):
            return Unreadable("doubled", digits[:half])
    if len(digits) < 20 or _pay_network(digits):
        return None
    for cut in range(8, len(digits) - 7):
        sides = digits[:cut], digits[cut:]
        paying = [cards.is_card(side) for side in sides]
        known = [bool(normal(side)) for side in sides]
        if any(paying) and all(a or b for a, b in zip(paying, known, strict=True)):
            raise Refused("code.payment_card")
        if all(known):
            return Unreadable("glued", digits[:40])
    return None


def _typed_number(digits: str) -> Code:
    """A keyed number: the shop's own short one, a phone number, or a barcode with a slip in it."""
    if len(digits) <= 7:
        return ItemCode(digits)
    if len(digits) == 13 and digits.startswith("861"):
        return PhoneLike(digits[2:])
    if len(digits) in (12, 13, 14):
        return Unreadable("bad_check", digits)
    return PhoneLike(digits) if len(digits) <= 15 else ItemCode(digits[:40])


def _scanned_number(digits: str) -> Code:
    """A scanned number of no known form: a part of one, or a shop's own."""
    if len(digits) <= 5:
        return Unreadable("short", digits)
    if len(digits) in LENGTHS:
        return Unreadable("bad_check", digits)
    if len(digits) < 12:
        return Unreadable("split", digits)
    return ItemCode(digits) if len(digits) <= 40 else Unreadable("garbage", digits[:20])


def _words(text: str, *, typed: bool) -> Code:
    """A code with other characters than digits."""
    if stripe := cards.stripe(text):
        if cards.is_card(stripe):
            raise Refused("code.payment_card")
        return MagstripeCode(stripe)
    kept = re.sub(r"[ -]", "", text)
    if typed and kept.startswith("+") and is_digits(kept[1:]) and 7 <= len(kept) - 1 <= 15:
        digits = kept[1:]
        return PhoneLike(digits[2:] if digits.startswith("861") and len(digits) == 13 else digits)
    if not text.isascii() or len(text) > 48 or not any(c.isalnum() for c in text):
        return Unreadable("garbage", text[:40])
    if len(text) < 3 and not typed:
        return Unreadable("short", text)
    return ItemCode(text)
