"""Labels: goods at the left, the job and its picture at the right; behind it the editor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.label.shape import LabelTemplate
from app.usecases.label.printing import LabelLine
from app.usecases.outcome import Changes
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.kit import (
    Action,
    Column,
    EmptyState,
    ErrorState,
    Field,
    Key,
    Keymap,
    Line,
    RecordTable,
    TableRow,
    Tabs,
    b,
    chip,
    col,
    key_for,
    row,
    s,
    t,
    theme,
)
from ui.labels import viewmodel as vm
from ui.labels.editing import LabelEditor
from ui.labels.editor import EditorPane
from ui.labels.panes import JobPane
from ui.labels.presenter import LabelsPresenter
from ui.labels.sources import ME
from ui.labels.viewmodel import EditVM, JobVM, ListVM, RowVM

SIDE = {False: 660, True: 860}


class LabelsScreen(QWidget):
    """The focus stays in the search field: arrows walk the goods, Enter takes one label more."""

    icon = "ticket"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("labels.title")
        self.setAccessibleName(self.title)
        self._about = Line(h=56, gap=16)
        self.field = Field(
            hint=words("labels.search"), icon="search", right=[s(key_for(Action.SEARCH))], most=60
        )
        self.tabs = Tabs([words(f"labels.source.{one}", n=0) for one in vm.SOURCES])
        self.table = RecordTable(
            (
                Column(words("labels.col.item")),
                Column(words("labels.col.price"), 112, right=True),
            ),
            name=words("labels.goods"),
            pad=24,
        )
        self.all_key = Key(words("labels.take_all", n=0), icon="plus", h=56)
        self.done_key = Key(words("labels.are_done"), icon="check", h=56)
        self._due_row = row((self.all_key, 1), (self.done_key, 1), gap=8, pad=(8, 24, 24, 24))
        self.job = JobPane(words)
        self.editor = EditorPane(words)
        left = col(
            row((self.field, 1), pad=(12, 24)),
            row((self.tabs, 1), pad=(0, 24)),
            (self.table, 1),
            self._due_row,
        )
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(row((left, 1), self.job))
        self._pages.addWidget(self.editor)
        head = row((self._about, 1), h=72, pad=(8, 24), edges="b")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(col(head, (pages, 1), bg="surface"))
        self._shown_sources: tuple[str, ...] = ()
        self.editing = LabelEditor(self, session)
        self.presenter = LabelsPresenter(self, session)
        self._wire()
        self._wire_editor()
        theme.current().changed.connect(self._widen)
        self._widen()

    def _wire(self) -> None:
        presenter, job = self.presenter, self.job
        batch, choosing, press = presenter.batch, presenter.choosing, presenter.press
        self.field.changed.connect(presenter.sources.typed)
        self.field.entered.connect(lambda _text: self._enter())
        self.tabs.picked.connect(lambda place: presenter.sources.go(vm.SOURCES[place]))
        self.table.opened.connect(choosing.choose)
        self.table.retry.connect(presenter.load)
        self.table.walk_from(self.field)
        self.all_key.clicked.connect(choosing.take_all)
        self.done_key.clicked.connect(presenter.all_done)
        job.picked.connect(presenter.pick_template)
        job.table.chosen.connect(batch.stand_on)
        job.copies.changed.connect(batch.copies)
        job.grams.changed.connect(batch.weighs)
        job.days.changed.connect(batch.keeps)
        job.start.changed.connect(press.begins)
        job.weigh_key.clicked.connect(batch.weigh)
        job.drop_key.clicked.connect(batch.drop)
        job.clear_key.clicked.connect(batch.clear)
        job.edit_key.clicked.connect(presenter.edit)
        job.print_key.clicked.connect(press.print)
        job.papered.connect(press.on_paper)
        job.sheeted.connect(press.pick_sheet)
        job.spoken.connect(press.speak)
        job.answered.connect(press.answer)
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(
            self,
            {
                Action.BACK: self._back,
                Action.SEARCH: self.field.select_all,
                Action.QUANTITY: job.copies.select_all,
                Action.PAY: self._print,
            },
        )

        Keymap().bind(job.table, {Action.REMOVE_LINE: batch.drop})

    def _wire_editor(self) -> None:
        pane, editing = self.editor, self.editing
        pane.chosen.connect(editing.choose)
        pane.added.connect(editing.add)
        pane.papered.connect(editing.paper)
        pane.named.connect(editing.save_as)
        pane.taken.connect(editing.take_logo)
        pane.drop_key.clicked.connect(editing.drop)
        pane.undo_key.clicked.connect(editing.undo)
        pane.redo_key.clicked.connect(editing.redo)
        pane.reset_key.clicked.connect(editing.reset)
        pane.back_key.clicked.connect(editing.back)
        pane.close_key.clicked.connect(editing.back)
        pane.save_key.clicked.connect(editing.save)
        form = pane.form
        form.typed.connect(editing.typed)
        form.letters.connect(editing.letters)
        form.wrapped.connect(editing.wraps)
        form.aligned.connect(editing.align)
        form.turned.connect(editing.turn)
        form.logo_wanted.connect(editing.pick_logo)
        canvas = pane.canvas
        canvas.moved.connect(editing.move)
        canvas.stretched.connect(editing.stretch)
        canvas.sized.connect(editing.size)
        canvas.stepped.connect(editing.step)
        canvas.dropped.connect(editing.drop)
        canvas.picked.connect(editing.pick)
        canvas.let_go.connect(editing.rest)

    def _widen(self) -> None:
        if isValid(self):
            self.job.setFixedWidth(SIDE[theme.current().wide])
            self.editor.widen(theme.current().wide)

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front, perhaps with an errand."""
        self.presenter.load()
        errand = self._session.take_errand("labels")
        if errand:
            self.presenter.choosing.errand(errand)
        if self._pages.currentIndex() == 0:
            self.field.select_all()

    def take_scan(self, text: str) -> bool:
        """A good's code: one label more of it."""
        return self._pages.currentIndex() == 0 and self.presenter.choosing.scanned(text)

    # --- what the presenters ask ---------------------------------------------------------------

    def put_list(self, shown: ListVM) -> None:
        """The goods at the left."""
        if not isValid(self):
            return
        self._about.put([b(self.title, "figure"), s(shown.about, elide=True)])
        if shown.sources and shown.sources != self._shown_sources:
            self._shown_sources = shown.sources
            self.tabs.put(list(shown.sources))
        self.tabs.set_on(vm.SOURCES.index(shown.source))
        self._due_row.setVisible(shown.done)
        if shown.take_all:
            self.all_key.change(title=shown.take_all)
        if shown.state == "error":
            kept = self._session.words("labels.error_kept")
            self.table.show_error(ErrorState(shown.error, kept))
            return
        empty = EmptyState("tag", shown.none, shown.none_why)
        taken = self._session.words("labels.taken")
        standing = self.table.current
        self.table.put([_row(one, taken) for one in shown.rows], empty)
        if standing:
            self.table.choose(standing)

    def put_job(self, shown: JobVM) -> None:
        """The job at the right."""
        if isValid(self):
            self.job.put(shown, self.presenter.template)

    def edit(self, template: LabelTemplate, line: LabelLine | None, language: str) -> None:
        """To the editor."""
        self.editing.begin(template, line, language)
        self._pages.setCurrentIndex(1)
        self.editor.canvas.setFocus()

    def put_edit(self, shown: EditVM) -> None:
        """The editor."""
        if isValid(self):
            self.editor.put(shown)

    def leave_edit(self, template_id: str) -> None:
        """Back to printing."""
        self._pages.setCurrentIndex(0)
        self.presenter.edited(template_id)
        self.field.select_all()

    # --- gestures ------------------------------------------------------------------------------

    def _enter(self) -> None:
        if not self.table.current:
            self.table.step(1)
        self.presenter.choosing.choose(self.table.current)

    def _print(self) -> None:
        if self._pages.currentIndex() == 1:
            self.editing.save()
        elif self.job.print_key.isEnabled():
            self.presenter.press.print()

    def _back(self) -> None:
        if self._pages.currentIndex() == 1:
            self.editing.back()
        else:
            self.field.select_all()

    def _committed(self, changes: Changes, initiator: str) -> None:
        if isValid(self) and initiator != ME and self.isVisible() and self._session.loaded:
            self.presenter.changed(changes)


def _row(one: RowVM, taken: str) -> TableRow:
    name = [t(one.name, elide=True), s(one.sub, elide=True)]
    if one.chosen:
        name.append(chip(taken, "accent", "accent_soft"))
    return TableRow(one.key, (name, b(one.value)))


def make(session: Session) -> QWidget:
    """The labels' page."""
    return LabelsScreen(session)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture."""

    def posed(*steps: Callable[[LabelsScreen], object]) -> QWidget:
        screen = LabelsScreen(session)
        return pose(screen, session, [partial(step, screen) for step in steps])

    def take(screen: LabelsScreen) -> None:
        screen.table.step(1)
        screen.presenter.choosing.choose(screen.table.current)

    def weigh(screen: LabelsScreen) -> None:
        screen.presenter.pick_template("weigh-60x40")
        screen.presenter.batch.weighs("1354")
        screen.presenter.batch.keeps("7")

    return [
        ("labels", lambda: posed(take, take, take)),
        ("labels-weigh", lambda: posed(take, weigh)),
        ("labels-prices", lambda: posed(lambda x: x.presenter.sources.go(vm.PRICES))),
        ("labels-editor", lambda: posed(take, lambda x: x.presenter.edit())),
    ]
