"""The registry's drivers as forms show them."""

from __future__ import annotations

from collections.abc import Mapping

from app.usecases.ports import DriverInfo, Option
from hardware.api.spec import DriverSpec, Setting, Value
from hardware.registry import TWINS, load
from hardware.transports.catalog import TRANSPORTS


def drivers() -> tuple[DriverInfo, ...]:
    """Those that this machine can load, in the registry's order."""
    return tuple(_info(spec) for spec in load().specs.values())


def _info(spec: DriverSpec) -> DriverInfo:
    ways = tuple(
        (way, tuple(_option(one, spec.wire.get(way, {})) for one in TRANSPORTS[way].settings))
        for way in spec.transports
        if way in TRANSPORTS
    )
    return DriverInfo(
        spec.name,
        tuple(str(kind) for kind in spec.kinds),
        ways,
        tuple(_option(one, {}) for one in spec.settings),
        spec.tried,
        spec.name in TWINS,
    )


def _option(setting: Setting, usual: Mapping[str, Value]) -> Option:
    default = usual.get(setting.name, setting.default)
    kind = {bool: "yes_no", int: "number", str: "text"}[type(setting.default)]
    return Option(setting.name, kind, default, setting.choices, setting.low, setting.high)
