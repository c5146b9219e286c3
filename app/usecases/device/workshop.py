"""What setting up a device needs from the bench: finding, trying without keeping, and keeping.

A trial lives beside the set-up: nothing of it is kept until somebody saves, so whatever is
interrupted leaves the till as it was. What it must put to sleep (the device that has the port
now) wakes up again when the trial is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.usecases.ports import DeviceChoice, DeviceTest, Slip

Value = str | int | bool
Facts = tuple[tuple[str, Value], ...]
SOURCES = ("serial", "usb", "network", "queue", "reader", "keyboard")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A driver that may fit a find; `why` has a word (`wizard.why.<why>`)."""

    kind: str
    driver: str
    why: str


@dataclass(frozen=True, slots=True)
class Find:
    """Something that was found: `choice` reaches it; `taken` names the device that uses it."""

    source: str
    title: str
    where: str
    choice: DeviceChoice
    proposals: tuple[Proposal, ...]
    busy: bool = False
    taken: str = ""


@dataclass(frozen=True, slots=True)
class FindTrouble:
    """A place that could not be searched; `reason` is a device reason."""

    source: str
    reason: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Finds:
    """What a search found, and where it could not look."""

    finds: tuple[Find, ...] = ()
    troubles: tuple[FindTrouble, ...] = ()


@dataclass(frozen=True, slots=True)
class TrialSaid:
    """What a step of a trial brought. `state`: ok, unsure (a person must look), failed.

    `notes` are (name, facts) of what was learnt: `wizard.note.<name>` is its sentence.
    """

    state: str
    reason: str = ""
    facts: Facts = ()
    notes: tuple[tuple[str, Facts], ...] = ()

    def fact(self, name: str, default: Value = "") -> Value:
        """One of the facts."""
        return dict(self.facts).get(name, default)


@dataclass(frozen=True, slots=True)
class DeviceNote:
    """A line of a device's log: `what` is ready, attention, lost, or a job's state."""

    at_ms: int
    name: str
    what: str
    reason: str = ""
    job: str = ""


class Trial(Protocol):
    """A device on its own, not kept. Steps wait for the device: never on the GUI thread."""

    def do(self, step: str, **facts: Value) -> TrialSaid:
        """look, letters, pages, width, cut, drawer, sensor, cover, weigh, protocol, seen, scan,
        tap, label, beep, sheet. What the world does wrong is a `failed`, never an exception.
        """
        ...

    def close(self) -> None:
        """Let the wire go and wake whatever was put to sleep. Twice does no harm."""
        ...


class Workshop(Protocol):
    """The bench beside the till."""

    def find(self, sources: Sequence[str], addresses: str) -> Finds:
        """Search; Refused `device.address` (value). Seconds: never on the GUI thread."""
        ...

    def trial(self, name: str, choice: DeviceChoice) -> Trial:
        """Try a choice without keeping it. Refused `device.setting`, `device.port_taken`."""
        ...

    def learn_keys(self, strokes: Sequence[tuple[str, int]]) -> TrialSaid:
        """What a scanner that types is like; `strokes` are (letter, milliseconds)."""
        ...

    def learn_card(self, taps: Sequence[str], known: str = "") -> TrialSaid:
        """What a card reader's format is, from the same card put on it twice."""
        ...

    def test_code(self) -> str:
        """The code that a scanner reads to be learnt."""
        ...

    def profiles(self) -> tuple[str, ...]:
        """Names of the printer profiles: the shipped ones, then the shop's own."""
        ...

    def keep_profile(self, name: str, base: str, fields: Facts) -> str:
        """Write a printer profile of the shop's own beside the data; the name it got."""
        ...

    def simulate(self, name: str) -> DeviceChoice:
        """The simulated device in its place; what was there before is kept aside."""
        ...

    def real_again(self, name: str) -> DeviceChoice:
        """Back to what was there; Refused `device.nothing_before`."""
        ...

    def before(self, name: str) -> DeviceChoice | None:
        """What a simulated device was before, if it was anything."""
        ...

    def sheet(self, title: str, rows: Sequence[tuple[str, str]]) -> Slip:
        """A device's sheet as a slip: a heading, and a line a fact."""
        ...

    def keep_sheet(self, name: str, text: str) -> str:
        """The same as a text beside the data; where it lies. Unavailable `disk.settings`."""
        ...

    def print_sheet(self, name: str, slip: Slip) -> DeviceTest:
        """A slip on that printer, now. Seconds: never on the GUI thread."""
        ...

    def diary(self, name: str = "") -> tuple[DeviceNote, ...]:
        """States as they changed, oldest first: lost and back once each."""
        ...
