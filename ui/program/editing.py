"""What a touch or a key does to the form: from one page to the next. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.domain.errors import Refused
from ui.program import values
from ui.program.specs import FORMS, FieldSpec
from ui.program.viewmodel import Page

NUMBERED = ("weekday", "month_day")


def opened(page: Page, term_id: str, data: dict[str, Any] | None, *, new: bool = False) -> Page:
    """The page with another term in the form; a new one is kept nowhere yet."""
    return replace(
        page,
        term_id=term_id if data is not None else "",
        kept=None if new else data,
        data=data,
        path=(),
        picking="",
        texts={},
        errors={},
        warnings=(),
        example=(),
        said="",
        sure=False,
        busy=False,
        serial=page.serial + 1,
    )


def spec_of(page: Page, key: str) -> FieldSpec:
    """The field of that key in the form in front."""
    return next(one for one in FORMS[page.form] if one.key == key)


def with_value(page: Page, name: str, value: Any) -> dict[str, Any]:
    """The term's data with one field of the form in front changed."""
    data = page.data or {}
    if not page.path:
        return values.put(data, name, value)
    listed, place = str(page.path[0]), int(page.path[1])
    entries = list(values.at(data, listed))
    entries[place] = values.put(entries[place], name, value)
    return values.put(data, listed, entries)


def typed(page: Page, key: str, text: str) -> Page:
    """A field typed into, a choice or a switch touched; what cannot be read is kept as it is."""
    spec, place = spec_of(page, key), (page.path, key)
    errors = {one: wrong for one, wrong in page.errors.items() if one != place}
    after = replace(page, texts={**page.texts, place: text}, errors=errors, said="", sure=False)
    value: Any = text
    try:
        if spec.kind == "switch":
            value = bool(text)
        elif spec.kind != "choice":
            value = values.read(spec.kind, text, page.currency)
    except Refused as wrong:
        return replace(after, errors={**errors, place: wrong})
    redrawn = spec.kind in ("choice", "switch")
    data = with_value(page, spec.name, value)
    return replace(after, data=data, serial=page.serial + redrawn)


def picked(page: Page, code: str) -> Page:
    """One of the list: chosen, or turned on or off among several."""
    spec = spec_of(page, page.picking)
    if spec.kind == "ref":
        data = with_value(page, spec.name, code)
        return replace(page, data=data, picking="", said="", serial=page.serial + 1)
    kept = list(values.at(page.here(), spec.name))
    value: Any = int(code) if spec.of in NUMBERED else code
    if value in kept:
        kept.remove(value)
    else:
        kept.append(value)
    order = {name: place for place, name in enumerate(page.names.get(spec.of, {}))}
    kept.sort(key=lambda one: order.get(str(one), -1))
    return replace(page, data=with_value(page, spec.name, kept), said="")


def with_entry(page: Page, key: str, entry: dict[str, Any]) -> Page:
    """One more entry of a list, and into it."""
    spec, data = spec_of(page, key), page.data or {}
    kept = list(values.at(data, spec.name))
    grown = values.put(data, spec.name, [*kept, entry])
    return replace(page, data=grown, path=(spec.name, len(kept)), serial=page.serial + 1)


def without_entry(page: Page) -> Page:
    """The entry one stands in is gone; its list is in front again."""
    name, place, data = str(page.path[0]), int(page.path[1]), page.data or {}
    kept = list(values.at(data, name))
    del kept[place]
    errors = {one: wrong for one, wrong in page.errors.items() if one[0] != page.path}
    return replace(
        page,
        data=values.put(data, name, kept),
        path=(),
        errors=errors,
        texts={},
        serial=page.serial + 1,
    )
