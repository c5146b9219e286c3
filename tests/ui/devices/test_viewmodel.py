"""Devices in words: every reason that a driver can give has words and steps."""

from datetime import UTC, datetime

import pytest

from app.usecases.ports import DeviceChoice, DeviceState, DeviceTest, Weight
from app.words import Words
from hardware.api.errors import Reason
from ui.devices import viewmodel as vm

WORDS = {lang: Words(lang) for lang in ("zh_CN", "en")}
AT = datetime(2026, 9, 12, 14, 29, tzinfo=UTC)


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words(lang, reason):
    assert f"device.reason.{reason}" in WORDS[lang]
    down = DeviceState("printer", "printer", "X", "down", str(reason))
    row = vm.device(down, words=WORDS[lang], since=AT)
    assert row.trouble is not None
    assert row.trouble.steps
    assert "14:29" in row.trouble.what


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("kind", list(vm.ICONS))
@pytest.mark.parametrize("state", ["ready", "warning", "down", "off"])
def test_every_kind_in_every_state(lang, kind, state):
    row = vm.device(DeviceState(kind, kind, "", state), words=WORDS[lang])
    assert row.title
    assert row.state
    assert (row.trouble is None) == (state != "down")


def test_only_what_a_key_can_try_has_one():
    found = {
        kind: vm.action_of(DeviceState(kind, kind, "", "ready"), busy=False) for kind in vm.ICONS
    }
    assert {kind for kind, action in found.items() if action == "test"} == set(vm.TESTED)
    off = DeviceState("printer", "printer", "", "off")
    assert vm.action_of(off, busy=False) == "choose"
    assert vm.action_of(DeviceState("drawer", "drawer", "", "ready"), busy=True) == "none"


def test_paper_that_runs_out_opens_its_steps_and_paper_that_runs_low_does_not():
    out = DeviceState("printer", "printer", "", "warning", "paper_out")
    row = vm.device(out, words=WORDS["zh_CN"])
    assert row.trouble is not None
    assert (row.role, row.trouble.role) == ("warning", "warning")
    low = DeviceState("printer", "printer", "", "warning", "paper_low")
    assert vm.device(low, words=WORDS["zh_CN"]).trouble is None


def test_one_trouble_leads():
    rows = [
        vm.device(DeviceState(name, name, "", "down", "no_answer"), words=WORDS["en"])
        for name in ("printer", "scale")
    ]
    assert [one.trouble.first for one in vm.one_leads(rows)] == [True, False]


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (Weight(1354, True), "1.354 kg, still"),
        (Weight(2000, False), "2.000 kg, moving"),
        (Weight(0, True), "0.000 kg, still"),
    ],
)
def test_a_weight_in_words(weight, words):
    row = vm.device(DeviceState("scale", "scale", "", "ready"), words=WORDS["en"], weight=weight)
    assert row.note == words


def test_what_a_test_found():
    words = WORDS["zh_CN"]
    assert vm.tested(DeviceTest("confirmed"), words) == "有应答，正常"
    assert vm.tested(DeviceTest("failed", "paper_out"), words) == "没有成功：没有纸"
    assert "看一眼" in vm.tested(DeviceTest("unsure", "no_answer"), words)


def test_what_was_typed_for_another_way_is_kept_meanwhile():
    kept = DeviceChoice("tcp", (("host", "10.0.0.9"), ("port", 9100)))
    made = vm.choose(
        kept, "serial", {"serial.port": "COM3"}, width="80", may_width=True, words=WORDS["en"]
    )
    assert [(one.name, one.value) for one in made.fields] == [("port", "COM3"), ("baud", "9600")]
    made = vm.choose(kept, "tcp", {}, width="80", may_width=True, words=WORDS["en"])
    assert [one.value for one in made.fields] == ["10.0.0.9", "9100"]


def test_what_did_not_print_is_not_said_to_print_by_itself():
    """A failed job is only ever printed again by a person (D5, D32): the words must not promise."""
    assert "不会自己打" in Words("zh_CN")("devices.still_sell.printer")
    assert "not printed by themselves" in Words("en")("devices.still_sell.printer")


def test_a_terminal_is_called_what_it_is_and_not_by_its_drivers_name():
    words = WORDS["en"]
    state = DeviceState("terminal", "terminal", "web 127.0.0.1 wechat_pay", "ready")
    row = vm.device(state, words=words)
    assert row.model.startswith(words("device.driver.wechat_pay"))
    assert "wechat_pay" not in row.model
    assert row.model.endswith("127.0.0.1")
