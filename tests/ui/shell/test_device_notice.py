"""The counter stays calm: a device that goes away says once what to do, and only then."""

from dataclasses import replace

import pytest

from app.usecases.ports import DeviceState
from app.words import Words
from tests.ui.shift.desk import demo_shop, demo_template, desk, look, shop
from ui.shell.strip import StatusStrip, device_runs, what_to_do

__all__ = ["demo_shop", "demo_template", "desk", "look", "shop"]
READY = DeviceState("scale", "scale", "serial", "ready")
DOWN = replace(READY, state="down", reason="unplugged")


def test_lost_is_said_once_with_what_to_do(desk, look, qtbot):
    session = desk.session("林晓燕")
    strip = StatusStrip(session)
    qtbot.addWidget(strip)
    said = []
    session.noticed.connect(lambda notice: said.append(notice.text))
    for state in (DOWN, READY, DOWN, DOWN, READY):
        strip.put_states((state,))
    assert len(said) == 1
    assert "没有插上" in said[0]
    assert "可以照常收银" in said[0]
    assert "插上 USB 线" in said[0]


def test_two_printers_in_one_state_are_told_apart():
    printers = [
        DeviceState(name, "printer", "", state)
        for state in ("ready", "down")
        for name in ("printer", "printer-2")
    ]
    said = [run.text for run in device_runs(printers, Words("en"))]
    assert said == ["Printer", "Printer 2"] * 2
    assert "Printer 2" in what_to_do(printers[3], Words("en"))


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_a_reason_without_words_has_a_next_step_all_the_same(lang):
    words = Words(lang)
    said = what_to_do(replace(DOWN, reason="never_heard_of"), words)
    assert words("device.todo.other").split("\n")[0] in said


def test_chinese_sentences_stand_together_and_english_ones_apart():
    """A full-width full stop has its own space behind it."""
    assert "。 " not in what_to_do(DOWN, Words("zh_CN"))
    assert ". " in what_to_do(DOWN, Words("en"))
