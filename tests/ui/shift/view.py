"""A view that keeps what it is shown."""

from ui.bridge.approval.shown import ApprovalVM
from ui.shift.count_words import CountVM
from ui.shift.drawer_words import DrawerVM
from ui.shift.viewmodel import ShiftVM
from ui.shift.z_words import DaysVM


class View:
    def __init__(self) -> None:
        self.shown: list[ShiftVM] = []
        self.floats: list[str] = []
        self.count: CountVM | None = None
        self.drawer = DrawerVM()
        self.days = DaysVM()
        self.approval: ApprovalVM | None = None
        self.fronts: list[str] = []

    def put(self, shown: ShiftVM) -> None:
        self.shown.append(shown)

    def offer_float(self, text: str) -> None:
        self.floats.append(text)

    def put_count(self, shown: CountVM | None) -> None:
        self.count = shown

    def put_drawer(self, shown: DrawerVM) -> None:
        self.drawer = shown

    def done_drawer(self) -> None:
        self.fronts.append("done")

    def put_days(self, shown: DaysVM) -> None:
        self.days = shown

    def show_sheet(self) -> None:
        self.fronts.append("sheet")

    def show_drawer(self) -> None:
        self.fronts.append("drawer")

    def put_approval(self, shown: ApprovalVM | None) -> None:
        self.approval = shown

    @property
    def last(self) -> ShiftVM:
        return self.shown[-1]
