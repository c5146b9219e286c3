"""The programme's page in a real window: every part in both languages, nothing cut, by keyboard."""

import pytest
from PySide6.QtCore import Qt

from app.usecases.loyalty import program
from tests.ui.shift.desk import LOOKS, keep, sound, sound_pictures
from ui.program.screen import make, pictures
from ui.program.specs import SECTIONS

LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_part_in_both_languages_and_looks(desk, front, look, lang, look_name, size):
    screen = front(make, desk.session(lang=lang), size, look_name)
    for section in SECTIONS:
        screen.presenter.go(section)
        sound(screen, look)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_picture_is_sound(desk, qtbot, look, lang):
    sound_pictures(pictures, desk.session(lang=lang), look, qtbot)


def test_a_plan_by_touch(desk, shop, front, qtbot):
    screen = front(make, desk.session())
    screen.presenter.go("plan")
    qtbot.mouseClick(screen.new_key, LEFT)
    name = screen.rows["name:text:"].field.edit
    qtbot.keyClicks(name, "New year")
    price = screen.rows["price_minor:money:"].field.edit
    price.selectAll()
    qtbot.keyClicks(price, "500")
    screen.rows["grants:list:grant"].add_key.click()
    amount = screen.rows["n:money:"].field.edit
    amount.selectAll()
    qtbot.keyClicks(amount, "50")
    qtbot.mouseClick(screen.revert_key, LEFT)
    qtbot.mouseClick(screen.save_key, LEFT)
    made = next(one for one in program.load(shop.s).plans if one.name == "New year")
    assert (made.price_minor, made.grants[0].n) == (50000, 5000)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_a_batch_by_touch(desk, shop, front, look, qtbot, lang):
    screen = front(make, desk.session(lang=lang))
    screen.presenter.go("campaign")
    screen.presenter.choose("street10")
    qtbot.mouseClick(screen.explain.batch_key, LEFT)
    pane = screen.batch
    qtbot.keyClicks(pane.count.edit, "999")
    sound(screen, look)
    assert not pane.do_key.isEnabled()
    pane.count.edit.selectAll()
    qtbot.keyClicks(pane.count.edit, "2")
    qtbot.keyClicks(pane.why.edit, "leaflets")
    sound(screen, look)
    qtbot.mouseClick(pane.do_key, LEFT)
    qtbot.mouseClick(pane.do_key, LEFT)
    qtbot.waitUntil(lambda: pane.steps.height() >= 100 and pane.said.height() >= 24)
    sound(screen, look)
    keep(screen, f"{lang}-program-batch-made")
    made = [one for one in shop.documents() if one.body.get("batch_id")]
    assert [len(one.body["vouchers"]) for one in made] == [2]
    qtbot.mouseClick(pane.back_key, LEFT)
    qtbot.waitUntil(screen.rows["name:text:"].isVisible)
