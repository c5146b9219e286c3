"""The technician's tools: a copy without secrets, questions that change nothing, CSV on a copy."""

import sqlite3

import pytest

from app.domain.errors import Refused, Unavailable
from app.store.keeping import asking
from app.store.keeping.plain import plain_copy, without_secrets
from tests.store.tills import CHEN, new_till


@pytest.fixture
def plain(kept, tmp_path):
    kept.sell(2, member=kept.member("6027"))
    return plain_copy(kept.settings.database, None, tmp_path / "plain.db")


def content(path) -> str:
    raw = sqlite3.connect(path)
    said = "\n".join(raw.iterdump())
    raw.close()
    return said + path.read_bytes().decode("utf-8", errors="replace")


def test_no_secret_is_in_a_plain_copy_not_even_in_its_free_pages(kept, plain):
    secrets = {row[0] for row in kept.rows("SELECT pin_hash FROM operator") if row[0]}
    secrets |= {row[0] for row in kept.rows("SELECT card_token FROM operator") if row[0]}
    secrets |= {row[0] for row in kept.rows("SELECT phone FROM member") if row[0]}
    secrets |= {row[0] for row in kept.rows("SELECT name FROM member") if len(row[0]) > 2}
    secrets |= {row[0].hex() for row in kept.rows("SELECT key FROM member_key")}
    cards = {row[0] for row in kept.rows("SELECT token FROM member_card") if len(row[0]) > 8}
    said = content(plain)
    assert len(secrets) > 20
    assert not [one for one in secrets | cards if one in said]


def test_what_a_technician_needs_is_there(kept, plain):
    with asking.copy(plain) as db:
        sales = asking.query(db, "SELECT count(*) FROM sale")[1][0][0]
        docs = asking.query(db, "SELECT count(*) FROM journal")[1][0][0]
        kinds = asking.query(db, "SELECT said FROM journal WHERE kind = 'staff.change'")[1]
        masked = asking.query(db, "SELECT phone FROM member WHERE phone <> '' LIMIT 1")[1][0][0]
    assert sales == kept.rows("SELECT count(*) FROM sale")[0][0]
    assert docs == kept.rows("SELECT count(*) FROM journal")[0][0]
    assert "operator_id" in kinds[0][0]
    assert "pin" not in kinds[0][0]
    assert "****" in masked


def test_people_are_shown_only_when_asked_for(kept, tmp_path):
    path = plain_copy(kept.settings.database, None, tmp_path / "people.db", people=True)
    phones = {row[0] for row in kept.rows("SELECT phone FROM member") if row[0]}
    with asking.copy(path) as db:
        found = {row[0] for row in asking.query(db, "SELECT phone FROM member")[1] if row[0]}
        assert found == phones
        assert asking.query(db, "SELECT count(*) FROM member_key")[1] == [(0,)]


def test_it_is_no_till_any_more(plain, own_settings):
    from app.store.engine import Database

    with pytest.raises(Unavailable) as error:
        Database(plain, key=None)
    assert error.value.code == "database.not_ours"


def test_an_encrypted_till_gives_a_plain_copy_and_nothing_is_left_over(tmp_path):
    key = bytes(range(32))
    (tmp_path / "till").mkdir()
    till = new_till(tmp_path / "till", key)
    till.sell("cola", member=CHEN)
    till.close()
    path = plain_copy(till.path, key, tmp_path / "plain.db")
    assert [one.name for one in sorted(tmp_path.iterdir())] == ["plain.db", "till"]
    assert CHEN.phone not in content(path)
    with asking.live(till.path, key) as db:
        assert dict(asking.tables(db))["sale"] == 1


def test_a_file_that_is_there_is_not_overwritten(kept, tmp_path, refused):
    (tmp_path / "mine.db").write_text("mine")
    with refused("data.exists"):
        plain_copy(kept.settings.database, None, tmp_path / "mine.db")
    assert (tmp_path / "mine.db").read_text() == "mine"


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM sale",
        "ATTACH DATABASE 'x.db' AS x",
        "PRAGMA user_version = 9",
        "PRAGMA wal_checkpoint(TRUNCATE)",
        "CREATE TABLE mine (a)",
        "SELECT * FROM nothing_like_this",
        "SELEKT 1",
    ],
)
def test_a_question_changes_nothing_on_the_live_till(kept, sql):
    before = kept.rows("SELECT count(*) FROM sale")
    with pytest.raises(Refused), asking.live(kept.settings.database, None) as db:
        asking.query(db, sql)
    assert kept.rows("SELECT count(*) FROM sale") == before


def test_secrets_read_as_nothing_on_the_live_till(kept):
    kept.sell(member=kept.member("6027"))
    for table, column in sorted(asking.HIDDEN):
        with asking.live(kept.settings.database, None) as db:
            if table not in db.table_names():
                continue
            rows = asking.query(db, f"SELECT {column} FROM {table}")[1]
            assert {one for (one,) in rows} <= {None}, (table, column)
            around = asking.query(db, f"SELECT hex({column}), {column} || '' FROM {table}")[1]
            assert {bool(a or b) for a, b in around} <= {False}, (table, column)


def test_csv_goes_into_a_copy_only(kept, plain, refused):
    with refused("data.live"), asking.copy(kept.settings.database, change=True) as db:
        asking.take_csv(db, "sale", "a,b\n1,2\n")
    with asking.copy(plain, change=True) as db:
        assert asking.take_csv(db, "guests", "name,n\n陈,1\n李,2\n") == 2
    with asking.copy(plain) as db:
        assert asking.query(db, asking.all_of(db, "guests"))[1] == [("陈", "1"), ("李", "2")]
    with refused("data.csv"), asking.copy(plain, change=True) as db:
        asking.take_csv(db, "guests", "name,n\n陈\n")
    with refused("data.no_table"), asking.copy(plain) as db:
        asking.all_of(db, "nothing")


def test_a_spreadsheet_runs_nothing_of_it(plain):
    text = asking.as_csv(["a"], [("=SUM(A1)",), ("@x",), ("plain",), (b"\x01",)])
    assert text.splitlines() == ["a", "'=SUM(A1)", "'@x", "plain", "01"]


def test_documents_without_what_opens_anything():
    said = {"b": {"operators": [{"name": "李", "pin_hash": "x"}], "phone": "13812345678"}}
    assert without_secrets(said) == {"b": {"operators": [{"name": "李"}], "phone": "138****5678"}}
    assert without_secrets(said, people=True)["b"]["phone"] == "13812345678"


def test_a_question_on_the_live_till_names_no_member(kept):
    """Who somebody is stands in a copy with `--people` only."""
    kept.sell(member=kept.member("6027"))
    known = {one for row in kept.rows("SELECT name, phone FROM member") for one in row if one}
    with asking.live(kept.settings.database, None) as db:
        for table in ("member", "member_token", "draft"):
            said = asking.query(db, asking.all_of(db, table))[1]
            assert not known & {one for row in said for one in row}, table
