"""PINs: what one may look like, and the guard that counts wrong ones through restarts."""

from __future__ import annotations

from app.domain.errors import Refused
from app.store.staff import Attempts

DIGITS = 6
TRIES = 5
WAIT_MS = 60_000
MOST_DOUBLINGS = 10


def check_format(pin: str) -> None:
    """Refused `pin.format` (six digits), `pin.too_easy` (one digit, or a run like 123456)."""
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdecimal()):
        raise Refused("pin.format", digits=DIGITS)
    steps = {ord(b) - ord(a) for a, b in zip(pin, pin[1:], strict=False)}
    if steps in ({0}, {1}, {-1}):
        raise Refused("pin.too_easy")


def require_unlocked(so_far: Attempts, now_ms: int) -> None:
    """Refused `pin.locked` while a wait is on."""
    if so_far.locked_until_ms > now_ms:
        raise Refused("pin.locked", seconds=-(-(so_far.locked_until_ms - now_ms) // 1000))


def since_the_clock(so_far: Attempts, now_ms: int) -> Attempts:
    """A wait that is longer than wrong PINs can make it: the clock was set back since. It begins
    again, or a clock that once stood a year ahead would shut a person out for a year."""
    if so_far.locked_until_ms - now_ms <= _wait_ms(so_far.failures):
        return so_far
    return Attempts(so_far.failures, now_ms + _wait_ms(so_far.failures))


def _wait_ms(failures: int) -> int:
    return WAIT_MS << min(max(0, failures - TRIES), MOST_DOUBLINGS)


def after_wrong(so_far: Attempts, now_ms: int) -> Attempts:
    """One more wrong PIN: at the fifth in a row a wait of 60 s, doubled by each further one."""
    failures = so_far.failures + 1
    if failures < TRIES:
        return Attempts(failures, 0)
    return Attempts(failures, now_ms + _wait_ms(failures))
