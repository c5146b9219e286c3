"""Every piece in both themes, drawn to build/screens for people, measured for cut text here."""

from pathlib import Path

import pytest
from PySide6.QtGui import QCursor, QPixmap

from app.words import Words
from tests.ui.kit.audit import nameless
from tests.ui.kit.gallery import BOARDS
from ui.kit import theme

SCREENS = Path(__file__).resolve().parents[3] / "build" / "screens"
SIZES = {"": (1366, 768), "-1920": (1920, 1080)}


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("board", BOARDS)
def test_board(qtbot, look, qapp, board, name):
    draw(qtbot, qapp, board, name=name)
    assert not [str(cut) for cut in look.cuts.found()]


@pytest.mark.parametrize("board", BOARDS)
def test_every_control_has_a_name(qtbot, look, board):
    widget = BOARDS[board]()
    qtbot.addWidget(widget)
    assert not list(nameless(widget))


def test_wide(qtbot, look, qapp):
    look.set_wide(True)
    draw(qtbot, qapp, "sell", size="-1920")
    assert not [str(cut) for cut in look.cuts.found()]


def test_two_hundred_percent_gives_finer_dots_and_the_same_places(qtbot, look, qapp):
    small = draw(qtbot, qapp, "keys")
    large = draw(qtbot, qapp, "keys", ratio=2)
    assert large.size() == small.size() * 2
    assert not [str(cut) for cut in look.cuts.found()]


def draw(qtbot, qapp, board, name="light", size="", ratio=1) -> QPixmap:
    """Draw one board and keep its picture."""
    QCursor.setPos(-100, -100)
    theme.use(qapp, name, Words("zh_CN"))
    widget = BOARDS[board]()
    qtbot.addWidget(widget)
    widget.setFixedSize(*SIZES[size])
    with qtbot.waitExposed(widget):
        widget.show()
    scan = widget.findChild(object, "scan")
    if scan is not None:
        scan.setFocus()
    picture = QPixmap(widget.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    widget.render(picture)
    SCREENS.mkdir(parents=True, exist_ok=True)
    scale = "" if ratio == 1 else "-200"
    assert picture.save(str(SCREENS / f"kit-{board}-{name}{size}{scale}.png"))
    return picture
