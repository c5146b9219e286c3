"""What a reader typed into the terminal: every key with its moment, until it is quiet."""

from __future__ import annotations

import os
import select
import sys
import termios
import time
import tty

QUIET_S = 0.7  # after its last key a reader is done, end mark or not
PATIENCE_S = 30.0
_MOST = 4096


def at_a_terminal() -> bool:
    """Whether keys can be heard one by one: not out of a pipe."""
    return sys.stdin.isatty()


def typed() -> list[tuple[str, int]]:
    """(sign, milliseconds); empty when nobody typed. The terminal is as it was afterwards."""
    wire = sys.stdin.fileno()
    before = termios.tcgetattr(wire)
    strokes: list[tuple[str, int]] = []
    tty.setcbreak(wire, termios.TCSADRAIN)
    try:
        wait = PATIENCE_S
        while len(strokes) < _MOST and select.select([wire], [], [], wait)[0]:
            now_ms = time.monotonic_ns() // 1_000_000
            strokes += [(sign, now_ms) for sign in os.read(wire, _MOST).decode("utf-8", "replace")]
            wait = QUIET_S
    finally:
        termios.tcsetattr(wire, termios.TCSADRAIN, before)
    return strokes
