"""Today in words: figures, the curve, alerts, tenders, what is owed. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from app.domain.insight.formula import Factor
from app.reports.report import Unit, say, share_ppm, written
from app.usecases.report.today import Owed, Share, Today, TodayAlert
from app.words import Words, amount, clock, local, percent, whole

TENDERS = ("accent", "accent_mid", "text", "edge", "band")
ALERTS = {"bad": ("alert", "danger"), "look": ("info", "warning"), "plain": ("star", "muted")}
PLACES = ("shift", "stock", "cases", "reports", "keeping")
_FACTOR = {"conversion": Unit.PERCENT, "visits": Unit.QTY, "ticket": Unit.MONEY}


@dataclass(frozen=True, slots=True)
class CurveVM:
    """Hours from `first_hour`: sales so far (the last hour still runs), usual and its range."""

    first_hour: int
    now: tuple[int, ...]
    usual: tuple[int, ...]
    bands: tuple[tuple[int, int], ...]
    running: bool
    spoken: str
    legend: tuple[str, str]


@dataclass(frozen=True, slots=True)
class AlertVM:
    """Something to look at, and the way to it (no place: there is none)."""

    icon: str
    role: str
    text: str
    why: str
    go: str
    place: str
    errand: str


@dataclass(frozen=True, slots=True)
class FactorVM:
    """One factor of the formula; `lean` is what it did, `top` the most that one did."""

    label: str
    value: str
    change: str
    part: str
    lean: int
    top: int


@dataclass(frozen=True, slots=True)
class ShareVM:
    """A way to pay: its name, the ink of its part of the bar, share and sum."""

    name: str
    role: str
    minor: int
    share: str
    sum: str


@dataclass(frozen=True, slots=True)
class OwedVM:
    """What members have: how it changed today, and what there is."""

    name: str
    change: str
    balance: str


@dataclass(frozen=True, slots=True)
class TodayVM:
    """The page. `state`: loading, shown, error. `empty`: no sale yet today."""

    state: str
    about: str = ""
    sales: str = ""
    receipts: str = ""
    against: str = ""
    against_role: str = "muted"
    against_change: str = ""
    forecast: str = ""
    curve: CurveVM | None = None
    alerts: tuple[AlertVM, ...] = ()
    why_about: str = ""
    factors: tuple[FactorVM, ...] = ()
    shares: tuple[ShareVM, ...] = ()
    shares_spoken: str = ""
    owed: tuple[OwedVM, ...] = ()
    owed_sum: str = ""
    empty: bool = False
    digits: int = 2
    error: str = ""


def shown(found: Today, shop_name: str, words: Words) -> TodayVM:
    """The page of a day so far."""
    at = local(found.at_ms, ZoneInfo(found.zone))
    against, role, change = _against(found, words)
    forecast = ""
    if found.forecast_minor is not None:
        rough = found.forecast_minor // int(10**found.digits)
        forecast = words("today.forecast", sum=whole(_rounded(rough)))
    money = sum(one.balance for one in found.owed if one.unit is Unit.MONEY)
    return TodayVM(
        "shown",
        about=words("today.as_of", shop=shop_name, at=clock(at)),
        sales=amount(found.sales_minor, found.digits),
        receipts=words("today.receipts", n=found.receipts),
        against=against,
        against_role=role,
        against_change=change,
        forecast=forecast,
        curve=_curve(found, words),
        alerts=tuple(_alert(one, words) for one in found.alerts),
        why_about=_why(found, words),
        factors=_factors(found.formula, words),
        shares=_shares(found.tenders, found.digits, words),
        shares_spoken=_spoken_shares(found.tenders, words),
        owed=tuple(_owed(one, words) for one in found.owed if one.balance or one.change),
        owed_sum=words("today.owed_sum", sum_minor=money),
        empty=not found.receipts,
        digits=found.digits,
    )


def _against(found: Today, words: Words) -> tuple[str, str, str]:
    """Against what is usual by now: words, ink, and by how much in percent."""
    more, usual = found.more_minor, found.usual_minor
    if more is None or usual is None:
        return words("today.no_usual"), "muted", ""
    if not more:
        return words("today.same"), "muted", ""
    change = share_ppm(more, usual)
    told = "" if change is None else written(change, Unit.PERCENT, words, plus=True)
    key, role = ("more", "positive") if more > 0 else ("less", "warning")
    return words(f"today.{key}", diff_minor=abs(more)), role, told


def _rounded(value: int) -> int:
    """About: two or three figures say it."""
    step = 1
    while value >= step * 1000:
        step *= 10
    return (value + step // 2) // step * step


def _curve(found: Today, words: Words) -> CurveVM | None:
    if not found.hours:
        return None
    begun = [one for one in found.hours if not one.ahead]
    known = all(one.usual_minor is not None for one in found.hours)
    told = []
    for one in found.hours:
        facts = {"hour": str(int(one.hour)), "now": amount(one.sales_minor, found.digits)}
        if one.usual_minor is None:
            told.append(words("today.curve_hour_only", **facts))
        else:
            usual = amount(one.usual_minor, found.digits)
            told.append(words("today.curve_hour", **facts, usual=usual))
    day = words.weekdays(str(date.fromisoformat(found.bd).weekday()))
    usual_name = words("today.legend.usual", day=day, n=found.usual_days) if known else ""
    return CurveVM(
        int(found.hours[0].hour),
        tuple(one.sales_minor for one in begun),
        tuple(one.usual_minor or 0 for one in found.hours) if known else (),
        tuple((one.low_minor, one.high_minor) for one in found.hours) if known else (),
        any(one.now for one in found.hours),
        words("today.curve", values=_comma(words).join(told)),
        (words("today.legend.today"), usual_name),
    )


def _comma(words: Words) -> str:
    return "；" if words.lang == "zh_CN" else "; "


def _alert(one: TodayAlert, words: Words) -> AlertVM:
    icon, role = ALERTS[one.level]
    if one.code == "low_stock":
        icon = "box"
    go = ""
    if one.place:
        go = words(f"today.go.{one.place}" if one.place in PLACES else "today.go")
    return AlertVM(icon, role, say(one.text, words), say(one.why, words), go, one.place, one.errand)


def _why(found: Today, words: Words) -> str:
    if not found.formula or found.formula[0].was is None:
        return words("today.why_alone")
    return words("today.why_about", on=words.day(date.fromisoformat(found.against)))


def _factors(found: tuple[Factor, ...], words: Words) -> tuple[FactorVM, ...]:
    top = max((abs(one.part_minor or 0) for one in found), default=0)
    made = []
    for one in found:
        change = ""
        if one.change_ppm is not None:
            change = written(one.change_ppm, Unit.PERCENT, words, plus=True)
        part = ""
        if one.part_minor is not None:
            signed = amount(one.part_minor, words.digits, plus=True)
            part = words("today.part", part_minor=signed)
        value = _factor_value(one, words)
        label = words(f"report.factor.{one.code}")
        made.append(FactorVM(label, value, change, part, one.part_minor or 0, top))
    return tuple(made)


def _factor_value(one: Factor, words: Words) -> str:
    unit = _FACTOR.get(one.code, Unit.COUNT)
    if unit is Unit.QTY:  # visits each: two figures after the point
        return amount((one.value + 5) // 10)
    return written(one.value, unit, words)


def _shares(found: tuple[Share, ...], digits: int, words: Words) -> tuple[ShareVM, ...]:
    """The largest four, and all the others as one."""
    total = sum(max(0, one.minor) for one in found)
    rows = [(say(one.name, words), one.minor) for one in found]
    most = len(TENDERS) - 1
    if len(rows) > most + 1:
        rows = [*rows[:most], (words("today.others"), sum(minor for _, minor in rows[most:]))]
    made = []
    for (name, minor), role in zip(rows, TENDERS, strict=False):
        ppm = share_ppm(minor, total) or 0
        told = percent((ppm + 5_000) // 10_000 * 10_000)
        made.append(ShareVM(name, role, max(0, minor), told, amount(minor, digits)))
    return tuple(made)


def _spoken_shares(found: tuple[Share, ...], words: Words) -> str:
    told = [f"{say(one.name, words)} {amount(one.minor, words.digits)}" for one in found]
    return words("today.paid_bar", values=_comma(words).join(told))


def _owed(one: Owed, words: Words) -> OwedVM:
    change = written(one.change, one.unit, words, plus=True) if one.change else ""
    return OwedVM(say(one.name, words), change, written(one.balance, one.unit, words))


def failed(before: TodayVM, error: str) -> TodayVM:
    """What could not be read; figures that stand are kept and said to be old by their time."""
    return replace(before, state="error" if before.state == "loading" else "shown", error=error)
