"""What the registry knows of scales: nine ways to say a weight over a wire."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hardware.api.device import Transport
from hardware.api.spec import DriverContext, DriverSpec, Kind, Setting, Value
from hardware.drivers.scales import asked, custom, streams
from hardware.drivers.scales.engine import FrameScale, Speech

Settings = Mapping[str, Value]

_UNIT = Setting("unit", "kg", choices=("kg", "g", "jin"))
_EQUAL = Setting("equal_readings", 3, low=1, high=5)
_Wire = Mapping[str, Mapping[str, Value]]
_LINE: _Wire = {"serial": {"baud": 9600, "bits": 8, "parity": "N", "stop_bits": 1}}
_SEVEN_EVEN: _Wire = {"serial": {"baud": 9600, "bits": 7, "parity": "E", "stop_bits": 1}}


def _toledo(settings: Settings) -> Speech:
    return Speech(asked.toledo(str(settings["unit"])), asks=((b"W", b""),), wake=b"\r" * 4)


def _sma(settings: Settings) -> Speech:
    del settings
    return Speech(asked.sma(), asks=((b"\nW\r", b""),), wake=b"\r" * 4)


def _cas(settings: Settings) -> Speech:
    del settings
    return Speech(asked.cas(), asks=((b"\x05", b"\x06"), (b"\x11", b"")), wake=b"\x05" * 8)


def _stream22(settings: Settings) -> Speech:
    del settings
    return Speech(streams.stream22())


def _and(settings: Settings) -> Speech:
    return Speech(streams.and_(), equal=int(settings["equal_readings"]))


def _digi(settings: Settings) -> Speech:
    take = streams.digi(str(settings["unit"]))
    return Speech(take, equal=int(settings["equal_readings"]))


def _acs(settings: Settings) -> Speech:
    """Asked with `P` or `$` nothing follows the answer, so silence ends it."""
    take = streams.acs(int(settings["digits"]), int(settings["decimals"]))
    ask = str(settings["ask"]).encode() if settings["ask"] != "none" else b""
    asks = ((ask, b""),) if ask else ()
    return Speech(take, asks=asks, equal=int(settings["equal_readings"]), tail=b"\r")


def _xk3190(settings: Settings) -> Speech:
    make = streams.xk3190_a9 if settings["model"] == "a9" else streams.xk3190_a12
    return Speech(make(str(settings["unit"])), equal=int(settings["equal_readings"]))


def _spec(
    name: str,
    speech: Callable[[Settings], Speech],
    *settings: Setting,
    tried: str = "manual",
    wire: _Wire = _LINE,
) -> DriverSpec:
    def build(transport: Transport, given: Settings, context: DriverContext) -> FrameScale:
        return FrameScale(transport, speech(given), context.clock, device=context.device)

    return DriverSpec(
        name=name,
        kinds=(Kind.SCALE,),
        transports=("serial", "tcp"),
        build=build,
        settings=settings,
        capabilities=frozenset({"weight"}),
        wire=wire,
        tried=tried,
    )


SPECS = (
    _spec("scale_toledo8217", _toledo, _UNIT, tried="emulator", wire=_SEVEN_EVEN),
    _spec("scale_sma", _sma, tried="emulator"),
    _spec("scale_cas", _cas),
    _spec("scale_stream22", _stream22),
    _spec("scale_and", _and, _EQUAL),
    _spec("scale_digi", _digi, _UNIT, _EQUAL),
    _spec(
        *("scale_acs", _acs),
        Setting("ask", "none", choices=("none", "P", "$")),
        Setting("digits", 4, low=4, high=7),
        Setting("decimals", 3, low=1, high=4),
        _EQUAL,
    ),
    _spec("scale_xk3190", _xk3190, Setting("model", "a9", choices=("a9", "a12")), _UNIT, _EQUAL),
    _spec("scale_custom", custom.speech, *custom.SETTINGS),
)
