"""A session over a real demo shop, instant or held, and the look of a real window."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from app.domain.errors import Refused, Unavailable
from app.domain.permissions import Operator
from app.usecases.shift.open import current
from app.usecases.shop import settings
from app.words import Words
from tests.ui.kit.audit import nameless
from tests.usecases.conftest import demo_shop, demo_template
from tests.usecases.conftest import shop as shop_fixture
from tests.usecases.shop import Shop
from ui.bridge.change_feed import PlainChangeFeed
from ui.bridge.device_feed import PlainDeviceFeed
from ui.bridge.instant import InstantRunner
from ui.bridge.landing import land
from ui.bridge.session import Session
from ui.kit import theme

SIZES = ((1294, 728), (1752, 1040))  # what the window leaves to a screen at 1366x768, 1920x1080
LOOKS = [
    (lang, look, size) for lang in ("zh_CN", "en") for look in ("light", "dark") for size in SIZES
]


class HeldRunner:
    """Keeps every op until the test lets one go: for answers that come late or out of order."""

    def __init__(self) -> None:
        self.held: list[Callable[[], None]] = []
        self._feed = PlainChangeFeed()

    def run(self, op, on_done=None, on_refused=None, *, initiator="", lane="write") -> None:
        def go() -> None:
            try:
                result = op()
            except (Refused, Unavailable) as trouble:
                on_refused(trouble)
                return
            value = land(result, self._feed.committed, lambda effects: None, initiator)
            if on_done is not None:
                on_done(value)

        self.held.append(go)

    def let_go(self, place: int = 0) -> None:
        self.held.pop(place)()

    def let_all_go(self) -> None:
        while self.held:
            self.let_go()


class BreakingRunner(InstantRunner):
    """While `broken` is set, the world is in the way of every op."""

    def __init__(self) -> None:
        super().__init__()
        self.broken: Unavailable | None = None

    def run(self, op, on_done=None, on_refused=None, *, initiator="", lane="write") -> None:
        def broken_op():
            if self.broken is not None:
                raise self.broken
            return op()

        super().run(broken_op, on_done, on_refused, initiator=initiator, lane=lane)


class View:
    """Keeps what it is shown last."""

    def __init__(self) -> None:
        self.shown: Any = None

    def put(self, shown) -> None:
        self.shown = shown


class Desk:
    """A session at a shop's till."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop

    def session(self, who: str = "赵敏", lang: str = "zh_CN", runner: Any = None) -> Session:
        feed = PlainChangeFeed()
        made = Session(
            runner=runner or InstantRunner(feed.committed),
            change_feed=feed,
            device_feed=PlainDeviceFeed(),
            words=Words(lang),
            time=self.shop.clock,
        )
        made.put_services(self.shop.s)
        found = settings.load(self.shop.s)
        made.put_shop(found, ZoneInfo(found.zone))
        person: Operator = self.shop.person(who)
        made.log_in(person, current(self.shop.s, person), Words(lang))
        return made


@pytest.fixture
def desk(shop: Shop) -> Desk:
    return Desk(shop)


@pytest.fixture
def look(qapp) -> Iterator[theme.Theme]:
    used = theme.use(qapp, "light", Words("zh_CN"))
    used.cuts.clear()
    yield used
    used.set_wide(False)
    theme.use(qapp, "light", Words("zh_CN"))


@pytest.fixture
def front(qtbot, look):
    """front(make, session): the screen in front, activated, at a size."""

    def show(make, session: Session, size: tuple[int, int] = SIZES[0], name: str = "light"):
        theme.use(look.parent(), name, session.words)
        look.set_wide(size[0] >= 1600)
        look.cuts.clear()
        screen = make(session)
        qtbot.addWidget(screen)
        screen.setFixedSize(*size)
        with qtbot.waitExposed(screen):
            screen.show()
        screen.activated()
        screen.grab()
        return screen

    return show


def sound(screen: QWidget, look: theme.Theme) -> None:
    """Nothing is cut, everything has a name, and the screen has a title."""
    screen.grab()
    assert look.cuts.found() == [], look.cuts.found()
    assert list(nameless(screen)) == []
    assert screen.title
    assert screen.accessibleName()


shop = shop_fixture
__all__ = ["Desk", "HeldRunner", "demo_shop", "demo_template", "desk", "front", "look", "shop"]


def sound_pictures(pictures, session: Session, look: theme.Theme, qtbot) -> None:
    """Every state worth a picture is sound; one at a time: a dozen would be slow to restyle."""
    for name, make_picture in pictures(session):
        look.words = session.words
        screen = make_picture()
        screen.setFixedSize(*SIZES[0])
        screen.show()
        qtbot.waitUntil(lambda screen=screen: bool(screen.property("posed")))
        screen.grab()
        look.cuts.clear()  # what was painted on the way does not count
        sound(screen, look)
        keep(screen, f"{session.words.lang}-{name}")
        delete(screen)


def keep(screen: QWidget, name: str) -> None:
    """For whoever wants to look: PICTURES=folder keeps what the test saw."""
    folder = os.environ.get("PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        screen.grab().save(f"{folder}/{name}.png")
