"""The look in force: colours, fonts, whether the window is wide, and the kit's own words.

One `Theme` belongs to the application; pieces ask `theme.current()` while they paint, so changing
it repaints everything and nothing keeps a colour of its own.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from app.settings import RESOURCES
from app.words import Words
from ui.kit import tokens
from ui.kit.cut import CutLog

if TYPE_CHECKING:
    from ui.kit.icons import Icons

_PROPERTY = "shukeTheme"
TRAINING = "-training"
CUTS = ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf")


class Theme(QObject):
    """Colours, fonts and words of the running program. `changed` fires when any of them did."""

    changed = Signal()

    def __init__(self, parent: QObject, words: Words) -> None:
        super().__init__(parent)
        self.name = "light"
        self.wide = False
        self.words = words
        self.cuts = CutLog()
        self._icons: Icons | None = None
        self._inks: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, str], QFont] = {}
        self._metrics: dict[tuple[str, str], QFontMetricsF] = {}

    @property
    def icons(self) -> Icons:
        """The icons, loaded with the first one drawn: the first paint has none."""
        if self._icons is None:
            from ui.kit.icons import Icons

            self._icons = Icons()
        return self._icons

    def ink(self, role: str) -> QColor:
        """The colour of a role of tokens.py in this theme."""
        colour = self._inks.get(role)
        if colour is None:
            colour = self._inks[role] = QColor(tokens.THEMES[self.name][role])
        return colour

    def font(self, size: str = "body", weight: str = "regular") -> QFont:
        """A step of the type scale in one of the two cuts; logical pixels."""
        font = self._fonts.get((size, weight))
        if font is None:
            font = QFont()
            font.setFamilies(list(tokens.FONTS))
            font.setPixelSize(tokens.TYPE[size])
            font.setWeight(QFont.Weight(tokens.WEIGHT[weight]))
            self._fonts[(size, weight)] = font
        return font

    def metrics(self, size: str = "body", weight: str = "regular") -> QFontMetricsF:
        """Measures of `font(size, weight)`."""
        found = self._metrics.get((size, weight))
        if found is None:
            found = self._metrics[(size, weight)] = QFontMetricsF(self.font(size, weight))
        return found

    def set_wide(self, wide: bool) -> None:
        """Told by the window when it passes 1600 px: names and the due grow, keys keep places."""
        if wide != self.wide:
            self.wide = wide
            self.changed.emit()

    def put_on(self, app: QApplication, name: str) -> None:
        """Wear the light or the dark colours: palette, style sheet, every painted piece."""
        self.name = name
        self._inks.clear()
        app.setPalette(self._palette())
        app.setStyleSheet(style_sheet(name))
        for widget in app.allWidgets():
            widget.update()
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for part, ink in (
            (role.Window, "canvas"),
            (role.Base, "surface"),
            (role.AlternateBase, "canvas"),
            (role.Button, "raised"),
            (role.WindowText, "text"),
            (role.Text, "text"),
            (role.ButtonText, "text"),
            (role.PlaceholderText, "muted"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"),
            (role.Link, "accent"),
            (role.ToolTipBase, "surface"),
            (role.ToolTipText, "text"),
        ):
            palette.setColor(part, self.ink(ink))
        return palette


def style_sheet(name: str, folder: Path = RESOURCES) -> str:
    """The program's style sheet in the colours of a theme."""
    text = (folder / "qss" / "kit.qss").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)", lambda found: tokens.THEMES[name][found[1]], text)


def use(app: QApplication, name: str = "light", words: Words | None = None) -> Theme:
    """Set the program's look and the kit's language; call again to change either."""
    theme = cast("Theme | None", app.property(_PROPERTY))
    if theme is None:
        for cut in CUTS:
            QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / cut))
        theme = Theme(app, words or Words("zh_CN"))
        app.setProperty(_PROPERTY, theme)
        app.setStyle("Fusion")
        app.setFont(theme.font())
    if words is not None:
        theme.words = words
    theme.put_on(app, name)
    return theme


def dressed(name: str, *, training: bool) -> str:
    """The theme of that name as this till wears it."""
    plain = name.removesuffix(TRAINING)
    return plain + TRAINING if training else plain


def current() -> Theme:
    """The look in force; a program that never chose one wears the light theme in Chinese."""
    app = cast(QApplication, QCoreApplication.instance())
    theme = cast("Theme | None", app.property(_PROPERTY))
    return use(app) if theme is None else theme


def report_cut(widget: QWidget, text: str, *, need: float, room: float) -> None:
    """A piece tells that a text did not fit; widths (or heights) in logical px."""
    window = widget.window()
    where = f"{window.objectName() or window.windowTitle()} {type(widget).__name__}".strip()
    current().cuts.add(where, text, need=need, room=room)
