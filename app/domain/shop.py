"""What holds for the shop and this till: set by the first document, changed only by another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.money import CURRENCIES, Currency, Rounding
from app.domain.permissions import DiscountLimits

PRACTISED = "T"  # before the number of a training till; no real till has such a number
# in `extra`: what the file is, said by a restore or by training; never a setting of somebody's
STATED = ("spends_held", "training", "training_id")


@dataclass(frozen=True, slots=True)
class CashRounding:
    """Cash to the nearest step (R36): off when the step is the smallest unit."""

    step_minor: int = 1
    mode: Rounding = Rounding.HALF_UP


@dataclass(frozen=True, slots=True)
class Shop:
    """The settings that documents carry from the first on (agreements 21, 24, 25).

    A business date runs from `cutoff_hour` to the next, in `zone` (R40).
    """

    shop_no: str
    till_no: str
    shop_name: str
    till_name: str = ""
    branch: str = ""
    phone: str = ""
    tax_no: str = ""
    country: str = "CN"
    currency_code: str = "CNY"
    tax_profile: str = "prc"
    zone: str = "Asia/Shanghai"
    cutoff_hour: int = 4
    paper_language: str = "zh_CN"
    paper_columns: int = 48
    rounding: CashRounding = CashRounding()
    limits: DiscountLimits = DiscountLimits()
    footer: str = ""
    auto_lock_minutes: int = 10
    label_patterns: tuple[str, ...] = ("21IIIIIWWWWWC", "22IIIIIPPPPPC")
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def currency(self) -> Currency:
        """The currency of every price here."""
        return CURRENCIES[self.currency_code]

    @property
    def tid(self) -> str:
        """The till's name in the journal: shop and till number."""
        return f"{self.shop_no}-{self.till_no}"

    @property
    def training(self) -> bool:
        """Whether this is a training copy of a till: nothing in it counts."""
        return self.extra.get("training") == "yes"


def business_date(now_ms: int, zone: str, cutoff_hour: int) -> str:
    """The business date of an instant, `2026-09-12`: a local day begins at the cut-off (R40).

    Hours are those of the wall clock, so a day of 23 or 25 hours is still one day.
    """
    local = datetime.fromtimestamp(now_ms // 1000, UTC).astimezone(ZoneInfo(zone))
    day: date = local.date() if local.hour >= cutoff_hour else local.date() - timedelta(days=1)
    return day.isoformat()
