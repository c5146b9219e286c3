"""A terminal that nobody can ask: a person looks at it and says what it said.

It is a driver like the others so that the counter has one way to pay by machine; what it "answers"
is only ever what a person confirmed. Nothing is sent, so nothing can be reversed from here either.
"""

from __future__ import annotations

from collections.abc import Mapping

from hardware.api.device import Condition, Transport
from hardware.api.events import Event, Health
from hardware.api.spec import DriverContext, DriverSpec, Kind, Value
from hardware.api.terminal import PayAnswer, PayRequest, PayState, RefundRequest


class ByHand:
    """A `Terminal` and a `Device` without a wire. `confirm` is the person's word."""

    listens = False
    needs_code = False

    def __init__(self, wire: Transport) -> None:
        self._wire = wire
        self._said: dict[str, PayAnswer] = {}

    def open(self) -> None:
        """There is nothing to open but the place where the terminal stands."""
        self._wire.close()
        self._wire.open()
        self._wire.close()

    def close(self) -> None:
        self._wire.close()

    def abort(self) -> None:
        self._wire.abort()

    def poll(self) -> tuple[Event, ...]:
        return ()

    def probe(self) -> Condition:
        return Condition(Health.READY)

    def confirm(self, asked: PayRequest, *, paid: bool, approval_no: str = "") -> None:
        """What the person saw on the terminal; a later word for the same attempt wins."""
        state = PayState.APPROVED if paid else PayState.DECLINED
        got = (asked.amount_minor, asked.currency) if paid else (0, "")
        self._said[asked.attempt_id] = PayAnswer(
            state, asked.attempt_id, *got, approval_no=approval_no
        )

    def pay(self, asked: PayRequest) -> PayAnswer:
        self.open()
        return self.ask(asked.attempt_id)

    def ask(self, attempt_id: str) -> PayAnswer:
        """What the person said; WAITING until they say something."""
        return self._said.get(attempt_id, PayAnswer(PayState.WAITING, attempt_id))

    def reverse(self, attempt_id: str) -> PayAnswer:
        """Only a person can: UNKNOWN until they do it there. What was never confirmed is over."""
        said = self._said.get(attempt_id)
        if said is None or said.state is PayState.DECLINED:
            return PayAnswer(PayState.REVERSED, attempt_id)
        return PayAnswer(PayState.UNKNOWN, attempt_id, said.amount_minor, said.currency)

    def refund(self, asked: RefundRequest) -> PayAnswer:
        """A person does it at the terminal."""
        return PayAnswer(PayState.UNKNOWN, asked.attempt_id)


def build(wire: Transport, given: Mapping[str, Value], context: DriverContext) -> ByHand:
    """For the registry."""
    del given, context
    return ByHand(wire)


SPEC = DriverSpec(
    name="by_hand",
    kinds=(Kind.TERMINAL,),
    transports=("nothing",),
    build=build,
    capabilities=frozenset(),
    tried="metal",
)
