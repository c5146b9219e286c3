"""A day with everything on it, for pictures: what a young demo shop cannot show yet."""

from __future__ import annotations

from app.domain.insight.formula import Factor
from app.reports.report import Unit, term
from app.usecases.report.today import Hour, Owed, Share, Today, TodayAlert
from app.words import Words
from ui.today.viewmodel import TodayVM, shown

_USUAL = (450, 800, 960, 1180, 1290, 880, 860, 760, 880, 1330, 1620, 1460, 1090, 620)
_SOLD = (420, 870, 1040, 1290, 1510, 900, 452)
AT_MS = 1_789_194_720_000  # 2026-09-12 14:32 in Shanghai


def full_day(words: Words) -> TodayVM:
    """The day of the mock-up."""
    hours = tuple(
        Hour(
            f"{8 + n:02d}",
            _SOLD[n] * 100 if n < len(_SOLD) else 0,
            usual * 100,
            usual * 88,
            usual * 114,
            now=n == len(_SOLD) - 1,
            ahead=n >= len(_SOLD),
        )
        for n, usual in enumerate(_USUAL)
    )
    paid = (
        ("wechat", 312_040, 131),
        ("alipay", 120_410, 60),
        ("stored", 102_100, 44),
        ("cash", 98_680, 40),
        ("points", 15_000, 6),
    )
    owed = (
        ("principal", 120_000, 4_826_000),
        ("bonus", 11_000, 613_050),
        ("package", -6_000, 558_000),
    )
    money = tuple(Owed(code, change, balance, Unit.MONEY) for code, change, balance in owed)
    alerts = (
        TodayAlert("cases", "bad", term("report.alert.cases", n=3), "", "cases"),
        TodayAlert(
            *("low_stock", "look", term("report.alert.low", name="舒化奶", left_milli=9_000)),
            *(term("report.alert.low_more", n=4), "stock", "low"),
        ),
        TodayAlert(
            *("points", "plain", term("report.out.points", n=18_200, days=30), ""),
            *("reports", "liabilities"),
        ),
    )
    found = Today(
        bd="2026-09-12",
        at_ms=AT_MS,
        zone="Asia/Shanghai",
        currency="CNY",
        digits=2,
        sales_minor=648_230,
        receipts=281,
        usual_minor=600_230,
        forecast_minor=1_518_000,
        usual_days=8,
        hours=hours,
        tenders=tuple(Share(*one) for one in paid),
        formula=(
            Factor("visitors", 386, 374, 19_200),
            Factor("conversion", 650_000, 643_600, 6_000),
            Factor("visits", 1_120, 1_124, -2_400),
            Factor("ticket", 2_307, 2_216, 25_200),
        ),
        against="2026-09-05",
        owed=(*money, Owed("points", -1_820, 214_300, Unit.COUNT)),
        alerts=alerts,
    )
    return shown(found, "便民生活超市", words)
