"""A view that keeps what the presenters show, and the presenters on a real demo shop."""

from app.usecases.catalog import list_items
from ui.catalog.presenter.departments import DepartmentsPresenter
from ui.catalog.presenter.items import ItemsPresenter
from ui.catalog.presenter.quick_keys import KeysPresenter
from ui.catalog.presenter.transfer import TransferPresenter


class View:
    """Everything that was shown last."""

    def __init__(self) -> None:
        self.list = self.editor = self.departments = self.tax = self.keys = self.transfer = None
        self.chosen: list[str] = []

    def put_list(self, shown) -> None:
        self.list = shown

    def choose(self, item_id: str) -> None:
        self.chosen.append(item_id)

    def put_editor(self, shown) -> None:
        self.editor = shown

    def put_departments(self, shown) -> None:
        self.departments = shown

    def put_tax(self, shown) -> None:
        self.tax = shown

    def put_keys(self, shown) -> None:
        self.keys = shown

    def put_transfer(self, shown) -> None:
        self.transfer = shown


class Pages:
    """The catalogue's presenters over one session."""

    def __init__(self, session) -> None:
        self.view, self.session = View(), session
        self.sounds: list[str] = []
        session.sound = self.sounds.append
        self.items = ItemsPresenter(self.view, session)
        self.editor = self.items.editor
        self.departments = DepartmentsPresenter(self.view, session)
        self.keys = KeysPresenter(self.view, session)
        self.transfer = TransferPresenter(self.view, session)

    @property
    def s(self):
        return self.session.services

    def item(self, text: str):
        """The item that a search finds first."""
        return list_items.list_items(self.s, text=text, limit=1)[0].item

    def again(self, item_id: str):
        """The item as it stands in the shop now."""
        return list_items.get(self.s, item_id)
