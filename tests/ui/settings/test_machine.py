"""This machine's sections: kept at once, tried at once, carried to the next till."""

import json
import socket

import pytest
from PySide6.QtCore import Qt

from app import settings as machine
from app.usecases.ports import DeviceChoice
from app.usecases.setup import autostart, copy
from tests.ui.settings.test_presenter import View
from ui.kit.keys import PRESETS, Action, clash, read_changes, write_changes
from ui.kit.shortcuts import Keymap, use
from ui.settings.key_press import KeyPress
from ui.settings.machine import KEYED, largest
from ui.settings.presenter import SettingsPresenter


@pytest.fixture
def at(desk, shop, tmp_path, monkeypatch):
    session = desk.session()
    session.settings = machine.load(shop.settings.data_dir, tmp_path / "settings")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    page = SettingsPresenter(View(), session, (1920, 1080))
    page.view, page.session = page._view, session
    page.load()
    return page


def field(page, name):
    return next(one for one in page.view.shown.fields if one.name == name)


@pytest.mark.parametrize(
    ("screen", "most"),
    [
        ((1366, 768), 100),
        ((1920, 1080), 125),
        ((2560, 1440), 150),
        ((3840, 2160), 200),
        ((1, 1), 100),
    ],
)
def test_nothing_is_offered_that_does_not_fit_the_screen(screen, most):
    assert largest(screen) == most


def test_the_scales_offered_say_why(at):
    at.go("machine")
    scale = field(at, "scale")
    assert [code for code, _ in scale.options] == ["90", "100", "125"]
    assert "1920×1080" in scale.help


def test_the_till_says_who_it_is(at):
    at.go("machine")
    assert field(at, "till_id").value.startswith("01-03")
    assert field(at, "folder").value == str(at.session.settings.data_dir)


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_gives_two_actions_of_one_screen_one_key(preset):
    keys = PRESETS[preset]
    assert [(a, clash(keys, a, k)) for a, k in keys.items() if clash(keys, a, k)] == []


def test_a_key_is_changed_and_kept(at):
    at.go("keys")
    at.typed("key.pay", "Ctrl+F9")
    assert field(at, "key.pay").value == "Ctrl F9"
    assert at.session.settings.keys == "pay=Ctrl+F9"
    at.act("keys_reset")
    assert field(at, "key.pay").value == "F9"


@pytest.mark.parametrize(
    ("action", "key", "said"),
    [
        ("pay", "F6", "挂单"),
        ("pay", "P", "“P”"),
        ("tender_2", "F9", "收款"),
        ("lock", "F4", "数量"),
    ],
)
def test_a_key_that_is_taken_or_types_is_refused_in_words(at, action, key, said):
    at.go("keys")
    before = field(at, f"key.{action}").value
    at.typed(f"key.{action}", key)
    shown = field(at, f"key.{action}")
    assert said in shown.error
    assert shown.value == before
    assert at.session.settings.keys == ""


def test_a_tender_may_have_the_key_of_what_never_stands_beside_it(at):
    at.go("keys")
    at.typed("key.tender_8", "Shift+F6")
    assert field(at, "key.tender_8").error == ""


def test_the_keys_of_this_machine_are_on_every_button(qapp):
    app = qapp
    use(app, "letters", {Action.PAY: "F9"})
    try:
        assert Keymap().key_for(Action.PAY) == "F9"
        assert Keymap().key_for(Action.PARK) == "Ctrl P"
        assert Keymap("classic").key_for(Action.PARK) == "F6"
    finally:
        use(app, "classic", {})


def test_changes_are_read_back_and_nonsense_is_left_out():
    changed = {Action.PAY: "Ctrl+F9", Action.PARK: "F5"}
    assert read_changes(write_changes(changed)) == changed
    assert read_changes("nothing=F5;pay=;=;park=F5") == {Action.PARK: "F5"}


def test_a_key_press_takes_the_next_key_and_esc_leaves_it(qtbot):
    press = KeyPress("Pay", "F9", "Press")
    qtbot.addWidget(press)
    heard = []
    press.pressed_key.connect(heard.append)
    press.show()
    press.click()
    qtbot.keyClick(press, Qt.Key.Key_Escape)
    assert (heard, press.title) == ([], "F9")
    press.click()
    qtbot.keyClick(press, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["Ctrl+P"]


def test_the_till_starts_with_the_machine_and_stops_doing_so(at):
    at.go("start")
    at.typed("autostart", "yes")
    path = autostart.place()
    assert str(at.session.settings.data_dir) in path.read_text(encoding="utf-8")
    assert field(at, "autostart").value == "yes"
    at.typed("autostart", "")
    assert not path.exists()


def test_what_is_reached_and_what_is_not(at):
    at.go("network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        at.typed("reach", f"127.0.0.1:{port}")
        at.entered("reach")
        assert "连得上" in field(at, "reach_try").value
    at.act("reach_try")
    assert "拒绝" in field(at, "reach_try").value
    at.typed("reach", "a b")
    at.act("reach_try")
    assert "地址" in field(at, "reach_try").error


def test_a_proxy_is_kept_as_an_address_or_not_at_all(at):
    at.go("network")
    at.typed("proxy", "127.0.0.1:8080")
    at.entered("proxy")
    assert at.session.settings.proxy == "http://127.0.0.1:8080"
    at.typed("proxy", "http://")
    at.entered("proxy")
    assert field(at, "proxy").error
    assert at.session.settings.proxy == "http://127.0.0.1:8080"


def test_a_newer_version_is_said_and_a_broken_one_too(at, tmp_path):
    at.go("network")
    folder = tmp_path / "stick"
    folder.mkdir()
    at.typed("update_from", str(folder))
    at.act("update_look")
    assert str(folder) in field(at, "update_look").error
    note = folder / "shuke-version.json"
    note.write_text('{"version": "99.1", "notes": "更快"}', encoding="utf-8")
    at.entered("update_from")
    assert "99.1" in field(at, "update_look").value
    note.write_text("{", encoding="utf-8")
    at.act("update_look")
    assert field(at, "update_look").error


def test_a_set_up_goes_to_the_next_till_without_its_secrets(at, tmp_path):
    s = at.session.services
    s.devices.configure("printer", DeviceChoice("tcp", (("host", "127.0.0.1"), ("port", 9100))))
    at.go("setup")
    (tmp_path / "Documents").mkdir()
    at.act("setup_export")
    path = next((tmp_path / "Documents").glob("*.json"))
    assert str(path) in field(at, "setup_export").value
    s.devices.configure("printer", DeviceChoice("none"))
    at.act("setup_look")
    assert "打印机" in field(at, "setup_look").value
    at.act("setup_take")
    assert dict(s.devices.choice("printer").settings)["host"] == "127.0.0.1"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *(("app_secret", "x"), ("key_file", "-----BEGIN PRIVATE KEY-----\nMII")),
        *(("key_file", "MII" + "A" * 1600), ("proxy", "http://till:pw@proxy:3128")),
    ],
)
def test_secrets_stay_and_are_named(at, key, value):
    made = copy.SetUp((("terminal", DeviceChoice("https", ((key, value),))),))
    s = at.session.services

    class Asked:
        def names(self):
            return ("terminal",)

        def choice(self, name):
            return made.devices[0][1]

    class Services:
        devices, clock = Asked(), s.clock

    found = copy.gather(Services(), at.session.settings, "01-03")
    assert found.secrets == (("terminal", key),)
    assert found.devices[0][1].settings == ()


NONE = {"shuke_devices": 1, "devices": {"printer": {"way": "tcp", "settings": [["a", None]]}}}


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", '{"shuke_devices": "1"}', '{"shuke_devices": 1}'),
        *('{"shuke_devices": 9, "devices": {}}', json.dumps(NONE)),
    ],
)
def test_a_file_that_is_no_set_up_changes_nothing(at, tmp_path, text):
    path = tmp_path / "some.json"
    path.write_text(text, encoding="utf-8")
    before = {name: at.session.services.devices.choice(name) for name in ("printer", "scale")}
    at.go("setup")
    at.typed("setup_from", str(path))
    at.act("setup_look")
    assert field(at, "setup_look").error
    assert all(one.name != "setup_take" for one in at.view.shown.fields)
    assert before == {n: at.session.services.devices.choice(n) for n in before}


def test_every_key_that_may_be_changed_has_a_name(at):
    at.go("keys")
    assert sum(one.kind == "key" for one in at.view.shown.fields) == len(KEYED)
