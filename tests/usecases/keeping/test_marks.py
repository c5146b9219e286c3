"""A file that is not all this till has written is noticed, and members' money is held."""

import json
import shutil

import pytest

from app.domain.errors import Refused
from app.domain.ids import ReceiptNo
from app.store.verify import verify
from app.usecases.keeping import forgotten, marks, places, record, shelf, standing
from app.usecases.keeping.backup import back_up
from app.usecases.keeping.key_bundle import open_keys
from app.usecases.sale.complete import complete
from tests.usecases.keeping.conftest import KeptShop
from tests.usecases.money import Money, tendered
from tests.usecases.shop import COLA


def older(kept: KeptShop) -> None:
    """Yesterday's copy of the file is put over today's, by hand."""
    kept.till.close()
    shutil.copy(kept.settings.data_dir / "yesterday.db", kept.settings.database)
    for tail in ("-wal", "-shm"):
        kept.settings.database.with_name("till.db" + tail).unlink(missing_ok=True)
    kept.again()


def yesterday(kept: KeptShop) -> None:
    kept.s.db.close()
    shutil.copy(kept.settings.database, kept.settings.data_dir / "yesterday.db")


@pytest.fixture
def stored(kept):
    """A member with a hundred in stored value, and a sale of theirs paid from it."""
    kept.sell()
    member = kept.member("6027")
    money = Money(kept)
    money.give(member, "principal", 10_000)

    def pay():
        basket = kept.basket(COLA, member=member)
        paid = tendered(kept, basket, ("stored", kept.due(basket), "general"))
        return complete(kept.s, kept.cashier, kept.shift_id, basket, paid).value

    return pay


def test_a_file_that_goes_on_is_never_behind(kept):
    for _ in range(3):
        kept.sell()
        marks.note(kept.s)
        kept.again()
        assert kept.s.standing.behind is None
    mark = marks.read(places.places(kept.s))
    assert (mark.epoch, mark.seq) == kept.head()


def test_an_older_copy_is_noticed_and_holds_what_members_have(kept, stored, refused):
    yesterday(kept)
    stored()
    kept.sell(2)
    marks.note(kept.s)
    gone = kept.head()[1]
    older(kept)
    behind = kept.s.standing.behind
    assert (behind.mark_seq, behind.missing) == (gone, gone - kept.head()[1])
    assert standing.held(kept.s)
    with refused("member.spend_held"):
        stored()
    kept.sell()  # cash goes on
    assert verify(kept.settings.database).ok


def test_it_stays_noticed_when_the_file_has_caught_up_by_number(kept):
    """Cash sales went on until the number passed the mark's: the documents are others."""
    yesterday(kept)
    kept.sell(2)
    marks.note(kept.s)
    older(kept)
    kept.sell(6)
    kept.again()
    assert kept.head()[1] > kept.s.standing.behind.mark_seq
    assert kept.s.standing.behind.missing == 0


def test_a_mark_is_not_moved_by_a_file_behind_it(kept):
    yesterday(kept)
    kept.sell(2)
    stood = marks.note(kept.s)
    older(kept)
    kept.sell(9)
    assert marks.note(kept.s) is None
    assert marks.read(places.places(kept.s)) == stood


def test_either_mark_is_enough(kept):
    kept.choose()
    yesterday(kept)
    kept.sell(2)
    own = places.places(kept.s).own(places.places(kept.s).first)
    own.mkdir()
    marks.note(kept.s)
    places.places(kept.s).mark.write_text("{broken")
    older(kept)
    assert kept.s.standing.behind is not None
    (own / marks.NAME).unlink()
    kept.again()
    assert kept.s.standing.behind is None  # no mark is left: nobody can know


def test_a_till_without_a_mark_begins_one(kept):
    assert kept.s.standing.behind is None
    assert not places.places(kept.s).mark.exists()
    kept.sell()
    assert marks.note(kept.s) is not None
    assert marks.note(kept.s) is None  # nothing new


def test_a_moved_folder_is_another_till_to_the_settings(kept, tmp_path):
    """The mark is of this folder: a copy of the whole shop elsewhere (a demo, a training) has its
    own, and does not hold the first one up."""
    kept.sell(2)
    marks.note(kept.s)
    twin = places.of_machine(kept.settings)
    assert twin.mark != places.Places(tmp_path / "other", twin.settings, twin.till, "").mark


def test_with_nothing_better_the_file_goes_on_above_the_mark(kept, stored, refused):
    """The owner decides: a new epoch, no number twice, members' money held until their word."""
    yesterday(kept)
    stored()
    lost = kept.sell(2)
    marks.note(kept.s)
    older(kept)
    with refused("keeping.still_behind"):
        standing.release(kept.s, kept.owner)
    with refused("permission.missing"):
        standing.go_on(kept.s, kept.manager)
    standing.go_on(kept.s, kept.owner)
    fresh = ReceiptNo.parse(kept.sell())
    assert (fresh.epoch, fresh.counter) == (2, ReceiptNo.parse(lost).counter + 1)
    with refused("member.spend_held"):
        stored()
    standing.release(kept.s, kept.owner)
    stored()
    kept.again()
    assert kept.s.standing.behind is None
    assert verify(kept.settings.database).ok
    with refused("keeping.not_behind"):
        standing.go_on(kept.s, kept.owner)


def test_what_somebody_else_wrote_on_the_stick_stops_neither_the_till_nor_its_copies(kept):
    kept.choose()
    kept.sell()
    made = back_up(kept.s).value
    said = json.loads(made.manifest.read_text("utf-8"))
    strange = made.manifest.with_name("till-strange.json")
    for wrong in ({"epoch": "7"}, {"seq": None}, {"at_ms": "x"}):
        strange.write_text(json.dumps({**said, **wrong}), "utf-8")
        assert shelf.folder(strange.parent, second=True) == (made,)
        assert back_up(kept.s).value.name
        assert shelf.at(kept.second).epoch == made.epoch
    deep = "[" * 100_000
    found = places.places(kept.s)
    beside = [found.mark.with_name(forgotten.NAME), found.data / record.NAME]
    known = [one for one in marks.files(found) if one.exists()]
    assert len(known) > 1  # the stick's and the machine's own
    for path in (strange, *beside, *known):
        path.write_text(deep, "ascii")
    kept.again()
    assert (forgotten.read(found), record.load(found)) == ((), record.Record())
    assert back_up(kept.s).value.docs == made.docs
    with pytest.raises(Refused, match=r"keys\.unreadable"):
        open_keys(strange, "secret")
