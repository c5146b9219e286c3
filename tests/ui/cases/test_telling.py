"""Every rule has its sentences in both languages, and a case says who, when and how much."""

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from app.domain.insight.sentinel import RULES
from app.domain.insight.sentinel.tally import MEASURES
from app.domain.shop import Shop
from app.usecases.sentinel.cases import Case, Evidence
from app.usecases.sentinel.telling import tell
from app.words import Words
from ui.cases.viewmodel import Teller

FACTS = {
    "off_hours": {"n": 2, "from_minute": 240, "until_minute": 1080},
    "large": {"sort": "sale", "usual_minor": 100, "limit_minor": 200},
    "clock": {"minutes": 40, "back": 1, "n": 1},
    "member_day": {"n": 5, "cash": 3, "limit": 4, "usual": 2},
    "own_card": {"n": 9, "limit": 6, "usual": 2, "days": 14},
    "spend_burst": {"n": 4, "minutes": 60},
    "returns_to_member": {"n": 4, "limit": 4, "days": 14},
    "topup_refund": {"minutes": 5, "own": 1},
    "gift_drained": {"minutes": 5, "n": 2},
    "splitting": {"n": 2, "minutes": 9, "limit_minor": 20_000},
}
COUNTED = {"n": 7, "usual": 2, "limit": 5, "days": 1}
AT = 1_757_650_000_000
CASE = Case(
    *("id", "no_sale", "operator:w", "2025-09-12", AT, "high", "open", 1_520, ((1, 9),)),
    facts=COUNTED | {"known": 1},
    who="w",
    who_name="林晓燕",
)
MORE = (
    *(("large", {"sort": one}) for one in ("topup", "back", "write_off")),
    *(("clock", {"back": 0}), ("topup_refund", {"own": 0}), ("no_sale", {"days": 6})),
    *(("no_sale", {"known": 0}), ("own_card", {"known": 0}), ("member_day", {"known": 0})),
)


def of_rule(rule: str, **more) -> Case:
    facts = (COUNTED if rule in MEASURES else FACTS[rule]) | {"known": 1} | more
    return replace(CASE, rule=rule, facts=facts)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize(("rule", "more"), [*((one, {}) for one in RULES), *MORE])
def test_every_rule_speaks(lang, rule, more):
    told = tell(of_rule(rule, **more), Words(lang), 4)
    for text in (told.what, told.why, told.next):
        assert text
        assert not re.search(r"[{}]|cases\.", text)


def test_a_clock_that_is_days_off_is_told_in_days():
    ahead = of_rule("clock", minutes=5_255_999, back=0)
    assert tell(ahead, Words("en")).what == "The clock was set ahead by 3,650 days"
    assert "40 分钟" in tell(of_rule("clock"), Words("zh_CN")).what


def test_hours_are_told_on_the_wall_clock():
    assert "08:00" in tell(of_rule("off_hours"), Words("en"), 4).why
    assert "22:00" in tell(of_rule("off_hours"), Words("en"), 4).why


def test_what_is_not_known_yet_is_not_called_usual():
    assert tell(of_rule("no_sale", known=0), Words("en")).usual == ""
    assert tell(of_rule("no_sale"), Words("en")).usual == "2"


def teller(me: str = "x") -> Teller:
    shop = Shop("01", "03", "s")
    return Teller(Words("zh_CN"), shop, ZoneInfo("Asia/Shanghai"), me, AT)


def row(at_ms: int) -> Evidence:
    return Evidence((1, 9), at_ms, "drawer.open", "林晓燕", "", 0, "", "")


def test_a_case_says_who_when_and_how_much():
    shown = teller().detail(CASE, (row(AT), row(AT + 600_000)))
    assert shown.about == "林晓燕  9 月 12 日 12:06 – 12:16  高"
    assert [value for _, value, _ in shown.figures] == ["7", "2", "15.20"]
    assert shown.rows[0].no == "1-000009"
    assert (shown.own, shown.open) == ("", True)
    assert teller("w").detail(CASE, ()).own
    gone = replace(CASE, subject="member:m", member_id="m", who_name="")
    assert "已注销" in teller().who(gone)
    assert teller().who(replace(CASE, who_name="")) == "本机"


def test_the_list_has_the_time_today_and_the_day_before():
    assert teller().list_row(CASE).when == "12:06"
    assert teller().list_row(replace(CASE, at_ms=AT - 86_400_000)).when == "9 月 11 日"
