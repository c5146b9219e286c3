"""From the first paint to a till that takes a scan, and every change of who stands there.

Paint the log-in first; everything heavy is loaded behind it, on the writer thread, where a PIN
typed meanwhile waits its turn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import Unavailable
from app.domain.permissions import Operator
from app.domain.shift import Shift
from app.domain.shop import Shop
from app.settings import save
from app.usecases.outcome import Changes
from app.words import Words
from ui.bridge.ports import Trouble
from ui.bridge.runner import Runner
from ui.bridge.session import Session
from ui.kit import theme
from ui.shell.entry.lock import IdleLock
from ui.shell.entry.login import EntryScreen
from ui.shell.entry.viewmodel import Face, Mode, Person
from ui.shell.opening.house import Bells, House, Seen, Till, look_at
from ui.shell.window import Window

if TYPE_CHECKING:
    from ui.shell.first_start.answers import Draft


class Start(QObject):
    """Puts the right cover before the till. `milestone(name)`: opened, ready, entered."""

    milestone = Signal(str)
    left = Signal()

    def __init__(self, house: House, session: Session, runner: Runner, window: Window) -> None:
        super().__init__(window)
        self._house, self._session, self._runner, self._window = house, session, runner, window
        self._face = Face()
        self._till: Till | None = None
        self._picked = ""
        self._at_door = session.language  # the log-in's, whoever logged out
        self.forced = ""  # the command line's word against everybody's own language
        self._words: dict[str, Words] = {session.language: session.words}
        self.idle = IdleLock(self)
        self.idle.idle.connect(self.lock)
        window.lock_asked.connect(self.lock)
        session.changed.connect(self._session_changed)
        session.change_feed.committed.connect(self._committed)

    # --- the first paint ---------------------------------------------------------------------

    def begin(self, seen: Seen) -> None:
        """Choose the first cover by what the house looked like, and load the till behind it."""
        if isinstance(seen, Unavailable):
            self.fatal(seen)
        elif seen is None:
            self.first_start()
        else:
            self._face = seen
            self.log_in()
            self.load()

    # --- loading behind it -------------------------------------------------------------------

    def bells(self) -> Bells:
        """Whom the devices call."""
        feed, runner = self._session.device_feed, self._runner
        write = partial(runner.run, initiator="devices")
        return Bells(feed.on_scan, feed.on_states, feed.on_kicked, write)

    def load(self) -> None:
        """Build the till on the writer thread."""
        bells = self.bells()

        def build() -> Till:
            till = self._house.open(bells)
            self._session.put_services(till.services)  # the PIN that waits behind this needs them
            return till

        self._runner.run(build, self._opened, self.fatal)

    def _opened(self, till: Till) -> None:
        self._take(till)
        self.milestone.emit("opened")
        QTimer.singleShot(0, self._prepare)

    def _take(self, till: Till) -> None:
        self._till = till
        self._session.put_services(till.services)
        self._session.demo = till.demo
        self._runner.perform_with(till.perform)
        self._face = replace(self._face, people=tuple(_person(one) for one in till.people))
        self._session.put_shop(till.shop, till.zone)
        self.idle.set_minutes(till.shop.auto_lock_minutes)
        self._session.tell_ready()

    def _prepare(self) -> None:
        """The first scan must not wait for the screen that takes it."""
        self._window.prepare()
        self.milestone.emit("ready")
        self._begin_devices()

    def _begin_devices(self) -> None:
        if self._till is not None:
            self._runner.run(self._till.begin_devices, lane="report", initiator="devices")

    def fatal(self, trouble: Trouble) -> None:
        """Nothing to sell with: say so plainly, and try again when asked."""
        from ui.shell.trouble.fatal import FatalScreen

        crash = str(trouble.facts.get("crash", "")) if isinstance(trouble, Unavailable) else ""
        screen = FatalScreen(self._session.words, trouble, str(self._house.folder), crash=crash)
        screen.retried.connect(self._retry)
        screen.left.connect(self.left)
        screen.restoring.connect(lambda: self._offer_copies(trouble))
        self._window.cover(screen)

    def _offer_copies(self, trouble: Trouble) -> None:
        """The file does not open: one of the copies may take its place."""
        from ui.shell.trouble.restore_cover import RestoreCover

        cover = RestoreCover(self._session, self._house)
        cover.backed.connect(lambda: self.fatal(trouble))
        cover.asked.connect(self.left)
        self._window.cover(cover)

    def _retry(self) -> None:
        self._house.release()
        self.begin(look_at(self._house))

    # --- first start -------------------------------------------------------------------------

    def first_start(self) -> None:
        """No shop in this folder: ask the six questions."""
        from ui.shell.first_start.wizard import FirstStartScreen

        screen = FirstStartScreen(
            self._session.words, self._create, self.left.emit, self._session.put_words
        )
        self._window.cover(screen)

    def _create(self, draft: Draft, on_refused: Callable[[Trouble], None]) -> None:
        bells = self.bells()
        self._runner.run(
            lambda: self._house.create(draft, bells), self._created, on_refused, initiator="start"
        )

    def _created(self, made: tuple[Till, Operator]) -> None:
        till, owner = made
        self._face = Face(till.shop.shop_name, till.shop.branch, till.shop.till_no)
        self._take(till)
        self._at_door = self._session.language
        self._enter(owner, None)
        self.milestone.emit("ready")
        self._begin_devices()

    # --- who is there ------------------------------------------------------------------------

    def log_in(self) -> None:
        """Ask who is there, in the machine's language: the one who left spoke their own."""
        door = self.forced or self._at_door
        self._cover_entry("login", self._face)
        if self._session.language != door:
            self.use_words(self.words_of(door))
            self._cover_entry("login", self._face)

    def lock(self) -> None:
        """Lock the till: the sale stays, nobody sees it; its operator unlocks, or a supervisor."""
        operator = self._session.operator
        if operator is None or isinstance(self._window.covered, EntryScreen):
            return
        others = [p for p in self._face.people if p.operator_id != operator.operator_id]
        may = tuple(p for p in others if p.role in ("manager", "owner"))
        self._cover_entry("lock", replace(self._face, people=(_person(operator), *may)))

    def _cover_entry(self, mode: Mode, face: Face) -> None:
        entered = self._unlock if mode == "lock" else self._enter
        screen = EntryScreen(self._session, face, mode, entered, wide=theme.current().wide)
        screen.language_picked.connect(lambda lang: self._speak(lang, mode, face))
        screen.others_asked.connect(self._session.log_out)
        self._window.cover(screen)

    def _speak(self, lang: str, mode: Mode, face: Face) -> None:
        self._picked = lang
        self.use_words(self.words_of(lang))
        self._cover_entry(mode, face)
        if mode == "login":
            self._remember(lang)

    def _remember(self, lang: str) -> None:
        """What was chosen at the log-in stays this machine's, over a restart too."""
        self._at_door = lang
        if self._session.settings is not None:
            try:
                self._session.settings = save(self._session.settings, language=lang)
            except Unavailable as error:
                self._session.refused(error)

    def words_of(self, lang: str) -> Words:
        """A language's texts, read once."""
        if lang not in self._words:
            self._words[lang] = Words(lang)
        return self._words[lang]

    def use_words(self, words: Words) -> None:
        """Another language from here on; open screens are made anew."""
        theme.current().words = words
        self._session.put_words(words)

    def _enter(self, operator: Operator, shift: Shift | None) -> None:
        words = self.words_of(self._picked or self.forced or operator.language)
        theme.current().words = words
        self._picked = ""
        self._session.log_in(operator, shift, words)
        self._window.uncover()
        self.idle.touch()
        self.milestone.emit("entered")

    def _unlock(self, operator: Operator, shift: Shift | None) -> None:
        """Who locked it stands here again, with the same sale; a supervisor as one who logs in:
        what is done from here on is theirs."""
        if operator.operator_id != self._session.on_duty.operator_id:
            self._session.log_out()
            self._enter(operator, shift)
            return
        self.use_words(self._session.words)
        self._window.uncover()
        self.idle.touch()
        self.milestone.emit("entered")

    def _session_changed(self) -> None:
        cover = self._window.covered
        locked = isinstance(cover, EntryScreen) and cover.presenter.state.mode == "lock"
        if self._session.operator is None and self._till and (cover is None or locked):
            self._window.forget_screens()
            self.log_in()

    def _committed(self, changes: Changes, initiator: str) -> None:
        if changes.staff:
            self._runner.run(self._read_people, self._put_people, lane="read")
        if changes.settings:
            self._runner.run(self._read_shop, self._put_shop, lane="read")

    def _read_people(self) -> tuple[Operator, ...]:
        from app.usecases.staff.login import people

        return people(self._session.services)

    def _put_people(self, people: tuple[Operator, ...]) -> None:
        self._face = replace(self._face, people=tuple(_person(one) for one in people))
        on_duty = self._session.operator
        if on_duty is not None:
            held = on_duty.operator_id
            fresh = next((one for one in people if one.operator_id == held), None)
            if fresh is not None:
                self._session.put_operator(fresh)

    def _read_shop(self) -> Shop:
        from app.usecases.shop.settings import load

        return load(self._session.services)

    def _put_shop(self, shop: Shop) -> None:
        self._face = replace(
            self._face, shop_name=shop.shop_name, branch=shop.branch, till_name=shop.till_name
        )
        self._session.put_shop(shop, self._session.zone)
        self.idle.set_minutes(shop.auto_lock_minutes)

    def close(self) -> None:
        """End devices and database; the folder is free."""
        till, self._till = self._till, None
        if till is not None:
            till.close()
        self._house.release()


def _person(operator: Operator) -> Person:
    return Person(operator.operator_id, operator.name, operator.role.value, operator.language)
