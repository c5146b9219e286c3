"""What the presenters ask of the screen."""

from __future__ import annotations

from typing import Protocol

from ui.bridge.approval.shown import ApprovalVM
from ui.members.gifts.viewmodel import GiftsVM
from ui.members.viewmodel.history import HistoryVM
from ui.members.viewmodel.listing import EnrolVM, ListVM
from ui.members.viewmodel.moving import MovingVM
from ui.members.viewmodel.parts import FormVM, HeadVM, SheetVM
from ui.members.viewmodel.statement import StatementVM


class View(Protocol):
    """The members' screen as its presenters see it."""

    def go(self, place: str) -> None:
        """Show a page: list, enrol, file, files, gifts."""
        ...

    def put_list(self, shown: ListVM) -> None:
        """The list behind the search field."""
        ...

    def put_enrol(self, shown: EnrolVM) -> None:
        """The form of a new member."""
        ...

    def begin_enrol(self, phone: str, name: str) -> None:
        """An empty form, with what is already known of the person."""
        ...

    def put_head(self, shown: HeadVM, tab: str) -> None:
        """Whose page it is, and the tab in front."""
        ...

    def put_sheet(self, shown: SheetVM) -> None:
        """A tab of sections."""
        ...

    def put_history(self, shown: HistoryVM) -> None:
        """What happened."""
        ...

    def put_statement(self, shown: StatementVM) -> None:
        """The statement."""
        ...

    def put_form(self, shown: FormVM | None) -> None:
        """Something being done, or None when it is over."""
        ...

    def put_approval(self, shown: ApprovalVM | None) -> None:
        """A second person is asked, or None when that is over."""
        ...

    def put_gifts(self, shown: GiftsVM) -> None:
        """Gift cards."""
        ...

    def put_moving(self, shown: MovingVM) -> None:
        """Members in and out as a file."""
        ...
