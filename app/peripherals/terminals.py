"""The bridge to payment terminals: a tender's gateway is the device whose driver speaks for it.

A call runs on the device's own thread; who calls waits, and must not be the GUI.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.domain.attempt.states import Answer, Attempt, Deed, Said
from app.peripherals.build import driver_of
from app.peripherals.choices import kind_of
from app.usecases.tender.terminals import GatewayState
from hardware.api.errors import DeviceTimeout, DeviceUnavailable
from hardware.api.terminal import PayAnswer, PayRequest, RefundRequest, Terminal

if TYPE_CHECKING:
    from app.peripherals.device_set import DeviceSet

SPEAKS_FOR = {"wechat_pay": "wechat", "alipay": "alipay"}
DEADLINE_MS = 28_000  # over every driver's own patience, so that its own word comes first


class DeviceTerminals:
    """Fulfils `usecases.tender.terminals.Terminals`. `running` gives the devices once they run."""

    def __init__(self, running: Callable[[], DeviceSet | None]) -> None:
        self._running = running

    def states(self) -> tuple[GatewayState, ...]:
        """Those that are set, by tender; the first device of a tender speaks for it."""
        devices = self._running()
        if devices is None:
            return ()
        found: dict[str, GatewayState] = {}
        for one in devices.states():
            kind = _speaks_for(devices, one.name)
            if kind and one.state != "off" and kind not in found:
                found[kind] = GatewayState(kind, one.name, one.state, one.reason, one.simulated)
        return tuple(found.values())

    def call(self, attempt: Attempt, deed: Deed, *, code: str = "", title: str = "") -> Answer:
        """Ask; a device that cannot be reached is an answer too."""
        devices = self._running()
        names = [one.device for one in self.states() if one.kind == attempt.kind]
        if devices is None or not names:
            return _unreached(deed)
        work = _work(attempt, deed, code, title)
        try:
            said = devices.on(names[0], work, deadline_ms=DEADLINE_MS).result()
        except DeviceTimeout as fault:
            return (
                Answer(deed, Said.UNKNOWN, why="no_answer")
                if fault.facts.get("started")
                else _unreached(deed)
            )
        except DeviceUnavailable:
            return _unreached(deed)
        return _answer(deed, said)


def _speaks_for(devices: DeviceSet, name: str) -> str:
    if kind_of(name) != "terminal":
        return ""
    return SPEAKS_FOR.get(driver_of(name, devices.choice(name)), "")


def _work(attempt: Attempt, deed: Deed, code: str, title: str) -> Callable[[Any], PayAnswer]:
    who = attempt.attempt_id

    def work(terminal: Terminal) -> PayAnswer:
        if deed is Deed.PAY:
            asked = PayRequest(who, attempt.amount_minor, attempt.currency, code, title)
            return terminal.pay(asked)
        if deed is Deed.REVERSE:
            return terminal.reverse(who)
        if deed is Deed.REFUND:
            return terminal.refund(
                RefundRequest(
                    *(attempt.of, who, attempt.amount_minor, attempt.whole_minor),
                    currency=attempt.currency,
                )
            )
        return terminal.ask(who)

    return work


def _unreached(deed: Deed) -> Answer:
    """Nothing of it left the till: a payment that was never sent took nothing."""
    said = Said.DECLINED if deed is Deed.PAY else Said.UNKNOWN
    return Answer(deed, said, why="not_sent")


def _answer(deed: Deed, said: PayAnswer) -> Answer:
    return Answer(
        *(deed, Said(said.state.value), said.amount_minor, said.currency),
        approval_no=said.approval_no,
        why=said.why.value if said.why else "",
    )
