"""Pole displays, the drawers and buzzers of a few bytes: what goes out, and what must not."""

from pathlib import Path

import pytest

from hardware.api.display import Lamp
from hardware.api.drawer import DrawerState, KickState
from hardware.api.errors import BadSettings, DeviceUnavailable, Reason
from hardware.api.spec import DriverContext, TwinContext, complete
from hardware.drivers.displays.led8 import Led8Drawer
from hardware.fakes.clock import StepClock
from hardware.fakes.faulty import Fault, FaultyTransport
from hardware.registry import load
from hardware.transports.memory import Loopback
from hardware.transports.recorder import ReplayTransport

FOLDER = Path(__file__).parent / "transcripts" / "displays"
REGISTRY = load()
TWO_LINES = ("display_cd5220", "display_epson", "display_utc")


def made(driver, wire, clock=None, **given):
    spec = REGISTRY.specs[driver]
    context = DriverContext(driver, clock or StepClock())
    return spec.build(wire, complete(spec.settings, given), context)


@pytest.fixture
def replay():
    """replay(driver): it on its transcript, all of which must be used."""
    wires = []

    def make(driver):
        name = driver.removeprefix("display_")
        clock = StepClock()
        wires.append(ReplayTransport((FOLDER / f"{name}.txt").read_text(), clock.pause))
        return made(driver, wires[-1], clock)

    yield make
    for wire in wires:
        wire.close()
        wire.finish()


@pytest.mark.parametrize("driver", TWO_LINES)
def test_two_lines(replay, driver):
    display = replay(driver)
    display.show(("TOTAL 合计", "             1299.00 and more", "third"))
    display.clear()
    display.close()
    assert (display.columns, display.lines) == (20, 2)


def test_digits_under_their_lamp(replay):
    display = replay("display_led8")
    display.show(("x",), lamp=Lamp.PRICE, figure="3.50")
    display.show((), lamp=Lamp.TOTAL, figure="1299.00")
    display.show((), lamp=Lamp.CHANGE, figure="-1.00")
    display.show((), lamp=Lamp.TOTAL, figure="123456789.00")  # a cut amount is another amount
    display.show(("WELCOME",))
    assert Led8Drawer(display).kick().state is KickState.SENT
    display.close()


@pytest.mark.parametrize("figure", ["1,299.00", "¥3", "3.5.0", "--1", "abc", "123456789"])
def test_what_is_no_figure_is_dashes(figure):
    cable = Loopback()
    made("display_led8", cable.near).show((), lamp=Lamp.TOTAL, figure=figure)
    assert cable.far.read(100, 0).endswith(b"\x1bQA--------\r")


@pytest.mark.parametrize("driver", ["display_led8", *TWO_LINES])
def test_the_last_amount_has_left_the_wire_before_the_port_is_closed(driver):
    """Closing right after a write lost the last "0.00" at many tills."""
    clock = StepClock()
    twin = REGISTRY.twin(driver, {}, TwinContext(clock))
    display = made(driver, twin.wire(), clock)
    display.show(("TOTAL", "0.00"), lamp=Lamp.TOTAL, figure="0.00")
    before = clock.monotonic_ms()
    display.close()
    assert clock.monotonic_ms() - before >= 100
    display.close()
    waited = clock.monotonic_ms()
    display.close()
    assert clock.monotonic_ms() == waited


@pytest.mark.parametrize("driver", TWO_LINES)
def test_letters_it_lacks_are_left_out_and_its_width_is_kept(driver):
    twin = REGISTRY.twin(driver, {}, TwinContext(StepClock()))
    display = made(driver, twin.wire(), columns=16)
    display.show(("可乐 Cola\x1b 330ml 很长很长", "\x0c12.50"))
    assert twin.shown == [" Cola 330ml", "12.50"]
    display.show(("x" * 40,))
    assert twin.shown == ["x" * 16, ""]
    display.clear()
    assert twin.shown == ["", ""]


def test_a_switchable_display_is_set_to_its_language_first():
    cable = Loopback()
    made("display_epson", cable.near, prelude_hex="0205433103").open()
    assert b"\x02\x05C1\x03\x1b@" in cable.far.read(100, 0)
    with pytest.raises(BadSettings):
        made("display_epson", cable.near, prelude_hex="02 0")


def test_a_dead_display_is_told_and_closed():
    clock = StepClock()
    wire = FaultyTransport(REGISTRY.twin("display_led8", {}, TwinContext(clock)).wire(), clock)
    display = made("display_led8", wire, clock)
    display.open()
    wire.strike(Fault.PULLED_IDLE)
    with pytest.raises(DeviceUnavailable):
        display.show((), figure="1.00")
    assert Led8Drawer(display).kick().reason is Reason.NOT_FOUND
    assert not wire.is_open


@pytest.mark.parametrize("driver", ["drawer_serial", "drawer_display"])
def test_a_drawer_without_a_voice(replay, driver):
    drawer = replay(driver)
    drawer.open()
    result = drawer.kick()
    assert (result.state, result.tries) == (KickState.SENT, 1)
    assert drawer.state() is DrawerState.UNKNOWN
    drawer.close()


def test_a_drawer_whose_port_must_be_opened_first_gets_a_moment():
    clock = StepClock()
    twin = REGISTRY.twin("drawer_serial", {}, TwinContext(clock))
    made("drawer_serial", twin.wire(), clock).kick()
    assert twin.is_open
    assert 100 <= clock.monotonic_ms() <= 300


@pytest.mark.parametrize("pulse", ["", "0", "xx", "07" * 17])
def test_a_pulse_that_is_none(pulse):
    with pytest.raises(BadSettings) as bad:
        made("drawer_serial", Loopback().near, pulse_hex=pulse)
    assert bad.value.facts["name"] == "pulse_hex"


def test_a_buzzer(replay):
    replay("buzzer_serial").beep(3)


@pytest.mark.parametrize(
    ("given", "times", "out"),
    [
        ({}, 0, b"\x1bB\x01\x01"),
        ({"tenths": 4}, 99, b"\x1bB\x09\x04"),
        ({"command": "bell"}, 2, b"\x07\x07"),
    ],
)
def test_beeps_within_reason(given, times, out):
    cable = Loopback()
    made("buzzer_serial", cable.near, **given).beep(times)
    assert cable.far.read(50, 0) == out
