"""A member's page: who they are, what their tier is worth, when they came."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.kit import (
    Action,
    Box,
    Key,
    Line,
    Para,
    b,
    chip,
    col,
    ico,
    key_for,
    link,
    record,
    row,
    rule,
    s,
    scroll,
    section,
    spark,
    t,
)
from ui.members.viewmodel import Fact, FileVM, SaleVM

SHOWN = 6


def facts(rows: Sequence[Fact]) -> list[QWidget]:
    """Label at the left, words at the right."""
    return [
        record(
            [(0, t(one.label, role="muted")), (150, b(one.value, role=one.role), "r")],
            edges="" if place == len(rows) - 1 else "b",
        )
        for place, one in enumerate(rows)
    ]


class FilePane(Box):
    """`used` (in the sale), `edited`, `revealed` (show the number whole), `closed`."""

    used = Signal()
    edited = Signal()
    revealed = Signal()
    closed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__(bg="surface")
        self._words = words
        self._head = Line(h=56, gap=12)
        self.reveal_key = link(words("members.reveal"), h=56)
        self.back_key = link(words("members.all_key"), key_for(Action.BACK), h=56)
        self.edit_key = Key(words("members.edit"), icon="edit", h=56, w=168)
        self.use_key = Key(
            words("members.use"), key_for(Action.MEMBER), kind="primary", h=56, w=184
        )
        head = row(
            (self._head, 1),
            self.reveal_key,
            8,
            self.back_key,
            8,
            self.edit_key,
            self.use_key,
            gap=8,
            h=72,
            pad=(8, 24),
        )
        self._said = Line(h=40)
        self._said_box = row((self._said, 1), pad=(0, 24))
        self._body = Box(pad=(16, 24))
        self.add(head)
        self.add(rule())
        self.add(self._said_box)
        self.add((scroll(self._body), 1))
        self.reveal_key.clicked.connect(self.revealed)
        self.use_key.clicked.connect(self.used)
        self.edit_key.clicked.connect(self.edited)
        self.back_key.clicked.connect(self.closed)

    def put(self, shown: FileVM) -> None:
        """Show a member."""
        words = self._words
        head = [b(shown.name, "figure", elide=True)]
        if shown.tier:
            head.append(chip(shown.tier, "tier"))
        head.append(t(shown.phone, role="text" if not shown.phone_off else "muted"))
        head.append(s(shown.since))
        self._head.put(head)
        self.reveal_key.change(title=shown.phone_key, sub="")
        self.reveal_key.setVisible(not shown.phone_off)
        self.use_key.set_off(shown.use_off)
        self.edit_key.set_off(shown.edit_off)
        said = shown.error or shown.inactive or shown.said
        mark = ico("alert", "warning") if shown.inactive else ico("check", "positive")
        self._said_box.setVisible(bool(said))
        self._said.put([mark, t(said, elide=True)] if said else ())
        profile = section(words("members.profile"), *facts(shown.facts))
        self._body.fill(
            row(
                (col(profile, ...), 10),
                rule(upright=True),
                (col(self._tier(shown), ...), 9),
                rule(upright=True),
                (col(self._visits(shown), ...), 12),
                gap=24,
            ),
            ...,
        )

    def _tier(self, shown: FileVM) -> Box:
        words = self._words
        lead = Line(b(shown.tier or words("members.no_tier"), "amount", "tier"), h=60)
        if not shown.tier:
            lead = Line(b(words("members.no_tier"), "figure", "muted"), h=60)
        rows: list[QWidget] = [Line(t(words("members.tier"), role="muted"), h=40), rule(), lead]
        if shown.worth:
            rows.append(Line(s(words("members.worth")), h=28))
            rows += facts(shown.worth)
        elif shown.worth_none:
            rows.append(Para(shown.worth_none, "small", "muted"))
        return col(*rows)

    def _visits(self, shown: FileVM) -> Box:
        words = self._words
        rows: list[QWidget | int] = []
        if any(shown.weeks):
            name = words("members.weeks")
            rows += [12, spark(shown.weeks, h=64, name=name), 4]
            rows += [Line(s(words("members.weeks_ago")), s(words("members.this_week")), h=24)]
        seen = shown.sales[:SHOWN]
        rows += [_visit(one, last=place == len(seen) - 1) for place, one in enumerate(seen)]
        if not seen:
            rows += [8, Para(words("members.no_visit_why"), "body", "muted")]
        title = words("members.weeks") if any(shown.weeks) else words("members.visits_title")
        return section(title, *rows, hint=shown.visits)


def _visit(one: SaleVM, *, last: bool) -> Box:
    what = [t(one.what), s(one.number, elide=True)]
    return record(
        [(112, s(one.when)), (0, what), (96, b(one.value), "r")], edges="" if last else "b"
    )
