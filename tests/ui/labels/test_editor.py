"""The editor: a label is taken hold of, seen in the printer's own dots, kept or put back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from app.usecases.label import templates

CODE = "6911311000136"


@pytest.fixture
def editor(page):
    screen = page()
    screen.take_scan(CODE)
    screen.presenter.pick_template("shelf-60x30")
    screen.presenter.edit()
    screen.grab()
    return screen


def part(screen, place=0):
    return screen.editing.template.parts[place]


def test_arrows_nudge_by_half_a_millimetre_and_undo_takes_it_back(editor, qtbot):
    canvas = editor.editor.canvas
    assert editor.focusWidget() is canvas
    before = part(editor)
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert part(editor).y == before.y + 5
    qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert part(editor).w == before.w - 5
    qtbot.keyClicks(canvas, "+")
    assert part(editor).font == before.font + 2
    for _ in range(3):
        editor.editing.undo()
    assert part(editor) == before
    editor.editing.redo()
    assert part(editor).y == before.y + 5


def test_a_part_is_dragged_with_the_mouse_as_one_step(editor, qtbot):
    canvas = editor.editor.canvas
    before = part(editor, 4)
    editor.editing.choose("4")
    start = canvas._box(4).center().toPoint()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in (20, 40, 60):
        qtbot.mouseMove(canvas, start + QPoint(-step, 0))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(-60, 0))
    assert part(editor, 4).x < before.x
    assert part(editor, 4).x % 5 == before.x % 5
    editor.editing.undo()
    assert part(editor, 4) == before


def test_the_preview_is_the_printers_own_dots(editor):
    shown = editor.editor.canvas._picture
    assert (shown.width(), shown.height()) == (480, 240)
    drawn = editor.editing._drawn
    black = sum(byte.bit_count() for byte in drawn.rows)
    grey = shown.convertToFormat(QImage.Format.Format_Grayscale8)
    ink = bytes(grey.constBits()).count(0)
    assert ink == black


def test_fields_are_typed_by_their_names(editor):
    editor.editing.choose("0")
    editor.editing.typed("【{商品名}】", english=False)
    assert part(editor).text == "【{name}】"
    assert editor.editor.form.text.text() == "【{商品名}】"
    editor.editing.typed("{奖品}", english=False)
    editor.editing.save()
    assert "没有叫“奖品”的字段" in editor.editor._said.text()


def test_saved_reset_and_kept_as_another(editor, ready):
    editor.editing.drop()
    editor.editing.save()
    assert len(templates.one(ready.s, "shelf-60x30").parts) == 7
    editor.editing.save_as("冷柜")
    assert templates.load(ready.s)[-1].name == "冷柜"
    editor.editing.reset()  # its own goes, and the editor with it
    assert editor._pages.currentIndex() == 0
    editor.presenter.pick_template("shelf-60x30")
    editor.presenter.edit()
    editor.editing.reset()
    assert templates.one(ready.s, "shelf-60x30") in templates.defaults()


def test_esc_drops_what_is_not_saved_then_leaves(editor, qtbot):
    kept = part(editor)
    editor.editing.move(5, 5)
    qtbot.keyClick(editor.editor.canvas, Qt.Key.Key_Escape)
    assert part(editor) == kept
    assert editor._pages.currentIndex() == 1
    qtbot.keyClick(editor.editor.canvas, Qt.Key.Key_Escape)
    assert editor._pages.currentIndex() == 0


def test_parts_that_overlap_are_told(editor):
    editor.editing.choose("4")
    editor.editing.move(-100, -60)
    assert "叠在一起" in editor.editor._trouble.text()


def test_other_paper_is_typed(editor):
    editor.editing.paper("40", "30")
    assert (editor.editing.template.width, editor.editing.template.height) == (400, 300)
    editor.editing.paper("5", "30")
    assert "10 到 200 毫米" in editor.editor._said.text()
    assert editor.editing.template.width == 400


def test_a_logo_is_taken_from_a_file(editor, ready, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "Downloads").mkdir()
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.black)
    assert picture.save(str(tmp_path / "Downloads" / "logo.png"))
    (tmp_path / "Downloads" / "broken.jpg").write_bytes(b"x")
    editor.editing.add("logo")
    assert "还没有店标" in editor.editor._trouble.text() or editor.editing._trouble()
    editor.editing.pick_logo()
    assert editor.editor.files.model.rowCount() == 2
    editor.editing.take_logo(str(tmp_path / "Downloads" / "broken.jpg"))
    assert "不是能读的图片" in editor.editor._said.text()
    editor.editing.take_logo(str(tmp_path / "gone.png"))
    editor.editing.take_logo(str(tmp_path / "Downloads" / "logo.png"))
    assert not [one for one in editor.editing._drawn.troubles if one.code == "logo"]


def test_an_empty_label_is_no_crash(editor):
    while editor.editing.template.parts:
        editor.editing.drop()
    editor.editing.drop()
    editor.editing.step(1)
    editor.editing.move(5, 5)
    editor.grab()
    editor.editing.save()
    editor.editing.reset()
    assert editor.editing.template.parts
