"""Members in words, in both languages."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from app.domain.catalog import Department
from app.domain.errors import Refused, Unavailable
from app.domain.ids import MemberId
from app.domain.loyalty.package import Package, PackagePlan
from app.domain.loyalty.tier import TierTerms
from app.domain.member import Consents, Member, plain_cards
from app.words import Words
from ui.members.viewmodel import listing, packages
from ui.members.viewmodel import text as vm
from ui.members.viewmodel.dossier import Frame
from ui.members.viewmodel.parts import FactVM

ZH, EN = Words("zh_CN"), Words("en")
TODAY = date(2026, 9, 12)
AT = datetime(2026, 9, 12, 17, 40, tzinfo=UTC)
MEMBER = Member(
    *(MemberId("m"), "陈雨桐", "13800136027", "gold"),
    *(plain_cards(["TOKEN4821"]), Consents(True, False)),
)


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (AT, "今天 17:40", "today 17:40"),
        (AT - timedelta(days=1), "昨天 17:40", "yest. 17:40"),
        (AT - timedelta(days=4), "9 月 8 日", "8 Sep"),
        (AT - timedelta(days=400), "2025 年 8 月 8 日", "8 Aug 2025"),
    ],
)
def test_when(at, zh, en):
    assert vm.when(at, TODAY, ZH) == zh
    assert vm.when(at, TODAY, EN) == en


def test_weeks_end_today_and_forget_what_is_older():
    sales = [(AT, 100), (AT - timedelta(days=6), 20), (AT - timedelta(days=7), 3)]
    sales += [(AT - timedelta(days=83), 4), (AT - timedelta(days=84), 5)]
    assert vm.weeks(sales, TODAY) == (4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 120)


def test_a_tiers_worth_names_departments_in_order_and_the_rest_last():
    departments = (Department("d1", "粮油", "Grain"), Department("d2", "水果", "Fruit"))
    tier = TierTerms("gold", "金卡", "Gold", 2, "list", (("*", 50_000), ("d2", 0), ("d1", 80_000)))
    assert [(one.label, one.value) for one in vm.worth(tier, departments, ZH)] == [
        ("粮油", "−8%"),
        ("水果", "不打折"),
        ("其他商品", "−5%"),
        ("会员价目", "取低的"),
    ]
    assert vm.worth(tier, departments, EN)[0] == FactVM("Grain", "−8%")
    assert vm.worth(None, departments, ZH) == ()
    only = TierTerms("s", "银", "", 1, "", (("*", 30_000),))
    assert [one.label for one in vm.worth(only, departments, EN)] == ["Everything"]


def test_a_phone_is_masked_or_in_groups():
    assert vm.phone(MEMBER, "") == "138****6027"
    assert vm.phone(MEMBER, "13800136027") == "138 0013 6027"
    assert vm.whole_phone("05711234567") == "05711234567"


def test_a_cards_token_never_stands_whole():
    assert vm.card("TOKEN4821", ZH) == "尾号 4821"
    assert vm.card("", EN) == ""


@pytest.mark.parametrize(
    ("trouble", "field"),
    [
        (Refused("phone.taken"), "phone"),
        (Refused("name.empty"), "name"),
        (Refused("card.taken"), "card"),
        (Refused("permission.missing"), ""),
        (Unavailable("disk", "full"), ""),
    ],
)
def test_a_refusal_belongs_to_its_field(trouble, field):
    assert listing.field_of(trouble) == field


@pytest.mark.parametrize(
    ("bucket", "until", "soon"),
    [
        ("never", "不过期", ""),
        ("2026-09-12", "到 9 月 12 日", "今天是最后一天"),
        ("2026-09-30", "到 9 月 30 日", "还有 18 天"),
        ("2026-11-30", "到 11 月 30 日", ""),
        ("2027-03-31", "到 2027 年 3 月 31 日", ""),
    ],
)
def test_last_days_are_said_and_near_ones_are_counted(bucket, until, soon):
    assert vm.until(bucket, TODAY, ZH) == until
    assert vm.soon(bucket, TODAY, ZH) == soon


def test_visits():
    assert vm.visits(23, 95_910, ZH) == "来 23 次，每次 41.70"
    assert vm.visits(1, 4_170, EN) == "1 visit, 41.70"
    assert vm.visits(0, 0, EN) == "no visit yet"


@pytest.mark.parametrize(
    ("since", "rested", "said"),
    [
        ("2026-09-01", 0, "paused since 1 Sep · its days run again on 1 Oct"),
        ("2026-09-01", 20, "paused since 1 Sep · its days run again since 11 Sep"),
    ],
)
def test_a_paused_package_says_when_its_days_run_again(since, rested, said):
    plan = PackagePlan("p", "次卡", (), pause_days=30)
    one = Package("k", "m:1", plan, 6_000, 1, "", "2027-01-01", (), since, rested)
    mine = SimpleNamespace(purse=SimpleNamespace(holder="m:1"))
    frame = Frame(EN, TODAY, 0, lambda ms: AT, lambda right: True)
    assert packages.state(one, mine, frame) == said
