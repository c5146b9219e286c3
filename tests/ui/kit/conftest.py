"""A theme for every test of the kit, and a hand that shows a piece at a size."""

import pytest
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.kit import theme


@pytest.fixture
def look(qapp):
    """The light theme in Chinese with an empty cut log; whatever a test changes is put back."""
    used = theme.use(qapp, "light", Words("zh_CN"))
    used.cuts.clear()
    yield used
    used.set_wide(False)
    theme.use(qapp, "light", Words("zh_CN"))


@pytest.fixture
def shown(qtbot, look):
    """shown(widget, w, h): the widget on screen at that size, painted once."""

    kept = []  # a piece made in the call itself has no other owner

    def show(widget: QWidget, w: int = 0, h: int = 0) -> QWidget:
        QCursor.setPos(-100, -100)
        kept.append(widget)
        qtbot.addWidget(widget)
        if w:
            widget.setFixedWidth(w)
        if h:
            widget.setFixedHeight(h)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.grab()
        return widget

    return show


@pytest.fixture
def colours(shown):
    """colours(widget): the set of colours on its picture, as `#rrggbb`."""

    def of(widget: QWidget) -> set[str]:
        image = widget.grab().toImage()
        return {
            image.pixelColor(x, y).name().upper()
            for x in range(image.width())
            for y in range(image.height())
        }

    return of
