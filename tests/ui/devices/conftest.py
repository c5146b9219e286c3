"""The shop and the window that the tests of this screen stand in."""

import pytest

from app import bootstrap
from tests.ui.shift.desk import Desk, demo_shop, demo_template, desk, front, look, shop
from tests.usecases.shop import Shop
from ui.devices.screen import make

__all__ = ["demo_shop", "demo_template", "desk", "front", "look", "shop"]


@pytest.fixture
def running(shop: Shop) -> Shop:
    """The shop with its devices awake."""
    shop.till.close()
    shop.till = bootstrap.open_till(shop.settings, ears=bootstrap.Ears(), clock=shop.clock)
    return shop


@pytest.fixture
def stand(running, front):
    """stand(lang, size, look): the devices' page of a technician."""

    def make_screen(lang="zh_CN", size=(1294, 728), name="light"):
        return front(make, Desk(running).session("陈工", lang), size, name)

    return make_screen
