"""The demo shop, and the hand-made week in it."""

import pytest

from tests.usecases.conftest import demo_shop, demo_template, refused
from tests.usecases.conftest import shop as shop
from tests.usecases.report.week import Week

__all__ = ["demo_shop", "demo_template", "refused", "shop"]


@pytest.fixture
def week(shop) -> Week:
    return Week(shop)


@pytest.fixture
def traded(week) -> Week:
    """Monday to Friday, worked out by hand in week.py."""
    week.monday()
    week.tuesday()
    week.thursday()
    return week
