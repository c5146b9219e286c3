"""The templates' page as one sees it: nothing cut, everything named, by touch and by keyboard."""

import pytest
from PySide6.QtCore import Qt

from app.domain.template import RECEIPT, of_shop
from app.usecases.shop import settings
from tests.ui.shift.desk import sound_pictures
from ui.templates.screen import TemplatesScreen, pictures


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_picture_is_sound(desk, qtbot, look, lang):
    sound_pictures(pictures, desk.session(lang=lang), look, qtbot)


def test_a_text_is_added_and_moved_by_touch_and_kept(desk, shop, front, qtbot):
    screen = front(TemplatesScreen, desk.session())
    screen.add_keys["text"].click()
    screen.form.fields["zh_CN"].edit.insert("谢谢光临")
    qtbot.waitUntil(lambda: "谢谢光临" in screen.paper.accessibleDescription())
    screen.down_key.click()
    screen.save_key.click()
    kept = of_shop(settings.load(shop.s).extra, RECEIPT)
    assert [b.code for b in kept.blocks][:3] == ["logo", "shop", "text"]
    assert kept.blocks[2].text("zh_CN") == "谢谢光临"


def test_the_cursor_stays_while_one_types(desk, front, qtbot):
    screen = front(TemplatesScreen, desk.session())
    screen.add_keys["text"].click()
    field = screen.form.fields["zh_CN"]
    field.edit.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_1)
    qtbot.keyClick(field.edit, Qt.Key.Key_2)
    assert screen.form.fields["zh_CN"] is field
    assert field.text() == "12"
