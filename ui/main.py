"""The window's entry point: application, bootstrap, crash hook, single instance.

Two halves with the first paint between them. Before it only what paints the log-in is imported;
behind it come the window, the till and the screens: nobody waits for what they cannot see. That is
why almost every import of this file stands in a function.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app import bootstrap
    from app.domain.permissions import Operator
    from app.settings import Settings
    from app.usecases.ports import Clock
    from app.usecases.services import Services
    from app.words import Words
    from ui.shell.entry.viewmodel import Face
    from ui.shell.first_start.answers import Draft
    from ui.shell.opening.first_paint import Frame
    from ui.shell.opening.house import Bells, Seen, Till
    from ui.shell.program import Program

Told = Callable[[str], None]
OPTIONS = ("--data", "--lang", "--theme", "--size", "--screens", "--play-demo")


class TillHouse:
    """Fulfils `ui.shell.opening.house.House` with bootstrap.

    A house of a training copy stands in the real till's folder and holds that too: nobody opens
    the real till meanwhile. `next` is the house that comes after this one, when there is one.
    """

    def __init__(
        self, settings: Settings, time: Clock | None = None, *, real: Settings | None = None
    ) -> None:
        self.settings, self.time = settings, time
        self.folder = (real or settings).data_dir
        self.quick: Any = None
        self.next: TillHouse | None = None
        self.told: Any = None
        self._errand: Callable[[], Any] | None = None
        self._real = real
        self._lock: Any = None
        self._real_lock: Any = None

    def hold(self) -> None:
        """Take the folder, if there is a shop in it (a new one is made under its own lock)."""
        from app import bootstrap

        if self._real is not None and self._real_lock is None:
            self._real_lock = bootstrap.hold(self._real)
        if self.settings.exists or self._errand is not None:
            self._lock = bootstrap.hold(self.settings)
        self._run_errand()

    def _run_errand(self) -> None:
        """A restore, now that the folder is held and its file closed. What became of it is told
        once the till is open; when it was refused, the till is the one that stood there."""
        from app.domain.errors import Refused, Unavailable

        errand, self._errand = self._errand, None
        if errand is None:
            return
        try:
            self.told = errand()
        except (Refused, Unavailable) as trouble:
            self.told = trouble

    def drill(self, services: Services, backup: Any, going: Callable[[int, int], bool]) -> Any:
        """Try a restore in a folder of its own."""
        from app import bootstrap
        from app.usecases.keeping.drill import drill_here

        return drill_here(
            *(services, backup, lambda there: bootstrap.restorer(there, backup.till)), tell=going
        )

    def restore(self, seen: Any, operator_id: str, newest: str) -> None:
        """The next house is this one, restored before it is opened."""
        from app import bootstrap
        from app.usecases.keeping.restore import restore

        settings = self.settings
        furnish = bootstrap.restorer(settings, seen.backup.till, clock=self.time)
        self.next = TillHouse(settings, self.time)
        self.next._errand = lambda: restore(
            *(settings, seen, furnish), operator_id=operator_id, newest=newest
        )

    def release(self) -> None:
        """Let it go, unless the till has it."""
        if self._lock is not None:
            self._lock.release()
        if self._real_lock is not None:
            self._real_lock.release()
        self._lock = self._real_lock = None

    @property
    def training(self) -> bool:
        """Whether this is a training copy."""
        return self._real is not None

    def train(self, services: Services, operator: Operator) -> None:
        """Make the training copy; it is the next house. Writer thread, Refused as `training.start`.
        In training: the real till is the next house."""
        from app import bootstrap
        from app.usecases.staff import training

        if self._real is None:
            there = bootstrap.begin_training(self.settings, services, operator)
            self.next = TillHouse(there, self.time, real=self.settings)
        else:
            training.leave(services, operator)
            self.next = TillHouse(self._real, self.time)

    def glance(self) -> Any:
        """The store's quick look at shop and people, None when there is no shop."""
        from app import bootstrap

        self.quick = bootstrap.face(self.settings) if self.settings.exists else None
        return self.quick

    def face(self) -> Face | None:
        """What the log-in shows."""
        from ui.shell.entry.viewmodel import Face, Person

        seen = self.quick or self.glance()
        self.quick = None
        if seen is None:
            return None
        people = tuple(
            Person(one.operator_id, one.name, one.role, one.language, one.has_pin)
            for one in seen.people
        )
        return Face(seen.shop_name, seen.branch, seen.till_no, seen.till_name, people)

    def open(self, bells: Bells) -> Till:
        """The till with its devices running."""
        from zoneinfo import ZoneInfo

        from app import bootstrap
        from app.usecases.printing import settle
        from app.usecases.shop.settings import load
        from app.usecases.staff.login import people
        from ui.shell.opening.house import Till

        lock, self._lock = self._lock, None
        opened: list[bootstrap.Till] = []

        def printed(job: str, state: str, reason: str, device: str = "") -> None:
            services = opened[0].services
            bells.write(lambda: settle.settle(services, job, state, reason, device=device))

        ears = bootstrap.Ears(
            on_scan=bells.on_scan,
            on_states=bells.on_states,
            on_printed=printed,
            on_settled=lambda job: printed(job, "confirmed", "late"),
            on_kicked=bells.on_kicked,
        )
        till = bootstrap.open_till(self.settings, ears=ears, lock=lock, clock=self.time, late=True)
        opened.append(till)
        settle.left_over(till.services)
        bootstrap.end_training(self.settings, till.services)
        shop = load(till.services)
        return Till(
            services=till.services,
            perform=till.perform,
            shop=shop,
            zone=ZoneInfo(shop.zone),
            people=people(till.services),
            demo=shop.extra.get("demo") == "yes",
            close=till.close,
            begin_devices=till.begin_devices,
        )

    def create(self, draft: Draft, bells: Bells) -> tuple[Till, Operator]:
        """The wizard's shop, opened."""
        from app import bootstrap
        from app.usecases.shop.first_start import Answers
        from app.usecases.staff.login import people
        from ui.shell.first_start.answers import printer_choice

        place = draft.place
        answers = Answers(
            shop_name=draft.shop_name.strip(),
            owner_name=draft.owner_name.strip(),
            owner_pin=draft.pin,
            language=draft.language,
            country=place.code,
            currency_code=place.currency_code,
            tax_profile=place.tax_profile,
            zone=place.zone,
            till_name=draft.till_name.strip(),
            paper_columns=draft.paper_columns,
            printer=draft.printer != "none",
        )
        devices = {"printer": printer_choice(draft)}
        bootstrap.create_shop(self.settings, answers, devices=devices, clock=self.time)
        till = self.open(bells)
        return till, people(till.services)[0]


def behind(app: QApplication, frame: Frame, house: TillHouse, seen: Seen, words: Words) -> Program:
    """The second half: everything that works."""
    from app.clock import SystemClock
    from ui.shell.places import places
    from ui.shell.program import Program

    program = Program(
        frame, house, house.settings, words=words, time=SystemClock(), places=places()
    )
    program.begin(app, seen)
    return program


def main(argv: Sequence[str] | None = None, told: Told | None = None) -> int:
    """`shuke-till`. `told(milestone)` hears painted, opened, ready, entered (for the bench)."""
    gc.disable()  # a collection amid the imports costs more than all it could find; then `Garbage`
    args = _arguments(list(sys.argv[1:] if argv is None else argv))
    if args["screens"]:
        return _screens(_application(100), args)
    if args["play_demo"]:
        return _play(_application(100), args)
    house, seen = _look(args["data"])
    app = _application(house.settings.scale)
    if seen is not None and getattr(seen, "code", "") == "folder.in_use" and _rang(house):
        return 0
    return run_houses(app, house, seen, args, told)


def run_houses(  # noqa: PLR0917 - as `_run`
    app: QApplication, house: TillHouse, seen: Any, args: dict[str, str], told: Told | None = None
) -> int:
    """One window after another, until one is closed that names no next house."""
    ended = _run(app, house, seen, args, told)
    while house.next is not None:  # into training, back to the till, or a restored one
        house = house.next
        ended = _run(app, house, _glance(house), args, None)
    return ended


def _application(scale: int) -> QApplication:
    """Qt's application; `scale` is percent of the normal size, and must be said before it is."""
    if scale != 100:
        os.environ["QT_SCALE_FACTOR"] = f"{scale / 100:g}"
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(["shuke-till"])
    assert isinstance(app, QApplication)
    app.setApplicationName("shuke")
    app.setDesktopFileName("shuke")
    return app


def _look(data: str) -> tuple[TillHouse, Any]:
    """The house, and the store's quick look: a face, None (no shop), or what is Unavailable."""
    from pathlib import Path

    from app.domain.errors import Unavailable
    from app.settings import Settings, load

    try:
        house = TillHouse(load(Path(data) if data else None))
    except Unavailable as trouble:
        folder = Path(data or ".").absolute()
        return TillHouse(Settings(data_dir=folder, settings_dir=folder)), trouble
    return house, _glance(house)


def _glance(house: TillHouse) -> Any:
    """What can be seen of a house that is to be opened."""
    from app.domain.errors import Unavailable

    try:
        house.hold()
        return house.glance()
    except Unavailable as trouble:
        return trouble


def _run(  # noqa: PLR0917 - the parts of one run, each made a line above
    app: QApplication,
    house: TillHouse,
    quick: Any,
    args: dict[str, str],
    told: Told | None,
    *,
    then: Callable[[Program], None] | None = None,
) -> int:
    """One run of the window; `then(program)` is called when the till is ready."""
    from PySide6.QtCore import QEvent

    from app.domain.errors import Unavailable
    from app.words import Words
    from ui.kit import shortcuts, theme
    from ui.kit.keys import read_changes
    from ui.shell.opening.first_paint import Frame

    settings, trouble = house.settings, quick if isinstance(quick, Unavailable) else None
    spoken = getattr(quick, "paper_language", "")
    words = Words(args["lang"] or settings.language or spoken or "zh_CN")
    worn = theme.dressed(args["theme"] or settings.theme, training=house.training)
    theme.use(app, worn, words)
    shortcuts.use(app, settings.keys_preset, read_changes(settings.keys))
    frame = Frame(_picture(None if trouble else quick, words), kiosk=settings.kiosk)
    running: list[Program] = []

    def painted() -> None:
        if told:
            told("painted")
        program = behind(app, frame, house, trouble or house.face(), words)
        program.start.forced = args["lang"]
        running.append(program)
        program.hook()
        program.milestone.connect(_collect)
        if told:
            program.milestone.connect(told)
        if then:
            program.milestone.connect(lambda name: then(program) if name == "ready" else None)

    frame.painted.connect(painted)
    frame.closing.connect(app.quit)
    app.setQuitOnLastWindowClosed(False)  # its late word would end the window that follows
    _show(frame, args["size"], full_screen=settings.full_screen or settings.kiosk)
    try:
        return app.exec()
    finally:
        for program in running:
            program.close()
        house.release()
        frame.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _screens(app: QApplication, args: dict[str, str]) -> int:
    """Pictures of every screen, of a copy of the demo shop in `--data`; 1 when a text was cut."""
    import logging
    import shutil
    import tempfile
    from pathlib import Path

    from ui.shell.pictures import Walk

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    log, cuts = logging.getLogger("screens"), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        shop = Path(shutil.copytree(args["data"] or "build/demo-shop", Path(folder) / "shop"))

        def walk(program: Program) -> None:
            walking = Walk(program, Path(args["screens"]))
            program.runner.crashed.connect(lambda crash: cuts.append(crash.detail))
            walking.done.connect(cuts.extend)
            walking.done.connect(lambda found: log.info("%d pictures", len(walking.names)))
            walking.done.connect(lambda found: program.frame.leave())
            walking.begin()

        house, seen = _look(str(shop))
        _run(app, house, seen, {**args, "size": "1366x768"}, None, then=walk)
    for cut in cuts:
        log.error("cut: %s", cut)
    return 1 if cuts else 0


def _play(app: QApplication, args: dict[str, str]) -> int:
    """The counter story on the real window, on the shop in `--data`; 1 when it broke off."""
    import logging
    from pathlib import Path

    from ui.shell.play import Play

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    wrong: list[str] = []

    def play(program: Program) -> None:
        playing = Play(program, Path(args["play_demo"]), house.folder)
        playing.ended.connect(lambda sentence: wrong.append(sentence) if sentence else None)
        playing.ended.connect(lambda sentence: program.frame.leave())
        playing.failed.connect(wrong.append)
        program.runner.crashed.connect(lambda crash: wrong.append(crash.detail))
        playing.begin()

    house, seen = _look(args["data"])
    _run(app, house, seen, {**args, "size": args["size"] or "1366x768"}, None, then=play)
    for sentence in wrong:
        logging.getLogger("demo").error("%s", sentence)
    return 1 if wrong else 0


def _picture(quick: Any, words: Words) -> Any:
    """The log-in's picture on the shop's wall clock, None when there is no log-in to show."""
    if quick is None:
        return None
    from zoneinfo import ZoneInfo

    from app.clock import SystemClock
    from app.words import local
    from ui.shell.opening.first_paint import Picture

    return Picture(quick, words, local(SystemClock().now_ms(), ZoneInfo(quick.zone)))


def _collect(milestone: str) -> None:
    """The start is over: what was loaded stays."""
    if milestone == "ready":
        gc.collect()
        gc.freeze()


def _show(frame: Frame, size: str, *, full_screen: bool) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.shell.opening.first_paint import SIZE

    width, height = (int(part) for part in size.split("x")) if size else SIZE
    frame.resize(width, height)
    if full_screen and not size:
        frame.showFullScreen()
    elif size or QApplication.platformName() == "offscreen":
        frame.show()
    else:
        frame.showMaximized()
    frame.activateWindow()


def _rang(house: TillHouse) -> bool:
    from ui.shell.opening.single import ring

    return ring(house.folder)


def _arguments(argv: list[str]) -> dict[str, str]:
    """Options as `--name value`; argparse is loaded only for those who do not speak plainly."""
    found = {name[2:].replace("-", "_"): "" for name in OPTIONS}
    pairs = list(zip(argv[::2], argv[1::2], strict=False))
    if len(argv) % 2 == 0 and all(name in OPTIONS for name, _ in pairs):
        return {**found, **{name[2:].replace("-", "_"): value for name, value in pairs}}
    from argparse import ArgumentParser

    parser = ArgumentParser("shuke-till")
    for name in OPTIONS:
        parser.add_argument(name, default="")
    return vars(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
