"""After the commit: paper and drawer through a real device set with its simulated printer."""

from __future__ import annotations

from pathlib import Path

from app.peripherals import choices
from app.usecases.outcome import KickDrawer, Print
from app.usecases.ports import DeviceChoice, Weight
from hardware.fakes.printer import FakePrinter
from tests.peripherals.conftest import Desk


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


def test_a_drawer_on_a_real_printer_is_as_real_as_it(tmp_path: Path) -> None:
    """It has no wire of its own: said where it hangs, never that it is simulated."""
    fake = FakePrinter()
    server = fake.serve()
    desk = Desk(tmp_path)
    try:
        real = DeviceChoice("tcp", (("host", "127.0.0.1"), ("port", server.port)))
        desk.devices.configure("printer", real)
        told = {one.name: one for one in desk.devices.states()}
        assert (told["drawer"].model, told["drawer"].simulated) == ("printer", False)
        assert told["scale"].simulated
    finally:
        desk.devices.close()
        server.close()


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


def test_the_scale_answers_or_not(desk: Desk, poll_until) -> None:
    scale = desk.devices.scale
    assert scale is not None
    scale.put(1354)
    assert desk.devices.weigh().result(5) == Weight(1354, True)
    scale.put(1360, stable=False)
    assert desk.devices.weigh().result(5) == Weight(None, False, "unstable")
    scale.put(20_000)
    poll_until(lambda: desk.devices.weight() == Weight(None, False, "overload"))
    scale.break_down()
    poll_until(lambda: desk.devices.weight() == Weight(None, False, "no_answer"))
    desk.devices.configure("scale", DeviceChoice("none"))
    assert desk.devices.weight() is None
