"""The USB of this machine through pyusb and libusb; without either a reason, never a crash.

Written after pyusb 1.3's documentation and source; tried with a stand-in for its modules only.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from hardware.api.errors import DeviceUnavailable, Reason
from hardware.transports.usb import UsbFound

_PRINTER_CLASS = 7
_IN = 0x80
_BULK = 2
_REASONS = {
    errno.EACCES: Reason.NO_PERMISSION,
    errno.EPERM: Reason.NO_PERMISSION,
    errno.EBUSY: Reason.PORT_BUSY,
    errno.ENODEV: Reason.UNPLUGGED,
    errno.ENOENT: Reason.NOT_FOUND,
    errno.EIO: Reason.UNPLUGGED,
    errno.EPIPE: Reason.HARDWARE,
    errno.EOVERFLOW: Reason.JUNK_ANSWER,
}
_TIMEOUTS = {errno.ETIMEDOUT, 10060}  # as Linux says it, as Windows says it


def pyusb() -> Any:
    """pyusb's modules as `.core` and `.util`. `DeviceUnavailable` NO_LIBRARY without them."""
    try:
        core, util = importlib.import_module("usb.core"), importlib.import_module("usb.util")
    except ImportError as error:
        raise DeviceUnavailable(Reason.NO_LIBRARY, where="usb", library="pyusb") from error
    return SimpleNamespace(core=core, util=util)


class PyUsbBus:
    """`library` is what `pyusb` returns; loaded at the first question."""

    def __init__(self, library: Any = None) -> None:
        self._library = library

    def printers(self) -> tuple[UsbFound, ...]:
        return tuple(found for found, _ in self._listed())

    def claim(self, found: UsbFound) -> PyUsbPipe:
        for one, device in self._listed():
            if replace(one, busy=False) == replace(found, busy=False):
                return PyUsbPipe(self._loaded(), device, _interface(device), found.title)
        raise DeviceUnavailable(Reason.NOT_FOUND, where=found.title)

    def _loaded(self) -> Any:
        if self._library is None:
            self._library = pyusb()
        return self._library

    def _listed(self) -> list[tuple[UsbFound, Any]]:
        core = self._loaded().core
        try:
            devices = list(core.find(find_all=True, custom_match=_prints))
        except core.NoBackendError as error:
            raise DeviceUnavailable(Reason.NO_LIBRARY, where="usb", library="libusb") from error
        except (core.USBError, OSError) as error:
            raise _fault(error, "usb") from error
        seen: Counter[tuple[int, int, str]] = Counter()
        listed = []
        for place, device in sorted(((_place(one), one) for one in devices), key=lambda p: p[0]):
            model = (int(device.idVendor), int(device.idProduct), _text(device, "serial_number"))
            seen[model] += 1
            where = f"{place[0]}-{'.'.join(str(port) for port in place[1:])}"
            title = " ".join(
                filter(None, (_text(device, "manufacturer"), _text(device, "product")))
            )
            listed.append((UsbFound(*model, seen[model], title, where, _held(device)), device))
        return listed


class PyUsbPipe:
    """One printer's interface, claimed; its kernel driver is given back at the end."""

    def __init__(self, library: Any, device: Any, interface: Any, title: str) -> None:
        self._library, self._device, self._name = library, device, f"usb {title}".strip()
        if interface is None:
            raise DeviceUnavailable(Reason.NOT_FOUND, where=self._name)
        self._number = int(interface.bInterfaceNumber)
        ends = [one for one in interface if int(one.bmAttributes) & 3 == _BULK]
        self._out = next((one for one in ends if not int(one.bEndpointAddress) & _IN), None)
        self._in = next((one for one in ends if int(one.bEndpointAddress) & _IN), None)
        self._detached = False
        if self._out is None:
            raise DeviceUnavailable(Reason.NOT_FOUND, where=self._name)
        try:
            self._detached = _detach(device, self._number)
            library.util.claim_interface(device, self._number)
        except (library.core.USBError, OSError) as error:
            self.release()
            raise _fault(error, self._name) from error

    @property
    def two_way(self) -> bool:
        return self._in is not None

    def write(self, data: bytes, timeout_ms: int) -> int:
        """libusb says how much of a write that timed out was taken: that part is not lost."""
        assert self._out is not None
        try:
            return int(self._out.write(data, timeout_ms))
        except (self._library.core.USBError, OSError) as error:
            if _timed_out(error):
                return 0
            raise _fault(error, self._name) from error

    def read(self, limit: int, timeout_ms: int) -> bytes:
        """In whole packets: a smaller buffer would overflow. 0 ms would be for ever."""
        if self._in is None:
            return b""
        packet = max(int(self._in.wMaxPacketSize), 1)
        try:
            return bytes(self._in.read(-(-limit // packet) * packet, max(timeout_ms, 1)))
        except (self._library.core.USBError, OSError) as error:
            if _timed_out(error):
                return b""
            raise _fault(error, self._name) from error

    def release(self) -> None:
        faults = (self._library.core.USBError, OSError, NotImplementedError)
        with contextlib.suppress(*faults):
            self._library.util.release_interface(self._device, self._number)
        if self._detached:
            with contextlib.suppress(*faults):
                self._device.attach_kernel_driver(self._number)
        with contextlib.suppress(*faults):
            self._library.util.dispose_resources(self._device)


def _prints(device: Any) -> bool:
    return _interface(device) is not None


def _interface(device: Any) -> Any:
    """The printer's interface; a device that cannot be read is none."""
    try:
        return next(
            (
                one
                for configuration in device
                for one in configuration
                if int(one.bInterfaceClass) == _PRINTER_CLASS
            ),
            None,
        )
    except OSError:  # USBError is one
        return None


def _place(device: Any) -> tuple[int, ...]:
    ports = device.port_numbers or (device.address or 0,)
    return (int(device.bus or 0), *(int(port) for port in ports))


def _text(device: Any, name: str) -> str:
    """A string of the device; without the right to ask it is empty."""
    try:
        return str(getattr(device, name) or "").strip("\x00 ")
    except (OSError, ValueError, NotImplementedError):
        return ""


def _held(device: Any) -> bool:
    """Whether usblp or another driver sits on it; some backends cannot say."""
    try:
        return bool(device.is_kernel_driver_active(_interface(device).bInterfaceNumber))
    except (OSError, NotImplementedError):
        return False


def _detach(device: Any, number: int) -> bool:
    """Take it from usblp; what cannot be asked (Windows) need not be taken."""
    try:
        if not device.is_kernel_driver_active(number):
            return False
        device.detach_kernel_driver(number)
    except NotImplementedError:
        return False
    return True


def _timed_out(error: Exception) -> bool:
    return getattr(error, "errno", None) in _TIMEOUTS


def _fault(error: Exception, where: str) -> DeviceUnavailable:
    reason = _REASONS.get(getattr(error, "errno", None) or 0, Reason.UNPLUGGED)
    return DeviceUnavailable(reason, where=where, error=str(error))
