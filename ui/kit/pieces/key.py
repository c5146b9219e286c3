"""`Key`: whatever one presses. One class, five forms, every state painted by hand.

QSS cannot set two texts on a button, nor write on a key why it cannot be used now; that reason is
what a cashier needs most, so it stands in the key's second line (mock README, "States of a key").
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.kit import theme, tokens
from ui.kit.pieces import key_forms

FORMS = {
    "row": key_forms.paint_row,
    "centre": key_forms.paint_centre,
    "stack": key_forms.paint_stack,
    "tender": key_forms.paint_tender,
    "rail": key_forms.paint_rail,
}


class Key(QAbstractButton):
    """Anything one presses: title, its keyboard key, a second line, an amount.

    kind: `raised`, `primary` (filled, one a screen), `danger`, `quiet` (words only).
    form: `row`, `centre`, `stack` (a good), `tender`, `rail` (navigation).
    `off` is why it cannot be used now, shown in the second line. A touch never takes the focus
    from the scan field; Tab reaches every key, Space and Enter press it.
    """

    def __init__(
        self,
        title: str,
        key: str = "",
        *,
        form: str = "row",
        kind: str = "raised",
        sub: str = "",
        amount: str = "",
        icon: str = "",
        spec: str = "",
        size: str = "body",
        weight: str = "medium",
        off: str = "",
        chosen: bool = False,
        warn: bool = False,
        elide: bool = False,
        w: int = 0,
        h: int = 0,
    ) -> None:
        super().__init__()
        self.title, self.key, self.sub, self.amount = title, key, sub, amount
        self.glyph, self.spec, self.step, self.weight = icon, spec, size, weight
        self.form, self.kind, self.chosen, self.warn = form, kind, chosen, warn
        self.off, self.elide = off, elide
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        across = QSizePolicy.Policy.Preferred if kind == "quiet" else QSizePolicy.Policy.Expanding
        down = QSizePolicy.Policy.Fixed if h else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, down)
        self.setMinimumHeight(h or tokens.HEIGHT["key"])
        if h:
            self.setFixedHeight(h)
        if w:
            self.setFixedWidth(w)
        self._tell()

    def change(
        self,
        *,
        title: str | None = None,
        key: str | None = None,
        sub: str | None = None,
        amount: str | None = None,
        icon: str | None = None,
        off: str | None = None,
        chosen: bool | None = None,
        warn: bool | None = None,
        kind: str | None = None,
    ) -> None:
        """Show other words or another state; what is not given stays."""
        new = {
            "title": title,
            "key": key,
            "sub": sub,
            "amount": amount,
            "glyph": icon,
            "off": off,
            "chosen": chosen,
            "warn": warn,
            "kind": kind,
        }
        new = {n: v for n, v in new.items() if v is not None and getattr(self, n) != v}
        if not new:
            return
        for name, value in new.items():
            setattr(self, name, value)
        self._tell()
        self.updateGeometry()
        self.update()

    def set_off(self, reason: str) -> None:
        """Cannot be used now, and why; an empty reason makes it usable again."""
        self.change(off=reason)

    def set_chosen(self, chosen: bool) -> None:
        """The one in use among its neighbours."""
        self.change(chosen=chosen)

    @property
    def second(self) -> str:
        """The second line as shown: the reason if it is off, else what it can do."""
        return self.off or self.sub

    def _tell(self) -> None:
        """Say the same to a screen reader as to the eye."""
        self.setEnabled(not self.off)
        name = " ".join(x for x in (self.title, self.amount) if x)
        self.setAccessibleName(name or theme.current().words(f"kit.{self.glyph}"))
        chosen = theme.current().words("kit.chosen") if self.chosen else ""
        more = (self.spec, self.second, self.key, chosen)
        self.setAccessibleDescription(" ".join(x for x in more if x))

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = look.metrics(self.step, "medium").horizontalAdvance(self.title)
        small = look.metrics("small")
        if self.form == "row":
            for text in (self.second, self.key):
                width += small.horizontalAdvance(text) + 12 if text else 0
            if self.amount:
                amount = look.metrics(self.step, "medium").horizontalAdvance(self.amount)
                width += amount + 12
        width += tokens.TYPE[self.step] + 10 if self.glyph else 0
        pad = 0 if self.kind == "quiet" else 32
        return QSize(round(width) + pad, max(self.minimumHeight(), tokens.HEIGHT["key"]))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def roles(self) -> tuple[str, str, str, str]:
        """(ground, border, title ink, second ink) for the state at hand; "" is none."""
        quiet = self.kind == "quiet"
        if not self.isEnabled():
            return ("" if quiet or self.form == "rail" else "sunk"), "", "muted", "muted"
        state = "pressed" if self.isDown() else "hover" if self.underMouse() else ""
        if self.kind == "primary":
            return f"accent_{state}" if state else "accent", "", "on_accent", "on_accent"
        if self.form == "rail":
            return state, "", "accent" if self.chosen else "muted", "muted"
        if self.chosen:
            return "accent_soft", "accent", "text", "muted"
        title = {"danger": "danger", "quiet": "accent"}.get(self.kind, "text")
        return state or ("" if quiet else "raised"), "" if quiet else "line", title, "muted"

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, border, title, second = self.roles()
        self._paint_ground(p, ground, border)
        FORMS[self.form](self, p, title, second)

    def _paint_ground(self, p: QPainter, ground: str, border: str) -> None:
        look, box = theme.current(), QRectF(self.rect())
        radius = 0 if self.form == "rail" else tokens.RADIUS["key"]
        focus = self.hasFocus()
        if focus and self.kind == "quiet":  # its words stand at its edges: a line, not a ring
            p.fillRect(0, self.height() - 2, self.width(), 2, look.ink("focus"))
            p.fillRect(0, 0, self.width(), self.height() - 2, look.ink(ground or "accent_soft"))
            return
        ring = focus and not self.chosen and self.kind != "primary"
        wide = 2 if ring or border == "accent" else 1
        role = "focus" if ring else border
        half = wide / 2 if role else 0
        p.setPen(QPen(look.ink(role), wide) if role else Qt.PenStyle.NoPen)
        p.setBrush(look.ink(ground) if ground else Qt.BrushStyle.NoBrush)
        if role or ground:
            p.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius)
        if focus and not ring:  # on a filled or chosen key the ring stands inside
            inner = "on_accent" if self.kind == "primary" else "focus"
            p.setPen(QPen(look.ink(inner), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(box.adjusted(5, 5, -5, -5), radius - 3, radius - 3)


def link(
    words: str, key: str = "", *, icon: str = "", off: str = "", w: int = 0, h: int = 40
) -> Key:
    """A quiet action at the end of a row: accent words, no border; the row is its height."""
    return Key(words, key, kind="quiet", size="small", icon=icon, off=off, w=w, h=h)
