"""What departments, items, people, tiers and reasons are called: now, and on a day that is closed.

A Z states the names that its day's report uses (`stated`), so that a past day reads the same after
somebody renamed what was sold; what no Z states is called as it is now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.domain.document import Body
from app.domain.shop import Shop
from app.reports.report import Named, Text, term
from app.store import catalog, journal, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.store.queries import z_rows
from app.store.queries.cube import CubeRow
from app.store.queries.reports.days import Days
from app.usecases.returns.reasons import reasons_of

UNKNOWN = "?"
TOP = 10  # so many items of a day are named, the rest is one row
_TIER_RULES = ("tier.list", "tier.percent")
_MONEY_RULES = ("discount.line", "discount.basket", "price.override")


def best(sold: Iterable[CubeRow]) -> list[CubeRow]:
    """Items by what they brought, the most first."""
    return sorted(sold, key=lambda one: (-one.gross_minor, one.key))


def stated(tx: Tx, shop: Shop, dates: Iterable[str]) -> Body:
    """What a Z that closes these dates says of names: each in Chinese and English, people as they
    are."""
    days = Days(tx)
    items = [one.key for bd in dates for one in best(days.read("item", bd, bd))[:TOP]]
    return {
        "departments": _departments(tx),
        "items": _items(tx, items),
        "operators": _people(tx),
        "reasons": _reasons(shop),
        "tiers": _tiers(tx),
    }


def told(tx: Tx, bd: str) -> Body:
    """What the Z that closed a date says of names, with the shop's own; empty before there is one,
    and of a Z made by an older till."""
    place = z_rows.closing(tx, bd)
    doc = journal.document(tx, *place) if place else None
    return doc.body["names"] | {"shop": doc.body["shop"]} if doc and "names" in doc.body else {}


class Names:
    """Names as texts: those that are `told`, and over what is not, those of now."""

    def __init__(self, tx: Tx, shop: Shop, told: Body) -> None:
        self._tx, self._shop, self._told = tx, shop, told
        self._known: dict[str, Body] = {}

    def department(self, key: str) -> Text:
        """A department's name."""
        one = self._of("departments").get(key)
        return Named(*one) if one else key or UNKNOWN

    def operator(self, key: str) -> Text:
        """Who it was; the night's work has nobody."""
        name: str = self._of("operators").get(key, key)
        return name or term("report.nobody")

    def tier(self, key: str) -> Text:
        """A tier's name; guests and members without one have none."""
        one = self._of("tiers").get(key)
        return Named(*one) if one else key or term("report.no_tier")

    def items(self, keys: Iterable[str]) -> dict[str, Text]:
        """Names of items with what tells them apart; those of items that are gone are their ids."""
        wanted, then = list(keys), self._told.get("items", {})
        known = _items(self._tx, [key for key in wanted if key not in then]) | then
        return {key: Named(*known[key]) if key in known else key for key in wanted}

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
        one = self._of("reasons").get(code)
        return Named(*one) if one else code or term("report.no_reason")

    def _of(self, noun: str) -> Body:
        if noun not in self._known:
            now = _reasons(self._shop) if noun == "reasons" else _NOW[noun](self._tx)
            self._known[noun] = now | self._told.get(noun, {})
        return self._known[noun]


def _departments(tx: Tx) -> Body:
    return {one.department_id: [one.name, one.name_en] for one in catalog.departments(tx)}


def _people(tx: Tx) -> Body:
    return {one.operator_id: one.name for one in staff.people(tx, active_only=False)}


def _tiers(tx: Tx) -> Body:
    return {one.tier_id: [one.named("zh_CN"), one.named("en")] for one in shops.tiers(tx)}


def _reasons(shop: Shop) -> Body:
    return {one.code: [one.name, one.name_en] for one in reasons_of(shop)}


def _items(tx: Tx, keys: Sequence[str]) -> Body:
    return {
        key: [
            f"{one.name} {one.spec}".strip(),
            f"{one.name_en} {one.spec}".strip() if one.name_en else "",
        ]
        for key, one in catalog.many(tx, keys).items()
    }


_NOW = {"departments": _departments, "operators": _people, "tiers": _tiers}
