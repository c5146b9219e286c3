"""What to read and of which days: the list at the left, the days and the comparison above."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Column,
    Field,
    Key,
    Line,
    RecordTable,
    TableRow,
    Tabs,
    b,
    key_for,
    row,
    s,
    t,
)
from ui.reports.viewmodel.page import SPANS, ListedVM, PageVM

CALM_MS = 250  # arrows held down choose where they stop
LIST = 232
WIDTHS = {"print": 140, "text": 152, "qr": 132}


class ListPane(Box):
    """`chosen(code)`: arrows or a touch, once they rest."""

    chosen = Signal(str)

    def __init__(self, words: Words, title: str) -> None:
        self.table = RecordTable((Column(""),), name=title, pad=24, row_height=44)
        super().__init__(
            row((Line([b(title, "figure")], h=56), 1), pad=(8, 24), h=72),
            (self.table, 1),
            bg="surface",
            edges="r",
            w=LIST,
        )
        self.table.view.horizontalHeader().hide()
        self._code = ""
        self._listed: tuple[ListedVM, ...] = ()
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(lambda: self.chosen.emit(self._code))
        self.table.chosen.connect(self._walked)
        self.table.opened.connect(self._meant)
        self.table.view.clicked.connect(
            lambda index: self._meant(self.table.model.row(index.row()).key)
        )

    def put(self, shown: PageVM) -> None:
        """The list; the report in front stands out in it."""
        if shown.listed != self._listed:
            self._listed = shown.listed
            self.table.put(
                [
                    TableRow(one.code or f"group-{n}", (t(one.name) if one.code else s(one.name),))
                    for n, one in enumerate(shown.listed)
                ]
            )
        if not self._calm.isActive() and self.table.current != shown.chosen:
            self._code = shown.chosen
            self.table.choose(shown.chosen)

    def _walked(self, key: str) -> None:
        if key.startswith("group-") or key == self._code:
            return
        self._code = key
        self._calm.start()

    def _meant(self, key: str) -> None:
        self._calm.stop()
        if not key.startswith("group-"):
            self._code = key
            self.chosen.emit(key)


class DaysPane(Box):
    """`stepped(by)`, `typed(text)`, `spanned(code)`, `compared`, `now`."""

    stepped = Signal(int)
    typed = Signal(str)
    spanned = Signal(str)
    compared = Signal()
    now = Signal()

    def __init__(self, words: Words) -> None:
        self.earlier = Key("", icon="left", h=56, w=56)
        self.later = Key("", icon="next", h=56, w=56)
        for key, name in ((self.earlier, "earlier"), (self.later, "later")):
            key.setAccessibleName(words(f"reports.{name}"))
        self.field = Field(
            hint=words("reports.days_hint"), name=words("reports.days"), icon="calendar", w=188
        )
        self.today = Key(words("reports.today"), h=56, w=88)
        self.spans = Tabs([words(f"reports.span.{one}") for one in SPANS], gap=16)
        self.compare = Key(words("reports.compare.none"), icon="exchange", h=56, w=200)
        self._rest = Box()  # keeps the keys at the left where there are no tabs
        super().__init__(
            *(self.earlier, self.field, self.later, self.today, 8),
            *((self.spans, 1), (self._rest, 1), self.compare),
            across=True,
            gap=8,
            pad=(8, 24),
        )
        self.earlier.clicked.connect(lambda: self.stepped.emit(-1))
        self.later.clicked.connect(lambda: self.stepped.emit(1))
        self.today.clicked.connect(self.now)
        self.field.entered.connect(self.typed)
        self.spans.picked.connect(lambda place: self.spanned.emit(SPANS[place]))
        self.compare.clicked.connect(self.compared)

    def put(self, shown: PageVM) -> None:
        """What can be asked of this report."""
        self.setVisible(shown.asks != "nothing" and shown.state != "traffic")
        self.spans.setVisible(shown.asks == "period")
        self._rest.setVisible(shown.asks != "period")
        self.spans.set_on(SPANS.index(shown.span) if shown.span in SPANS else -1)
        self.compare.setVisible(shown.compares)
        self.compare.change(title=shown.compare_words, chosen=bool(shown.compare))
        self.later.setEnabled(not shown.later_off)
        self.today.setEnabled(not shown.later_off or shown.span == "any")


class ExportPane(Box):
    """`asked(form)`: print, pdf, xlsx, csv, text, qr. `typed(path)`: where files go."""

    asked = Signal(str)
    typed = Signal(str)
    FORMS = (
        ("print", "printer"),
        ("text", "note"),
        ("qr", "qr"),
        ("pdf", ""),
        ("xlsx", ""),
        ("csv", ""),
    )

    def __init__(self, words: Words) -> None:
        self.keys = {
            form: Key(words(f"reports.export.{form}"), icon=icon, h=56, w=WIDTHS.get(form, 80))
            for form, icon in self.FORMS
        }
        self.keys["print"].change(key=key_for(Action.REPRINT))
        self.path = Field(name=words("reports.export.where"), icon="download", ime=False, most=400)
        super().__init__(
            *self.keys.values(), (self.path, 1), across=True, gap=8, pad=(8, 24), edges="t"
        )
        self.path.changed.connect(self.typed)
        for form, key in self.keys.items():
            key.clicked.connect(lambda _=False, form=form: self.asked.emit(form))

    def put(self, shown: PageVM, folder: str) -> None:
        """Usable once there is a report; `folder` is where files go if nothing is typed."""
        self.path.set_hint(folder)
        self.setVisible(shown.state in ("shown", "nothing", "loading"))
        for key in self.keys.values():
            key.setEnabled(shown.report is not None and not shown.exporting)
