"""The sale's own strips: who is here, what is near, what is due."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.money import PPM
from ui.kit import theme, tokens
from ui.kit.pieces.box import Box
from ui.kit.pieces.key import Key
from ui.kit.pieces.line import Line
from ui.kit.runs import Run, RunsLike, b, chip, ico, s, yuan

Fact = tuple[str, str] | tuple[str, str, str]


class MemberStrip(Box):
    """Who is here and what they hold; without a member one quiet key that asks for one.

    What this till may spend stands apart from the balance: a fact is (label, value[, note]).
    """

    asked = Signal()

    def __init__(self, words: str, key: str = "") -> None:
        self._first = Line(h=32)
        self._second = Line(h=24, gap=6, elide=False)
        self._ask = Key(words, key, icon="member", kind="quiet", h=60, w=0)
        super().__init__(self._first, self._second, self._ask, pad=(9, 16), edges="b", h=80)
        policy = QSizePolicy.Policy
        self._ask.setSizePolicy(policy.Expanding, policy.Fixed)
        self._ask.clicked.connect(self.asked)
        self.put_nobody()

    def put_nobody(self) -> None:
        """No member in this sale."""
        self._first.hide()
        self._second.hide()
        self._ask.show()

    def put(
        self,
        name: str,
        *,
        tier: str = "",
        phone: str = "",
        hint: str = "",
        facts: Sequence[Fact] = (),
    ) -> None:
        """A member: name (elided when long), tier, masked phone, a word to say, and the facts."""
        left: list[Run | int] = [b(name, "title", elide=True)]
        if tier:
            left.append(chip(tier, "tier"))
        if phone:
            left.append(s(phone))
        self._first.put(left, [s(hint, "text")] if hint else ())
        second: list[Run | int] = []
        for label, value, *note in facts:
            second += [16] if second else []
            second += [s(label), s(value, "text", "medium")]
            second += [s(x) for x in note if x]
        self._second.put(second)
        self._ask.hide()
        self._first.show()
        self._second.show()


class Nudge(Box):
    """What is missing for the next offer: the sentence, and how near it is on its lower edge."""

    def __init__(self) -> None:
        self._line = Line(h=44)
        self._share_ppm = 0
        super().__init__(self._line, bg="accent_soft", pad=(0, 16), h=tokens.HEIGHT["nudge"])
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.hide()

    def put(self, words: str, share_ppm: int = 0, right: str = "") -> None:
        """Show an offer, `share_ppm` millionths of the way; no words hide the strip."""
        self.setVisible(bool(words))
        self._share_ppm = max(0, min(PPM, share_ppm))
        self._line.put([ico("gift", "accent"), b(words)], [s(right)] if right else ())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        p, look, w = QPainter(self), theme.current(), self.width()
        p.fillRect(0, self.height() - 4, w, 4, look.ink("line"))
        p.fillRect(0, self.height() - 4, w * self._share_ppm // PPM, 4, look.ink("accent"))


class Dock(QWidget):
    """The foot of the basket: a quiet line, and the one figure that leads the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(tokens.HEIGHT["dock"])
        self._above = Line(h=24, gap=16)
        self._due = Line(h=72, gap=0)
        self._shown: tuple[str, str, str, str] = ("", "", "¥", "text")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(16, 16, 16, 16)
        lay.setSpacing(0)
        lay.addWidget(self._above)
        lay.addStretch(1)
        lay.addWidget(self._due)
        theme.current().changed.connect(self._show)

    def put(
        self,
        label: str,
        amount: str,
        *,
        left: RunsLike = (),
        right: RunsLike = (),
        sign: str = "¥",
        role: str = "text",
    ) -> None:
        """`label` and `amount` are the figure; `left` and `right` the line above it."""
        self._above.put(left, right)
        self._shown = (label, amount, sign, role)
        self._show()

    def _show(self) -> None:
        label, amount, sign, role = self._shown
        size = "hero" if theme.current().wide else "amount"
        self._due.put([b(label, "title")], yuan(amount, size, role, sign) if amount else ())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, self.width(), 1, theme.current().ink("line"))


class BarStrip(Box):
    """A bar that asks: it takes the place of something, stays until answered, Enter passes by.

    `answered` carries the code of the key pressed. The keys never take the focus by themselves.
    """

    answered = Signal(str)

    def __init__(
        self,
        words: str,
        keys: Sequence[tuple[str, Key]],
        *,
        note: str = "",
        icon: str = "alert",
        role: str = "danger",
        h: int = 112,
    ) -> None:
        self._keys = dict(keys)
        line = Line(
            [ico(icon, role, "figure"), b(words, "title", role, elide=True)],
            [s(note, "text")] if note else (),
            h=32,
        )
        holder = Box(*[(key, 1) for key in self._keys.values()], across=True, gap=8)
        super().__init__(line, 8, holder, pad=(8, 16), bg=f"{role}_soft", bar=role, h=h)
        self.setAccessibleName(words)
        self.setAccessibleDescription(note)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for code, key in self._keys.items():
            key.clicked.connect(lambda _=False, code=code: self.answered.emit(code))
