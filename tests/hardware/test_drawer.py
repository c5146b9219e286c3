"""The drawer opens now or never, and says which."""

import pytest

from hardware.api.drawer import DrawerState, KickState
from hardware.api.errors import Reason
from hardware.drivers.escpos.drawer import EscposDrawer
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.fakes.clock import StepClock
from hardware.fakes.drawer import FakeDrawer
from hardware.fakes.printer import FakePrinter
from tests.hardware.bench import hello, quick, quick_clock


def rig(fake, clock=None, **profile):
    printer = EscposPrinter(fake.port(), quick(**profile), clock or quick_clock())
    return printer, EscposDrawer(printer.link)


@pytest.mark.parametrize(("pin", "data"), [(2, "1b700019fa"), (5, "1b700119fa")])
def test_the_pulse_has_all_five_bytes(fake, pin, data):
    _, drawer = rig(fake, drawer_pin=pin)
    assert drawer.kick().state is KickState.SENT
    assert bytes(fake.machine.received).endswith(bytes.fromhex(data))
    assert fake.drawer.is_open


@pytest.mark.parametrize("fault", ["paper_out", "cover_open", "offline", "hardware"])
def test_a_blocked_printer_gets_the_real_time_pulse(fake, fault):
    """ESC p would open the drawer late, unattended, when paper is loaded."""
    _, drawer = rig(fake)
    fake.machine.set(**{fault: True})
    assert drawer.kick().state is KickState.SENT
    assert fake.drawer.is_open
    assert b"\x1bp" not in fake.machine.received
    fake.drawer.push_shut()
    fake.machine.set(**{fault: False})
    assert not fake.drawer.is_open


def test_without_the_real_time_pulse_it_says_use_the_key(fake):
    _, drawer = rig(fake, drawer_realtime=False)
    fake.paper_out()
    result = drawer.kick()
    assert (result.state, result.reason) == (KickState.FAILED, Reason.PAPER_OUT)
    fake.load_paper()
    assert fake.drawer.pulses == 0


@pytest.mark.parametrize("high", [True, False])
def test_the_sensor_by_its_polarity(high):
    fake = FakePrinter(pin_high_is_open=high)
    _, drawer = rig(fake, drawer_sensor="high_is_open" if high else "low_is_open")
    assert drawer.state() is DrawerState.SHUT
    assert drawer.kick().state is KickState.OPENED
    assert drawer.state() is DrawerState.OPEN
    fake.drawer.push_shut()
    assert drawer.state() is DrawerState.SHUT


def test_a_jammed_drawer_is_kicked_five_times_and_reported(fake):
    clock = StepClock()
    _, drawer = rig(fake, clock, drawer_sensor="high_is_open")
    fake.drawer.jammed = True
    result = drawer.kick()
    assert (result.state, result.reason, result.tries) == (
        KickState.FAILED,
        Reason.DRAWER_SHUT,
        5,
    )
    assert fake.drawer.pulses == 5


def test_a_mute_or_absent_printer(fake):
    printer, drawer = rig(fake, drawer_sensor="high_is_open")
    fake.mute()
    assert drawer.kick().reason is Reason.NO_ANSWER
    assert drawer.state() is DrawerState.UNKNOWN
    fake.mute(False)
    printer.link.transport.unplug()
    assert drawer.kick().reason is Reason.NOT_FOUND


def test_a_one_way_printer_gets_the_plain_pulse(fake):
    _, drawer = rig(fake, status="none", drawer_sensor="high_is_open")
    assert drawer.kick().state is KickState.SENT
    assert drawer.state() is DrawerState.UNKNOWN
    assert fake.drawer.is_open


def test_the_receipt_never_holds_a_kick(fake):
    printer, _ = rig(fake)
    printer.print(hello())
    assert fake.drawer.pulses == 0
    assert b"\x1bp" not in fake.machine.received


def test_a_drawer_of_its_own():
    drawer = FakeDrawer()
    assert drawer.kick().state is KickState.OPENED
    drawer.push_shut()
    drawer.jammed = True
    assert drawer.kick().state is KickState.FAILED
    assert drawer.state() is DrawerState.SHUT
