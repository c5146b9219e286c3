"""Each test gets a shop of its own: a copy of the demo shop, opened."""

from collections.abc import Iterator

import pytest

from app.domain.errors import Refused
from app.settings import Settings
from tests.scenarios.conftest import MORNING, demo_shop, demo_template
from tests.usecases.shop import Shop

__all__ = ["demo_shop", "demo_template"]


@pytest.fixture
def shop(demo_shop: Settings) -> Iterator[Shop]:
    made = Shop(demo_shop, MORNING)
    yield made
    made.close()


@pytest.fixture
def refused():
    """`with refused("code") as error:` the rule that must say no; its facts are in `error`."""

    class _Expects:
        def __init__(self, code: str) -> None:
            self.code = code
            self.facts: dict = {}

        def __enter__(self):
            return self

        def __exit__(self, kind, error, trace) -> bool:
            assert isinstance(error, Refused), f"not refused: {self.code}, but {error!r}"
            assert error.code == self.code
            self.facts.update(error.facts)
            return True

    return _Expects
