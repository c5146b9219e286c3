"""The till keeps itself beside the counter: hourly copies, what is grave told, a restore that is
done between two windows of one program.
"""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app import settings as settings_of
from app.settings import Settings
from app.store.verify import verify
from app.usecases.keeping import marks, places, record, restore, shelf
from app.usecases.keeping.backup import back_up
from app.usecases.shift.open import open_shift
from app.words import Words
from tests.ui.bridge.real_till import RealTill
from tests.usecases.conftest import MORNING
from tests.usecases.shop import Shop
from ui.kit import Key
from ui.shell.keeping_work import KeepingWork
from ui.shell.trouble.restore_cover import RestoreCover


@pytest.fixture
def own_settings(demo_template, tmp_path) -> Settings:
    data = shutil.copytree(demo_template.data_dir, tmp_path / "own-shop")
    machine = shutil.copytree(demo_template.settings_dir, tmp_path / "own-machine")
    return settings_of.load(Path(data), Path(machine))


class Till(RealTill):
    """A shop behind a real runner, looked after."""

    def __init__(self, settings, tmp_path) -> None:
        super().__init__(settings, MORNING, tmp_path)
        self.work = KeepingWork(self.runner, self.session, first_ms=10, every_ms=10)

    def known(self) -> record.Record:
        return record.load(places.places(self.shop.s))

    def log_in(self, name: str = "赵敏") -> None:
        self.session.log_in(self.shop.person(name), None, Words("zh_CN"))

    def close(self) -> None:
        self.work.stop()
        super().close()


@pytest.fixture
def till(qapp, own_settings, tmp_path):
    made = Till(own_settings, tmp_path)
    yield made
    made.close()


def test_it_copies_checks_and_verifies_by_itself_and_then_rests(till, qtbot):
    till.session.tell_ready()
    qtbot.waitUntil(lambda: bool(till.known().quick_ms), timeout=20_000)
    qtbot.waitUntil(lambda: (till.shop.settings.data_dir / "ballast.bin").exists(), timeout=20_000)
    assert (till.shop.settings.data_dir / "verified.json").exists()
    assert len(shelf.listed(places.places(till.shop.s))) == 1
    made = till.known().made_ms
    with qtbot.assertNotEmitted(till.runner.crashed, wait=100):
        pass
    assert till.known().made_ms == made  # nothing new was written: nothing new is copied


def test_every_hour_in_which_something_happened_has_a_copy(till, qtbot):
    till.session.tell_ready()
    qtbot.waitUntil(lambda: bool(till.known().made_ms), timeout=20_000)
    who, s = till.shop.cashier, till.shop.s
    till.runner.run(lambda: open_shift(s, who, 0).value)
    qtbot.waitUntil(lambda: till.runner.under_way == 0, timeout=20_000)
    with qtbot.assertNotEmitted(till.runner.crashed, wait=60):
        pass
    assert len(shelf.listed(places.places(s))) == 1
    till.shop.clock.pass_ms(3_600_000)
    qtbot.waitUntil(lambda: till.known().made_ms == till.shop.clock.now_ms(), timeout=20_000)


def test_a_file_behind_its_mark_is_told_to_whoever_logs_in_and_stays_on_the_screen(till, qtbot):
    from app.usecases.services import Behind

    till.shop.s.standing.behind = Behind(1, 90, 1, 99, 9)
    till.session.tell_ready()
    till.log_in("林晓燕")
    qtbot.waitUntil(lambda: bool(till.told))
    (notice,) = till.told
    assert (notice.role, notice.sticky) == ("danger", True)
    assert "9" in notice.text
    till.session.log_out()
    till.log_in("李伟")
    qtbot.waitUntil(lambda: len(till.told) == 2)


def test_a_chore_under_way_ends_with_the_window(till, qtbot):
    till.session.tell_ready()
    till.work.stop()
    with qtbot.assertNotEmitted(till.runner.crashed, wait=150):
        pass
    assert till.known().tried_ms == 0


def test_a_restore_is_done_between_two_windows(started, own_settings, qtbot):
    """The page asks; this window ends; the next one opens the restored till and says so."""
    running = started(own_settings).ready()
    running.log_in("赵敏")
    s = running.session.services
    copy = back_up(s).value
    seen = restore.preview(own_settings, copy)
    running.session.keeper.restore(seen, "")
    qtbot.waitUntil(lambda: not running.frame.isVisible())
    house = running.house.next
    running.close()
    house.hold()
    try:
        assert house.told.epoch == 2
        assert verify(own_settings.database).ok
    finally:
        house.release()
    mark = marks.read(places.of_machine(own_settings))
    assert (mark.epoch, mark.seq) == (2, 1)


def test_a_restore_that_is_refused_opens_the_till_that_stood_there(started, own_settings, qtbot):
    running = started(own_settings).ready()
    running.log_in("赵敏")
    copy = back_up(running.session.services).value
    seen = restore.preview(own_settings, copy)
    data = bytearray(copy.path.read_bytes())
    data[9000] ^= 1
    copy.path.write_bytes(data)
    running.session.keeper.restore(seen, "")
    qtbot.waitUntil(lambda: not running.frame.isVisible())
    house = running.house.next
    running.close()
    house.hold()
    house.release()
    assert house.told.code == "restore.damaged"
    assert verify(own_settings.database).ok


def test_a_file_that_does_not_open_is_replaced_by_a_copy_by_keyboard(
    started, own_settings, qtbot, tmp_path
):
    shop = Shop(own_settings, MORNING)
    back_up(shop.s)
    marks.note(shop.s)
    shop.close()
    damaged = bytearray(own_settings.database.read_bytes())
    damaged[:100] = bytes(100)
    own_settings.database.write_bytes(damaged)
    running = started(own_settings)
    key = running.window.covered.findChild(Key, "restore")
    key.click()
    cover = running.window.covered
    assert isinstance(cover, RestoreCover)
    qtbot.waitUntil(lambda: bool(cover.copies.first))
    cover.grab().save(str(tmp_path / "list.png"))
    qtbot.waitUntil(lambda: cover.copies.table.current == cover.copies.first)
    qtbot.keyClick(running.program.window.window().focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cover._seen is not None)
    assert cover._seen.stands is None
    cover.grab().save(str(tmp_path / "restore.png"))
    cover.restore.do_key.click()
    qtbot.waitUntil(lambda: not running.frame.isVisible())
    house = running.house.next
    running.close()
    house.hold()
    house.release()
    assert house.told.epoch == 2
    assert Path(house.told.aside).read_bytes() == bytes(damaged)
    assert verify(own_settings.database).ok


def test_esc_from_the_copies_is_back_at_the_sentence(started, own_settings, qtbot):
    own_settings.database.write_bytes(b"nothing" * 1000)
    running = started(own_settings)
    running.window.covered.findChild(Key, "restore").click()
    cover = running.window.covered
    qtbot.keyClick(cover, Qt.Key.Key_Escape)
    assert running.window.covered.objectName() == "fatal"
