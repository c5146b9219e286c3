"""Another printer takes a job only when nothing of it reached the first, and its name is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import Refused
from app.peripherals import choices
from app.peripherals.device_set import DeviceSet, Listeners
from app.peripherals.printing.printer_group import printers_of
from app.settings import RESOURCES
from app.usecases.outcome import Print
from app.usecases.ports import DeviceChoice
from tests.peripherals.conftest import NOW, Desk

STAND_IN = DeviceChoice("fake", stands_in_for="printer")


@pytest.fixture
def pair(desk: Desk, poll_until) -> Desk:
    """A till with a second printer that stands in for the first."""
    desk.devices.configure("printer-2", STAND_IN)
    poll_until(lambda: {s.name for s in desk.devices.states() if s.state == "ready"} > {"printer"})
    return desk


def papers(desk: Desk) -> tuple[int, int]:
    return len(desk.devices.twin("printer").receipts), len(desk.devices.twin("printer-2").receipts)


def test_the_first_prints_while_it_can(pair: Desk, poll_until) -> None:
    pair.effects.perform((Print("job"),))
    poll_until(lambda: pair.settled)
    assert (pair.settled, pair.printed_at) == ([("job", "confirmed", "")], ["printer"])
    assert papers(pair) == (1, 0)


def test_without_paper_the_second_prints_and_is_named(pair: Desk, poll_until) -> None:
    pair.devices.twin("printer").paper_out()
    pair.effects.perform((Print("job"),))
    poll_until(lambda: pair.settled)
    assert (pair.settled, pair.printed_at) == ([("job", "confirmed", "")], ["printer-2"])
    pair.devices.twin("printer").load_paper()
    assert papers(pair) == (0, 1)


def test_each_printer_gets_a_slip_of_its_own_width(desk: Desk, poll_until) -> None:
    narrow = DeviceChoice("fake", (("profile", "generic-58"),), "", "printer")
    desk.devices.configure("printer-2", narrow)
    desk.devices.twin("printer").paper_out()
    desk.effects.perform((Print("job"),))
    poll_until(lambda: desk.settled)
    assert desk.printed_at == ["printer-2"]
    assert desk.widths[-1] == 32
    assert desk.devices.columns() == 48  # what is laid out before it is known who prints


def test_what_may_have_reached_paper_is_never_sent_to_the_second(pair: Desk, poll_until) -> None:
    pair.devices.twin("printer").reset_after(60)
    pair.effects.perform((Print("job"),))
    poll_until(lambda: pair.settled)
    assert pair.settled[0][1] == "unsure"
    assert pair.printed_at == ["printer"]
    assert papers(pair)[1] == 0


def test_where_all_fail_the_first_ones_reason_is_told_once(pair: Desk, poll_until) -> None:
    pair.devices.twin("printer").paper_out()
    pair.devices.twin("printer-2").open_cover()
    pair.effects.perform((Print("job"),))
    poll_until(lambda: pair.settled)
    assert (pair.settled, pair.printed_at) == ([("job", "failed", "paper_out")], ["printer"])


def test_a_job_that_is_gone_is_tried_nowhere(pair: Desk, poll_until) -> None:
    pair.effects.perform((Print("unknown"),))
    poll_until(lambda: pair.settled)
    assert (pair.settled, papers(pair)) == ([("unknown", "failed", "")], (0, 0))
    assert pair.threads == {"device-printer"}


def test_a_printer_that_stands_in_for_nobody_gets_nothing(desk: Desk, poll_until) -> None:
    desk.devices.configure("printer-2", DeviceChoice("fake"))
    desk.devices.twin("printer").paper_out()
    desk.effects.perform((Print("job"),))
    poll_until(lambda: desk.settled)
    assert desk.settled == [("job", "failed", "paper_out")]


def test_a_first_printer_that_cannot_be_built_is_stood_in_for(tmp_path: Path, poll_until) -> None:
    desk = Desk(tmp_path, printer="tcp")  # without an address
    desk.devices.configure("printer-2", STAND_IN)
    desk.effects.perform((Print("job"),))
    poll_until(lambda: desk.settled)
    assert (desk.settled, desk.printed_at) == ([("job", "confirmed", "")], ["printer-2"])
    desk.devices.close()


def test_who_is_tried_and_in_what_sequence() -> None:
    chosen = {
        "printer-3": STAND_IN,
        "printer-2": STAND_IN,
        "printer-4": DeviceChoice("none", stands_in_for="printer"),
        "label_printer": STAND_IN,
        "printer": DeviceChoice("fake"),
    }
    assert printers_of(chosen) == ("printer", "printer-2", "printer-3")
    assert printers_of({**chosen, "printer": DeviceChoice("none")}) == ()


def test_two_devices_on_one_port_are_refused_and_in_a_file_the_first_one_has_it(
    tmp_path: Path,
) -> None:
    on_port = DeviceChoice("serial", (("port", "/dev/ttyUSB7"),))
    desk = Desk(tmp_path)
    desk.devices.configure("scanner", on_port)
    with pytest.raises(Refused) as refused:
        desk.devices.configure("display", on_port)
    assert refused.value.code == "device.port_taken"
    desk.devices.close()
    choices.save(tmp_path, {"scanner": on_port, "display": on_port})
    again = DeviceSet(tmp_path, lambda: NOW, quiet(), resources=RESOURCES)
    again.start()
    states = {one.name: one.reason for one in again.states()}
    assert states["display"] == "port_clash"
    assert states["scanner"] != "port_clash"
    again.close()


def quiet() -> Listeners:
    return Listeners(lambda text, device: None, lambda states: None, lambda job: None)
