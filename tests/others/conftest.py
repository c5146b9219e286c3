"""A shop, its money, and a member whom people call Anna."""

import pytest

from tests.scenarios.conftest import demo_shop, demo_template
from tests.usecases.conftest import refused, shop
from tests.usecases.money import Money
from tests.usecases.shop import Shop

__all__ = ["demo_shop", "demo_template", "refused", "shop"]


@pytest.fixture
def money(shop: Shop) -> Money:
    return Money(shop)


@pytest.fixture
def anna(shop: Shop):
    return shop.member("6027")
