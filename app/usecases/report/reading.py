"""What every report begins with: who may ask, on which reader, and what things are called."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.domain.document import Body
from app.domain.permissions import Operator, Permission, require
from app.domain.shop import Shop, business_date
from app.reports.report import Frame
from app.store import shop as shops
from app.store.engine import Tx
from app.store.queries.reports.days import Days, Tell
from app.usecases.commit import effective_now
from app.usecases.report.names import Names
from app.usecases.services import Services


@dataclass(slots=True)
class Asked:
    """One report being made: its transaction, the shop, the cube, and the business date now. `told`
    are names that hold whatever things are called now (a closed day's)."""

    tx: Tx
    shop: Shop
    days: Days
    today: str
    now_ms: int
    told: Body = field(default_factory=dict)

    @property
    def frame(self) -> Frame:
        """Where and in what the report is."""
        shop = self.shop
        return Frame(
            *(self.told.get("shop", shop.shop_name), shop.till_no, shop.zone, shop.currency_code),
            digits=shop.currency.digits,
        )

    @property
    def names(self) -> Names:
        """What things are called."""
        return Names(self.tx, self.shop, self.told)


@contextmanager
def asked(s: Services, operator: Operator, tell: Tell | None, steps: int = 0) -> Iterator[Asked]:
    """The report reader for somebody who may see the shop's figures. Refused
    `permission.missing`, and `work.cancelled` once `tell` says so."""
    require(operator, Permission.REPORTS)
    with s.db.report() as tx:
        shop, now_ms = shops.load(tx), effective_now(tx, s)
        today = business_date(now_ms, shop.zone, shop.cutoff_hour)
        days = Days(tx, tell, steps)
        with days.listening():
            yield Asked(tx, shop, days, today, now_ms)
