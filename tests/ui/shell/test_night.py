"""The night's work beside the counter: after a shift opened, a slice a job, gestures first."""

import pytest

from app.usecases.loyalty import nightly
from app.usecases.shift.open import open_shift
from app.words import Words
from tests.scenarios.conftest import MORNING
from tests.ui.bridge.real_till import RealTill
from tests.usecases.loyalty.test_by_day import Counter
from ui.shell.night import NightWork, TierWork

DAY = 86_400_000


class Till(RealTill):
    """A demo shop behind a real runner; its shift is opened on the writer's thread."""

    def __init__(self, settings, tmp_path) -> None:
        super().__init__(settings, MORNING, tmp_path)
        self.night = NightWork(self.runner, self.session, after_ms=10, pause_ms=1)

    def open_shift(self) -> None:
        who, s = self.shop.cashier, self.shop.s
        self.runner.run(lambda: open_shift(s, who, 0).value, self.session.put_shift)


@pytest.fixture
def till(qapp, demo_shop, tmp_path):
    made = Till(demo_shop, tmp_path)
    yield made
    made.close()


def test_it_is_done_once_after_the_shift_opened(till, qtbot):
    assert nightly.due(till.shop.s)
    moved = []
    till.feed.committed.connect(lambda changes, who: moved.append(who))
    till.open_shift()
    qtbot.waitUntil(lambda: not nightly.due(till.shop.s), timeout=20_000)
    qtbot.waitUntil(lambda: till.night._night is None)
    assert till.told == []
    before = len(till.shop.documents())
    till.session.changed.emit()  # the same shift: nothing is asked again
    with qtbot.assertNotEmitted(till.runner.crashed, wait=100):
        pass
    assert len(till.shop.documents()) == before


def test_gestures_go_first(till, qtbot):
    """What was asked for while a slice ran is done before the next one."""
    order: list[str] = []
    till.feed.committed.connect(lambda *_: order.append("night"))
    till.open_shift()
    for n in range(20):
        till.runner.run(lambda n=n: n, lambda n: order.append(f"scan {n}"))
    qtbot.waitUntil(lambda: not nightly.due(till.shop.s), timeout=20_000)
    assert order[:20] == [f"scan {n}" for n in range(20)]


def test_a_clock_that_was_set_forward_is_told_and_nothing_is_swept(till, qtbot):
    till.open_shift()
    qtbot.waitUntil(lambda: not nightly.due(till.shop.s), timeout=20_000)
    qtbot.waitUntil(lambda: till.night._night is None)
    till.shop.clock.set_wall(till.shop.clock.now_ms() + 40 * DAY)
    till.night._asked_for = ""
    till.session.changed.emit()
    qtbot.waitUntil(lambda: bool(till.told), timeout=20_000)
    (notice,) = till.told
    assert notice.text == Words("zh_CN")("refused.night.clock", day="2026-10-22")
    assert nightly.due(till.shop.s)


def test_who_bought_stands_on_the_new_tier_right_behind_the_sale(till, qtbot):
    """Not before the next night: the counter and the next sale know it at once."""
    tiers = TierWork(till.runner, till.session)
    told: list = []
    till.feed.committed.connect(lambda changes, who: told.append((who, changes.members)))
    counters: list[Counter] = []
    till.runner.run(lambda: Counter(till.shop), counters.append)
    qtbot.waitUntil(lambda: bool(counters))
    at = counters[0]
    till.runner.run(lambda: at.sell(whole=True))
    qtbot.waitUntil(lambda: ("tiers", frozenset({at.who.member_id})) in told)
    assert at.purse.tier.tier_id == at.high
    qtbot.waitUntil(lambda: not till.runner.under_way)
    assert [who for who, _ in told].count("tiers") == 1  # nobody is judged for a judgement
    assert tiers is not None
