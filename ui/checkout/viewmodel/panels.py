"""The panels that take the place of the right half: each as words, each with one filled key."""

from __future__ import annotations

from app.domain.checkout.state import CheckoutState, Desk
from app.domain.errors import Refused
from app.domain.money import times
from app.domain.pricing.basket import ASK_QTY_MILLI
from ui.checkout.discounting import Preview, preview
from ui.checkout.front import (
    CANCEL_REASONS,
    DISCOUNT_REASONS,
    NO_SALE_REASONS,
    CancelPanel,
    DepartmentPanel,
    DiscountPanel,
    Front,
    NoSalePanel,
    QuantityPanel,
)
from ui.checkout.member_front import GiftPanel
from ui.checkout.typed import milli, money
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.parts import (
    AskVM,
    DepartmentVM,
    DiscountVM,
    HelpVM,
    KeyVM,
    OpenVM,
    QuantityVM,
)

HELP = (
    ("sell", ("search", "times", "quantity", "discount", "remove_line", "cancel_sale")),
    ("money", ("pay", "tender_3", "tender_4", "tender_7", "confirm", "back")),
    ("people", ("member", "park", "recall", "price_check", "no_sale", "reprint")),
    ("till", ("help", "customer_screen", "lock", "line_up", "line_down", "exchange")),
)


def quantity(panel: QuantityPanel, state: CheckoutState, f: Frame) -> QuantityVM:
    """A quantity for a line, or for the next item."""
    words = f.words
    line = state.basket.line(panel.line_no)
    off, title = "", words("checkout.qty.plain")
    weighed = line is not None and line.item.kind == "weighed"
    if not panel.text.strip():
        off = words("checkout.qty.type")
    else:
        try:
            qty = milli(panel.text, whole=not weighed)
        except Refused as refusal:
            off = words(f"refused.{refusal.code}", **refusal.facts)
        else:
            if line is not None:
                total = times(line.unit_price_minor, qty)
                text = f.qty(line.item, qty)
                title = words("checkout.qty.set", qty=text, total=f.money(total))
            else:
                title = words("checkout.qty.ahead", n=qty // 1000)
            if panel.ask:
                title = words("checkout.qty.sure", n=qty // 1000)
    most = ASK_QTY_MILLI // 1000
    return QuantityVM(
        title=words("checkout.qty.title"),
        about=f.named(line.item) if line else words("checkout.qty.next"),
        field=words("checkout.qty.field"),
        typed=panel.text,
        unit=f.unit(line.item) if line else "",
        warning=words("checkout.qty.large", most=most) if panel.ask else "",
        confirm=KeyVM("confirm", title, off),
        whole=not weighed,
    )


def discount(panel: DiscountPanel, state: CheckoutState, desk: Desk, f: Frame) -> DiscountVM:
    """What is taken off, from what, and whether someone must be asked."""
    words = f.words
    line = state.basket.line(panel.line_no)
    seen = preview(panel, state, desk)
    limit = f.book.limits.of(f.operator.role)
    most = seen.before_minor * limit // 1_000_000
    targets = [KeyVM("whole", words("checkout.off.whole"), chosen=panel.whole)]
    if line is not None:
        name = f.named(line.item)
        targets.insert(
            0, KeyVM("line", words("checkout.off.line"), sub=name, chosen=not panel.whole)
        )
    kinds = ("rate", "amount", "price") if line is not None else ("rate", "amount")
    rows = [(words("checkout.off.stands"), f.money(seen.before_minor), f.money(seen.after_minor))]
    return DiscountVM(
        title=words("checkout.off.title"),
        limit=words("checkout.off.limit", role=f.role(), limit_ppm=limit, most_minor=most),
        targets=tuple(targets),
        kinds=tuple(
            KeyVM(kind, words(f"checkout.off.kind.{kind}"), chosen=kind == panel.kind)
            for kind in kinds
        ),
        field=words(f"checkout.off.field.{panel.kind}"),
        typed=panel.text,
        reasons_title=words("checkout.reason"),
        reasons=_reasons(DISCOUNT_REASONS, panel.reason, f),
        facts=tuple(rows),
        confirm=_take_off(panel, seen, f),
    )


def _take_off(panel: DiscountPanel, seen: Preview, f: Frame) -> KeyVM:
    words = f.words
    plain = words("checkout.off.plain")
    if not panel.text.strip():
        return KeyVM("confirm", plain, words(f"checkout.off.type.{panel.kind}"))
    if seen.refused is not None:
        code, facts = seen.refused.code, seen.refused.facts
        return KeyVM("confirm", plain, words(f"refused.{code}", **facts))
    less = seen.before_minor - seen.after_minor
    title = words("checkout.off.to", after_minor=seen.after_minor)
    if less > 0:
        title = words("checkout.off.do", less_minor=less, after_minor=seen.after_minor)
    if not panel.reason:
        return KeyVM("confirm", title, words("checkout.off.why"))
    return KeyVM("confirm", title, sub=words("checkout.off.asks") if seen.asks else "")


def _reasons(codes: tuple[str, ...], chosen: str, f: Frame) -> tuple[KeyVM, ...]:
    return tuple(KeyVM(code, f.reason(code), chosen=code == chosen) for code in codes)


def no_sale(panel: NoSalePanel, f: Frame) -> AskVM:
    """Why the drawer opens."""
    words = f.words
    return AskVM(
        title=words("checkout.drawer.title"),
        icon="drawer",
        words=words("checkout.drawer.words"),
        why=words("checkout.drawer.why"),
        reasons_title=words("checkout.reason"),
        reasons=_reasons(NO_SALE_REASONS, panel.reason, f),
        confirm=KeyVM("confirm", words("checkout.drawer.open")),
    )


def cancel(panel: CancelPanel, state: CheckoutState, f: Frame) -> AskVM:
    """Whether everything is given up."""
    words, priced = f.words, state.priced
    pieces = priced.pieces_milli // 1000
    return AskVM(
        title=words("checkout.give_up.title"),
        icon="trash",
        words=words("checkout.give_up.words", n=pieces, due_minor=priced.due_minor),
        why=words("checkout.give_up.why"),
        reasons_title=words("checkout.reason"),
        reasons=_reasons(CANCEL_REASONS, panel.reason, f),
        confirm=KeyVM("confirm", words("checkout.give_up.do")),
    )


def gift(panel: GiftPanel, f: Frame) -> AskVM:
    """What is on a gift card; it pays by being scanned, so the filled key is for all else."""
    words, card = f.words, panel.card
    pays = "checkout.gift.pays" if card.state == "active" else f"refused.gift_card.{card.state}"
    return AskVM(
        title=words("checkout.gift.title", card=card.masked),
        icon="card",
        words=words("checkout.gift.left", left_minor=card.available_minor),
        why=words(pays, card=card.masked, face_minor=card.face_minor),
        reasons_title="",
        reasons=(),
        confirm=KeyVM("confirm", words("checkout.gift.more")),
    )


def department(panel: DepartmentPanel, f: Frame) -> DepartmentVM:
    """An amount under a department's name."""
    words = f.words
    found = next((d for d in panel.departments if d.department_id == panel.chosen), None)
    off, title = "", words("checkout.dept.plain")
    try:
        price = money(panel.text, f.book.currency)
    except Refused as refusal:
        price, off = 0, words(f"refused.{refusal.code}", **refusal.facts)
    if not off and found is None:
        off = words("checkout.dept.choose")
    elif not off and price <= 0:
        off = words("checkout.dept.type")
    elif not off and found is not None:
        name = found.named(f.language)
        title = words("checkout.dept.add", name=name, price_minor=price)
    return DepartmentVM(
        title=words("checkout.dept.title"),
        about=words("checkout.dept.about"),
        departments=tuple(
            KeyVM(d.department_id, d.named(f.language), chosen=d.department_id == panel.chosen)
            for d in panel.departments
        ),
        field=words("checkout.dept.field"),
        typed=panel.text,
        confirm=KeyVM("confirm", title, off),
    )


def opening(front: Front, f: Frame) -> OpenVM:
    """No shift is open yet."""
    words, off, title = f.words, "", f.words("checkout.open.plain")
    try:
        amount = money(front.float_text, f.book.currency)
    except Refused as refusal:
        off = words(f"refused.{refusal.code}", **refusal.facts)
    else:
        if amount:
            title = words("checkout.open.with", float_minor=amount)
    return OpenVM(
        title=words("checkout.open.title", name=f.operator.name),
        why=words("checkout.open.why"),
        field=words("checkout.open.field"),
        typed=front.float_text,
        confirm=KeyVM("confirm", title, off),
    )


def help_(f: Frame) -> HelpVM:
    """Every key and what it does."""
    words = f.words
    return HelpVM(
        title=words("checkout.help.title"),
        groups=tuple(
            (
                words(f"checkout.help.{group}"),
                tuple((action, words(f"checkout.help.do.{action}")) for action in actions),
            )
            for group, actions in HELP
        ),
    )
