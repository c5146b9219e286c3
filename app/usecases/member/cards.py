"""Cards of a member: several, each a name the till looks up; lost, blocked, replaced at once.

No card carries value, and no token is ever given out twice (rules.md 3.20, R64).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.member import Card, CardKind, CardState, Member, clean_line, mask_name
from app.domain.permissions import Operator, Permission, require
from app.store import catalog, members
from app.store.engine import Tx
from app.usecases.member.file_write import card_of, require_free, write_file
from app.usecases.member.find import known, shown
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services


def holder_of(tx: Tx, token: str, now_ms: int) -> Member | None:
    """The member whose card this is; None when nobody's. Inside the caller's transaction.

    Refused `card.lost`, `card.replaced`, `card.blocked` (until_ms, 0 without an end): the card is
    known and must not be used. The member may be inactive: that is the caller's to say.
    """
    member = members.card_holder(tx, token)
    card = member.card(token) if member else None
    if member is None or card is None or card.usable(now_ms):
        return member if card else None
    if card.state is CardState.LOST:
        raise Refused("card.lost", name=mask_name(member.name))
    if card.state is CardState.REPLACED:
        raise Refused("card.replaced", name=mask_name(member.name))
    raise Refused("card.blocked", name=mask_name(member.name), until_ms=card.until_ms)


def add_card(
    s: Services,
    operator: Operator,
    member_id: str,
    card: str,
    *,
    kind: CardKind | None = None,
    label: str = "",
) -> Outcome[Member]:
    """One more card, as it was read; `label` says whose it is in a family.

    Refused: `permission.missing`, `member.unknown`, `card.taken`, `card.own`, `card.too_many`,
    `card.is_barcode` (name), `card.not_a_member_card`, `code.payment_card`.
    """
    require(operator, Permission.MEMBER_ENROL)
    new = card_of(card, kind, clean_line(label)[:20])

    def added(tx: Tx, member: Member) -> tuple[Member, list[tuple[str, Card]]]:
        _require_new(tx, member, new, card)
        return replace(member, cards=(*member.cards, new)), [("added", new)]

    return _change(s, operator, member_id, added)


def report_lost(s: Services, operator: Operator, member_id: str, token: str) -> Outcome[Member]:
    """The card names nobody from now on. A cashier may: a loss cannot wait.

    Refused: `permission.missing`, `member.unknown`, `card.not_theirs`, `card.replaced`.
    """
    require(operator, Permission.MEMBER_ENROL)
    return _set_state(s, operator, member_id, token, state=CardState.LOST)


def block(
    s: Services, operator: Operator, member_id: str, token: str, *, until_ms: int = 0
) -> Outcome[Member]:
    """The card names nobody until then (0: until somebody lifts it). Refused as `report_lost`."""
    require(operator, Permission.MEMBER_ENROL)
    if until_ms and until_ms <= s.clock.now_ms():
        raise Refused("card.block_over")
    return _set_state(s, operator, member_id, token, state=CardState.BLOCKED, until_ms=until_ms)


def unblock(s: Services, operator: Operator, member_id: str, token: str) -> Outcome[Member]:
    """A blocked card, or one that was lost and found, is in use again: a manager looks first.

    Refused as `report_lost`.
    """
    require(operator, Permission.MEMBER_EDIT)
    return _set_state(s, operator, member_id, token, state=CardState.ACTIVE)


def replace_card(
    s: Services, operator: Operator, member_id: str, token: str, new_card: str
) -> Outcome[Member]:
    """A new card in place of an old one, which dies at once and never lives again (R24).

    Refused as `add_card` and `report_lost`.
    """
    require(operator, Permission.MEMBER_ENROL)

    def replaced(tx: Tx, member: Member) -> tuple[Member, list[tuple[str, Card]]]:
        old = _theirs(member, token)
        new = card_of(new_card, label=old.label)
        _require_new(tx, member, new, new_card)
        dead = replace(old, state=CardState.REPLACED, until_ms=0)
        cards = tuple(dead if one.token == token else one for one in member.cards)
        return replace(member, cards=(*cards, new)), [("replaced", old), ("added", new)]

    return _change(s, operator, member_id, replaced)


def _set_state(
    s: Services,
    operator: Operator,
    member_id: str,
    token: str,
    *,
    state: CardState,
    until_ms: int = 0,
) -> Outcome[Member]:
    verb = {CardState.ACTIVE: "unblocked"}.get(state, state.value)

    def set_(tx: Tx, member: Member) -> tuple[Member, list[tuple[str, Card]]]:
        after = replace(_theirs(member, token), state=state, until_ms=until_ms)
        cards = tuple(after if one.token == token else one for one in member.cards)
        return replace(member, cards=cards), [(verb, after)]

    return _change(s, operator, member_id, set_)


def _change(
    s: Services,
    operator: Operator,
    member_id: str,
    make: Callable[[Tx, Member], tuple[Member, list[tuple[str, Card]]]],
) -> Outcome[Member]:
    with s.db.write() as tx:
        before = known(tx, member_id)
        after, fate = make(tx, before)
        if after == before:
            return Outcome(shown(before))
        require_free(tx, after)
        write_file(tx, s, Kind.MEMBER_EDIT, after, operator, what=["cards"], cards=fate)
    return Outcome(shown(after), Changes(members=frozenset({member_id})))


def _theirs(member: Member, token: str) -> Card:
    """The member's card. Refused `card.not_theirs`, `card.replaced`."""
    card = member.card(token)
    if card is None:
        raise Refused("card.not_theirs", name=mask_name(member.name))
    if card.state is CardState.REPLACED:
        raise Refused("card.replaced", name=mask_name(member.name))
    return card


def _require_new(tx: Tx, member: Member, card: Card, read: str) -> None:
    """A card that is not the member's already, nor a number that the counter takes for goods."""
    if member.card(card.token) is not None:
        raise Refused("card.own", name=mask_name(member.name))
    if not read.strip().startswith("M:"):
        item = catalog.find_by_barcode(tx, card.token)
        if item is not None:
            raise Refused("card.is_barcode", name=item.name[:60])
