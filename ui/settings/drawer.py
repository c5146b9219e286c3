"""The drawer's settings: how much it may differ by, what stays in it, whether everybody counts, and
why money moves. Texts in, the shop's terms out; pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from app.domain.errors import Refused
from app.domain.money import parse_amount, plain
from app.domain.shift.terms import (
    DROP,
    MOST_REASONS,
    CashReason,
    ShiftTerms,
    check_reasons,
    extra_of,
    terms_of,
)
from app.domain.shop import Shop

LIMIT, KEPT, COUNTED = "drawer.limit", "drawer.kept", "drawer.counted"
ROWS = MOST_REASONS - 1  # what goes to the safe has its own key and is no row
FIELDS = (
    *(LIMIT, KEPT, COUNTED),
    *(f"cash.{n}.{part}" for n in range(ROWS) for part in ("name", "name_en", "way")),
)


def texts_of(shop: Shop) -> dict[str, str]:
    """The fields as they open."""
    terms, digits = terms_of(shop), shop.currency.digits
    texts = {
        LIMIT: plain(terms.limit_minor, digits),
        KEPT: "" if terms.float_minor < 0 else plain(terms.float_minor, digits),
        COUNTED: "yes" if terms.must_count else "no",
    }
    known = _rows(terms)
    for place in range(ROWS):
        one = known[place] if place < len(known) else CashReason("", "", "", "out")
        texts[f"cash.{place}.name"] = one.name
        texts[f"cash.{place}.name_en"] = one.name_en
        texts[f"cash.{place}.way"] = one.way
    return texts


def changes_of(texts: Mapping[str, str], shop: Shop, errors: dict[str, Refused]) -> dict[str, str]:
    """What of the shop's `extra` would be other than it stands; what is wrong in which field."""
    found: dict[str, int] = {}
    for name in (LIMIT, KEPT):
        try:
            text = texts[name].strip()
            found[name] = parse_amount(text, shop.currency) if text or name == LIMIT else -1
            if found[name] < (0 if text else -1):
                raise Refused("amount.negative")
        except Refused as wrong:
            errors[name] = wrong
    before = terms_of(shop)
    reasons = _reasons(texts, before)
    try:
        check_reasons(reasons)
    except Refused as wrong:
        errors[_row_of(wrong, texts)] = wrong
    if len(found) < 2 or any(name in errors for name in FIELDS):
        return {}
    after = ShiftTerms(found[LIMIT], found[KEPT], texts[COUNTED] == "yes", reasons)
    was = extra_of(before)
    return {name: text for name, text in extra_of(after).items() if text != was[name]}


def rows_shown(texts: Mapping[str, str], kept: Mapping[str, str]) -> int:
    """Rows with a name, and the next empty one."""
    named = [n for n in range(ROWS) if texts[f"cash.{n}.name"] or kept[f"cash.{n}.name"]]
    return max(named, default=-1) + 2


def _rows(terms: ShiftTerms) -> tuple[CashReason, ...]:
    return tuple(one for one in terms.reasons if one.code != DROP)


def _reasons(texts: Mapping[str, str], before: ShiftTerms) -> tuple[CashReason, ...]:
    """The reasons of the form. One keeps its key whatever it is called later; a new one is named
    after its words."""
    known = _rows(before)
    found = [one for one in before.reasons if one.code == DROP]
    for place in range(ROWS):
        name, way = texts[f"cash.{place}.name"].strip(), texts[f"cash.{place}.way"]
        if not name:
            continue
        old = known[place].code if place < len(known) else ""
        code = old or f"own-{hashlib.sha256((way + name).encode()).hexdigest()[:8]}"
        english = texts[f"cash.{place}.name_en"].strip()
        found.append(CashReason(code, name, english or name, way))
    return tuple(found)


def _row_of(wrong: Refused, texts: Mapping[str, str]) -> str:
    name = str(wrong.facts.get("name", ""))
    rows = [f"cash.{place}.name" for place in range(ROWS)]
    meant = [one for one in rows if name and texts[one].strip()[:40] == name]
    return meant[-1] if meant else rows[0]
