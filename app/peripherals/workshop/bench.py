"""`Workshop` over this machine: with the till's devices running, or with none (command line)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.domain.errors import Refused
from app.peripherals import choices
from app.peripherals.build import Bench, host_of
from app.peripherals.workshop import kept, lessons
from app.peripherals.workshop.trial import DeviceTrial
from app.usecases.device.workshop import (
    SOURCES,
    DeviceNote,
    Facts,
    Find,
    Finds,
    FindTrouble,
    Proposal,
    TrialSaid,
)
from app.usecases.ports import DeviceChoice, DeviceTest, Slip
from hardware.api.errors import BadSettings, DeviceUnavailable
from hardware.api.slip import Align, Cell, Columns, Cut, Feed, Rule, Text
from hardware.api.slip import Slip as Slip_
from hardware.api.slip_codec import slip_from_dict, slip_to_dict
from hardware.discovery.known import KnownUsb
from hardware.discovery.local import Machine, ThisMachine
from hardware.discovery.network import addresses
from hardware.discovery.search import search
from hardware.discovery.seen import Seen, Source, place_of


class Running(Protocol):
    """The till's devices as the bench needs them."""

    def names(self) -> tuple[str, ...]: ...

    def choice(self, name: str) -> DeviceChoice: ...

    def configure(self, name: str, choice: DeviceChoice) -> None: ...

    def put_to_sleep(self, name: str) -> None: ...

    def wake(self, name: str) -> None: ...


class DeviceWorkshop:
    """`running` may be devices that only were chosen: then nothing sleeps and nothing wakes."""

    def __init__(self, running: Running, bench: Bench, machine: Machine | None = None) -> None:
        self._running, self._bench = running, bench
        self._machine = machine or ThisMachine()

    # --- finding -------------------------------------------------------------------------------

    def find(self, sources: Sequence[str], addresses_text: str) -> Finds:
        """Search; what a device of the till uses is listed with its name and not asked."""
        try:
            wanted = addresses(addresses_text)
        except BadSettings as fault:
            raise Refused("device.address", value=str(fault.facts.get("value", ""))) from fault
        known = KnownUsb.load(self._bench.resources / "discovery" / "usb.toml")
        chosen = [Source(one) for one in sources or SOURCES]
        found = search(
            self._machine, known, sources=chosen, addresses=wanted, taken=self._taken("")
        )
        troubles = tuple(
            FindTrouble(str(one.source), one.reason, one.where) for one in found.troubles
        )
        return Finds(tuple(_find(one) for one in found.seen), troubles)

    def _taken(self, but: str) -> dict[str, str]:
        """Place to the device that uses it."""
        used: dict[str, str] = {}
        for name in self._running.names():
            choice = self._running.choice(name)
            place = place_of(choice.way, dict(choice.settings))
            if place and name != but:
                used.setdefault(place, name)
        return used

    # --- trying --------------------------------------------------------------------------------

    def trial(self, name: str, choice: DeviceChoice) -> DeviceTrial:
        """The device that has the name now sleeps meanwhile; another's port is never touched."""
        if not choices.kind_of(name):
            raise Refused("device.setting", name=name)
        place = place_of(choice.way, dict(choice.settings))
        chosen = {one: self._running.choice(one) for one in self._running.names()}
        other = self._taken(name).get(place, "")
        if other and host_of(name, {**chosen, name: choice}) != other:
            raise Refused("device.port_taken", other=other)
        slept = self._asleep(name, place)
        try:
            return DeviceTrial(name, choice, self._bench, lambda: self._wake(slept))
        except BadSettings as fault:
            self._wake(slept)
            raise Refused("device.setting", name=str(fault.facts.get("name", name))) from fault

    def _asleep(self, name: str, place: str) -> str:
        """Only the device that has this very port must sleep; a swap leaves the old one at work."""
        old = self._running.choice(name)
        if place and place_of(old.way, dict(old.settings)) == place:
            self._running.put_to_sleep(name)
            return name
        return ""

    def _wake(self, name: str) -> None:
        if name:
            self._running.wake(name)

    def learn_keys(self, strokes: Sequence[tuple[str, int]]) -> TrialSaid:
        """What a scanner that types is like."""
        return lessons.of_keys(strokes)

    def learn_card(self, taps: Sequence[str], known: str = "") -> TrialSaid:
        """What a card reader's format is."""
        return lessons.of_cards(taps, known)

    def test_code(self) -> str:
        """The code that a scanner reads to be learnt."""
        return lessons.TEST_CODE

    # --- keeping -------------------------------------------------------------------------------

    @property
    def _shipped(self) -> Path:
        return self._bench.resources / "profiles"

    def profiles(self) -> tuple[str, ...]:
        """The shipped ones, then the shop's own."""
        return kept.profile_names(self._shipped, self._bench.folder)

    def keep_profile(self, name: str, base: str, fields: Facts) -> str:
        """A printer profile of the shop's own."""
        return kept.keep_profile(self._shipped, self._bench.folder, name, base, fields)

    def simulate(self, name: str) -> DeviceChoice:
        """The simulated one in its place."""
        old = self._running.choice(name)
        if old.way != "fake":
            kept.keep_before(self._bench.folder, {**kept.before(self._bench.folder), name: old})
        made = DeviceChoice("fake", (), old.driver, old.stands_in_for)
        self._running.configure(name, made)
        return made

    def real_again(self, name: str) -> DeviceChoice:
        """What was there before."""
        found = kept.before(self._bench.folder)
        old = found.pop(name, None)
        if old is None:
            raise Refused("device.nothing_before")
        self._running.configure(name, old)
        kept.keep_before(self._bench.folder, found)
        return old

    def before(self, name: str) -> DeviceChoice | None:
        """What a simulated device was before."""
        return kept.before(self._bench.folder).get(name)

    def sheet(self, title: str, rows: Sequence[tuple[str, str]]) -> Slip:
        """A heading, and a line a fact."""
        facts = [Columns((Cell(label), Cell(value, Align.RIGHT, 0))) for label, value in rows]
        return slip_to_dict(
            Slip_((Text(title, Align.CENTER, tall=True), Rule(), *facts, Rule(), Feed(3), Cut()))
        )

    def keep_sheet(self, name: str, text: str) -> str:
        """The same as a text beside the data."""
        return kept.keep_sheet(self._bench.folder, name, text)

    def print_sheet(self, name: str, slip: Slip) -> DeviceTest:
        """Now, on that printer, by the set-up that is in force."""
        on = getattr(self._running, "on", None)
        if on is None:
            return DeviceTest("failed", "not_running")
        try:
            done = on(name, lambda printer: printer.print(slip_from_dict(slip), "")).result()
        except DeviceUnavailable as fault:
            return DeviceTest("failed", str(fault.reason))
        return DeviceTest(str(done.state), str(done.reason or ""))

    def diary(self, name: str = "") -> tuple[DeviceNote, ...]:
        """States as they changed."""
        return kept.diary(self._bench.folder, name)


def _find(one: Seen) -> Find:
    where = str(dict(one.settings).get("port" if one.way == "serial" else "host", ""))
    fits = tuple(Proposal(fit.kind, fit.driver, str(fit.why)) for fit in one.proposals)
    choice = DeviceChoice(one.way, one.settings)
    return Find(str(one.source), one.title, where, choice, fits, one.busy, one.taken)
