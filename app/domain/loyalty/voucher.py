"""Vouchers: what a campaign promises, and a voucher in somebody's hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class VoucherKind(StrEnum):
    """Money off, per cent off, an item free, an item for a set price, a free service."""

    AMOUNT = "amount"
    PERCENT = "percent"
    ITEM = "item"
    EXCHANGE = "exchange"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Campaign:
    """The terms of a kind of voucher. Empty lists mean everything; 0 means no limit.

    `items` and `departments` say what it is for; the minimum is tested on what of those goods is
    due after member prices (R31). `on` are the occasions that issue it by rule: `enrol`,
    `birthday`; plans, rewards and tiers name the campaign themselves. `bearer`: whoever holds the
    printed code.
    """

    campaign_id: str
    name: str
    kind: VoucherKind
    name_en: str = ""
    amount_minor: int = 0
    off_ppm: int = 0
    cap_minor: int = 0
    price_minor: int = 0
    minimum_minor: int = 0
    items: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    weekdays: tuple[int, ...] = ()
    from_hour: int = 0
    until_hour: int = 24
    after_days: int = 0
    valid_days: int = 30
    until_on: str = ""
    per_day: int = 0
    per_member: int = 0
    stackable: bool = False
    transferable: bool = True
    bearer: bool = False
    with_tier_price: bool = True
    on: tuple[str, ...] = ()
    cost_minor: int = 0
    active: bool = True

    def named(self, language: str) -> str:
        """The name in a language."""
        return self.name_en if language == "en" and self.name_en else self.name


@dataclass(frozen=True, slots=True)
class Voucher:
    """One voucher: an asset of one unit. `used_today` counts this campaign's at this member today.

    `holder` is `m:<member>`, or `v:<voucher>` for whoever holds it.
    """

    voucher_id: str
    code: str
    holder: str
    campaign: Campaign
    until_on: str
    from_ms: int = 0
    issued_ms: int = 0
    used_today: int = 0
