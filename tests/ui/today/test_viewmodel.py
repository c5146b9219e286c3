"""Today in words: against usual, the forecast, shares, alerts and where they lead."""

from dataclasses import replace

import pytest

from app.domain.insight.formula import Factor
from app.reports.report import Unit, term
from app.usecases.report.today import Hour, Owed, Share, Today, TodayAlert
from app.words import Words
from ui.today.examples import full_day
from ui.today.viewmodel import TodayVM, failed, shown

ZH, EN = Words("zh_CN"), Words("en")
BASE = Today(
    bd="2026-09-12",
    at_ms=1_789_194_720_000,
    zone="Asia/Shanghai",
    currency="CNY",
    digits=2,
    sales_minor=10_800,
    receipts=3,
    usual_minor=10_000,
    forecast_minor=1_518_049,
    usual_days=8,
    hours=(
        Hour("09", 6_000, 5_000, 4_000, 6_500),
        Hour("10", 4_800, 5_000, 4_000, 6_500, now=True),
        Hour("11", 0, 7_000, 6_000, 8_000, ahead=True),
    ),
    tenders=(Share("cash", 10_800, 3),),
    formula=(),
    against="2026-09-05",
    owed=(),
    alerts=(),
)


@pytest.mark.parametrize(
    ("usual", "words", "role", "change"),
    [
        (10_000, "比平常此刻多 8.00", "positive", "+8%"),
        (12_000, "比平常此刻少 12.00", "warning", "−10%"),
        (10_800, "和平常此刻一样", "muted", ""),
        (None, ZH("today.no_usual"), "muted", ""),
    ],
)
def test_against_what_is_usual_by_now(usual, words, role, change):
    made = shown(replace(BASE, usual_minor=usual), "店", ZH)
    assert (made.against, made.against_role, made.against_change) == (words, role, change)


def test_a_forecast_is_said_roughly_or_not_at_all():
    assert shown(BASE, "店", ZH).forecast == "照此到打烊约 15,200"
    assert shown(replace(BASE, forecast_minor=None), "店", ZH).forecast == ""


def test_the_curve_ends_where_the_day_is():
    curve = shown(BASE, "店", ZH).curve
    assert (curve.first_hour, curve.now, curve.running) == (9, (6_000, 4_800), True)
    assert curve.usual == (5_000, 5_000, 7_000)
    assert curve.bands[2] == (6_000, 8_000)
    assert "9 点 60.00，平常 50.00" in curve.spoken
    assert curve.legend == ("今天", "平常周六，近 8 次")


def test_a_new_shop_has_a_curve_without_a_usual_one():
    hours = (Hour("09", 6_000), Hour("10", 100, now=True))
    curve = shown(replace(BASE, hours=hours), "店", ZH).curve
    assert (curve.usual, curve.bands, curve.legend[1]) == ((), (), "")
    assert shown(replace(BASE, hours=()), "店", ZH).curve is None


def test_the_largest_four_tenders_and_the_rest_as_one():
    kinds = ("wechat", "alipay", "cash", "card", "stored", "points")
    tenders = tuple(Share(kind, 1_000 - 100 * n, 1) for n, kind in enumerate(kinds))
    made = shown(replace(BASE, tenders=tenders), "店", ZH)
    assert [one.name for one in made.shares][-1] == "其他"
    assert (len(made.shares), made.shares[-1].sum) == (5, "11.00")
    assert sum(one.minor for one in made.shares) == sum(one.minor for one in tenders)


def test_alerts_lead_somewhere():
    alerts = (
        TodayAlert("low_stock", "look", "x", term("report.alert.low_more", n=2), "stock", "low"),
        TodayAlert("odd", "bad", "y"),
    )
    low, odd = shown(replace(BASE, alerts=alerts), "店", ZH).alerts
    assert (low.icon, low.role, low.go, low.place, low.errand) == (
        *("box", "warning", "补货", "stock", "low"),
    )
    assert (odd.icon, odd.role, odd.go) == ("alert", "danger", "")


def test_the_formula_says_what_each_factor_did():
    formula = (Factor("visitors", 386, 374, 19_200), Factor("ticket", 2_307, 2_216, -9_600))
    visitors, ticket = shown(replace(BASE, formula=formula), "店", ZH).factors
    assert (visitors.value, visitors.change, visitors.part) == ("386", "+3.2%", "+192.00 元")
    assert (ticket.value, ticket.part, ticket.lean, ticket.top) == (
        *("23.07", "−96.00 元", -9_600, 19_200),
    )
    alone = shown(replace(BASE, formula=(Factor("visits", 1_120),)), "店", ZH)
    assert (alone.factors[0].value, alone.factors[0].part) == ("1.12", "")
    assert alone.why_about == ZH("today.why_alone")


def test_points_are_not_added_to_money():
    owed = (
        Owed("principal", 100, 5_000, Unit.MONEY),
        Owed("points", -20, 900, Unit.COUNT),
        Owed("gift", 0, 0, Unit.MONEY),
    )
    made = shown(replace(BASE, owed=owed), "店", EN)
    assert made.owed_sum == "50.00 in all"
    assert [(one.change, one.balance) for one in made.owed] == [("+1.00", "50.00"), ("−20", "900")]


def test_a_day_without_a_sale_is_empty():
    assert shown(replace(BASE, receipts=0, sales_minor=0), "店", ZH).empty
    assert not shown(BASE, "店", ZH).empty


def test_figures_that_stand_are_kept_when_the_next_reading_fails():
    assert failed(TodayVM("loading"), "x").state == "error"
    kept = failed(shown(BASE, "店", ZH), "x")
    assert (kept.state, kept.sales, kept.error) == ("shown", "108.00", "x")


@pytest.mark.parametrize("words", [ZH, EN])
def test_the_example_speaks_both_languages(words):
    made = full_day(words)
    assert "⟦" not in repr(made)
    assert (made.sales, len(made.factors), len(made.shares)) == ("6,482.30", 4, 5)
