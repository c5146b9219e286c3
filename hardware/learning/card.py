"""A card reader's format, from two taps of the same card, and from what is known of that card.

Two taps that say the same show a number that stays. What it means only shows beside another word
for the same card: the number another reader gave, or the one printed on the fob. Without one the
likeliest spelling is kept, and where several are as likely that is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hardware.api.reading.card_numbers import CardFormat, Spelling, canonical, settings_of
from hardware.learning.lesson import CardLesson, Finding
from hardware.learning.lesson import CardReason as Why

_STRIPE = re.compile(r"%B ?\d{4}|;\d{12,19}=", re.IGNORECASE)
_FORMATS = tuple(
    CardFormat(spelling, backwards)
    for backwards in (False, True)
    for spelling in (Spelling.HEX, Spelling.DEC, Spelling.W26)
)
_KEEPS = (4, 3)


def learn_card(taps: Sequence[str], *, known: str = "") -> CardLesson:
    """`known` is the canonical number another reader gave for this card, or what is printed on it

    (`0013961168 213,02000`: either part will do).
    """
    said = [tap.strip() for tap in taps if tap.strip()]
    if not said:
        return CardLesson({}, (Finding(Why.NOTHING),))
    if any(_is_payment(one) for one in said):
        return CardLesson({}, (Finding(Why.PAYMENT_CARD),))
    if len(set(said)) > 1:
        return CardLesson({}, (Finding(Why.DIFFERS),))
    text = said[0]
    fits = tuple(_fitting(text))
    if not fits:
        return CardLesson({}, (Finding(Why.NOT_A_NUMBER, {"length": len(text)}),))
    return _by_known(text, fits, known) if known.strip() else _likeliest(text, fits)


def _fitting(text: str) -> Iterator[CardFormat]:
    """Every format in which this is a whole number."""
    checked = CardFormat(Spelling.HEX, checksum=True, length=len(text))
    if len(text) == 12 and canonical(text, checked):
        yield checked
        return
    for one in _FORMATS:
        exact = CardFormat(one.spelling, one.backwards, length=len(text))
        if canonical(text, exact):
            yield exact


def _likeliest(text: str, fits: tuple[CardFormat, ...]) -> CardLesson:
    """Forwards is likelier than backwards; ten digits are 8H10D, eight may be anything."""
    straight = [one for one in fits if not one.backwards]
    digits = text.isdigit()
    if digits and len(text) == 10:
        straight = [one for one in straight if one.spelling is Spelling.DEC]
    best = straight[0]
    others = [one for one in straight if one != best]
    findings = [Finding(Why.UNSURE, {"n": len(straight)})] if others else [Finding(Why.READY)]
    return _lesson(text, best, findings, tuple(fits))


def _by_known(text: str, fits: tuple[CardFormat, ...], known: str) -> CardLesson:
    """The format that makes the known number of it; cut down to what both readers hear."""
    wanted = tuple(_numbers(known))
    for one in fits:
        if canonical(text, one) in wanted:
            return _lesson(text, one, [Finding(Why.READY)], fits)
    for keep in _KEEPS:
        for one in fits:
            cut = CardFormat(one.spelling, one.backwards, keep, one.length, one.checksum)
            mine = canonical(text, cut)
            longer = [w for w in wanted if len(w) >= keep * 2 and w[-keep * 2 :] == mine]
            if mine and longer:
                findings = [Finding(Why.READY)]
                if all(len(w) > keep * 2 for w in longer):
                    findings = [Finding(Why.KEEP, {"bytes": keep})]
                return _lesson(text, cut, findings, fits)
    return CardLesson({}, (Finding(Why.KNOWN_DIFFERS),), "", _candidates(text, fits))


def _numbers(known: str) -> Iterator[str]:
    """What a known word may mean: a canonical number, or the print on a fob."""
    for word in (known.strip(), *known.split()):
        if re.fullmatch(r"[0-9A-Fa-f]{6,20}", word) and len(word) % 2 == 0 and len(word) != 10:
            yield word.upper()
        for one in (CardFormat(Spelling.DEC), CardFormat(Spelling.W26), CardFormat(Spelling.HEX)):
            if number := canonical(word, one):
                yield number


def _lesson(
    text: str, best: CardFormat, findings: list[Finding], fits: tuple[CardFormat, ...]
) -> CardLesson:
    return CardLesson(
        settings_of(best),
        tuple(findings),
        canonical(text, best),
        _candidates(text, tuple(one for one in fits if one != best)),
        best.keep,
        ok=True,
    )


def _candidates(
    text: str, fits: tuple[CardFormat, ...]
) -> tuple[tuple[dict[str, str | int | bool], str], ...]:
    return tuple((settings_of(one), canonical(text, one)) for one in fits)


def _is_payment(text: str) -> bool:
    """A bank card's stripe, or a bare number that passes its check: never kept, never shown."""
    if _STRIPE.search(text):
        return True
    digits = text.strip(";?")
    if not digits.isdigit() or not 13 <= len(digits) <= 19 or digits[0] not in "3456":
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
