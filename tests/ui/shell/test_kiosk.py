"""A kiosk's window has no frame and closes only when it was said that it may."""

from PySide6.QtCore import Qt

from ui.shell.opening.first_paint import Frame


def test_a_kiosk_does_not_close_by_itself(qtbot):
    frame = Frame(kiosk=True)
    qtbot.addWidget(frame)
    left = []
    frame.closing.connect(lambda: left.append(True))
    frame.show()
    assert frame.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert not frame.close()
    assert frame.isVisible()
    assert left == []
    frame.leave()
    assert not frame.isVisible()
    assert left == [True]


def test_any_other_window_closes_as_ever(qtbot):
    frame = Frame()
    qtbot.addWidget(frame)
    frame.show()
    assert frame.close()
