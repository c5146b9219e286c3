"""The table of known USB numbers (resources/discovery/usb.toml): data, never branches in code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hardware.api.errors import BadSettings

ANY = -1


@dataclass(frozen=True, slots=True)
class Known:
    """`kinds` it may be, best first, `drivers` of the same length; `chip`: only a converter."""

    title: str
    kinds: tuple[str, ...]
    drivers: tuple[str, ...]
    chip: bool = False
    profile: str = ""


class KnownUsb:
    """By vendor and product; an entry without product stands for all others of its vendor."""

    def __init__(self, table: Mapping[tuple[int, int], Known]) -> None:
        self._table = dict(table)

    def __len__(self) -> int:
        return len(self._table)

    def of(self, vid: int | None, pid: int | None) -> Known | None:
        """What these numbers are known as."""
        if vid is None:
            return None
        exact = self._table.get((vid, ANY if pid is None else pid))
        return exact or self._table.get((vid, ANY))

    @classmethod
    def load(cls, path: Path) -> KnownUsb:
        """Raises `BadSettings` `table_broken` for a file that makes no sense."""
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(dict(_entry(one) for one in raw.get("device", ())))
        except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
            raise BadSettings("table_broken", name=path.name, error=str(error)) from error


def _entry(one: Mapping[str, object]) -> tuple[tuple[int, int], Known]:
    vid = int(str(one["vid"]), 16)
    pid = int(str(one["pid"]), 16) if "pid" in one else ANY
    fits = one.get("fits", [])
    if not isinstance(fits, list):
        raise TypeError("fits")
    pairs = [str(text).partition(":") for text in fits]
    return (vid, pid), Known(
        str(one["title"]),
        tuple(kind for kind, _, _ in pairs),
        tuple(driver for _, _, driver in pairs),
        bool(one.get("chip", False)),
        str(one.get("profile", "")),
    )
