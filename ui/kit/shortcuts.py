"""Which key does what: an action has a name, a preset gives it a key, a button shows it.

`classic` is what hands at Chinese tills know (counter.md 3); `letters` is for keyboards whose
F-keys hide behind Fn. Screens never write a key down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.kit.keys import PRESETS, Action, written

_PROPERTY = "shukeKeys"


def use(app: QCoreApplication, preset: str, changed: Mapping[Action, str]) -> None:
    """The keys of this machine, for every keymap made from now on."""
    app.setProperty(_PROPERTY, (preset, dict(changed)))


def in_use() -> tuple[str, dict[Action, str]]:
    """The preset and what was changed about it."""
    app = QCoreApplication.instance()
    kept = app.property(_PROPERTY) if app is not None else None
    return (str(kept[0]), dict(kept[1])) if kept else ("classic", {})


class Keymap:
    """A preset, with what a shop has changed about it; without both, this machine's.

    Two actions may share a key only while they never stand on one screen (tenders and the sale).
    """

    def __init__(self, preset: str = "", changed: Mapping[Action, str] | None = None) -> None:
        kept, mine = (preset, changed or {}) if preset else in_use()
        self._keys = {**PRESETS[kept], **mine}

    @property
    def keys(self) -> dict[Action, str]:
        """Every action's key, as Qt writes it."""
        return dict(self._keys)

    def sequence(self, action: Action) -> QKeySequence:
        """The key as Qt takes it."""
        return QKeySequence(self._keys[action])

    def sequences(self, action: Action) -> list[QKeySequence]:
        """The same with the number pad's Enter, which Qt takes for another key."""
        key = self._keys[action]
        both = [key, key.replace("Return", "Enter")] if key.endswith("Return") else [key]
        return [QKeySequence(one) for one in both]

    def key_for(self, action: Action) -> str:
        """The key as it stands on a button: `F9`, `Shift F6`, `Ctrl Del`, `Enter`."""
        return written(self._keys[action])

    def means(self, event: QKeyEvent, action: Action) -> bool:
        """Whether a key press is this action's key."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.key()
        if key == Qt.Key.Key_Enter:
            key = Qt.Key.Key_Return
        if self._keys[action] == event.text() and event.text():
            return True
        pressed = QKeySequence(modifiers.value | key)
        return pressed == self.sequence(action)

    def bind(self, on: QWidget, handlers: Mapping[Action, Callable[[], object]]) -> list[QShortcut]:
        """Shortcuts of a screen: active while the focus is in `on` or below it."""
        made = []
        for action, handler in handlers.items():
            shortcut = QShortcut(on)
            shortcut.setKeys(self.sequences(action))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(action in (Action.LINE_UP, Action.LINE_DOWN))
            shortcut.activated.connect(handler)
            made.append(shortcut)
        return made


def key_for(action: Action, preset: str = "") -> str:
    """The key of this machine (or of a preset) as it stands on a button."""
    return Keymap(preset).key_for(action)
