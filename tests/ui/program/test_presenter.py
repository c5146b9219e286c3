"""The owner changes the programme: typed, explained by the engine, saved as documents."""

import pytest

from app.usecases.catalog import list_items
from app.usecases.loyalty import program
from ui.program.presenter import ProgramPresenter
from ui.program.specs import SECTIONS


class View:
    def __init__(self) -> None:
        self.shown = None

    def put(self, shown) -> None:
        self.shown = shown


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
