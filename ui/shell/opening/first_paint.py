"""The log-in as a picture, painted before anything that it needs to work is loaded.

It draws exactly what `entry.login` will show a moment later (a test compares the two), with the
fewest imports that can paint text; the real window is then put inside this very frame. Keys and
touches wait in the system's queue meanwhile, none is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.words import LANGUAGES, Words, clock
from ui.kit import theme, tokens
from ui.kit.runs import RunsLike, b, cap_of, draw_icon, draw_runs, ico, runs_width, s, t
from ui.shell.entry import PIN_LENGTH

LEFT, LEFT_WIDE = 560, 760
SIZE = (1366, 768)
PAD_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "C", "0", "erase")


class Known(Protocol):
    """One person as the store's quick look knows them."""

    @property
    def name(self) -> str:
        """Their name."""
        ...

    @property
    def role(self) -> str:
        """Their role's code."""
        ...


class Seen(Protocol):
    """What the store's quick look found."""

    @property
    def shop_name(self) -> str: ...
    @property
    def branch(self) -> str: ...
    @property
    def till_no(self) -> str: ...
    @property
    def till_name(self) -> str: ...
    @property
    def people(self) -> Sequence[Known]: ...


class Picture:
    """Every text of the picture, ready: `people` are (name, second line)."""

    def __init__(self, face: Seen, words: Words, now: datetime) -> None:
        till = face.till_name or words("shell.till", no=face.till_no.lstrip("0"))
        other = next(lang for lang in LANGUAGES if lang != words.lang)
        self.brand = words("shell.brand")
        self.language = words(f"shell.language.{other}")
        self.clock, self.day = clock(now), words.day(now.date())
        self.shop = face.shop_name
        self.where = words("shell.comma").join(x for x in (face.branch, till) if x)
        self.title = words("shell.entry.title.login")
        self.hint = words("shell.entry.hint.login")
        self.people = [(one.name, words(f"shell.role.{one.role}")) for one in face.people]
        self.note = words("shell.entry.choose")


class Frame(QWidget):
    """The program's window: first the picture, then whatever is put inside.

    `painted` fires once, when the first picture stands on the screen; `closing` when it is closed.
    """

    painted = Signal()
    closing = Signal()

    def __init__(self, picture: Picture | None = None) -> None:
        super().__init__()
        self.setObjectName("frame")
        self._picture = picture
        self._inside: QWidget | None = None
        self._was_painted = False

    def watch_first_paint(self) -> None:
        """Listen for the first paint; call it before `show`."""
        self.winId()
        handle = self.windowHandle()
        assert handle is not None
        handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The expose paints everything before it ends; what comes after it is behind the paint."""
        if event.type() == QEvent.Type.Expose and not self._was_painted:
            self._was_painted = True
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return False

    def put_inside(self, widget: QWidget) -> None:
        """The real window takes the picture's place."""
        self._inside, self._picture = widget, None
        widget.setParent(self)
        widget.setGeometry(self.rect())
        self.setMinimumSize(widget.minimumSize())
        widget.show()
        widget.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._inside is not None:
            self._inside.setGeometry(self.rect())
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._inside is not None:
            return
        p, look = QPainter(self), theme.current()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.fillRect(self.rect(), look.ink("canvas"))
        wide = self.width() >= tokens.WIDE_FROM
        left = LEFT_WIDE if wide else LEFT
        p.fillRect(0, 0, left, self.height(), look.ink("surface"))
        p.fillRect(left - 1, 0, 1, self.height(), look.ink("line"))
        if self._picture is not None:
            _shop_side(p, self._picture, left, self.height())
            _people_side(p, self._picture, QRectF(left, 0, self.width() - left, self.height()))


def _line(p: QPainter, runs: RunsLike, box: QRectF, *, least: str = "body") -> None:
    """Runs on one baseline, as `Line` sets them."""
    cap = cap_of(runs, least)
    draw_runs(p, runs, box.x(), box.y() + round((box.height() + cap) / 2), line_cap=cap)


def _shop_side(p: QPainter, face: Picture, width: int, height: int) -> None:
    free = height - (28 + 40 + 104 + 40 + 32 + 48 + 32 + 24 + 32)
    x, y, w = 48, 28, width - 96
    _line(p, b(face.brand, "title", "accent"), QRectF(x, y, w, 40))
    if face.language:
        runs = [ico("globe", "accent"), b(face.language, "small", "accent")]
        _line(p, runs, QRectF(x + w - runs_width(runs), y, w, 40))
    y += 40 + free // 2
    for run, tall, after in (
        (b(face.clock, "hero"), 104, 0),
        (t(face.day, "title", "muted"), 40, 32),
        (b(face.shop, "figure"), 48, 0),
        (t(face.where, role="muted"), 32, 0),
    ):
        _line(p, run, QRectF(x, y, w, tall))
        y += tall + after


def _people_side(p: QPainter, face: Picture, side: QRectF) -> None:
    columns = 2 if len(face.people) <= 8 else 3
    tall = 88 if len(face.people) <= 6 else 64
    rows = -(-len(face.people) // columns)
    people = rows * tall + max(0, rows - 1) * 8
    pad = 4 * 56 + 3 * 8
    x, w = side.x() + 64, side.width() - 128
    y = 24 + (side.height() - 48 - (56 + 8 + people + 24 + pad)) // 2
    _line(p, b(face.title, "figure"), QRectF(x, y, w, 56))
    hint = s(face.hint)
    cap = cap_of(b(face.title, "figure"))
    draw_runs(p, hint, x + w - runs_width(hint), y + round((56 + cap) / 2))
    y += 64
    wide = (w - 8 * (columns - 1)) / columns
    for place, (name, second) in enumerate(face.people):
        box = QRectF(
            x + (place % columns) * (wide + 8), y + (place // columns) * (tall + 8), wide, tall
        )
        _tile(p, name, second, box)
    y += people + 24
    # nobody is chosen yet: the pad is sunk
    _pad(p, QRectF(x + w - (w - 32) / 2, y, (w - 32) / 2, pad))
    _dots(p, x, y + 32 + 10)
    draw_runs(p, s(face.note), x, y + 32 + 10 + 28 + 14 + 30)


def _key(p: QPainter, box: QRectF, *, sunk: bool = False) -> None:
    look = theme.current()
    p.setPen(Qt.PenStyle.NoPen if sunk else QPen(look.ink("line"), 1))
    p.setBrush(look.ink("sunk" if sunk else "raised"))
    radius = tokens.RADIUS["key"]
    p.drawRoundedRect(box.toAlignedRect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _tile(p: QPainter, name: str, second: str, box: QRectF) -> None:
    _key(p, box)
    size = tokens.TYPE["title"]
    y = box.y() + (box.height() - (size * tokens.LEADING + 24)) / 2
    _centred(p, b(name, "title"), QRectF(box.x(), y - size * 0.1, box.width(), size * 1.45))
    under = QRectF(box.x(), y + size * tokens.LEADING + 2, box.width(), 22)
    _centred(p, s(second), under)


def _pad(p: QPainter, box: QRectF) -> None:
    wide = (box.width() - 16) / 3
    size = tokens.TYPE["figure"]
    for place, name in enumerate(PAD_KEYS):
        key = QRectF(box.x() + (place % 3) * (wide + 8), box.y() + (place // 3) * 64, wide, 56)
        _key(p, key, sunk=True)
        if name == "erase":
            side = tokens.TYPE["title"] + 4
            where = QRectF(key.center().x() - side / 2, key.center().y() - side / 2, side, side)
            draw_icon(p, name, "muted", where)
        else:
            y = key.y() + (56 - size * tokens.LEADING) / 2
            _centred(
                p, b(name, "figure", "muted"), QRectF(key.x(), y - size * 0.1, wide, size * 1.45)
            )


def _centred(p: QPainter, runs: RunsLike, box: QRectF) -> None:
    run = runs if not isinstance(runs, list) else runs[0]
    metrics = theme.current().metrics(run.size, run.weight)  # type: ignore[union-attr]
    base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
    draw_runs(p, runs, box.center().x() - runs_width(runs) / 2, round(base))


def _dots(p: QPainter, x: float, y: float) -> None:
    p.setPen(QPen(theme.current().ink("edge"), 1.5))
    p.setBrush(Qt.BrushStyle.NoBrush)
    for place in range(PIN_LENGTH):
        p.drawEllipse(QRectF(x + 1 + place * 28, y + 8, 12, 12))
