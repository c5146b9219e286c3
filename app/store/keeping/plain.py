"""A copy for the technician: any SQLite program opens it, and no secret is in it.

Made with sqlite-utils over the system's own SQLite. It is no till and no proof any more: keys, PINs
and codes are gone from the tables and from the documents, phones are masked, and its head says that
it is not ours, so that nobody can ever put it in the till's place.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from app.domain.errors import Refused, Unavailable
from app.domain.member import mask_phone
from app.store.file.connect import connect
from app.store.file.faults import raise_sorted
from app.store.keeping.backup import copy_to, of_place, remove

EMPTIED = ("member_key", "member_token", "photo", "draft", "member_note", "voucher_code")
BLANKED: dict[str, tuple[str, ...]] = {
    "operator": ("pin_hash", "card_token"),
    "print_job": ("slip",),
}
NUMBERED = (("member_card", "token"), ("voucher", "code"), ("gift_card", "code_hash"))
PEOPLE: dict[str, tuple[str, ...]] = {
    "member": ("note", "health", "birthday", "words", "file"),
}
SECRETS = frozenset(
    {
        *("pin_hash", "pin", "card", "cards", "card_token", "token", "tokens", "sealed"),
        *("code", "code_hash", "hash", "slip", "salt", "photo"),
    }
)


def plain_copy(source: Path, key: bytes | None, target: Path, *, people: bool = False) -> Path:
    """Make the copy; phones and names stay masked unless `people`. Any thread, beside a sale.

    Refused `data.exists` (path). Unavailable as `copy_to`. Nothing half-made is left behind.
    """
    if target.exists():
        raise Refused("data.exists", path=str(target))
    sealed = target.with_name(target.name + ".part")
    bare = target.with_name(target.name + ".bare.part")
    for old in (sealed, bare):
        remove(old)
    try:
        copy_to(source, key, sealed)
        _unlock(sealed, key, bare)
        _strip(bare, people)
        os.replace(bare, target)
    except OSError as error:
        raise of_place(error, target) from error
    finally:
        remove(sealed)
        remove(bare)
    return target


def _unlock(sealed: Path, key: bytes | None, bare: Path) -> None:
    """The same content without encryption: only inside this function does it lie so in full."""
    if key is None:
        os.replace(sealed, bare)
        return
    raw = connect(sealed, key)
    try:
        os.close(os.open(bare, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        raw.execute("ATTACH DATABASE ? AS bare KEY ''", (str(bare),))
        raw.execute("SELECT sqlcipher_export('bare')").fetchall()
        raw.execute("DETACH DATABASE bare")
    except sqlcipher.Error as error:
        raise_sorted(error)
        raise
    finally:
        raw.close()


def _strip(path: Path, people: bool) -> None:
    import sqlite3

    import sqlite_utils

    db = sqlite_utils.Database(path)
    try:
        for trigger in list(db.triggers):
            db.conn.execute(f'DROP TRIGGER "{trigger.name}"')
        _documents(db, people)
        there = set(db.table_names())
        for name in EMPTIED:
            if name in there:
                db.table(name).delete_where()
        for table, columns in (BLANKED | ({} if people else PEOPLE)).items():
            for column in columns:
                db.execute(f'UPDATE "{table}" SET "{column}" = ?', ("",))  # noqa: S608 - our names
        for table, column in NUMBERED:
            _number(db, table, column)
        if not people:
            db.register_function(_masked_name, name="masked_name")
            db.register_function(_masked_phone, name="masked_phone")
            db.execute("UPDATE member SET name = masked_name(name), phone = masked_phone(phone)")
        db.conn.commit()
        db.execute("PRAGMA application_id = 0")
        db.execute("PRAGMA user_version = 0")
        db.vacuum()
    except sqlite3.Error as error:
        raise Unavailable("database", "corrupt", path=str(path)) from error
    finally:
        db.close()


def _documents(db: Any, people: bool) -> None:
    """The journal as text that can be read, without what opens anything."""
    db.execute("ALTER TABLE journal RENAME TO sealed_journal")
    db.table("journal").create(
        {"epoch": int, "seq": int, "kind": str, "bd": str, "said": str}, pk=("epoch", "seq")
    )
    rows = db.execute("SELECT epoch, seq, kind, bd, bytes FROM sealed_journal").fetchall()
    db.table("journal").insert_all(
        {"epoch": e, "seq": n, "kind": kind, "bd": bd, "said": _said(data, people)}
        for e, n, kind, bd, data in rows
    )
    db.execute("DROP TABLE sealed_journal")


def _said(data: bytes, people: bool) -> str:
    return json.dumps(without_secrets(json.loads(data), people=people), ensure_ascii=False)


def without_secrets(value: Any, *, people: bool = False) -> Any:
    """A document's value without what opens anything; phones masked unless `people`."""
    if isinstance(value, dict):
        kept = {name: one for name, one in value.items() if name not in SECRETS}
        masks: dict[str, Callable[[str], str]] = {} if people else {"phone": _masked_phone}
        return {
            name: masks[name](one)
            if name in masks and isinstance(one, str)
            else without_secrets(one, people=people)
            for name, one in kept.items()
        }
    if isinstance(value, list):
        return [without_secrets(one, people=people) for one in value]
    return value


def _number(db: Any, table: str, column: str) -> None:
    """What a card or a voucher says is its key: only how many there are stays."""
    held = f"SELECT {column} FROM {table} WHERE {column} <> ''"  # noqa: S608 - our names
    codes = db.execute(held).fetchall()
    for number, (code,) in enumerate(codes, 1):
        db.execute(
            f"UPDATE {table} SET {column} = ? WHERE {column} = ?",  # noqa: S608 - our names
            (f"{table}-{number}", code),
        )


def _masked_name(name: str) -> str:
    return name[:1] + "*" * (len(name) > 1)


def _masked_phone(phone: str) -> str:
    return mask_phone(phone) if phone else ""
