"""A return without a receipt in words: the goods at their price of today, and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.returns import ReturnReason
from app.usecases.returns.blind import CASH
from app.usecases.sale.return_goods import Returning
from app.usecases.sale.search_items import FoundItem
from app.words import Words, amount, quantity
from ui.history.return_words import FactVM, reason_options, unit

MEMBER = "member"


@dataclass(frozen=True, slots=True)
class BlindLineVM:
    """A line: what it is, what a piece is paid with, how many, what it comes to."""

    name: str
    price: str
    qty: str
    value: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class BlindVM:
    """The panel. `found` are (name, price) of what was typed, `to` the ways that money may go."""

    title: str
    about: str
    typed: str
    found: tuple[tuple[str, str], ...]
    lines: tuple[BlindLineVM, ...]
    none: str
    price: str
    price_about: str
    reasons: tuple[tuple[str, ...], ...]
    reason: str
    ways: tuple[tuple[str, ...], ...]
    to: str
    facts: tuple[FactVM, ...]
    total: str
    confirm: str
    off: str
    error: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the presenter knows."""

    lines: tuple[tuple[FoundItem, int, int], ...]
    current: int
    text: str
    found: tuple[FoundItem, ...]
    reasons: tuple[ReturnReason, ...]
    reason: str
    to: str
    member: str
    price_text: str
    shown: Returning | None
    busy: bool
    error: str
    limit_minor: int


def panel(one: Seen, words: Words) -> BlindVM:
    """Everything of it."""
    missed = missing(one.shown, one.reason)
    off = words("return.working") if one.busy else words(missed) if missed else ""
    shown, digits = one.shown, words.digits
    total = amount(shown.total_minor, digits) if shown else ""
    current = one.lines[one.current] if one.current < len(one.lines) else None
    about = ""
    if current is not None:
        about = words("blind.price_of", name=current[0].item.named(words.lang))
    return BlindVM(
        title=words("blind.title"),
        about=words("blind.about", limit_minor=one.limit_minor),
        typed=one.text,
        found=tuple(
            (_named(found, words), amount(found.price_minor or 0, digits)) for found in one.found
        ),
        lines=tuple(
            _line(line, words, chosen=at == one.current) for at, line in enumerate(one.lines)
        ),
        none="" if one.lines else words("blind.none"),
        price=one.price_text or (amount(current[2], digits, grouping=False) if current else ""),
        price_about=about,
        reasons=reason_options(one.reasons, words),
        reason=one.reason,
        ways=(
            (CASH, words("tender.cash")),
            (MEMBER, words("blind.to_member"), one.member or words("blind.card_first")),
        ),
        to=one.to,
        facts=_facts(shown, words) if shown else (),
        total=total,
        confirm=words("return.do", amount=total) if total else words("return.key"),
        off=off,
        error=one.error,
    )


def missing(shown: Returning | None, reason: str) -> str:
    """The word for what is still to be chosen; empty when nothing is."""
    if shown is None:
        return "return.choose"
    return "" if reason else "return.say_why"


def _named(found: FoundItem, words: Words) -> str:
    """With its size: two sizes of one thing have one name."""
    return " ".join(x for x in (found.item.named(words.lang), found.item.spec) if x)


def _line(line: tuple[FoundItem, int, int], words: Words, *, chosen: bool) -> BlindLineVM:
    found, qty, price = line
    each = words("blind.each", price_minor=price, unit=unit(found.item.unit, words))
    value = amount(price * qty // 1000, words.digits)
    return BlindLineVM(_named(found, words), each, quantity(qty), value, chosen)


def _facts(shown: Returning, words: Words) -> tuple[FactVM, ...]:
    rows = [
        FactVM(
            words("return.back.cash" if one.kind == CASH else "return.back.principal"),
            amount(one.amount_minor, words.digits),
            shown.member_name,
        )
        for one in shown.back
    ]
    if shown.rounding_minor:
        rounding = amount(shown.rounding_minor, words.digits, plus=True)
        rows.append(FactVM(words("history.rounding"), rounding))
    return tuple(rows)


def asked(shown: Returning, words: Words) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """(what, figure, facts) for a second person."""
    names = [(one.named(words.lang), quantity(one.back_milli)) for one in shown.lines]
    return words("blind.title"), amount(shown.total_minor, words.digits), tuple(names[:4])


def reason_said(known: Sequence[ReturnReason], code: str, language: str) -> str:
    """The reason in this person's language."""
    return next((one.named(language) for one in known if one.code == code), "")
