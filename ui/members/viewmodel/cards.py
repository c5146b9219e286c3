"""A member's cards: how each is read, whether it names them now, and what one can do about it."""

from __future__ import annotations

from app.domain.member import Card, CardState
from app.domain.permissions import Permission
from app.words import clock
from ui.members.viewmodel import text
from ui.members.viewmodel.dossier import Dossier, Frame
from ui.members.viewmodel.parts import ActVM, RowVM, SectionVM, SheetVM

MARKS = {
    CardState.ACTIVE: ("check", "positive"),
    CardState.LOST: ("alert", "danger"),
    CardState.BLOCKED: ("pause", "warning"),
    CardState.REPLACED: ("exchange", "muted"),
}


def sheet(d: Dossier, f: Frame) -> SheetVM:
    """Cards at the left, the PIN at the right."""
    w, off = f.words, f.off(Permission.MEMBER_EDIT)
    rows = tuple(_card(one, f) for one in d.member.cards)
    left = SectionVM(
        w("members.cards"),
        rows,
        hint=w("members.cards_hint"),
        why="" if rows else w("member.cards_none"),
        acts=(ActVM("card.add", w("member.card_add"), off),),
    )
    has = d.purse.has_pin
    limit = d.program.stored.pin_above_minor
    sub = w("member.pin_above", limit_minor=limit) if limit else w("member.pin_not_asked")
    pin = RowVM(
        w("member.pin_set" if has else "member.pin_not_set"),
        sub=sub,
        mark=("lock", "positive" if has else "muted"),
        acts=(
            ActVM("pin", w("member.pin_change" if has else "member.pin_give")),
            *((ActVM("pin.off", w("member.pin_remove"), off),) if has else ()),
        ),
    )
    about = RowVM(
        w("member.card_no_value"), sub=w("member.card_no_value_why"), mark=("info", "muted")
    )
    return SheetVM(((13, (left,)), (10, (SectionVM(w("member.pin"), (pin, about)),))))


def _card(one: Card, f: Frame) -> RowVM:
    w, usable = f.words, one.usable(f.now_ms)
    state = CardState.ACTIVE if usable else one.state
    said = w(f"member.card.{state.value}")
    if state is CardState.BLOCKED and one.until_ms:
        at = f.at(one.until_ms)
        said = w("member.card.blocked_until", at=f"{w.month_day(at)} {clock(at)}")
    kind = w(f"member.card.kind.{one.kind.value}")
    return RowVM(
        text.card(one.token, w),
        sub=" · ".join(x for x in (kind, one.label) if x),
        aside=said,
        aside_role=MARKS[state][1],
        mark=MARKS[state],
        role="text" if usable else "muted",
        acts=_acts(one, f, usable=usable),
    )


def _acts(one: Card, f: Frame, *, usable: bool) -> tuple[ActVM, ...]:
    w, off = f.words, f.off(Permission.MEMBER_EDIT)
    if one.state is CardState.REPLACED:
        return ()
    if not usable:
        return (
            ActVM(f"card.free:{one.token}", w("member.card_free"), off),
            ActVM(f"card.replace:{one.token}", w("member.card_replace"), off),
        )
    return (
        ActVM(f"card.lost:{one.token}", w("member.card_lost")),
        ActVM(f"card.block:{one.token}", w("member.card_block"), off),
        ActVM(f"card.replace:{one.token}", w("member.card_replace"), off),
    )
