"""The wizard's ways out and back, and what a page may say of what was found or typed."""

from PySide6.QtCore import Qt

from tests.ui.devices.test_wizard import page, walk
from ui.kit import Line


def test_back_goes_back_and_leave_leaves_each_as_its_key_says(stand, qtbot):
    screen = stand()
    pane = screen.wizard_pane
    screen.show_wizard("")
    assert pane.back_key.isHidden()  # nothing is before it: Esc is on the key that leaves
    assert pane.leave_key.key == pane.back_key.key
    screen.wizard.pick("kind", "printer")
    assert not pane.back_key.isHidden()
    assert not pane.leave_key.key
    qtbot.mouseClick(pane.back_key, Qt.MouseButton.LeftButton)
    assert page(screen).page == "kind"
    screen.wizard.pick("kind", "printer")
    qtbot.mouseClick(pane.leave_key, Qt.MouseButton.LeftButton)
    assert screen._front == "list"


def test_after_a_failed_connection_and_before_keeping_there_is_a_way_back(stand):
    screen = stand()
    walk(screen, "scanner", "serial")
    screen.wizard.typed("port", "/nowhere/tty-none")
    screen.wizard.next()
    assert page(screen).role == "danger"
    assert page(screen).back
    finished = stand()
    walk(finished, "display")
    finished.wizard.next()
    finished.wizard.pick("answer", "right")
    finished.wizard.next()
    assert page(finished).page == "save"
    finished.wizard.back()
    assert page(finished).page == "form"


def test_a_form_by_hand_does_not_say_that_something_was_found(stand):
    screen = stand()
    screen.show_wizard("")
    screen.wizard.pick("kind", "scale")
    screen.wizard.skip()
    screen.wizard.pick("way", "serial")
    assert page(screen).about == screen.wizard.words("wizard.about.form_hand")
    assert "found" not in page(screen).about


def test_before_a_kind_is_chosen_no_kind_is_in_the_heading(stand):
    screen = stand()
    walk(screen, "printer")
    screen.show_wizard("")
    assert page(screen).title == screen.wizard.words("wizard.title")


def test_where_nothing_can_be_found_the_filled_key_sets_it_by_hand(stand, qtbot):
    screen = stand()
    screen.show_wizard("")
    screen.wizard.pick("kind", "terminal")
    qtbot.waitUntil(lambda: not page(screen).busy)
    assert page(screen).next_words == screen.wizard.words("wizard.by_hand")
    assert not page(screen).next_off
    screen.wizard.next()
    assert page(screen).page == "form"


def test_another_driver_shows_its_own_address(stand, qtbot):
    """The field kept the address of the gateway before."""
    screen = stand()
    screen.show_wizard("")
    screen.wizard.pick("kind", "terminal")
    screen.wizard.skip()
    screen.wizard.pick("way", "web")
    screen.wizard.pick("driver", "wechat_pay")
    screen.wizard.pick("driver", "alipay")
    assert "alipay" in screen.wizard_pane.fields["host"].text()


def test_the_codes_text_stands_below_it(stand):
    screen = stand()
    walk(screen, "scanner", "wedge")
    screen.wizard.next()
    assert page(screen).code in [one.text() for one in screen.wizard_pane.findChildren(Line)]


def test_a_wrong_field_has_the_keyboard(stand, qtbot):
    screen = stand()
    walk(screen, "scanner", "serial")
    screen.wizard.next()
    qtbot.waitUntil(screen.wizard_pane.fields["port"].edit.hasFocus)


def test_what_a_gateway_needs_is_not_among_the_rarer_settings(stand):
    screen = stand()
    screen.show_wizard("")
    screen.wizard.pick("kind", "terminal")
    screen.wizard.skip()
    screen.wizard.pick("way", "web")
    asked = [one.name for one in page(screen).fields]
    assert {"appid", "mchid", "key_file", "gateway_key_file"} <= set(asked)
    assert page(screen).more_words
    screen.wizard.pick("way", "fake")
    assert "key_file" not in [one.name for one in page(screen).fields]
