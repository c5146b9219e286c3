"""What a walk over a screen asks of every control: a name, and no text that was cut."""

from collections.abc import Iterator

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


def nameless(root: QWidget) -> Iterator[str]:
    """Visible controls of `root` that a screen reader could not name."""
    for control in root.findChildren(QWidget):
        seen = isinstance(control, CONTROLS) and not isinstance(control, QHeaderView)
        seen = seen and control.isVisibleTo(root)
        if seen and not control.accessibleName().strip():
            yield f"{type(control).__name__} at {control.geometry().getRect()}"
