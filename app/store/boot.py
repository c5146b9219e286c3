"""What the log-in shows, read before anything heavy is loaded: raw SQL on a passing connection."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import Unavailable
from app.store.file.connect import connect
from app.store.file.faults import raise_sorted


@dataclass(frozen=True, slots=True)
class Face:
    """One person on the log-in."""

    operator_id: str
    name: str
    role: str
    language: str
    has_pin: bool


@dataclass(frozen=True, slots=True)
class LoginFace:
    """What can be painted at once. `people` are the active ones in their order."""

    shop_name: str
    branch: str
    till_no: str
    till_name: str
    paper_language: str
    zone: str
    extra: dict[str, str]
    people: tuple[Face, ...]


def face(path: Path, key: bytes | None) -> LoginFace:
    """Unavailable as from `Database`; nothing is migrated and nothing written."""
    if not path.exists():
        raise Unavailable("database", "missing", path=str(path))
    raw = connect(path, key)
    try:
        settings = {
            name: json.loads(value)
            for name, value in raw.execute(
                "SELECT name, value FROM shop_setting WHERE name IN ('shop_name', 'branch',"
                " 'till_no', 'till_name', 'paper_language', 'zone', 'extra')"
            )
        }
        people = raw.execute(
            "SELECT operator_id, name, role, language, pin_hash <> '' FROM operator"
            " WHERE active = 1 ORDER BY position, operator_id"
        ).fetchall()
    except sqlite.Error as error:
        raise_sorted(error)
        raise Unavailable("database", "not_ours", path=str(path)) from error
    finally:
        raw.close()
    return LoginFace(
        settings.get("shop_name", ""),
        settings.get("branch", ""),
        settings.get("till_no", ""),
        settings.get("till_name", ""),
        settings.get("paper_language", "zh_CN"),
        settings.get("zone", "Asia/Shanghai"),
        settings.get("extra", {}),
        tuple(Face(a, b, c, d, bool(pin)) for a, b, c, d, pin in people),
    )
