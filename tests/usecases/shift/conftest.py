"""The demo shop, and short ways through a shift."""

from tests.usecases.conftest import demo_shop, demo_template, refused
from tests.usecases.conftest import shop as shop

__all__ = ["demo_shop", "demo_template", "refused", "shop"]
