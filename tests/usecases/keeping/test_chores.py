"""What is due and when, what is remembered of it, and what is told."""

import json
import shutil

from app.usecases.keeping import alerts, chores, logs, places, record, shelf
from app.usecases.shift.close import Closing
from app.usecases.shift.z import z_close
from app.usecases.shop.settings import change, restate

HOUR, DAY = 3_600_000, 86_400_000


def all_due(kept) -> list[str]:
    done = []
    while chore := chores.due(kept.s):
        done.append(chore)
        chores.do(kept.s, chore, lambda: True)
        assert len(done) < 9
    return done


def work(kept, n: int = 0) -> None:
    """Something that a copy would lack."""
    change(kept.s, kept.owner, footer=f"{kept.clock.now_ms()} {n}")


def codes(kept) -> dict[str, str]:
    return {one.code: one.level for one in alerts.alerts(kept.s)}


def test_an_hour_with_work_is_due_a_quiet_one_is_not(kept):
    kept.choose()
    all_due(kept)
    kept.clock.pass_ms(HOUR)
    assert chores.due(kept.s) == ""
    work(kept)
    assert chores.due(kept.s) == "backup"
    all_due(kept)
    work(kept, 1)
    assert chores.due(kept.s) == ""  # not before the hour is over


def test_a_day_that_was_closed_is_copied_at_once(kept):
    kept.choose()
    all_due(kept)
    kept.sell()
    assert chores.due(kept.s) == ""
    z_close(kept.s, kept.manager, closing=Closing())
    assert chores.due(kept.s) == "backup"
    all_due(kept)
    assert chores.due(kept.s) == ""


def test_after_a_failure_it_is_tried_again_soon(kept):
    kept.choose()
    all_due(kept)
    shutil.rmtree(kept.second)
    kept.clock.pass_ms(HOUR)
    work(kept)
    assert chores.do(kept.s, "backup", lambda: True).value == "backup.gone"
    assert chores.due(kept.s) == ""
    kept.clock.pass_ms(10 * 60_000)
    assert chores.due(kept.s) == "backup"
    kept.second.mkdir()
    chores.do(kept.s, "backup", lambda: True)
    assert record.load(places.places(kept.s)).trouble is None


def test_the_file_is_checked_every_day_and_proven_every_week(kept):
    all_due(kept)
    found = []
    for _ in range(8):
        kept.clock.pass_ms(DAY)
        found.append(all_due(kept))
    assert all(one[:1] == ["quick"] for one in found)
    assert [one for one in found if "full" in one] == [["quick", "full"]]


def test_a_clock_set_back_makes_everything_due_once(kept):
    all_due(kept)
    kept.clock.set_wall(kept.clock.now_ms() - 3 * DAY)
    work(kept)
    assert all_due(kept) == ["backup", "quick", "full"]
    assert all_due(kept) == []


def test_a_damaged_file_is_remembered_and_told(kept):
    all_due(kept)
    record.change(kept.s, quick_said="row 3 missing from index ix_sale")
    assert codes(kept)["damaged"] == "danger"


def test_what_is_told_by_and_by(kept):
    assert codes(kept).keys() >= {"never", "no_second"}
    kept.choose()
    all_due(kept)
    now = codes(kept)
    assert now.keys() == {"same_disk", "drill"}
    assert now["drill"] == "info"
    kept.clock.pass_ms(27 * HOUR)
    assert codes(kept)["old"] == "warning"
    shutil.rmtree(kept.second)
    chores.do(kept.s, "backup", lambda: True)
    assert codes(kept)["place_gone"] == "warning"  # a copy of now lies beside the data
    shutil.rmtree(kept.settings.data_dir / places.BESIDE)
    (kept.settings.data_dir / places.BESIDE).write_text("in the way")
    kept.clock.pass_ms(27 * HOUR)
    assert codes(kept)["place_gone"] == "danger"


def test_the_gravest_comes_first(kept):
    record.change(kept.s, quick_said="broken")
    assert [one.level for one in alerts.alerts(kept.s)] == ["danger", "warning", "warning"]


def test_what_was_stopped_is_due_again(kept):
    kept.choose()
    assert chores.do(kept.s, "backup", lambda: False).value == "work.cancelled"
    assert chores.due(kept.s) == "backup"
    assert shelf.listed(places.places(kept.s)) == ()


def test_training_is_never_copied(kept):
    restate(kept.s, kept.owner, {"training": "yes"})
    assert chores.due(kept.s) == ""


def test_a_record_that_nobody_can_read_makes_all_due(kept):
    all_due(kept)
    (kept.settings.data_dir / record.NAME).write_text('{"tried_ms": "yesterday"}')
    assert chores.due(kept.s) == "backup"


def test_logs_are_turned_over_and_hold_words_and_figures(kept):
    for number in range(6000):
        logs.note(kept.s, "keeping", chore="backup", said="ok", n=number)
    found = logs.files(kept.settings.data_dir)
    assert 2 <= len(found) <= logs.KEPT
    assert all(one.stat().st_size <= logs.MOST for one in found)
    last = json.loads(found[0].read_text("utf-8").splitlines()[-1])
    assert (last["word"], last["n"]) == ("keeping", 5999)


def test_a_log_that_cannot_be_written_stops_nothing(kept):
    (kept.settings.data_dir / logs.FOLDER).write_text("a file in its place")
    logs.note(kept.s, "keeping", chore="quick", said="ok")
