"""What may be changed in a member's file, each field as it is kept: clean, short, without cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import TypedDict

from app.domain.codes.cards import without_card
from app.domain.document import Body, Kind
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
from app.usecases import commit
from app.usecases.loyalty.purse import now_of
from app.usecases.member.file_write import card_of
from app.usecases.services import Services

GENDERS = ("", "female", "male", "other")
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
    tier_until: str
    tier_locked: bool


def grant_tiers(
    tx: Tx,
    s: Services,
    operator: Operator,
    given: Iterable[tuple[str, str]],
    *,
    until: str = "",
    locked: bool = False,
    why: str = "granted",
) -> None:
    """Tiers by hand, (member, tier), as a document that the reviews respect: until a business
    date, else for the tier's own term. `locked` keeps them from going up, too."""
    today, rules = now_of(tx, s)[1], programs.load(tx)
    rows: list[Body] = []
    for member_id, tier_id in given:
        rule = rules.tier_rule(tier_id)
        days = rule.valid_days if rule else 0
        last = (date.fromisoformat(today) + timedelta(days=days)).isoformat() if days else ""
        rows.append(
            {"m": member_id, "tier_id": tier_id, "on": today, "until": until or last}
            | ({"locked": True} if locked else {})
        )
    if rows:
        body: Body = {"on": today, "why": why, "members": [], "given": rows}
        commit.seal(tx, s, Kind.TIER_CHANGE, body, operator_id=operator.operator_id)


def until_day(tx: Tx, s: Services, text: str) -> str:
    """`2027-3-1` or `2027.3.1` as a business date; empty stays empty.

    Refused `until.unreadable` (text), `until.past` (until_on).
    """
    if not text.strip():
        return ""
    for sign in "./年月日":
        text = text.replace(sign, "-")
    try:
        year, month, day = (int(one) for one in text.strip().strip("-").split("-"))
        found = date(year, month, day).isoformat()
    except ValueError as wrong:
        raise Refused("until.unreadable", text=text[:20]) from wrong
    if found < now_of(tx, s)[1]:
        raise Refused("until.past", until_on=found)
    return found


def lower(tx: Tx, tier_id: str, than: str) -> bool:
    """Whether a tier stands below another."""
    levels = {one.tier_id: one.level for one in shops.tiers(tx)}
    return levels.get(tier_id, 0) < levels.get(than, 0)


def changed(tx: Tx, operator: Operator, before: Member, wanted: MemberChanges) -> Member:
    """The member as they would be. Refused: `name.*`, `phone.*`, `tier.unknown`, `gender.unknown`,
    `operator.unknown`, `health.no_consent`, `words.too_many`, `card.*`, `code.payment_card`."""
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
        health_note=_health(operator, before, wanted),
        active=wanted.get("active", before.active),
    )


def _personal(before: Member, wanted: MemberChanges) -> Member:
    gender = wanted.get("gender", before.gender)
    if gender not in GENDERS:
        raise Refused("gender.unknown")
    phone = clean_phone(wanted["phone"]) if "phone" in wanted else before.phone
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
        tags=clean_words(wanted.get("tags", before.tags), 20),
        preferences=clean_words(wanted.get("preferences", before.preferences), 60),
        groups=clean_words(wanted.get("groups", before.groups), 40),
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
