"""What a search saw: how one would reach it, what it probably is, and who would drive it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hardware.api.spec import Value


class Source(StrEnum):
    """Where a search looks."""

    SERIAL = "serial"
    USB = "usb"
    NETWORK = "network"
    QUEUE = "queue"
    READER = "reader"
    KEYBOARD = "keyboard"


class Why(StrEnum):
    """Why a driver is proposed; each has a word."""

    KNOWN_DEVICE = "known_device"  # its numbers stand in the table
    SERIAL_CHIP = "serial_chip"  # a converter: what hangs at it, nobody can know
    PLAIN_PORT = "plain_port"  # a port without any numbers
    PRINTER_CLASS = "printer_class"  # it calls itself a printer
    ANSWERED = "answered"  # it answered as receipt printers do
    SILENT = "silent"  # the port opens, nobody answers
    QUEUE = "queue"  # a print queue; what is behind it is not known
    READER = "reader"  # a PC/SC reader
    KEYBOARD = "keyboard"  # types like a keyboard: scanners and card readers do


@dataclass(frozen=True, slots=True)
class Proposal:
    """A driver that may fit, best first. `kind` is what the device then is."""

    kind: str
    driver: str
    why: Why


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that was found. `taken`: a device of the till uses it, so nobody asked it."""

    source: Source
    way: str
    settings: tuple[tuple[str, Value], ...]
    title: str
    proposals: tuple[Proposal, ...]
    busy: bool = False
    taken: str = ""


@dataclass(frozen=True, slots=True)
class SourceTrouble:
    """A place that could not be searched; `reason` is a `Reason`'s name."""

    source: Source
    reason: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    seen: tuple[Seen, ...]
    troubles: tuple[SourceTrouble, ...]


def place_of(way: str, settings: Mapping[str, object]) -> str:
    """The one name of a port however it is written; empty where two may share it."""
    given = {name: str(value).strip() for name, value in settings.items()}
    if way == "serial" and given.get("port"):
        return f"serial {os.path.realpath(given['port'])}"
    if way == "tcp" and given.get("host"):
        return f"tcp {given['host'].lower()}:{given.get('port', '9100')}"
    if way == "usb":
        parts = (given.get(name, "") for name in ("vid", "pid", "serial"))
        return f"usb {' '.join(parts)} #{given.get('instance', '1')}"
    if way == "spooler" and given.get("queue"):
        return f"queue {given['queue']}"
    if way == "evdev" and given.get("device"):
        return f"evdev {os.path.realpath(given['device'])}"
    if way == "pcsc":
        return f"pcsc {given.get('reader', '')}"
    if way == "file" and given.get("path"):
        return f"file {os.path.realpath(given['path'])}"
    return ""
