"""What a driver says about itself: enough to draw its settings page and to refuse nonsense."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from hardware.api.clock import Clock
from hardware.api.device import Device, Transport
from hardware.api.errors import BadSettings

Value = str | int | bool


class Kind(StrEnum):
    PRINTER = "printer"
    DRAWER = "drawer"
    SCANNER = "scanner"
    SCALE = "scale"
    DISPLAY = "display"
    CARD_READER = "card_reader"
    LABEL_PRINTER = "label_printer"
    BUZZER = "buzzer"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; its type is the type of its default. `low`/`high` bound integers."""

    name: str
    default: Value
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 2**31

    def check(self, value: object) -> Value:
        if type(value) is not type(self.default) or not isinstance(value, str | int | bool):
            raise BadSettings("setting_type", name=self.name, want=type(self.default).__name__)
        if self.choices and value not in self.choices:
            raise BadSettings("setting_choice", name=self.name, value=str(value))
        if type(value) is int and not self.low <= value <= self.high:
            raise BadSettings("setting_range", name=self.name, low=self.low, high=self.high)
        return value


def complete(settings: tuple[Setting, ...], given: Mapping[str, object]) -> dict[str, Value]:
    """Defaults filled in, each value checked; raises `BadSettings` for an unknown name."""
    known = {setting.name: setting for setting in settings}
    for name in given:
        if name not in known:
            raise BadSettings("setting_unknown", name=name)
    return {name: one.check(given.get(name, one.default)) for name, one in known.items()}


@dataclass(frozen=True, slots=True)
class DriverContext:
    """What every driver gets beside its settings. `fonts` are files, best first, for raster;
    `folder` is where a relative key file lies."""

    device: str
    clock: Clock
    profiles_dir: str = ""
    fonts: tuple[str, ...] = ()
    folder: str = ""


Build = Callable[[Transport, Mapping[str, Value], DriverContext], Device]


@dataclass(frozen=True, slots=True)
class DriverSpec:
    """`wire`: what a transport is usually set to for this device ({"serial": {"baud": 2400}});
    `tried` says how sure we are: "metal", "emulator" (somebody else's), "manual" (read only).
    """

    name: str
    kinds: tuple[Kind, ...]
    transports: tuple[str, ...]
    build: Build
    settings: tuple[Setting, ...] = ()
    capabilities: frozenset[str] = field(default_factory=frozenset)
    wire: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    tried: str = "manual"


class Twin(Protocol):
    """A device's simulated twin: what lies behind a wire, with which the real driver talks.

    Twins are shipped: the demo's devices, a technician's practice, every test's metal. What else
    one can do (`put`, `scan`) is its own.
    """

    def wire(self) -> Transport:
        """A new connection to it."""


@dataclass(frozen=True, slots=True)
class TwinContext:
    """`folder` gets what comes out of it (paper, labels); None keeps it in memory."""

    clock: Clock
    folder: Path | None = None
    fonts: tuple[str, ...] = ()
