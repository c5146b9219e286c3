"""The quick keys are put, swapped and taken away; pages are named, moved and removed."""

import pytest

from app.domain.errors import Unavailable
from app.usecases.sale import quick_keys
from tests.ui.shift.desk import BreakingRunner
from ui.catalog.viewmodel.quick_keys import PlaceVM, next_empty, step


@pytest.fixture
def at(pages):
    made = pages()
    made.keys.load()
    return made


def titles(at) -> list[str]:
    return [one.title for one in at.view.keys.places]


def test_the_first_page_as_the_counter_shows_it(at):
    shown = at.view.keys
    assert shown.pages[0] == "常用"
    assert len(shown.places) == 25
    assert shown.places[0] == PlaceVM("青溪饮用天然水", "550ml", "1.50")
    assert shown.title == "第 1 排第 1 个"


def test_an_item_is_put_and_the_next_empty_place_waits(at):
    at.keys.stand(24)
    at.keys.remove()
    at.keys.stand(3)
    at.keys.remove()
    assert titles(at)[3] == ""
    apple = at.item("红富士苹果")
    at.keys.stand(24)
    at.keys.put(apple.item_id)
    assert titles(at)[24] == "红富士苹果"
    assert at.view.keys.at == 3
    assert titles(at).count("红富士苹果") == 1  # it lay elsewhere on this page, and moved


def test_two_places_change_over(at):
    first, second = titles(at)[0], titles(at)[7]
    at.keys.stand(0)
    at.keys.lift()
    assert at.view.keys.lifted == 0
    at.keys.stand(7)
    assert titles(at)[0] == second
    assert titles(at)[7] == first
    assert at.view.keys.lifted == -1
    kept = quick_keys.pages(at.s)[0]
    assert kept.keys[7].item.name == first


def test_a_key_in_hand_is_laid_down_by_esc(at):
    before = titles(at)
    at.keys.lift()
    assert at.keys.back()
    at.keys.stand(5)
    assert titles(at) == before
    assert not at.keys.back()


def test_an_empty_place_gives_nothing_to_hand_or_away(at):
    at.keys.remove()
    assert at.view.keys.lift_off == at.view.keys.remove_off == "这里是空的"
    at.keys.lift()
    assert at.view.keys.lifted == -1


def test_the_search_says_what_lies_on_the_page_already(at):
    at.keys.typed("青溪")
    found = {(one.name, one.spec): one.where for one in at.view.keys.found}
    assert found["青溪饮用天然水", "550ml"] == "第 1 排第 1 个"
    at.keys.typed("没有这种东西")
    assert not at.view.keys.found
    assert "没有找到" in at.view.keys.none
    at.keys.typed("")
    assert not at.view.keys.none


def test_an_item_from_its_form_goes_where_one_touches(at):
    at.keys.stand(4)
    at.keys.remove()
    milk = at.item("晨牧甜牛奶")
    at.keys.carry(milk)
    assert at.view.keys.carried == "晨牧甜牛奶"
    at.keys.stand(4)
    assert titles(at)[4] == "晨牧甜牛奶"
    assert not at.view.keys.carried


def test_pages_are_made_named_moved_and_removed(at):
    count = len(at.view.keys.pages)
    at.keys.name_page(new=True)
    assert at.view.keys.form.save_off == "先填名称"
    at.keys.named("name", "早餐")
    at.keys.named("name_en", "Breakfast")
    at.keys.save_page()
    assert at.view.keys.pages[-1] == "早餐"
    assert at.view.keys.on == count
    at.keys.put(at.item("茶叶蛋").item_id)
    at.keys.name_page()
    at.keys.move_page(-1)
    assert at.view.keys.pages[-2] == "早餐"
    at.keys.named("name", "早点")
    at.keys.save_page()
    assert at.view.keys.pages[-2] == "早点"
    assert titles(at)[0] == "茶叶蛋"  # the keys came along
    at.keys.name_page()
    at.keys.remove_page()
    assert at.view.keys.form.remove == "再按一次，真的删除"
    at.keys.remove_page()
    assert "早点" not in at.view.keys.pages
    assert len(at.view.keys.pages) == count
    assert at.view.keys.pages[0] == "常用"


def test_a_name_that_will_not_do_is_refused_under_its_field(at):
    at.keys.name_page(new=True)
    at.keys.named("name", "字" * 201)
    at.keys.save_page()
    assert "最多 200 个字" in at.view.keys.form.error


def test_arrows_stop_at_the_edges():
    assert step(0, -1, 0) == 0
    assert step(0, 1, 0) == 1
    assert step(4, 1, 0) == 4
    assert step(22, 0, 1) == 22
    assert step(7, 0, -1) == 2


def test_a_full_page_keeps_its_place():
    full = [PlaceVM("x")] * 25
    assert next_empty(full, 7) == 7
    full[3] = PlaceVM()
    assert next_empty(full, 7) == 3


def test_what_cannot_be_read_says_so(pages):
    runner = BreakingRunner()
    at = pages(runner=runner)
    runner.broken = Unavailable("disk", "io")
    at.keys.load()
    assert at.view.keys.state == "error"
    runner.broken = None
    at.keys.load()
    assert at.view.keys.state == "pages"
