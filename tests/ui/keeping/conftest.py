"""A shop with settings of its own and a second place, in front of a real window."""

from types import SimpleNamespace

import pytest

from app import bootstrap
from app.usecases.keeping.drill import drill_here
from tests.scenarios.conftest import demo_shop, demo_template
from tests.ui.shell.conftest import started
from tests.ui.shift.desk import Desk, front, look
from tests.usecases.keeping.conftest import kept, own_settings

__all__ = ["demo_shop", "demo_template", "front", "kept", "look", "own_settings", "started"]


class Keeper:
    """As the program's, but a restore only says that it was asked for."""

    def __init__(self, kept) -> None:
        self.kept = kept
        self.asked: list = []

    def drill(self, backup, going):
        s, clock = self.kept.s, self.kept.clock
        return drill_here(
            s,
            backup,
            lambda there: bootstrap.restorer(there, backup.till, clock=clock),
            tell=going,
        )

    def restore(self, seen, newest) -> None:
        self.asked.append((seen, newest))


@pytest.fixture
def desk(kept):
    class KeepingDesk(Desk):
        def session(self, who="赵敏", lang="zh_CN", runner=None):
            made = super().session(who, lang, runner)
            made.keeper = Keeper(kept)
            return made

    return KeepingDesk(kept)


@pytest.fixture
def view():
    """What the presenter puts, kept."""

    class View(SimpleNamespace):
        def put(self, shown) -> None:
            self.shown.append(shown)

        @property
        def last(self):
            return self.shown[-1]

    return View(shown=[])
