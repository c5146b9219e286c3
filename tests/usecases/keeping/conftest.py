"""A shop with settings of its own, a second place, and short ways to sell at it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import settings as settings_of
from app.settings import Settings
from app.usecases.keeping import places
from app.usecases.sale.complete import complete
from app.usecases.shift.open import current
from tests.scenarios.conftest import MORNING, demo_template
from tests.usecases.conftest import refused
from tests.usecases.shop import COLA, Shop

__all__ = ["demo_template", "refused"]


class KeptShop(Shop):
    """A shop whose file is copied to `second`."""

    def __init__(self, settings: Settings, second: Path) -> None:
        super().__init__(settings, MORNING)
        self.second = second
        self.shift_id = ""

    def choose(self) -> None:
        places.choose(self.s, str(self.second))

    def sell(self, times: int = 1, **more) -> str:
        """So many colas; the last receipt's number."""
        self.shift_id = (current(self.s) or self.shift()).shift_id
        number = ""
        for _ in range(times):
            self.clock.pass_ms(60_000)
            basket = self.basket(COLA, **more)
            sold = complete(self.s, self.cashier, self.shift_id, basket, self.paid(basket))
            number = sold.value.receipt_no
        return number

    def head(self) -> tuple[int, int]:
        (row,) = self.rows("SELECT epoch, seq FROM head")
        return row


@pytest.fixture
def own_settings(demo_template: Settings, tmp_path: Path) -> Settings:
    """A copied shop with a settings folder that no other test sees."""
    data = shutil.copytree(demo_template.data_dir, tmp_path / "shop")
    machine = shutil.copytree(demo_template.settings_dir, tmp_path / "machine")
    return settings_of.load(Path(data), Path(machine))


@pytest.fixture
def kept(own_settings: Settings, tmp_path: Path) -> Iterator[KeptShop]:
    second = tmp_path / "stick"
    second.mkdir()
    made = KeptShop(own_settings, second)
    yield made
    made.close()
