"""Charts, shortcuts and sounds."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from ui.kit import (
    Action,
    Keymap,
    Line,
    Run,
    Sounds,
    b,
    col,
    day_curve,
    key_for,
    lean,
    meter,
    s,
    spark,
    split_bar,
    tokens,
    yuan,
)
from ui.kit.charts.curve import steps_of
from ui.kit.keys import PRESETS
from ui.kit.runs import fit

ACCENT, MID = tokens.LIGHT["accent"].lower(), tokens.LIGHT["accent_mid"].lower()


def pixel(widget, x, y):
    return widget.grab().toImage().pixelColor(x, y).name()


def test_shares_take_their_part_of_the_width(shown):
    bar = shown(split_bar([(300, "accent"), (100, "accent_mid")], w=202), 202)
    assert (pixel(bar, 140, 6), pixel(bar, 160, 6)) == (ACCENT, MID)
    assert shown(split_bar([]), 100).grab()


def test_a_meter_is_filled_as_far_as_it_is(shown):
    half = shown(meter(500_000), 200)
    assert pixel(half, 98, 4) == ACCENT
    assert pixel(half, 102, 4) == tokens.LIGHT["line"].lower()
    over = shown(meter(2_000_000), 200)
    assert pixel(over, 197, 4) == ACCENT


def test_a_figure_too_long_stands_in_a_smaller_size(shown, look):
    line = shown(Line([b("找零", "figure")], yuan("50,688.58", "change"), h=200), 600)
    line.grab()
    assert not look.cuts.found()
    sizes = [run.size for run in line._stepped() if isinstance(run, Run)]
    assert sizes == ["amount", "hero"]
    assert shown(Line((), yuan("6.00", "change"), h=200), 600)._stepped()[-1].size == "change"


def test_a_path_is_cut_in_its_middle(shown, look):
    """Its end is where two of them differ."""
    path = replace(s("/dev/serial/by-id/usb-maker-of-scales-card-reader", elide=True), middle=True)
    line = Line([path], h=40)
    shown(line, 200)
    (cut,), _ = fit([path], 200)
    assert cut.text.startswith("/dev")
    assert cut.text.endswith("reader")


def test_the_newest_bar_is_the_accent(shown):
    bars = shown(spark([50, 100], name="两周"), 200)
    assert (pixel(bars, 40, 50), pixel(bars, 140, 50)) == (MID, ACCENT)
    assert bars.accessibleName() == "两周"
    assert shown(spark([]), 100).grab()


def test_what_pulls_down_leans_to_the_left(shown):
    assert pixel(shown(lean(100, 100, w=120), 120), 60, 8) == ACCENT
    assert pixel(shown(lean(-100, 100, w=120), 120), 60, 8) != ACCENT


@pytest.mark.parametrize(
    ("top", "steps"),
    [(1900, [500, 1000, 1500]), (7, [2, 4, 6]), (0, []), (90, [50]), (100, [50, 100])],
)
def test_hairlines_stand_on_round_figures(top, steps):
    assert steps_of(top) == steps


def test_a_day_can_be_drawn_before_there_is_a_usual_one(shown, look):
    shown(day_curve([3, 5], [], first_hour=22, figure=lambda v: f"{v}.00"), 400)
    shown(day_curve([], [], first_hour=8), 400)
    assert not look.cuts.found()


def test_classic_keys_are_those_of_the_counter():
    every = list(Action)
    got = [key_for(a) for a in every[: every.index(Action.TIMES)]]
    assert " ".join(got) == "F1 F2 F3 F4 F5 F6 Shift F6 F7 F8 F9 F10 F11 F12"
    assert [key_for(a) for a in (Action.REMOVE_LINE, Action.CANCEL_SALE, Action.BACK)] == [
        "Del",
        "Ctrl Del",
        "Esc",
    ]
    assert key_for(Action.CONFIRM) == "Enter"


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_names_every_action_and_no_key_twice_on_one_screen(preset):
    keys = PRESETS[preset]
    assert set(keys) == set(Action)
    assert all(not Keymap(preset).sequence(action).isEmpty() for action in Action)
    tenders = {a for a in Action if a.value.startswith("tender_")}
    for group in (tenders, set(Action) - tenders):
        assert len({keys[a] for a in group}) == len(group)


def test_a_shop_may_change_a_key():
    keymap = Keymap("classic", {Action.PAY: "F5", Action.DISCOUNT: "F9"})
    assert (keymap.key_for(Action.PAY), keymap.key_for(Action.DISCOUNT)) == ("F5", "F9")


def press(key, modifiers=Qt.KeyboardModifier.NoModifier, text=""):
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)


def test_a_key_press_means_its_action():
    keymap, shift = Keymap(), Qt.KeyboardModifier.ShiftModifier
    assert keymap.means(press(Qt.Key.Key_F6), Action.PARK)
    assert not keymap.means(press(Qt.Key.Key_F6, shift), Action.PARK)
    assert keymap.means(press(Qt.Key.Key_F6, shift), Action.RECALL)
    assert keymap.means(press(Qt.Key.Key_Asterisk, shift, "*"), Action.TIMES)
    pad = Qt.KeyboardModifier.KeypadModifier
    assert keymap.means(press(Qt.Key.Key_Enter, pad, "\r"), Action.CONFIRM)


@pytest.mark.parametrize("enter", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_screen_binds_its_keys(shown, qtbot, enter):
    box, done = col(QLineEdit()), []
    shown(box, 200)
    made = Keymap().bind(
        box,
        {
            Action.PARK: lambda: done.append("park"),
            Action.CONFIRM: lambda: done.append("confirm"),
        },
    )
    edit = box.findChild(QLineEdit)
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_F6)
    QTest.keyClick(edit, enter)
    assert done == ["park", "confirm"]
    assert len(made) == 2


def test_an_error_is_heard_three_times_and_a_scan_once(look, qtbot):
    beeps = []
    sounds = Sounds(look, beep=lambda: beeps.append(1))
    sounds.ok()
    assert len(beeps) == 1
    beeps.clear()
    sounds.error()
    assert len(beeps) == 1
    qtbot.waitUntil(lambda: len(beeps) == 3)
    beeps.clear()
    sounds.on = False
    sounds.error()
    assert not beeps
