"""The shop with a label printer, and the window that the tests of this screen stand in."""

import pytest

from app.usecases.ports import DeviceChoice
from tests.ui.shift.desk import demo_shop, demo_template, desk, front, look, shop
from ui.labels.screen import make

__all__ = ["demo_shop", "demo_template", "desk", "front", "look", "page", "ready", "shop"]


@pytest.fixture
def ready(shop):
    shop.s.devices.configure("label_printer", DeviceChoice("fake"))
    return shop


@pytest.fixture
def page(desk, ready, front):
    """page(lang): the labels' page of the owner, in front."""
    return lambda lang="zh_CN", **how: front(make, desk.session("赵敏", lang), **how)
