"""What one printer model can and cannot do, as data (resources/profiles/*.toml).

A new model is a new file, never a branch in the code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hardware.api.errors import BadSettings
from hardware.api.spec import Setting, complete

MOST_PRELUDE = 64  # bytes before every slip
KICKS = (b"\x1bp", b"\x10\x14")  # a slip never opens the drawer, whoever wrote the model's file

_FIELDS = (
    Setting("title", ""),
    Setting("columns", 48, low=16, high=96),
    Setting("dots", 576, low=192, high=1200),
    Setting("mode", "gb18030", choices=("gb18030", "gbk", "gb2312", "utf8", "codepage", "raster")),
    Setting("codepage", "cp437"),
    Setting("codepage_id", 0, high=255),
    Setting("prelude", ""),
    Setting("cutter", "partial", choices=("none", "partial", "full")),
    Setting("feed_before_cut", 3, high=10),
    Setting("codes", "native", choices=("native", "raster")),
    Setting("raster_lines", True),
    Setting("strip_dots", 256, low=24, high=256),
    Setting("status", "full", choices=("full", "none")),
    Setting("status_ms", 800, low=100, high=5000),
    Setting("confirm_ms", 4000, low=500, high=60_000),
    Setting("pause_open_ms", 0, high=2000),
    Setting("pause_close_ms", 0, high=2000),
    Setting("pause_jobs_ms", 0, high=3000),
    Setting("chunk_bytes", 4096, low=64, high=65_536),
    Setting("chunk_pause_ms", 0, high=500),
    Setting("drawer_pin", 2, low=2, high=5),
    Setting("drawer_on_ms", 50, low=2, high=510),
    Setting("drawer_off_ms", 500, low=2, high=510),
    Setting("drawer_realtime", True),
    Setting("drawer_sensor", "none", choices=("none", "high_is_open", "low_is_open")),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """`columns` of 12 dots; `prelude` is hex sent after reset; `*_ms` as each model needs.

    `status` "none": the model (or its wire) never answers, so no job can be confirmed.
    """

    name: str
    title: str = ""
    columns: int = 48
    dots: int = 576
    mode: str = "gb18030"
    codepage: str = "cp437"
    codepage_id: int = 0
    prelude: str = ""
    cutter: str = "partial"
    feed_before_cut: int = 3
    codes: str = "native"
    raster_lines: bool = True
    strip_dots: int = 256
    status: str = "full"
    status_ms: int = 800
    confirm_ms: int = 4000
    pause_open_ms: int = 0
    pause_close_ms: int = 0
    pause_jobs_ms: int = 0
    chunk_bytes: int = 4096
    chunk_pause_ms: int = 0
    drawer_pin: int = 2
    drawer_on_ms: int = 50
    drawer_off_ms: int = 500
    drawer_realtime: bool = True
    drawer_sensor: str = "none"
    substitutions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def profile_from(name: str, data: Mapping[str, object]) -> Profile:
    """Raises `BadSettings` for an unknown key, a wrong type or a value out of range."""
    fields = dict(data)
    table = fields.pop("substitutions", {})
    if not isinstance(table, dict) or not all(
        isinstance(k, str) and isinstance(v, str) and len(k) == 1 for k, v in table.items()
    ):
        raise BadSettings("setting_type", name="substitutions", want="table")
    values: dict[str, Any] = dict(complete(_FIELDS, fields))
    try:
        prelude = bytes.fromhex(str(values["prelude"]))
        "".encode(str(values["codepage"]))
    except (ValueError, LookupError) as error:
        raise BadSettings("setting_choice", name="prelude/codepage", value=str(error)) from error
    if len(prelude) > MOST_PRELUDE or any(one in prelude for one in KICKS):
        raise BadSettings("setting_choice", name="prelude", value=prelude.hex()[:40])
    return Profile(name=name, substitutions=MappingProxyType(table), **values)


def load_profile(folder: str | Path, name: str, *own: str | Path) -> Profile:
    """Read `<folder>/<name>.toml`; the shop's `own` folders are looked into after the shipped."""
    paths = [Path(one) / f"{name}.toml" for one in (folder, *own)]
    path = next((one for one in paths if one.is_file()), paths[0])
    if not name.replace("-", "").isalnum() or not path.is_file():
        raise BadSettings("profile_unknown", name=name)
    try:
        return profile_from(name, tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, RecursionError, tomllib.TOMLDecodeError) as error:
        raise BadSettings("profile_broken", name=name, error=str(error)) from error


def profile_names(folder: str | Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in Path(folder).glob("*.toml")))
