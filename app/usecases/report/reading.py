"""What every report begins with: who may ask, on which reader, and what things are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.domain.permissions import Operator, Permission, require
from app.domain.shop import Shop, business_date
from app.reports.report import Frame, Named, Text, term
from app.store import catalog, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.store.queries.reports.days import Days, Tell
from app.usecases.commit import effective_now
from app.usecases.returns.reasons import reasons_of
from app.usecases.services import Services

UNKNOWN = "?"
_TIER_RULES = ("tier.list", "tier.percent")
_MONEY_RULES = ("discount.line", "discount.basket", "price.override")


@dataclass(slots=True)
class Asked:
    """One report being made: its transaction, the shop, the cube, and the business date now."""

    tx: Tx
    shop: Shop
    days: Days
    today: str
    now_ms: int

    @property
    def frame(self) -> Frame:
        """Where and in what the report is."""
        shop = self.shop
        return Frame(
            *(shop.shop_name, shop.till_no, shop.zone, shop.currency_code),
            digits=shop.currency.digits,
        )

    @property
    def names(self) -> Names:
        """What things are called."""
        return Names(self.tx, self.shop)


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


class Names:
    """Departments, items, people, tiers, tenders, taxes and rules as texts."""

    def __init__(self, tx: Tx, shop: Shop) -> None:
        self._tx, self._shop = tx, shop
        self._departments: dict[str, Text] | None = None
        self._people: dict[str, Text] | None = None
        self._tiers: dict[str, Text] | None = None

    def department(self, key: str) -> Text:
        """A department's name."""
        if self._departments is None:
            self._departments = {
                one.department_id: Named(one.name, one.name_en)
                for one in catalog.departments(self._tx)
            }
        return self._departments.get(key) or key or UNKNOWN

    def operator(self, key: str) -> Text:
        """Who it was; the night's work has nobody."""
        if self._people is None:
            self._people = {
                one.operator_id: one.name for one in staff.people(self._tx, active_only=False)
            }
        return self._people.get(key) or (key or term("report.nobody"))

    def tier(self, key: str) -> Text:
        """A tier's name; guests and members without one have none."""
        if self._tiers is None:
            self._tiers = {
                one.tier_id: Named(one.named("zh_CN"), one.named("en"))
                for one in shops.tiers(self._tx)
            }
        return self._tiers.get(key) or (key or term("report.no_tier"))

    def items(self, keys: Iterable[str]) -> dict[str, Text]:
        """Names of items with what tells them apart; those of items that are gone are their ids."""
        wanted = list(keys)
        found = catalog.many(self._tx, wanted)
        named: dict[str, Text] = {key: key for key in wanted}
        for key, one in found.items():
            zh, en = f"{one.name} {one.spec}".strip(), f"{one.name_en} {one.spec}".strip()
            named[key] = Named(zh, en if one.name_en else "")
        return named

    def tax(self, key: str) -> Text:
        """`standard:130000` as its rate."""
        _, _, ppm = key.rpartition(":")
        return term("report.tax_rate", rate_ppm=int(ppm))

    def promotion(self, key: str) -> Text:
        """`<rule>:<name or reason>` as words."""
        rule, _, name = key.partition(":")
        known = "voucher" if rule.startswith("voucher.") else rule
        if rule.startswith("tier."):
            told = term(f"report.rule.{rule}" if rule in _TIER_RULES else "report.rule.tier")
            return term("report.rule.of_tier", rule=told, name=self.tier(name)) if name else told
        if known in (*_MONEY_RULES, "voucher", "package.price"):
            return term(f"report.rule.{known}", name=name or "-")
        return name or rule

    def reason(self, code: str) -> Text:
        """Why goods came back: the shop's own words, or what was written."""
        one = next((x for x in reasons_of(self._shop) if x.code == code), None)
        return Named(one.name, one.name_en) if one else (code or term("report.no_reason"))
