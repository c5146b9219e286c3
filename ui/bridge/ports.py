"""What a presenter may hold of the bridge, as Protocols; Qt side and plain twins fulfil them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, Protocol, TypeVar

from app.domain.errors import Refused, Unavailable
from app.usecases.outcome import Effect
from ui.bridge.wire import WireLike

Lane = Literal["write", "read", "report", "keep", "pay"]
LANES: tuple[Lane, ...] = ("write", "read", "report", "keep", "pay")
Trouble = Refused | Unavailable
T = TypeVar("T")

Perform = Callable[[tuple[Effect, ...]], None]
Sound = Callable[[str], None]


class Work(Protocol):
    """Runs use cases off the GUI thread and brings their results back to it (house.md 6)."""

    def run(
        self,
        op: Callable[[], Any],
        on_done: Callable[[Any], None] | None = None,
        on_refused: Callable[[Trouble], None] | None = None,
        *,
        initiator: str = "",
        lane: Lane = "write",
    ) -> None:
        """Run `op` in a lane: `write` (one thread, in order), `read` (the counter), `report`, or
        `keep` (copies and checks, which may take minutes where the disk is slow), or `pay` (a word
        of a payment gateway, which may take half a minute).

        An `Outcome` is told to the change feed under `initiator`, its effects are performed, then
        `on_done` gets its value; any other result goes to `on_done` as it is. `Refused` and
        `Unavailable` go to `on_refused`, without one to the shell's bar. Anything else is a bug: a
        crash report with an id, told by the shell; then `on_refused` gets `program.bug` (crash), so
        that a screen that waits can go back to where it was.
        """
        ...


class Changed(Protocol):
    """`committed(changes: Changes, initiator: str)`: the only app-wide signal."""

    @property
    def committed(self) -> WireLike:
        """Fires on the GUI thread after every commit."""
        ...


class Devices(Protocol):
    """What devices say by themselves, on the GUI thread."""

    @property
    def scanned(self) -> WireLike:
        """(text, device): one whole scan of a serial scanner."""
        ...

    @property
    def states(self) -> WireLike:
        """(tuple of DeviceState): every device, whenever one of them changed."""
        ...

    @property
    def kicked(self) -> WireLike:
        """(state, reason): what became of the drawer's kick; `failed` with a reason, or opened."""
        ...

    def on_kicked(self, state: str, reason: str) -> None:
        """Any thread: what became of the drawer's kick."""
        ...

    @property
    def latest(self) -> tuple[Any, ...]:
        """The states said last."""
        ...

    def on_scan(self, text: str, device: str) -> None:
        """Any thread: a scanner has read a code."""
        ...

    def on_states(self, states: tuple[Any, ...]) -> None:
        """Any thread: a device changed."""
        ...


class Keeper(Protocol):
    """What only whoever builds the till can do with a copy of its file."""

    def drill(self, backup: Any, going: Callable[[int, int], bool]) -> Any:
        """Try a restore of that copy: an Outcome of a Drill. Lane `keep`."""
        ...

    def restore(self, seen: Any, newest: str) -> None:
        """Close this till, restore what was looked at, and open again."""
        ...


class Screen(Protocol):
    """What the window asks of a screen. It is made by `ui/<feature>/screen.py: make(session)`.

    A screen may also have `focus_home()` (take the focus to its scan or search field, after each
    gesture) and `leave()` (another screen is shown now); the window calls them when they are there.
    """

    @property
    def title(self) -> str:
        """Its name in the session's language."""
        ...

    @property
    def icon(self) -> str:
        """Its icon on the rail."""
        ...

    def activated(self) -> None:
        """It is in front now: take the focus, reload what changed meanwhile."""
        ...

    def take_scan(self, text: str) -> bool:
        """A scan while it is in front; False leaves it to checkout."""
        ...
