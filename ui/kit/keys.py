"""Actions and their keys by name, without Qt: presets, what a shop changed, who would clash.

`classic` is what hands at Chinese tills know (counter.md 3); `letters` is for keyboards whose
F-keys hide behind Fn. Keys are written as Qt writes them (`Ctrl+F9`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


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
# actions that stand while one pays: a tender's key may be any other's, never one of these
_WHILE_PAYING = {
    *(Action.HELP, Action.PAY, Action.CONFIRM, Action.BACK, Action.LOCK, Action.CUSTOMER_SCREEN),
    *(Action.REPRINT, Action.REMOVE_LINE, *_PLACES),
}
FIXED = {Action.BACK, Action.CONFIRM, Action.TIMES, Action.LINE_UP, Action.LINE_DOWN}
_KEY = re.compile(
    r"(?:(?:Ctrl|Shift|Alt|Meta)\+)*"
    r"(?:F\d{1,2}|[A-Z0-9]|[-=\[\];',./\\`+*]|Del|Ins|Home|End|PgUp|PgDown|Up|Down|Left|Right"
    r"|Return|Enter|Space|Tab|Backspace|Esc|Pause|Print|ScrollLock)"
)


def read_changes(text: str) -> dict[Action, str]:
    """`pay=Ctrl+P;park=F5` as settings keep it; what makes no sense is left out."""
    pairs = (one.partition("=")[::2] for one in text.split(";"))
    known = {one.value: one for one in Action}
    return {known[name]: key for name, key in pairs if name in known and _KEY.fullmatch(key)}


def write_changes(changed: Mapping[Action, str]) -> str:
    """The same back."""
    return ";".join(f"{action.value}={key}" for action, key in sorted(changed.items()))


def clash(keys: Mapping[Action, str], action: Action, key: str) -> Action | None:
    """The action whose key that would be already, on a screen where both stand."""
    for other, taken in keys.items():
        if other is not action and _same(taken, key) and _meet(action, other):
            return other
    return None


def _same(one: str, other: str) -> bool:
    """Whatever the sequence of what is held."""
    return sorted(one.split("+")) == sorted(other.split("+"))


def _meet(one: Action, other: Action) -> bool:
    """Whether both stand on one screen: tenders meet what stands while one pays, only."""
    tenders = (one in _TENDERS, other in _TENDERS)
    if all(tenders) or not any(tenders):
        return True
    return (other if tenders[0] else one) in _WHILE_PAYING


def types_a_letter(key: str) -> bool:
    """Whether a key alone would type something: such a key can be no shortcut at a till."""
    return len(key) == 1 or key in ("Space", "Tab", "Backspace", "Enter", "Return", "Esc")


def written(key: str) -> str:
    """A key as it stands on a button: `F9`, `Shift F6`, `Ctrl Del`, `Enter`."""
    return " ".join(_SHOWN.get(part, part) for part in key.split("+"))
