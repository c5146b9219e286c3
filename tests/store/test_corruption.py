"""Bytes that change on the disk are seen, or did not matter: never a silent wrong total."""

import random  # noqa: TID251 - seeded
import shutil
from pathlib import Path

import pytest

from app.domain.errors import Unavailable
from app.keys import ProfileVault
from app.store import engine, rebuild
from app.store.file.connect import connect
from app.store.file.integrity import integrity_check
from app.store.rebuild import TABLES
from app.store.verify import verify

PAGE = 4096


def content(path: Path) -> list[list[tuple[object, ...]]]:
    raw = connect(path, None)
    tables = [table.name for table in TABLES] + ["journal", "head", "member_key"]
    rows = [raw.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in tables]
    raw.close()
    return rows


def seen(path: Path) -> bool:
    """Whether a check that the health page offers finds something."""
    try:
        if not verify(path).ok:
            return True
        db = engine.Database(path, key=None)
        try:
            with db.report() as tx:
                if integrity_check(tx) != "ok":
                    return True
            return bool(rebuild.check(db, ProfileVault().open))
        finally:
            db.close()
    except (Unavailable, ValueError):  # ValueError: a sealed profile that does not open any more
        return True


@pytest.mark.slow
def test_flipped_bytes_and_swapped_pages(template, tmp_path):
    dice = random.Random(42)
    right = content(template)
    good = template.read_bytes()
    path = tmp_path / "till.db"
    found = 0
    for _ in range(90):
        data = bytearray(good)
        if dice.random() < 0.7:
            data[dice.randrange(100, len(data))] ^= dice.randrange(1, 256)
        else:
            one, two = (dice.randrange(1, len(data) // PAGE) * PAGE for _ in range(2))
            data[one : one + PAGE], data[two : two + PAGE] = (
                *(data[two : two + PAGE], data[one : one + PAGE]),
            )
        path.write_bytes(data)
        for tail in ("-wal", "-shm"):
            path.with_name(path.name + tail).unlink(missing_ok=True)
        if seen(shutil.copy(path, tmp_path / "looked.db")):
            found += 1
        else:
            assert content(path) == right
    assert found > 20
