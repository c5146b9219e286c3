"""What a page shows when there is nothing, not yet, or no more: empty, loading, error, progress.

Empty says what to do next. Loading keeps the page's hairlines and shows a line after 300 ms.
An error says what happened, what was kept, what next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.domain.money import PPM
from ui.kit import theme, tokens
from ui.kit.pieces.box import Box, Item, col, row, scroll
from ui.kit.pieces.key import Key
from ui.kit.pieces.line import Line, Para
from ui.kit.runs import b, draw_icon, ico, s

APPEARS_MS = 300
FRAME_MS = 40


def state_row(icon: str, words: str, role: str, then: str = "", key: QWidget | None = None) -> Box:
    """A device's or a job's state: mark, words, what to do. Role `positive` is said calmly."""
    inked = "text" if role == "positive" else role
    line = Line([ico(icon, role), b(words, role=inked), s(then, elide=True)], h=44)
    return row((line, 1), key, edges="b", h=56, gap=8)


class Mark(QWidget):
    """A 48 px icon over an empty page."""

    def __init__(self, icon: str, role: str = "edge") -> None:
        super().__init__()
        self._icon, self._role = icon, role
        self.setFixedSize(48, 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_icon(QPainter(self), self._icon, self._role, QRectF(0, 0, 48, 48))


class EmptyState(Box):
    """Nothing here: what is so, why that is fine, then the next step as keys."""

    def __init__(
        self,
        icon: str,
        title: str,
        why: str = "",
        keys: Sequence[Key] = (),
        *,
        role: str = "edge",
        w: int = 480,
    ) -> None:
        head = Line([b(title, "figure")], h=48)
        items: list[Item] = [..., row(..., Mark(icon, role), ...), 16, row(..., head, ...)]
        if why:
            items += [4, row(..., Para(why, role="muted", w=w, centre=True), ...)]
        if keys:
            items += [24, row(..., col(*keys, gap=8, w=w), ...)]
        super().__init__(*items, ..., ...)
        self.setAccessibleName(title)
        self.setAccessibleDescription(why)


class ErrorState(EmptyState):
    """What happened, what was kept, what next. `retry` fires on its first key, if it has one."""

    retry = Signal()

    def __init__(
        self,
        what: str,
        kept: str = "",
        *,
        again: bool = True,
        keys: Sequence[Key] = (),
        icon: str = "alert",
    ) -> None:
        own: list[Key] = []
        if again:
            words = theme.current().words("kit.retry")
            own = [Key(words, kind="primary", h=64, size="title")]
        super().__init__(icon, what, kept, [*own, *keys], role="danger")
        for key in own:
            key.clicked.connect(self.retry)


class ErrorPage:
    """The error among the pages of a stack: a new one takes the place of the one before."""

    def __init__(self, stack: QStackedLayout, *, scrolls: bool = False) -> None:
        self._stack, self._scrolls = stack, scrolls
        self.page: QWidget | None = None

    def put(self, what: str, kept: str, retry: Callable[[], object]) -> None:
        """Show what happened and what was kept; its key does `retry`."""
        old, error = self.page, ErrorState(what, kept)
        error.retry.connect(retry)
        self.page = scroll(error) if self._scrolls else error
        self._stack.addWidget(self.page)
        self._stack.setCurrentWidget(self.page)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()


class BusyLine(QWidget):
    """A thin line that runs while something is under way; seen only after 300 ms.

    `start()` runs without an end, `put(share_ppm)` shows how far; `stop()` ends it.
    """

    def __init__(self, h: int = 2) -> None:
        super().__init__()
        self.setFixedHeight(h)
        self._share_ppm: int | None = None
        self._at = 0
        self._wait = QTimer(self, singleShot=True, interval=APPEARS_MS)
        self._wait.timeout.connect(self._appear)
        self._frame = QTimer(self, interval=FRAME_MS)
        self._frame.timeout.connect(self._step)
        self._seen = False

    def start(self) -> None:
        """Something began, nobody knows for how long."""
        self._share_ppm = None
        if not self._seen and not self._wait.isActive():
            self._wait.start()

    def put(self, share_ppm: int) -> None:
        """Something is `share_ppm` millionths done."""
        if not self._seen and not self._wait.isActive():
            self._wait.start()
        self._share_ppm = max(0, min(PPM, share_ppm))
        self.update()

    def stop(self) -> None:
        """It is over; a line that was never seen leaves no trace."""
        self._wait.stop()
        self._frame.stop()
        self._seen = False
        self.update()

    @property
    def seen(self) -> bool:
        """Whether the line is painted now."""
        return self._seen

    def _appear(self) -> None:
        self._seen = True
        self._frame.start()
        self.update()

    def _step(self) -> None:
        self._at = (self._at + 24) % 1400
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        self._frame.stop()
        super().hideEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        if self._seen:
            self._frame.start()
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._seen:
            return
        p, look, w, h = QPainter(self), theme.current(), self.width(), self.height()
        p.fillRect(0, 0, w, h, look.ink("line"))
        if self._share_ppm is not None:
            p.fillRect(0, 0, w * self._share_ppm // PPM, h, look.ink("accent"))
            return
        long = max(48, w // 4)
        x = (self._at * (w + long)) // 1400 - long
        p.fillRect(x, 0, long, h, look.ink("accent"))


class Loading(QWidget):
    """The page's own hairlines without figures, and a progress line after 300 ms."""

    def __init__(
        self, words: str = "", *, pad: int = 0, row_height: int = tokens.HEIGHT["row"]
    ) -> None:
        super().__init__()
        self._row, self._pad = row_height, pad
        self._line = BusyLine()
        text = words or theme.current().words("kit.loading")
        self._words = Line([s(text)], h=row_height - 4)
        self._words.hide()
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(self._line)
        indented = QVBoxLayout()
        indented.setContentsMargins(pad, 0, pad, 0)
        indented.addWidget(self._words)
        lay.addLayout(indented)
        lay.addStretch(1)
        self.setAccessibleName(text)
        self._late = QTimer(self, singleShot=True, interval=APPEARS_MS)
        self._late.timeout.connect(self._words.show)

    def showEvent(self, event: QShowEvent) -> None:
        self._line.start()
        self._late.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._line.stop()
        self._late.stop()
        self._words.hide()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, look = QPainter(self), theme.current()
        for y in range(self._row - 1, self.height(), self._row):
            p.fillRect(self._pad, y, self.width() - 2 * self._pad, 1, look.ink("line"))


class Busy(Box):
    """Long work: what is under way, how far, and a key that cancels it."""

    cancelled = Signal()

    def __init__(self, words: str = "", *, can_cancel: bool = True) -> None:
        say = theme.current().words
        self._text = Line([b(words or say("kit.working"))], h=40)
        self._line = BusyLine(4)
        self._cancel = Key(say("kit.cancel"), "Esc", h=48, w=144)
        super().__init__(row((self._text, 1), self._cancel, gap=16), 8, self._line)
        self._cancel.setVisible(can_cancel)
        self._cancel.clicked.connect(self.cancelled)

    def put(self, words: str, share_ppm: int | None = None, note: str = "") -> None:
        """Say what is done now; with a share the line shows how far."""
        self._text.put([b(words, elide=True)], [s(note)] if note else ())
        if share_ppm is None:
            self._line.start()
        else:
            self._line.put(share_ppm)

    def stop(self) -> None:
        """The work is over."""
        self._line.stop()


class Panel(Box):
    """A part of the screen that takes another's place: title, body, Esc or its key closes it."""

    closed = Signal()

    def __init__(
        self, title: str, *body: Item, icon: str = "", about: str = "", bg: str = "canvas"
    ) -> None:
        say = theme.current().words
        head = [b(title, "title")]
        if icon:
            head.insert(0, ico(icon, "accent", "figure"))
        close = Key(say("kit.close"), "Esc", kind="quiet", h=44)
        line = Line(head, [s(about, elide=True)] if about else (), h=44)
        super().__init__(row((line, 1), close, gap=16, h=44), 8, *body, bg=bg, pad=(12, 16))
        close.clicked.connect(self.closed)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
