"""Last week's copy over today's: what will be missing is said, no number is given twice."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app import bootstrap
from app import settings as settings_of
from app.clock import ManualClock
from app.domain.document import Kind
from app.domain.errors import Refused, Unavailable
from app.domain.ids import ReceiptNo
from app.store.engine import FORMAT
from app.store.keeping import contents, floors
from app.store.verify import verify
from app.usecases.health.rebuild import check_projections
from app.usecases.keeping import drill, marks, places, restore, shelf, standing
from app.usecases.keeping.backup import back_up
from app.usecases.member.erase import erase
from app.usecases.printing import settle
from app.usecases.sale.reprint import reprint
from app.usecases.shop import settings
from tests.usecases.money import Money, tendered
from tests.usecases.shop import COLA

GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "till-0002.db"


def run(kept, backup, newest: str = "", settings=None):
    """The till is closed, restored, opened again."""
    there = settings or kept.settings
    kept.till.close()
    seen = restore.preview(there, backup, newest=newest)
    furnish = bootstrap.restorer(there, backup.till, clock=kept.clock)
    done = restore.restore(there, seen, furnish, newest=newest)
    kept.settings = there
    kept.till = bootstrap.open_till(there, clock=kept.clock)
    return seen, done


@pytest.fixture
def week(kept):
    """A copy, and a week's worth of work behind it."""
    kept.choose()
    kept.sell(2)
    copy = back_up(kept.s).value
    kept.sell(3)
    marks.note(kept.s)
    return copy


def test_what_will_be_missing_is_said_before(kept, week):
    seen = restore.preview(kept.settings, week)
    assert seen.lost == 3
    assert dict(seen.missing.kinds) == {"sale": 3}
    assert dict(seen.missing.money)["sale"] == 3 * kept.due(kept.basket(COLA))
    assert seen.missing.first_ms == kept.clock.now_ms() - 120_000
    assert (seen.epoch, seen.asks) == (2, False)


def test_the_new_epoch_is_above_all_and_gives_no_receipt_twice(kept, week):
    """OCA/l10n-spain PR #4921: a number used again."""
    given = kept.rows("SELECT receipt_no FROM sale")
    last = max(ReceiptNo.parse(no).counter for (no,) in given)
    _, done = run(kept, week)
    assert (done.epoch, done.lost, done.held) == (2, 3, True)
    fresh = kept.sell()
    assert (ReceiptNo.parse(fresh).epoch, ReceiptNo.parse(fresh).counter) == (2, last + 1)
    found = verify(kept.settings.database)
    assert found.ok, found
    assert check_projections(kept.s) == ()
    (opening,) = [one for one in kept.documents(Kind.EPOCH_OPEN) if one.epoch == 2]
    assert opening.body["restore"]["missing"] == 3
    assert opening.operator_id == kept.owner.operator_id
    with kept.s.db.read() as tx:
        assert floors.floor(tx, "receipts") == last
        assert floors.floor(tx, "z_no") == 0


def test_a_hole_in_the_receipts_that_no_opening_states_is_still_named(kept, week):
    """The floor of an epoch excuses its own gap and no other."""
    run(kept, week)
    kept.sell(2)
    kept.till.close()
    import sqlcipher3.dbapi2 as sqlite

    raw = sqlite.connect(str(kept.settings.database), isolation_level=None)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("DELETE FROM journal WHERE epoch = 2 AND seq = 2")
    raw.close()
    assert not verify(kept.settings.database).ok
    kept.till = bootstrap.look_into(kept.settings, clock=kept.clock)


def test_the_old_file_lies_aside_whole(kept, week):
    before = kept.head()
    _, done = run(kept, week)
    assert verify(Path(done.aside)).ok
    assert kept.settings.database.exists()
    aside = contents.read(Path(done.aside), None)
    assert (aside.epoch, aside.seq) == before


def test_what_lies_aside_is_never_written_over(kept, week):
    """Also when somebody took the first of several away."""
    _, first = run(kept, week)
    _, second = run(kept, week)
    before = Path(second.aside).read_bytes()
    Path(first.aside).unlink()
    _, third = run(kept, week)
    assert third.aside != second.aside
    assert Path(second.aside).read_bytes() == before


def test_the_restored_till_is_not_behind_and_is_marked_at_once(kept, week):
    run(kept, week)
    assert kept.s.standing.behind is None
    mark = marks.read(places.places(kept.s))
    assert (mark.epoch, mark.seq) == (2, 1)


def test_a_receipt_that_failed_before_the_copy_may_have_come_out_after_it(kept):
    """The restored till does not know that its original was printed meanwhile: a person looks."""
    kept.choose()
    number = kept.sell()
    of_sale = "FROM print_job JOIN sale USING (sale_id) WHERE receipt_no = ?"
    ((job_id, sale_id),) = kept.rows(f"SELECT job_id, sale_id {of_sale}", number)
    settle.settle(kept.s, job_id, "failed", "paper_out")
    copy = back_up(kept.s).value
    assert reprint(kept.s, kept.cashier, sale_id).value == job_id
    settle.settle(kept.s, job_id, "confirmed")
    run(kept, copy)
    assert kept.rows(f"SELECT state {of_sale}", number) == [("unsure",)]
    assert reprint(kept.s, kept.cashier, sale_id).value != job_id


def test_a_second_restore_of_the_same_copy_goes_above_the_first(kept, week):
    run(kept, week)
    first = kept.sell()
    _, done = run(kept, week)
    assert done.epoch == 3
    assert kept.sell() > first


def test_what_members_have_is_held_until_the_owners_word(kept, refused):
    kept.choose()
    kept.sell()
    anna = kept.member("6027")
    money = Money(kept)
    money.give(anna, "principal", 10_000)
    copy = back_up(kept.s).value
    kept.sell()
    run(kept, copy)

    def pay():
        basket = kept.basket(COLA, member=anna)
        paid = tendered(kept, basket, ("stored", kept.due(basket), "general"))
        return complete(kept.s, kept.cashier, kept.shift_id, basket, paid)

    from app.usecases.sale.complete import complete

    kept.sell(member=anna)  # cash, and points are earned
    with refused("member.spend_held"):
        pay()
    with refused("permission.missing"):
        standing.release(kept.s, kept.manager)
    extra = settings.load(kept.s).extra
    with refused("settings.value"):  # nor does who may edit settings lift it by the way
        settings.change(kept.s, kept.owner, extra={"demo": extra["demo"]})
    standing.release(kept.s, kept.owner)
    pay()
    assert verify(kept.settings.database).ok


def test_a_copy_that_lacks_nothing_holds_nothing(kept):
    kept.choose()
    kept.sell(2)
    copy = back_up(kept.s).value
    _, done = run(kept, copy)
    assert (done.lost, done.held) == (0, False)
    assert not standing.held(kept.s)


def test_a_file_that_no_longer_opens_is_replaced_and_the_mark_says_what_is_gone(kept, week):
    kept.till.close()
    data = bytearray(kept.settings.database.read_bytes())
    data[:4096] = bytes(4096)
    kept.settings.database.write_bytes(data)
    seen = restore.preview(kept.settings, week)
    assert (seen.stands, seen.missing, seen.lost) == (None, None, 3)
    assert not seen.asks
    _, done = run(kept, week)
    assert Path(done.aside).read_bytes() == bytes(data)
    kept.sell()


def test_on_a_new_machine_the_newest_receipt_is_asked_for(kept, week, tmp_path, refused):
    """No file, no mark of this machine: a receipt in somebody's hand says how far the till came."""
    newest = kept.rows("SELECT receipt_no FROM sale ORDER BY counter DESC LIMIT 1")[0][0]
    fresh = replace(kept.settings, data_dir=tmp_path / "new", settings_dir=tmp_path / "new-machine")
    fresh.data_dir.mkdir()
    moved = Path(shutil.copytree(week.path.parent, tmp_path / "stick2"))
    (moved / marks.NAME).unlink()
    copy = shelf.at(moved)
    seen = restore.preview(fresh, copy)
    assert seen.asks
    with refused("restore.ask"):
        restore.restore(fresh, seen, bootstrap.restorer(fresh, copy.till, clock=kept.clock))
    with refused("restore.receipt"):
        restore.preview(fresh, copy, newest="318")
    _, done = run(kept, copy, newest, fresh)
    assert done.held
    assert ReceiptNo.parse(kept.sell()).counter == ReceiptNo.parse(newest).counter + 1
    assert verify(fresh.database).ok  # signed by a new key, which the epoch's opening carries


def test_when_nobody_knows_the_epoch_leaves_room(kept, week, tmp_path):
    fresh = replace(kept.settings, data_dir=tmp_path / "new", settings_dir=tmp_path / "other")
    fresh.data_dir.mkdir()
    moved = Path(shutil.copytree(week.path.parent, tmp_path / "stick2"))
    (moved / marks.NAME).unlink()
    seen = restore.preview(fresh, shelf.at(moved), newest="unknown")
    assert seen.epoch == week.epoch + restore.UNKNOWN


def test_a_copy_that_was_touched_is_not_put_in_place(kept, week, refused):
    data = bytearray(week.path.read_bytes())
    data[-100] ^= 1
    week.path.write_bytes(data)
    before = kept.head()
    with refused("restore.damaged"):
        run(kept, week)
    kept.again()
    assert kept.head() == before
    assert sorted(one.name for one in kept.settings.data_dir.glob("till.db.*")) == []


def test_what_changed_since_it_was_looked_at_is_looked_at_again(kept, week, refused):
    seen = restore.preview(kept.settings, week)
    kept.sell()
    kept.till.close()
    with refused("restore.changed"):
        restore.restore(kept.settings, seen, bootstrap.restorer(kept.settings, week.till))
    kept.again()


def test_another_tills_copy_is_not_put_over_this_one(kept, week, refused):
    with refused("restore.other_till"):
        restore.preview(kept.settings, replace(week, tid="99-99"))


def test_a_copy_of_a_newer_program_waits_for_that_program(kept, week, refused):
    with refused("restore.newer"):
        restore.preview(kept.settings, replace(week, format=999))


def test_a_basket_of_then_is_not_brought_back(kept):
    from app.usecases.sale import draft

    kept.choose()
    kept.sell()
    draft.save(kept.s, kept.basket(COLA), ())
    copy = back_up(kept.s).value
    run(kept, copy)
    assert draft.left_over(kept.s) is None


def test_a_drill_changes_nothing_and_leaves_nothing(kept, week):
    stood = marks.read(places.places(kept.s)), kept.head(), shelf.listed(places.places(kept.s))
    here = {one.name for one in kept.settings.data_dir.iterdir()}
    noted = sorted((kept.settings.settings_dir / places.MARKS).iterdir())
    done = drill.drill_here(
        kept.s,
        week,
        lambda there: bootstrap.restorer(there, week.till, clock=kept.clock),
    ).value
    assert done.ok
    assert (done.docs, done.receipts) == (week.docs, week.receipts)
    now = marks.read(places.places(kept.s)), kept.head(), shelf.listed(places.places(kept.s))
    assert now == stood
    assert {one.name for one in kept.settings.data_dir.iterdir()} - here <= {"keeping.json"}
    assert sorted((kept.settings.settings_dir / places.MARKS).iterdir()) == noted


def test_a_drill_of_a_bad_copy_says_so(kept, week):
    data = bytearray(week.path.read_bytes())
    data[5000] ^= 1
    week.path.write_bytes(data)
    with pytest.raises((Refused, Unavailable)):
        drill.drill_here(
            kept.s, week, lambda there: bootstrap.restorer(there, week.till, clock=kept.clock)
        )
    from app.usecases.keeping import record

    assert record.load(places.places(kept.s)).drill_said == "restore.damaged"


def test_who_was_forgotten_since_is_forgotten_again(kept):
    """Their key came back with the copy: it goes, and what they had ends, in the new epoch."""
    kept.choose()
    kept.sell()
    anna = kept.member("6027")
    Money(kept).give(anna, "points", 500)
    copy = back_up(kept.s).value
    erase(kept.s, kept.owner, anna.member_id)
    run(kept, copy)
    (again,) = [one for one in kept.documents(Kind.MEMBER_ERASE) if one.epoch == 2]
    assert (again.body["member_id"], again.body["why"]) == (anna.member_id, "restore")
    keys = kept.rows("SELECT count(*) FROM member_key WHERE member_id = ?", anna.member_id)
    assert keys == [(0,)]
    held = kept.rows('SELECT sum("left") FROM lot WHERE holder = ?', f"m:{anna.member_id}")
    assert held == [(0,)]
    assert verify(kept.settings.database).ok
    assert check_projections(kept.s) == ()


def test_who_was_forgotten_stays_so_though_the_file_does_not_open(kept):
    """The file that could have said it is rubbish: the list beside the mark says it."""
    kept.choose()
    kept.sell()
    anna = kept.member("6027")
    copy = back_up(kept.s).value
    erase(kept.s, kept.owner, anna.member_id)
    marks.note(kept.s)
    kept.till.close()
    kept.settings.database.write_bytes(b"rubbish" * 1000)
    lock = bootstrap.hold(kept.settings)
    try:
        seen = restore.preview(kept.settings, copy)
        furnish = bootstrap.restorer(kept.settings, copy.till, clock=kept.clock)
        restore.restore(kept.settings, seen, furnish)
    finally:
        lock.release()
    kept.till = bootstrap.open_till(kept.settings, clock=kept.clock)
    keys = kept.rows("SELECT count(*) FROM member_key WHERE member_id = ?", anna.member_id)
    assert keys == [(0,)]


def test_who_restores_is_named_even_if_the_copy_does_not_know_them(kept, week):
    kept.till.close()
    seen = restore.preview(kept.settings, week)
    furnish = bootstrap.restorer(kept.settings, week.till, clock=kept.clock)
    restore.restore(kept.settings, seen, furnish, operator_id="nobody")
    kept.till = bootstrap.open_till(kept.settings, clock=kept.clock)
    (opening,) = [one for one in kept.documents(Kind.EPOCH_OPEN) if one.epoch == 2]
    assert opening.operator_id == kept.owner.operator_id


def test_a_copy_of_an_older_program_is_brought_up_to_date(tmp_path):
    """Row 19: a copy of format 2 is restored by a program of today."""
    folder = tmp_path / "stick"
    folder.mkdir()
    path = Path(shutil.copy(GOLDEN, folder / "till-old.db"))
    said = contents.read(path, None)
    assert said.format < FORMAT
    made = shelf.of_contents(
        said, name="till-old.db", folder=folder, at_ms=said.at_ms, why="hand", till="t" * 36
    )
    made = replace(made, bytes=path.stat().st_size, sha256=shelf.checksum(path))
    shelf.write_manifest(made)
    settings = settings_of.load(tmp_path / "data", tmp_path / "machine")
    settings.data_dir.mkdir()
    copy = shelf.at(folder)
    seen = restore.preview(settings, copy, newest="unknown")
    clock = ManualClock(said.at_ms + 3_600_000, prefix=8)
    furnish = bootstrap.restorer(settings, copy.till, clock=clock)
    done = restore.restore(settings, seen, furnish, newest="unknown")
    assert verify(settings.database).ok
    till = bootstrap.open_till(settings, clock=clock)
    try:
        assert contents.read(settings.database, None).format == FORMAT
        assert check_projections(till.services) == ()
        assert till.services.standing.behind is None
    finally:
        till.close()
    assert done.epoch == said.epoch + restore.UNKNOWN
