"""The counter story on the real window: `make run` without a display."""

import pytest
from PySide6.QtCore import QTimer

from ui.shell.places import places
from ui.shell.play import Play


@pytest.mark.timeout(240)
@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_a_morning_at_the_counter(started, demo_shop, qtbot, tmp_path, lang):
    running = started(demo_shop, places()).ready()
    running.program.start.forced = lang
    ticking = QTimer(interval=20)  # the shop's clock goes on while the story is told
    ticking.timeout.connect(lambda: running.clock.pass_ms(20))
    ticking.start()
    ended, wrong, crashes = [], [], []
    play = Play(running.program, tmp_path / "out", demo_shop.data_dir)
    play.ended.connect(ended.append)
    play.failed.connect(wrong.append)
    running.program.runner.crashed.connect(lambda crash: crashes.append(crash.detail))
    play.begin()
    qtbot.waitUntil(lambda: ended != [], timeout=200_000)
    assert not crashes, "\n".join(crashes)
    assert ended == [""], ended
    assert wrong == []
    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"11-receipt.png", "12-x.png", "journal.txt", "paper-receipt-0001.png"} <= left
    receipt = (tmp_path / "out" / "paper-receipt-0001.txt").read_text("utf-8")
    assert "1.354kg" in receipt
    assert len([name for name in left if name.startswith("paper") and name.endswith("txt")]) == 2
