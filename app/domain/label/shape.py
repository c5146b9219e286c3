"""A label template: boxes on a piece of paper, each with what it says. All lengths in 0.1 mm.

Every box keeps to itself: what does not fit shrinks and is then cut, so nothing runs into anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

FIELDS = (
    *("name", "second_name", "spec", "unit", "department"),
    *("price", "unit_price", "was_price", "member_price"),
    *("barcode", "plu", "weight", "total", "weigh_code"),
    *("date", "best_before", "shop", "card_code", "card_title", "card_until"),
)
_FIELD = re.compile(r"\{([^{}]+)\}")
SMALLEST = 10  # 1 mm: less than that is a slip of the mouse
LEAST_FONT, MOST_FONT = 15, 300
LEAST_SIDE, MOST_SIDE = 100, 2000
MOST_PARTS = 40


class PartKind(StrEnum):
    """TEXT wraps to `lines`; BARCODE takes EAN-13, EAN-8 or Code 128, whichever fits its digits."""

    TEXT = "text"
    BARCODE = "barcode"
    QR = "qr"
    LINE = "line"
    BOX = "box"
    LOGO = "logo"


class Side(StrEnum):
    """Where a text stands in its box."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Part:
    """One box. `text` has fields in braces: `{price}`; `text_en` stands on English labels.

    `font` is the largest height of a line's letters with their room. A box is not there when it
    names fields and all of them are empty. Of a barcode or QR, `text` is what it carries.
    """

    kind: PartKind
    x: int
    y: int
    w: int
    h: int
    text: str = ""
    text_en: str = ""
    font: int = 30
    side: Side = Side.LEFT
    bold: bool = False
    strike: bool = False
    lines: int = 1
    digits: bool = True

    def said(self, language: str) -> str:
        """Its text in a language."""
        return self.text_en if language == "en" and self.text_en else self.text


@dataclass(frozen=True, slots=True)
class LabelTemplate:
    """One kind of label. `name` is empty for those that came with the program: they have words."""

    template_id: str
    width: int
    height: int
    parts: tuple[Part, ...]
    name: str = ""
    gap: int = 20

    def with_part(self, place: int, part: Part) -> LabelTemplate:
        """The same with one part changed."""
        parts = (*self.parts[:place], part, *self.parts[place + 1 :])
        return replace(self, parts=parts)

    @property
    def named(self) -> frozenset[str]:
        """Every field that it shows."""
        return frozenset(
            name for part in self.parts for name in fields_in(part.text) | fields_in(part.text_en)
        )


def fields_in(text: str) -> frozenset[str]:
    """The fields that a text names."""
    return frozenset(_FIELD.findall(text))


def filled(text: str, facts: dict[str, str]) -> str:
    """The text with its fields; empty when it names fields and none of them says anything."""
    named = fields_in(text)
    if named and not any(facts.get(name) for name in named):
        return ""
    return _FIELD.sub(lambda found: facts.get(found[1], ""), text).strip()


def overlapping(template: LabelTemplate) -> tuple[tuple[int, int], ...]:
    """Pairs of parts that share paper; a line or an empty box around others may."""
    solid = [
        (place, one)
        for place, one in enumerate(template.parts)
        if one.kind not in (PartKind.LINE, PartKind.BOX)
    ]
    return tuple(
        (a, b)
        for i, (a, one) in enumerate(solid)
        for b, other in solid[i + 1 :]
        if _meet(one, other)
    )


def _meet(a: Part, b: Part) -> bool:
    beside = a.x + a.w <= b.x or b.x + b.w <= a.x
    return not (beside or a.y + a.h <= b.y or b.y + b.h <= a.y)
