"""The shift's place: the shift itself, its drawer, and the days it is closed into; a count covers
all three until it is over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.usecases.outcome import Changes
from ui.bridge.approval.pane import ApprovalPane
from ui.bridge.approval.shown import ApprovalVM
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.kit import (
    Action,
    ErrorPage,
    Keymap,
    Line,
    Loading,
    Tabs,
    b,
    col,
    ico,
    key_for,
    row,
    s,
    t,
)
from ui.shift.count_pane import PilesPane, TypingPane
from ui.shift.count_words import CountVM
from ui.shift.difference_pane import DifferencePane, TakerPane
from ui.shift.drawer_pane import DrawerPane
from ui.shift.drawer_words import DrawerVM
from ui.shift.panes import ClosedPane, OpenPane, SumsPane
from ui.shift.presenter import ME, ShiftPresenter
from ui.shift.viewmodel import ShiftVM
from ui.shift.z_pane import ZPane
from ui.shift.z_words import DaysVM

SHIFT, DRAWER, DAYS = range(3)
STEPS = ("typing", "told", "taking")


class ShiftScreen(QWidget):
    """Fulfils the presenter's View. Its pages are tabs; a count and an approval lie over them."""

    icon = "shift"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("shift.title")
        self.setAccessibleName(self.title)
        self._dirty, self._state, self._step, self._only = True, "", "", 0
        self._make_panes(session)
        self.presenter = ShiftPresenter(self, session)
        self._about = Line([], h=56, gap=16)
        self._steps = Line([], h=56, w=400)
        self.tabs = Tabs([words(f"shift.tab.{one}") for one in ("shift", "drawer", "days")])
        self._right = _stack(self.open_pane, self.closed_pane)
        self._shift_page = row(self.sums, (self._right[1], 1))
        self._own = _stack(self._shift_page, Loading())
        self._errors = ErrorPage(self._own[0], scrolls=True)
        self._count_right = _stack(self.typing, self.difference, self.taking)
        self._count_page = row(self.piles, (self._count_right[1], 1))
        self._pages = _stack(
            *(self._own[1], self.drawer, self.days, self._count_page, self.approval)
        )
        head = row(
            *((self._about, 1), self._steps, self.tabs),
            gap=24,
            pad=(8, 24),
            h=72,
            bg="surface",
            edges="b",
        )
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(col(head, (self._pages[1], 1), bg="surface"))
        self._steps.hide()
        self._wire()
        self._wire_count()

    def _make_panes(self, session: Session) -> None:
        words = session.words
        self.sums = SumsPane(words)
        self.open_pane = OpenPane(words)
        self.closed_pane = ClosedPane(words, key_for(Action.CONFIRM))
        self.piles, self.typing = PilesPane(words), TypingPane(words)
        self.difference, self.taking = DifferencePane(words), TakerPane(words)
        self.drawer, self.days = DrawerPane(words), ZPane(words)
        self.approval = ApprovalPane(words)
        self._approving = False

    def _wire(self) -> None:
        presenter = self.presenter
        self.open_pane.print_key.clicked.connect(presenter.print_x)
        self.open_pane.close_key.clicked.connect(presenter.ask_close)
        self.closed_pane.opened.connect(presenter.open)
        self.closed_pane.typed.connect(presenter.typed)
        self.tabs.picked.connect(self._to_tab)
        self.drawer.way.connect(presenter.drawer.choose_way)
        self.drawer.reasoned.connect(presenter.drawer.choose_reason)
        self.drawer.submitted.connect(presenter.drawer.submit)
        self.days.opened.connect(presenter.days.open)
        self.days.stepped.connect(presenter.days.step_day)
        self.days.close_key.clicked.connect(presenter.days.close_day)
        self.days.print_key.clicked.connect(presenter.days.print_again)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(
            self,
            {
                Action.CONFIRM: self._confirm,
                Action.PAY: presenter.counting.close_day,  # beside Enter, which signs the shift
                Action.BACK: presenter.back,
                Action.LINE_UP: lambda: self._walk(-1),
                Action.LINE_DOWN: lambda: self._walk(1),
            },
        )

    def _wire_count(self) -> None:
        counting, drawer = self.presenter.counting, self.presenter.drawer
        self.piles.typed.connect(counting.typed)
        self.typing.slips_typed.connect(counting.typed_slips)
        self.typing.back_key.clicked.connect(counting.leave)
        self.typing.skip_key.clicked.connect(counting.skip)
        self.typing.submit_key.clicked.connect(counting.submit)
        self.difference.acted.connect(counting.act)
        self.difference.reasoned.connect(counting.typed_reason)
        self.difference.again_key.clicked.connect(counting.recount_all)
        self.difference.hand_key.clicked.connect(counting.ask_taker)
        self.difference.close_key.clicked.connect(counting.close)
        self.difference.day_key.clicked.connect(counting.close_day)
        self.taking.chosen.connect(counting.hand_to)
        self.taking.back_key.clicked.connect(counting.leave)
        for asking in (counting.asking, drawer.asking):
            self.approval.chosen.connect(lambda code, a=asking: a.open and a.choose(code))
            self.approval.digits.connect(lambda n, a=asking: a.open and a.typed(n))
            self.approval.confirmed.connect(lambda pin, a=asking: a.open and a.submit(pin))
        self.approval.closed.connect(self.presenter.back)

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front: figures are read now."""
        self._dirty = False
        self.presenter.load()

    def take_scan(self, text: str) -> bool:
        """Another till's Z slip; on the approval panel a staff card."""
        presenter = self.presenter
        for asking in (presenter.counting.asking, presenter.drawer.asking):
            if asking.open:
                return asking.scanned(text)
        return not presenter.counting.open and presenter.days.scanned(text)

    # --- what the presenter asks -------------------------------------------------------------

    def put(self, shown: ShiftVM) -> None:
        """Show the shift's own page."""
        self._about.put([b(self.title, "figure"), s(shown.about, elide=True)])
        own = self._own[0]
        if shown.state == "error":
            kept = self._session.words("shift.error_kept")
            self._errors.put(shown.error, kept, self.presenter.load)
            return
        if shown.state == "loading":
            own.setCurrentIndex(1)
            return
        own.setCurrentIndex(0)
        self.sums.put(shown)
        pane = self._own_pane(shown.state)
        pane.put(shown)
        if shown.state != self._state:
            self._state = shown.state
            self._right[0].setCurrentWidget(pane)
            self._take_focus()

    def offer_float(self, text: str) -> None:
        """Put the float of the last shift into the field."""
        self.closed_pane.offer(text)

    def put_count(self, shown: CountVM | None) -> None:
        """The count over everything, or over."""
        step = shown.step if shown is not None else ""
        if shown is not None:
            self.piles.put(shown)
            self._put_step(shown)
            self._count_right[0].setCurrentIndex(STEPS.index(step))
            self._show_steps(step)
        if step != self._step:
            self._step = step
            self._front()
            if shown is not None and step == "typing":
                self._focus_pile(shown.only_minor)

    def _put_step(self, shown: CountVM) -> None:
        self._only = shown.only_minor
        if shown.step == "typing":
            self.typing.put(shown)
        elif shown.step == "told":
            self.difference.put(shown)
        else:
            self.taking.put(shown)

    def put_drawer(self, shown: DrawerVM) -> None:
        """The drawer's page."""
        self.drawer.put(shown)

    def done_drawer(self) -> None:
        """The movement is in the journal."""
        self.drawer.done()

    def put_days(self, shown: DaysVM) -> None:
        """The page of Zs."""
        self.days.put(shown)

    def show_sheet(self) -> None:
        """The shop's day sheet in front."""
        self.show_tab(DAYS)
        self.days.show_sheet()

    def show_drawer(self) -> None:
        """The drawer's page in front; the count is left, its document stays."""
        while self.presenter.counting.leave():
            continue
        self.show_tab(DRAWER)

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """A second person is asked over everything."""
        if shown is not None:
            self.approval.put(shown)
        if (shown is not None) != self._approving:
            self._approving = shown is not None
            self._front()
            if self._approving:
                self.approval.take_focus()

    # --- what stands in front ----------------------------------------------------------------

    def show_tab(self, tab: int) -> None:
        """A page by its place."""
        self.tabs.set_on(tab)
        self._front()

    def _to_tab(self, tab: int) -> None:
        self._front()
        self._take_focus()

    def _front(self) -> None:
        page = 4 if self._approving else 3 if self._step else self.tabs.on
        self._pages[0].setCurrentIndex(page)
        self.tabs.setVisible(not self._step and not self._approving)
        self._steps.setVisible(bool(self._step))
        self._take_focus()

    def _own_pane(self, state: str) -> OpenPane | ClosedPane:
        return self.open_pane if state == "open" else self.closed_pane

    def _take_focus(self) -> None:
        if not self.isVisible() or self._approving:
            return  # behind another screen the focus is not ours to take
        if self._step == "told":
            self.difference.take_focus()
        elif self._step == "taking":
            self.taking.take_focus()
        elif not self._step and self.tabs.on == DRAWER:
            self.drawer.take_focus()
        elif not self._step and self.tabs.on == DAYS:
            self.days.take_focus()
        elif not self._step and self._state in ("open", "closed"):
            self._own_pane(self._state).take_focus()

    def _focus_pile(self, value_minor: int) -> None:
        field = self.piles.field_of(value_minor)
        if field is not None and self.isVisible():
            field.select_all()

    def _show_steps(self, step: str) -> None:
        words, at = self._session.words, 0 if step == "typing" else 1
        runs = []
        for place, name in enumerate(("count", "differ", "sign")):
            if place:
                runs.append(ico("next", "edge"))
            if place < at:
                runs.append(ico("check", "positive"))
            said = words(f"shift.step.{name}")
            runs.append(b(said, role="accent") if place == at else t(said, role="muted"))
        self._steps.put((), runs)

    # --- keys --------------------------------------------------------------------------------

    def _confirm(self) -> None:
        """Enter, wherever the focus is."""
        counting = self.presenter.counting
        focus = self.focusWidget()
        if focus is not None and self.tabs.isAncestorOf(focus):
            self._press(focus, self._take_focus)  # into the page, never a step further
        elif self._approving:
            if self.approval.yes_key.isEnabled():
                self.approval.confirm()
        elif self._step == "typing":
            self._confirm_typing()
        elif self._step in ("told", "taking"):
            pressed = getattr(focus, "click", None)
            if pressed is not None:
                pressed()
            elif self._step == "told":
                counting.close()
        elif self.tabs.on == DRAWER:
            if not self.drawer.picked_way(focus):
                self.drawer.confirm()
        elif self.tabs.on == DAYS:
            self._press(focus, self.days.close_key.click)
        elif self.presenter.shown.state == "open":
            self._press(focus, self.presenter.ask_close)
        elif self.presenter.shown.state == "closed":
            self.closed_pane.confirm()

    def _press(self, focus: QWidget | None, otherwise: Callable[[], object]) -> None:
        """A key that has the focus is pressed; else the page's own step is taken."""
        pressed = getattr(focus, "click", None)
        if pressed is not None:
            pressed()
        else:
            otherwise()

    def _confirm_typing(self) -> None:
        """Enter goes to the next row; behind the last one to the key, and there it submits."""
        fields = self.piles.fields
        places = [i for i, field in enumerate(fields) if field.edit.hasFocus()]
        if places and places[0] + 1 < len(fields) and not self._only:
            fields[places[0] + 1].select_all()
            return
        self._press(self.focusWidget(), self.presenter.counting.submit)

    def _walk(self, by: int) -> None:
        """Up and down: rows that are counted, who takes over, at the drawer its reasons."""
        fields = self.piles.fields
        places = [i for i, field in enumerate(fields) if field.edit.hasFocus()]
        if self._step == "typing" and places:
            fields[max(0, min(len(fields) - 1, places[0] + by))].select_all()
        elif self._step == "taking" and not self._approving:
            self.taking.step(by)
        elif not self._step and not self._approving and self.tabs.on == DRAWER:
            self.presenter.drawer.next_reason(by)

    def _committed(self, changes: Changes, initiator: str) -> None:
        if initiator == ME or not self._session.loaded or not self.presenter.changed(changes):
            return
        if self.isVisible():
            self.presenter.load()
        else:
            self._dirty = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_focus()


def _stack(*pages: QWidget) -> tuple[QStackedLayout, QWidget]:
    """Pages of which one is seen, and what holds them."""
    holder = QWidget()
    stack = QStackedLayout(holder)
    for page in pages:
        stack.addWidget(page)
    return stack, holder


def make(session: Session) -> QWidget:
    """The shift's screen."""
    return ShiftScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""

    def counting() -> QWidget:
        screen = ShiftScreen(session)
        return pose(screen, session, [screen.presenter.ask_close])

    def tab(place: int) -> Callable[[], QWidget]:
        def show() -> QWidget:
            screen = ShiftScreen(session)
            return pose(screen, session, [lambda: screen.show_tab(place)])

        return show

    return [
        ("shift", lambda: pose(make(session), session)),
        ("shift-counting", counting),
        ("shift-drawer", tab(DRAWER)),
        ("shift-days", tab(DAYS)),
    ]
