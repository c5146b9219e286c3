"""The labels' page: chosen by scan and keyboard, looked at, printed, asked about."""

import pytest
from PySide6.QtCore import Qt

from app.domain.errors import Unavailable
from app.usecases.label import printing, templates
from app.usecases.label.printing import LabelLine
from app.usecases.printing import settle
from app.usecases.stock import move
from app.usecases.stock.move import StockLine
from tests.ui.shift.desk import LOOKS, BreakingRunner, sound, sound_pictures
from tests.usecases.shop import APPLE, COLA
from ui.labels import viewmodel as vm
from ui.labels.screen import make, pictures

CODE = "6911311000136"


def said(screen):
    return screen.job._said.text()


@pytest.mark.parametrize(("lang", "name", "size"), LOOKS)
def test_nothing_is_cut_and_everything_is_named(page, look, lang, name, size):
    screen = page(lang, name=name, size=size)
    sound(screen, look)
    screen.table.step(1)
    screen.presenter.choosing.choose(screen.table.current)
    for template in templates.defaults():
        screen.presenter.pick_template(template.template_id)
        sound(screen, look)
    screen.presenter.press.on_paper(vm.A4)
    sound(screen, look)
    for source in vm.SOURCES:
        screen.presenter.sources.go(source)
        sound(screen, look)
    screen.presenter.edit()
    for code in ("text", "line", "box", "logo", "barcode"):
        screen.editing.add(code)
        sound(screen, look)
    screen.editing.pick_logo()
    sound(screen, look)


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_picture_is_sound(desk, shop, qtbot, look, lang):
    sound_pictures(pictures, desk.session(lang=lang), look, qtbot)


def test_scanned_twice_is_two_labels_and_f9_prints_them(page, ready, qtbot):
    screen = page()
    for _ in range(2):
        assert screen.take_scan(CODE)
    screen.grab()
    assert "2" in screen.job.print_key.title
    qtbot.keyClick(screen.field.edit, Qt.Key.Key_F9)
    (job,) = ready.rows("SELECT job_id, kind, device FROM print_job WHERE kind = 'label'")
    assert job[1:] == ("label", "label_printer")
    assert "2" in said(screen)


def test_copies_are_typed_and_a_line_is_dropped(page, qtbot):
    screen = page()
    screen.take_scan(CODE)
    qtbot.keyClick(screen.field.edit, Qt.Key.Key_F4)
    assert screen.focusWidget() is screen.job.copies.edit
    qtbot.keyClicks(screen.job.copies.edit, "12")
    assert "12" in screen.job.print_key.title
    screen.presenter.batch.drop()
    assert not screen.job.print_key.isEnabled()


def test_a_code_that_no_good_has_is_said_and_adds_nothing(page):
    screen = page()
    assert screen.take_scan("6901234567892")
    assert "没有加入" in said(screen)
    assert not screen.presenter.batch.lines


def test_walking_the_goods_by_keyboard(page, qtbot):
    screen = page()
    qtbot.keyClicks(screen.field.edit, "beiankele")
    qtbot.keyClick(screen.field.edit, Qt.Key.Key_Return)
    assert len(screen.presenter.batch.lines) == 1


def test_an_unsure_job_is_a_question_and_its_answer_ends_it(page, ready):
    screen = page()
    screen.take_scan(CODE)
    screen.presenter.press.print()
    job_id = screen.presenter.press.job.job_id
    outcome = settle.settle(ready.s, job_id, "unsure", "no_answer")
    screen.presenter.changed(outcome.changes)
    assert screen.job._asked.isVisible()
    assert "不确定" in screen.job._question.text()
    assert not screen.job.print_key.isEnabled()  # not twice while nobody looked
    assert screen.presenter.batch.lines  # nothing is thrown away before somebody looked
    screen.job.no_key.click()
    assert printing.job(ready.s, job_id).state == "failed"
    assert not screen.job._asked.isVisible()


def test_after_a_crash_the_question_is_asked_again(desk, ready, front):
    line = (LabelLine(str(ready.item(COLA).item_id), 3),)
    printing.print_labels(ready.s, ready.manager, templates.defaults()[0], line)
    settle.left_over(ready.s)
    screen = front(make, desk.session("赵敏"))
    assert screen.job._asked.isVisible()
    screen.job.yes_key.click()
    assert not screen.job._asked.isVisible()
    assert printing.asked(ready.s) is None


def test_a_confirmed_job_empties_the_list(page, ready):
    screen = page()
    screen.take_scan(CODE)
    screen.presenter.press.print()
    outcome = settle.settle(ready.s, screen.presenter.press.job.job_id, "confirmed")
    screen.presenter.changed(outcome.changes)
    assert not screen.presenter.batch.lines
    assert "1 张已打印" in said(screen)


def test_without_a_label_printer_there_is_a4(desk, shop, front, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    screen = front(make, desk.session("赵敏"))
    screen.take_scan(CODE)
    assert screen.job._sheet_row.isVisible()
    screen.presenter.press.pick_sheet("5x13")
    screen.presenter.press.begins("65")
    screen.presenter.press.print()
    (made,) = tmp_path.glob("labels-*.pdf")
    assert made.read_bytes().startswith(b"%PDF")
    assert str(made) in said(screen)
    assert screen.job.start.text() == "1"  # the next sheet begins anew
    screen.presenter.press.on_paper(vm.PRINTER)
    assert not screen.job.print_key.isEnabled()


def test_goods_that_came_are_an_errand(desk, ready, front):
    item_id = str(ready.item(COLA).item_id)
    move.receive(ready.s, ready.manager, (StockLine(item_id, 24_000),), move_id="m1")
    session = desk.session("王建国")
    session.send("labels", "came:last")
    screen = front(make, session)
    assert [one.line.copies for one in screen.presenter.batch.lines.values()] == [24]
    session.send("labels", f"item:{ready.item(APPLE).item_id}")
    screen.activated()
    assert len(screen.presenter.batch.lines) == 2


def test_a_weighed_label_wants_grams_and_takes_them(page, ready):
    screen = page()
    screen.presenter.choosing.take(str(ready.item(APPLE).item_id))
    screen.presenter.pick_template("weigh-60x40")
    screen.presenter.press.print()
    assert "没有重量" in said(screen)
    screen.job.grams.edit.setFocus()
    screen.presenter.batch.weighs("1354")
    screen.presenter.press.print()
    (slip,) = ready.rows("SELECT slip FROM print_job WHERE kind = 'label'")
    assert "1.354 kg" in slip[0]


def test_a_world_that_breaks_is_said_with_what_is_kept(desk, ready, front):
    runner = BreakingRunner()
    screen = front(make, desk.session("赵敏", runner=runner))
    screen.take_scan(CODE)
    runner.broken = Unavailable("database", "locked", retry=True)
    screen.presenter.press.print()
    assert said(screen)
    runner.broken = None
    screen.presenter.press.print()
    assert screen.presenter.press.job is not None


def test_a_scanned_voucher_is_a_sticker_where_the_label_is_for_one(page, ready):
    screen = page()
    assert not screen.take_scan("V:7K3M9QWX7K3M9QWX")  # else it is the counter's
    screen.presenter.pick_template("card-60x40")
    assert screen.presenter.drawn is not None
    assert screen.take_scan("V:7K3M9QWX7K3M9QWX")
    screen.presenter.press.print()
    (slip,) = ready.rows("SELECT slip FROM print_job WHERE kind = 'label'")
    assert "V:7K3M9QWX7K3M9QWX" in slip[0]


def test_del_takes_the_line_away(page, qtbot):
    screen = page()
    screen.take_scan(CODE)
    screen.job.table.view.setFocus()
    qtbot.keyClick(screen.job.table.view, Qt.Key.Key_Delete)
    assert not screen.presenter.batch.lines


@pytest.mark.parametrize(("lang", "name", "size"), LOOKS)
def test_the_keys_beside_the_fields_stand_on_the_fields_foot(page, ready, lang, name, size):
    screen = page(lang, name=name, size=size)
    screen.presenter.choosing.take(str(ready.item(APPLE).item_id))
    screen.presenter.pick_template("weigh-60x40")
    screen.grab()
    job = screen.job
    frame = job.grams.edit.parentWidget()
    foot = frame.mapTo(screen, frame.rect().bottomLeft()).y()
    for key in (job.weigh_key, job.drop_key):
        assert key.isVisible()
        assert key.mapTo(screen, key.rect().bottomLeft()).y() == foot
