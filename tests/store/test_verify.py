"""`verify` names the first bad document after any edit, deletion, insertion, reorder, forgery."""

import json
import shutil
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.document import canonical, chain_hash
from app.domain.errors import Refused
from app.keys import TillSigner
from app.store.verify import Level, Verdict, verify
from app.usecases import commit
from tests.store.tills import SEED, SHOP, new_till, opened

JOURNAL = "epoch, seq, hash, prev, sig, kind, bd, bytes"


def tamper(path: Path) -> sqlite.Connection:
    """A connection for somebody who knows what a trigger is."""
    raw = sqlite.connect(str(path), isolation_level=None)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    return raw


def told(verdict: Verdict) -> tuple[int | None, str]:
    return verdict.first_bad, verdict.reason


def edit(
    raw: sqlite.Connection, seq: int, change, *, rehash: bool = False, resign: bytes = b""
) -> None:
    """Change a document's bytes; with `rehash` also make all later hashes fit, as a man of the art
    would; `resign` is a key to sign them with."""
    signer = TillSigner(resign) if resign else None
    rows = raw.execute(
        f"SELECT {JOURNAL} FROM journal WHERE seq >= ? ORDER BY seq", (seq,)
    ).fetchall()
    prev = rows[0][3]
    for row in rows if rehash else rows[:1]:
        number, data, hash_, sig = row[1], row[7], row[2], row[4]
        if number == seq:
            said = json.loads(data)
            change(said)
            data = canonical(said)
        if rehash:
            said = json.loads(data)
            said["prev"] = prev.hex()
            data = canonical(said)
            hash_ = chain_hash(prev, data)
            sig = signer.sign(hash_) if signer else sig
        raw.execute(
            "UPDATE journal SET bytes = ?, hash = ?, prev = ?, sig = ? WHERE seq = ?",
            (data, hash_, prev, sig, number),
        )
        prev = hash_
    if rehash:
        raw.execute("UPDATE head SET hash = ?", (prev,))


def more_due(said) -> None:
    said["b"]["due"] += 1


def test_a_whole_journal_is_whole(path):
    for level in Level:
        verdict = verify(path, level=level)
        assert (verdict.ok, verdict.docs) == (True, 10)
    assert verify(path, known_key=TillSigner(SEED).public_key).ok


def test_beside_a_till_that_sells(till, path):
    till.sell("cola")
    assert verify(path).docs == 11


def test_an_edit_is_named(path):
    raw = tamper(path)
    edit(raw, 7, more_due)
    raw.close()
    assert told(verify(path)) == told(verify(path, level=Level.HASHES)) == (7, "hash")


def test_an_edit_with_all_hashes_made_anew_is_named_by_its_signature(path):
    raw = tamper(path)
    edit(raw, 7, more_due, rehash=True)
    raw.close()
    assert told(verify(path)) == (7, "signature")
    assert verify(path, level=Level.HASHES).ok


def test_a_forged_key_is_named_at_the_opening(path):
    raw = tamper(path)

    def other_key(said) -> None:
        said["b"]["public_key"] = TillSigner(bytes(32)).public_key.hex()

    edit(raw, 1, other_key, rehash=True, resign=bytes(32))
    raw.close()
    assert verify(path).ok  # a till alone cannot know; its key elsewhere can
    assert told(verify(path, known_key=TillSigner(SEED).public_key)) == (1, "epoch")


def test_postings_that_do_not_sum_up_are_named(path):
    raw = tamper(path)

    def off(said) -> None:
        said["post"][0][2] += 1

    edit(raw, 8, off, rehash=True, resign=SEED)
    raw.close()
    assert told(verify(path)) == (8, "postings")


def test_a_receipt_number_left_out_is_named(path):
    raw = tamper(path)

    def skip(said) -> None:
        said["b"]["counter"] += 2

    edit(raw, 8, skip, rehash=True, resign=SEED)
    raw.close()
    verdict = verify(path)
    assert (told(verdict), verdict.missing) == ((8, "receipt"), (3, 4))


def test_a_sale_that_counts_for_its_member_has_its_number_too(path):
    """`counts` stands between the number and the currency in a sale's sorted names."""
    raw = tamper(path)
    edit(raw, 8, lambda said: said["b"].update(counts=[{"m": "m1"}]), rehash=True, resign=SEED)
    raw.close()
    assert told(verify(path)) != (8, "receipt")


@pytest.mark.parametrize("column", ["kind", "bd"])
def test_a_row_that_says_other_than_its_bytes_is_named(path, column):
    raw = tamper(path)
    raw.execute(f"UPDATE journal SET {column} = 'x' WHERE seq = 9")
    raw.close()
    assert told(verify(path)) == (9, "envelope")


@pytest.mark.parametrize("level", Level)
def test_a_document_taken_out_is_missing(path, level):
    raw = tamper(path)
    raw.execute("DELETE FROM journal WHERE seq = 6")
    raw.close()
    assert told(verify(path, level=level)) == (6, "missing")


@pytest.mark.parametrize("level", Level)
def test_a_document_taken_out_and_the_numbers_closed_up(path, level):
    raw = tamper(path)
    raw.execute("DELETE FROM journal WHERE seq = 6")
    for seq in range(7, 11):
        raw.execute("UPDATE journal SET seq = seq - 1 WHERE seq = ?", (seq,))
    raw.close()
    assert told(verify(path, level=level)) == (6, "link")


@pytest.mark.parametrize("level", Level)
def test_a_document_put_in_between(path, level):
    raw = tamper(path)
    for seq in range(10, 5, -1):
        raw.execute("UPDATE journal SET seq = seq + 1 WHERE seq = ?", (seq,))
    raw.execute(
        "INSERT INTO journal SELECT epoch, 6, hash, prev, sig, kind, bd, bytes FROM journal"
        " WHERE seq = 5"
    )
    raw.close()
    assert told(verify(path, level=level)) == (6, "link")


@pytest.mark.parametrize("level", Level)
def test_two_documents_that_changed_places(path, level):
    raw = tamper(path)
    for old, new in ((6, 99), (7, 6), (99, 7)):
        raw.execute("UPDATE journal SET seq = ? WHERE seq = ?", (new, old))
    raw.close()
    assert told(verify(path, level=level)) == (6, "link")


@pytest.mark.parametrize("level", Level)
def test_a_tail_cut_off_is_seen_by_the_head(path, level):
    raw = tamper(path)
    raw.execute("DELETE FROM journal WHERE seq > 8")
    raw.close()
    assert told(verify(path, level=level)) == (9, "tail")


def test_a_second_life_is_linked_to_the_first(till, path):
    with till.db.write() as tx:
        commit.open_epoch(tx, till.s, SHOP, reason="restored")
    till.sell("cola")
    assert verify(path).ok
    till.close()
    raw = tamper(path)
    raw.execute("DELETE FROM journal WHERE epoch = 1 AND seq = 10")
    raw.close()
    verdict = verify(path)
    assert (verdict.epoch, *told(verdict)) == (2, 1, "epoch")


def test_an_encrypted_journal(tmp_path):
    till = new_till(tmp_path, bytes(32))
    till.sell("cola")
    assert verify(till.path, bytes(32)).ok
    till.close()


def test_pieces_and_threads_meet_without_a_seam(path, monkeypatch):
    with opened(path) as till:
        for _ in range(40):
            till.sell("cola")
    monkeypatch.setattr("app.store.verify.PIECE", 7)
    for level in Level:
        assert verify(path, level=level, threads=3).docs == 50
    raw = tamper(path)
    for seq in (29, 44):
        edit(raw, seq, more_due)
    raw.close()
    for level in Level:
        assert told(verify(path, level=level, threads=3)) == (29, "hash")


COLUMNS = ("hash", "prev", "sig", "kind", "bd", "bytes")


@pytest.mark.slow
@settings(max_examples=120)
@given(data=st.data())
def test_whatever_is_changed_in_a_row_is_named(template, tmp_path_factory, data):
    """The attacker has no key. Any byte of any column of any document; the first bad is named."""
    path = tmp_path_factory.mktemp("tampered") / "till.db"
    shutil.copy(template, path)
    seq = data.draw(st.integers(1, 10), "seq")
    column = data.draw(st.sampled_from(COLUMNS), "column")
    raw = tamper(path)
    (old,) = raw.execute(f"SELECT {column} FROM journal WHERE seq = ?", (seq,)).fetchone()
    raw_old = old.encode() if isinstance(old, str) else old
    place = data.draw(st.integers(0, len(raw_old) - 1), "place")
    flip = data.draw(st.integers(1, 127), "flip")
    changed = bytearray(raw_old)
    changed[place] ^= flip
    new = changed.decode("latin-1") if isinstance(old, str) else bytes(changed)
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute(f"UPDATE journal SET {column} = ? WHERE seq = ?", (new, seq))
    raw.close()
    verdict = verify(path)
    assert not verdict.ok
    # the hash of the last document is what the head points at; all else is named where it is
    assert verdict.first_bad == seq
    path.unlink()


def test_it_says_how_far_it_is_and_stops_when_asked(path):
    heard: list[tuple[int, int]] = []
    assert verify(path, tell=lambda done, total: not heard.append((done, total))).ok
    assert heard == [(10, 10)]
    with pytest.raises(Refused) as stopped:
        verify(path, tell=lambda done, total: False)
    assert stopped.value.code == "work.cancelled"


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("wrong", ["abcd", None, 5])
def test_an_opening_whose_key_is_no_key(path, level, wrong):
    raw = tamper(path)
    edit(raw, 1, lambda said: said["b"].update(public_key=wrong))
    raw.close()
    assert told(verify(path, level=level)) == (1, "unreadable")


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("place", [(1, 0), (1, -5), (0, 1)])
def test_a_document_put_where_nobody_looks(path, level, place):
    raw = tamper(path)
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute(
        "INSERT INTO journal SELECT ?, ?, hash, prev, sig, kind, bd, bytes FROM journal"
        " WHERE seq = 6",
        place,
    )
    raw.close()
    verdict = verify(path, level=level)
    assert (verdict.epoch, *told(verdict)) == (*place, "envelope")


@pytest.mark.parametrize("level", Level)
def test_a_journal_that_was_emptied(path, level):
    raw = tamper(path)
    raw.execute("DELETE FROM journal")
    raw.execute("DELETE FROM head")
    raw.close()
    assert told(verify(path, level=level)) == (1, "missing")


@pytest.mark.parametrize("change", ["receipts = receipts + 5", "eff_ms = 1", "tid = '01-09'"])
def test_a_note_of_the_end_that_would_lead_the_next_sale_astray(path, change):
    raw = tamper(path)
    raw.execute(f"UPDATE head SET {change}")
    raw.close()
    assert told(verify(path)) == (10, "head")
