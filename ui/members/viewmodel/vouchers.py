"""Vouchers in full: those in hand with what they are worth and why not now, and those that went."""

from __future__ import annotations

from app.domain.loyalty.voucher import Campaign, Voucher, VoucherKind
from app.domain.permissions import Permission
from app.usecases.loyalty.vouchers import VoucherSeen
from app.words import Words, percent
from ui.members.viewmodel import text
from ui.members.viewmodel.dossier import Dossier, Frame
from ui.members.viewmodel.parts import ActVM, RowVM, SectionVM, SheetVM

MOST = 30


def sheet(d: Dossier, f: Frame) -> SheetVM:
    """In hand at the left, used and ended at the right."""
    held = [one for one in d.vouchers if one.state in ("good", "not_yet")]
    gone = [one for one in d.vouchers if one.state not in ("good", "not_yet")]
    w = f.words
    left = SectionVM(
        w("member.in_hand"),
        tuple(_held(one, f) for one in held[:MOST]),
        hint=w("member.sheets", n=len(held)) if held else "",
        why="" if held else w("member.vouchers_none"),
        more=w("member.more", n=len(held) - MOST) if len(held) > MOST else "",
        acts=(ActVM("issue", w("member.issue"), f.off(Permission.VOUCHER_ISSUE)),),
    )
    right = SectionVM(
        w("member.vouchers_gone"),
        tuple(_gone(one, f) for one in gone[:MOST]),
        why="" if gone else w("member.vouchers_gone_none"),
        more=w("member.more", n=len(gone) - MOST) if len(gone) > MOST else "",
    )
    return SheetVM(((15, (left,)), (10, (right,))))


def _held(one: VoucherSeen, f: Frame) -> RowVM:
    w, voucher = f.words, one.voucher
    not_now = why_not(voucher, f)
    near = text.soon(voucher.until_on, f.today, w)
    return RowVM(
        voucher.campaign.named(w.lang),
        sub=terms(voucher.campaign, w),
        aside=not_now or near,
        aside_role="muted" if not_now else "warning",
        value=text.until(voucher.until_on, f.today, w),
        value_small=True,
        acts=_acts(voucher, f),
    )


def _acts(voucher: Voucher, f: Frame) -> tuple[ActVM, ...]:
    w, found = f.words, []
    if not voucher.campaign.bearer:
        found.append(ActVM(f"print:{voucher.voucher_id}", w("member.print"), f.till_off()))
    if voucher.campaign.transferable:
        found.append(ActVM(f"hand:{voucher.voucher_id}", w("member.hand_on")))
    found.append(
        ActVM(f"void:{voucher.voucher_id}", w("member.void"), f.off(Permission.VOUCHER_ISSUE))
    )
    return tuple(found)


def why_not(voucher: Voucher, f: Frame) -> str:
    """Why it is not valid this minute, apart from what is in the basket; empty when it is."""
    w, campaign, now = f.words, voucher.campaign, f.at(f.now_ms)
    if voucher.from_ms > f.now_ms:
        return w("member.usable_from", day=w.month_day(f.at(voucher.from_ms)))
    if campaign.weekdays and now.weekday() not in campaign.weekdays:
        return w("member.only_on", days=weekdays(campaign, w))
    if not campaign.from_hour <= now.hour < campaign.until_hour:
        return w("member.only_hours", first=campaign.from_hour, last=campaign.until_hour)
    if campaign.per_day and voucher.used_today >= campaign.per_day:
        return w("member.enough_today")
    return ""


def weekdays(campaign: Campaign, w: Words) -> str:
    """`周一、周三`."""
    return w("member.list_sep").join(w(f"member.weekday.{one}") for one in campaign.weekdays)


def terms(campaign: Campaign, w: Words) -> str:
    """What it is worth and from what: `减 20.00，满 100.00`."""
    kind = campaign.kind
    if kind is VoucherKind.AMOUNT:
        said = w("member.off_amount", amount_minor=campaign.amount_minor)
    elif kind is VoucherKind.PERCENT:
        said = w("member.off_percent", off=percent(campaign.off_ppm))
    elif kind is VoucherKind.EXCHANGE:
        said = w("member.off_exchange", price_minor=campaign.price_minor)
    else:
        said = w(f"member.off_{kind.value}")
    parts = [said]
    if campaign.minimum_minor:
        parts.append(w("member.from_minimum", minimum_minor=campaign.minimum_minor))
    return w("member.comma").join(parts)


def _gone(one: VoucherSeen, f: Frame) -> RowVM:
    w, voucher = f.words, one.voucher
    sub = one.used_sale
    if one.used_ms:
        sub = " · ".join(x for x in (text.when(f.at(one.used_ms), f.today, w), one.used_sale) if x)
    elif one.state == "expired":
        sub = text.day(voucher.until_on, f.today, w)
    return RowVM(
        voucher.campaign.named(w.lang),
        sub=sub,
        value=w(f"member.voucher.{one.state}"),
        value_small=True,
        role="muted",
    )
