"""Plays a morning at the counter on the real window, as a person would: keys, a scanner, a card.

`make run` does it where there is no display, and leaves pictures, the receipt and the journal's
verification. Every key goes the way a keyboard's does.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtTest import QTest

from app.domain.permissions import Role
from ui.kit import Key
from ui.shell.entry.login import EntryScreen
from ui.shell.hand import NO_MODIFIER, commit, press, scan
from ui.shell.program import Program
from ui.shell.steps import Stepper, Steps

_log = logging.getLogger("demo")
K = Qt.Key
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
BETWEEN_MS = 60  # a fast person
LOOKS_AT_PHONE_MS = 700
LONGEST_PRINT_MS = 5000


class Play(Stepper):
    """The counter story. Pictures and papers go to `out`; `failed(sentence)` for a bad journal."""

    failed = Signal(str)

    def __init__(self, program: Program, out: Path, folder: Path) -> None:
        super().__init__(program)
        self._program, self._out, self._folder = program, out, folder
        self._said = "the start"
        self._number = 0
        self._old = set(folder.joinpath("paper").glob("*"))
        self._papers_seen = len([path for path in self._old if path.suffix == ".txt"])
        self._out.mkdir(parents=True, exist_ok=True)

    def where(self) -> str:
        """The last thing done."""
        return self._said

    def script(self) -> Steps:
        """The morning, one gesture after another."""
        for name, part in self._parts():
            self._said = name
            yield from part()
            yield from self._picture(name)
        yield from self._papers()
        yield from self._verify()

    def _parts(self) -> Iterator[tuple[str, Callable[[], Steps]]]:
        yield "log-in", self._choose_cashier
        yield "shift", self._open_shift
        yield "scan", self._scan_goods
        yield "weigh", self._weigh
        yield "member", self._member
        yield "parked", self._park
        yield "recalled", self._recall
        yield "approval", self._discount
        yield "approved", self._approve
        yield "split", self._split
        yield "receipt", self._rest
        yield "x", self._x

    # --- the parts -----------------------------------------------------------------------------

    def _choose_cashier(self) -> Steps:
        yield from self._choose(Role.CASHIER)

    def _open_shift(self) -> Steps:
        yield from self._pin(Role.CASHIER)
        yield lambda: self._program.window.covered is None
        yield self._idle
        if self._program.session.shift is None:  # the demo shop may have been played before
            yield from self._type("200")
            yield from self._key(K.Key_Return)
        yield lambda: self._program.session.shift is not None

    def _scan_goods(self) -> Steps:
        for name in ("北岸可乐", "晨牧纯牛奶", "田野家薯片"):
            yield from self._scan(self._barcode(name))
        yield from self._scan(self._barcode("北岸可乐"))

    def _weigh(self) -> Steps:
        yield from self._type("红富士苹果")
        yield from self._key(K.Key_Return)
        yield from self._type("1.354")
        yield from self._key(K.Key_Return)

    def _member(self) -> Steps:
        from app.usecases.member.find import search

        found = search(self._program.session.services, "陈", limit=100)
        row = next(one for one in found if one.tier_id == "gold")
        yield from self._key(K.Key_F2)
        yield from self._type(row.phone_masked[-4:])
        yield from self._key(K.Key_Return)

    def _park(self) -> Steps:
        yield from self._key(K.Key_F6)

    def _recall(self) -> Steps:
        yield from self._key(K.Key_F6, SHIFT)
        yield from self._key(K.Key_Return)

    def _discount(self) -> Steps:
        yield from self._key(K.Key_F5)
        yield from self._type("20")
        yield from self._touch("客诉补偿", "Complaint")
        yield from self._key(K.Key_Return)

    def _approve(self) -> Steps:
        yield from self._touch("王建国")
        yield from self._pin(Role.MANAGER)
        yield from self._key(K.Key_Return)

    def _split(self) -> Steps:
        yield from self._key(K.Key_F9)
        yield from self._type("10")
        yield from self._key(K.Key_Return)

    def _rest(self) -> Steps:
        yield from self._key(K.Key_F3)
        yield lambda: self.elapsed_ms() > LOOKS_AT_PHONE_MS
        yield from self._key(K.Key_Return)
        yield self._printed

    def _x(self) -> Steps:
        """The manager looks at the drawer: X on screen and on paper."""
        window, session = self._program.window, self._program.session
        yield from self._key(K.Key_F12)
        yield from self._touch(session.words("shell.entry.others"))
        yield from self._choose(Role.MANAGER)
        yield from self._pin(Role.MANAGER)
        yield lambda: window.covered is None
        yield from self._key(K.Key_4, ALT)
        yield from self._touch(session.words("shift.print_x"))
        yield self._printed

    # --- hands ---------------------------------------------------------------------------------

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> Steps:
        window = self._program.frame.windowHandle()
        press(window, key, modifiers)
        yield lambda: self.elapsed_ms() >= BETWEEN_MS
        yield self._idle

    def _type(self, text: str) -> Steps:
        for char in text:
            if char.isascii():
                press(self._program.frame.windowHandle(), char)
            else:
                commit(char)
            yield lambda: self.elapsed_ms() >= BETWEEN_MS
        yield self._idle

    def _choose(self, role: Role) -> Steps:
        """Arrow keys to the first person of a role, from wherever one is."""
        entry = self._program.window.covered
        assert isinstance(entry, EntryScreen)
        yield lambda: bool(entry.presenter.state.pins)
        state = entry.presenter.state
        ids = [one.operator_id for one in state.face.people]
        roles = [one.role for one in state.face.people]
        here = ids.index(state.chosen) if state.chosen else -1
        for _ in range((roles.index(role.value) - here) % len(roles)):
            yield from self._key(K.Key_Right)

    def _touch(self, *titles: str) -> Steps:
        """The key with one of these words on it."""
        keys = [one for one in self._program.window.findChildren(Key) if one.isVisible()]
        key = next((one for one in keys if one.title in titles), None)
        if key is not None:
            QTest.mouseClick(key, Qt.MouseButton.LeftButton)
        yield lambda: self.elapsed_ms() >= BETWEEN_MS
        yield self._idle

    def _scan(self, code: str) -> Steps:
        scan(self._program.frame.windowHandle(), code)
        yield lambda: self.elapsed_ms() >= 3 * BETWEEN_MS
        yield self._idle

    def _pin(self, role: Role) -> Steps:
        from app.usecases.staff import login

        services = self._program.session.services
        who = next(one for one in login.people(services) if one.role is role)
        yield from self._type(login.demo_pins(services)[who.operator_id])

    # --- what is left behind -------------------------------------------------------------------

    def _printed(self) -> bool:
        """The paper is out, or has had its time."""
        papers = len(list((self._folder / "paper").glob("*.txt")))
        due = papers > self._papers_seen or self.elapsed_ms() > LONGEST_PRINT_MS
        if due:
            self._papers_seen = papers
        return due and self._idle()

    def _idle(self) -> bool:
        return self._program.runner.under_way == 0

    def _barcode(self, name: str) -> str:
        from app.usecases.catalog.list_items import list_items

        rows = list_items(self._program.session.services, text=name, limit=5)
        return next(row.item.barcodes[0] for row in rows if row.item.barcodes)

    def _picture(self, name: str) -> Steps:
        yield self._idle
        yield lambda: self.elapsed_ms() >= 4 * BETWEEN_MS and self._idle()
        self._number += 1
        path = self._out / f"{self._number:02d}-{name}.png"
        self._program.frame.grab().save(str(path))
        _log.info("%s", path.name)

    def _papers(self) -> Steps:
        yield self._idle
        for path in sorted(set(self._folder.joinpath("paper").glob("*")) - self._old):
            shutil.copy(path, self._out / f"paper-{path.name}")

    def _verify(self) -> Steps:
        from app.usecases.health.verify import verify_journal

        session = self._program.session
        found: list[Any] = []
        session.runner.run(lambda: verify_journal(session.services), found.append, lane="report")
        yield lambda: bool(found)
        (verdict,), words = found, session.words
        if verdict.ok:
            text = words("cli.verify.ok", n=verdict.docs)
        else:
            reason = words(f"cli.verify.reason.{verdict.reason}")
            text = words(
                "cli.verify.bad", seq=str(verdict.first_bad), epoch=verdict.epoch, reason=reason
            )
            self.failed.emit(text)
        (self._out / "journal.txt").write_text(text + "\n", encoding="utf-8")
        _log.info("%s", text)
