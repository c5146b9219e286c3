"""The runner: off the GUI thread and back, in order, with every kind of end; and its twins."""

import threading

import pytest
from PySide6.QtCore import QThread

from app.domain.errors import Refused, Unavailable
from app.usecases.outcome import Changes, KickDrawer, Outcome
from ui.bridge.change_feed import ChangeFeed, PlainChangeFeed
from ui.bridge.crash import CrashLog
from ui.bridge.device_feed import DeviceFeed, PlainDeviceFeed
from ui.bridge.instant import InstantRunner
from ui.bridge.ports import LANES
from ui.bridge.runner import Runner


@pytest.fixture
def feed(qapp):
    return ChangeFeed()


@pytest.fixture
def runner(qapp, feed, tmp_path):
    made = Runner(feed, CrashLog(tmp_path), lambda: 1_789_194_720_000)
    yield made
    made.close()


def boom():
    raise ZeroDivisionError("planted")


@pytest.mark.parametrize("lane", LANES)
def test_work_is_elsewhere_and_its_result_here(runner, qtbot, lane):
    seen = []
    runner.run(
        lambda: threading.current_thread().name,
        lambda name: seen.append((name, QThread.currentThread().isMainThread())),
        lane=lane,
    )
    qtbot.waitUntil(lambda: seen != [])
    assert seen == [(f"shuke-{lane}_0", True)]
    assert runner.under_way == 0


def test_writes_run_one_after_another_in_their_order(runner, qtbot):
    ran, landed = [], []
    for n in range(50):
        runner.run(lambda n=n: ran.append((n, threading.get_ident())) or n, landed.append)
    qtbot.waitUntil(lambda: len(landed) == 50)
    assert [n for n, _ in ran] == landed == list(range(50))
    assert len({thread for _, thread in ran}) == 1


def test_a_report_never_stands_before_a_scan(runner, qtbot):
    gate, done = threading.Event(), []
    runner.run(gate.wait, lambda _: done.append("report"), lane="report")
    runner.run(lambda: 1, lambda _: done.append("scan"), lane="read")
    qtbot.waitUntil(lambda: done == ["scan"])
    gate.set()
    qtbot.waitUntil(lambda: done == ["scan", "report"])


def test_an_outcome_tells_the_screens_then_the_devices_then_the_caller(runner, feed, qtbot):
    order = []
    feed.committed.connect(lambda changes, who: order.append(("feed", changes.sales, who)))
    runner.perform_with(lambda effects: order.append(("devices", effects)))
    outcome = Outcome("sale", Changes(sales=True), (KickDrawer(),))
    runner.run(lambda: outcome, lambda v: order.append(("caller", v)), initiator="checkout")
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == [("feed", True, "checkout"), ("devices", (KickDrawer(),)), ("caller", "sale")]


def test_what_changed_nothing_is_not_told(runner, feed, qtbot):
    told, done = [], []
    feed.committed.connect(lambda *facts: told.append(facts))
    runner.run(lambda: Outcome(1), done.append)
    qtbot.waitUntil(lambda: done == [1])
    assert told == []


@pytest.mark.parametrize("error", [Refused("shift.not_open"), Unavailable("disk", "full")])
def test_a_refusal_goes_to_who_asked_else_to_the_bar(runner, qtbot, error):
    asked, bar = [], []

    def refuse():
        raise error

    runner.unheard.connect(bar.append)
    runner.run(refuse, None, asked.append)
    qtbot.waitUntil(lambda: asked == [error])
    assert bar == []
    runner.run(refuse)
    qtbot.waitUntil(lambda: bar == [error])


def test_a_bug_leaves_a_report_with_an_id_and_frees_who_waits(
    runner, qtbot, tmp_path, expected_errors
):
    crashes, asked = [], []
    runner.crashed.connect(crashes.append)
    runner.run(boom, None, asked.append, initiator="checkout")
    qtbot.waitUntil(lambda: asked != [])
    (crash,) = crashes
    assert asked[0].code == "program.bug"
    assert asked[0].facts["crash"] == crash.crash_id
    text = (tmp_path / "crashes" / f"{crash.crash_id}.txt").read_text("utf-8")
    assert "ZeroDivisionError: planted" in text
    assert "checkout" in text
    assert expected_errors


def test_the_same_bug_has_the_same_letters(tmp_path, expected_errors):
    log, ids = CrashLog(tmp_path), []
    for _ in range(2):
        try:
            boom()
        except ZeroDivisionError as error:
            ids.append(log.record(error).crash_id)
    assert ids[0][:6] == ids[1][:6]
    assert ids[0] != ids[1]
    assert len(expected_errors) == 2


def test_a_crash_on_a_read_only_disk_is_still_told(tmp_path, expected_errors):
    (tmp_path / "crashes").write_text("a file is in the way")
    crash = CrashLog(tmp_path).record(ValueError("planted"))
    assert crash.path is None
    assert crash.crash_id
    assert expected_errors


def test_a_bug_where_a_result_lands_is_told_and_the_next_one_lands(runner, qtbot, expected_errors):
    crashes, done = [], []
    runner.crashed.connect(crashes.append)
    runner.run(lambda: 1, lambda _: boom())
    runner.run(lambda: 2, done.append)
    qtbot.waitUntil(lambda: done == [2])
    assert len(crashes) == 1
    assert expected_errors


def test_closing_finishes_what_was_gestured_and_delivers_nothing(runner):
    written, landed = [], []
    for n in range(20):
        runner.run(lambda n=n: written.append(n), landed.append)
    runner.close()
    assert written == list(range(20))
    assert landed == []
    runner.run(lambda: written.append("late"))
    assert "late" not in written
    runner.close()


def test_any_thread_may_ask(runner, qtbot):
    done = []
    thread = threading.Thread(target=lambda: runner.run(lambda: 7, done.append))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: done == [7])


def test_devices_speak_from_their_threads_and_are_heard_on_the_gui(qapp, qtbot):
    feed, heard = DeviceFeed(), []
    for signal, name in ((feed.scanned, "scan"), (feed.states, "states"), (feed.kicked, "kick")):
        signal.connect(
            lambda *facts, name=name: heard.append((name, QThread.currentThread().isMainThread()))
        )

    def speak():
        feed.on_scan("6901234567892", "scanner")
        feed.on_states(("printer",))
        feed.on_kicked("opened", "")

    thread = threading.Thread(target=speak)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard == [("scan", True), ("states", True), ("kick", True)]
    assert feed.latest == ("printer",)


def test_the_instant_twin_does_the_same_in_place():
    feed, order = PlainChangeFeed(), []
    feed.committed.connect(lambda changes, who: order.append(who))
    runner = InstantRunner(feed.committed)

    def nested(value):
        runner.run(lambda: order.append("inner op"), lambda _: order.append("inner landed"))
        order.append(f"landed {value}")

    runner.run(lambda: Outcome(1, Changes(sales=True), (KickDrawer(),)), nested, initiator="me")
    assert order == ["me", "landed 1", "inner op", "inner landed"]
    assert runner.effects == [KickDrawer()]


def test_the_instant_twin_refuses_and_raises():
    runner, asked = InstantRunner(), []

    def refuse():
        raise Refused("shift.not_open")

    runner.run(refuse, None, asked.append)
    runner.run(refuse)
    assert [one.code for one in (*asked, *runner.unheard)] == ["shift.not_open"] * 2
    with pytest.raises(ZeroDivisionError):
        runner.run(boom)
    done = []
    runner.run(lambda: 1, done.append)
    assert done == [1]


def test_the_plain_device_feed_speaks_at_once():
    feed, heard = PlainDeviceFeed(), []
    feed.scanned.connect(lambda text, device: heard.append(text))
    feed.kicked.connect(lambda state, reason: heard.append(state))
    feed.on_scan("1", "scanner")
    feed.on_kicked("opened", "")
    feed.scanned.disconnect(feed.scanned._slots[0])
    feed.on_scan("2", "scanner")
    assert heard == ["1", "opened"]
