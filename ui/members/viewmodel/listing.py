"""The list of members and the form that takes one in, as words."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Refused, Unavailable
from app.usecases.member.find import MemberRow
from app.words import Words

FIELDS = ("phone", "name", "card", "tier", "note", "birthday")


@dataclass(frozen=True, slots=True)
class RowVM:
    """A member in the list."""

    member_id: str
    name: str
    tier: str
    phone: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListVM:
    """The list. `state`: loading, empty (nobody at all), none (nobody matches), rows, error.

    `enrol` are the words of the key that takes the person searched for in; `file_off` is why
    members cannot be taken in or out as a file.
    """

    state: str
    about: str = ""
    rows: tuple[RowVM, ...] = ()
    none: str = ""
    enrol: str = ""
    enrol_off: str = ""
    file_off: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class EnrolVM:
    """The form that takes somebody in. `known` is who already has that phone or card, `twin` who
    has the same name."""

    phone_error: str = ""
    name_error: str = ""
    card: str = ""
    card_error: str = ""
    known: str = ""
    known_id: str = ""
    twin: str = ""
    error: str = ""
    busy: bool = False


def row(one: MemberRow, words: Words) -> RowVM:
    """A member in the list."""
    note = "" if one.active else words("members.inactive")
    phone = "" if one.name == one.phone_masked else one.phone_masked  # unnamed: it stands already
    return RowVM(one.member_id, one.name, tier_of(one, words), phone, note)


def tier_of(one: MemberRow, words: Words) -> str:
    """The tier's name in the language of the screen."""
    return one.tier_name_en if words.lang == "en" and one.tier_name_en else one.tier_name


def field_of(trouble: Refused | Unavailable) -> str:
    """Which field a refusal is about: `phone.taken` is the phone's."""
    if isinstance(trouble, Unavailable):
        return ""
    field = trouble.code.partition(".")[0]
    return field if field in FIELDS else ""


def looks_like_phone(text: str) -> bool:
    """Whether what was searched for is rather a number than a name."""
    kept = text.replace(" ", "").replace("-", "")
    return kept.isascii() and kept.isdecimal()


def none(text: str, words: Words) -> tuple[str, str]:
    """What to say when nobody matches, and the words of the key that takes them in."""
    if looks_like_phone(text):
        return words("members.none", text=text), words("members.enrol_phone", phone=text)
    return words("members.none", text=text), words("members.enrol_name", name=text[:20])
