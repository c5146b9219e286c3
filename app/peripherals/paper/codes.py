"""Paper that is worth something by its code: vouchers and gift cards."""

from __future__ import annotations

from typing import Any

from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.domain.slips import GiftCardCode, GiftCardSlip, VoucherSlip
from app.peripherals.paper.rows import NARROW, RULE, Rows
from app.words import local, percent
from hardware.api.slip import Align, Item, Qr, Text

VOUCHER, GIFT = "V:", "G:"  # what a code begins with, for a scanner to know it


def voucher(rows: Rows, slip: VoucherSlip) -> dict[str, Any]:
    """What it is worth, when it holds, its code large enough to be read at any counter."""
    words, head, one = rows.words, slip.head, slip.voucher
    campaign = one.campaign
    items = [
        Text(campaign.named(words.lang), Align.CENTER, bold=True),
        Text(worth(rows, campaign), Align.CENTER, wide=True, tall=True),
        RULE,
        *[Text("· " + line) for line in conditions(rows, slip)],
        *rows.member(head.member),
        RULE,
        *_code(rows, VOUCHER + one.code, one.code, head.shop.paper_columns),
        rows.row(rows.stamp(head.at_ms, head.shop.zone), head.operator_name),
    ]
    return rows.finish(head, items, thanks=False)


def worth(rows: Rows, campaign: Campaign) -> str:
    """What a voucher is worth, in three words."""
    words = rows.words
    off = percent(campaign.off_ppm)
    kinds = {
        VoucherKind.AMOUNT: words("paper.voucher.amount", amount_minor=campaign.amount_minor),
        VoucherKind.PERCENT: words("paper.voucher.percent", off=off),
        VoucherKind.ITEM: words("paper.voucher.item"),
        VoucherKind.EXCHANGE: words("paper.voucher.exchange", price_minor=campaign.price_minor),
        VoucherKind.SERVICE: words("paper.voucher.service"),
    }
    return kinds[campaign.kind]


def conditions(rows: Rows, slip: VoucherSlip) -> list[str]:
    """Everything that a holder has to know before the till says it."""
    words, one, campaign = rows.words, slip.voucher, slip.voucher.campaign
    lines = [words("paper.card.until", on=rows.day(one.until_on))]
    if one.from_ms > slip.head.at_ms:
        day = local(one.from_ms, rows.zone(slip.head.shop)).date()
        lines.append(words("paper.voucher.from", on=words.full_day(day)))
    if slip.for_what:
        lines.append(words("paper.voucher.for", what=slip.for_what))
    if campaign.minimum_minor:
        lines.append(words("paper.voucher.minimum", minimum_minor=campaign.minimum_minor))
    if campaign.cap_minor:
        lines.append(words("paper.voucher.cap", cap_minor=campaign.cap_minor))
    if campaign.weekdays:
        days = words("paper.comma").join(words(f"paper.weekday.{d}") for d in campaign.weekdays)
        lines.append(words("paper.voucher.weekdays", days=days))
    if (campaign.from_hour, campaign.until_hour) != (0, 24):
        hours = f"{campaign.from_hour}:00-{campaign.until_hour}:00"
        lines.append(words("paper.voucher.hours", hours=hours))
    if not campaign.stackable:
        lines.append(words("paper.voucher.alone"))
    if not campaign.bearer and not campaign.transferable:
        lines.append(words("paper.voucher.own"))
    return lines


def gift_card(rows: Rows, slip: GiftCardSlip) -> dict[str, Any]:
    """The card by itself: its code, or what is left on it."""
    words, head, card = rows.words, slip.head, slip.card
    items = [
        *rows.head(head, words("paper.plan.gift_card")),
        rows.row(words("paper.card.no"), card.masked),
        rows.row(words("paper.card.face"), rows.money(card.face_minor)),
        rows.bold(
            words("paper.card.left"), rows.sign(head.shop) + rows.money(slip.available_minor)
        ),
        Text(words("paper.card.until", on=rows.day(card.until_on))),
        *card_code(rows, card, head.shop.paper_columns),
    ]
    return rows.finish(head, items)


def card_code(rows: Rows, card: GiftCardCode, columns: int) -> list[Item]:
    """A gift card's code: on the one paper that carries it, with what that means."""
    if not card.code:
        return []
    warning = Text(rows.words("paper.card.like_cash"), Align.CENTER)
    return [RULE, *_code(rows, GIFT + card.code, card.code, columns), warning]


def _code(rows: Rows, data: str, shown: str, columns: int) -> tuple[Item, ...]:
    """The code for a scanner, and in fours for the eye that has to key it."""
    plain = shown.replace("-", "")
    fours = " ".join(plain[i : i + 4] for i in range(0, len(plain), 4))
    module = 8 if columns >= NARROW else 6
    return (Qr(data, module=module), Text(fours, Align.CENTER, bold=True, tall=True))
