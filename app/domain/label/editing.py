"""What an editor does to a template: nudge, stretch, add, remove; and every step can be undone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.label.shape import (
    LEAST_FONT,
    MOST_FONT,
    SMALLEST,
    LabelTemplate,
    Part,
    PartKind,
)

STEP = 5  # half a millimetre
_MOST_STEPS = 200


def moved(template: LabelTemplate, place: int, dx: int, dy: int) -> LabelTemplate:
    """A part elsewhere, as far as the paper goes."""
    part = template.parts[place]
    x = min(max(0, part.x + dx), template.width - part.w)
    y = min(max(0, part.y + dy), template.height - part.h)
    return template.with_part(place, replace(part, x=x, y=y))


def stretched(template: LabelTemplate, place: int, dw: int, dh: int) -> LabelTemplate:
    """A part larger or smaller at its right and lower edge."""
    part = template.parts[place]
    least = 1 if part.kind is PartKind.LINE else SMALLEST
    w = min(max(least, part.w + dw), template.width - part.x)
    h = min(max(least, part.h + dh), template.height - part.y)
    return template.with_part(place, replace(part, w=w, h=h))


def sized(template: LabelTemplate, place: int, change: int) -> LabelTemplate:
    """Larger or smaller letters."""
    part = template.parts[place]
    font = min(max(LEAST_FONT, part.font + change), MOST_FONT)
    return template.with_part(place, replace(part, font=font))


def resized(template: LabelTemplate, width: int, height: int) -> LabelTemplate:
    """Other paper: parts that would hang over its edge come in, and shrink where they must."""
    parts = []
    for part in template.parts:
        w, h = min(part.w, width), min(part.h, height)
        parts.append(replace(part, x=min(part.x, width - w), y=min(part.y, height - h), w=w, h=h))
    return replace(template, width=width, height=height, parts=tuple(parts))


def added(template: LabelTemplate, part: Part) -> LabelTemplate:
    """One part more, on top, moved in where the paper is smaller."""
    w, h = min(part.w, template.width), min(part.h, template.height)
    x, y = min(part.x, template.width - w), min(part.y, template.height - h)
    return replace(template, parts=(*template.parts, replace(part, x=x, y=y, w=w, h=h)))


def removed(template: LabelTemplate, place: int) -> LabelTemplate:
    """One part less."""
    return replace(template, parts=(*template.parts[:place], *template.parts[place + 1 :]))


def part_at(template: LabelTemplate, x: int, y: int) -> int:
    """The smallest part under a point (0.1 mm), -1 where there is none."""
    hit = [
        (one.w * one.h, place)
        for place, one in enumerate(template.parts)
        if one.x - 5 <= x <= one.x + one.w + 5 and one.y - 5 <= y <= one.y + one.h + 5
    ]
    return min(hit)[1] if hit else -1


@dataclass(slots=True)
class Steps:
    """What was done, so that it can be undone. Steps of one kind in a row (`what`) are one."""

    now: LabelTemplate
    _before: list[tuple[str, LabelTemplate]]
    _after: list[LabelTemplate]

    @classmethod
    def of(cls, template: LabelTemplate) -> Steps:
        """Nothing done yet."""
        return cls(template, [], [])

    def do(self, template: LabelTemplate, what: str = "") -> None:
        """A step; the same `what` as before joins the step before (a drag, a held key)."""
        if template == self.now:
            return
        if not (what and self._before and self._before[-1][0] == what):
            self._before.append((what, self.now))
            del self._before[:-_MOST_STEPS]
        self._after.clear()
        self.now = template

    def rest(self) -> None:
        """The hand let go: the next step is one of its own."""
        if self._before:
            self._before[-1] = ("", self._before[-1][1])

    def undo(self) -> bool:
        """Back by one; whether there was one."""
        if not self._before:
            return False
        self._after.append(self.now)
        self.now = self._before.pop()[1]
        return True

    def redo(self) -> bool:
        """Forth again; whether there was one."""
        if not self._after:
            return False
        self._before.append(("", self.now))
        self.now = self._after.pop()
        return True

    @property
    def can(self) -> tuple[bool, bool]:
        """Whether there is something to undo, and to redo."""
        return bool(self._before), bool(self._after)
