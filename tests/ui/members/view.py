"""A screen that only remembers what it was told."""


class View:
    def __init__(self) -> None:
        self.places: list[str] = []
        self.list = self.enrol = self.head = self.sheet = self.history = None
        self.statement = self.form = self.approval = self.moving = self.gifts = None
        self.tab = ""
        self.begun: list[tuple[str, str]] = []

    def go(self, place: str) -> None:
        self.places.append(place)

    def put_list(self, shown) -> None:
        self.list = shown

    def put_enrol(self, shown) -> None:
        self.enrol = shown

    def begin_enrol(self, phone: str, name: str) -> None:
        self.begun.append((phone, name))

    def put_head(self, shown, tab: str) -> None:
        self.head, self.tab = shown, tab

    def put_sheet(self, shown) -> None:
        self.sheet = shown

    def put_history(self, shown) -> None:
        self.history = shown

    def put_statement(self, shown) -> None:
        self.statement = shown

    def put_form(self, shown) -> None:
        self.form = shown

    def put_approval(self, shown) -> None:
        self.approval = shown

    def put_gifts(self, shown) -> None:
        self.gifts = shown

    def put_moving(self, shown) -> None:
        self.moving = shown

    def sections(self) -> dict:
        """The sections of the tab by their titles."""
        return {one.title: one for _, column in self.sheet.columns for one in column}

    def rows(self, section: str) -> dict:
        """The rows of a section by their titles."""
        return {one.title: one for one in self.sections()[section].rows}

    def acts(self) -> dict:
        """Every act on the tab by its code."""
        found = {}
        for _, column in self.sheet.columns:
            for section in column:
                for one in (section, *section.rows):
                    found |= {act.code: act for act in one.acts}
        return found
