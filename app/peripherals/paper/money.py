"""Slips of members' money: what was sold to them, redeemed, used, and given back."""

from __future__ import annotations

from typing import Any

from app.domain.slips import (
    GiftCardCode,
    GivenLine,
    PackageSlip,
    RedeemSlip,
    RefundSlip,
    TopUpSlip,
)
from app.peripherals.paper.balances import balances
from app.peripherals.paper.codes import card_code
from app.peripherals.paper.rows import RULE, Rows
from app.words import quantity, whole
from hardware.api.slip import Cell, Columns, Item, Text

MONEY = ("principal", "bonus")
PIECES = ("item", "voucher", "package")


def top_up(rows: Rows, slip: TopUpSlip) -> dict[str, Any]:
    """What was paid, what was given for it, how it was paid, what there is now, the terms."""
    words, head = rows.words, slip.head
    sign = rows.sign(head.shop)
    on_card = MONEY if slip.gift_card is not None else ()  # its face is said with its code
    given = [one for one in slip.given if one.kind not in on_card]
    items = [
        *rows.head(head, words(f"paper.plan.{slip.plan_kind}")),
        *rows.member(head.member),
        Text(slip.plan_name, bold=True),
        *[item for one in given for item in _given(rows, one)],
        RULE,
        rows.bold(words("paper.paid"), sign + rows.money(slip.paid_minor)),
        *rows.tenders(slip.tenders),
    ]
    after = balances(rows, slip.balances)
    items += [RULE, *after] if after else []
    if slip.gift_card is not None:
        items += _card(rows, slip.gift_card, head.shop.paper_columns)
    items += _terms(slip.terms)
    return rows.finish(head, items)


def _given(rows: Rows, one: GivenLine) -> list[Item]:
    """One thing that a plan gives; what ends or comes in parts says so below."""
    words = rows.words
    key = f"paper.given.{one.kind}"
    money = one.kind in MONEY
    title = words(f"{key}.of", name=one.name) if money and one.name else words(key, name=one.name)
    figure = rows.money(one.n, plus=True) if money else f"+{whole(one.n)}"
    if one.kind == "tier":
        figure = ""
    elif one.kind in PIECES:
        figure = f"×{whole(one.n)}"
    more = [words("paper.until", on=rows.day(one.until_on))] if one.until_on else []
    if one.times > 1:
        more.append(words("paper.given.times", times=one.times, on=rows.day(one.next_on)))
    below = [Text("    " + words("paper.semicolon").join(more))] if more else []
    return [rows.row("  " + title.strip(), figure), *below]


def _card(rows: Rows, card: GiftCardCode, columns: int) -> list[Item]:
    until = [Text(rows.words("paper.card.until", on=rows.day(card.until_on)))]
    face = rows.row(rows.words("paper.card.face"), rows.money(card.face_minor))
    return [RULE, face, *until, *card_code(rows, card, columns)]


def _terms(terms: tuple[str, ...]) -> list[Item]:
    """What the law, or the owner, wants to be read."""
    return [RULE, *[Text(one) for one in terms]] if terms else []


def redemption(rows: Rows, slip: RedeemSlip) -> dict[str, Any]:
    """What the points bought, and how many are left."""
    words, head = rows.words, slip.head
    items = [
        *rows.head(head, words("paper.redemption")),
        *rows.member(head.member),
        rows.row(slip.reward_name, words("paper.points_n", n=slip.points)),
        RULE,
        *balances(rows, slip.balances),
        RULE,
        Text(words("paper.received")),
        Text(" "),
    ]
    return rows.finish(head, items)


def package(rows: Rows, slip: PackageSlip) -> dict[str, Any]:
    """What was done with a package, and what is left in it."""
    words, head = rows.words, slip.head
    left = words("paper.uses_left", n=slip.left) if slip.left >= 0 else words("paper.uses_any")
    items = [
        *rows.head(head, words(f"paper.package.{slip.what}")),
        *rows.member(head.member),
        rows.row(slip.name, left),
    ]
    if slip.on:
        items.append(rows.row(words(f"paper.package.{slip.what}.on"), rows.day(slip.on)))
    if slip.to_name:
        items.append(rows.row(words("paper.package.to"), slip.to_name))
    if slip.until_on:
        items.append(rows.row(words("paper.valid_until"), rows.day(slip.until_on)))
    return rows.finish(head, items)


def refund(rows: Rows, slip: RefundSlip) -> dict[str, Any]:
    """What came back, to where the money went, and what that did to points and vouchers."""
    words, head = rows.words, slip.head
    kind_of_slip = "paper.refund" if slip.how == "return" else f"paper.refund.{slip.how}"
    items: list[Item] = [
        *rows.head(head, words(kind_of_slip)),
        *([rows.row(words("paper.refund.of"), slip.sale_no)] if slip.sale_no else []),
        *([Text(words("paper.refund.reason", reason=slip.reason))] if slip.reason else []),
        RULE,
    ]
    for line in slip.lines:
        how = Cell(quantity(line.qty_milli), weight=0)
        items.append(
            Columns((Cell(line.name), how, rows.amount_cell(rows.money(-line.amount_minor))))
        )
    items.append(RULE)
    if slip.rounding_minor:
        minor = rows.money(slip.rounding_minor, plus=True)
        items.append(rows.row(words("paper.rounding"), minor))
    total = rows.sign(head.shop) + rows.money(slip.total_minor)
    worth = "paper.refund.worth" if slip.how == "exchange" else "paper.refund.total"
    items.append(rows.bold(words(worth), total))
    if slip.netted_minor:
        items.append(rows.row(words("paper.refund.netted"), rows.money(slip.netted_minor)))
    for kind, amount_minor, name in slip.back:
        to = words(f"paper.refund.to.{kind}", name=name).strip()
        items.append(rows.row(to, rows.money(amount_minor)))
    items += _undone(rows, slip)
    if head.member is not None:
        items += [RULE, *rows.member(head.member), *balances(rows, slip.balances)]
    items += [RULE, Text(words("paper.refund.signed")), Text(" ")]
    return rows.finish(head, items, thanks=False)


def _undone(rows: Rows, slip: RefundSlip) -> list[Item]:
    """Points and vouchers as they went and came."""
    words = rows.words
    found: list[Item] = []
    if slip.points_back:
        found.append(rows.row(words("paper.refund.points_back"), f"+{whole(slip.points_back)}"))
    if slip.points_clawed:
        found.append(rows.row(words("paper.refund.points_clawed"), whole(-slip.points_clawed)))
    if slip.points_debt:
        found.append(rows.row(words("paper.refund.points_debt"), whole(slip.points_debt)))
    found += [rows.row(words("paper.refund.voucher"), name) for name in slip.vouchers_back]
    return [RULE, *found] if found else []
