"""Today so far: the curve against usual, what it may come to, how it was paid, and alerts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from app.domain.insight.formula import Factor, factors
from app.domain.insight.unusual import usual
from app.domain.permissions import Operator, Permission
from app.domain.rights import AssetKind
from app.domain.shift.terms import terms_of
from app.reports.report import Named, Text, Unit, term
from app.store.loyalty import program as programs
from app.store.queries.cube import CubeRow
from app.store.queries.reports import alert_rows, day_rows
from app.usecases.keeping.alerts import alerts as kept
from app.usecases.loyalty.shared.law_profiles import profile_of
from app.usecases.report.day.facts import DayFacts, of
from app.usecases.report.day.members import SOON_DAYS, MemberDay
from app.usecases.report.reading import Asked, asked
from app.usecases.services import Services
from app.words import local

MANY_POINTS = 1000
ENOUGH_PPM = 100_000  # of a usual day must be over before anything is said of its end


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour: sales so far, what is usual (None: too few days known) and its range; `now`: it
    is not over; `ahead`: it has not begun."""

    hour: str
    sales_minor: int
    usual_minor: int | None = None
    low_minor: int = 0
    high_minor: int = 0
    now: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """A tender's part of the day, plans and returns taken in; `n` sales it paid in."""

    kind: str
    minor: int
    n: int

    @property
    def name(self) -> Text:
        """Its words."""
        return term(f"tender.{self.kind}")


@dataclass(frozen=True, slots=True)
class Owed:
    """What members have with the shop: today's change and the balance, in `unit`."""

    code: str
    change: int
    balance: int
    unit: Unit

    @property
    def name(self) -> Text:
        """Its words."""
        return term(f"report.asset.{self.code}")


@dataclass(frozen=True, slots=True)
class TodayAlert:
    """Something to look at. `level`: bad, look, plain. `place` is the screen that has more, with
    `errand` for it."""

    code: str
    level: str
    text: Text
    why: Text = ""
    place: str = ""
    errand: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """The day so far. `usual_minor`: what is usual until now; `forecast_minor`: what the day comes
    to if it goes on like the usual ones; both None while too few days are known."""

    bd: str
    at_ms: int
    zone: str
    currency: str
    digits: int
    sales_minor: int
    receipts: int
    usual_minor: int | None
    forecast_minor: int | None
    usual_days: int
    hours: tuple[Hour, ...]
    tenders: tuple[Share, ...]
    formula: tuple[Factor, ...]
    against: str
    owed: tuple[Owed, ...]
    alerts: tuple[TodayAlert, ...]

    @property
    def more_minor(self) -> int | None:
        """Above what is usual by now."""
        return None if self.usual_minor is None else self.sales_minor - self.usual_minor


def today(s: Services, operator: Operator) -> Today:
    """The business date now. Report thread. Refused `permission.missing`."""
    with asked(s, operator, None) as about:
        facts = of(about, about.today)
        members = MemberDay(facts)
        curve = _hours(facts)
        total, trade = facts.total(), facts.trade()
        by_now, forecast = _so_far(facts, curve, total.gross_minor)
        found = (*_from_tables(facts, members), *_cases(about))
        result = Today(
            bd=facts.bd,
            at_ms=about.now_ms,
            zone=about.shop.zone,
            currency=about.shop.currency_code,
            digits=about.shop.currency.digits,
            sales_minor=total.gross_minor,
            receipts=total.n,
            usual_minor=by_now,
            forecast_minor=forecast,
            usual_days=len(facts.traded()),
            hours=curve,
            tenders=_tenders(facts),
            formula=factors(trade, facts.trade(facts.week)),
            against=facts.week,
            owed=_owed(members),
            alerts=(),
        )
    every = [one for one in (*found, *_keeping(s)) if _leads(one, operator)]
    every.sort(key=lambda one: ("bad", "look", "plain").index(one.level))
    return replace(result, alerts=tuple(every))


def _hours(f: DayFacts) -> tuple[Hour, ...]:
    now = f.rows("hour")
    before = [f.rows("hour", on) for on in f.traded()]
    keys = sorted({*now, *(key for one in before for key in one)})
    if not keys:
        return ()
    at = local(f.asked.now_ms, ZoneInfo(f.asked.shop.zone)).hour
    cutoff = f.asked.shop.cutoff_hour
    order = sorted(range(24), key=lambda hour: (hour - cutoff) % 24)
    span = [hour for hour in order if f"{hour:02d}" in keys]
    first, last = order.index(span[0]), order.index(span[-1])
    found = []
    for hour in order[first : last + 1]:
        key = f"{hour:02d}"
        known = usual([one[key].gross_minor if key in one else 0 for one in before])
        found.append(
            Hour(
                key,
                now[key].gross_minor if key in now else 0,
                known.median if known else None,
                max(0, known.low) if known else 0,
                known.high if known else 0,
                now=hour == at,
                ahead=(hour - cutoff) % 24 > (at - cutoff) % 24,
            )
        )
    return tuple(found)


def _so_far(
    f: DayFacts, curve: tuple[Hour, ...], sales_minor: int
) -> tuple[int | None, int | None]:
    """What is usual until this minute, and what the day comes to at this rate."""
    if not curve or curve[0].usual_minor is None:
        return None, None
    minute = local(f.asked.now_ms, ZoneInfo(f.asked.shop.zone)).minute
    by_now = 0
    for one in curve:
        if one.now:
            by_now += (one.usual_minor or 0) * minute // 60
        elif not one.ahead:
            by_now += one.usual_minor or 0
    whole = sum(one.usual_minor or 0 for one in curve)
    if by_now <= 0 or by_now * 1_000_000 < whole * ENOUGH_PPM:
        return by_now, None
    return by_now, sales_minor * whole // by_now


def _tenders(f: DayFacts) -> tuple[Share, ...]:
    sales, plans = f.rows("tender"), f.rows("plan")
    found = []
    for kind in {**sales, **plans}:
        sale, plan = sales.get(kind, CubeRow(kind)), plans.get(kind, CubeRow(kind))
        minor = sale.total_minor + plan.total_minor
        if minor or sale.n:
            found.append(Share(kind, minor, sale.n))
    return tuple(sorted(found, key=lambda one: (-one.minor, one.kind)))


def _owed(members: MemberDay) -> tuple[Owed, ...]:
    units = {AssetKind.POINTS: Unit.COUNT, AssetKind.VOUCHER: Unit.COUNT}
    kinds = (AssetKind.PRINCIPAL, AssetKind.BONUS, AssetKind.GIFT, *units)
    found = [
        Owed(
            kind.value,
            members.flows[kind].after - members.flows[kind].before,
            members.flows[kind].after,
            units.get(kind, Unit.MONEY),
        )
        for kind in kinds
    ]
    begun, left = members.packages
    found.insert(3, Owed("package", left - begun, left, Unit.MONEY))
    return tuple(found)


def _from_tables(f: DayFacts, members: MemberDay) -> list[TodayAlert]:
    """Drawers that were off today or the last time, days without a Z, stock that runs out."""
    tx, shop = f.asked.tx, f.asked.shop
    limit, names = terms_of(shop).limit_minor, f.asked.names
    found: list[TodayAlert] = []
    for _, who, _, _, closed, _, counted, drawer, expected, *_ in day_rows.shifts(tx, f.bd, f.bd):
        off = drawer - expected
        if closed and counted and abs(off) > limit:
            key = "short" if off < 0 else "over"
            text = term(f"report.out.drawer.{key}", name=names.operator(who), off_minor=abs(off))
            bound = term("report.out.drawer.limit", limit_minor=limit)
            found.append(TodayAlert("difference", "bad", text, bound, "shift"))
    unclosed = alert_rows.days_without_z(tx, f.bd)
    if unclosed:
        text = term("report.alert.no_z", n=len(unclosed), on=unclosed[-1])
        found.append(TodayAlert("no_z", "look", text, "", "shift"))
    low = alert_rows.low_stock(tx)
    if low:
        item = names.items([low[0][0]])[low[0][0]]
        text = term("report.alert.low", name=item, left_milli=low[0][1])
        why: Text = term("report.alert.low_more", n=len(low) - 1) if len(low) > 1 else ""
        found.append(TodayAlert("low_stock", "look", text, why, "stock", "low"))
    if members.expiring >= MANY_POINTS:
        text = term("report.out.points", n=members.expiring, days=SOON_DAYS)
        found.append(TodayAlert("points", "plain", text, "", "reports", "liabilities"))
    return [*found, *_to_file(f.asked, members)]


def _to_file(about: Asked, members: MemberDay) -> list[TodayAlert]:
    """Prepaid money above what the shop's law profile wants filed (R48); the shop judges itself
    whether it is of that trade."""
    law = profile_of(programs.load(about.tx).law.code)
    held = sum(members.flows[kind].after for kind in (AssetKind.PRINCIPAL, AssetKind.GIFT))
    held += members.packages[1]
    found = []
    for duty in law.to_file(held):
        text = term("report.alert.filing", held_minor=held, over_minor=duty.over_minor)
        whom = Named(duty.scope, duty.scope_en)
        why = term("report.alert.filing_whom", title=whom, days=duty.within_days)
        found.append(TodayAlert("filing", "look", text, why, "reports", "liabilities"))
    return found


def _cases(about: Asked) -> list[TodayAlert]:
    n, newest = alert_rows.open_cases(about.tx)
    if not n:
        return []
    return [
        TodayAlert(
            *("cases", "bad", term("report.alert.cases", n=n)),
            *(term("report.alert.cases_since", on=newest), "cases"),
        )
    ]


def _leads(one: TodayAlert, operator: Operator) -> bool:
    """Whether this person may go where it leads: nobody is told of a case that may be theirs."""
    needed = {"cases": Permission.CASES, "keeping": Permission.BACKUP}.get(one.place)
    return needed is None or operator.may(needed)


def _keeping(s: Services) -> list[TodayAlert]:
    """What backups and the disk want a look at."""
    levels = {"danger": "bad", "warning": "look", "info": "plain"}
    return [
        TodayAlert(
            *(f"keeping.{one.code}", levels[one.level]),
            term(f"keeping.alert.{one.code}", **dict(one.facts)),
            place="keeping",
        )
        for one in kept(s)
    ]
