"""The owner changes the programme: typed, explained by the engine, saved as documents."""

import pytest

from app.usecases.catalog import list_items
from app.usecases.loyalty import program, top_up
from app.usecases.outcome import Changes, Print
from app.usecases.ports import DeviceChoice
from app.usecases.printing.settle import settle
from tests.ui.shift.desk import HeldRunner, View
from ui.program.presenter import ProgramPresenter
from ui.program.specs import SECTIONS


class At:
    def __init__(self, session, shop) -> None:
        self.view, self.session, self.shop = View(), session, shop
        self.page = ProgramPresenter(self.view, session)
        self.page.load()

    @property
    def shown(self):
        return self.view.shown

    def field(self, name: str):
        return next(one for one in self.shown.fields if one.key.startswith(f"{name}:"))

    def type(self, name: str, text: str) -> None:
        self.page.typed(self.field(name).key, text)


@pytest.fixture
def at(desk, shop):
    session = desk.session()
    return At(session, shop)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_and_is_explained(at, section):
    at.page.go(section)
    assert at.shown.section == section
    assert at.shown.fields or not at.shown.terms
    if at.shown.fields:
        assert at.shown.example, "the engine shows an example"
        assert not any(said.startswith("⟦") for said in (*at.shown.example, *at.shown.warnings))


def test_examples_call_goods_as_the_reader_does(desk, shop):
    """The paper's language is another: `上海青` stood in an English example."""
    at = At(desk.session("赵敏", "en"), shop)
    for section in SECTIONS:
        at.page.go(section)
        said = " ".join((*at.shown.example, *at.shown.warnings))
        assert not [letter for letter in said if "\u4e00" <= letter <= "\u9fff"], said


def test_a_ratio_is_typed_explained_and_saved(at, shop):
    before = at.shown.example
    at.type("redeem.points", "50")
    assert at.shown.dirty
    assert at.shown.example != before
    at.page.save()
    assert not at.shown.dirty
    assert at.shown.said_role == "positive"
    assert program.load(shop.s).points.redeem.points == 50


def test_what_cannot_be_read_stays_and_is_said(at, shop):
    at.type("redeem.minor", "1.234")
    assert at.field("redeem.minor").value == "1.234"
    assert at.field("redeem.minor").error
    at.page.save()
    assert at.shown.said_role == "danger"
    assert program.load(shop.s).points.redeem.minor != 123


def test_nothing_typed_is_lost_by_going_elsewhere(at):
    at.type("freeze_days", "7")
    at.page.go("plan")
    assert at.shown.section == "points"
    assert at.shown.said
    assert at.page.back()
    assert not at.shown.dirty
    at.page.go("plan")
    assert at.shown.section == "plan"


def test_a_new_plan_with_something_given(at, shop):
    at.page.go("plan")
    at.page.add_term()
    at.type("name", "充 300 送 30")
    at.type("price_minor", "300")
    at.page.add_entry(at.field("grants").key)
    assert at.shown.inner
    at.type("n", "30")
    at.page.back()
    assert "30.00" in at.field("grants").entries[0]
    at.page.save()
    made = next(one for one in program.load(shop.s).plans if one.name == "充 300 送 30")
    assert (made.price_minor, made.grants[0].n) == (30000, 3000)


def test_a_plan_that_gives_more_than_it_takes_is_warned_with_its_cost(at):
    at.page.go("plan")
    at.page.add_term()
    at.type("name", "充 100 送 500")
    at.type("price_minor", "100")
    at.page.add_entry(at.field("grants").key)
    at.type("n", "500")
    assert at.shown.warnings


def test_where_a_plan_is_sold_is_chosen_and_holds_at_the_counter(at, shop):
    at.page.go("plan")
    assert at.field("channels").value == "柜台"
    at.page.pick(at.field("channels").key)
    at.page.picked("online")
    at.page.picked("counter")
    at.page.back()
    assert at.field("channels").value == "网上"
    assert "不在柜台卖：收银机上卖不了这个方案。" in at.shown.warnings
    at.page.save()
    plan_id = at.shown.term_id
    member = shop.member("6027").member_id

    def offer():
        return next(o for o in top_up.offers(shop.s, member) if o.plan.plan_id == plan_id)

    assert offer().why == "plan.channel"
    at.page.pick(at.field("channels").key)
    at.page.picked("online")
    at.page.back()
    assert at.field("channels").value == "哪里都卖"
    at.page.save()
    assert offer().why != "plan.channel"


def test_removing_asks_twice(at, shop):
    at.page.go("reward")
    before = program.load(shop.s).rewards
    assert before, "the demo shop has rewards"
    at.page.remove()
    assert program.load(shop.s).rewards == before
    at.page.remove()
    assert len(program.load(shop.s).rewards) == len(before) - 1


def test_several_of_a_list_are_turned_on_and_off(at):
    at.page.go("points")
    at.page.add_entry(at.field("multipliers").key)
    at.page.pick(at.field("weekdays").key)
    assert at.shown.pick.several
    at.page.picked("5")
    at.page.picked("0")
    assert at.shown.pick.chosen == ("0", "5")
    at.page.picked("5")
    assert at.shown.pick.chosen == ("0",)


def test_tier_rules_show_who_would_move_and_write_nothing(at, shop):
    at.page.go("tier")
    at.page.choose(at.shown.terms[-1][0])
    kept = program.load(shop.s).tier_rules
    at.page.preview()
    assert at.shown.example
    assert program.load(shop.s).tier_rules == kept


def test_a_tier_saves_its_prices_and_its_rule(at, shop):
    at.page.go("tier")
    at.page.choose(at.shown.terms[1][0])
    tier_id = at.shown.term_id
    at.type("terms.name", "白银")
    at.type("rule.grace_days", "14")
    at.page.save()
    assert {one.tier_id: one.name for one in list_items.tiers(shop.s)}[tier_id] == "白银"
    assert program.load(shop.s).tier_rule(tier_id).grace_days == 14


def test_new_tier_rules_move_members_at_once_when_the_owner_says_so(at, shop):
    """What the preview says is what happens."""
    at.page.go("tier")
    at.page.choose(at.shown.terms[1][0])
    at.page.open_entry(at.field("rule.reach").key, 0)
    at.type("at_least", "1")
    assert not at.shown.judge
    at.page.back()
    at.page.preview()
    moving = at.shown.example[1]
    at.page.save()
    assert at.shown.judge
    at.page.judge()
    assert "升" in at.shown.said
    at.page.preview()
    assert moving not in at.shown.example


def test_a_tier_with_several_ways_says_so_in_the_list(at):
    at.page.go("tier")
    at.page.choose(at.shown.terms[1][0])
    first = at.shown.terms[1][2]
    at.page.add_entry(at.field("rule.reach").key)
    at.page.back()
    at.page.save()
    assert at.shown.terms[1][2] == f"{first}，或另外 1 条"


def test_the_example_of_points_says_what_was_bought(at):
    assert at.shown.example[0].startswith("会员今天付现金 128.50，买的是")


def batch_of(at, name: str = "street10"):
    at.page.go("campaign")
    at.page.choose(name)
    at.page.open_batch()
    return at.shown.batch


def issued(shop) -> list[int]:
    return [
        len(one.body["vouchers"])
        for one in shop.documents()
        if one.kind == "voucher.issue" and one.body.get("batch_id")
    ]


def test_a_batch_is_offered_for_saved_vouchers_of_bearers_alone(at):
    at.page.go("campaign")
    at.page.choose("save5")
    assert at.shown.batch_key == ""
    assert batch_of(at, "save5") is None
    at.page.choose("street10")
    assert (at.shown.batch_key, at.shown.batch_off) == ("印一批", "")
    at.type("minimum_minor", "50")
    assert at.shown.batch_off == "先保存，再印。"
    at.page.open_batch()
    assert at.shown.batch is None


def test_a_batch_says_what_it_comes_to_and_is_issued_once(at, shop):
    shown = batch_of(at)
    assert shown.do_off == "请写为什么发"
    at.page.batching.typed("count", "3")
    assert at.shown.batch.steps[0] == "每张最多减 10.00"
    assert at.shown.batch.steps[-1] == "3 张全部用掉，店里最多让出 30.00"
    at.page.batching.typed("why", "街坊传单")
    at.page.batching.issue()
    at.page.batching.issue()
    assert issued(shop) == [3]
    assert at.shown.batch.do_off == "这一批已发出"
    assert at.shown.batch.said == "已发出 3 张，印好 0 张，还有 3 张在路上。"
    jobs = [one.job_id for one in at.session.runner.effects if isinstance(one, Print)][-3:]
    settle(shop.s, jobs[0], "confirmed")
    settle(shop.s, jobs[1], "failed")
    at.page.changed(settle(shop.s, jobs[2], "unsure").changes)
    assert "印好 1 张，没印出 1 张，不确定 1 张" in at.shown.batch.said
    for one in jobs:
        settle(shop.s, one, "confirmed")
    at.page.changed(Changes(prints=True))
    assert at.shown.batch.said == "3 张都印好了。"
    assert at.page.back()
    assert at.shown.batch is None


def test_a_second_tap_while_a_batch_is_issued_does_nothing(desk, shop):
    runner = HeldRunner()
    at = At(desk.session(runner=runner), shop)
    runner.let_all_go()
    batch_of(at)
    at.page.batching.typed("why", "街坊传单")
    runner.let_all_go()
    at.page.batching.issue()
    at.page.batching.issue()
    at.page.go("plan")
    assert at.shown.batch.do_off == "正在发出……"
    runner.let_all_go()
    assert issued(shop) == [50]


@pytest.mark.parametrize("typed", ["", "0", "201", "9999", "二"])
def test_what_is_no_number_of_papers_is_said(at, shop, typed):
    batch_of(at)
    at.page.batching.typed("why", "r")
    at.page.batching.typed("count", typed)
    assert at.shown.batch.error == "一批印 1 到 200 张。"
    at.page.batching.issue()
    assert issued(shop) == []


def test_a_batch_without_a_printer_issues_nothing(at, shop):
    batch_of(at)
    at.page.batching.typed("why", "r")
    shop.s.devices.configure("printer", DeviceChoice("none"))
    at.page.batching.issue()
    assert at.shown.batch.said_role == "danger"
    assert issued(shop) == []


def test_who_may_not_issue_vouchers_prints_no_batch(desk, shop):
    at = At(desk.session("林晓燕"), shop)
    at.page.go("campaign")
    at.page.choose("street10")
    assert at.shown.batch_off == "你的角色不能发券。"
    at.page.open_batch()
    assert at.shown.batch is None


def test_a_group_is_named_and_a_tier_asks_for_it_from_the_list(at, shop):
    at.page.go("group")
    at.page.add_term()
    at.type("name", "校友会")
    at.page.save()
    at.page.go("tier")
    at.page.choose(at.shown.terms[1][0])
    at.page.add_entry(at.field("rule.reach").key)
    at.type("metric", "group")
    at.page.pick(at.field("ref").key)
    group_id = program.load(shop.s).groups[0].group_id
    assert at.shown.pick.options == (("", "未选择"), (group_id, "校友会"))
    at.page.picked(group_id)
    at.page.back()
    assert "校友会" in at.field("rule.reach").entries[-1]
    at.page.save()
    assert program.load(shop.s).tier_rules[1].reach[-1].ref == group_id
    at.page.go("group")
    assert "白银" in at.shown.example[-1] or "银卡" in at.shown.example[-1]
    at.page.remove()
    at.page.remove()
    assert at.shown.said_role == "danger"


@pytest.mark.parametrize(
    ("lang", "names", "said"),
    [
        ("zh_CN", "消费者权益保护法", "没有对照公布的原文"),
        ("en", "Consumer protection", "not compared with the published text"),
    ],
)
def test_every_source_of_the_law_is_named_and_how_far_it_was_read(desk, lang, names, said):
    at = At(desk.session(lang=lang), None)
    at.page.go("law")
    at.page.pick(at.field("code").key)
    at.page.picked("prc")
    sources = [one for one in at.shown.example if said in one]
    prc = next(one for one in program.law_profiles() if one.code == "prc")
    assert len(sources) == len(prc.sources) > 6
    assert any(names in one for one in sources)
    assert all(prc.looked_on in one for one in sources)
    assert any(str(len(sources)) in one and prc.looked_on in one for one in at.shown.warnings)
