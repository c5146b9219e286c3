"""The few ways in which a device fails, by name, so that a screen can say what to do next."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a device cannot be used, or why a job is not known to be done."""

    REFUSED = "refused_connection"
    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"
    CONNECTION_LOST = "connection_lost"
    NOT_FOUND = "not_found"
    PORT_BUSY = "port_busy"
    NO_PERMISSION = "no_permission"
    UNPLUGGED = "unplugged"
    NO_SERVICE = "no_service"
    DISK = "disk"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    CUTTER = "cutter"
    HARDWARE = "hardware"
    JUNK_ANSWER = "junk_answer"
    ONE_WAY = "one_way"
    HANDED_OVER = "handed_over"  # a queue took it; whether it printed, nobody says
    QUEUE_STOPPED = "queue_stopped"
    NO_LIBRARY = "no_library"
    PORT_CLASH = "port_clash"
    DRAWER_SHUT = "drawer_shut"
    UNSTABLE = "unstable"
    OVERLOAD = "overload"
    UNDER_ZERO = "under_zero"
    UNIT = "unit"
    QUEUE_FULL = "queue_full"
    DEADLINE = "deadline"
    CLOSED = "closed"
    BUG = "bug"


class DeviceUnavailable(Exception):
    """The world failed, not the program. `facts` are plain values for a sentence or a log."""

    def __init__(self, reason: Reason, **facts: str | int | bool) -> None:
        super().__init__(f"{reason} {facts}" if facts else str(reason))
        self.reason = reason
        self.facts = facts


class DeviceTimeout(DeviceUnavailable):
    """A job passed its deadline. `started` in facts: it may have reached the device."""


class BadSlip(ValueError):
    """A slip that no printer could print; the fault is the caller's."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(f"{code} {facts}")
        self.code = code
        self.facts = facts


class BadSettings(ValueError):
    """A device's settings cannot work: an unknown name, a wrong type, a value out of range."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(f"{code} {facts}")
        self.code = code
        self.facts = facts
