"""Terms as plain data and back: what a document, a settings row and a draft hold.

By the types of the fields, so that no term needs a codec of its own. Names that this version does
not know are left aside, missing ones take their default: an older or newer file is still readable.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_data(value: Any) -> Any:
    """Dataclasses as objects, tuples as lists, enums as their text; None stays."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: to_data(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, list | tuple):
        return [to_data(one) for one in value]
    return value.value if isinstance(value, Enum) else value


def from_data(made: type[T], data: Any) -> T:
    """The value that `to_data` wrote; ValueError, TypeError or KeyError when it is none."""
    value: T = _read(made, data)
    return value


@cache
def _hints(made: type) -> dict[str, Any]:
    return get_type_hints(made)


def _read(made: Any, data: Any) -> Any:
    origin = get_origin(made)
    if origin is tuple:
        inner = get_args(made)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_read(inner[0], one) for one in data)
        return tuple(_read(kind, one) for kind, one in zip(inner, data, strict=True))
    if origin in (Union, UnionType):
        kinds = [one for one in get_args(made) if one is not type(None)]
        return None if data is None else _read(kinds[0], data)
    if is_dataclass(made):
        hints = _hints(made)  # type: ignore[arg-type]
        known = {name: _read(hints[name], one) for name, one in data.items() if name in hints}
        return made(**known)  # type: ignore[operator]
    if isinstance(made, type) and issubclass(made, Enum):
        return made(data)
    if made in (int, str, bool) and type(data) is not made:
        raise TypeError(f"{made.__name__} expected")
    return data
