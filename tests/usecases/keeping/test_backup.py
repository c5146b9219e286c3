"""A copy that counts: proven, named, kept as long as it should be, and no sale waits for it."""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import Refused, Unavailable
from app.store.file.connect import connect
from app.store.keeping import backup as copying
from app.store.keeping import contents
from app.store.verify import verify
from app.usecases.keeping import alerts, backup, marks, places, record, shelf
from app.usecases.keeping.backup import Step, back_up
from app.usecases.shop.settings import change
from tests.store.test_bad_luck import mounted

HOUR = 3_600_000


def test_a_copy_is_whole_alone_and_says_what_it_holds(kept):
    kept.choose()
    kept.sell(3)
    made = back_up(kept.s).value
    assert made.path.parent.parent == kept.second
    assert verify(made.path).ok
    assert (made.epoch, made.seq) == kept.head()
    assert made.sha256 == shelf.checksum(made.path)
    said = json.loads(made.manifest.read_text("utf-8"))
    for name in ("tid", "epoch", "seq", "head", "at_ms", "sha256", "docs", "receipts"):
        assert said[name] == getattr(made, name)
    assert sorted(one.name for one in made.path.parent.iterdir()) == sorted(
        [made.name, made.manifest.name, marks.NAME]
    )
    assert (made.path.stat().st_mode & 0o777) == 0o600


def test_an_encrypted_file_has_an_encrypted_copy(tmp_path):
    from app.store import engine
    from tests.store.tills import new_till

    key = bytes(range(32))
    till = new_till(tmp_path, key)
    till.sell("cola")
    till.close()
    copying.copy_to(till.path, key, tmp_path / "copy.db")
    assert b"SQLite" not in (tmp_path / "copy.db").read_bytes()[:16]
    assert contents.prove(tmp_path / "copy.db", key).docs == verify(till.path, key).docs
    with pytest.raises(Unavailable):
        engine.Database(tmp_path / "copy.db", key=None).close()


def test_sales_go_on_beside_it_and_are_simply_not_in_it(kept):
    """The copy is of one moment: a sale between two steps neither waits nor makes it start anew."""
    kept.sell(2)
    before = kept.head()
    rounds: list[int] = []

    def tell(done: int, total: int) -> bool:
        if len(rounds) < 3:
            kept.sell()
        rounds.append(total - done)
        return True

    target = kept.second / "copy.db"
    copying.copy_to(kept.s.db.path, None, target, pages=16, tell=tell)
    assert contents.prove(target, None).seq == before[1]
    assert kept.head()[1] > before[1]
    assert rounds == sorted(rounds, reverse=True), "it began anew"


def test_stopped_at_any_step_it_leaves_nothing(kept):
    kept.choose()
    for phase in ("copy", "check", "sum"):
        with pytest.raises(Refused) as error:
            back_up(kept.s, tell=lambda step, phase=phase: step.phase != phase)
        assert error.value.code == "work.cancelled"
        assert shelf.listed(places.places(kept.s)) == ()
        folder = places.places(kept.s).own(places.places(kept.s).first)
        assert [one for one in folder.iterdir() if one.suffix != ".json"] == []


def test_a_copy_that_was_damaged_on_its_way_does_not_count(kept):
    """couchbase-lite-ios #1482, daintree #4276, TriliumNext #3807: copies that nobody could open.
    The stick changes a byte of the journal: it is found before the copy has its name."""
    kept.choose()
    kept.sell()
    good = back_up(kept.s).value

    def spoil(step: Step) -> bool:
        part = good.path.parent / "new.part"
        if step.phase == "copy" and step.done == step.total:
            data = bytearray(part.read_bytes())
            at = data.rindex(b'"change"')
            data[at + 2] ^= 1
            part.write_bytes(data)
        return True

    kept.sell()
    with pytest.raises(Unavailable) as error:
        back_up(kept.s, tell=spoil)
    assert error.value.code in ("backup.broken", "database.corrupt")
    assert [one.name for one in shelf.listed(places.places(kept.s))] == [good.name]
    assert record.load(places.places(kept.s)).trouble.code == error.value.code


@pytest.fixture
def small_stick(tmp_path) -> Iterator[Path]:
    """A place on a file system of its own, of 3 MB."""
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("a small disk needs root and mount")
    place = tmp_path / "small"
    place.mkdir()
    mounted(place, "-t", "tmpfs", "-o", "size=3m", "tmpfs")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fails_but_keeps(kept, code: str) -> None:
    """The place fails with that sentence; a copy lies beside the data; the counter sells on."""
    with pytest.raises(Unavailable) as error:
        back_up(kept.s)
    assert error.value.code == code
    known = record.load(places.places(kept.s))
    assert known.trouble.code == code
    assert known.second_ms == 0
    beside = [one for one in shelf.listed(places.places(kept.s)) if not one.second]
    assert len(beside) == 1
    assert known.made_ms == kept.clock.now_ms()
    kept.sell()


def test_a_place_that_is_full(kept, small_stick):
    places.choose(kept.s, str(small_stick))
    (small_stick / "films").write_bytes(bytes(2_500_000))
    fails_but_keeps(kept, "backup.full")
    (small_stick / "films").unlink()
    left = places.places(kept.s).own(places.places(kept.s).first).iterdir()
    assert {one.name for one in left} <= {marks.NAME}
    assert back_up(kept.s).value.second


def test_a_place_that_is_read_only(kept, small_stick):
    places.choose(kept.s, str(small_stick))
    mounted(small_stick, "-o", "remount,ro")
    fails_but_keeps(kept, "backup.read_only")


def test_a_place_that_is_gone(kept):
    kept.choose()
    kept.second.rmdir()
    fails_but_keeps(kept, "backup.gone")
    assert record.load(places.places(kept.s)).trouble.path == str(kept.second)


def test_a_place_that_is_somebodys_file(kept):
    kept.choose()
    kept.second.rmdir()
    kept.second.write_text("a shopping list")
    fails_but_keeps(kept, "backup.gone")


def test_a_place_that_goes_while_the_copy_is_made(kept):
    kept.choose()

    def pulled(step: Step) -> bool:
        if step.phase == "copy":
            shutil.rmtree(kept.second, ignore_errors=True)
        return True

    with pytest.raises(Unavailable) as error:
        back_up(kept.s, tell=pulled)
    assert error.value.code in ("backup.gone", "backup.io")
    kept.sell()


def test_the_trouble_is_over_with_the_next_copy_that_arrives(kept):
    kept.choose()
    shutil.rmtree(kept.second)
    with pytest.raises(Unavailable):
        back_up(kept.s)
    kept.second.mkdir()
    back_up(kept.s)
    known = record.load(places.places(kept.s))
    assert known.trouble is None
    assert known.second_ms == kept.clock.now_ms()


def test_an_empty_mount_point_is_not_made(kept):
    kept.choose()
    kept.second.rmdir()
    with pytest.raises(Unavailable):
        back_up(kept.s)
    assert not kept.second.exists()


def test_hourly_copies_are_thinned_out_where_they_lie(kept):
    kept.choose()
    for number in range(30):
        kept.clock.pass_ms(HOUR)
        change(kept.s, kept.owner, footer=f"谢谢 {number}")
        back_up(kept.s, why="hourly")
    made = shelf.listed(places.places(kept.s))
    assert len(made) in (24, 25)
    assert (made[0].epoch, made[0].seq) == kept.head()


def test_no_room_beside_the_data_is_no_copy(kept, monkeypatch):
    monkeypatch.setattr(backup, "ROOM", 1 << 60)
    with pytest.raises(Unavailable) as error:
        back_up(kept.s)
    assert error.value.code == "backup.full"
    assert shelf.listed(places.places(kept.s)) == ()


def test_a_second_place_is_chosen_with_care(kept, refused, tmp_path):
    with refused("keeping.place_missing"):
        places.choose(kept.s, str(tmp_path / "nowhere"))
    inside = kept.settings.data_dir / "copies"
    inside.mkdir()
    with refused("keeping.place_inside"):
        places.choose(kept.s, str(inside))
    assert places.choose(kept.s, str(kept.second)).first.second
    assert not places.choose(kept.s, "").first.second


def test_two_tills_share_one_stick(kept, tmp_path):
    kept.choose()
    mine = back_up(kept.s).value
    other = kept.second / "shuke-000000000000"
    shutil.copytree(mine.path.parent, other)
    assert len(shelf.listed(places.places(kept.s))) == 1
    assert shelf.at(kept.second).name == mine.name


def test_it_runs_on_a_thread_of_its_own(kept):
    """The counter sells on its writer while the copy is made on another thread."""
    kept.choose()
    kept.sell()
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(back_up(kept.s).value))
    thread.start()
    kept.sell(5)
    thread.join()
    assert verify(found[0].path).ok


def test_a_journal_edited_by_hand_is_found_by_the_next_copy(kept):
    """Row 27: the first bad number is named, the copy does not count, and somebody is told."""
    kept.choose()
    kept.sell()
    good = back_up(kept.s).value
    raw = connect(kept.settings.database, None)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("UPDATE journal SET bytes = CAST(bytes || x'20' AS BLOB) WHERE seq = 40")
    raw.close()
    with pytest.raises(Unavailable) as error:
        back_up(kept.s, why="hourly")
    assert (error.value.code, error.value.facts["seq"]) == ("backup.broken", 40)
    assert [one.name for one in shelf.listed(places.places(kept.s))] == [good.name]
    found = {one.code: one.level for one in alerts.alerts(kept.s)}
    assert found["place_broken"] == "danger"
