"""A buzzer on a COM port: `1B 42 n t` as the clones of ESC/POS have it, or BEL for each beep."""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.device import MuteDevice, Transport
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value

MOST_TIMES = 9


class SerialBuzzer(MuteDevice):
    """A `Buzzer` and a `Device`. `tenths` is how long one beep is, in 100 ms."""

    def __init__(self, transport: Transport, *, command: str = "esc_b", tenths: int = 1) -> None:
        super().__init__(transport)
        self._command, self._tenths = command, tenths

    def beep(self, times: int) -> None:
        count = max(1, min(times, MOST_TIMES))
        bells = b"\x1bB" + bytes((count, self._tenths))
        if self._command == "bell":
            bells = b"\x07" * count
        self.open()
        self._write(bells)


def build(
    transport: Transport, settings: Mapping[str, Value], context: DriverContext
) -> SerialBuzzer:
    del context
    return SerialBuzzer(transport, command=str(settings["command"]), tenths=int(settings["tenths"]))


SPEC = DriverSpec(
    name="buzzer_serial",
    kinds=(Kind.BUZZER,),
    transports=("serial", "tcp"),
    build=build,
    settings=(
        Setting("command", "esc_b", choices=("esc_b", "bell")),
        Setting("tenths", 1, low=1, high=9),
        Setting("when", "errors", choices=("errors", "all")),
    ),
    capabilities=frozenset({"beep"}),
    wire={"serial": {"baud": 9600, "bits": 8, "parity": "N", "stop_bits": 1}},
)
