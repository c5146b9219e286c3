"""A device set with everything it said: all devices simulated unless a test says otherwise."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.peripherals import choices
from app.peripherals.device_set import DeviceSet, Listeners
from app.peripherals.printing.effects import Effects
from app.peripherals.sample_slip import sample_slip
from app.settings import RESOURCES
from app.usecases.ports import DeviceChoice, DeviceState

NOW = 1_789_000_000_000


class Desk:
    """A device set with everything it said."""

    def __init__(self, folder: Path, **ways: str) -> None:
        choices.save(folder, {n: DeviceChoice(ways.get(n, "fake")) for n in choices.NAMES})
        self.scans: list[str] = []
        self.states: list[tuple[DeviceState, ...]] = []
        self.settled: list[tuple[str, str, str]] = []
        self.printed_at: list[str] = []
        self.kicks: list[tuple[str, str]] = []
        self.slips: dict[str, dict[str, Any]] = {"job": sample_slip()}
        self.threads: set[str] = set()
        self.widths: list[int] = []
        heard = Listeners(
            lambda text, _: self.scans.append(text),
            self.states.append,
            lambda job: self.settled.append((job, "confirmed", "late")),
        )
        self.devices = DeviceSet(folder, lambda: NOW, heard, resources=RESOURCES)
        self.devices.start()
        self.effects = Effects(
            self.devices,
            load=self.load,
            kicked=lambda s, r: self.kicks.append((s, r)),
            settled=self._settle,
        )

    def _settle(self, job: str, state: str, reason: str, device: str) -> None:
        self.settled.append((job, state, reason))
        self.printed_at.append(device)

    def load(self, job_id: str, columns: int) -> dict[str, Any] | None:
        """The spooled slip; remembers for which width and on which thread it was asked for."""
        self.widths.append(columns)
        self.threads.add(threading.current_thread().name)
        return self.slips.get(job_id)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """All devices simulated."""
    made = Desk(tmp_path)
    yield made
    made.devices.close()
