"""The running program behind the first paint: session, runner, window, scanner, hooks, the end."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.settings import Settings, save
from app.words import Words
from ui.bridge.change_feed import ChangeFeed
from ui.bridge.crash import CrashLog
from ui.bridge.device_feed import DeviceFeed
from ui.bridge.garbage import Garbage
from ui.bridge.lull import Lull
from ui.bridge.runner import Runner
from ui.bridge.session import Session, Time
from ui.kit import Sounds, theme
from ui.shell.burst import settings_from
from ui.shell.keeping_work import HouseKeeper, KeepingWork
from ui.shell.night import NightWork, TierWork
from ui.shell.opening.first_paint import Frame
from ui.shell.opening.house import House, Seen
from ui.shell.opening.start import Start
from ui.shell.places import Place
from ui.shell.scan_router import ScanRouter
from ui.shell.trouble.crash_bar import CrashBar
from ui.shell.watch import SentinelWork
from ui.shell.wedge import Wedge
from ui.shell.window import Window

if TYPE_CHECKING:
    from app.usecases.ports import DeviceState
    from ui.customer.pole import Pole
    from ui.customer.window import CustomerWindow

AFTER_READY_MS = 300
SOUNDS = {"added": "ok", "done": "ok", "ok": "ok", "ask": "ask", "error": "error"}


class Program(QObject):
    """Everything that lives as long as the window. `milestone` as in `Start`; `close()` ends it."""

    milestone = Signal(str)

    def __init__(
        self,
        frame: Frame,
        house: House,
        settings: Settings,
        *,
        words: Words,
        time: Time,
        places: tuple[Place, ...],
    ) -> None:
        super().__init__(frame)
        self.frame, self._house = frame, house
        crashes = CrashLog(settings.data_dir)
        self.change_feed, self.device_feed = ChangeFeed(self), DeviceFeed(self)
        self.runner = Runner(self.change_feed, crashes, time.now_ms)
        self.session = Session(
            runner=self.runner,
            change_feed=self.change_feed,
            device_feed=self.device_feed,
            words=words,
            time=time,
        )
        self.session.settings = settings
        self.session.keeper = HouseKeeper(house, self.session, self.frame)
        sounds = Sounds(self, on=settings.sounds)
        self._sounds = sounds
        self.session.sound = self._sound
        self.session.screens = self._screens
        self.window = Window(self.session, places)
        self.start = Start(house, self.session, self.runner, self.window)
        self.router = ScanRouter(self.session, self.window)
        self.wedge = Wedge(parent=self)
        self.wedge.tap = self.session.scans.heard
        self.crash = CrashBar(self.window, self.session)
        self.customer: CustomerWindow | None = None
        self._pole: Pole | None = None
        self._garbage = Garbage(self)
        self._lull = Lull(self.runner, self.change_feed, self._fold_log, self)
        self._night = NightWork(self.runner, self.session, self)
        self._tiers = TierWork(self.runner, self.session, self)
        self._keeping = KeepingWork(self.runner, self.session, self)
        self._sentinel = SentinelWork(self.runner, self.session, self)
        self._doorbell: Any = None
        self._app: QApplication | None = None
        self._closed = False
        self._connect()

    def _connect(self) -> None:
        for signal in (self.wedge.scanned, self.wedge.short):
            signal.connect(self.router.typed)
        self.wedge.echoed.connect(lambda _text: self.session.sound("ask"))
        self.runner.crashed.connect(self.crash.tell)
        self.runner.unheard.connect(self.session.refused)
        self.session.customer.connect(self._show_customer)
        self.session.restyled.connect(self._restyle)
        self.session.trained.connect(self._train)
        self.session.changed.connect(self._shop_changed)
        self.device_feed.states.connect(lambda _states: self._hear())
        self.window.customer_asked.connect(self.toggle_customer)
        self.start.milestone.connect(self._milestone)
        self.start.left.connect(self.frame.leave)
        self.session.quitting.connect(self.frame.leave)

    def begin(self, app: QApplication, seen: Seen) -> None:
        """Put the window into the frame and choose its first cover."""
        self.frame.put_inside(self.window)
        self.start.begin(seen)
        self.wedge.install(app)
        self.start.idle.watch(app)
        self._app = app

    def _milestone(self, name: str) -> None:
        if name == "ready":
            QTimer.singleShot(AFTER_READY_MS, self._settle)
        if name == "entered":
            self._keeping.told(self._house)
        self.milestone.emit(name)

    def _settle(self) -> None:
        """What nobody waits for: the second start's bell, the customer's screen if there is one."""
        if self._closed:
            return
        self._listen()
        self._show_customer(self.session.customer_view)
        if self.customer is None and len(QApplication.screens()) > 1:
            self.toggle_customer()

    def _fold_log(self) -> None:
        """On the writer thread, when nobody waits for it."""
        from app.usecases.health.fold_log import fold_log
        from app.usecases.keeping.marks import note

        fold_log(self.session.services)
        note(self.session.services)

    def _listen(self) -> None:
        """A second start rings here; loaded last, nobody waits for it."""
        from ui.shell.opening.single import Doorbell

        if self._doorbell is None:
            self._doorbell = Doorbell(self._house.folder, self)
            self._doorbell.rung.connect(self.come_to_front)

    def come_to_front(self) -> None:
        """Another start asked for this window."""
        self.frame.showNormal() if self.frame.isMinimized() else self.frame.show()
        self.frame.raise_()
        self.frame.activateWindow()

    # --- the customer's screen ---------------------------------------------------------------

    def toggle_customer(self) -> None:
        """F11: the customer's screen comes or goes."""
        from ui.customer.window import CustomerWindow

        if self.customer is None:
            shop = self.session.shop
            words = self.start.words_of(shop.paper_language)
            self.customer = CustomerWindow(words, shop.shop_name)
            self.customer.put(self.session.customer_view)
        self.customer.toggle(self.frame)

    def _shop_changed(self) -> None:
        """How scanners speak here, what the customer's screen says at its top."""
        shop, worn = self.session.shop, theme.current().name
        dress = theme.dressed(worn, training=shop.training)
        if dress != worn:
            self._wear(dress)
        self._hear()
        if self.customer is not None:
            self.customer.put_shop(self.start.words_of(shop.paper_language), shop.shop_name)

    def _hear(self) -> None:
        """How scanners that type speak: by the shop's word, and over it by this machine's."""
        said = dict(self.session.shop.extra)
        if self.session.loaded:
            choice = self.session.services.devices.choice("scanner")
            if choice.way == "wedge":
                said |= {f"wedge.{name}": str(value) for name, value in choice.settings}
        spoken = settings_from(said)
        if spoken != self.wedge.settings:
            self.wedge.use(spoken)

    def _show_customer(self, view: Any) -> None:
        if self.customer is not None:
            self.customer.put(view)
        if self._pole is None:
            from ui.customer.pole import Pole

            self._pole = Pole(self._show_on_pole)
        self._pole.put(view, self.start.words_of(self.session.shop.paper_language))

    def _screens(self) -> tuple[DeviceState, ...]:
        from ui.customer.window import as_device

        return as_device(self.customer, self.frame)

    def _show_on_pole(self, lines: tuple[str, ...], *, lamp: str = "", figure: str = "") -> None:
        if self.session.loaded:
            self.session.services.devices.show(lines, lamp=lamp, figure=figure)

    def _sound(self, name: str) -> None:
        """The till's own bell, and the shop's buzzer where one is set."""
        pattern = SOUNDS.get(name, "ok")
        self._sounds.play(pattern)
        if self.session.loaded:
            self.session.services.devices.beep(pattern)

    def _restyle(self, name: str) -> None:
        self._wear(theme.dressed(name, training=self.session.training))
        if self.session.settings is not None:
            self.session.settings = save(self.session.settings, theme=name)

    def _wear(self, name: str) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.use(app, name)

    def _train(self) -> None:
        """Make the copy (or end it) on the writer thread; then this window gives way to it."""
        session = self.session
        if not session.loaded or session.operator is None:
            return
        services, operator = session.services, session.on_duty

        def made(_none: None) -> None:
            self.frame.leave()

        self.runner.run(
            lambda: self._house.train(services, operator), made, session.refused, initiator="train"
        )

    # --- hooks and the end -------------------------------------------------------------------

    def hook(self) -> None:
        """Bugs outside of the runner are told the same way."""
        sys.excepthook = self._excepthook
        threading.excepthook = lambda args: self._excepthook(
            args.exc_type, args.exc_value or RuntimeError(), args.exc_traceback
        )

    def _excepthook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QTimer.singleShot(0, self.frame.leave)
            return
        self.runner.report(error.with_traceback(trace), where="event")

    def close(self) -> None:
        """End threads, devices and file in that order. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        if self._app is not None:
            self.wedge.uninstall(self._app)
            self.start.idle.unwatch(self._app)
        if self._doorbell is not None:
            self._doorbell.close()
        if self.customer is not None:
            self.customer.close()
        self._keeping.stop()
        self._sentinel.stop()
        self.runner.close()
        self.window.end()  # screens go while what they listen to is still there
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.start.close()
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
