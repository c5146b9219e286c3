"""A scan always means something, everywhere, or is refused aloud (counter.md 1)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.bridge.session import Session
from ui.shell.burst import folded
from ui.shell.window import HOME, Window


class ScanRouter(QObject):
    """First the panel that claims scans, then the screen in front, then checkout. A cover (log-in,
    lock) takes scans itself: an operator's card. `routed(text, where)` tells who got it.
    """

    routed = Signal(str, str)

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        session.device_feed.scanned.connect(self._from_device)

    def _from_device(self, text: str, device: str) -> None:
        self.take(text)

    def take(self, text: str) -> str:
        """Hand one scan on; says who took it: `cover`, `claim`, a place's name, or ``."""
        text = folded(text)
        self._window.next_gesture()
        where = self._hand(text)
        if not where:
            self._session.sound("error")
            self._say_no(text)
        elif where != "cover":
            self._window.focus_home()
        self.routed.emit(text, where)
        return where

    def _hand(self, text: str) -> str:
        window = self._window
        if window.covered is not None:
            take = getattr(window.covered, "take_scan", None)
            return "cover" if callable(take) and take(text) else ""
        if self._session.scans.offer(text):
            return "claim"
        current = window.current
        if current is not None and current.take_scan(text):  # type: ignore[attr-defined]
            return window.here
        if window.here != HOME and window.may_go(HOME):
            window.go(HOME)
            home = window.current
            if home is not None and home.take_scan(text):  # type: ignore[attr-defined]
                return HOME
        return ""

    def _say_no(self, text: str) -> None:
        if self._window.covered is None:
            words = self._session.words
            self._session.notice(words("shell.scan.nowhere", code=text[:40]), "warning")
