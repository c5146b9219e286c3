"""The same for a pole display: two lines of letters without Chinese, or eight digits under a lamp.

It says what the customer's screen says, in the sequence of a sale: the goods that came and their
price, the total, what was paid and the change. Amounts carry no thousands mark: a display counts
a comma as a digit or not at all.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Protocol

from app.words import Words
from ui.bridge.customer_view import CustomerLine, CustomerMode, CustomerView

COLUMNS = 20
_NOT_FIGURE = re.compile(r"[^0-9.\-]")


class Show(Protocol):
    """`Devices.show`."""

    def __call__(self, lines: tuple[str, ...], *, lamp: str = "", figure: str = "") -> None: ...


class Pole:
    """`put(view)` shows what changed; the device takes the newest only and never holds us up."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._view: CustomerView | None = None

    def put(self, view: CustomerView, words: Words) -> None:
        """The customer's view as it is now, in the shop's paper language."""
        before, self._view = self._view, view
        if view == before:
            return
        if view.mode is CustomerMode.CLOSED:
            self._show(("", ""))
        elif view.mode is CustomerMode.WELCOME:
            self._show((words("pole.welcome"), ""))
        elif view.mode is CustomerMode.SALE:
            self._sale(view, before, words)
        elif view.mode is CustomerMode.PAYMENT:
            self._payment(view, words)
        else:
            self._done(view, words)

    def _sale(self, view: CustomerView, before: CustomerView | None, words: Words) -> None:
        came = _came(view, before)
        due = plain(view.due)
        if came is None:
            self._show((pair(words("pole.total"), due), ""), lamp="total", figure=due)
            return
        price = plain(came.amount)
        name, count = letters(came.english or came.name), letters(came.qty)
        self._show((name, pair(count, price)), lamp="price", figure=price)

    def _payment(self, view: CustomerView, words: Words) -> None:
        due = plain(view.due)
        paid = plain(view.tenders[-1][1]) if view.tenders else ""
        above = pair(words("pole.paid"), paid) if paid else ""
        self._show((above, pair(words("pole.total"), due)), lamp="total", figure=due)

    def _done(self, view: CustomerView, words: Words) -> None:
        """With change the change is what one looks at; without it what was paid."""
        given = [Decimal(plain(amount) or "0") for _, amount in view.tenders]
        paid, change = str(sum(given)) if given else plain(view.due), plain(view.change)
        back = bool(change.strip("0.-"))
        lamp, figure = ("change", change) if back else ("paid", paid)
        lines = pair(words("pole.paid"), paid), pair(words("pole.change"), change) if back else ""
        self._show(lines, lamp=lamp, figure=figure)


def plain(amount: str) -> str:
    """`1,234.50` as `1234.50`; any minus as `-`."""
    return _NOT_FIGURE.sub("", amount.replace("\u2212", "-"))


def letters(text: str) -> str:
    """What a display of this kind has of it."""
    return " ".join("".join(c if " " <= c <= "~" else " " for c in text).split())


def pair(left: str, right: str) -> str:
    """A word at the left and an amount at the right edge; the amount is never cut."""
    room = COLUMNS - len(right) - 1
    return right.rjust(COLUMNS) if room < 1 else f"{left[:room]:<{room}} {right}"


def _came(view: CustomerView, before: CustomerView | None) -> CustomerLine | None:
    """The line that is new or grew; None when something was only taken off."""
    old = before.lines if before is not None else ()
    if len(view.lines) < len(old):
        return None
    news = [line for at, line in enumerate(view.lines) if at >= len(old) or line != old[at]]
    return news[-1] if news else None
