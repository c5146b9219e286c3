"""Icons: 24 px grid, one stroke of 1.75, round ends, in the ink of their text.

The paths lie in `resources/icons/icons.json`. They are drawn as SVG at the painter's own
resolution, so they are as sharp at 200 % as at 100 %.
"""

from __future__ import annotations

import json

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.settings import RESOURCES

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{path}" fill="none" '
    'stroke="{colour}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"/></svg>'
)


class Icons:
    """All icons by name; each is parsed once a colour."""

    def __init__(self) -> None:
        text = (RESOURCES / "icons" / "icons.json").read_text(encoding="utf-8")
        self._paths: dict[str, str] = json.loads(text)
        self._drawn: dict[tuple[str, str], QSvgRenderer] = {}

    def names(self) -> list[str]:
        """Every icon there is."""
        return sorted(self._paths)

    def draw(self, p: QPainter, name: str, colour: QColor, box: QRectF) -> None:
        """Draw an icon into `box`; an unknown name is a bug and raises KeyError."""
        key = (name, colour.name())
        renderer = self._drawn.get(key)
        if renderer is None:
            svg = _SVG.format(path=self._paths[name], colour=key[1])
            renderer = self._drawn[key] = QSvgRenderer(QByteArray(svg.encode()))
        renderer.render(p, box)
