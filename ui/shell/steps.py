"""A script in the one event loop there is: each step says what must come true before the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

BEAT_MS = 15
LONGEST_MS = 20_000
Wait = Callable[[], bool]
Steps = Iterator[Wait]


class Stepper(QObject):
    """Runs `script()`. `ended(sentence)` once: empty, or what never came true."""

    ended = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Steps = iter(())
        self._wait: Wait = lambda: True
        self._since = QElapsedTimer()
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._next)

    def script(self) -> Steps:
        """The steps."""
        return iter(())

    def where(self) -> str:
        """Where one is, for the sentence about what never came true."""
        return ""

    def begin(self) -> None:
        """Start; nothing blocks."""
        self._steps = self.script()
        self._since.start()
        self._beat.start()

    def elapsed_ms(self) -> int:
        """Since the step before."""
        return self._since.elapsed()

    def _next(self) -> None:
        if not self._wait():
            if self._since.elapsed() > LONGEST_MS:
                self._end(f"never ready after {self.where()}")
            return
        self._since.restart()
        step = next(self._steps, None)
        if step is None:
            self._end("")
        else:
            self._wait = step

    def _end(self, sentence: str) -> None:
        self._beat.stop()
        self.ended.emit(sentence)
