"""Two files of one person become one, with everything they own; and apart again.

What either owns stays where it lies: from the merge on every read of the one who stays goes over
both (app/store/loyalty/merges.py). So a balance is never moved and never counted twice (R24), a
sale of the other is still returned to the lots that paid it, and unmerging is exact.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from app.domain.document import Document, Kind
from app.domain.errors import Refused
from app.domain.member import Card, CardKind, Member
from app.domain.permissions import Operator, Permission
from app.domain.pricing.basket import Approval
from app.store import members
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import merges
from app.store.member_file import split, with_file
from app.usecases import commit
from app.usecases.member.file_write import MOST_CARDS, require_free, write_file
from app.usecases.member.find import known, shown
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services
from app.usecases.staff.word import binding_of, require_word


def merge(
    s: Services,
    operator: Operator,
    keep_id: str,
    gone_id: str,
    approval: Approval | None = None,
) -> Outcome[Member]:
    """The member that stays, who now owns all of both; cards and phone of both find them.

    The one who stays keeps their name and consents: nobody is made to want messages by a merge.
    Refused: `approval.needed` and as `require_word`, `member.unknown`, `member.inactive`,
    `member.forgotten`, `merge.self`, `merge.already` (name), `card.too_many`.
    """
    with s.db.write() as tx:
        approved = require_word(
            *(tx, s, operator, Permission.MEMBER_MERGE, approval),
            action="member.merge",
            binding=binding_of("member.merge", keep_id, gone_id),
        )
        keep, gone = _pair(tx, keep_id, gone_id)
        after = _joined(tx, keep, gone)
        if len(after.cards) > MOST_CARDS:
            raise Refused("card.too_many", most=MOST_CARDS)
        key = members.key_of(tx, keep_id) or b""
        body = {
            "keep": keep_id,
            "gone": gone_id,
            "before": s.vault.seal(key, members.profile(keep)),
            "tier_before": keep.tier_id,
            "household_before": keep.household_id,
            "advisor_before": keep.advisor_id,
            "groups_before": list(keep.groups),
            "approval": approved,
            "at_ms": s.clock.now_ms(),
        }
        commit.seal(tx, s, Kind.MEMBER_MERGE, body, operator_id=operator.operator_id)
        away = replace(gone, active=False)
        write_file(tx, s, Kind.MEMBER_EDIT, away, operator, what=["merged_away"])
        require_free(tx, after)
        write_file(tx, s, Kind.MEMBER_EDIT, after, operator, what=["merged"])
    return Outcome(shown(after), Changes(members=frozenset({keep_id, gone_id})))


def unmerge(
    s: Services,
    operator: Operator,
    gone_id: str,
    approval: Approval | None = None,
) -> Outcome[Member]:
    """The member that was gone, with what was theirs and is left of it.

    The one who stayed is as before the merge, but for what was changed since.
    Refused: `approval.needed` and as `require_word`, `member.unknown`, `member.forgotten`,
    `merge.none`, `merge.later_first` (the one who stayed was merged away too), `phone.taken`.
    """
    with s.db.write() as tx:
        approved = require_word(
            *(tx, s, operator, Permission.MEMBER_MERGE, approval),
            action="member.merge",
            binding=binding_of("member.merge", gone_id, "apart"),
        )
        gone, doc = known(tx, gone_id), merges.document(tx, gone_id)
        if doc is None:
            raise Refused("merge.none", name=gone.name)
        keep = known(tx, doc.body["keep"])
        if merges.stays(tx, keep.member_id) != keep.member_id:
            raise Refused("merge.later_first", name=keep.name)
        body = {
            "keep": keep.member_id,
            "gone": gone_id,
            "approval": approved,
            "at_ms": s.clock.now_ms(),
        }
        commit.seal(tx, s, Kind.MEMBER_UNMERGE, body, operator_id=operator.operator_id)
        alone, back = _parted(tx, s, doc, keep, gone)
        write_file(tx, s, Kind.MEMBER_EDIT, alone, operator, what=["unmerged"])
        require_free(tx, back)
        write_file(tx, s, Kind.MEMBER_EDIT, back, operator, what=["unmerged"])
    return Outcome(shown(back), Changes(members=frozenset({keep.member_id, gone_id})))


def _pair(tx: Tx, keep_id: str, gone_id: str) -> tuple[Member, Member]:
    if keep_id == gone_id:
        raise Refused("merge.self")
    keep, gone = known(tx, keep_id), known(tx, gone_id)
    for one in (keep, gone):
        if merges.document(tx, one.member_id) is not None:
            raise Refused("merge.already", name=one.name)
        if members.key_of(tx, one.member_id) is None:
            raise Refused("member.forgotten")
    if not keep.active:
        raise Refused("member.inactive", name=keep.name)
    return keep, gone


def _joined(tx: Tx, keep: Member, gone: Member) -> Member:
    """The file of the one who stays: what they had, and what only the other had."""
    health = keep.consents.health and gone.consents.health
    notes = [one for one in (keep.note, gone.note) if one]
    levels = {one.tier_id: one.level for one in shops.tiers(tx)}
    higher = levels.get(gone.tier_id, -1) > levels.get(keep.tier_id, -1)
    use_name = gone.named and not keep.named
    return replace(
        keep,
        name=gone.name if use_name else keep.name,
        named=keep.named or gone.named,
        tier_id=gone.tier_id if higher else keep.tier_id,
        cards=_all_cards(keep, gone),
        note="\n".join(dict.fromkeys(notes))[:500],
        birthday=keep.birthday or gone.birthday,
        gender=keep.gender or gone.gender,
        tags=tuple(dict.fromkeys((*keep.tags, *gone.tags))),
        preferences=tuple(dict.fromkeys((*keep.preferences, *gone.preferences))),
        health_note=keep.health_note or (gone.health_note if health else ""),
        photo=keep.photo or gone.photo,
        pin_hash=keep.pin_hash or gone.pin_hash,
        advisor_id=keep.advisor_id or gone.advisor_id,
        household_id=keep.household_id or gone.household_id,
        language=keep.language or gone.language,
        groups=tuple(dict.fromkeys((*keep.groups, *gone.groups))),
    )


def _all_cards(keep: Member, gone: Member) -> tuple[Card, ...]:
    """Both files' cards, and the other's number, so that it finds the one who stays."""
    cards = {one.token: one for one in (*keep.cards, *gone.cards)}
    if gone.phone and gone.phone != keep.phone:
        cards.setdefault(gone.phone, Card(gone.phone, CardKind.PHONE))
    return tuple(cards.values())


def _parted(
    tx: Tx, s: Services, doc: Document, keep: Member, gone: Member
) -> tuple[Member, Member]:
    """Both files: each as it was, where nobody has changed it since; cards in the state they are in
    now."""
    theirs = {one.token for one in gone.cards} | {gone.phone}
    now = {one.token: one for one in keep.cards}
    back = replace(gone, active=True, cards=tuple(now.get(one.token, one) for one in gone.cards))
    before = _before(tx, s, doc, keep)
    merged = _joined(tx, before, gone)
    alone = {
        field.name: getattr(before, field.name)
        for field in fields(Member)
        if field.name not in ("cards", "active", "consents")
        and getattr(keep, field.name) == getattr(merged, field.name)
    }
    own = {one.token for one in before.cards}
    cards = tuple(one for one in keep.cards if one.token in own or one.token not in theirs)
    return replace(keep, **alone, cards=cards), back


def _before(tx: Tx, s: Services, doc: Document, keep: Member) -> Member:
    """The one who stayed, as they were when it was merged. Refused `member.forgotten`."""
    key = members.key_of(tx, keep.member_id)
    if key is None:
        raise Refused("member.forgotten")
    opened: dict[str, Any] = s.vault.open(key, doc.body["before"])
    found = split(opened)
    old = replace(
        keep,
        name=found.name,
        phone=found.phone,
        cards=found.cards,
        note=found.note,
        health_note=found.health,
        tier_id=doc.body["tier_before"],
        household_id=doc.body["household_before"],
        advisor_id=doc.body["advisor_before"],
        groups=tuple(doc.body["groups_before"]),
    )
    return with_file(old, {"tags": [], **(found.file or {})})
