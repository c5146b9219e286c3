"""Seven devices of no metal and two gateways that take no money, on this machine's loopback: to set
up, break and mend before the real ones come (`shuke practice`).

Each is the twin that tests use, offered as a network port or a serial port, so the till knows no
difference. `do` is what a hand would do to it; `strike` breaks its wire, `mend` makes it whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.errors import Refused, Unavailable
from app.peripherals.build import FONTS
from app.peripherals.practice_pay import GATEWAYS, TROUBLES, Form, Phone, form, gateway
from hardware.api.clock import SystemClock
from hardware.api.device import Transport
from hardware.api.spec import TwinContext
from hardware.fakes.faulty import Fault, FaultyTransport
from hardware.fakes.labels.machine import LabelMachine
from hardware.registry import load
from hardware.transports.offered import Offered, OfferedPort, OfferedSerial

GONE = "gone"
BREAKS = (
    GONE,
    *(str(one) for one in (Fault.MUTE, Fault.STUCK, Fault.GARBAGE, Fault.WRONG_SPEED)),
    *(str(one) for one in (Fault.SLOW, Fault.LATE, Fault.TORN, Fault.DOUBLED, Fault.ECHO)),
)
PORTS = {"printer": 9100, "label_printer": 9101, "wechat": 9102, "alipay": 9103}
SERIAL = ("scanner", "scale", "display", "card_reader")
DRIVERS = {
    "printer": "escpos",
    "label_printer": "label_tspl",
    "scanner": "serial_scanner",
    "scale": "scale_toledo8217",
    "display": "display_cd5220",
    "card_reader": "card_serial",
    **{name: one.driver for name, one in GATEWAYS.items()},
}


@dataclass(slots=True)
class Practised:
    """One device: its twin, where the till finds it, and the wires that can be broken."""

    name: str
    driver: str
    way: str
    twin: Any
    offered: Offered | None = None
    fault: Fault | None = None
    trouble: str = ""  # a gateway's
    gone: bool = False
    wires: list[FaultyTransport] = field(default_factory=list)


class Practice:
    """All of them; `close` ends them. Unavailable `practice.port` (port) when one is taken."""

    def __init__(
        self, folder: Path, now_ms: Callable[[], int], resources: Path, *, first_port: int = 9100
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._clock = SystemClock(now_ms)
        fonts = tuple(str(resources / "fonts" / name) for name in FONTS)
        context = TwinContext(self._clock, folder, fonts)
        registry = load()
        self.devices: dict[str, Practised] = {}
        self._phone = Phone(self._clock)
        for name, driver in DRIVERS.items():
            pays = name in GATEWAYS
            twin: Any = (
                gateway(name, folder, self._clock) if pays else registry.twin(driver, {}, context)
            )
            way = "web" if pays else "serial" if name in SERIAL else "tcp"
            one = Practised(name, driver, way, twin)
            self.devices[name] = one
            make = self._breakable(one)
            port = first_port + PORTS.get(name, 9100) - 9100 if first_port else 0
            try:
                one.offered = (
                    OfferedSerial(make, folder / f"tty-{name.replace('_', '-')}")
                    if way == "serial"
                    else OfferedPort(make, port)
                )
            except OSError as error:
                self.close()
                raise Unavailable("practice", "port", port=str(port)) from error

    def close(self) -> None:
        """Everything is gone."""
        for one in self.devices.values():
            if one.offered is not None:
                one.offered.close()

    def listed(self) -> tuple[tuple[str, str, str, str, str], ...]:
        """(name, driver, way, address, what is broken) of each; the drawer hangs on the printer."""
        rows = [
            (
                *(one.name, one.driver, one.way),
                one.offered.address if one.offered else "",
                GONE if one.gone else one.trouble or str(one.fault or ""),
            )
            for one in self.devices.values()
        ]
        return (rows[0], ("drawer", "escpos", "printer", rows[0][3], ""), *rows[1:])

    def forms(self) -> dict[str, Form]:
        """What a terminal's form is to hold for each gateway, by the names of its settings."""
        made = {}
        for name in GATEWAYS:
            one = self.devices[name]
            address = one.offered.address if one.offered else ""
            made[name] = form(name, one.twin, self.folder, address)
        return made

    def strike(self, name: str, fault: str) -> None:
        """Break it from now on. Refused `practice.device`, `practice.fault`."""
        one = self._of(name)
        if name in GATEWAYS and fault in TROUBLES:
            one.trouble = fault
            one.twin.ledger.trouble(fault)
            return
        if fault not in BREAKS:
            raise Refused("practice.fault", fault=fault)
        if fault == GONE:
            one.gone = True
            if one.offered is not None:
                one.offered.cut()
            return
        one.fault = Fault(fault)
        for wire in one.wires:
            wire.strike(one.fault)

    def mend(self, name: str) -> None:
        """Whole again. Refused `practice.device`."""
        one = self._of(name)
        one.fault, one.trouble = None, ""
        if name in GATEWAYS:
            one.twin.ledger.trouble("")
        for wire in one.wires:
            wire.mend()
        if one.gone and one.offered is not None:
            one.offered.plug()
        one.gone = False

    def do(self, name: str, what: str, value: str = "") -> str:
        """What a hand does; what came of it, in short. Refused `practice.device`, `practice.do`."""
        printer = self.devices["printer"].twin
        hands = self._hands(name, value)
        if name == "drawer":
            hands = {
                "open": printer.drawer.unlock,
                "shut": printer.drawer.push_shut,
                "jam": lambda: setattr(printer.drawer, "jammed", True),
                "free": lambda: setattr(printer.drawer, "jammed", False),
            }
        elif name not in self.devices:
            raise Refused("practice.device", name=name)
        if what not in hands:
            raise Refused("practice.do", name=name, does=", ".join(hands))
        hands[what]()
        return self.seen(name)

    def seen(self, name: str) -> str:
        """What a person would see on it now."""
        twin = self.devices["printer" if name == "drawer" else name].twin
        if name == "printer":
            return f"{len(twin.receipts)} x paper"
        if name == "drawer":
            return "open" if twin.drawer.is_open else "shut"
        if name == "label_printer":
            return f"{twin.machine.count} x label"
        if name == "display":
            return " | ".join(twin.shown)
        if name == "scale":
            return f"{twin.pan.gross} g"
        if name in GATEWAYS:
            return " ".join((self._phone.shown, *(one.state for one in twin.ledger.last(3))))
        return "ok"

    def _hands(self, name: str, value: str) -> dict[str, Callable[[], object]]:
        if name not in self.devices:
            return {}
        twin = self.devices[name].twin
        if name == "printer":
            return {
                "paper-out": twin.paper_out,
                "near-end": twin.near_end,
                "load": twin.load_paper,
                "cover-open": twin.open_cover,
                "cover-close": twin.close_cover,
                "offline": twin.offline,
                "online": lambda: twin.offline(False),
            }
        if name == "label_printer":
            return {
                "paper-out": lambda: _set(twin.machine, paper_out=True),
                "load": lambda: _set(twin.machine, paper_out=False),
                "head-open": lambda: _set(twin.machine, head_open=True),
                "head-close": lambda: _set(twin.machine, head_open=False),
            }
        if name == "scanner":
            return {"scan": lambda: twin.scan(value)}
        if name in GATEWAYS:
            scan = self.devices["scanner"].twin.scan
            return {"phone": lambda: scan(self._phone.code(name))}
        if name == "card_reader":
            return {"put": lambda: twin.put(_hex(value))}
        if name == "scale":
            return {
                "put": lambda: twin.put(_grams(value)),
                "wobble": lambda: twin.put(_grams(value), stable=False),
                "zero": twin.zero,
                "tare": twin.tare,
                "dead": twin.break_down,
                "alive": twin.repair,
            }
        return {"look": lambda: None}

    def _breakable(self, one: Practised) -> Callable[[], Transport]:
        """Each connection's wire, breakable, and as broken as the device is now."""

        def make() -> Transport:
            wire = FaultyTransport(one.twin.wire(), self._clock)
            if one.fault is not None:
                wire.strike(one.fault)
            one.wires = [*one.wires[-7:], wire]
            return wire

        return make

    def _of(self, name: str) -> Practised:
        if name not in self.devices:
            raise Refused("practice.device", name=name)
        return self.devices[name]


def _set(machine: LabelMachine, **state: bool) -> None:
    """Change what is wrong with it; whatever waited and can come out does."""
    for name, value in state.items():
        setattr(machine, name, value)
    machine.work()


def _grams(text: str) -> int:
    """Whole grams, also below zero. Refused `practice.value`."""
    if not text.removeprefix("-").isdecimal() or len(text) > 7:
        raise Refused("practice.value", value=text)
    return int(text)


def _hex(text: str) -> str:
    """A card's number in hex. Refused `practice.value`."""
    try:
        bytes.fromhex(text)
    except ValueError as error:
        raise Refused("practice.value", value=text) from error
    return text
