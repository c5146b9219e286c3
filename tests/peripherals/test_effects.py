"""After the commit: paper and drawer through a real device set with its simulated printer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import Refused, Unavailable
from app.peripherals import choices
from app.peripherals.device_set import DeviceSet, Listeners
from app.peripherals.effects import Effects
from app.peripherals.sample_slip import sample_slip
from app.settings import RESOURCES
from app.usecases.outcome import KickDrawer, Print
from app.usecases.ports import DeviceChoice, DeviceState

NOW = 1_789_000_000_000


class Desk:
    """A device set with everything it said."""

    def __init__(self, folder: Path, **ways: str) -> None:
        choices.save(folder, {n: DeviceChoice(ways.get(n, "fake")) for n in choices.NAMES})
        self.scans: list[str] = []
        self.states: list[tuple[DeviceState, ...]] = []
        self.settled: list[tuple[str, str, str]] = []
        self.kicks: list[tuple[str, str]] = []
        self.slips: dict[str, dict[str, Any]] = {"job": sample_slip()}
        self.threads: set[str] = set()
        heard = Listeners(
            lambda text, _: self.scans.append(text),
            self.states.append,
            lambda job: self.settled.append((job, "confirmed", "late")),
        )
        self.devices = DeviceSet(folder, lambda: NOW, heard, resources=RESOURCES)
        self.devices.start()
        self.effects = Effects(
            self.devices,
            load=self.load,
            kicked=lambda s, r: self.kicks.append((s, r)),
            settled=lambda j, s, r: self.settled.append((j, s, r)),
        )

    def load(self, job_id: str) -> dict[str, Any] | None:
        """The spooled slip; remembers on which thread it was asked for."""
        self.threads.add(threading.current_thread().name)
        return self.slips.get(job_id)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """All devices simulated."""
    made = Desk(tmp_path)
    yield made
    made.devices.close()


def test_a_job_is_printed_and_its_end_is_told(desk: Desk, poll_until, tmp_path: Path) -> None:
    desk.effects.perform((KickDrawer(), Print("job")))
    poll_until(lambda: desk.settled and desk.kicks)
    assert desk.settled == [("job", "confirmed", "")]
    assert desk.kicks[0][0] == "opened"
    assert desk.threads == {"device-printer"}
    fake = desk.devices.fake_printer
    assert fake is not None
    assert "中文测试 ABC 123" in fake.receipts[0].text()
    assert (tmp_path / "paper" / "receipt-0001.txt").exists()


def test_without_paper_it_fails_and_nothing_is_sent_twice(desk: Desk, poll_until) -> None:
    fake = desk.devices.fake_printer
    assert fake is not None
    fake.paper_out()
    desk.effects.perform((Print("job"),))
    poll_until(lambda: desk.settled)
    assert desk.settled == [("job", "failed", "paper_out")]
    fake.load_paper()
    assert fake.receipts == []


def test_a_connection_that_breaks_in_the_middle_is_unsure(desk: Desk, poll_until) -> None:
    fake = desk.devices.fake_printer
    assert fake is not None
    fake.reset_after(60)
    desk.effects.perform((Print("job"),))
    poll_until(lambda: desk.settled)
    assert desk.settled[0][1] == "unsure"


def test_without_a_printer_it_says_so_at_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path, printer="none")
    desk.effects.perform((Print("job"), KickDrawer()))
    assert desk.settled == [("job", "failed", "not_set")]
    assert desk.kicks == [("failed", "not_found")]
    desk.devices.close()


def test_states_name_every_device_and_say_what_is_simulated(desk: Desk, poll_until) -> None:
    poll_until(lambda: all(one.state == "ready" for one in desk.devices.states()))
    assert [one.name for one in desk.devices.states()] == list(choices.NAMES)
    assert all(one.simulated for one in desk.devices.states())


def test_a_lost_paper_is_a_state_with_a_reason(desk: Desk, poll_until) -> None:
    fake = desk.devices.fake_printer
    assert fake is not None
    poll_until(lambda: desk.devices.states()[0].state == "ready")
    fake.open_cover()
    desk.effects.perform((Print("job"),))
    poll_until(lambda: desk.devices.states()[0].reason == "cover_open")
    assert desk.devices.states()[0].state == "warning"


def test_the_simulated_scanner_speaks_for_itself(desk: Desk, poll_until) -> None:
    scanner = desk.devices.fake_scanner
    assert scanner is not None
    scanner.scan("6901234567892")
    poll_until(lambda: desk.scans)
    assert desk.scans == ["6901234567892"]


def test_the_scale_answers_or_not(desk: Desk) -> None:
    scale = desk.devices.scale
    assert scale is not None
    scale.put(1354)
    weight = desk.devices.weight()
    assert weight is not None
    assert (weight.grams, weight.stable) == (1354, True)
    scale.break_down()
    assert desk.devices.weight() is None


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
