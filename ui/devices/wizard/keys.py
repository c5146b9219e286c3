"""Listens to a scanner or card reader that types: all keys until it is quiet. Qt-free."""

from __future__ import annotations

from collections.abc import Callable

from ui.bridge.session import Session

QUIET_MS = 700  # after its last key a scanner is done, end mark or not
PATIENCE_MS = 30_000  # then the keyboard is everybody's again
_ESCAPE = "\x1b"


class KeyTap:
    """`whole` gets the strokes (sign, instant in ms) once, none after Esc.

    While it listens nobody else hears.
    """

    def __init__(self, session: Session, whole: Callable[[list[tuple[str, int]]], None]) -> None:
        self._session, self._whole = session, whole
        self._strokes: list[tuple[str, int]] = []
        self._release: Callable[[], None] | None = None
        self._since_ms = 0

    @property
    def listens(self) -> bool:
        """Whether keys come here now."""
        return self._release is not None

    def start(self, now_ms: int) -> None:
        """From now on."""
        self.stop()
        self._strokes, self._since_ms = [], now_ms
        self._release = self._session.tap_keys(self._heard)

    def stop(self) -> None:
        """Let the keyboard go."""
        release, self._release = self._release, None
        if release is not None:
            release()

    def _heard(self, char: str, at_ms: int) -> None:
        if char == _ESCAPE:
            self.stop()
            self._whole([])
            return
        self._strokes.append((char, at_ms))
        self._since_ms = self._session.now_ms()

    def tick(self, now_ms: int) -> None:
        """Quiet since long enough: hand it on. Nothing at all for long: stop listening."""
        if self._release is None:
            return
        waited = now_ms - self._since_ms
        if self._strokes and waited >= QUIET_MS:
            self.stop()
            self._whole(self._strokes)
        elif not self._strokes and waited >= PATIENCE_MS:
            self.stop()
            self._whole([])
