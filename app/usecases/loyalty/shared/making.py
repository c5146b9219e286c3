"""Makes vouchers: the asset of one unit, its code, and what a document says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.domain import rights
from app.domain.document import Body
from app.domain.loyalty.voucher import Campaign, Voucher
from app.domain.rights import NEVER, VOUCHER_UNIT, Asset, AssetKind, Lot, Move
from app.domain.shop import business_date
from app.usecases.loyalty.shared.codes import VOUCHER_LENGTH, new_code
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class Day:
    """The instant of a document, its business date, and how business dates begin here."""

    now_ms: int
    today: str
    zone: str
    cutoff_hour: int

    def start(self, on: str) -> int:
        """The first instant of a business date, in milliseconds."""
        local = datetime.combine(
            date.fromisoformat(on), time(self.cutoff_hour), ZoneInfo(self.zone)
        )
        return int(local.astimezone(UTC).timestamp()) * 1000

    def on(self, at_ms: int) -> str:
        """The business date of another instant."""
        return business_date(at_ms, self.zone, self.cutoff_hour)

    def plus(self, days: int, on: str = "") -> str:
        """The business date so many days after `on` (empty: today)."""
        return (date.fromisoformat(on or self.today) + timedelta(days=days)).isoformat()


@dataclass(frozen=True, slots=True)
class Made:
    """A new voucher, the move that gives it, and its row in the document's `vouchers`."""

    voucher: Voucher
    move: Move
    entry: Body


def last_day(campaign: Campaign, day: Day, from_on: str) -> str:
    """The last business date of a voucher that may be used from `from_on`; empty: it never ends."""
    own = day.plus(campaign.valid_days, from_on) if campaign.valid_days else ""
    return min((one for one in (own, campaign.until_on) if one), default="")


def make(
    s: Services,
    campaign: Campaign,
    holder: str,
    day: Day,
    *,
    from_on: str = "",
    until_on: str = "",
    group_id: str = "",
    source: str = "",
) -> Made:
    """One voucher for `holder` (empty: for whoever holds its paper).

    `from_on` moves its first day, `until_on` its last one; else the campaign says both.
    """
    voucher_id = s.clock.new_id()
    first = max(from_on or day.today, day.plus(campaign.after_days))
    from_ms = day.start(first) if first > day.today else 0
    until = until_on or last_day(campaign, day, first)
    owner = holder or f"v:{voucher_id}"
    code = new_code(s, VOUCHER_LENGTH)
    asset = Asset(VOUCHER_UNIT, AssetKind.VOUCHER, campaign.campaign_id, until or NEVER)
    lot = Lot(voucher_id, owner, asset, 1, 1, day.now_ms, from_ms, group_id, source)
    made = Voucher(voucher_id, code, owner, campaign, until, from_ms, day.now_ms)
    entry: Body = {
        "voucher_id": voucher_id,
        "code": code,
        "holder": owner,
        "campaign_id": campaign.campaign_id,
        "until_on": until,
        "from_ms": from_ms,
    }
    return Made(made, rights.give(lot), entry)
