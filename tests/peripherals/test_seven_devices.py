"""A technician sets up a till with seven devices, breaks each, mends each, and takes the set-up to
a second till: over real sockets and pseudo terminals, through the real drivers.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import settings as machine
from app.clock import SystemClock
from app.domain.errors import Refused, Unavailable
from app.peripherals.device_set import DeviceSet, Listeners
from app.peripherals.practice import DRIVERS, GONE, Practice
from app.peripherals.practice_pay import GATEWAYS
from app.peripherals.sample_slip import sample_slip
from app.settings import RESOURCES
from app.usecases.ports import DeviceChoice
from app.usecases.setup import copy

CODE, CARD, GRAMS = "6911311000136", "04A1B2C3", 1250
SEVEN = ("printer", "drawer", "scanner", "scale", "display", "card_reader", "label_printer")


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    made = Practice(tmp_path / "practice", SystemClock().now_ms, RESOURCES, first_port=0)
    yield made
    made.close()


class Till:
    """A till's devices and everything they said."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.scans: list[str] = []
        heard = Listeners(lambda text, _: self.scans.append(text), lambda _: None, lambda _: None)
        self.devices = DeviceSet(folder, SystemClock().now_ms, heard, resources=RESOURCES)
        self.devices.start()
        self.settings = machine.load(folder, folder / "settings")

    @property
    def clock(self) -> Any:
        return SystemClock()

    def set_up(self, practice: Practice) -> None:
        """As the wizard would: driver, way, address."""
        for name, driver, way, address, _ in practice.listed():
            if way == "web":
                continue  # gateways: tests/usecases/tender
            if name == "drawer":
                self.devices.configure(name, DeviceChoice("printer"))
                continue
            host, _, port = address.partition(":")
            where = (("host", host), ("port", int(port))) if way == "tcp" else (("port", address),)
            more = (("drawer_sensor", "high_is_open"),) if name == "printer" else ()
            self.devices.configure(name, DeviceChoice(way, (*where, *more), driver))

    def state(self, name: str) -> str:
        return next(one.state for one in self.devices.states() if one.name == name)

    def close(self) -> None:
        self.devices.close()


@pytest.fixture
def till(tmp_path: Path, practice: Practice) -> Iterator[Till]:
    made = Till(tmp_path / "one")
    made.set_up(practice)
    yield made
    made.close()


def works(till: Till, practice: Practice, name: str) -> bool:
    """Use it once, as the till does, and look at the other side."""
    devices, twin = till.devices, practice.devices
    if name == "printer":
        before = len(twin[name].twin.receipts)
        done = devices.on(name, lambda p: p.print(_slip())).result(30)
        return str(done.state) == "confirmed" and len(twin[name].twin.receipts) == before + 1
    if name == "drawer":
        practice.do("drawer", "shut")
        return str(devices.kick().result(30).state) == "opened"
    if name == "scanner":
        till.scans.clear()
        practice.do(name, "scan", CODE)
        return _until(lambda: till.scans == [CODE])
    if name == "card_reader":
        till.scans.clear()
        practice.do(name, "put", CARD)
        return _until(lambda: len(till.scans) == 1 and CARD in till.scans[0])
    if name == "scale":
        practice.do(name, "put", str(GRAMS))
        return _until(lambda: (w := devices.weight()) is not None and w.grams == GRAMS and w.stable)
    if name == "display":
        devices.show(("TOTAL", "12.50"))
        return _until(lambda: twin[name].twin.shown[1].endswith("12.50"))
    before = twin[name].twin.machine.count
    devices.on(name, lambda p: p.print_labels(((_page(), 2),))).result(30)
    return _until(lambda: twin[name].twin.machine.count == before + 2)


def _slip() -> Any:
    from hardware.api.slip_codec import slip_from_dict

    return slip_from_dict(sample_slip())


def _page() -> Any:
    from hardware.api.label import LabelPage

    return LabelPage(16, 2, b"\xff\x00\x0f\xf0", 40, 30)


def _until(true: Any, seconds: float = 6) -> bool:
    beat = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if true():
            return True
        beat.wait(0.02)
    return bool(true())


@pytest.mark.parametrize("name", SEVEN)
def test_each_works_breaks_in_words_and_works_again(till: Till, practice: Practice, name: str):
    assert works(till, practice, name)
    wire = "printer" if name == "drawer" else name
    practice.strike(wire, GONE)
    till.devices.retry(wire)
    assert _until(lambda: till.state(wire) == "down", 12) or wire == "label_printer"
    other = "scale" if wire != "scale" else "display"
    assert works(till, practice, other), "a dead device held up another"
    practice.mend(wire)
    till.devices.retry(wire)
    assert _until(lambda: till.state(wire) == "ready", 12)
    assert works(till, practice, name)


def test_the_set_up_goes_to_a_second_till_and_works_there(
    till: Till, practice: Practice, tmp_path: Path
):
    path = tmp_path / "stick" / "01-03.shuke-devices.json"
    copy.export(till, till.settings, path, "01-03")
    till.close()
    second = Till(tmp_path / "two")
    try:
        made = copy.read(path)
        assert {name for name, _ in made.devices} == set(SEVEN)
        for name, choice in made.devices:
            second.devices.configure(name, choice)
        assert [name for name in SEVEN if not works(second, practice, name)] == []
    finally:
        second.close()


def test_what_the_hand_cannot_do_is_refused_in_words(practice: Practice):
    for wrong in (("nothing", "x"), ("printer", "x"), ("drawer", "x")):
        with pytest.raises(Refused, match="practice"):
            practice.do(*wrong)
    for value in ("", "1.5", "x", "99999999"):
        with pytest.raises(Refused, match="practice.value"):
            practice.do("scale", "put", value)
    with pytest.raises(Refused, match="practice.value"):
        practice.do("card_reader", "put", "xyz")
    with pytest.raises(Refused, match="practice.fault"):
        practice.strike("scale", "nothing")


def test_a_taken_port_is_said_and_nothing_is_left_running(practice: Practice, tmp_path: Path):
    taken = int(practice.devices["printer"].offered.address.partition(":")[2])
    with pytest.raises(Unavailable, match="practice"):
        Practice(tmp_path / "other", SystemClock().now_ms, RESOURCES, first_port=taken)


def test_the_drivers_practised_are_the_usual_ones():
    assert set(SEVEN) - {"drawer"} | set(GATEWAYS) == set(DRIVERS)


@pytest.mark.parametrize(("sensor", "said"), [("none", "sent"), ("high_is_open", "opened")])
def test_the_drawer_is_opened_and_shut_by_hand_and_only_a_learnt_sensor_tells(
    till: Till, practice: Practice, sensor: str, said: str
):
    assert practice.do("drawer", "open") == "open"
    assert practice.do("drawer", "shut") == "shut"
    host, port = practice.listed()[0][3].split(":")
    learnt = (("host", host), ("port", int(port)), ("drawer_sensor", sensor))
    till.devices.configure("printer", DeviceChoice("tcp", learnt))
    till.devices.configure("drawer", DeviceChoice("printer"))
    assert str(till.devices.kick().result(10).state) == said
    assert _until(lambda: practice.seen("drawer") == "open")
