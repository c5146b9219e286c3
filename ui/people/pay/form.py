"""A rule of commission being made: for what, how much, for whom, from when."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from app.words import Words
from ui.kit import Action, Box, Choice, Field, Key, Line, Para, b, col, key_for, row, scroll
from ui.people.pay.viewmodel import RuleForm

Options = tuple[tuple[str, str], ...]


class Offered(Box):
    """A choice whose options may change: made anew only when they do."""

    picked = Signal(str)

    def __init__(self, columns: int) -> None:
        super().__init__()
        self._columns = columns
        self._shown: Options = ()
        self.choice: Choice | None = None

    def put(self, options: Options, chosen: str) -> None:
        """Show these options."""
        if options != self._shown or self.choice is None:
            self._shown = options
            self.choice = Choice(options, chosen, columns=self._columns, h=48)
            self.choice.picked.connect(self.picked)
            self.fill(self.choice)
        self.choice.set_chosen(chosen)
        self.setVisible(bool(options))


class RulePane(Box):
    """`typed(name, text)`, `searched(text)`, `saved`, `closed`."""

    typed = Signal(str, str)
    searched = Signal(str)
    saved = Signal()
    closed = Signal()

    def __init__(self, words: Words) -> None:
        self._serial = -1
        self.scopes, self.keys = Offered(3), Offered(2)
        self.hows, self.whos, self.froms = Offered(2), Offered(3), Offered(2)
        self.item = Field(words("pay.item"), icon="search", most=60)
        self.value = Field(words("pay.value.percent"), mode="number", most=12)
        self._example = Para(words("pay.example"), "small", "muted")
        self.close_key = Key(words("people.not_now"), key_for(Action.BACK), h=64, w=152)
        self.save_key = Key(words("pay.save"), kind="primary", size="title", h=64)
        body = col(
            _head(words("pay.what")),
            self.scopes,
            self.item,
            self.keys,
            _head(words("pay.how")),
            self.hows,
            self.value,
            self._example,
            _head(words("pay.for_whom")),
            self.whos,
            _head(words("pay.when")),
            self.froms,
            ...,
            gap=4,
            pad=(0, 0, 12, 0),
        )
        super().__init__(
            (scroll(body), 1),
            row(self.close_key, (self.save_key, 1), gap=8),
            pad=(24, 8, 24, 24),
            gap=12,
        )
        named = {"scope": self.scopes, "key": self.keys, "how": self.hows, "who": self.whos}
        for name, options in (*named.items(), ("from_on", self.froms)):
            options.picked.connect(partial(self.typed.emit, name))
        self.value.changed.connect(partial(self.typed.emit, "value"))
        self.value.entered.connect(lambda _text: self.saved.emit())
        self.item.changed.connect(self.searched)
        self.save_key.clicked.connect(self.saved)
        self.close_key.clicked.connect(self.closed)

    def put(self, shown: RuleForm) -> None:
        """Show the rule as far as it is."""
        if shown.serial != self._serial:
            self._serial = shown.serial
            self.value.set_text(shown.value)
            self.item.set_text("")
        self.scopes.put(shown.scopes, shown.scope)
        self.item.setVisible(shown.search)
        self.keys.put(shown.keys, shown.key)
        self.hows.put(shown.hows, shown.how)
        self.value.set_label(shown.value_label)
        self.value.set_error(shown.value_error)
        self.whos.put(shown.whos, shown.who)
        self.froms.put(shown.froms, shown.from_on)
        self.save_key.change(title=shown.save, off=shown.save_off)


def _head(text: str) -> Line:
    return Line([b(text)], h=40)
