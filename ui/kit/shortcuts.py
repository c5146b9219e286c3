"""Which key does what: an action has a name, a preset gives it a key, a button shows it.

`classic` is what hands at Chinese tills know (counter.md 3); `letters` is for keyboards whose
F-keys hide behind Fn. Screens never write a key down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class Action(StrEnum):
    """What a key may mean."""

    HELP = "help"
    MEMBER = "member"
    SEARCH = "search"
    QUANTITY = "quantity"
    DISCOUNT = "discount"
    PARK = "park"
    RECALL = "recall"
    PRICE_CHECK = "price_check"
    NO_SALE = "no_sale"
    PAY = "pay"
    REPRINT = "reprint"
    CUSTOMER_SCREEN = "customer_screen"
    LOCK = "lock"
    TIMES = "times"
    REMOVE_LINE = "remove_line"
    CANCEL_SALE = "cancel_sale"
    BACK = "back"
    CONFIRM = "confirm"
    NEW = "new"
    TOP_UP = "top_up"
    REWARDS = "rewards"
    EXCHANGE = "exchange"
    VOID = "void"
    LINE_UP = "line_up"
    LINE_DOWN = "line_down"
    TENDER_2 = "tender_2"
    TENDER_3 = "tender_3"
    TENDER_4 = "tender_4"
    TENDER_5 = "tender_5"
    TENDER_6 = "tender_6"
    TENDER_7 = "tender_7"
    TENDER_8 = "tender_8"
    PLACE_1 = "place_1"
    PLACE_2 = "place_2"
    PLACE_3 = "place_3"
    PLACE_4 = "place_4"
    PLACE_5 = "place_5"
    PLACE_6 = "place_6"
    PLACE_7 = "place_7"
    PLACE_8 = "place_8"
    PLACE_9 = "place_9"
    PLACE_10 = "place_10"


_TENDERS = {Action(f"tender_{n}"): f"F{n}" for n in range(2, 9)}
_PLACES = {Action(f"place_{n}"): f"Alt+{n % 10}" for n in range(1, 11)}
_COMMON = {
    Action.TIMES: "*",
    Action.REMOVE_LINE: "Del",
    Action.CANCEL_SALE: "Ctrl+Del",
    Action.BACK: "Esc",
    Action.CONFIRM: "Return",
    Action.NEW: "Ctrl+N",
    Action.LINE_UP: "Up",
    Action.LINE_DOWN: "Down",
    **_PLACES,
}
PRESETS: dict[str, dict[Action, str]] = {
    "classic": {
        Action.HELP: "F1",
        Action.MEMBER: "F2",
        Action.TOP_UP: "Shift+F2",
        Action.REWARDS: "Shift+F5",
        Action.EXCHANGE: "Shift+F9",
        Action.VOID: "Shift+F8",
        Action.SEARCH: "F3",
        Action.QUANTITY: "F4",
        Action.DISCOUNT: "F5",
        Action.PARK: "F6",
        Action.RECALL: "Shift+F6",
        Action.PRICE_CHECK: "F7",
        Action.NO_SALE: "F8",
        Action.PAY: "F9",
        Action.REPRINT: "F10",
        Action.CUSTOMER_SCREEN: "F11",
        Action.LOCK: "F12",
        **_TENDERS,
        **_COMMON,
    },
    "letters": {
        Action.HELP: "Ctrl+H",
        Action.MEMBER: "Ctrl+M",
        Action.TOP_UP: "Ctrl+T",
        Action.REWARDS: "Ctrl+G",
        Action.EXCHANGE: "Ctrl+W",
        Action.VOID: "Ctrl+B",
        Action.SEARCH: "Ctrl+F",
        Action.QUANTITY: "Ctrl+U",
        Action.DISCOUNT: "Ctrl+D",
        Action.PARK: "Ctrl+P",
        Action.RECALL: "Ctrl+R",
        Action.PRICE_CHECK: "Ctrl+I",
        Action.NO_SALE: "Ctrl+O",
        Action.PAY: "Ctrl+Return",
        Action.REPRINT: "Ctrl+J",
        Action.CUSTOMER_SCREEN: "Ctrl+K",
        Action.LOCK: "Ctrl+L",
        **{action: f"Ctrl+{key[1:]}" for action, key in _TENDERS.items()},
        **_COMMON,
    },
}
_SHOWN = {"Return": "Enter"}
_PROPERTY = "shukeKeys"
# actions that stand while one pays: a tender's key may be any other's, never one of these
_WHILE_PAYING = {
    *(Action.HELP, Action.PAY, Action.CONFIRM, Action.BACK, Action.LOCK, Action.CUSTOMER_SCREEN),
    *(Action.REPRINT, Action.REMOVE_LINE, *_PLACES),
}
FIXED = {Action.BACK, Action.CONFIRM, Action.TIMES, Action.LINE_UP, Action.LINE_DOWN}


def use(app: QCoreApplication, preset: str, changed: Mapping[Action, str]) -> None:
    """The keys of this machine, for every keymap made from now on."""
    app.setProperty(_PROPERTY, (preset, dict(changed)))


def in_use() -> tuple[str, dict[Action, str]]:
    """The preset and what was changed about it."""
    app = QCoreApplication.instance()
    kept = app.property(_PROPERTY) if app is not None else None
    return (str(kept[0]), dict(kept[1])) if kept else ("classic", {})


def read_changes(text: str) -> dict[Action, str]:
    """`pay=Ctrl+P;park=F5` as settings keep it; what makes no sense is left out."""
    pairs = (one.partition("=")[::2] for one in text.split(";"))
    known = {one.value: one for one in Action}
    return {known[name]: key for name, key in pairs if name in known and QKeySequence(key).count()}


def write_changes(changed: Mapping[Action, str]) -> str:
    """The same back."""
    return ";".join(f"{action.value}={key}" for action, key in sorted(changed.items()))


def clash(keys: Mapping[Action, str], action: Action, key: str) -> Action | None:
    """The action whose key that would be already, on a screen where both stand."""
    wanted = QKeySequence(key)
    for other, taken in keys.items():
        if other is not action and QKeySequence(taken) == wanted and _meet(action, other):
            return other
    return None


def _meet(one: Action, other: Action) -> bool:
    """Whether both stand on one screen: tenders meet what stands while one pays, only."""
    tenders = (one in _TENDERS, other in _TENDERS)
    if all(tenders) or not any(tenders):
        return True
    return (other if tenders[0] else one) in _WHILE_PAYING


def types_a_letter(key: str) -> bool:
    """Whether a key alone would type something: such a key can be no shortcut at a till."""
    return len(key) == 1 or key in ("Space", "Tab", "Backspace", "Enter", "Return", "Esc")


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
        parts = self._keys[action].split("+")
        return " ".join(_SHOWN.get(part, part) for part in parts)

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
