"""USB printers: told apart, asked anew, patient with flow control, a reason where there is none."""

import errno

import pytest

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.api.printer import PrintState
from hardware.drivers.escpos.printer import EscposPrinter
from hardware.fakes.printer import FakePrinter
from hardware.fakes.ways.usb import FakeUsbBus
from hardware.fakes.ways.usb_plug import FakeUsbPrinter
from hardware.transports.usb import UsbFound, UsbTransport
from hardware.transports.usb_bus import PyUsbBus
from tests.hardware.bench import hello, quick, quick_clock, receipt


def printers(*fakes, **facts):
    return [FakeUsbPrinter(one.port(), **facts) for one in fakes]


def refused(wire):
    with pytest.raises(DeviceUnavailable) as caught:
        wire.open()
    return caught.value.reason


def print_on(bus, **which):
    printer = EscposPrinter(UsbTransport(bus, **which), quick(), quick_clock())
    result = printer.print(hello())
    printer.close()
    return result


def test_two_of_the_same_are_told_apart_by_their_sockets():
    one, other = FakePrinter(), FakePrinter()
    bus = FakeUsbBus(*printers(one, other))
    assert [found.instance for found in bus.printers()] == [1, 2]
    assert print_on(bus, vid=0x0416, pid=0x5011, instance=2).state is PrintState.CONFIRMED
    assert (len(one.receipts), len(other.receipts)) == (0, 1)


def test_a_serial_number_finds_its_printer_in_any_socket():
    fakes = [FakePrinter(), FakePrinter()]
    bus = FakeUsbBus(FakeUsbPrinter(fakes[0].port(), serial="A"))
    bus.plug(FakeUsbPrinter(fakes[1].port(), serial="B"))
    assert print_on(bus, serial="B").state is PrintState.CONFIRMED
    assert len(fakes[1].receipts) == 1


def test_the_second_of_one_is_not_found():
    bus = FakeUsbBus(*printers(FakePrinter()))
    assert refused(UsbTransport(bus, instance=2)) is Reason.NOT_FOUND
    assert refused(UsbTransport(bus, vid=1)) is Reason.NOT_FOUND


@pytest.mark.parametrize("holder", [Reason.PORT_BUSY, Reason.NO_PERMISSION])
def test_another_program_has_it(holder):
    fake = FakePrinter()
    bus = FakeUsbBus(*printers(fake, holder=holder))
    result = print_on(bus)
    assert (result.state, result.reason) == (PrintState.FAILED, holder)


def test_no_libusb_is_a_reason():
    bus = FakeUsbBus()
    bus.missing = Reason.NO_LIBRARY
    assert refused(UsbTransport(bus)) is Reason.NO_LIBRARY


def test_short_packets_are_flow_control_and_nothing_is_sent_twice():
    fake = FakePrinter()
    bus = FakeUsbBus(*printers(fake, takes=7))
    printer = EscposPrinter(UsbTransport(bus, write_ms=600), quick(), quick_clock())
    assert printer.print(receipt()).state is PrintState.CONFIRMED
    printer.close()
    assert len(fake.receipts) == 1


def test_a_printer_that_takes_nothing_ends_the_job_unsent():
    fake = FakePrinter()
    (plug,) = printers(fake)
    wire = UsbTransport(FakeUsbBus(plug), write_ms=400)
    wire.open()
    plug.takes = 0
    with pytest.raises(DeviceUnavailable) as caught:
        wire.write(b"x" * 10)
    assert (caught.value.reason, caught.value.facts["sent"]) == (Reason.NO_ANSWER, 0)


def test_after_a_replug_the_old_pipe_is_dead_and_a_new_one_is_made():
    fake = FakePrinter()
    (plug,) = printers(fake)
    bus = FakeUsbBus(plug)
    printer = EscposPrinter(UsbTransport(bus), quick(), quick_clock())
    assert printer.print(hello()).state is PrintState.CONFIRMED
    bus.unplug(plug)
    assert printer.print(hello()).state is PrintState.FAILED
    bus.plug(plug)
    assert printer.print(hello()).state is PrintState.CONFIRMED
    printer.close()
    assert len(fake.receipts) == 2


def test_abort_ends_a_wait():
    wire = UsbTransport(FakeUsbBus(*printers(FakePrinter())))
    wire.open()
    wire.abort()
    with pytest.raises(DeviceUnavailable) as caught:
        wire.read(10, 1000)
    assert caught.value.reason is Reason.CLOSED
    wire.close()
    wire.open()
    wire.write(b"\x10\x04\x01")
    assert wire.read(10, 100) == b"\x12"
    wire.close()


# --- pyusb's side: a stand-in for its two modules --------------------------------------------


class UsbError(OSError):
    pass


class NoBackend(ValueError):
    pass


class End:
    """An endpoint: what it does is asked of the device."""

    bmAttributes = 2
    wMaxPacketSize = 64

    def __init__(self, device, address):
        self.device, self.bEndpointAddress = device, address

    def write(self, data, timeout):
        self.device.fail()
        taken = bytes(data[: self.device.takes])
        self.device.got += taken
        if not taken:
            raise UsbError(errno.ETIMEDOUT, "timeout")
        return len(taken)

    def read(self, size, timeout):
        assert size % 64 == 0, "would overflow"
        assert timeout > 0, "would wait for ever"
        self.device.fail()
        if not self.device.says:
            raise UsbError(errno.ETIMEDOUT, "timeout")
        said, self.device.says = self.device.says, b""
        return said


class Interface(list):
    bInterfaceNumber = 0

    def __init__(self, kind, ends):
        super().__init__(ends)
        self.bInterfaceClass = kind


class Device(list):
    """What pyusb gives for one printer: its configurations, of one interface."""

    def __init__(self, *, ports=(1,), serial="S1", kind=7, driver=True):
        super().__init__([[Interface(kind, [End(self, 0x01), End(self, 0x82)])]])
        self.idVendor, self.idProduct, self.bus, self.address = 0x0FE6, 0x811E, 1, 9
        self.port_numbers, self.serial_number = ports, serial
        self.manufacturer, self.product = "ICS", "POS80"
        self.driver, self.error, self.claimed = driver, 0, False
        self.takes, self.got, self.says = None, b"", b""

    def fail(self):
        if self.error:
            raise UsbError(self.error, "as told")

    def is_kernel_driver_active(self, number):
        return self.driver

    def detach_kernel_driver(self, number):
        self.fail()
        self.driver = False

    def attach_kernel_driver(self, number):
        self.driver = True


class Pyusb:
    """`.core` and `.util`."""

    USBError, NoBackendError = UsbError, NoBackend

    def __init__(self, *devices, backend=True):
        self.core = self.util = self
        self.devices, self.backend = devices, backend

    def find(self, *, find_all, custom_match):
        if not self.backend:
            raise NoBackend("No backend available")
        return iter([one for one in self.devices if custom_match(one)])

    def claim_interface(self, device, number):
        device.fail()
        device.claimed = True

    def release_interface(self, device, number):
        device.claimed = False

    def dispose_resources(self, device):
        pass


def test_pyusb_lists_printers_alone_along_the_sockets():
    lower, upper, mouse = Device(ports=(1, 2)), Device(ports=(1, 10)), Device(kind=3)
    found = PyUsbBus(Pyusb(upper, mouse, lower)).printers()
    assert [(one.place, one.instance) for one in found] == [("1-1.2", 1), ("1-1.10", 2)]
    assert found[0] == UsbFound(0x0FE6, 0x811E, "S1", 1, "ICS POS80", "1-1.2", busy=True)


def test_pyusb_takes_the_printer_from_the_kernel_and_gives_it_back():
    device = Device()
    wire = UsbTransport(PyUsbBus(Pyusb(device)))
    wire.open()
    assert (device.driver, device.claimed) == (False, True)
    device.takes = 3
    wire.write(b"0123456789")
    assert device.got == b"0123456789"
    assert wire.read(4, 10) == b""
    device.says = b"\x12\x16"
    assert (wire.read(1, 10), wire.read(1, 10)) == (b"\x12", b"\x16")
    wire.close()
    assert (device.driver, device.claimed) == (True, False)


def test_pyusb_is_asked_for_whole_packets():
    device = Device()
    pipe = PyUsbBus(Pyusb(device)).claim(PyUsbBus(Pyusb(device)).printers()[0])
    device.says = b"x" * 64
    assert pipe.read(10, 0) == b"x" * 64
    pipe.release()


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.EBUSY, Reason.PORT_BUSY),
        (errno.EACCES, Reason.NO_PERMISSION),
        (errno.ENODEV, Reason.UNPLUGGED),
    ],
)
def test_what_pyusb_throws_has_a_reason(code, reason):
    device = Device()
    wire = UsbTransport(PyUsbBus(Pyusb(device)))
    device.error = code
    assert refused(wire) is reason


def test_a_pull_amid_the_job_says_how_much_was_sent():
    device = Device()
    wire = UsbTransport(PyUsbBus(Pyusb(device)))
    wire.open()
    wire.write(b"12345")
    device.error = errno.ENODEV
    with pytest.raises(DeviceUnavailable) as caught:
        wire.write(b"678")
    assert (caught.value.reason, caught.value.facts["sent"]) == (Reason.UNPLUGGED, 0)
    wire.close()


def test_pyusb_without_libusb_is_a_reason():
    assert refused(UsbTransport(PyUsbBus(Pyusb(backend=False)))) is Reason.NO_LIBRARY


def test_this_machine_lists_or_gives_a_reason():
    try:
        known = {one.instance >= 1 for one in PyUsbBus().printers()}
    except DeviceUnavailable as fault:
        known = {fault.reason in (Reason.NO_LIBRARY, Reason.NO_PERMISSION, Reason.UNPLUGGED)}
    assert known <= {True}
