"""What both gateways have in common: a device that asks one thing at a time over the web."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from hardware.api.clock import Clock
from hardware.api.device import Condition, Transport
from hardware.api.errors import BadSettings, DeviceUnavailable
from hardware.api.events import Event, Health
from hardware.api.spec import Setting, Value
from hardware.api.terminal import PayAnswer, PayState, Why
from hardware.drivers.terminals import http

WELL_MS = 60_000  # an answer younger than that says that the gateway is there
T = TypeVar("T")
Verdict = Callable[[str, Why, str], PayAnswer]
_ID = re.compile(r"[0-9A-Za-z]{6,32}")
_CODE = re.compile(r"[0-9]{16,24}")

KEYS = (Setting("key_file", ""), Setting("gateway_key_file", ""))
PATIENCE = Setting("answer_ms", 8000, low=1000, high=25_000)


class WebDevice:
    """A `Device` without a wire of its own: every question opens one and closes it."""

    listens = False
    needs_code = True

    def __init__(self, wire: Transport, clock: Clock, answer_ms: int) -> None:
        self._wire, self._clock, self._answer_ms = wire, clock, answer_ms
        self._well_ms: int | None = None

    def open(self) -> None:
        """Look whether the way is there; nothing stays open."""
        if self._well_ms is None:
            self._look()

    def close(self) -> None:
        self._well_ms = None
        self._wire.close()

    def abort(self) -> None:
        self._wire.abort()

    def poll(self) -> tuple[Event, ...]:
        return ()

    def probe(self) -> Condition:
        """Ready while it answered lately; else the way is tried again, without a question."""
        well = self._well_ms
        if well is None or self._clock.monotonic_ms() - well > WELL_MS:
            self._look()
        return Condition(Health.READY)

    def _look(self) -> None:
        self._wire.close()
        try:
            self._wire.open()
        except DeviceUnavailable:
            self._well_ms = None
            raise
        self._wire.close()
        self._well_ms = self._clock.monotonic_ms()

    def _ask(self, head: tuple[str, str, Mapping[str, str]], body: bytes = b"") -> http.Reply:
        """Raises `http.NotSent`, `http.NoReply`."""
        try:
            reply = http.ask(self._wire, self._clock, head, body, answer_ms=self._answer_ms)
        except (http.NotSent, http.NoReply):
            self._well_ms = None
            raise
        self._well_ms = self._clock.monotonic_ms()
        return reply

    def _heard(
        self, who: str, ask: Callable[[], T], *, lost: Verdict | None = None
    ) -> T | PayAnswer:
        """What it says to a question, or the answer that no word is: UNKNOWN with the reason.
        `lost`: what one means that never left the till (a payment's took nothing)."""
        try:
            return ask()
        except http.NotSent as fault:
            return (lost or unknown)(who, Why.NOT_SENT, str(fault))
        except http.NoReply as fault:
            return unknown(who, Why.JUNK if fault.junk else Why.NO_ANSWER)
        except Bad as bad:
            return unknown(who, bad.why)


class Bad(Exception):
    """An answer that must not be believed."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def unknown(attempt_id: str, why: Why, detail: str = "") -> PayAnswer:
    """No word on it: ask again."""
    return PayAnswer(PayState.UNKNOWN, attempt_id, why=why, detail=detail)


def declined(attempt_id: str, why: Why, detail: str = "") -> PayAnswer:
    """No money was taken and none will be."""
    return PayAnswer(PayState.DECLINED, attempt_id, why=why, detail=detail)


def check(attempt_id: str, code: str) -> PayAnswer | None:
    """What can be said without asking anybody: an id or a code that no gateway takes."""
    if not _ID.fullmatch(attempt_id):
        raise ValueError(f"no attempt id: {attempt_id!r}")
    return None if _CODE.fullmatch(code) else declined(attempt_id, Why.CODE)


def text(value: object) -> str:
    """A field of an answer as text; what is none is empty."""
    return value if isinstance(value, str) else ""


def settings(*own: Setting) -> tuple[Setting, ...]:
    """A gateway's own settings, then those that all have."""
    return (*own, *KEYS, PATIENCE)


def required(given: Mapping[str, Value], *names: str) -> tuple[str, ...]:
    """The texts of these settings; raises `BadSettings` `setting_empty`."""
    for name in names:
        if not str(given[name]).strip():
            raise BadSettings("setting_empty", name=name)
    return tuple(str(given[name]).strip() for name in names)
