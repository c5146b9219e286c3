"""The shop and the window that the tests of this screen stand in."""

import pytest

from tests.ui.catalog.pages import Pages
from tests.ui.shift.desk import demo_shop, demo_template, desk, front, look, shop

__all__ = ["demo_shop", "demo_template", "desk", "front", "look", "shop"]


@pytest.fixture
def pages(desk):
    """pages(lang): the presenters, the list read."""

    def make(lang: str = "zh_CN", runner=None, who: str = "赵敏") -> Pages:
        made = Pages(desk.session(who, lang, runner))
        made.items.load()
        return made

    return make
