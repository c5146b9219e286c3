"""Members and parked baskets: lists one chooses from, and the enrolment, as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.checkout.state import CheckoutState, Mode
from ui.checkout.front import EnrolPanel, MemberPanel, ParkedPanel
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.parts import EnrolVM, FoundVM, KeyVM, ListVM, MemberVM, ParkedVM

if TYPE_CHECKING:
    from app.usecases.member.find import MemberRow
    from app.usecases.sale.draft import ParkedBasket


def member(panel: MemberPanel, state: CheckoutState, f: Frame) -> MemberVM:
    """Finding a member as one types."""
    words, text = f.words, panel.text.strip()
    rows = tuple(_row(one, f) for one in panel.rows)
    if text and not panel.loaded:
        empty, why = words("checkout.member.looking"), ""
    elif text:
        empty = words("checkout.member.nobody", text=text[:40])
        why = words("checkout.member.nobody.why")
    else:
        empty = words("checkout.member.start")
        why = words(f"checkout.member.start.{'plan' if panel.for_plan else 'why'}")
    here = state.basket.member
    detach = (
        KeyVM("remove_line", words("checkout.member.detach", name=_short(here.name)))
        if here
        else None
    )
    return MemberVM(
        title=words("checkout.member.title"),
        hint=words("checkout.member.hint"),
        typed=panel.text,
        found=ListVM(rows, panel.at, words("checkout.member.found"), empty, why),
        new=KeyVM("new", words("checkout.member.new")),
        detach=detach,
        confirm=_take(panel, f),
        busy=not panel.loaded,
    )


def _take(panel: MemberPanel, f: Frame) -> KeyVM:
    """What Enter does: the member one stands on, or taking in who was typed."""
    words, text = f.words, panel.text.strip()
    if panel.rows:
        name = panel.rows[min(panel.at, len(panel.rows) - 1)].name
        return KeyVM("confirm", words("checkout.member.take", name=_short(name)))
    if text and panel.loaded:
        return KeyVM("confirm", words("checkout.member.take_in", text=_short(text)))
    return KeyVM("confirm", words("checkout.member.plain"), words("checkout.member.type"))


def _short(name: str) -> str:
    """A name that fits on a key."""
    return name if len(name) <= 16 else f"{name[:15]}…"


def _row(one: MemberRow, f: Frame) -> FoundVM:
    tier = one.tier_name_en if f.language == "en" and one.tier_name_en else one.tier_name
    return FoundVM(one.member_id, one.name, one.phone_masked, "", chip=tier)


def enrol(panel: EnrolPanel, f: Frame) -> EnrolVM:
    """Taking a member in: phone, name, and the one consent that is asked apart."""
    words = f.words
    off, title = "", words("checkout.enrol.do")
    if panel.busy:
        off = words("checkout.enrol.busy")
    elif panel.taken_by:
        title = words("checkout.enrol.take_existing")
    elif not panel.phone.strip():
        off = words("checkout.enrol.type_phone")
    errors: tuple[tuple[str, str], ...] = ()
    if panel.error is not None:
        field, key, facts = panel.error
        errors = ((field, words(key, **dict(facts))),)
    return EnrolVM(
        title=words("checkout.enrol.title"),
        labels=(
            ("phone", words("checkout.enrol.phone")),
            ("name", words("checkout.enrol.name")),
            ("card", words("checkout.enrol.card")),
        ),
        phone=panel.phone,
        name=panel.name,
        card=words("checkout.enrol.card.got") if panel.card else words("checkout.enrol.card.scan"),
        got=bool(panel.card),
        marketing=(words("checkout.enrol.marketing"), words("checkout.enrol.marketing.why")),
        agreed=panel.marketing,
        rule=words("checkout.enrol.rule"),
        errors=errors,
        confirm=KeyVM("confirm", title, off),
    )


def parked(panel: ParkedPanel, state: CheckoutState, f: Frame) -> ParkedVM:
    """The baskets that wait: since when, how much, whose."""
    words = f.words
    rows = tuple(_basket(one, f) for one in panel.rows)
    key = "checkout.recall.none" if panel.loaded else "checkout.recall.looking"
    off = ""
    if not rows:
        off = words("checkout.recall.nothing")
    elif state.mode is Mode.SELLING:
        off = words("checkout.recall.first")
    title = words("checkout.recall.do")
    if rows and not off:
        title = words("checkout.recall.do_this", amount=rows[min(panel.at, len(rows) - 1)].amount)
    return ParkedVM(
        title=words("checkout.recall.title"),
        about=words("checkout.recall.count", n=len(rows)) if rows else "",
        found=ListVM(rows, panel.at, "", words(key), words("checkout.recall.why")),
        confirm=KeyVM("confirm", title, off),
    )


def _basket(one: ParkedBasket, f: Frame) -> FoundVM:
    words = f.words
    note = words("checkout.recall.note", n=one.pieces_milli // 1000, who=one.operator_name)
    title = words("checkout.recall.row", at=f.clock(one.parked_ms), item=one.first_item)
    return FoundVM(one.sale_id, title, note, f.money(one.due_minor), chip=one.member_name)
