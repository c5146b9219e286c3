"""A clock that was set is warned of on the strip (A12)."""

from app.usecases.shift.clock_off import clock_off
from tests.usecases.shift.ways import day_end, sell
from tests.usecases.shop import COLA
from ui.shell.strip import StatusStrip

YEAR = 365 * 86_400_000


def test_a_clock_that_was_set_is_said_once_and_stays_on_the_strip(desk, shop, qtbot, look):
    shift = shop.shift(shop.manager)
    session = desk.session("王建国")
    said: list[str] = []
    session.noticed.connect(lambda notice: said.append(notice.text))
    strip = StatusStrip(session)
    qtbot.addWidget(strip)
    strip.look_at_clock()
    assert said == []
    shop.clock.set_wall(shop.clock.now_ms() + 10 * YEAR)
    strip.look_at_clock()
    strip.look_at_clock()
    assert len(said) == 1
    assert "时钟" in said[0]
    assert "时钟被调过" in [getattr(run, "text", "") for run in strip._right()]
    sell(shop, shift, COLA, who=shop.manager)  # now it is a document
    assert clock_off(shop.s) == 10 * YEAR
    day_end(shop)
    assert clock_off(shop.s) == 0  # the next shift begins with the clock as it is
    strip.look_at_clock()
    assert "时钟被调过" not in [getattr(run, "text", "") for run in strip._right()]
