"""The wizard in a real window over simulated devices: all the way, out of it, and what is kept."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid

from app.domain.document import Kind
from app.usecases.device.look import choice
from app.usecases.ports import DeviceChoice
from hardware.fakes.printer import FakePrinter
from tests.ui.shift.desk import LOOKS, Desk
from tests.ui.shift.desk import sound as sound_of
from ui.devices.screen import pictures
from ui.kit import Field, Key


@pytest.fixture
def sound(qtbot):
    """sound(screen, look): once all that was filled in is seen: nothing cut, all named."""

    def check(screen, look):
        pane = screen.wizard_pane if screen._front == "wizard" else screen.one_pane
        filled = [*pane.findChildren(Key), *pane.findChildren(Field)] if pane.isVisible() else []
        parts = [one for one in filled if not one.isHidden() and not one.parent().isHidden()]
        qtbot.waitUntil(lambda: all(one.isVisible() for one in parts if isValid(one)))
        sound_of(screen, look)

    return check


def page(screen):
    return screen.wizard_pane.shown


def walk(screen, name, way="fake"):
    """To the form of a device, its way chosen."""
    screen.show_wizard(name)
    screen.wizard.skip()
    screen.wizard.pick("way", way)


ANSWERS = {"letters": "1", "width": "48", "cut": "yes", "drawer": "opened", "seen": "right"}
ANSWERS |= {"kick": "opened", "label": "right", "beep": "heard"}


def finish(screen):
    """Every step done as a person would, to the page that keeps."""
    for _ in range(40):
        wizard = screen.wizard
        if wizard.page != "step":
            return
        step = wizard.step.name
        if step in ANSWERS:
            wizard.pick("answer", ANSWERS[step])
        if step == "weigh":
            wizard.typed("figure", "1000")
        wizard.next()
    raise AssertionError(page(screen))


def test_a_simulated_printer_all_the_way(stand, running, look, sound):
    screen = stand()
    walk(screen, "printer")
    sound(screen, look)
    screen.wizard.next()
    assert page(screen).page == "step"
    assert page(screen).question.startswith("打印机刚打出五行字")
    finish(screen)
    assert page(screen).page == "save"
    screen.wizard.next()
    kept = choice(running.s)
    assert dict(kept.settings)["profile"] == "own-printer"
    profiles = running.settings.data_dir / "profiles"
    text = (profiles / "own-printer.toml").read_text()
    assert 'mode = "gb18030"' in text
    assert "columns = 48" in text
    assert (profiles / "printer.txt").read_text()
    assert not screen.wizard_pane._hint.isVisible()  # nothing is left to be saved
    screen.wizard.next()  # its sheet
    assert page(screen).said == "设置单已经出纸。"
    screen.wizard.skip()
    assert screen._front == "list"


@pytest.mark.parametrize(
    ("name", "driver"),
    [
        ("scale", "scale_toledo8217"),
        ("display", "display_cd5220"),
        ("label_printer", "label_tspl"),
        ("card_reader", "card_serial"),
        ("buzzer", "buzzer_serial"),
        ("drawer", "drawer_serial"),
        ("scanner", "serial_scanner"),
        ("printer-2", "escpos"),
        ("terminal", "by_hand"),
    ],
)
def test_every_kind_goes_through_the_same_wizard(stand, running, look, name, driver, sound):
    screen = stand()
    walk(screen, name)
    screen.wizard.pick("driver", driver)
    screen.wizard.next()
    sound(screen, look)
    finish(screen)
    sound(screen, look)
    screen.wizard.next()
    assert page(screen).page == "saved", page(screen).said
    kept = running.s.devices.choice(name)
    assert (kept.way, kept.driver) == ("fake", driver)


def test_leaving_at_any_moment_leaves_the_old_set_up(stand, running, poll_until):
    screen = stand()
    before = (running.settings.data_dir / "devices.json").read_text()
    old = choice(running.s)
    walk(screen, "printer")
    screen.wizard.next()
    screen.wizard.pick("answer", "3")
    screen.wizard.next()
    screen.hide()
    assert choice(running.s) == old
    assert (running.settings.data_dir / "devices.json").read_text() == before
    assert not (running.settings.data_dir / "profiles").exists()

    def awake() -> bool:
        return running.s.devices.states()[0].state == "ready"

    poll_until(awake)


def test_each_opening_of_the_drawer_is_a_document(stand, running):
    screen = stand()
    walk(screen, "drawer")
    screen.wizard.next()
    assert screen.wizard.step.name == "kick"
    last = running.last_document()
    assert (last.kind, last.body["reason"]) == (Kind.DRAWER_OPEN, "device_test")


def test_a_step_is_repeated_and_skipped(stand):
    screen = stand()
    walk(screen, "printer")
    screen.wizard.next()
    screen.wizard.again()
    assert screen.wizard.step.name == "letters"
    screen.wizard.skip()
    assert screen.wizard.step.name == "width"
    assert page(screen).steps[1].state == "skipped"


def test_what_fails_has_a_sentence_and_a_next_step(stand):
    screen = stand()
    walk(screen, "printer-2", "tcp")
    screen.wizard.typed("host", "127.0.0.1")
    screen.wizard.typed("port", "1")
    screen.wizard.next()
    shown = page(screen)
    assert shown.role == "danger"
    assert "拒绝连接" in shown.said
    assert "跳过" in shown.said
    assert shown.skip_words
    assert shown.again_words


def test_what_is_typed_wrong_is_said_and_nothing_is_tried(stand):
    screen = stand()
    walk(screen, "printer-2", "tcp")
    screen.wizard.typed("port", "99999999")
    screen.wizard.next()
    assert page(screen).page == "form"
    assert next(one for one in page(screen).fields if one.name == "port").error
    assert page(screen).said


def test_an_address_that_is_none_is_said(stand):
    screen = stand()
    screen.show_wizard("")
    screen.wizard.pick("kind", "printer")
    screen.wizard.typed("addresses", "a/b")
    screen.wizard.again()
    assert "a/b" in page(screen).said


def test_esc_goes_back_page_by_page(stand, qtbot):
    screen = stand()
    screen.show_wizard("")
    screen.wizard.pick("kind", "printer")
    screen.wizard.skip()
    for expected in ("find", "kind"):
        qtbot.keyClick(screen, Qt.Key.Key_Escape)
        assert page(screen).page == expected
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert screen._front == "list"


def test_by_keyboard_a_figure_answers_and_enter_goes_on(stand, qtbot):
    screen = stand()
    walk(screen, "printer")
    screen.wizard.next()
    qtbot.keyClick(screen.wizard_pane, Qt.Key.Key_3)
    assert page(screen).groups[0].chosen == "3"
    qtbot.keyClick(screen.wizard_pane, Qt.Key.Key_Return)
    assert screen.wizard.step.name == "width"


def test_enter_where_the_focus_lies_keeps_the_answer_that_was_given(stand, qtbot):
    """A figure or a click, then Enter: the next step, never the focused neighbour's answer."""
    screen = stand()
    walk(screen, "printer")
    pane = screen.wizard_pane
    qtbot.keyClick(pane.choices[0].keys["fake"], Qt.Key.Key_Return)
    assert page(screen).page == "step"
    keys = pane.choices[0].keys
    qtbot.waitUntil(keys["1"].hasFocus)
    qtbot.keyClick(keys["1"], Qt.Key.Key_3)
    assert page(screen).groups[0].chosen == "3"
    assert keys["3"].hasFocus()
    qtbot.mouseClick(keys["2"], Qt.MouseButton.LeftButton)
    assert keys["2"].hasFocus()
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Return)
    assert screen.wizard.step.name == "width"


def test_a_scanner_that_types_is_learnt_and_the_keyboard_comes_back(stand, running):
    screen = stand()
    walk(screen, "scanner", "wedge")
    screen.wizard.next()
    assert page(screen).code == running.s.devices.workshop().test_code()
    assert screen.wizard.keys.listens
    assert page(screen).said == screen.wizard.words("wizard.listening")
    for n, char in enumerate(page(screen).code + "\r"):
        screen.wizard.keys._heard(char, 1000 + n * 8)
    screen.wizard.keys.tick(screen.presenter._session.now_ms() + 800)
    assert not screen.wizard.keys.listens
    finish(screen)
    screen.wizard.next()
    assert running.s.devices.choice("scanner").way == "wedge"


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS)
def test_every_page_in_both_languages(stand, look, lang, look_name, size, sound):
    screen = stand(lang, size, look_name)
    screen.show_wizard("")
    sound(screen, look)
    screen.wizard.pick("kind", "everything")
    sound(screen, look)
    screen.wizard.skip()
    screen.wizard.more()
    sound(screen, look)
    screen.wizard.pick("way", "tcp")
    sound(screen, look)
    walk(screen, "printer")
    screen.wizard.next()
    for _ in range(12):
        sound(screen, look)
        if screen.wizard.page != "step":
            break
        screen.wizard.pick("answer", ANSWERS.get(screen.wizard.step.name, ""))
        screen.wizard.next()
    screen.wizard.next()
    sound(screen, look)


@pytest.mark.parametrize(("lang", "look_name", "size"), LOOKS[::2])
def test_one_device_live_log_and_keys(stand, running, look, lang, look_name, size, sound):
    running.s.devices.configure("printer-2", DeviceChoice("fake"))
    screen = stand(lang, size, look_name)
    screen.open_one("printer-2")
    sound(screen, look)
    screen.one.test()
    screen.one.tick()
    assert screen.one_pane.table is not None
    screen.one.look("log")
    sound(screen, look)
    screen.one.stand_in()
    assert running.s.devices.choice("printer-2").stands_in_for == "printer"
    screen.one.remove()
    sound(screen, look)
    assert "printer-2" in running.s.devices.names()
    screen.one.remove()
    assert "printer-2" not in running.s.devices.names()
    assert screen._front == "list"


def test_simulated_in_one_press_and_back(stand, running):
    running.s.devices.configure("scale", DeviceChoice("serial", (("port", "/dev/ttyS9"),)))
    screen = stand()
    screen.open_one("scale")
    screen.one.simulate()
    assert running.s.devices.choice("scale").way == "fake"
    screen.one.simulate()
    assert running.s.devices.choice("scale").way == "serial"


def test_a_device_in_trouble_leads_to_another_port(stand, running, poll_until):
    running.s.devices.configure("scale", DeviceChoice("serial", (("port", "/dev/ttyS99"),)))
    screen = stand()

    def down() -> bool:
        screen.presenter.load()
        return screen.rows["scale"].shown.trouble is not None

    poll_until(down)
    keys = [one for one in screen.rows["scale"].findChildren(Key) if one.title == "换端口找找看"]
    keys[0].click()
    assert page(screen).title == "更换电子秤"
    assert page(screen).page == "find"


def test_a_drawer_on_the_printer_has_the_printers_log(stand, running, poll_until):
    screen = stand()
    poll_until(lambda: running.s.devices.workshop().diary("printer"))
    screen.open_one("drawer")
    screen.one.look("log")
    assert screen.one_pane.table is not None
    assert [one.what for one in screen.one._notes if not one.job][-1] == "ready"


def test_what_has_no_address_is_not_asked_for_one(stand):
    """A scale is sought at ports: no word of network printers, none of card readers' service."""
    screen = stand()
    screen.show_wizard("")
    screen.wizard.pick("kind", "scale")
    assert page(screen).page == "find"
    assert not page(screen).fields
    assert "网络打印机" not in page(screen).about
    assert not [line for line in page(screen).aside if line.startswith("读卡器")]
    screen.wizard.back()
    screen.wizard.pick("kind", "printer")
    assert [one.name for one in page(screen).fields] == ["addresses"]


def test_what_a_typed_address_finds_is_picked_and_enter_goes_on(stand, qtbot):
    fake = FakePrinter()
    server = fake.serve()
    try:
        screen = stand()
        screen.show_wizard("")
        screen.wizard.pick("kind", "printer")
        screen.wizard.typed("addresses", f"127.0.0.1:{server.port}")
        screen.wizard_pane.fields["addresses"].setFocus()
        screen.wizard.again()
    finally:
        server.close()
    shown = page(screen)
    chosen = next(one for one in shown.groups[0].options if one[0] == shown.groups[0].chosen)
    assert str(server.port) in f"{chosen[1]}{chosen[2]}"
    assert not shown.next_off
    assert screen.wizard_pane.next_key.hasFocus()
    qtbot.keyClick(screen.window().focusWidget(), Qt.Key.Key_Return)
    assert page(screen).page == "form"
    screen.wizard.back()
    screen.wizard.typed("addresses", "")
    screen.wizard.again()  # what is not there any more is not picked
    assert not screen.wizard.finding.picked


def test_what_was_asked_before_one_left_changes_nothing_afterwards(stand, running):
    """A search or a trial that ends late is not heard; its trial is closed all the same."""
    screen = stand()
    closed, heard = [], []
    stage = screen.wizard.stage
    stage.turn("find")
    stage.ask(lambda: stage.turn("kind"), heard.append, late=closed.append)
    assert (heard, len(closed)) == ([], 1)
    assert not stage.busy


SHOWN = {"devices-wizard": "kind", "devices-wizard-form": "form", "devices-wizard-ask": "step"}
SHOWN |= {"devices-wizard-learn": "step", "devices-wizard-kept": "saved"}


def test_pictures_are_of_the_pages_they_are_named_after(running, qtbot, look):
    session = Desk(running).session("陈工")
    found = {}
    for name, make_picture in pictures(session):
        screen = make_picture()
        qtbot.addWidget(screen)
        qtbot.waitUntil(lambda screen=screen: bool(screen.property("posed")))
        found[name] = screen.wizard.page
        if found[name] == "step":
            assert screen.wizard.keys.listens or page(screen).groups[0].chosen == "3"
        screen.wizard.leave()
    assert {name: one for name, one in found.items() if one} == SHOWN


def test_escape_gives_the_keyboard_back_and_says_that_nothing_came(stand):
    screen = stand()
    walk(screen, "scanner", "wedge")
    screen.wizard.next()
    screen.wizard.keys._heard("\x1b", 1000)
    assert not screen.wizard.keys.listens
    assert (page(screen).role, page(screen).page) == ("danger", "step")


def test_while_it_tries_the_keyboard_stays_in_the_wizard(stand, qtbot):
    """The filled key sleeps meanwhile: with the focus on the rail Enter would leave the page."""
    screen = stand()
    walk(screen, "card_reader", "wedge")
    screen.wizard.next()
    screen.wizard.keys.stop()
    pane, shown = screen.wizard_pane, page(screen)
    pane.put(replace(shown, busy=False, next_off=""))
    assert pane.next_key.hasFocus()
    pane.put(replace(shown, busy=True, next_off="..."))
    assert pane.hasFocus()
    pane.put(replace(shown, busy=False, next_off=""))
    assert pane.next_key.hasFocus()


def test_a_known_weight_is_typed_before_anything_is_judged(stand):
    screen = stand("en")
    walk(screen, "scale")
    screen.wizard.next()
    while screen.wizard.step.name != "weigh":
        screen.wizard.next()
    screen.wizard.typed("figure", "")
    screen.wizard.next()
    assert (page(screen).said, page(screen).role) == (
        "Type how many grams it weighs, then weigh.",
        "danger",
    )
    screen.wizard.typed("figure", "1000")
    screen.wizard.next()
    assert page(screen).page == "save"


def test_back_in_the_list_the_keyboard_is_there(stand, qtbot):
    screen = stand()
    walk(screen, "card_reader", "fake")
    screen.wizard_pane.leave_key.setFocus()
    screen.wizard.close()
    qtbot.waitUntil(lambda: screen.find_key.hasFocus())
    screen.open_one("scale")
    screen._one_left()
    qtbot.waitUntil(lambda: screen.find_key.hasFocus())


def test_a_setting_that_is_wrong_is_called_as_its_field_is(stand):
    screen = stand()
    walk(screen, "scanner", "serial")
    screen.wizard.next()
    assert "“端口”" in page(screen).said
