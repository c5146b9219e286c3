"""Everything that happened between the shop and a member, the newest first."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.plan import PlanKind
from app.reports.statement import StatementRow
from app.words import Words, quantity, whole
from ui.members.viewmodel import text
from ui.members.viewmodel.dossier import Dossier, Frame

OWN = ("sale", "topup", "package", "membership", "gift_card")  # shown from the document itself


@dataclass(frozen=True, slots=True)
class EventVM:
    """One row: when, what, number, money and points; `open` is what pressing it opens."""

    key: str
    when: str
    icon: str
    what: str
    number: str
    value: str
    points: str = ""
    role: str = "text"


@dataclass(frozen=True, slots=True)
class HistoryVM:
    """The tab. `loading` until the statement was read."""

    rows: tuple[EventVM, ...] = ()
    loading: bool = False
    none: str = ""


def page(d: Dossier, f: Frame) -> HistoryVM:
    """Sales, top-ups, and whatever else moved their money."""
    w = f.words
    found: list[tuple[int, EventVM]] = []
    for sale in d.file.sales:
        found.append(
            (
                sale.at_ms,
                EventVM(
                    f"sale:{sale.sale_id}",
                    text.when(f.at(sale.at_ms), f.today, w),
                    "sell",
                    w("member.event.sale", count=quantity(sale.pieces_milli)),
                    sale.short_no,
                    text.money(sale.due_minor, w),
                ),
            )
        )
    for one in d.bought:
        found.append(
            (
                one.at_ms,
                EventVM(
                    f"{'gift' if one.kind is PlanKind.GIFT_CARD else 'topup'}:{one.topup_id}",
                    text.when(f.at(one.at_ms), f.today, w),
                    "wallet",
                    d.plan_named(one.plan_name, w.lang),
                    one.no,
                    text.money(one.paid_minor, w),
                ),
            )
        )
    rows = d.statement.rows if d.statement else ()
    for place, entry in enumerate(rows):
        if entry.kind not in OWN:
            found.append((entry.at_ms, _entry(entry, f, place)))
    found.sort(key=lambda one: -one[0])
    none = w("member.history_none") if not found else ""
    return HistoryVM(tuple(one for _, one in found), none=none)


def _entry(one: StatementRow, f: Frame, place: int) -> EventVM:
    w = f.words
    return EventVM(
        f"row:{place}",
        text.when(f.at(one.at_ms), f.today, w),
        ICONS.get(one.kind, "note"),
        entry_words(one, w),
        one.ref,
        text.money(one.stored_minor, w, plus=True) if one.stored_minor else "",
        signed(one.points),
        "muted",
    )


ICONS = {
    "refund": "return",
    "topup.refund": "return",
    "withdraw": "return",
    "adjust": "edit",
    "redeem": "gift",
    "expire": "clock",
    "transfer": "exchange",
    "opening": "upload",
    "voucher.issue": "ticket",
    "package.change": "pause",
    "member.merge": "people",
    "tier.change": "star",
}


def entry_words(one: StatementRow, w: Words) -> str:
    """What a statement's row says: the word `statement.<kind>`."""
    key = f"statement.{one.kind}"
    return w(key, **one.facts_in(w.lang)) if key in w else one.kind


def signed(n: int) -> str:
    """`+120`, `−40`, nothing for nothing."""
    if not n:
        return ""
    return f"+{whole(n)}" if n > 0 else whole(n)
