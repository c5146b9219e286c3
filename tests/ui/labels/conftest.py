"""The shop and the window that the tests of this screen stand in."""

from tests.ui.shift.desk import demo_shop, demo_template, desk, front, look, shop

__all__ = ["demo_shop", "demo_template", "desk", "front", "look", "shop"]
