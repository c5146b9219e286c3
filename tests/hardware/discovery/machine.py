"""A machine with one of each, for whoever searches it."""

from pathlib import Path

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.discovery.known import KnownUsb
from hardware.discovery.local import SerialPort
from hardware.transports.usb import UsbFound

TABLE = Path(__file__).resolve().parents[3] / "resources" / "discovery" / "usb.toml"
KNOWN = KnownUsb.load(TABLE)


class Desk:
    """A machine with one of each; what is missing raises as the real one does."""

    def __init__(self, **missing: Reason) -> None:
        self.missing = missing

    def _look(self, name, found):
        if name in self.missing:
            raise DeviceUnavailable(self.missing[name], where=name)
        return found

    def serial_ports(self):
        ports = [
            SerialPort("/dev/ttyUSB0", "USB Serial", 0x1A86, 0x7523),
            SerialPort("/dev/ttyACM0", "Scanner", 0x1EAB, 0x1D06),
            SerialPort("/dev/ttyS0", "ttyS0"),
        ]
        return self._look("serial", ports)

    def usb_printers(self):
        found = [UsbFound(0x0416, 0x5011, "", 2, "POS58 Printer"), UsbFound(0x9999, 1, "A1")]
        return self._look("usb", found)

    def queues(self):
        return self._look("queue", ("RAWPOS",))

    def readers(self):
        return self._look("reader", ("ACR122U 00",))

    def keyboards(self):
        return self._look("keyboard", (("/dev/input/event3", "USB Scanner"),))
