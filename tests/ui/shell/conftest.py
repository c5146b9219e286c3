"""The real program in its frame, on a demo shop of the test's own, with plain screens in it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.clock import ManualClock
from app.domain.permissions import Permission
from app.settings import Settings
from app.words import Words
from tests.scenarios.conftest import MORNING, demo_shop, demo_template
from ui.kit import theme
from ui.main import TillHouse
from ui.shell.entry.login import EntryScreen
from ui.shell.opening.first_paint import Frame
from ui.shell.opening.house import look_at
from ui.shell.places import Place
from ui.shell.program import Program

__all__ = ["demo_shop", "demo_template"]

PINS = {"赵敏": "454545", "林晓燕": "121212", "李伟": "232323", "王建国": "343434"}
PINS["陈工"] = "565656"


class PlainScreen(QWidget):
    """A screen with one field and a default button; takes scans only when told to."""

    def __init__(self, session, name: str, icon: str, takes: bool) -> None:
        super().__init__()
        self.name, self.icon, self.takes = name, icon, takes
        self.title = session.words(f"shell.place.{name}")
        self.scans: list[str] = []
        self.times_activated = 0
        self.presses = 0
        self.field = QLineEdit()
        self.button = QPushButton("Pay")
        self.button.setDefault(True)
        self.button.clicked.connect(self._press)
        lay = QVBoxLayout(self)
        lay.addWidget(self.field)
        lay.addWidget(self.button)

    def _press(self) -> None:
        self.presses += 1

    def activated(self) -> None:
        self.times_activated += 1
        self.focus_home()

    def focus_home(self) -> None:
        self.field.setFocus()

    def take_scan(self, text: str) -> bool:
        if self.takes:
            self.scans.append(text)
        return self.takes


def plain_places() -> tuple[Place, ...]:
    listed = (
        ("checkout", "sell", Permission.SELL),
        ("members", "member", Permission.MEMBER_ENROL),
        ("history", "history", Permission.REPRINT),
        ("shift", "shift", Permission.SHIFT),
        ("catalog", "box", Permission.CATALOG_EDIT),
        ("people", "people", Permission.STAFF_EDIT),
        ("devices", "device", Permission.DEVICES),
        ("health", "health", Permission.HEALTH),
        ("settings", "settings", Permission.SETTINGS_EDIT),
    )

    def place(name: str, icon: str, permission: Permission) -> Place:
        takes = name in ("checkout", "members")
        return Place(name, icon, permission, lambda s: PlainScreen(s, name, icon, takes))

    return tuple(place(*one) for one in listed)


class Running:
    """A started program and short ways to what a person does with it."""

    def __init__(self, settings: Settings, qtbot, places=None, house=None) -> None:
        self.qtbot, self.closed = qtbot, False
        app = QApplication.instance()
        words = Words("zh_CN")
        theme.use(app, "light", words)
        self.clock = ManualClock(MORNING, prefix=9)
        self.house = house or TillHouse(settings, self.clock)
        self.frame = Frame()
        self.frame.resize(1366, 768)
        self.milestones: list[str] = []
        self.program = Program(
            self.frame,
            self.house,
            settings,
            words=words,
            time=self.clock,
            places=places or plain_places(),
        )
        self.program.milestone.connect(self.milestones.append)
        self.frame.show()
        self.frame.activateWindow()
        self.program.begin(app, look_at(self.house))
        qtbot.waitUntil(lambda: app.focusWindow() is self.frame.windowHandle())

    @property
    def window(self):
        return self.program.window

    @property
    def session(self):
        return self.program.session

    @property
    def entry(self) -> EntryScreen:
        covered = self.window.covered
        assert isinstance(covered, EntryScreen)
        return covered

    @property
    def screen(self) -> PlainScreen:
        current = self.window.current
        assert isinstance(current, PlainScreen)
        return current

    def ready(self) -> "Running":
        self.qtbot.waitUntil(lambda: "ready" in self.milestones)
        return self

    def idle(self) -> None:
        self.qtbot.waitUntil(lambda: self.program.runner.under_way == 0)

    def log_in(self, name: str = "林晓燕") -> "Running":
        self.ready()
        entry = self.entry
        who = next(p for p in entry.presenter.state.face.people if p.name == name)
        entry.presenter.choose(who.operator_id)
        entry.presenter.pin(PINS[name])
        self.qtbot.waitUntil(lambda: self.window.covered is None)
        self.idle()
        return self

    def close(self) -> None:
        """Once is enough."""
        if self.closed:
            return
        self.closed = True
        self.program.close()
        self.frame.close()
        self.frame.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def started(qtbot, qapp, demo_shop: Settings, tmp_path) -> Iterator[Callable[[], Running]]:
    """started(): the program on a demo shop, at its log-in; what the machine keeps is its own."""
    running: list[Running] = []
    machine = shutil.copytree(demo_shop.settings_dir, tmp_path / "machine")
    own = replace(demo_shop, settings_dir=machine)

    def start(settings: Settings = own, places=None, house=None) -> Running:
        running.append(Running(settings, qtbot, places, house))
        return running[-1]

    yield start
    for one in running:
        one.close()
    theme.use(qapp, "light", Words("zh_CN")).set_wide(False)


@pytest.fixture
def till(started) -> Running:
    """A cashier stands at the till."""
    return started().log_in()
