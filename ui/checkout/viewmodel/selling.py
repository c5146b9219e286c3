"""The right half while selling: field, quick keys, what was found, function keys, the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.catalog import ItemKind
from app.domain.checkout.state import CheckoutState, Halt, Mode
from ui.checkout.front import CheckPanel, Front, Search, may_become_item
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.parts import (
    CheckVM,
    FoundVM,
    HaltVM,
    KeyVM,
    ListVM,
    QuickVM,
    SellVM,
    ShelfVM,
)

if TYPE_CHECKING:
    from app.usecases.sale.quick_keys import QuickKey

FUNCTIONS = (
    "member",
    "quantity",
    "discount",
    "park",
    "recall",
    "price_check",
    "no_sale",
    "reprint",
    "remove_line",
    "cancel_sale",
)
NEEDS_LINES = ("discount", "park", "remove_line", "cancel_sale")


def shelf(front: Front, f: Frame) -> ShelfVM:
    """Tabs and quick keys of the page one stands on."""
    if not front.pages:
        return ShelfVM((), 0, (None,) * 25)
    tabs = tuple(page.named(f.language) for page in front.pages)
    page = front.pages[front.page]
    return ShelfVM(tabs, front.page, tuple(_quick(key, f) if key else None for key in page.keys))


def _quick(key: QuickKey, f: Frame) -> QuickVM:
    item, left = key.item, key.stock_milli
    price = "" if key.price_minor is None else f.money(key.price_minor)
    if item.kind is ItemKind.WEIGHED and price:
        price = f"{price}/kg"
    stock = ""
    if left is not None and item.kind is ItemKind.PIECE:
        which = "none" if left <= 0 else "low" if key.low else "left"
        stock = f.words(f"checkout.stock.{which}", n=left // 1000)
    return QuickVM(item.item_id, item.named(f.language), item.spec, price, stock, key.low)


def sell(state: CheckoutState, front: Front, f: Frame, shelf_vm: ShelfVM) -> SellVM:
    """The right half while selling."""
    words, panel = f.words, front.panel
    halted = state.mode is Mode.HALTED
    lines = bool(state.basket.lines)
    pay_off = ""
    if halted:
        pay_off = words("checkout.pay.halted")
    elif not lines:
        pay_off = words("checkout.pay.empty")
    ahead = state.next_qty_milli // 1000
    return SellVM(
        hint=words("checkout.scan.hint"),
        typed=front.search.text if front.search else "",
        ahead=words("checkout.scan.ahead", n=ahead) if ahead else "",
        shelf=shelf_vm,
        functions=tuple(_function(name, state, front, f) for name in FUNCTIONS),
        pay=KeyVM("pay", words("checkout.key.pay"), pay_off),
        found=_found(front.search, f) if front.search else None,
        halt=_halt(state.halt, f) if halted and state.halt else None,
        check=_check(panel, f) if isinstance(panel, CheckPanel) and not front.search else None,
    )


def _function(name: str, state: CheckoutState, front: Front, f: Frame) -> KeyVM:
    off = ""
    if state.mode is Mode.HALTED:
        off = f.words("checkout.key.halted")
    elif name in NEEDS_LINES and not state.basket.lines:
        waits = state.basket.member or state.basket.credit
        bare = name == "cancel_sale" and state.mode is Mode.READY and waits
        off = "" if bare else f.words("checkout.key.no_lines")
    title = f.words(f"checkout.key.{name}")
    if name == "recall" and front.parked:
        title = f.words("checkout.key.recall_n", n=front.parked)
    chosen = name == "price_check" and isinstance(front.panel, CheckPanel)
    return KeyVM(name, title, off, chosen=chosen)


def _found(search: Search, f: Frame) -> ListVM:
    rows = tuple(
        FoundVM(
            key=one.item.item_id,
            title=one.item.named(f.language),
            note="  ".join(x for x in (one.item.spec, *one.item.barcodes[:1]) if x),
            amount=_price(one.price_minor, one.item.kind, f),
        )
        for one in search.rows
    )
    empty = "checkout.search.looking" if search.stale else "checkout.search.nothing"
    return ListVM(
        rows=rows,
        at=search.at,
        title=f.words("checkout.search.title"),
        empty=f.words(empty, text=search.text[:40]),
        why="" if search.stale else f.words("checkout.search.why"),
    )


def _price(price_minor: int | None, kind: ItemKind, f: Frame) -> str:
    if price_minor is None:
        return f.words("checkout.search.no_price")
    text = f.money(price_minor)
    return f"{text}/kg" if kind is ItemKind.WEIGHED else text


def _halt(halt: Halt, f: Frame) -> HaltVM:
    key = f"checkout.halt.{halt.reason}"
    if key not in f.words:
        key = "checkout.halt.unknown" if halt.code else "checkout.halt.garbage"
    words = f.words
    keys = [
        KeyVM("search", words("checkout.halt.by_name")),
        KeyVM("quantity", words("checkout.halt.by_department")),
        KeyVM("back", words("checkout.halt.understood")),
    ]
    if may_become_item(halt, f.operator):
        keys.insert(2, KeyVM("new", words("checkout.halt.new")))
    return HaltVM(words(key, code=halt.code), words("checkout.halt.note"), tuple(keys))


def _check(panel: CheckPanel, f: Frame) -> CheckVM:
    words = f.words
    title, about = words("checkout.check.title"), words("checkout.check.about")
    if panel.found is None:
        if panel.unknown:
            about = words("checkout.check.unknown", code=panel.unknown)
        return CheckVM(title, about)
    item, price = panel.found.item, panel.found.price_minor
    facts: list[tuple[str, str]] = []
    if panel.member_minor is not None:
        facts.append((words("checkout.check.member"), f.money(panel.member_minor)))
    if item.barcodes:
        facts.append((words("checkout.check.barcode"), item.barcodes[0]))
    if panel.stock_milli is not None:
        facts.append((words("checkout.check.stock"), f.qty(item, panel.stock_milli)))
    return CheckVM(
        title,
        about,
        name=item.named(f.language),
        spec=item.spec,
        amount=words("checkout.search.no_price") if price is None else f.money(price),
        sign="" if price is None else f.sign,
        facts=tuple(facts),
        add=KeyVM("confirm", words("checkout.check.add")) if price is not None else None,
    )
