"""What the till needs of payment terminals: which stand ready, and one question at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.domain.attempt.states import Answer, Attempt, Deed


@dataclass(frozen=True, slots=True)
class GatewayState:
    """A tender's gateway. `state` and `reason` as in `DeviceState`; `simulated` is never hidden."""

    kind: str
    device: str
    state: str
    reason: str = ""
    simulated: bool = False

    @property
    def ready(self) -> bool:
        """Whether a customer may be asked for their code now."""
        return self.state in ("ready", "warning")


class Terminals(Protocol):
    """The gateways of this till. `states` returns at once; `call` waits for the device's thread."""

    def states(self) -> tuple[GatewayState, ...]:
        """Those that are set, by tender."""
        ...

    def call(self, attempt: Attempt, deed: Deed, *, code: str = "", title: str = "") -> Answer:
        """Ask a gateway: seconds, never on the GUI thread, never raises for the world's faults."""
        ...


class NoTerminals:
    """A till without gateways: codes are confirmed by hand."""

    def states(self) -> tuple[GatewayState, ...]:
        """None is set."""
        return ()

    def call(self, attempt: Attempt, deed: Deed, *, code: str = "", title: str = "") -> Answer:
        """Nobody can be asked, so nothing is known; of a payment nothing was sent."""
        from app.domain.attempt.states import Answer, Said
        from app.domain.attempt.states import Deed as Deeds

        said = Said.DECLINED if deed is Deeds.PAY else Said.UNKNOWN
        return Answer(deed, said, why="not_sent")
