"""Departments are added, renamed, put in order and taken away; tax and units are shown."""

import pytest

from app.domain.errors import Unavailable
from app.usecases.catalog import list_items
from tests.ui.shift.desk import BreakingRunner


@pytest.fixture
def at(pages):
    made = pages()
    made.departments.load()
    return made


def names(at) -> list[str]:
    return [one.name for one in at.view.departments.rows]


def test_the_first_one_is_open(at):
    shown = at.view.departments
    assert names(at)[:3] == ["饮料", "乳品", "零食"]
    assert shown.form.name == "饮料"
    assert shown.form.up_off == "已是第一个"
    assert not shown.form.down_off
    assert shown.form.save_off == "没有改动"


def test_added_behind_the_others(at):
    at.departments.new()
    assert at.view.departments.form.save_off == "先填名称"
    at.departments.typed("name", "鲜花")
    at.departments.typed("name_en", "Flowers")
    at.departments.pick_tax("reduced")
    at.departments.set_open_price(False)
    at.departments.save()
    assert names(at)[-1] == "鲜花"
    made = list_items.departments(at.s)[-1]
    assert (made.name_en, made.tax_class, made.open_price) == ("Flowers", "reduced", False)
    assert at.view.departments.form.said.endswith("已保存")
    assert at.view.departments.rows[-1].note == "只卖商品"


def test_renamed(at):
    at.departments.typed("name", "饮品")
    at.departments.save()
    assert names(at)[0] == "饮品"


def test_a_name_that_is_taken_is_refused_under_the_field(at):
    at.departments.typed("name", "乳品")
    at.departments.save()
    assert "乳品" in at.view.departments.form.errors["name"]
    at.departments.typed("name", "")
    at.departments.save()
    assert at.view.departments.form.errors["name"].startswith("请输入分类名称")
    assert names(at)[0] == "饮料"


def test_moved_down_and_up_again(at):
    at.departments.move(1)
    assert names(at)[:2] == ["乳品", "饮料"]
    assert at.view.departments.form.name == "饮料"
    at.departments.move(-1)
    assert names(at)[:2] == ["饮料", "乳品"]
    at.departments.move(-1)
    assert names(at)[:2] == ["饮料", "乳品"]


def test_one_with_goods_stays_and_says_how_many(at):
    at.departments.remove()
    assert at.view.departments.form.remove == "再按一次，真的删除"
    at.departments.remove()
    assert "商品" in at.view.departments.form.said
    assert at.view.departments.form.said_role == "danger"
    assert names(at)[0] == "饮料"


def test_an_empty_one_goes_after_being_asked(at):
    at.departments.new()
    at.departments.typed("name", "鲜花")
    at.departments.save()
    at.departments.remove()
    assert names(at)[-1] == "鲜花"
    at.departments.remove()
    assert "鲜花" not in names(at)
    assert at.view.departments.form.said == "“鲜花”已删除"


def test_another_row_waits_for_what_is_typed(at):
    at.departments.typed("name", "饮品")
    other = at.view.departments.rows[1].department_id
    at.departments.choose(other)
    assert at.view.departments.form.name == "饮品"
    assert at.view.departments.form.said_role == "warning"
    assert at.departments.back()
    assert at.view.departments.form.name == "饮料"
    at.departments.choose(other)
    assert at.view.departments.form.name == "乳品"
    assert not at.departments.back()


@pytest.mark.parametrize(
    ("lang", "about", "example"),
    [
        ("zh_CN", "标价含税：顾客付的就是标价，税在里面。", "10.00 里含税 1.15"),
        (
            *("en", "Prices contain the tax: the customer pays what the label says."),
            "10.00 contains 1.15",
        ),
    ],
)
def test_tax_with_its_source_and_a_worked_example(pages, lang, about, example):
    at = pages(lang)
    at.departments.load()
    shown = at.view.tax
    assert shown.about == about
    assert shown.classes[0].example == example
    assert "2026-01-01" in shown.source
    assert "kg" in shown.units


def test_what_cannot_be_read_says_so(pages):
    runner = BreakingRunner()
    at = pages(runner=runner)
    runner.broken = Unavailable("disk", "io")
    at.departments.load()
    assert at.view.departments.state == at.view.tax.state == "error"
    runner.broken = None
    at.departments.load()
    assert at.view.departments.state == "rows"
