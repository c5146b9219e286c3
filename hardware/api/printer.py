"""A receipt printer: print a slip and say honestly what is known about the paper."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.api.errors import Reason
from hardware.api.slip import Slip


class PrintState(StrEnum):
    """FAILED promises that nothing of the job reached the printer: printing again is safe.

    UNSURE: bytes left us, no word came back; a person must look before anything is sent again.
    """

    CONFIRMED = "confirmed"
    UNSURE = "unsure"
    FAILED = "failed"


class Flag(StrEnum):
    """A printer's yes or no, with "it did not say" as a value of its own."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, on: object) -> Flag:
        """What a bit or a truth says."""
        return cls.YES if on else cls.NO


class Paper(StrEnum):
    OK = "ok"
    NEAR_END = "near_end"
    OUT = "out"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PrintWarning:
    """`code`: "missing_letters" (detail: the letters printed as ?), "paper_low"."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PrintResult:
    state: PrintState
    reason: Reason | None = None
    sent: int = 0
    total: int = 0
    warnings: tuple[PrintWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """Each field is what the printer said; UNKNOWN when it did not or spoke junk."""

    online: Flag = Flag.UNKNOWN
    cover_open: Flag = Flag.UNKNOWN
    paper: Paper = Paper.UNKNOWN
    error: Flag = Flag.UNKNOWN
    cutter_error: Flag = Flag.UNKNOWN
    drawer_pin_high: Flag = Flag.UNKNOWN
    answered: bool = False
    junk: bool = False

    @property
    def obstacle(self) -> Reason | None:
        """Why a job should not be sent now; None when nothing speaks against it."""
        if self.cover_open is Flag.YES:
            return Reason.COVER_OPEN
        if self.paper is Paper.OUT:
            return Reason.PAPER_OUT
        if self.cutter_error is Flag.YES:
            return Reason.CUTTER
        if self.error is Flag.YES:
            return Reason.HARDWARE
        if self.online is Flag.NO:
            return Reason.OFFLINE
        return None


class Printer(Protocol):
    @property
    def columns(self) -> int:
        """How many letters of its own font a line has."""

    def print(self, slip: Slip, ref: str = "") -> PrintResult:
        """Never raises for the world's faults; `ref` comes back in a later `PrintSettled`."""

    def status(self) -> PrinterStatus:
        """Ask now; all UNKNOWN when there is no answer."""
