"""The sentinel beside the counter: a look a shift and one after every Z, over a real runner."""

import pytest

from app.domain.document import Kind
from app.usecases.sentinel import cases
from app.usecases.shift.close import Closing
from app.usecases.shift.z import z_close
from tests.scenarios.conftest import demo_shop, demo_template
from tests.ui.shell.test_night import Till as NightTill
from tests.usecases.sentinel.trade import Trade
from ui.shell.watch import SentinelWork

__all__ = ["demo_shop", "demo_template"]


class Till(NightTill):
    """The night's till with the sentinel beside it."""

    def __init__(self, settings, tmp_path) -> None:
        super().__init__(settings, tmp_path)
        self.sentinel = SentinelWork(self.runner, self.session, after_ms=10)

    def write(self, op) -> None:
        """On the writer's thread."""
        self.runner.run(op)

    def voids(self) -> Trade:
        """Four cash sales that were taken back."""
        trade = Trade(self.shop)
        for _ in range(4):
            trade.void(trade.sell())
        return trade


@pytest.fixture
def till(qapp, demo_shop, tmp_path):
    made = Till(demo_shop, tmp_path)
    yield made
    made.sentinel.stop()
    made.close()


def open_now(till) -> int:
    return cases.counts(till.shop.s)["open"]


def test_it_looks_after_a_shift_was_opened(till, qtbot):
    traded = []
    till.runner.run(lambda: till.voids().shift, traded.append)
    qtbot.waitUntil(lambda: bool(traded), timeout=20_000)
    assert open_now(till) == 0
    till.session.put_operator(till.shop.owner)
    till.session.put_shift(traded[0])
    qtbot.waitUntil(lambda: open_now(till) > 0, timeout=20_000)
    qtbot.waitUntil(lambda: any("异常" in one.text for one in till.told))


def test_it_looks_after_a_z(till, qtbot):
    done = []

    def day_over():
        till.voids()
        return z_close(till.shop.s, till.shop.owner, closing=Closing())

    till.runner.run(day_over, done.append)
    qtbot.waitUntil(lambda: open_now(till) > 0, timeout=20_000)
    opened = len(till.shop.documents(Kind.CASE_OPEN))
    qtbot.waitUntil(lambda: not till.sentinel._busy)
    assert opened == len(till.shop.documents(Kind.CASE_OPEN))


def test_after_its_end_it_begins_nothing(till, qtbot):
    till.sentinel.stop()
    looked = []
    till.runner.run(lambda: till.voids().shift, looked.append)
    qtbot.waitUntil(lambda: bool(looked), timeout=20_000)
    till.session.put_shift(looked[0])
    till.sentinel._look()
    with qtbot.assertNotEmitted(till.runner.crashed, wait=100):
        pass
    assert open_now(till) == 0
