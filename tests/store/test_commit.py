"""What is sealed stays sealed: order, chain, signature, time, receipt numbers, balance."""

import hashlib
import json

import pytest
import sqlcipher3.dbapi2 as sqlite
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.domain.document import CHAIN, Kind
from app.domain.shop import business_date
from app.store import journal, sales, shifts
from app.usecases import commit
from tests.store.day import days
from tests.store.tills import LI, SEED, SHOP, Till, new_till


def kinds(till: Till) -> list[str]:
    with till.db.read() as tx:
        return [doc.kind.value for doc in journal.read(tx)]


def test_a_document_is_chained_and_signed(till):
    first, second = till.sell("cola"), till.sell("milk", "pen")
    assert second.prev == first.hash
    assert second.hash == hashlib.sha256(CHAIN + first.hash + second.data).digest()
    public = Ed25519PublicKey.from_public_bytes(till.s.signer.public_key)
    public.verify(second.signature, second.hash)
    said = json.loads(second.data)
    assert (said["seq"], said["k"], said["tid"]) == (first.seq + 1, "sale", SHOP.tid)
    assert (
        second.data
        == json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    )


def test_what_is_read_back_is_what_was_sealed(till):
    doc = till.sell("cola", "milk")
    with till.db.read() as tx:
        assert journal.document(tx, doc.epoch, doc.seq) == doc
        assert sales.document(tx, doc.body["sale_id"]) == doc


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE journal SET bytes = x'00' WHERE seq = 3",
        "DELETE FROM journal WHERE seq = 3",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 3",
        "INSERT INTO journal SELECT epoch, seq + 5, hash, prev, sig, kind, bd, bytes FROM journal"
        " WHERE seq = (SELECT max(seq) FROM journal)",
        "INSERT INTO journal SELECT epoch, seq + 1, hash, prev, sig, kind, bd, bytes FROM journal"
        " WHERE seq = (SELECT max(seq) FROM journal)",
        "DELETE FROM head",
        "UPDATE head SET eff_ms = eff_ms - 1",
        "UPDATE head SET receipts = receipts + 2",
    ],
)
def test_the_database_itself_refuses_to_break_the_seal(till, attack):
    """R57, OCA l10n-france #105: a journal that debugging tools could empty."""
    with pytest.raises(sqlite.IntegrityError, match="sealed"), till.db.write() as tx:
        tx.sql(attack)


def test_receipt_numbers_have_no_gap(till):
    assert [till.sell("cola").body["counter"] for _ in range(3)] == [6, 7, 8]
    with pytest.raises(ValueError, match="receipt 10 after 8"):
        till.sell("cola", number=10)
    assert till.sell("cola").body["counter"] == 9


@pytest.mark.parametrize(
    ("body", "postings", "why"),
    [
        ({"x": 1.5}, (), "whole numbers"),
        ({"x": [{"y": (1, 2.0)}]}, (), "whole numbers"),
        ({1: "x"}, (), "whole numbers"),
        ({}, (("1010", "CNY", 100), ("4010", "CNY", -99)), "off by"),
        ({}, (("1010", "CNY", 100), ("4010", "USD", -100)), "off by"),
    ],
)
def test_what_may_not_be_sealed(till, body, postings, why):
    with pytest.raises(ValueError, match=why):
        till.seal(Kind.FAULT, body, postings=postings)


def test_the_first_document_opens_the_epoch(tmp_path, till):
    assert kinds(till)[0] == "epoch.open"
    with till.db.write() as tx:
        second = commit.open_epoch(tx, till.s, SHOP, reason="restored")
    assert (second.epoch, second.seq, second.prev) == (2, 1, bytes(32))
    doc = till.sell("cola")
    assert (doc.epoch, doc.seq, doc.body["no"]) == (2, 2, "01-03-2-000006")
    (tmp_path / "other").mkdir()
    fresh = new_till(tmp_path / "other")
    assert (
        fresh.s.signer.public_key
        == till.s.signer.public_key
        == type(till.s.signer)(SEED).public_key
    )
    fresh.close()


def test_nothing_is_sealed_before_the_epoch_is_open(tmp_path):
    from app.store import engine

    engine.create(tmp_path / "till.db", None)
    bare = Till(tmp_path / "till.db")
    with pytest.raises(ValueError, match="open_epoch"):
        bare.seal(Kind.FAULT, {})
    bare.close()


def test_effective_time_never_goes_back_and_a_set_clock_is_noted_once(till):
    """odoo PR #271581, #25606, #30089: a wrong clock gave wrong days, and nobody was told."""
    before = till.sell("cola")
    till.clock.set_wall(till.clock.now_ms() - 3 * 3_600_000)
    till.clock.pass_ms(1_000)
    after = till.sell("cola")
    assert after.eff_ms == before.eff_ms + 21_000
    assert after.dev_ms < before.dev_ms
    again = till.sell("cola")
    assert again.eff_ms == after.eff_ms + 20_000
    assert kinds(till)[-4:] == ["sale", "clock.jump", "sale", "sale"]


def test_a_clock_set_ahead_is_noted_too(till):
    till.sell("cola")
    till.clock.set_wall(till.clock.now_ms() + 400 * 86_400_000)
    assert till.sell("cola").eff_ms == till.clock.now_ms()
    assert kinds(till).count("clock.jump") == 1


def test_small_corrections_are_not_noted(till):
    for step in (90_000, -100_000, 119_000):
        till.sell("cola")
        till.clock.set_wall(till.clock.now_ms() + step)
    till.sell("cola")
    assert "clock.jump" not in kinds(till)


def test_after_a_restart_only_a_clock_that_went_back_shows(path):
    till = Till(path)
    last = till.sell("cola")
    till.close()
    for step, jumps in ((86_400_000, 0), (-200_000, 1), (-119_000, 1)):
        till = Till(path)
        till.clock.set_wall(last.dev_ms + step - 20_000)
        last_eff = last.eff_ms
        last = till.sell("cola")
        assert last.eff_ms >= last_eff
        assert kinds(till).count("clock.jump") == jumps
        till.close()


def test_a_transaction_taken_back_leaves_no_trace(till):
    before = till.sell("cola")

    def fail() -> None:
        with till.db.write() as tx:
            commit.seal(tx, till.s, Kind.FAULT, {}, operator_id=LI.operator_id)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    after = till.sell("cola")
    assert (after.seq, after.prev) == (before.seq + 1, before.hash)


def test_what_the_writer_remembers_is_of_the_file_as_it_stands(till):
    """Somebody slipped past the folder's lock and wrote: head, stock and jumps are read anew."""
    till.sell("cola")
    other = Till(till.path)
    other.clock.set_wall(till.clock.now_ms() + 60_000)
    days.receive(other, cola=9000)
    between = other.sell("milk")
    other.close()
    till.clock.pass_ms(120_000)
    after = till.sell("cola")
    assert (after.seq, after.prev) == (between.seq + 1, between.hash)
    assert after.body["counter"] == between.body["counter"] + 1
    with till.db.read() as tx:
        assert tx.one("SELECT qty_milli FROM stock_level WHERE item_id = 'cola'") == (8000,)


def test_jumps_of_the_clock_are_counted_at_once(till):
    def jumped() -> int:
        with till.db.write() as tx:
            return shifts.jumped_ms(tx, "s1")

    till.sell("cola")
    assert jumped() == 0
    for hours in (5, 7):
        till.clock.set_wall(till.clock.now_ms() + hours * 3_600_000)
        till.sell("cola")
    assert jumped() == 12 * 3_600_000


def test_a_set_clock_is_noted_although_the_first_document_behind_it_failed(till):
    till.sell("cola")
    till.clock.set_wall(till.clock.now_ms() + 86_400_000)
    with pytest.raises(ValueError, match="receipt 99"):
        till.sell("cola", number=99)
    till.sell("cola")
    assert kinds(till)[-3:] == ["sale", "clock.jump", "sale"]


def test_the_business_date_is_the_shops_day(till):
    doc = till.seal(Kind.FAULT, {})
    assert doc.business_date == business_date(till.clock.now_ms(), "Asia/Shanghai", 4)
    assert till.seal(Kind.FAULT, {}, business_date="2026-01-02").business_date == "2026-01-02"
    till.seal(Kind.SETTINGS_CHANGE, {"changed": {"zone": "Pacific/Auckland", "cutoff_hour": 0}})
    doc = till.seal(Kind.FAULT, {})
    assert doc.business_date == business_date(till.clock.now_ms(), "Pacific/Auckland", 0)
