"""Older files are brought along on a copy, whole or not at all; the frozen revisions stay true."""

import shutil
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from app.domain.errors import Unavailable
from app.keys import ProfileVault
from app.store import engine, rebuild
from app.store.file.borrowed import borrowed
from app.store.file.connect import APPLICATION, connect
from app.store.file.migrate import MIGRATIONS, migrate
from app.store.schema import FORMAT, metadata
from app.store.schema.triggers import TRIGGERS
from app.store.verify import verify
from tests.store.tills import CHEN, Till, new_till

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "till-0001.db"

BATCH = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0005", "0004"

def upgrade():
    with op.batch_alter_table("sale", recreate="always") as batch:
        batch.add_column(sa.Column("table_no", sa.Text, nullable=False, server_default=""))
    with op.batch_alter_table("journal", recreate="always") as batch:
        batch.add_column(sa.Column("extra", sa.Text, nullable=False, server_default=""))
"""
BREAKS = (
    BATCH
    + """
    op.execute("INSERT INTO sale_line SELECT * FROM no_such_table")
"""
)
ORPHANS = (
    BATCH
    + """
    op.execute("DELETE FROM sale WHERE counter = 1")
"""
)


def revisions(tmp_path: Path, second: str) -> Path:
    """The program's revisions, and one more."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for path in (MIGRATIONS / "versions").glob("*.py"):
        shutil.copy(path, folder / "versions")
    (folder / "versions" / "0005_more.py").write_text(second, "utf-8")
    return folder


def schema(path: Path) -> dict[str, str]:
    raw = connect(path, None)
    rows = raw.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    raw.close()
    return {name: " ".join(sql.split()) for name, sql in rows}


def one(path: Path, sql: str) -> object:
    raw = connect(path, None)
    (value,) = raw.execute(sql).fetchone()
    raw.close()
    return value


def test_the_two_format_numbers_are_one():
    assert engine.FORMAT == FORMAT
    newest = max(path.name for path in (MIGRATIONS / "versions").glob("0*.py"))
    assert int(newest[:4]) == FORMAT


def test_a_new_file_is_what_the_tables_say(path):
    raw = connect(path, None)
    connection = borrowed(raw)
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    drift = compare_metadata(context, metadata)
    connection.close()
    raw.close()
    assert drift == []


def test_the_revisions_lead_to_what_a_new_file_is(path, tmp_path):
    empty = tmp_path / "old.db"
    raw = sqlite.connect(str(empty))
    raw.execute(f"PRAGMA application_id = {APPLICATION}")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.close()
    migrate(empty, None)
    assert schema(empty) == schema(path)
    assert one(empty, "PRAGMA user_version") == FORMAT
    assert one(empty, "SELECT version_num FROM alembic_version") == f"{FORMAT:04d}"


@pytest.mark.parametrize("golden", sorted(GOLDEN.parent.glob("till-*.db")), ids=lambda p: p.stem)
def test_every_released_file_opens_verifies_and_sells(golden, tmp_path):
    place = Path(shutil.copy(golden, tmp_path / "till.db"))
    till = Till(place)
    assert rebuild.check(till.db, ProfileVault().open) == []
    assert till.sell("cola", member=CHEN).body["counter"] > 1
    till.close()
    assert verify(place).ok


def test_there_is_a_golden_file_of_the_first_release():
    assert GOLDEN.exists()
    assert one(GOLDEN, "SELECT version_num FROM alembic_version") == "0001"


@pytest.mark.parametrize("key", [None, bytes(32)], ids=["plain", "encrypted"])
def test_rows_triggers_and_children_survive_a_rebuilt_table(tmp_path, key):
    till = new_till(tmp_path, key)
    for _ in range(3):
        till.sell("cola", "milk")
    till.close()
    migrate(till.path, key, folder=revisions(tmp_path, BATCH), known=5)
    raw = connect(till.path, key)
    assert raw.execute("SELECT count(*), min(table_no) FROM sale").fetchone() == (3, "")
    assert raw.execute("SELECT count(*) FROM sale_line").fetchone() == (6,)
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert raw.execute("PRAGMA user_version").fetchone() == (5,)
    found = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert {name for (name,) in found} == set(TRIGGERS)
    with pytest.raises(sqlite.IntegrityError, match="sealed"):
        raw.execute("DELETE FROM journal")
    raw.close()
    assert verify(till.path, key).ok
    kept = connect(till.path.with_name("till.db.v4"), key)
    assert kept.execute("PRAGMA user_version").fetchone() == (4,)
    kept.close()
    with pytest.raises(Unavailable) as error:
        engine.Database(till.path, key=key)
    assert error.value.code == "database.newer"


@pytest.mark.parametrize("second", [BREAKS, ORPHANS], ids=["a step fails", "a child is left alone"])
def test_a_failed_upgrade_leaves_the_file_as_it_was(path, tmp_path, second):
    before, rows = schema(path), one(path, "SELECT count(*) FROM sale")
    with pytest.raises(Unavailable) as error:
        migrate(path, None, folder=revisions(tmp_path, second), known=5)
    assert error.value.code == "database.migration"
    assert schema(path) == before
    assert one(path, "SELECT count(*) FROM sale") == rows
    till = Till(path)
    till.sell("cola")
    till.close()


def test_what_an_interrupted_upgrade_left_is_in_nobodys_way(path, tmp_path):
    path.with_name("till.db.migrating").write_bytes(b"half a file")
    path.with_name("till.db.migrating-wal").write_bytes(b"half a log")
    migrate(path, None, folder=revisions(tmp_path, BATCH), known=5)
    assert one(path, "PRAGMA user_version") == 5
    assert not path.with_name("till.db.migrating").exists()


def test_an_old_file_is_upgraded_when_it_is_opened(path):
    raw = connect(path, None)
    raw.execute("PRAGMA user_version = 0")  # as if it were older: the revisions are all there
    raw.close()
    till = Till(path)
    till.sell("cola")
    till.close()
    assert one(path, "PRAGMA user_version") == FORMAT
