"""A shop's till with some days of trade on it, made through the real use cases."""

import pytest

from tests.scenarios.conftest import demo_shop, demo_template
from tests.usecases.conftest import refused, shop
from tests.usecases.sentinel.trade import Trade

__all__ = ["demo_shop", "demo_template", "refused", "shop"]


@pytest.fixture
def trade(shop) -> Trade:
    return Trade(shop)
