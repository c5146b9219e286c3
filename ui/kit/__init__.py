"""The design system every screen stands on: tokens, theme, pieces, charts, shortcuts, sounds.

Everything takes words that are already translated; screens import names from here.
"""

from __future__ import annotations

from ui.kit import theme, tokens
from ui.kit.charts.bars import lean, meter, spark, split_bar
from ui.kit.charts.curve import day_curve
from ui.kit.charts.painted import Painted, bar
from ui.kit.pieces.basket import BasketHead, BasketRow, BasketView
from ui.kit.pieces.box import Box, col, grid, page, record, row, rule, scroll, section
from ui.kit.pieces.choice import Choice, Switch, Tabs
from ui.kit.pieces.field import Field
from ui.kit.pieces.key import Key, link
from ui.kit.pieces.keypad import Dots, Keypad, PinPad
from ui.kit.pieces.line import Line, Para
from ui.kit.pieces.paper import PaperPreview
from ui.kit.pieces.states import (
    Busy,
    BusyLine,
    EmptyState,
    ErrorState,
    Loading,
    Panel,
    state_row,
)
from ui.kit.pieces.strip import BarStrip, Dock, MemberStrip, Nudge
from ui.kit.pieces.table import Column, RecordTable, TableRow
from ui.kit.pieces.toast import Toast
from ui.kit.runs import Run, RunsLike, b, chip, ico, s, swatch, t, word, yuan
from ui.kit.shortcuts import Action, Keymap, key_for
from ui.kit.sounds import Sounds
from ui.kit.theme import Theme

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
    "page",
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
