"""Runs: pieces of text, chips and icons that stand on one baseline, and how they are drawn.

QHBoxLayout cannot align baselines of mixed sizes, so a line of text is one widget that paints its
runs itself. An `int` among runs is an extra distance in px.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.kit import theme, tokens

CHIP_PAD = 8
_OUTCOMES = {"danger": "alert", "warning": "alert", "positive": "check"}
LESS = {"change": "hero", "hero": "amount", "amount": "figure", "figure": "title"}
SMALLER = {"change": "amount", "hero": "amount", "amount": "figure", "figure": "title"}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text (or an icon) on a line.

    `ground` puts it on a chip; `elide` lets it end in `…` when the line is too short for all;
    with `middle` the `…` stands in it: a path tells itself apart at its end.
    `icon` may be the name of an icon or `swatch`, the small square of a chart's legend.
    """

    text: str
    size: str = "body"
    role: str = "text"
    weight: str = "regular"
    ground: str = ""
    icon: str = ""
    elide: bool = False
    middle: bool = False


RunsLike = Run | Sequence[Run | int]


def listed(runs: RunsLike) -> list[Run | int]:
    """One run or many, as a list."""
    return [runs] if isinstance(runs, Run) else list(runs)


def t(
    text: str,
    size: str = "body",
    role: str = "text",
    weight: str = "regular",
    *,
    elide: bool = False,
) -> Run:
    """Plain text."""
    return Run(text, size, role, weight, elide=elide)


def b(text: str, size: str = "body", role: str = "text", *, elide: bool = False) -> Run:
    """Text in the 500 cut: what one reads first."""
    return Run(text, size, role, "medium", elide=elide)


def s(text: str, role: str = "muted", weight: str = "regular", *, elide: bool = False) -> Run:
    """Small text: labels, units, notes."""
    return Run(text, "small", role, weight, elide=elide)


def chip(text: str, role: str = "muted", ground: str = "sunk", icon: str = "") -> Run:
    """A word on a small ground: a tier, a state."""
    return Run(text, "small", role, "regular" if role == "muted" else "medium", ground, icon)


def ico(name: str, role: str = "muted", size: str = "title") -> Run:
    """An icon as tall as text of `size`. It never stands alone."""
    return Run("", size, role, icon=name)


def outcome(said: str, role: str) -> tuple[Run, ...]:
    """What the last gesture did, behind its mark; nothing when there is nothing to say.

    Good news is in plain ink: its mark says enough.
    """
    if not said:
        return ()
    ink = "text" if role == "positive" else role
    return ico(_OUTCOMES.get(role, "info"), role), t(said, role=ink, elide=True)


def swatch(role: str) -> Run:
    """The coloured square of a legend."""
    return Run("", role=role, icon="swatch")


def yuan(
    amount: str, size: str = "amount", role: str = "text", sign: str = "¥"
) -> tuple[Run | int, ...]:
    """An amount with its currency sign two steps smaller on the same baseline, to splice in."""
    gap = {"change": 12, "hero": 8}.get(size, 4)
    return (b(sign, SMALLER.get(size, "small"), role), gap, b(amount, size, role))


def run_width(run: Run) -> float:
    """Logical px a run takes."""
    width = theme.current().metrics(run.size, run.weight).horizontalAdvance(run.text)
    if run.ground:
        width += 2 * CHIP_PAD
    if run.icon:
        width += tokens.TYPE[run.size] + 2 + (4 if run.text else 0)
    return width


def runs_width(runs: RunsLike, gap: int = 8) -> float:
    """Logical px a row of runs takes with `gap` between two of them."""
    total, want = 0.0, False
    for run in listed(runs):
        if isinstance(run, int):
            total, want = total + run, False
        else:
            total, want = total + (gap if want else 0) + run_width(run), True
    return total


def words_of(runs: RunsLike) -> str:
    """The text of runs as one string, for accessible names."""
    return " ".join(r.text for r in listed(runs) if isinstance(r, Run) and r.text)


def cap_of(runs: RunsLike, least: str = "small") -> int:
    """Height of the digits of the largest text on a line: everything is centred on it."""
    sizes = [r.size for r in listed(runs) if isinstance(r, Run) and r.text]
    largest = max([*sizes, least], key=lambda size: tokens.TYPE[size])
    return round(theme.current().metrics(largest).capHeight())


def overhang(runs: RunsLike) -> float:
    """Big figures carry white at their right: px to push them out so that the ink lines up."""
    found = listed(runs)
    last = found[-1] if found else None
    if not isinstance(last, Run) or not last.text or tokens.TYPE[last.size] < tokens.TYPE["amount"]:
        return 0
    metrics = theme.current().metrics(last.size, last.weight)
    return max(0.0, metrics.rightBearing(last.text[-1]) - 1)


def fit(runs: RunsLike, room: float, gap: int = 8) -> tuple[list[Run | int], float]:
    """Runs shortened where they may be (`elide`) to `room` px, and what they still need."""
    found = listed(runs)
    need = runs_width(found, gap)
    for place, run in enumerate(found):
        if need <= room + 1:
            break
        if isinstance(run, Run) and run.elide and run.text:
            metrics = theme.current().metrics(run.size, run.weight)
            left = max(0.0, metrics.horizontalAdvance(run.text) - (need - room))
            mode = Qt.TextElideMode
            cut = mode.ElideMiddle if run.middle else mode.ElideRight
            text = metrics.elidedText(run.text, cut, left)
            found[place] = replace(run, text=text)
            need = runs_width(found, gap)
    return found, need


def stepped(runs: RunsLike, room: float, gap: int = 8) -> list[Run | int]:
    """Figures a type size smaller, and again, until they stand in `room` px: none is ever cut."""
    found = listed(runs)
    while runs_width(found, gap) > room + 1:
        sizes = [run.size for run in found if isinstance(run, Run) and run.size in LESS]
        if not sizes:
            break
        most = max(sizes, key=lambda size: tokens.TYPE[size])
        found = [
            replace(run, size=LESS[most]) if isinstance(run, Run) and run.size == most else run
            for run in found
        ]
    return found


def draw_icon(p: QPainter, name: str, role: str, box: QRectF) -> None:
    """An icon in the ink of a role."""
    look = theme.current()
    look.icons.draw(p, name, look.ink(role), box)


def draw_runs(
    p: QPainter,
    runs: RunsLike,
    x: float,
    baseline: float,
    *,
    gap: int = 8,
    line_cap: int = 0,
) -> None:
    """Draw runs from `x` on `baseline`; icons without text are centred on `line_cap`."""
    found, want = listed(runs), False
    line_cap = line_cap or cap_of(found)
    for place, run in enumerate(found, 1):
        if isinstance(run, int):
            x, want = x + run, False
            continue
        x += gap if want else 0
        want = True
        _draw_run(p, run, x, baseline, line_cap)
        if place < len(found):
            x += run_width(run)


def _draw_run(p: QPainter, run: Run, x: float, baseline: float, line_cap: int) -> None:
    look = theme.current()
    cap = round(look.metrics(run.size).capHeight())
    if run.ground:
        radius = tokens.RADIUS["chip"]
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(look.ink(run.ground))
        box = QRectF(round(x), round(baseline - cap / 2 - 12), run_width(run), 24)
        p.drawRoundedRect(box, radius, radius)
        x += CHIP_PAD
    if run.icon:
        side = tokens.TYPE[run.size] + 2
        middle = baseline - (cap if run.text else line_cap) / 2
        if run.icon == "swatch":
            p.fillRect(QRectF(round(x), round(middle - 6), 12, 12), look.ink(run.role))
        else:
            box = QRectF(round(x), round(middle - side / 2), side, side)
            draw_icon(p, run.icon, run.role, box)
        x += side + 4
    if run.text:
        p.setPen(look.ink(run.role))
        p.setFont(look.font(run.size, run.weight))
        p.drawText(QPointF(round(x), baseline), run.text)


def word(p: QPainter, x: float, baseline: float, run: Run, side: str = "l") -> None:
    """One run with `x` at its left (`l`), centre (`c`) or right (`r`)."""
    share = {"l": 0.0, "c": 0.5, "r": 1.0}[side]
    draw_runs(p, run, x - run_width(run) * share, baseline)
