"""One writer, readers beside it, errors sorted, pragmas as designed, the key that opens a file."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import select

from app.domain.errors import Unavailable
from app.store import engine, journal, shop
from app.store.file.connect import connect, is_plain
from app.store.file.integrity import integrity_check, quick_check
from app.store.schema import ledger
from tests.store.tills import Till, new_till, opened

KEY = bytes(range(32, 64))
NOBODY = 65534


def reason(error: pytest.ExceptionInfo[Unavailable]) -> str:
    return error.value.code


def test_the_pragmas_of_the_design(till):
    with till.db.write() as tx:
        found = {
            name: tx.one(f"PRAGMA {name}")[0]
            for name in (
                *("journal_mode", "synchronous", "foreign_keys", "cell_size_check"),
                *("trusted_schema", "mmap_size", "wal_autocheckpoint"),
            )
        }
    assert found == {
        **{"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "cell_size_check": 1},
        **{"trusted_schema": 0, "mmap_size": 0, "wal_autocheckpoint": 1000},
    }


def test_a_draft_does_not_wait_for_the_disk_and_the_next_document_does(till):
    with till.db.write(durable=False) as tx:
        assert tx.one("PRAGMA synchronous") == (1,)
    with till.db.write() as tx:
        assert tx.one("PRAGMA synchronous") == (2,)


def test_an_exception_takes_everything_back(till):
    with till.db.read() as tx:
        before = journal.head(tx)
    with suppress(KeyError), till.db.write() as tx:
        tx.sql("INSERT INTO login_attempt VALUES ('u', 1, 0)")
        raise KeyError
    with till.db.read() as tx:
        assert journal.head(tx) == before
        assert tx.all("SELECT * FROM login_attempt") == []


def test_a_write_inside_a_write_is_a_bug(till):
    with till.db.write(), pytest.raises(RuntimeError), till.db.write():
        pass


def test_a_second_thread_may_not_write(till):
    with till.db.write():
        pass
    said: list[str] = []

    def other() -> None:
        try:
            with till.db.write():
                said.append("wrote")
        except RuntimeError as error:
            said.append(str(error))

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert said == ["a second thread writes: there is one writer"]


def test_readers_see_the_last_commit_and_cannot_write(till):
    with till.db.write() as tx:
        tx.sql("INSERT INTO login_attempt VALUES ('u', 1, 0)")
        with till.db.read() as seen, till.db.report() as other:
            assert seen.all("SELECT * FROM login_attempt") == []
            assert other.all("SELECT * FROM login_attempt") == []
    with till.db.read() as seen:
        assert seen.all("SELECT * FROM login_attempt") == [("u", 1, 0)]
        with pytest.raises(Unavailable) as error:
            seen.sql("DELETE FROM login_attempt")
    assert reason(error) == "database.read_only"


def test_core_statements_run_in_the_same_transaction(till):
    with suppress(KeyError), till.db.write() as tx:
        tx.sql("INSERT INTO login_attempt VALUES ('u', 1, 0)")
        tx.run(ledger.account_day.delete())
        assert tx.run(select(ledger.account_day)).all() == []
        raise KeyError
    with till.db.read() as tx:
        assert tx.run(select(ledger.account_day)).all()
        assert tx.run(select(ledger.journal.c.kind).limit(1)).scalar() == "epoch.open"


def test_an_encrypted_file_opens_with_its_key_alone(tmp_path, capfd):
    till = new_till(tmp_path, KEY)
    till.sell("cola")
    till.close()
    path = till.path
    assert is_plain(path) is False
    assert "熟客便利店".encode() not in path.read_bytes()
    for wrong in (None, bytes(32)):
        with pytest.raises(Unavailable) as error:
            engine.Database(path, key=wrong)
        assert reason(error) in ("database.key", "database.not_ours")
    assert capfd.readouterr() == ("", "")
    again = Till(path, KEY)
    again.sell("cola")
    again.close()


def test_a_plain_file_is_plain(path):
    assert is_plain(path) is True
    assert is_plain(path.with_name("none.db")) is None


def test_what_is_no_till_is_left_alone(tmp_path):
    missing = tmp_path / "none.db"
    text = tmp_path / "text.db"
    text.write_bytes(b"just some notes of mine " * 400)
    other = tmp_path / "other.db"
    raw = sqlite.connect(str(other))
    raw.execute("CREATE TABLE mine (x)")
    raw.close()
    for place, code in (
        (missing, "database.missing"),
        (text, "database.not_ours"),
        (other, "database.not_ours"),
    ):
        before = place.read_bytes() if place.exists() else b""
        with pytest.raises(Unavailable) as error:
            engine.Database(place, key=None)
        assert reason(error) == code
        assert (place.read_bytes() if place.exists() else b"") == before


def test_a_newer_file_is_refused_politely(path):
    raw = connect(path, None)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(Unavailable) as error:
        engine.Database(path, key=None)
    assert (reason(error), error.value.facts) == (
        "database.newer",
        {"found": 99, "known": engine.FORMAT},
    )


def test_a_till_is_never_made_over_another(path):
    with pytest.raises(Unavailable) as error:
        engine.create(path, None)
    assert reason(error) == "database.exists"


def test_a_damaged_page_is_said_so(path):
    data = bytearray(path.read_bytes())
    for place in range(4096 * 3, len(data), 4096):
        data[place : place + 200] = b"\xa5" * 200
    path.write_bytes(data)
    with pytest.raises(Unavailable) as error, opened(path) as till:
        till.sell("cola")
    assert reason(error) == "database.corrupt"


def test_integrity_says_ok_and_names_a_fault(till, path):
    with till.db.report() as tx:
        assert (quick_check(tx), integrity_check(tx)) == ("ok", "ok")
    till.close()
    raw = connect(path, None)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("DELETE FROM sale")
    raw.close()
    fresh = Till(path)
    with fresh.db.report() as tx:
        assert integrity_check(tx).startswith("foreign key of sale_")
    fresh.close()


def test_a_locked_file_says_so_and_nothing_is_lost(till, path, monkeypatch):
    other = connect(path, None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("app.store.file.connect.BUSY_SECONDS", 0.05)
    till.close()
    fresh = Till(path)
    with pytest.raises(Unavailable) as error:
        fresh.sell("cola")
    assert (reason(error), error.value.retry) == ("database.locked", True)
    other.execute("ROLLBACK")
    other.close()
    fresh.sell("cola")
    fresh.close()


@contextmanager
def _nobody() -> Iterator[None]:
    """As somebody whom permissions bind: root, who writes everywhere, steps down for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def test_a_folder_without_permission(template: Path):
    with TemporaryDirectory() as made:  # pytest's own folders let nobody but root in
        folder = Path(made)
        path = Path(shutil.copy(template, folder / "till.db"))
        with opened(path) as till:
            till.sell("cola")
        if os.geteuid() == 0:
            os.chown(path, NOBODY, -1)
            os.chown(folder, NOBODY, -1)
        before = path.read_bytes()
        folder.chmod(0o500)
        try:
            with _nobody(), pytest.raises(Unavailable) as error, opened(path) as till:
                till.sell("milk")
        finally:
            folder.chmod(0o700)
        assert reason(error) == "database.read_only"
        assert path.read_bytes() == before


def test_read_only_reads_and_refuses_to_write(path):
    db = engine.Database(path, key=None, read_only=True)
    with db.read() as tx:
        assert journal.head(tx) is not None
    with pytest.raises(Unavailable) as error, db.write():
        pass
    assert reason(error) == "database.read_only"
    db.close()


def test_a_checkpoint_when_idle_empties_the_log(till, path):
    till.sell("cola")
    till.db.checkpoint_if_idle()
    raw = connect(path, None)
    assert raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[0] == 0
    raw.close()


def test_closing_twice_and_selling_again(path):
    till = Till(path)
    till.sell("cola")
    till.close()
    till.close()
    till.sell("cola")
    till.close()


def test_a_page_that_breaks_while_rows_are_read_is_the_worlds_fault(path):
    with opened(path) as till:
        for _ in range(60):
            till.sell("cola", "milk", "bread")
    data = bytearray(path.read_bytes())
    raw = sqlite.connect(str(path))
    (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal'").fetchone()
    raw.close()
    first = int.from_bytes(data[(root - 1) * 4096 + 8 :][:4], "big")  # its right-most child
    data[(first - 1) * 4096 : first * 4096] = bytes(4096)
    path.write_bytes(data)
    db = engine.Database(path, key=None, read_only=True)
    for door in (db.read, db.report):
        with pytest.raises(Unavailable) as world, door() as tx:
            for _ in journal.read(tx):
                pass
        assert reason(world) == "database.corrupt"
    db.close()


def test_settings_that_nobody_wrote_are_a_damaged_file(till):
    with till.db.write() as tx:
        tx.sql("UPDATE shop_setting SET value = '{' WHERE name = 'shop_name'")
    with pytest.raises(Unavailable) as world, till.db.read() as tx:
        shop.load(tx)
    assert reason(world) == "database.corrupt"
