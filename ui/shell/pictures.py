"""Every screen in both languages, light and dark, at two sizes: `make screens`, and the test that
walks all screens to see that no text is cut.

The walk is a script of steps; each waits, in the one event loop there is, until nothing is under
way. It runs on a copy of a demo shop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import Refused, Unavailable
from app.domain.permissions import Operator, Role
from app.domain.shift import Shift
from ui.bridge.customer_view import CustomerLine, CustomerMode, CustomerView
from ui.bridge.ports import Trouble
from ui.bridge.session import Notice
from ui.customer.window import HEIGHT, WIDTH, CustomerWindow
from ui.kit import theme
from ui.shell.entry.login import EntryScreen
from ui.shell.first_start.answers import Draft, Page
from ui.shell.first_start.wizard import FirstStartScreen
from ui.shell.places import Place
from ui.shell.program import Program
from ui.shell.steps import Stepper, Steps
from ui.shell.trouble.fatal import FatalScreen

SIZES = ((1366, 768), (1920, 1080))
THEMES = ("light", "dark")
ROLES = {"catalog": "owner", "people": "owner", "settings": "owner", "devices": "technician"}
ROLES |= {"health": "technician", "program": "owner", "stock": "owner", "keeping": "owner"}
ROLES |= {
    "today": "owner",
    "reports": "owner",
    "cases": "owner",
    "templates": "owner",
    "labels": "owner",
}
FATALS: tuple[tuple[str, Trouble], ...] = (
    ("in-use", Unavailable("folder", "in_use", retry=True, pid="4711")),
    ("read-only", Unavailable("folder", "read_only")),
    ("corrupt", Unavailable("database", "corrupt")),
    ("newer", Unavailable("database", "newer", found=9, known=1)),
    ("full", Unavailable("disk", "full", retry=True)),
)


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at everything."""

    lang: str
    theme: str
    size: tuple[int, int]

    @property
    def folder(self) -> str:
        """`zh_CN-light-1366x768`."""
        return f"{self.lang}-{self.theme}-{self.size[0]}x{self.size[1]}"


LOOKS = tuple(
    Look(lang, theme_name, size)
    for lang in ("zh_CN", "en")
    for theme_name in THEMES
    for size in SIZES
)


class Walk(Stepper):
    """Walks a started program through its screens. `looked(name, widget)` at each of them,
    `done(cut texts)` at the end.

    `out` None takes no pictures (the cut texts are still found).
    """

    done = Signal(object)
    looked = Signal(str, object)

    def __init__(self, program: Program, out: Path | None, looks: Sequence[Look] = LOOKS) -> None:
        super().__init__(program)
        self._program, self._out = program, out
        self._looks = looks
        self._cuts: list[str] = []
        self.names: list[str] = []
        self.ended.connect(self._finish)

    def where(self) -> str:
        """The last picture taken."""
        return self.names[-1] if self.names else "the start"

    def _finish(self, sentence: str) -> None:
        self.done.emit([*self._cuts, sentence] if sentence else self._cuts)

    # --- the script --------------------------------------------------------------------------

    def script(self) -> Steps:
        """Every look, every cover, every place."""
        people: dict[Role, Operator] = {}
        yield from self._staff(people)
        shifts: list[Shift | None] = []
        yield from self._open_shift(people[Role.CASHIER], shifts)
        (shift,) = shifts
        for look in self._looks:
            yield from self._wear(look)
            yield from self._covers(look)
            for place in self._program.window.places:
                role = Role(ROLES.get(place.name, "cashier"))
                yield from self._enter(people[role], shift if role is Role.CASHIER else None)
                yield from self._place(look, place)
            yield from self._customer(look)

    def _staff(self, people: dict[Role, Operator]) -> Steps:
        from app.usecases.staff.login import people as known

        session = self._program.session
        for operator in known(session.services):
            people.setdefault(operator.role, operator)
        yield self._idle

    def _open_shift(self, cashier: Operator, shifts: list[Shift | None]) -> Steps:
        from app.usecases.shift.open import current, open_shift

        session = self._program.session

        def either() -> Shift | None:
            there = current(session.services, cashier)
            return there or open_shift(session.services, cashier, 20_000).value

        session.runner.run(either, shifts.append)
        yield lambda: bool(shifts)

    def _wear(self, look: Look) -> Steps:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        start = self._program.start
        theme.use(app, look.theme, start.words_of(look.lang))
        self._program.frame.resize(*look.size)
        start.forced = look.lang
        start.use_words(start.words_of(look.lang))
        yield self._idle

    def _enter(self, operator: Operator, shift: Shift | None) -> Steps:
        session, window = self._program.session, self._program.window
        session.log_in(operator, shift, session.words)
        if window.covered is not None:
            window.uncover()
        yield self._idle

    def _place(self, look: Look, place: Place) -> Steps:
        session, window = self._program.session, self._program.window
        offered = place.pictures(session) if place.pictures else []
        if not offered:
            window.go(place.name)
            yield from self._snap(look, place.name)
        for name, make in offered:
            screen = make()
            window.put_screen(place, screen)
            yield partial(self._posed, screen)
            yield from self._snap(look, name)

    def _covers(self, look: Look) -> Steps:
        session, window = self._program.session, self._program.window
        session.log_out()
        self._program.start.log_in()
        yield self._idle
        yield from self._snap(look, "login")
        entry = window.covered
        assert isinstance(entry, EntryScreen)
        entry.presenter.choose(entry.presenter.state.face.people[1].operator_id)
        for digit in "12":
            entry.pad.feed(digit)
        yield from self._snap(look, "login-typing")
        entry.presenter._is_wrong(Refused("pin.wrong", left=3))
        yield from self._snap(look, "login-wrong")
        entry.presenter._is_wrong(Refused("pin.locked", seconds=58))
        yield from self._snap(look, "login-wait")
        yield from self._wizard(look)
        for name, trouble in FATALS:
            folder = "/home/shop/.local/share/shuke"
            window.cover(FatalScreen(session.words, trouble, folder))
            yield from self._snap(look, f"fatal-{name}")
        self._program.start.log_in()

    def _wizard(self, look: Look) -> Steps:
        session, window = self._program.session, self._program.window
        wizard = FirstStartScreen(
            session.words, lambda draft, refused: None, lambda: None, lambda words: None
        )
        window.cover(wizard)
        presenter = wizard.presenter
        presenter.draft = Draft(
            language=look.lang, shop_name="便民生活超市", owner_name="赵敏", pin="12345"
        )
        for number, page in enumerate(Page, 1):
            presenter.page = page
            presenter.show()
            yield from self._snap(look, f"first-{number}-{page.value}")
            if page is Page.OWNER:
                presenter.next()
                yield from self._snap(look, f"first-{number}-{page.value}-wrong")
                presenter._wrong = {}
            if page is Page.PRINTER:
                presenter.choose("tcp")
                yield from self._snap(look, f"first-{number}-{page.value}-address")

    def _customer(self, look: Look) -> Steps:
        words = self._program.session.words
        window = CustomerWindow(words, self._program.session.shop.shop_name)
        window.resize(WIDTH, HEIGHT)
        window.show()
        for view in _customer_views():
            window.put(view)
            yield from self._snap(look, f"customer-{view.mode.value}", window)
        window.close()
        window.deleteLater()
        self._program.window.help()
        yield from self._snap(look, "help")
        self._program.window.more()
        yield from self._snap(look, "more")
        self._program.session.noticed.emit(Notice(words("shell.crash.said", id="A1B2C3"), "danger"))
        yield from self._snap(look, "notice")
        self._program.window.strip.put_away()

    # --- waiting and looking -----------------------------------------------------------------

    def _idle(self) -> bool:
        return self._program.runner.under_way == 0

    def _posed(self, screen: QWidget) -> bool:
        asked = screen.property("posed")
        return self._idle() and (bool(asked) or not _posing(screen))

    def _snap(self, look: Look, name: str, widget: QWidget | None = None) -> Steps:
        cuts = theme.current().cuts
        yield self._idle
        cuts.clear()
        seen = widget or self._program.frame
        picture = seen.grab()
        self.looked.emit(f"{look.folder}/{name}", seen)
        self._cuts += [f"{look.folder}/{name}: {cut}" for cut in cuts.found()]
        self.names.append(f"{look.folder}/{name}")
        if self._out is not None:
            folder = self._out / look.folder
            folder.mkdir(parents=True, exist_ok=True)
            picture.save(str(folder / f"{name}.png"))


def _posing(screen: QWidget) -> bool:
    """Whether somebody is still bringing it into its state."""
    return any(timer.isActive() and timer.interval() == 40 for timer in screen.findChildren(QTimer))


def _customer_views() -> tuple[CustomerView, ...]:
    lines = (
        CustomerLine("雀巢咖啡 1+2（10 条装）", "1 包", "13.30"),
        CustomerLine("伊利营养舒化奶（低脂）", "6 盒", "25.80", (("金卡会员价 3.90", "−2.40"),)),
        CustomerLine("红富士苹果", "1.354 kg", "13.40"),
    )
    facts = (("金卡会员", "陈**　138****6027"), ("已为您节省", "2.40"))
    paid = (("现金", "60.00"),)
    return (
        CustomerView(CustomerMode.CLOSED),
        CustomerView(CustomerMode.WELCOME),
        CustomerView(CustomerMode.SALE, lines, "8 件", "50.10", facts=facts),
        CustomerView(CustomerMode.PAYMENT, lines, "8 件", "30.10", facts=facts, tenders=paid),
        CustomerView(CustomerMode.DONE, lines, "8 件", "50.10", "9.90", facts=facts, tenders=paid),
    )
