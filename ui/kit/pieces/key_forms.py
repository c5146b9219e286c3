"""How the five forms of a key set their texts. The key paints its ground, these its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextOption

from ui.kit import theme, tokens
from ui.kit.runs import (
    Run,
    b,
    cap_of,
    draw_icon,
    draw_runs,
    fit,
    ico,
    run_width,
    runs_width,
    s,
    word,
)

if TYPE_CHECKING:
    from ui.kit.pieces.key import Key

SECOND = 22  # px a small second line takes on a key
TWO_LINES = 72  # of a way to pay: a lower one says one line


def paint_row(key: Key, p: QPainter, title: str, second: str) -> None:
    """Title at the left, what goes with it at the right; two lines when one cannot hold them."""
    w, h = key.width(), key.height()
    pad = 0 if key.kind == "quiet" else 12 if w < 120 else 16
    left: list[Run | int] = []
    if key.glyph:
        left.append(ico(key.glyph, title if key.kind != "raised" else second))
    if key.title:
        left.append(Run(key.title, key.step, title, key.weight, elide=key.elide))
    right: list[Run | int] = [b(key.amount, key.step, title)] if key.amount else []
    right += [s(text, second) for text in (key.second, key.key) if text]
    room, rw = w - 2 * pad, runs_width(right, 12)
    between = 8 if right else 0
    if runs_width(left) + between + rw > room + 1 and key.second and h >= 48:
        _two_lines(key, p, left, (title, second))
        return
    left, need = fit(left, room - rw - between)
    if need + between + rw > room + 1:
        theme.report_cut(key, key.title, need=need + between + rw, room=room)
    base = round((h + cap_of(Run(key.title, key.step), "body")) / 2)
    if right:
        draw_runs(p, left, pad, base)
        draw_runs(p, right, w - pad - rw, base, gap=12)
    elif key.kind == "quiet":
        draw_runs(p, left, w - need, base)
    else:
        draw_runs(p, left, pad if key.glyph and key.title else (w - need) / 2, base)


def _two_lines(key: Key, p: QPainter, left: list[Run | int], inks: tuple[str, str]) -> None:
    """The same words with the second text under the title."""
    w, h, pad = key.width(), key.height(), 16
    right: list[Run | int] = [b(key.amount, key.step, inks[0])] if key.amount else []
    right += [s(key.key, inks[1])] if key.key else []
    rw = runs_width(right, 12)
    gap = 8 if right else 0
    left, need = fit(left, w - 2 * pad - rw - gap)
    base = round(h / 2) - 4
    draw_runs(p, left, pad, base)
    draw_runs(p, right, w - pad - rw, base, gap=12)
    if need + gap + rw > w - 2 * pad + 1:
        theme.report_cut(key, key.title, need=need + gap + rw, room=w - 2 * pad)
    under = s(key.second, inks[1])
    if run_width(under) > w - 2 * pad + 1:
        theme.report_cut(key, key.second, need=run_width(under), room=w - 2 * pad)
    draw_runs(p, under, pad, base + SECOND)


def paint_centre(key: Key, p: QPainter, title: str, second: str) -> None:
    """Title in the middle, under it what it means and its keyboard key, as far as there is room."""
    w, h = key.width(), key.height()
    size = tokens.TYPE[key.step]
    lines = [x for x in (key.second, key.key) if x]
    while len(lines) > 1 and size * tokens.LEADING + 24 * len(lines) > h:
        lines.pop()
    y = (h - (size * tokens.LEADING + 24 * len(lines))) / 2
    if key.glyph and not key.title:
        side = size + 4
        draw_icon(p, key.glyph, title, QRectF((w - side) / 2, (h - side) / 2, side, side))
        return
    runs: list[Run | int] = [Run(key.title, key.step, title, key.weight, elide=key.elide)]
    if key.glyph:
        runs.insert(0, ico(key.glyph, title, key.step))
    box = QRectF(4, y - size * 0.1, w - 8, size * 1.45)
    _centred(key, p, runs, box)
    for place, text in enumerate(lines):
        top = y + size * tokens.LEADING + 2 + SECOND * place
        _centred(key, p, [s(text, second)], QRectF(4, top, w - 8, SECOND))


def _centred(key: Key, p: QPainter, runs: list[Run | int], box: QRectF) -> None:
    runs, need = fit(runs, box.width())
    text = next(r for r in runs if isinstance(r, Run) and r.text)
    if need > box.width() + 1:
        theme.report_cut(key, text.text, need=need, room=box.width())
    metrics = theme.current().metrics(text.size, text.weight)
    base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
    draw_runs(p, runs, box.center().x() - need / 2, round(base))


def paint_stack(key: Key, p: QPainter, title: str, second: str) -> None:
    """A good: name (two lines at most) or name and its size, then stock and price at the foot."""
    w, h = key.width(), key.height()
    base, tall = h - 14, h >= 76  # a low key leaves the size away rather than crowd
    lines = 2 if tall and not key.spec else 1
    block(key, p, key.title, QRectF(12, 8, w - 20, 0), size=key.step, role=title, most=lines)
    if key.spec and tall:
        y = 8 + tokens.TYPE[key.step] * tokens.LEADING + 15
        draw_runs(p, s(key.spec, second), 12, round(y))
    price = b(key.amount, key.step, title)
    stock = s(key.second, "warning" if key.warn and not key.off else second, elide=True)
    word(p, w - 12, base, price, "r")
    fitted, _ = fit(stock, w - 24 - run_width(price) - 4)
    draw_runs(p, fitted, 12, base)


def paint_tender(key: Key, p: QPainter, title: str, second: str) -> None:
    """A way to pay: icon, name, key; below what it can do here, or why it cannot."""
    w = key.width()
    tail = s(key.key, second)
    room = w - 24 - (run_width(tail) + 8 if key.key else 0)
    head: list[Run | int] = [Run(key.title, key.step, title, "medium", elide=key.elide)]
    if key.glyph:
        head.insert(0, ico(key.glyph, title))
    head, need = fit(head, room)
    if need > room + 1:
        theme.report_cut(key, key.title, need=need, room=room)
    draw_runs(p, head, 12, 29)
    word(p, w - 12, 29, tail, "r")
    most = 1 if key.height() < TWO_LINES else 2
    block(key, p, key.second, QRectF(12, 40, w - 20, 0), size="small", role=second, most=most)


def paint_rail(key: Key, p: QPainter, title: str, second: str) -> None:
    """A place to go: icon over its word (before it on an open rail), a bar where one is."""
    w, h, look = key.width(), key.height(), theme.current()
    weight = "medium" if key.chosen else "regular"
    if key.chosen:
        p.fillRect(0, 8, 4, h - 16, look.ink("accent"))
    if w > 2 * tokens.RAIL["folded"]:
        draw_icon(p, key.glyph, title, QRectF(24, (h - 24) / 2, 24, 24))
        text = Run(key.title, "body", title, weight)
        draw_runs(p, text, 64, round(h / 2) + 6)
        room = w - 72
    else:
        draw_icon(p, key.glyph, title, QRectF((w - 24) / 2, 8, 24, 24))
        text = s(key.title, title, weight)
        word(p, w / 2, 51, text, "c")
        room = w - 2
    if run_width(text) > room:
        theme.report_cut(key, key.title, need=run_width(text), room=room)


def block(
    key: Key, p: QPainter, text: str, box: QRectF, *, size: str, role: str, most: int
) -> None:
    """Wrapped text set at 1.25, at most `most` lines; the last ends in `…` if the key may elide."""
    look = theme.current()
    leading = round(tokens.TYPE[size] * tokens.LEADING)
    layout, count, widest = _laid(text, size, box.width(), leading)
    whole, share = text, 0.94
    while count > most and key.elide and share > 0.3:  # whole words leave gaps at line ends
        room = box.width() * most * share
        text = look.metrics(size).elidedText(whole, Qt.TextElideMode.ElideRight, room)
        layout, count, widest = _laid(text, size, box.width(), leading)
        share -= 0.06
    if count > most or widest > box.width() + 1:
        theme.report_cut(key, text, need=widest * count, room=box.width() * most)
    p.setPen(look.ink(role))
    layout.draw(p, box.topLeft())


def _laid(text: str, size: str, width: float, leading: int) -> tuple[QTextLayout, int, float]:
    layout = QTextLayout(text, theme.current().font(size))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    count, widest = 0, 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, count * leading - (line.height() - leading) / 2))
        count, widest = count + 1, max(widest, line.naturalTextWidth())
    layout.endLayout()
    return layout, count, widest


__all__ = ["block", "paint_centre", "paint_rail", "paint_row", "paint_stack", "paint_tender"]
