"""Gift cards as words: each with what is on it, how it stands, and what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.loyalty.gift_card import GiftCard
from app.domain.rights import NEVER
from app.usecases.loyalty.gift_cards import CardEvent
from app.words import Words
from ui.bridge.approval.shown import ApprovalVM
from ui.members.viewmodel import text
from ui.members.viewmodel.dossier import Frame
from ui.members.viewmodel.parts import ActVM, FormVM, RowVM, SectionVM, SheetVM

SIGNS = 4


@dataclass(frozen=True, slots=True)
class FoundCard:
    """A card, and whether the law wants its rest paid out on request."""

    card: GiftCard
    pays_out: bool = False


@dataclass(frozen=True, slots=True)
class GiftsVM:
    """The page: what was typed and found; a form or a second person's panel in its place."""

    typed: str = ""
    said: str = ""
    sheet: SheetVM = SheetVM()
    form: FormVM | None = None
    approval: ApprovalVM | None = None


def standing(card: GiftCard, today: date) -> str:
    """How it stands: its state, or `expired` when its last day is over."""
    ended = card.until_on not in ("", NEVER) and card.until_on < today.isoformat()
    return "expired" if ended and card.state == "active" else card.state


def acts_of(found: FoundCard, today: date) -> tuple[str, ...]:
    """What may be done with it, the likeliest first."""
    card, state = found.card, standing(found.card, today)
    acts = {"active": ["block"], "blocked": ["unblock"]}.get(state, [])
    if state in ("active", "blocked", "expired") and card.available_minor:
        acts.append("replace")
    if state == "active" and found.pays_out:
        acts.append("cash_out")
    return tuple(acts)


def sheet(
    text_typed: str,
    cards: tuple[FoundCard, ...],
    f: Frame,
    told: tuple[GiftCard, tuple[CardEvent, ...]] | None = None,
) -> SheetVM:
    """What was found with what happened to one of them, or what to do to find something."""
    words = f.words
    if not cards:
        typed = text_typed.strip()
        key = "giftcards.none" if len(typed) >= SIGNS else "giftcards.how"
        section = SectionVM(words("giftcards.title"), why=words(key, typed=typed))
        return SheetVM(((1, (section,)),))
    several = len(cards) > 1
    rows = tuple(_row(one, f.today, words, history=several) for one in cards)
    found = (3, (SectionVM(words("giftcards.found", n=len(rows)), rows),))
    if told is None:
        return SheetVM((found,))
    card, events = told
    about = SectionVM(
        words("giftcards.history_of", card=card.masked), tuple(_event(one, f) for one in events)
    )
    return SheetVM((found, (2, (about,))))


def _event(one: CardEvent, f: Frame) -> RowVM:
    """When, what, by whom and why; what it brought or took."""
    w = f.words
    key = f"giftcards.event.{one.kind}"
    about: Sequence[str] = (text.when(f.at(one.at_ms), f.today, w), one.by, one.no)
    return RowVM(
        w(key) if key in w else one.kind,
        sub=w("member.comma").join(part for part in about if part),
        value=text.money(one.minor, w, plus=True) if one.minor else "",
        note=one.reason,
        value_small=True,
    )


def _row(found: FoundCard, today: date, words: Words, *, history: bool) -> RowVM:
    card, state = found.card, standing(found.card, today)
    acts = (*acts_of(found, today), *(("history",) if history else ()))
    face = words("giftcards.face", face_minor=card.face_minor)
    until = text.until(card.until_on, today, words)
    return RowVM(
        card.masked,
        sub=words("member.comma").join((face, until)),
        value=text.money(card.available_minor, words),
        note=words(f"giftcards.state.{state}"),
        note_role="positive" if state == "active" else "warning",
        acts=tuple(ActVM(f"{act}:{card.card_id}", words(f"giftcards.{act}")) for act in acts),
    )
