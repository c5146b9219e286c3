"""The start: the picture that is the log-in, every fatal sentence, two programs, the end."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.domain.errors import Unavailable
from app.settings import Settings
from app.store.lock import FolderLock
from app.words import LANGUAGES, Words, local
from tests.ui.shell.scanner import press
from ui import kit, main
from ui.kit import theme
from ui.shell.entry.login import EntryScreen
from ui.shell.opening.first_paint import Frame, Picture
from ui.shell.opening.single import Doorbell, ring
from ui.shell.trouble.fatal import FatalScreen


def unlike(one: QImage, other: QImage) -> int:
    """Pixels that differ clearly."""
    assert one.size() == other.size()
    return sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 60
        for x in range(0, one.width(), 2)
        for y in range(0, one.height(), 2)
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_first_picture_is_the_log_in_that_follows(qtbot, qapp, demo_shop, lang, size, look):
    words = Words(lang)
    worn = theme.use(qapp, look, words)
    worn.set_wide(size[0] >= 1600)
    house = main.TillHouse(demo_shop)
    quick = house.glance()
    now_ms = 1_789_194_720_000
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Asia/Shanghai")
    frame = Frame(Picture(quick, words, local(now_ms, zone)))
    qtbot.addWidget(frame)
    frame.resize(*size)
    frame.show()
    picture = frame.grab().toImage()
    from app.clock import ManualClock
    from ui.bridge.change_feed import PlainChangeFeed
    from ui.bridge.device_feed import PlainDeviceFeed
    from ui.bridge.instant import InstantRunner
    from ui.bridge.session import Session

    feed = PlainChangeFeed()
    session = Session(
        runner=InstantRunner(feed.committed),
        change_feed=feed,
        device_feed=PlainDeviceFeed(),
        words=words,
        time=ManualClock(now_ms),
    )
    session.zone = zone
    screen = EntryScreen(
        session, house.face(), "login", lambda operator, shift: None, wide=worn.wide
    )
    qtbot.addWidget(screen)
    screen.resize(*size)
    real = screen.grab().toImage()
    theme.use(qapp, "light", Words("zh_CN")).set_wide(False)
    assert unlike(picture, real) < 450  # a hair at the big figures, the two icons


def fatal(running) -> FatalScreen:
    covered = running.window.covered
    assert isinstance(covered, FatalScreen)
    return covered


def sentence(running) -> str:
    return fatal(running).accessibleDescription()


def test_a_folder_in_use_is_said_and_tried_again(started, demo_shop):
    other = FolderLock(demo_shop.data_dir).acquire()
    running = started()
    assert "另一个" in sentence(running)
    other.release()
    press(running.frame, Qt.Key.Key_Return)
    assert isinstance(running.window.covered, EntryScreen)
    running.log_in()


def test_a_corrupt_file_is_said(started, demo_shop):
    demo_shop.database.write_bytes(b"SQLite format 3\0" + b"\0" * 8192)
    assert sentence(started())


def test_a_file_damaged_inside_is_said_and_nothing_is_thrown_away(started, demo_shop, qtbot):
    raw = bytearray(demo_shop.database.read_bytes())
    raw[4096 : len(raw)] = bytes(len(raw) - 4096)
    demo_shop.database.write_bytes(raw)
    running = started()
    qtbot.waitUntil(lambda: isinstance(running.window.covered, FatalScreen))
    assert demo_shop.database.read_bytes() == raw


def test_a_newer_file_is_refused_politely(started, demo_shop, qtbot):
    import sqlcipher3.dbapi2 as sqlite

    raw = sqlite.connect(str(demo_shop.database))
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    running = started()
    qtbot.waitUntil(lambda: isinstance(running.window.covered, FatalScreen))
    assert "99" in sentence(running)


def test_a_file_that_is_not_ours_is_left_alone(started, demo_shop):
    demo_shop.database.write_text("a letter to grandmother " * 400)
    assert sentence(started())


def test_esc_on_the_fatal_page_ends_the_program(started, demo_shop, qtbot):
    demo_shop.database.write_text("no database " * 400)
    running = started()
    with qtbot.waitSignal(running.frame.closing):
        press(running.frame, Qt.Key.Key_Escape)


def test_a_second_start_brings_the_first_to_the_front(demo_shop, qtbot):
    bell = Doorbell(demo_shop.data_dir)
    with qtbot.waitSignal(bell.rung):
        assert ring(demo_shop.data_dir)
    bell.close()
    assert not ring(demo_shop.data_dir)


def test_a_second_program_on_the_folder_only_rings(demo_shop, qtbot, qapp):
    """odoo #152259: two tabs wrote the same sale."""
    bell, lock = Doorbell(demo_shop.data_dir), FolderLock(demo_shop.data_dir).acquire()
    with qtbot.waitSignal(bell.rung):
        assert main.main(["--data", str(demo_shop.data_dir)]) == 0
    bell.close()
    lock.release()


def test_after_the_end_the_folder_is_free(started, demo_shop):
    running = started().ready()
    with pytest.raises(Unavailable):
        FolderLock(demo_shop.data_dir).acquire()
    running.close()
    FolderLock(demo_shop.data_dir).acquire().release()


def test_a_changed_name_stands_on_the_strip_and_the_next_log_in(started, qtbot):
    from app.usecases.shop.settings import change

    running = started().log_in("赵敏")
    owner = running.session.on_duty
    running.program.runner.run(
        lambda: change(running.session.services, owner, shop_name="转角小店"), initiator="test"
    )
    qtbot.waitUntil(lambda: running.session.shop.shop_name == "转角小店")
    assert "转角小店" in running.window.strip.status._line.text()
    running.session.log_out()
    assert running.entry.presenter.state.face.shop_name == "转角小店"


def test_no_name_of_the_kit_is_lost_by_loading_it_late():
    assert all(hasattr(kit, name) for name in kit.__all__)
    assert set(kit.__all__) == {*kit._HOME_OF, "theme", "tokens"}


def test_the_whole_program_starts_and_ends(demo_shop, qtbot, qapp, monkeypatch, tmp_path):
    """main() itself, with the loop of the test: every milestone in its order."""
    heard: list[str] = []

    def told(milestone: str) -> None:
        heard.append(milestone)

    def loop() -> int:
        qtbot.waitUntil(lambda: "ready" in heard, timeout=20_000)
        return 0

    monkeypatch.setattr(QApplication, "exec", lambda self: loop())
    shutil.copytree(demo_shop.settings_dir, tmp_path / "config" / "shuke")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert main.main(["--data", str(demo_shop.data_dir)], told) == 0
    assert heard == ["painted", "opened", "ready"]
    FolderLock(demo_shop.data_dir).acquire().release()


def test_a_till_without_its_key_says_so(started, demo_shop: Settings, tmp_path):
    shutil.copytree(demo_shop.settings_dir, tmp_path / "other", dirs_exist_ok=True)
    for path in (tmp_path / "other").rglob("*.key"):
        path.unlink()
    from app import settings as settings_of

    running = started(settings_of.load(demo_shop.data_dir, tmp_path / "other"))
    running.qtbot.waitUntil(lambda: isinstance(running.window.covered, FatalScreen))
    assert sentence(running)
