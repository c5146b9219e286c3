"""What the till watches for: each rule in words with its switch, where the shop's own habit puts
the line, and what it would have said of the last weeks. Texts in, the shop's settings out; pure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.domain.insight.sentinel import RULES
from app.domain.shop import Shop
from app.usecases.sentinel.rehearse import Rehearsal, Tried
from app.usecases.sentinel.terms import EXTRA, own_of, terms_of
from app.words import Words, amount
from ui.settings.fields import FieldVM

FIELDS = tuple(f"watch.{code}" for code in RULES)


def texts_of(shop: Shop) -> dict[str, str]:
    """The switches as they open."""
    terms = terms_of(shop)
    return {f"watch.{code}": "yes" if terms.of(code).on else "" for code in RULES}


def changes_of(texts: Mapping[str, str], shop: Shop) -> dict[str, str]:
    """What of the shop's `extra` would be other than it stands. Numbers that the shop changed stay
    beside the switches."""
    own, before = own_of(shop), texts_of(shop)
    changed = [code for code in RULES if texts[f"watch.{code}"] != before[f"watch.{code}"]]
    for code in changed:
        mine = {**own.get(code, {}), "on": bool(texts[f"watch.{code}"])}
        own[code] = {name: value for name, value in mine.items() if name != "on" or not value}
    kept = {code: one for code, one in own.items() if one}
    return {EXTRA: json.dumps(kept, sort_keys=True) if kept else ""} if changed else {}


def short(texts: Mapping[str, str], words: Words) -> str:
    """How many rules are on."""
    return words("settings.watch.short", n=sum(bool(texts[name]) for name in FIELDS))


def field(name: str, text: str, tried: Rehearsal | None, words: Words) -> FieldVM:
    """One rule."""
    code = name.partition(".")[2]
    return FieldVM(
        name,
        "switch",
        words(f"settings.watch.{code}"),
        words(f"settings.watch.{code}.help"),
        text,
        _told(tried, code, words),
    )


def _told(tried: Rehearsal | None, code: str, words: Words) -> str:
    if tried is None:
        return words("settings.watch.trying")
    if not tried.sales:
        return words("settings.watch.nothing_yet")
    one = tried.rules[code]
    said = words("settings.watch.said", n=one.cases) if one.cases else words("settings.watch.quiet")
    return words("settings.watch.both", line=_line(one, words), said=said)


def _line(one: Tried, words: Words) -> str:
    def told(n: int) -> str:
        return amount(n, words.digits) if one.minor else str(n)

    if one.limit > one.floor:
        return words("settings.watch.learned", limit=told(one.limit), floor=told(one.floor))
    return words("settings.watch.floor", floor=told(one.floor))
