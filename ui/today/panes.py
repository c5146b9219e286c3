"""Today's parts: the sales figure with its curve, alerts, the formula, tenders, what is owed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.kit import (
    Box,
    EmptyState,
    Key,
    Line,
    Para,
    Run,
    b,
    col,
    day_curve,
    ico,
    lean,
    link,
    money_axis,
    record,
    row,
    rule,
    s,
    scroll,
    section,
    split_bar,
    swatch,
    t,
    yuan,
)
from ui.kit.pieces.box import Item
from ui.today.viewmodel import AlertVM, CurveVM, FactorVM, TodayVM

CURVE = 172
WIDE_CURVE = 328
ALERTS = 400
LEAST = 264  # three of them are seen, on an empty day too


class SalesPane(Box):
    """How much, against what is usual, and the curve; `sell` from the empty day."""

    sell = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        super().__init__()

    def put(self, shown: TodayVM, sign: str, *, wide: bool) -> None:
        """Show it."""
        words = self._words
        legend = _legend(shown.curve)
        figure: list[Run | int] = [*yuan(shown.sales, sign=sign)]
        beside: list[Run | int] = []
        if shown.empty:
            figure = [b(words("today.empty"), "figure")]
        else:
            beside = [12, b(shown.against, role=shown.against_role)]
            beside += [s(shown.against_change)] if shown.against_change else []
        items: list[Item] = [
            Line([s(words("today.sales")), s(shown.receipts)], legend, h=32),
            Line([*figure, *beside], [s(shown.forecast)] if shown.forecast else (), h=64),
        ]
        if shown.empty:
            key = Key(words("today.to_sell"), "Alt 1", kind="primary", icon="sell", h=64, w=264)
            key.clicked.connect(self.sell)
            why = words("today.empty_why" if shown.curve is None else "today.empty_usual")
            items.append(row((Para(why, role="muted"), 1), key, gap=24))
            items.append(8)
        if shown.curve is not None:
            items.append(_curve(shown.curve, shown.digits, WIDE_CURVE if wide else CURVE))
        self.fill(*items, ...)


def _legend(curve: CurveVM | None) -> list[Run | int]:
    if curve is None or not curve.usual:
        return []
    today, usual = curve.legend
    return [swatch("accent"), t(today, "small"), 4, swatch("band"), s(usual)]


def _curve(curve: CurveVM, digits: int, h: int) -> QWidget:
    return day_curve(
        curve.now,
        curve.usual,
        first_hour=curve.first_hour,
        bands=curve.bands,
        running=curve.running,
        figure=money_axis(digits),
        h=h,
        name=curve.spoken,
    )


class AlertsPane(Box):
    """`opened(AlertVM)`."""

    opened = Signal(object)

    def __init__(self, words: Words) -> None:
        self._words = words
        self._head = Line(h=40)
        self._rows = Box()
        super().__init__(self._head, rule(), (scroll(self._rows), 1), w=ALERTS)
        self.setMinimumHeight(LEAST)

    def put(self, shown: TodayVM) -> None:
        """Show them, the gravest first."""
        words, count = self._words, len(shown.alerts)
        self._head.put([b(words("today.alerts")), s(words("today.alerts_n", n=count))])
        if not count:
            why = words("today.no_alerts_why")
            self._head.put([b(words("today.alerts"))])
            self._rows.fill(EmptyState("check", words("today.no_alerts"), why, w=320))
            return
        self._rows.fill(*(self._row(one) for one in shown.alerts), ...)

    def _row(self, one: AlertVM) -> Box:
        said: list[Item] = [Para(one.text)]
        if one.why:
            said.append(Para(one.why, "small", "muted"))
        key = None
        if one.place:
            key = link(one.go, h=48)
            key.setAccessibleName(f"{one.go} {one.text}")
            key.clicked.connect(lambda: self.opened.emit(one))
        mark = col(Line([ico(one.icon, one.role)], h=24, w=32), ...)
        return row(mark, (col(*said, ...), 1), key, gap=4, pad=(8, 0), edges="b")


class FormulaPane(Box):
    """Visitors x conversion x visits x ticket, and what each did."""

    def __init__(self, words: Words) -> None:
        self._words = words
        super().__init__()

    def put(self, shown: TodayVM) -> None:
        """Show it; a day without a sale has none."""
        self.setVisible(bool(shown.factors))
        if not shown.factors:
            return
        cells: list[Item] = []
        for place, one in enumerate(shown.factors):
            if place:
                cells += [Line([t("×", "title", "muted")], h=96, w=40)]
            cells.append((_factor(one), 1))
        self.fill(section(self._words("today.why"), row(*cells), hint=shown.why_about))


def _factor(one: FactorVM) -> Box:
    under = [s(text) for text in (one.change, one.part) if text]
    bar = lean(one.lean, one.top, w=88) if one.part else None
    return col(
        Line([s(one.label)], h=28),
        Line([t(one.value, "figure")], h=36),
        row((Line(under, h=24), 1), bar, 16),
        pad=(4, 0),
    )


class PaidPane(Box):
    """How it was paid: one bar, then its parts."""

    def __init__(self, words: Words) -> None:
        self._words = words
        super().__init__()

    def put(self, shown: TodayVM) -> None:
        """Show it."""
        words = self._words
        if not shown.shares:
            none = Para(words("today.paid_none"), role="muted")
            self.fill(section(words("today.paid"), 12, none), ...)
            return
        parts = [(one.minor, one.role) for one in shown.shares if one.minor]
        rows = [
            record(
                [
                    (0, [swatch(one.role), t(one.name)]),
                    (64, s(one.share), "r"),
                    (132, b(one.sum), "r"),
                ],
                h=28,
                edges="",
            )
            for one in shown.shares
        ]
        bar = split_bar(parts, name=shown.shares_spoken)
        self.fill(section(words("today.paid"), 12, bar, 8, *rows, hint=shown.receipts), ...)


class OwedPane(Box):
    """What members have with the shop; `opened` leads to what it is made of."""

    opened = Signal()

    def __init__(self, words: Words) -> None:
        self._words = words
        super().__init__()

    def put(self, shown: TodayVM) -> None:
        """Show it."""
        words = self._words
        head = [(0, s(""), "r"), (132, s(words("today.owed_change")), "r")]
        rows: list[Item] = [
            record([*head, (132, s(words("today.owed_balance")), "r")], h=28, edges="")
        ]
        for one in shown.owed:
            rows.append(
                record(
                    [(0, t(one.name)), (132, s(one.change), "r"), (132, b(one.balance), "r")], h=32
                )
            )
        more = link(words("today.go.reports"), h=40)
        more.clicked.connect(self.opened)
        self.fill(section(words("today.owed"), *rows, hint=shown.owed_sum, right=more), ...)
