"""Templates as the shop's settings keep them, and what a template must be to be kept."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import Any

from app.domain.errors import Refused
from app.domain.label.shape import (
    FIELDS,
    LEAST_FONT,
    LEAST_SIDE,
    MOST_FONT,
    MOST_PARTS,
    MOST_SIDE,
    SMALLEST,
    LabelTemplate,
    Part,
    PartKind,
    Side,
    fields_in,
)

_PART = {field.name: field for field in fields(Part)}
_NAME = 40
_TEXT = 200


def to_dict(template: LabelTemplate) -> dict[str, Any]:
    """Plain values; what is as usual is left out."""
    parts = []
    for part in template.parts:
        whole = asdict(part)
        parts.append({k: v for k, v in whole.items() if k in _MUST or v != _PART[k].default})
    return {
        "id": template.template_id,
        "name": template.name,
        "width": template.width,
        "height": template.height,
        "gap": template.gap,
        "parts": parts,
    }


_MUST = ("kind", "x", "y", "w", "h")


def from_dict(raw: Any) -> LabelTemplate:
    """What `to_dict` wrote, checked. Refused `labels.broken` and as `check`."""
    try:
        parts = tuple(_part(one) for one in raw["parts"])
        template = LabelTemplate(
            str(raw["id"]),
            int(raw["width"]),
            int(raw["height"]),
            parts,
            str(raw.get("name", "")),
            int(raw.get("gap", 20)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("labels.broken") from error
    return check(template)


def _part(raw: dict[str, Any]) -> Part:
    known: dict[str, Any] = {name: value for name, value in raw.items() if name in _PART}
    known["kind"] = PartKind(known["kind"])
    known["side"] = Side(known.get("side", "left"))
    for name, value in known.items():
        if name not in ("kind", "side") and type(value) is not type(_sample(name)):
            raise ValueError(name)
    return Part(**known)


def _sample(name: str) -> object:
    return 0 if name in _MUST else _PART[name].default


def check(template: LabelTemplate) -> LabelTemplate:
    """The template when it can be printed.

    Refused `labels.size` (low, high in mm), `labels.outside` (part: its number), `labels.small`,
    `labels.font`, `labels.field` (name), `labels.full` (most), `labels.text`, `labels.name`.
    """
    for side in (template.width, template.height):
        if not LEAST_SIDE <= side <= MOST_SIDE:
            raise Refused("labels.size", low=LEAST_SIDE // 10, high=MOST_SIDE // 10)
    if not 0 <= template.gap <= 200:
        raise Refused("labels.gap")
    if len(template.parts) > MOST_PARTS:
        raise Refused("labels.full", most=MOST_PARTS)
    if len(template.name) > _NAME or not (template.name or template.template_id):
        raise Refused("labels.name")
    for number, part in enumerate(template.parts, 1):
        _check_part(template, number, part)
    return template


def _check_part(template: LabelTemplate, number: int, part: Part) -> None:
    thin = part.kind is PartKind.LINE
    if part.w < (1 if thin else SMALLEST) or part.h < (1 if thin else SMALLEST):
        raise Refused("labels.small", part=number)
    beyond = part.x + part.w > template.width or part.y + part.h > template.height
    if part.x < 0 or part.y < 0 or beyond:
        raise Refused("labels.outside", part=number)
    if not LEAST_FONT <= part.font <= MOST_FONT or not 1 <= part.lines <= 9:
        raise Refused("labels.font", part=number)
    if len(part.text) > _TEXT or len(part.text_en) > _TEXT:
        raise Refused("labels.text", part=number)
    for name in fields_in(part.text) | fields_in(part.text_en):
        if name not in FIELDS:
            raise Refused("labels.field", name=name)


def read_all(text: str) -> tuple[LabelTemplate, ...]:
    """The templates a shop keeps; one that nobody can read any more is left out."""
    try:
        listed = json.loads(text) if text else []
    except ValueError:
        return ()
    found = []
    for one in listed if isinstance(listed, list) else ():
        try:
            found.append(from_dict(one))
        except Refused:
            continue
    return tuple(found)


def write_all(templates: tuple[LabelTemplate, ...]) -> str:
    """The same as text."""
    return json.dumps([to_dict(one) for one in templates], ensure_ascii=False, sort_keys=True)
