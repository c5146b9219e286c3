"""The catalogue: goods, departments, tax and units, quick keys, import and export as views."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.permissions import Permission
from app.usecases.label import due
from app.usecases.outcome import Changes
from ui.bridge.session import Session
from ui.catalog.panes.departments import DepartmentsPane
from ui.catalog.panes.items import ItemsPane
from ui.catalog.panes.quick_keys import KeysPane
from ui.catalog.panes.tax import TaxPane
from ui.catalog.panes.transfer import TransferPane
from ui.catalog.presenter.departments import DepartmentsPresenter
from ui.catalog.presenter.editor import ME
from ui.catalog.presenter.items import ItemsPresenter
from ui.catalog.presenter.quick_keys import KeysPresenter
from ui.catalog.presenter.transfer import TransferPresenter
from ui.catalog.viewmodel.departments import DepartmentsVM, TaxVM
from ui.catalog.viewmodel.editor import EditorVM
from ui.catalog.viewmodel.items import ListVM
from ui.catalog.viewmodel.quick_keys import KeysVM
from ui.catalog.viewmodel.transfer import TransferVM
from ui.kit import Action, Key, Keymap, Line, Tabs, b, col, key_for, row, s

VIEWS = ("items", "departments", "tax", "keys", "transfer")


class CatalogScreen(QWidget):
    """Fulfils the presenters' views. The counter sends people here with an errand: `transfer`, or
    `new:<code>`, when an unknown code becomes an item. `go(view)` shows one of `VIEWS`.
    """

    icon = "tag"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        words = session.words
        self.title = words("catalog.title")
        self.setAccessibleName(self.title)
        self.items = ItemsPane(words)
        self.departments = DepartmentsPane(words)
        self.tax = TaxPane(words)
        self.keys = KeysPane(words)
        self.transfer = TransferPane(words)
        self._about = Line(h=56, gap=16)
        self.new_key = Key(words("catalog.new"), key_for(Action.NEW), icon="plus", h=56, w=240)
        self.label_key = Key(words("labels.key", n=0), icon="ticket", h=56, w=200)
        self.tabs = Tabs([words(f"catalog.view.{view}") for view in VIEWS], h=44)
        holder = QWidget()  # before its pages: none may be a window of its own
        self._stack = QStackedLayout(holder)
        panes = (self.items, self.departments, self.tax, self.keys, self.transfer)
        self._panes: dict[str, QWidget] = dict(zip(VIEWS, panes, strict=True))
        for pane in panes:
            self._stack.addWidget(pane)
        head = row((self._about, 1), self.label_key, self.new_key, gap=8, h=72, pad=(8, 24))
        tabs = row((self.tabs, 1), pad=(0, 24))
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(0)
        lay.addWidget(col(head, tabs, (holder, 1), bg="surface"))
        self._view, self._count = "items", ""
        self.presenter = ItemsPresenter(self, session)
        self.departing = DepartmentsPresenter(self, session)
        self.keying = KeysPresenter(self, session)
        self.transferring = TransferPresenter(self, session)
        self._wire()
        self.go("items")

    # --- wiring ------------------------------------------------------------------------------

    def _wire(self) -> None:
        self._wire_items()
        self._wire_departments()
        self._wire_keys()
        self._wire_transfer()
        self.new_key.clicked.connect(self._new)
        self.label_key.clicked.connect(self._labels)
        self.tabs.picked.connect(lambda place: self.go(VIEWS[place]))
        self._session.change_feed.committed.connect(self._committed)
        Keymap().bind(
            self,
            {Action.BACK: self._back, Action.NEW: self._new, Action.SEARCH: self._search},
        )

    def _wire_items(self) -> None:
        pane, presenter = self.items, self.presenter
        form, editor = pane.editor, presenter.editor
        pane.typed.connect(presenter.typed)
        pane.department_picked.connect(presenter.pick_department)
        pane.chosen.connect(presenter.open)
        pane.near_end.connect(presenter.more)
        pane.retried.connect(presenter.load)
        pane.new.connect(presenter.new)
        pane.imported.connect(lambda: self.go("transfer"))
        form.typed.connect(editor.typed)
        form.kind_picked.connect(editor.pick_kind)
        form.unit_picked.connect(editor.pick_unit)
        form.pick_opened.connect(editor.open_pick)
        form.picked.connect(editor.picked)
        form.pick_closed.connect(editor.back)
        form.code_added.connect(editor.add_code)
        form.code_dropped.connect(editor.drop_code)
        form.announced_dropped.connect(editor.drop_announced)
        form.active_set.connect(editor.set_active)
        form.place_asked.connect(self._carry)
        form.saved.connect(editor.save)
        form.reverted.connect(self._back)

    def _wire_departments(self) -> None:
        pane, presenter = self.departments, self.departing
        pane.chosen.connect(presenter.choose)
        pane.typed.connect(presenter.typed)
        pane.tax_picked.connect(presenter.pick_tax)
        pane.open_set.connect(presenter.set_open_price)
        pane.saved.connect(presenter.save)
        pane.removed.connect(presenter.remove)
        pane.moved.connect(presenter.move)
        pane.reverted.connect(presenter.back)
        pane.retried.connect(presenter.load)
        self.tax.retried.connect(presenter.load)

    def _wire_keys(self) -> None:
        pane, presenter = self.keys, self.keying
        pane.turned.connect(presenter.turn)
        pane.typed.connect(presenter.typed)
        pane.item_put.connect(presenter.put)
        pane.page_named.connect(lambda new: presenter.name_page(new=new))
        pane.retried.connect(presenter.load)
        pane.board.stood.connect(presenter.stand)
        pane.board.stepped.connect(presenter.step)
        pane.board.lifted.connect(presenter.lift)
        pane.board.removed.connect(presenter.remove)
        pane.form.typed.connect(presenter.named)
        pane.form.saved.connect(presenter.save_page)
        pane.form.closed.connect(presenter.back)
        pane.form.removed.connect(presenter.remove_page)
        pane.form.moved.connect(presenter.move_page)

    def _wire_transfer(self) -> None:
        pane, presenter = self.transfer, self.transferring
        pane.start.path_typed.connect(presenter.typed_path)
        pane.start.path_entered.connect(presenter.open_typed)
        pane.start.file_chosen.connect(presenter.read)
        pane.start.undone.connect(presenter.undo)
        pane.start.export_typed.connect(presenter.export.typed)
        pane.start.exported.connect(presenter.export.write)
        pane.preview.filtered.connect(presenter.filter)
        pane.preview.near_end.connect(presenter.more)
        pane.preview.pick_opened.connect(presenter.open_pick)
        pane.preview.new_set.connect(presenter.set_new_departments)
        pane.preview.applied.connect(presenter.apply)
        pane.preview.closed.connect(presenter.back)
        pane.cancelled.connect(presenter.cancel)
        pane.picked.connect(presenter.picked)
        pane.pick_closed.connect(presenter.back)
        pane.done.looked.connect(lambda: self.go("items"))
        pane.done.again.connect(presenter.back)
        pane.done.undone.connect(presenter.undo)

    # --- what the shell asks -----------------------------------------------------------------

    def activated(self) -> None:
        """The screen comes to the front: what is shown is read anew, what is typed stays."""
        self._load()
        self._count_labels()
        self.focus_home()
        what, _, code = self._session.take_errand("catalog").partition(":")
        if what == "transfer":
            self.go("transfer")
        elif what == "new":
            self.open_new(code)

    def take_scan(self, text: str) -> bool:
        """A code opens its item, joins the one being typed, or begins a new one."""
        if self._view != "items":
            self.go("items")
        return self.presenter.scanned(text)

    def focus_home(self) -> None:
        """After a gesture the focus returns to where one types or moves."""
        if self._view == "items":
            if self.presenter.editor.state.draft is None:
                self.items.take_focus()
        elif self._view == "keys":
            self.keys.take_focus()
        elif self._view == "transfer":
            self.transfer.take_focus()
        elif self._view == "departments":
            self.departments.table.view.setFocus()

    def open_new(self, code: str = "") -> None:
        """A new item with this code, its name waiting to be typed."""
        self.go("items")
        self.presenter.open_new(code)
        self.items.editor.take_focus()

    def go(self, view: str) -> None:
        """Show one of the views."""
        self._view = view
        self._stack.setCurrentWidget(self._panes[view])
        self.tabs.set_on(VIEWS.index(view))
        words = self._session.words
        self.new_key.setVisible(view in ("items", "departments"))
        self.label_key.setVisible(view == "items")
        self.new_key.change(title=words("catalog.new" if view == "items" else "catalog.new_dept"))
        self._put_about()
        if self.isVisible():
            self._load()
            self.focus_home()

    def _load(self) -> None:
        loads: dict[str, Callable[[], None]] = {
            "items": self.presenter.load,
            "departments": self.departing.load,
            "tax": self.departing.load,
            "keys": self.keying.load,
            "transfer": self.transferring.load,
        }
        loads[self._view]()

    # --- what the presenters ask -------------------------------------------------------------

    def put_list(self, shown: ListVM) -> None:
        """The list of goods."""
        if isValid(self):
            self._count = shown.about or self._count
            self._put_about()
            self.items.put(shown)

    def choose(self, item_id: str) -> None:
        """Stand on this row again."""
        if isValid(self):
            self.items.choose(item_id)

    def put_editor(self, shown: EditorVM) -> None:
        """The form of an item."""
        if isValid(self):
            fresh = shown.new and not self.items.editor.is_new
            self.items.editor.put(shown)
            if fresh and self.isVisible():
                self.items.editor.take_focus()

    def put_departments(self, shown: DepartmentsVM) -> None:
        """The departments."""
        if isValid(self):
            self.departments.put(shown)

    def put_tax(self, shown: TaxVM) -> None:
        """Tax classes and units."""
        if isValid(self):
            self.tax.put(shown)

    def put_keys(self, shown: KeysVM) -> None:
        """The quick keys."""
        if isValid(self):
            self.keys.put(shown)

    def put_transfer(self, shown: TransferVM) -> None:
        """Import and export."""
        if isValid(self):
            self.transfer.put(shown)

    # --- gestures of the whole page ----------------------------------------------------------

    def _put_about(self) -> None:
        about = self._session.words(f"catalog.about.{self._view}")
        if self._view == "items" and self._count:
            about = self._count
        self._about.put([b(self.title, "figure"), s(about, elide=True)])

    def _labels(self) -> None:
        """To the labels: of the item one stands on, else of the new prices."""
        draft = self.presenter.editor.state.draft
        item_id = str(draft.item.item_id) if draft is not None else ""
        self._session.send("labels", f"item:{item_id}" if item_id else "prices")

    def _count_labels(self) -> None:
        """How many goods have a new price and no new label."""
        if self._session.loaded and self._session.may(Permission.CATALOG_EDIT):
            s = self._session.services
            self._session.runner.run(
                lambda: len(due.new_prices(s)),
                self._put_labels,
                lambda _trouble: None,
                initiator=ME,
                lane="read",
            )

    def _put_labels(self, n: int) -> None:
        if isValid(self):
            words = self._session.words
            self.label_key.change(title=words("labels.key_due" if n else "labels.key", n=n))

    def _new(self) -> None:
        if self._view == "departments":
            self.departing.new()
        elif self._view == "keys":
            self.keying.name_page(new=True)
        elif self._view == "items":
            self.presenter.new()

    def _search(self) -> None:
        if self._view == "keys":
            self.keys.field.select_all()
        else:
            if self._view != "items":
                self.go("items")
            self.items.take_focus()

    def _back(self) -> None:
        backs: dict[str, Callable[[], bool]] = {
            "items": self.presenter.editor.back,
            "departments": self.departing.back,
            "keys": self.keying.back,
            "transfer": self.transferring.back,
        }
        back = backs.get(self._view)
        if back is None or not back():
            if self._view != "items":
                self.go("items")
            else:
                self.items.take_focus()
            return
        self.focus_home()

    def _carry(self) -> None:
        draft = self.presenter.editor.state.draft
        if draft is not None and draft.item.item_id:
            self.keying.carry(draft.item)
            self.go("keys")

    def _committed(self, changes: Changes, initiator: str) -> None:
        if not isValid(self) or not self._session.loaded or not self.isVisible():
            return
        if initiator != ME:
            self.presenter.changed(changes)
        if changes.catalog or changes.prints:
            self._count_labels()
        if initiator != ME and self._view in ("departments", "tax"):
            self.departing.changed(changes)
        elif initiator != ME and self._view == "keys":
            self.keying.changed(changes)


def pictures(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """States worth a picture: each makes a screen of its own and brings it there (`pose`)."""
    from ui.catalog import pictures as states

    return states.offered(session)


def make(session: Session) -> QWidget:
    """The catalogue's screen."""
    return CatalogScreen(session)
