"""How each device is reached: kept in one file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import Refused, Unavailable
from app.peripherals import choices
from app.peripherals.device_set import DeviceSet, Listeners
from app.settings import RESOURCES
from app.usecases.ports import DeviceChoice
from tests.peripherals.conftest import Desk


def test_a_choice_is_kept_and_used_at_once(desk: Desk, tmp_path: Path) -> None:
    desk.devices.configure("printer", DeviceChoice("none"))
    assert choices.load(tmp_path)["printer"].way == "none"
    assert desk.devices.states()[0].state == "off"
    assert desk.devices.test("printer").state == "failed"
    desk.devices.configure("printer", DeviceChoice("fake"))
    assert desk.devices.test("printer").state == "confirmed"
    assert desk.devices.test("drawer").state == "confirmed"


def test_an_impossible_choice_is_refused_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        desk.devices.configure("printer", DeviceChoice("tcp", (("host", ""),)))
    assert refused.value.code == "device.setting"
    assert choices.load(tmp_path)["printer"].way == "fake"
    assert desk.devices.test("printer").state == "confirmed"


def test_a_choice_that_cannot_be_kept_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / f"{choices.FILE}.new").mkdir()
    with pytest.raises(Unavailable) as fault:
        desk.devices.configure("printer", DeviceChoice("none"))
    assert fault.value.code == "disk.settings"


def test_a_file_nobody_can_read_means_no_devices(tmp_path: Path) -> None:
    (tmp_path / choices.FILE).write_text("{half a fi", encoding="utf-8")
    assert all(one.way == "none" for one in choices.load(tmp_path).values())


@pytest.mark.parametrize("where", ["till.db", "till.db-wal", "sub/../till.db", "link", "new.prn"])
def test_nobody_prints_into_the_tills_own_files(desk: Desk, tmp_path: Path, where: str) -> None:
    (tmp_path / "till.db").write_bytes(b"\x1b an encrypted one may begin like a job")
    (tmp_path / "link").symlink_to(tmp_path / "till.db")
    choice = DeviceChoice("file", (("path", str(tmp_path / where)),))
    with pytest.raises(Refused, match="device.setting"):
        desk.devices.configure("printer", choice)
    choices.save(tmp_path, {"printer": choice})  # by hand
    silent = Listeners(lambda *_: None, lambda *_: None, lambda *_: None)
    again = DeviceSet(tmp_path, lambda: 0, silent, resources=RESOURCES)
    again.start()
    try:
        assert again.states()[0].reason == "setting_choice"
        assert again.test("printer").state == "failed"
    finally:
        again.close()
    assert (tmp_path / "till.db").read_bytes().endswith(b"like a job")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"printer":' * 50_000])
def test_a_file_without_end_means_no_devices_and_a_till_that_starts(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / choices.FILE).write_text(text, encoding="utf-8")
    assert {one.way for one in choices.load(tmp_path).values()} == {"none"}


@pytest.mark.parametrize(
    "text",
    ["[]", "null", '{"printer": 5}', '{"printer": {"way": "none", "settings": 5}}'],
)
def test_a_file_of_another_shape_means_no_devices(tmp_path: Path, text: str) -> None:
    (tmp_path / choices.FILE).write_text(text, encoding="utf-8")
    assert {one.way for one in choices.load(tmp_path).values()} == {"none"}


def test_settings_of_another_shape_are_left_out(tmp_path: Path) -> None:
    text = '{"printer": {"way": "tcp", "settings": [1, ["a"], ["host", "h"], ["port", [1]]]}}'
    (tmp_path / choices.FILE).write_text(text, encoding="utf-8")
    assert choices.load(tmp_path)["printer"] == DeviceChoice("tcp", (("host", "h"),))
