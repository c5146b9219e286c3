"""What the start needs from whoever builds the till; ui.main fulfils it with bootstrap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.domain.errors import Refused, Unavailable
from ui.bridge.ports import Perform
from ui.shell.entry.viewmodel import Face

if TYPE_CHECKING:
    from app.domain.permissions import Operator
    from app.domain.shop import Shop
    from app.usecases.keeping.restore import Restored
    from app.usecases.services import Services
    from ui.shell.first_start.answers import Draft


@dataclass(frozen=True, slots=True)
class Bells:
    """Whom device threads call; every bell returns at once.

    `write(op)` runs `op` on the writer thread; an Outcome of it reaches the change feed.
    """

    on_scan: Callable[[str, str], None]
    on_states: Callable[[tuple[Any, ...]], None]
    on_kicked: Callable[[str, str], None]
    write: Callable[[Callable[[], Any]], None]


@dataclass(frozen=True, slots=True)
class Till:
    """An opened till: what screens may hold, who performs effects, how it is closed.

    `begin_devices` runs them, on any thread, once the till takes scans.
    """

    services: Services
    perform: Perform
    shop: Shop
    zone: tzinfo
    people: tuple[Operator, ...]
    demo: bool = False
    close: Callable[[], None] = field(default=lambda: None)
    begin_devices: Callable[[], None] = field(default=lambda: None)


class House(Protocol):
    """One data folder. `hold` and `face` are quick and run before the first paint."""

    @property
    def folder(self) -> Path:
        """The data folder."""
        ...

    def hold(self) -> None:
        """Take the folder: Unavailable `folder.in_use`, `folder.read_only`."""
        ...

    def release(self) -> None:
        """Let the folder go."""
        ...

    def drill(self, services: Services, backup: Any, going: Callable[[int, int], bool]) -> Any:
        """Try a restore of a copy in a folder of its own: an Outcome. Lane `keep`."""
        ...

    def restore(self, seen: Any, operator_id: str, newest: str) -> None:
        """What is opened next is the restored till."""
        ...

    @property
    def told(self) -> Restored | Refused | Unavailable | None:
        """What became of the restore that this house was opened for."""
        ...

    def face(self) -> Face | None:
        """What the log-in shows, None when there is no shop yet. Unavailable as the store says."""
        ...

    def open(self, bells: Bells) -> Till:
        """Build the till. Slow: on the writer thread. Unavailable as the store says."""
        ...

    def train(self, services: Services, operator: Operator) -> None:
        """Into training, or out of it: what is opened next is ready when this is done. Writer
        thread. Refused as `training.start`, `training.leave`."""
        ...

    def create(self, draft: Draft, bells: Bells) -> tuple[Till, Operator]:
        """A new shop from the wizard's answers. Writer thread. Refused as `first_start.create`."""
        ...


Seen = Face | Unavailable | None


def look_at(house: House) -> Seen:
    """Take the folder and read what the log-in shows: the face, no shop yet, or what is wrong."""
    try:
        house.hold()
        return house.face()
    except Unavailable as trouble:
        return trouble
