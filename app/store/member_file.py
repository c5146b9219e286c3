"""The sealed part of a member's file as JSON, and back: the one place that knows its names.

Profile: {name, phone, cards: [{t, k?, s?, u?, l?}], note, health?} and the rest of the file:
{birthday?, birth_year?, gender?, tags?, preferences?, photo?, pin?, unnamed?, lang?}. What is
empty is left out. Profiles of before cards had states carry `card_tokens: [...]` instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.document import Body
from app.domain.member import Birthday, Card, CardKind, CardState, Member, plain_cards

_COLUMNS = frozenset({"name", "phone", "cards", "card_tokens", "note", "health"})


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile taken apart: what has a column of its own, and the rest as `file`."""

    name: str = ""
    phone: str = ""
    cards: tuple[Card, ...] = ()
    note: str = ""
    health: str = ""
    birthday: str = ""
    file: Mapping[str, Any] | None = None


def profile(member: Member) -> Body:
    """The personal part, to be sealed, and to be projected beside the sealed form."""
    born = member.birthday
    rest: Body = {
        "health": member.health_note,
        "birthday": str(born) if born else "",
        "birth_year": born.year if born else 0,
        "gender": member.gender,
        "tags": list(member.tags),
        "preferences": list(member.preferences),
        "photo": member.photo,
        "pin": member.pin_hash,
        "unnamed": not member.named,
        "lang": member.language,
    }
    return {
        "name": member.name,
        "phone": member.phone,
        "cards": [_card_body(one) for one in member.cards],
        "note": member.note,
    } | {key: value for key, value in rest.items() if value}


def split(opened: Mapping[str, Any]) -> Profile:
    """An opened profile, of today or of before."""
    return Profile(
        name=opened.get("name", ""),
        phone=opened.get("phone", ""),
        cards=_cards(opened),
        note=opened.get("note", ""),
        health=opened.get("health", ""),
        birthday=opened.get("birthday", ""),
        file={key: opened[key] for key in sorted(opened) if key not in _COLUMNS},
    )


def with_file(member: Member, file: Mapping[str, Any]) -> Member:
    """The member with what stands in `Profile.file`."""
    if not file:
        return member
    return replace(
        member,
        birthday=birthday_of(file.get("birthday", ""), file.get("birth_year", 0)),
        gender=file.get("gender", ""),
        tags=tuple(file.get("tags", ())),
        preferences=tuple(file.get("preferences", ())),
        photo=file.get("photo", ""),
        pin_hash=file.get("pin", ""),
        named=not file.get("unnamed", False),
        language=file.get("lang", ""),
    )


def birthday_of(text: str, year: int = 0) -> Birthday | None:
    """What `str(Birthday)` wrote, None for nothing."""
    if not text:
        return None
    month, _, day = text.removeprefix("L").partition("-")
    return Birthday(int(month), int(day), year, text.startswith("L"))


def _cards(opened: Mapping[str, Any]) -> tuple[Card, ...]:
    if "cards" not in opened:
        return plain_cards(opened.get("card_tokens", ()))
    return tuple(
        Card(
            one["t"],
            CardKind(one.get("k", "code")),
            CardState(one.get("s", "active")),
            one.get("u", 0),
            one.get("l", ""),
        )
        for one in opened["cards"]
    )


def _card_body(card: Card) -> Body:
    body: Body = {"t": card.token}
    if card.kind is not CardKind.CODE:
        body["k"] = card.kind.value
    if card.state is not CardState.ACTIVE:
        body["s"] = card.state.value
    if card.until_ms:
        body["u"] = card.until_ms
    if card.label:
        body["l"] = card.label
    return body
