"""Devices as they were chosen, none of them running: for the command line, demos, and the start.

Imported with the first paint: what is heavy is imported where it is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import Refused

if TYPE_CHECKING:
    from app.peripherals.build import Bench
    from app.peripherals.device_set import DeviceSet
    from app.peripherals.workshop.bench import DeviceWorkshop
    from app.usecases.ports import (
        DeviceChoice,
        DeviceState,
        DeviceTest,
        DriverInfo,
        Slip,
        SlipPicture,
        Weight,
        WireLine,
    )


class ChosenDevices:
    """Devices as they were chosen, none of them running: for the command line and demos."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def states(self) -> tuple[DeviceState, ...]:
        """Every device that was chosen, asleep."""
        from app.peripherals import choices
        from app.usecases.ports import DeviceState

        found = choices.load(self._folder)
        return tuple(
            DeviceState(
                *(name, choices.kind_of(name), one.way, "off"),
                reason="" if one.way != "none" else "not_set",
            )
            for name, one in found.items()
        )

    def weight(self, name: str = "") -> Weight | None:
        """None: nothing runs."""
        return None

    def choice(self, name: str) -> DeviceChoice:
        """How a device is set."""
        from app.peripherals import choices

        return choices.load(self._folder).get(name, choices.NONE)

    def configure(self, name: str, choice: DeviceChoice) -> None:
        """Keep a choice for good."""
        from app.peripherals import choices

        if not choices.kind_of(name):
            raise Refused("device.setting", name=name)
        choices.save(self._folder, {**choices.load(self._folder), name: choice})

    def names(self) -> tuple[str, ...]:
        """Every place and every other device that was set."""
        from app.peripherals import choices

        return tuple(choices.load(self._folder))

    def drivers(self) -> tuple[DriverInfo, ...]:
        """Every driver that this machine can load."""
        from app.peripherals.driver_info import drivers

        return drivers()

    def columns(self) -> int:
        """As wide as the chosen printer's model; 0 where none is set."""
        from app.peripherals.printing.fitted import profile_of

        choice = self.choice("printer")
        return 0 if choice.way == "none" else profile_of(choice, self._bench()).columns

    def read_wedge(self, text: str) -> str:
        """What a reader that types meant."""
        from app.peripherals import choices
        from app.peripherals.wedge import read_wedge

        return read_wedge(text, choices.load(self._folder))

    def remove(self, name: str) -> None:
        """Forget a device; a usual place stays, unset."""
        from app.peripherals import choices

        kept = {one: how for one, how in choices.load(self._folder).items() if one != name}
        choices.save(self._folder, kept)

    def wire_log(self, name: str) -> tuple[WireLine, ...]:
        """Nothing runs."""
        return ()

    def retry(self, name: str) -> None:
        """Nothing runs."""

    def show(self, lines: tuple[str, ...], *, lamp: str = "", figure: str = "") -> None:
        """Nothing runs."""

    def beep(self, pattern: str) -> None:
        """Nothing runs."""

    def picture(self, slip: Slip, columns: int) -> SlipPicture:
        """The slip as the chosen printer would print it: nothing need run for that."""
        from app.peripherals.picture import picture_of

        return picture_of(slip, columns, self.choice("printer"), self._bench())

    def workshop(self) -> DeviceWorkshop:
        """The bench, with no device at work."""
        from app.peripherals.workshop.bench import DeviceWorkshop

        return DeviceWorkshop(self, self._bench())

    def _bench(self) -> Bench:
        from app.clock import SystemClock
        from app.peripherals.build import Bench
        from app.settings import RESOURCES
        from hardware.api.clock import SystemClock as DeviceClock

        return Bench(self._folder, RESOURCES, DeviceClock(SystemClock().now_ms))

    def put_to_sleep(self, name: str) -> None:
        """Nothing runs."""

    def wake(self, name: str) -> None:
        """Nothing runs."""

    def test(self, name: str) -> DeviceTest:
        """Nothing runs, so nothing can be tried."""
        from app.usecases.ports import DeviceTest

        return DeviceTest("failed", "not_running")


class LateDevices(ChosenDevices):
    """Devices as they were chosen until they run, then the running ones."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.running: DeviceSet | None = None

    def states(self) -> tuple[DeviceState, ...]:
        """Asleep, or as they are."""
        return self.running.states() if self.running else super().states()

    def weight(self, name: str = "") -> Weight | None:
        """The scale now."""
        return self.running.weight(name) if self.running else None

    def choice(self, name: str) -> DeviceChoice:
        """How a device is set."""
        return self.running.choice(name) if self.running else super().choice(name)

    def configure(self, name: str, choice: DeviceChoice) -> None:
        """Keep a choice for good, and use it if they run."""
        (self.running.configure if self.running else super().configure)(name, choice)

    def test(self, name: str) -> DeviceTest:
        """Try it."""
        return self.running.test(name) if self.running else super().test(name)

    def names(self) -> tuple[str, ...]:
        """Every place and every other device that was set."""
        return self.running.names() if self.running else super().names()

    def columns(self) -> int:
        """As wide as the printer prints."""
        return self.running.columns() if self.running else super().columns()

    def read_wedge(self, text: str) -> str:
        """What a reader that types meant."""
        return self.running.read_wedge(text) if self.running else super().read_wedge(text)

    def remove(self, name: str) -> None:
        """Forget a device."""
        (self.running.remove if self.running else super().remove)(name)

    def wire_log(self, name: str) -> tuple[WireLine, ...]:
        """What went over its wire lately."""
        return self.running.wire_log(name) if self.running else ()

    def workshop(self) -> DeviceWorkshop:
        """The bench beside the running devices, or beside none."""
        return self.running.workshop() if self.running else super().workshop()

    def retry(self, name: str) -> None:
        """Do not wait for the next try."""
        if self.running:
            self.running.retry(name)

    def show(self, lines: tuple[str, ...], *, lamp: str = "", figure: str = "") -> None:
        """On the pole display."""
        if self.running:
            self.running.show(lines, lamp=lamp, figure=figure)

    def beep(self, pattern: str) -> None:
        """On the buzzer."""
        if self.running:
            self.running.beep(pattern)
