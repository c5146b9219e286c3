"""A scan always means something, everywhere, or is refused aloud (counter.md 1)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.codes import ItemCode, ReceiptCode, Unreadable, parse
from app.domain.errors import Refused
from ui.bridge.session import Session
from ui.shell.burst import folded
from ui.shell.window import HOME, Window


class ScanRouter(QObject):
    """First the panel that claims scans, then the screen in front, then checkout. A cover (log-in,
    lock) takes scans itself: an operator's card. A card laid on a reader is a scan like any other
    (`U:` and its number). `routed(text, where)` tells who got it.
    """

    routed = Signal(str, str)

    def __init__(self, session: Session, window: Window) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        session.device_feed.scanned.connect(self._from_device)

    def _from_device(self, text: str, device: str) -> None:
        self.take(text)

    def typed(self, text: str) -> str:
        """A scan that came as keys: what a reader that types meant by them, handed on."""
        text = folded(text)
        if self._session.loaded:
            text = self._session.services.devices.read_wedge(text)
        return self.take(text)

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
            words, shown = self._session.words, _shown(text)
            key = "shell.scan.nowhere" if shown else "shell.scan.nowhere_plain"
            self._session.notice(words(key, code=shown), "warning")


def _shown(text: str) -> str:
    """What may stand on a screen of a code: of money and of cards nothing (hardware.md 4.6)."""
    try:
        code = parse(text)
    except Refused:
        return ""
    return text[:40] if isinstance(code, ItemCode | Unreadable | ReceiptCode) else ""
