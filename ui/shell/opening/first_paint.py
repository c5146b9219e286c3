"""The log-in as a picture, painted before anything that it needs to work is loaded.

It shows what `entry.login` will show a moment later (a test compares the two), with the fewest
imports that can: labels and a style sheet, because any pen or brush makes PySide build all enums of
`Qt`, 15 ms. The real window is then put inside this very frame. Keys and touches wait in the
system's queue meanwhile, none is lost.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.words import LANGUAGES, clock
from ui.kit import theme, tokens
from ui.shell.entry import PIN_LENGTH

if TYPE_CHECKING:  # a Protocol takes a millisecond to build
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Protocol

    from app.words import Words

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


LEFT, LEFT_WIDE = 560, 760
SIZE = (1366, 768)
Style = tuple[str, str, str]  # size, role, weight
SMALL: Style = ("small", "muted", "regular")
PAD_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "C", "0", "")


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
    As a `kiosk` it has no frame, and closes only once `may_close` was said.
    """

    painted = Signal()
    closing = Signal()

    def __init__(self, picture: Picture | None = None, *, kiosk: bool = False) -> None:
        super().__init__()
        self.setObjectName("frame")
        self.may_close = not kiosk
        if kiosk:
            self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self._picture = picture
        self._sheet: QWidget | None = None
        self._inside: QWidget | None = None
        self._was_painted = False

    def put_inside(self, widget: QWidget) -> None:
        """The real window takes the picture's place."""
        self._inside, self._picture = widget, None
        widget.setParent(self)
        widget.setGeometry(self.rect())
        self.setMinimumSize(widget.minimumSize())
        widget.show()
        widget.setFocus()
        self._drop()

    def _drop(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is not None:
            sheet.hide()
            sheet.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._inside is not None:
            self._inside.setGeometry(self.rect())
        else:
            self._drop()
            self._sheet = _Sheet(self, self._picture)
            self._sheet.show()
        super().resizeEvent(event)

    def leave(self) -> None:
        """Close it, whoever asked was asked before."""
        self.may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close:
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)  # when this paint is on the screen


class _Sheet(QWidget):
    """Labels and frames in the places of the real log-in, dressed by the style sheet alone."""

    def __init__(self, frame: Frame, face: Picture | None) -> None:
        super().__init__(frame)
        self.setGeometry(frame.rect())
        self.look = theme.current()
        self.setStyleSheet(_style())
        wide = self.width() >= tokens.WIDE_FROM
        left = LEFT_WIDE if wide else LEFT
        self.box("paper", QRectF(0, 0, left, self.height()))
        self.box("hairline", QRectF(left - 1, 0, 1, self.height()))
        if face is not None:
            _shop_side(self, face, left, self.height())
            _people_side(self, face, QRectF(left, 0, self.width() - left, self.height()))

    def width_of(self, text: str, size: str, weight: str = "regular") -> float:
        """Logical px of a text."""
        return self.look.metrics(size, weight).horizontalAdvance(text)

    def cap(self, size: str) -> int:
        """Height of a digit."""
        return round(self.look.metrics(size).capHeight())

    def text(self, text: str, x: float, base: float, style: Style) -> None:
        """A text from `x` on a baseline."""
        size, role, weight = style
        label = QLabel(text, self)
        label.setFont(self.look.font(size, weight))
        label.setProperty("ink", role)
        metrics = label.fontMetrics()
        top, width = round(base) - metrics.ascent(), metrics.horizontalAdvance(text) + 2
        label.setGeometry(round(x), top, width, metrics.height())

    def line(self, text: str, box: QRectF, style: Style) -> None:
        """A text at the left of a line, centred on the height of its digits."""
        cap = max(self.cap(style[0]), self.cap("body"))
        self.text(text, box.x(), box.y() + round((box.height() + cap) / 2), style)

    def centred(self, text: str, box: QRectF, style: Style) -> None:
        """A text in the middle of a box, as a key sets it."""
        metrics = self.look.metrics(style[0], style[2])
        base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
        x = box.center().x() - self.width_of(text, style[0], style[2]) / 2
        self.text(text, x, round(base), style)

    def pressed_in(self, text: str, box: QRectF) -> None:
        """A key that cannot be used now, with its figure in the middle."""
        label = QLabel(text, self)
        label.setObjectName("sunk")
        label.setFont(self.look.font("figure", "medium"))
        label.setGeometry(round(box.x()), round(box.y()), round(box.width()), round(box.height()))

    def box(self, kind: str, box: QRectF) -> None:
        """A ground: paper, hairline, raised, sunk or dot."""
        frame = QFrame(self)
        frame.setObjectName(kind)
        frame.setGeometry(round(box.x()), round(box.y()), round(box.width()), round(box.height()))


def _style() -> str:
    ink = tokens.THEMES[theme.current().name]
    radius = tokens.RADIUS["key"]
    return f"""
        #paper {{ background: {ink["surface"]}; }}
        #hairline {{ background: {ink["line"]}; }}
        #raised {{ background: {ink["raised"]}; border: 1px solid {ink["line"]};
                   border-radius: {radius}px; }}
        #sunk {{ background: {ink["sunk"]}; color: {ink["muted"]}; border-radius: {radius}px;
                 qproperty-alignment: AlignCenter; }}
        #dot {{ border: 1px solid {ink["edge"]}; border-radius: 6px; }}
    """


def _shop_side(sheet: _Sheet, face: Picture, width: int, height: int) -> None:
    free = height - (28 + 40 + 104 + 40 + 32 + 48 + 32 + 24 + 32)
    x, y, w = 48, 28, width - 96
    sheet.line(face.brand, QRectF(x, y, w, 40), ("title", "accent", "medium"))
    if face.language:
        at = x + w - sheet.width_of(face.language, "small", "medium")
        base = y + round((40 + sheet.cap("small")) / 2)
        sheet.text(face.language, at, base, ("small", "accent", "medium"))
    y += 40 + free // 2
    for text, style, tall, after in (
        (face.clock, ("hero", "text", "medium"), 104, 0),
        (face.day, ("title", "muted", "regular"), 40, 32),
        (face.shop, ("figure", "text", "medium"), 48, 0),
        (face.where, ("body", "muted", "regular"), 32, 0),
    ):
        sheet.line(text, QRectF(x, y, w, tall), style)
        y += tall + after


def _people_side(sheet: _Sheet, face: Picture, side: QRectF) -> None:
    columns = 2 if len(face.people) <= 8 else 3
    tall = 88 if len(face.people) <= 6 else 64
    rows = -(-len(face.people) // columns)
    people = rows * tall + max(0, rows - 1) * 8
    pad = 4 * 56 + 3 * 8
    x, w = side.x() + 64, side.width() - 128
    y = 24 + (side.height() - 48 - (56 + 8 + people + 24 + pad)) // 2
    sheet.line(face.title, QRectF(x, y, w, 56), ("figure", "text", "medium"))
    hint = x + sheet.width_of(face.title, "figure", "medium") + 8
    sheet.text(face.hint, hint, y + round((56 + sheet.cap("figure")) / 2), SMALL)
    y += 64
    wide = (w - 8 * (columns - 1)) / columns
    for place, (name, second) in enumerate(face.people):
        left, top = (place % columns) * (wide + 8), (place // columns) * (tall + 8)
        _tile(sheet, name, second, QRectF(x + left, y + top, wide, tall))
    y += people + 24
    _pad(sheet, QRectF(x + w - (w - 32) / 2, y, (w - 32) / 2, pad))
    _dots(sheet, x, y + 32 + 10)
    sheet.text(face.note, x, y + 32 + 10 + 28 + 14 + 30, SMALL)


def _tile(sheet: _Sheet, name: str, second: str, box: QRectF) -> None:
    sheet.box("raised", box)
    size = tokens.TYPE["title"]
    y = box.y() + (box.height() - (size * tokens.LEADING + 24)) / 2
    at = QRectF(box.x(), y - size * 0.1, box.width(), size * 1.45)
    sheet.centred(name, at, ("title", "text", "medium"))
    under = QRectF(box.x(), y + size * tokens.LEADING + 2, box.width(), 22)
    sheet.centred(second, under, SMALL)


def _pad(sheet: _Sheet, box: QRectF) -> None:
    """The keys of the PIN: sunk, nobody is chosen yet."""
    wide = (box.width() - 16) / 3
    for place, name in enumerate(PAD_KEYS):
        left, top = ceil((place % 3) * (wide + 8)), (place // 3) * 64  # as a grid shares the rest
        key = QRectF(box.x() + left, box.y() + top, wide, 56)
        sheet.pressed_in(name, key)


def _dots(sheet: _Sheet, x: float, y: float) -> None:
    for place in range(PIN_LENGTH):
        sheet.box("dot", QRectF(x + place * 28, y + 7, 14, 14))
