"""Departments: listed, added, renamed, put in order. Tax classes and units are looked at here."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from app.domain.catalog import Department, TaxProfile
from app.domain.errors import Refused
from app.usecases.catalog import list_items, save
from app.usecases.outcome import Changes, Outcome
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.catalog.presenter.editor import ME
from ui.catalog.viewmodel import departments as vm
from ui.catalog.viewmodel.departments import DepartmentsVM, FormVM, TaxVM

Found = tuple[tuple[Department, ...], TaxProfile]


class View(Protocol):
    """What this presenter asks of the two pages."""

    def put_departments(self, shown: DepartmentsVM) -> None:
        """Show the departments and the form of the one chosen."""
        ...

    def put_tax(self, shown: TaxVM) -> None:
        """Show the tax classes and the units."""
        ...


class DepartmentsPresenter:
    """One page of departments, and the page of tax and units that reads the same."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._departments: tuple[Department, ...] = ()
        self._tax: TaxProfile | None = None
        self._units: tuple[str, ...] = ()
        self._first: Department | None = None
        self._typed: Department | None = None
        self._serial = 0
        self._errors: dict[str, str] = {}
        self._said, self._role = "", "muted"
        self._busy = self._sure = False
        self._failure = ""

    def load(self) -> None:
        """Read departments, tax and units."""
        if not self._session.loaded:
            return
        s, run = self._session.services, self._session.runner.run

        def read() -> Found:
            return list_items.departments(s), list_items.tax(s)

        run(read, self._found, self._failed, initiator=ME, lane="read")
        run(
            lambda: list_items.units(s),
            self._units_found,
            self._failed,
            initiator=ME,
            lane="report",
        )

    def changed(self, changes: Changes) -> None:
        """Something was written elsewhere."""
        if changes.catalog or changes.settings:
            self.load()

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return self._typed is not None and self._typed != self._first

    # --- choosing ----------------------------------------------------------------------------

    def choose(self, department_id: str) -> None:
        """Another row; what is not saved stays."""
        found = next((d for d in self._departments if d.department_id == department_id), None)
        if found is None or (self._typed and department_id == self._typed.department_id):
            return
        if self.dirty:
            self._tell("catalog.save_first", "warning")
            return
        self._fill(found)

    def new(self) -> None:
        """An empty form."""
        if self.dirty:
            self._tell("catalog.save_first", "warning")
            return
        classes = self._tax.classes if self._tax else ()
        tax_class = classes[0].tax_class if classes else ""
        self._fill(Department("", "", tax_class=tax_class))

    def back(self) -> bool:
        """Esc: what was typed goes. Says whether there was anything."""
        if self._busy:
            return True
        if self._typed is None or not (self.dirty or not self._typed.department_id):
            return False
        first = self._departments[0] if self._departments else None
        again = self._first if self._first and self._first.department_id else first
        self._fill(again)
        return True

    # --- typing ------------------------------------------------------------------------------

    def typed(self, name: str, text: str) -> None:
        """One of the two names."""
        if name == "name":
            self._change(name=text)
        else:
            self._change(name_en=text)

    def pick_tax(self, tax_class: str) -> None:
        """The class that new items of this department get."""
        self._change(tax_class=tax_class)

    def set_open_price(self, on: bool) -> None:
        """Whether an amount may be keyed under the department's name."""
        self._change(open_price=on)

    def _change(self, **changes: str | bool) -> None:
        if self._typed is None:
            return
        self._typed = replace(self._typed, **changes)  # type: ignore[arg-type]
        self._errors, self._said, self._sure = {}, "", False
        self._show()

    # --- writing -----------------------------------------------------------------------------

    def save(self) -> None:
        """Write the department."""
        one = self._typed
        if one is None or self._busy or not self.dirty:
            return
        s, operator = self._session.services, self._session.on_duty
        self._run(lambda: save.save_department(s, operator, one), self._saved)

    def remove(self) -> None:
        """Asked twice: the first press says what the second does."""
        one = self._first
        if one is None or not one.department_id or self._busy or self.dirty:
            return
        if not self._sure:
            self._sure = True
            self._show()
            return
        s, operator, gone = self._session.services, self._session.on_duty, one.department_id
        self._run(lambda: save.remove_department(s, operator, gone), self._removed)

    def move(self, by: int) -> None:
        """One place up or down: the order in which the counter shows them."""
        one = self._first
        if one is None or self._busy or self.dirty:
            return
        ids = [d.department_id for d in self._departments]
        at = ids.index(one.department_id) if one.department_id in ids else -1
        to = at + by
        if at < 0 or not 0 <= to < len(ids):
            return
        order = list(self._departments)
        order[at], order[to] = order[to], order[at]
        moved = [
            replace(d, position=place) for place, d in enumerate(order, 1) if d.position != place
        ]
        s, operator = self._session.services, self._session.on_duty

        def write() -> Outcome[Department]:
            for each in moved:
                save.save_department(s, operator, each)
            return Outcome(one, Changes(catalog=True))

        self._run(write, self._moved)

    def _run(self, op: object, done: object) -> None:
        self._busy, self._said = True, ""
        self._show()
        self._session.runner.run(op, done, self._refused, initiator=ME)  # type: ignore[arg-type]

    # --- what came back ----------------------------------------------------------------------

    def _found(self, found: Found) -> None:
        self._departments, self._tax = found
        self._failure = ""
        if not self.dirty:
            held = self._typed.department_id if self._typed else ""
            same = next((d for d in self._departments if d.department_id == held), None)
            self._fill(same or next(iter(self._departments), None), said=self._said)
        else:
            self._show()
        self._show_tax()

    def _units_found(self, units: tuple[str, ...]) -> None:
        self._units = units
        self._show_tax()

    def _saved(self, one: Department) -> None:
        at = self._session.clock(self._session.now_ms())
        self._busy = False
        self._typed = self._first = one
        self._said, self._role = self._session.words("catalog.saved", at=at), "positive"
        self.load()

    def _moved(self, one: Department) -> None:
        self._busy = False
        self.load()

    def _removed(self, _none: None) -> None:
        self._busy = self._sure = False
        name = self._first.named(self._session.language) if self._first else ""
        self._typed = self._first = None
        self._said, self._role = self._session.words("catalog.removed", name=name), "positive"
        self.load()

    def _refused(self, trouble: Trouble) -> None:
        self._session.sound("error")
        self._busy = self._sure = False
        words = self._session.words
        own = f"catalog.bad.department.{trouble.code}"
        said = words(own, **trouble.facts) if own in words else words.error(trouble)
        if isinstance(trouble, Refused) and trouble.code.startswith(("name", "department.name")):
            self._errors = {"name": said}
        else:
            self._said, self._role = said, "danger"
        self._show()

    def _failed(self, trouble: Trouble) -> None:
        self._failure = self._session.words.error(trouble)
        self._show()
        self._view.put_tax(TaxVM("error", error=self._failure))

    # --- what is shown -----------------------------------------------------------------------

    def _fill(self, one: Department | None, *, said: str = "") -> None:
        self._first = self._typed = one
        self._errors, self._said, self._sure = {}, said, False
        self._serial += 1
        self._show()

    def _tell(self, key: str, role: str) -> None:
        self._session.sound("error")
        self._said, self._role = self._session.words(key), role
        self._show()

    def _show(self) -> None:
        if self._failure:
            self._view.put_departments(DepartmentsVM("error", error=self._failure))
            return
        if self._tax is None:
            self._view.put_departments(DepartmentsVM("loading"))
            return
        rows = vm.rows(self._departments, self._tax, self._session.words)
        chosen = self._first.department_id if self._first else ""
        form = self._form() if self._typed is not None else None
        state = "rows" if rows or form else "empty"
        self._view.put_departments(DepartmentsVM(state, rows, chosen, form))

    def _form(self) -> FormVM:
        assert self._typed is not None
        assert self._tax is not None
        words, one = self._session.words, self._typed
        ids = [d.department_id for d in self._departments]
        new = not one.department_id
        busy = words("catalog.saving") if self._busy else ""
        unsaved = words("catalog.place_off") if self.dirty or new else ""
        nothing = words("catalog.name_first" if new else "catalog.nothing_new")
        return FormVM(
            serial=self._serial,
            new=new,
            title=words("catalog.new_dept") if new else (self._first or one).named(words.lang),
            name=one.name,
            name_en=one.name_en,
            taxes=tuple((c.tax_class, vm.class_name(c, words)) for c in self._tax.classes),
            tax=one.tax_class,
            open_price=one.open_price,
            errors=self._errors,
            dirty=self.dirty or new,
            save_off=busy or ("" if self.dirty else nothing),
            remove=words("catalog.remove_sure" if self._sure else "catalog.remove"),
            remove_off=busy or unsaved,
            up_off=busy
            or unsaved
            or (words("catalog.is_first") if ids[:1] == [one.department_id] else ""),
            down_off=busy
            or unsaved
            or (words("catalog.is_last") if ids[-1:] == [one.department_id] else ""),
            said=self._said,
            said_role=self._role,
        )

    def _show_tax(self) -> None:
        if self._tax is not None:
            self._view.put_tax(vm.tax_page(self._tax, self._units, self._session.words))
