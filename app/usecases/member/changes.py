"""What may be changed in a member's file, each field as it is kept: clean, short, without cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypedDict

from app.domain.codes.cards import without_card
from app.domain.errors import Refused
from app.domain.member import (
    Birthday,
    Card,
    Consents,
    Member,
    clean_line,
    clean_name,
    clean_phone,
    mask_phone,
)
from app.domain.permissions import Operator, Permission, require
from app.store import shop as shops
from app.store import staff
from app.store.engine import Tx
from app.store.loyalty import program as programs
from app.usecases.member.file_write import card_of

GENDERS = ("", "female", "male", "other")
LANGUAGES = ("zh_CN", "en")  # that paper speaks
MOST_WORDS = 20


class MemberChanges(TypedDict, total=False):
    """What may be changed; what is not named stays. `cards` keeps, adds and takes away tokens.

    A tier by hand holds until `tier_until` (a business date; empty: the tier's own term); with
    `tier_locked`, or when it is a lower one, reviews leave it exactly so until then.
    """

    name: str
    phone: str
    note: str
    tier_id: str
    marketing: bool
    notices: bool
    cards: tuple[str, ...]
    active: bool
    birthday: Birthday | None
    gender: str
    tags: tuple[str, ...]
    preferences: tuple[str, ...]
    health_note: str
    advisor_id: str
    groups: tuple[str, ...]
    language: str
    tier_until: str
    tier_locked: bool


def changed(tx: Tx, operator: Operator, before: Member, wanted: MemberChanges) -> Member:
    """The member as they would be. Refused: `name.*`, `phone.*`, `tier.unknown`, `gender.unknown`,
    `language.unknown`, `group.unknown`, `operator.unknown`, `health.no_consent`,
    `words.too_many`, `card.*`, `code.payment_card`."""
    known = _personal(before, wanted)
    cards = known.cards
    if "cards" in wanted:
        cards = _cards(before, wanted["cards"])
    return replace(
        known,
        tier_id=_tier(tx, before, wanted),
        cards=cards,
        consents=_consents(before, wanted),
        advisor_id=_advisor(tx, before, wanted),
        groups=_groups(tx, before, wanted),
        health_note=_health(operator, before, wanted),
        active=wanted.get("active", before.active),
    )


def _personal(before: Member, wanted: MemberChanges) -> Member:
    gender = wanted.get("gender", before.gender)
    if gender not in GENDERS:
        raise Refused("gender.unknown")
    phone = clean_phone(wanted["phone"]) if "phone" in wanted else before.phone
    language = wanted.get("language", before.language)
    if language not in ("", *LANGUAGES):
        raise Refused("language.unknown")
    name, named = before.name, before.named
    if wanted.get("name", "").strip():
        name, named = clean_name(wanted["name"]), True
    elif "name" in wanted and before.named:
        clean_name(wanted["name"])
    if not named:
        name = mask_phone(phone)
    return replace(
        before,
        name=name,
        named=named,
        phone=phone,
        note=without_card(wanted.get("note", before.note)).strip()[:500],
        birthday=wanted.get("birthday", before.birthday),
        gender=gender,
        language=language,
        tags=clean_words(wanted.get("tags", before.tags), 20),
        preferences=clean_words(wanted.get("preferences", before.preferences), 60),
    )


def clean_words(words: Iterable[str], longest: int) -> tuple[str, ...]:
    """Short words, each once. Refused `words.too_many` (most), `code.payment_card`."""
    kept = tuple(dict.fromkeys(w for w in (clean_line(one)[:longest] for one in words) if w))
    if len(kept) > MOST_WORDS:
        raise Refused("words.too_many", most=MOST_WORDS)
    for one in kept:
        without_card(one)
    return kept


def _tier(tx: Tx, before: Member, wanted: MemberChanges) -> str:
    tier_id = wanted.get("tier_id", before.tier_id)
    if tier_id != before.tier_id and tier_id not in {one.tier_id for one in shops.tiers(tx)}:
        raise Refused("tier.unknown", tier=tier_id[:40])
    return tier_id


def _groups(tx: Tx, before: Member, wanted: MemberChanges) -> tuple[str, ...]:
    """Of the owner's list; what a file said before there was one may stay."""
    groups = clean_words(wanted.get("groups", before.groups), 40)
    known = {one.group_id for one in programs.load(tx).groups}
    for one in groups:
        if one not in known and one not in before.groups:
            raise Refused("group.unknown")
    return groups


def _cards(before: Member, tokens: tuple[str, ...]) -> tuple[Card, ...]:
    """Cards that stay stay as they are; dead ones stay dead, named or not."""
    asked = {card.token: card for card in map(card_of, tokens)}
    kept = [one for one in before.cards if one.token in asked or not one.alive]
    known = {one.token for one in before.cards}
    return (*kept, *(card for token, card in asked.items() if token not in known))


def _consents(before: Member, wanted: MemberChanges) -> Consents:
    return replace(
        before.consents,
        notices=wanted.get("notices", before.consents.notices),
        marketing=wanted.get("marketing", before.consents.marketing),
    )


def _advisor(tx: Tx, before: Member, wanted: MemberChanges) -> str:
    advisor_id = wanted.get("advisor_id", before.advisor_id)
    if advisor_id and advisor_id != before.advisor_id:
        person = staff.get(tx, advisor_id)
        if person is None or not person.active:
            raise Refused("operator.unknown")
    return advisor_id


def _health(operator: Operator, before: Member, wanted: MemberChanges) -> str:
    """A health note is written by those who may read it, with the member's own consent (R52)."""
    if "health_note" not in wanted:
        return before.health_note
    require(operator, Permission.MEMBER_HEALTH)
    note = without_card(wanted["health_note"]).strip()[:500]
    if note and not before.consents.health:
        raise Refused("health.no_consent")
    return note
