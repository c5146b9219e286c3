"""The design system every screen stands on: tokens, theme, pieces, charts, shortcuts, sounds.

Everything takes words that are already translated; screens import names from here. A name is
loaded when it is first asked for: the first paint waits only for what it paints with.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.kit import theme, tokens
    from ui.kit.charts.bars import lean, meter, spark, split_bar
    from ui.kit.charts.curve import day_curve
    from ui.kit.charts.painted import Painted, bar
    from ui.kit.charts.series import Plot, money_axis, plot
    from ui.kit.keys import Action
    from ui.kit.pieces.basket import BasketHead, BasketRow, BasketView
    from ui.kit.pieces.box import Box, col, grid, page, record, row, rule, scroll, section
    from ui.kit.pieces.choice import Choice, Switch
    from ui.kit.pieces.field import Field
    from ui.kit.pieces.key import Key, link
    from ui.kit.pieces.keypad import Dots, Keypad, PinPad
    from ui.kit.pieces.line import Line, Para
    from ui.kit.pieces.paper import PaperPreview
    from ui.kit.pieces.rows import Column, TableRow
    from ui.kit.pieces.states import (
        Busy,
        BusyLine,
        EmptyState,
        ErrorPage,
        ErrorState,
        Loading,
        Panel,
        state_row,
    )
    from ui.kit.pieces.strip import BarStrip, Dock, MemberStrip, Nudge
    from ui.kit.pieces.table import RecordTable
    from ui.kit.pieces.tabs import Tabs
    from ui.kit.pieces.toast import Toast
    from ui.kit.runs import Run, RunsLike, b, chip, ico, outcome, s, swatch, t, word, yuan
    from ui.kit.shortcuts import Keymap, key_for
    from ui.kit.sounds import Sounds
    from ui.kit.theme import Theme

_HOMES = {
    "charts.bars": "lean meter spark split_bar",
    "charts.curve": "day_curve",
    "charts.painted": "Painted bar",
    "charts.series": "Plot money_axis plot",
    "pieces.basket": "BasketHead BasketRow BasketView",
    "pieces.box": "Box col grid page record row rule scroll section",
    "pieces.choice": "Choice Switch",
    "pieces.field": "Field",
    "pieces.key": "Key link",
    "pieces.keypad": "Dots Keypad PinPad",
    "pieces.line": "Line Para",
    "pieces.paper": "PaperPreview",
    "pieces.states": "Busy BusyLine EmptyState ErrorPage ErrorState Loading Panel state_row",
    "pieces.strip": "BarStrip Dock MemberStrip Nudge",
    "pieces.rows": "Column TableRow",
    "pieces.table": "RecordTable",
    "pieces.tabs": "Tabs",
    "pieces.toast": "Toast",
    "runs": "Run RunsLike b chip ico outcome s swatch t word yuan",
    "keys": "Action",
    "shortcuts": "Keymap key_for",
    "sounds": "Sounds",
    "theme": "Theme",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "Action",
    "BarStrip",
    "BasketHead",
    "BasketRow",
    "BasketView",
    "Box",
    "Busy",
    "BusyLine",
    "Choice",
    "Column",
    "Dock",
    "Dots",
    "EmptyState",
    "ErrorPage",
    "ErrorState",
    "Field",
    "Key",
    "Keymap",
    "Keypad",
    "Line",
    "Loading",
    "MemberStrip",
    "Nudge",
    "Painted",
    "Panel",
    "PaperPreview",
    "Para",
    "PinPad",
    "Plot",
    "RecordTable",
    "Run",
    "RunsLike",
    "Sounds",
    "Switch",
    "TableRow",
    "Tabs",
    "Theme",
    "Toast",
    "b",
    "bar",
    "chip",
    "col",
    "day_curve",
    "grid",
    "ico",
    "key_for",
    "lean",
    "link",
    "meter",
    "money_axis",
    "outcome",
    "page",
    "plot",
    "record",
    "row",
    "rule",
    "s",
    "scroll",
    "section",
    "spark",
    "split_bar",
    "state_row",
    "swatch",
    "t",
    "theme",
    "tokens",
    "word",
    "yuan",
]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"the kit has no {name}")
    found = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = found
    return found
