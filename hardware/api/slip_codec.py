"""A slip as plain JSON values and back: the print spool stores this, not bytes.

Only dicts, lists, strings, integers and booleans come out, so that the caller's canonical JSON
keeps its shape for years. A field at its default is left out; an unknown one is refused, because
a receipt that silently loses a line is worse than an error.
"""

from __future__ import annotations

import base64
import dataclasses
from typing import Any

from hardware.api.errors import BadSlip
from hardware.api.slip import (
    Align,
    Barcode,
    Cell,
    CodeKind,
    Columns,
    Cut,
    Feed,
    Image,
    Item,
    Qr,
    Rule,
    Slip,
    Text,
)

VERSION = 1

_KINDS: dict[str, type[Item]] = {
    "text": Text,
    "columns": Columns,
    "rule": Rule,
    "barcode": Barcode,
    "qr": Qr,
    "image": Image,
    "feed": Feed,
    "cut": Cut,
}
_NAMES = {cls: name for name, cls in _KINDS.items()}


def slip_to_dict(slip: Slip) -> dict[str, Any]:
    """{"v": 1, "items": [{"is": "text", "text": ...}, ...]}"""
    return {"v": VERSION, "items": [_item_out(item) for item in slip.items]}


def slip_from_dict(data: dict[str, Any]) -> Slip:
    """Raises `BadSlip` for anything this version does not know."""
    if data.get("v") != VERSION or not isinstance(data.get("items"), list):
        raise BadSlip("slip_version", version=str(data.get("v")))
    return Slip(tuple(_item_in(raw) for raw in data["items"]))


def _item_out(item: Item) -> dict[str, Any]:
    return {"is": _NAMES[type(item)], **_fields_out(item)}


def _fields_out(item: Item | Cell) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for field in dataclasses.fields(item):
        value = getattr(item, field.name)
        if field.default is not dataclasses.MISSING and value == field.default:
            continue
        if field.name == "cells":
            out["cells"] = [_fields_out(cell) for cell in value]
        elif isinstance(value, bytes):
            out[field.name] = base64.b64encode(value).decode("ascii")
        else:
            out[field.name] = str(value) if isinstance(value, str) else value
    return out


def _item_in(raw: dict[str, Any]) -> Item:
    fields = dict(raw)
    cls = _KINDS.get(str(fields.pop("is", "")))
    if cls is None:
        raise BadSlip("slip_kind", item=str(raw.get("is")))
    try:
        for name, convert in _CONVERT.items():
            if name in fields:
                fields[name] = convert(fields[name])
        return cls(**fields)
    except (TypeError, ValueError, KeyError) as error:
        if isinstance(error, BadSlip):
            raise
        raise BadSlip("slip_fields", item=str(raw.get("is")), error=str(error)) from error


def _cells_in(raw: list[dict[str, Any]]) -> tuple[Cell, ...]:
    cells = []
    for fields in raw:
        align = Align(fields.get("align", Align.LEFT))
        cells.append(Cell(**{**fields, "align": align}))
    return tuple(cells)


_CONVERT: dict[str, Any] = {
    "align": Align,
    "kind": CodeKind,
    "cells": _cells_in,
    "bits": base64.b64decode,
}
