"""Device threads hand their events in here; they come out on the GUI thread."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from ui.bridge.wire import Wire, WireLike


class DeviceFeed(QObject):
    """`on_scan`, `on_states` and `on_kicked` may be called from any thread and return at once.

    `scanned(text, device)`, `states(tuple of DeviceState)` and `kicked(state, reason)` fire on the
    GUI thread. `latest` are the states said last, for a screen that opens later.
    """

    scanned = Signal(str, str)
    states = Signal(object)
    kicked = Signal(str, str)
    _scan_in = Signal(str, str)
    _states_in = Signal(object)
    _kick_in = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.latest: tuple[Any, ...] = ()
        queued = Qt.ConnectionType.QueuedConnection
        self._scan_in.connect(self._scan_out, queued)
        self._states_in.connect(self._states_out, queued)
        self._kick_in.connect(self._kick_out, queued)

    def on_scan(self, text: str, device: str) -> None:
        """A scanner that speaks for itself (serial, network) has read a code."""
        self._scan_in.emit(text, device)

    def on_states(self, states: tuple[Any, ...]) -> None:
        """A device changed: the states of all."""
        self._states_in.emit(states)

    def on_kicked(self, state: str, reason: str) -> None:
        """What became of the drawer's kick."""
        self._kick_in.emit(state, reason)

    def _kick_out(self, state: str, reason: str) -> None:
        self.kicked.emit(state, reason)

    def _scan_out(self, text: str, device: str) -> None:
        self.scanned.emit(text, device)

    def _states_out(self, states: tuple[Any, ...]) -> None:
        self.latest = states
        self.states.emit(states)


class PlainDeviceFeed:
    """The same for presenters' tests and stories: what is handed in comes out at once."""

    def __init__(self) -> None:
        self.latest: tuple[Any, ...] = ()
        self._scanned, self._states, self._kicked = Wire(), Wire(), Wire()

    @property
    def scanned(self) -> WireLike:
        """(text, device)."""
        return self._scanned

    @property
    def states(self) -> WireLike:
        """(tuple of DeviceState)."""
        return self._states

    def on_scan(self, text: str, device: str) -> None:
        """A scanner has read a code."""
        self._scanned.emit(text, device)

    def on_states(self, states: tuple[Any, ...]) -> None:
        """A device changed."""
        self.latest = states
        self._states.emit(states)

    def on_kicked(self, state: str, reason: str) -> None:
        """What became of the drawer's kick."""
        self._kicked.emit(state, reason)

    @property
    def kicked(self) -> WireLike:
        """(state, reason)."""
        return self._kicked
