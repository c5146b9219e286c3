"""Commissions: a month's statement, the rules, and a rule that is made or ended. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Protocol

from app.domain.catalog import ItemKind
from app.domain.errors import Refused
from app.domain.money import CURRENCIES, parse_amount
from app.domain.permissions import Permission, Role
from app.domain.shop import business_date
from app.usecases.catalog.list_items import departments, list_items
from app.usecases.loyalty import program
from app.usecases.outcome import Changes
from app.usecases.staff import attendance, commissions, edit, sheets
from app.usecases.staff.commission_rules import HOWS, ROLE, SCOPES, Rule
from app.usecases.staff.commissions import Statement
from app.words import amount
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.people import saving
from ui.people.hours.viewmodel import month_title
from ui.people.pay import viewmodel as vm
from ui.people.pay.viewmodel import Names, PayVM, RuleForm

ME = "pay"
FOUND = 6
Read = tuple[Statement, tuple[Rule, ...], Names]


class View(Protocol):
    """What the presenter asks of the page."""

    def put(self, shown: PayVM) -> None:
        """Show this."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule that is being made; `found` are items by what was typed."""

    scope: str = "all"
    key: str = ""
    how: str = "percent"
    value: str = ""
    who: str = ""
    from_on: str = ""
    error: str = ""
    found: tuple[tuple[str, str], ...] = ()
    busy: bool = False
    serial: int = 0


class PayPresenter:
    """One page of commissions."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._month, self._rule = "", ""
        self._statement: Statement | None = None
        self._rules: tuple[Rule, ...] = ()
        self._names = Names()
        self._draft: Draft | None = None
        self._serial, self._sure = 0, False
        self._error, self._said = "", ("", "muted")

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the month in front."""
        session = self._session
        if not session.loaded or session.operator is None:
            return
        self._month = self._month or self._today()[:7]
        s, by, lang = session.services, session.on_duty, session.language
        days = attendance.days_of(self._month)
        who = "" if self._may_rules else str(by.operator_id)

        def read() -> Read:
            rules = commissions.rules(s)
            made = commissions.statement(s, by, days[0], days[-1], who)
            return made, rules, _names(s, rules, lang)

        session.runner.run(read, self._found, self._failed, initiator=ME, lane="report")

    def changed(self, changes: Changes) -> None:
        """Something was written elsewhere."""
        if changes.settings or changes.sales:
            self.load()

    def _found(self, found: Read) -> None:
        self._statement, self._rules, self._names = found
        self._error = ""
        self._show()

    def _failed(self, trouble: Trouble) -> None:
        self._error = self._session.words.error(trouble)
        self._show()

    @property
    def _may_rules(self) -> bool:
        return self._session.may(Permission.COMMISSION)

    def _today(self) -> str:
        shop = self._session.shop
        return business_date(self._session.now_ms(), shop.zone, shop.cutoff_hour)

    # --- gestures ----------------------------------------------------------------------------

    def month_by(self, step: int) -> None:
        """The month before or the next one."""
        first = date.fromisoformat(f"{self._month}-01")
        months = first.year * 12 + first.month - 1 + step
        self._month = f"{months // 12}-{months % 12 + 1:02d}"
        self._said = ("", "muted")
        self.load()

    def stand(self, rule_id: str) -> None:
        """A rule of the list."""
        if rule_id != self._rule:
            self._rule, self._sure = rule_id, False
            self._show()

    def new(self) -> None:
        """A rule is made."""
        if not self._may_rules or self._draft is not None:
            return
        self._serial += 1
        self._draft = Draft(from_on=self._today()[:8] + "01", serial=self._serial)
        self._said = ("", "muted")
        self._show()

    def back(self) -> bool:
        """Esc: no rule. Says whether one was being made."""
        if self._draft is None or self._draft.busy:
            return False
        self._draft = None
        self._show()
        return True

    def type(self, **changes: str) -> None:
        """The form: scope, key, how, value, who, from_on."""
        if self._draft is None:
            return
        if "scope" in changes:
            changes["key"] = ""
        self._draft = replace(self._draft, error="", **changes)  # type: ignore[arg-type]
        self._show()

    def search(self, text: str) -> None:
        """Items by name or barcode, for a rule about one."""
        if self._draft is None or not text.strip():
            return
        s, lang = self._session.services, self._session.language

        def found(rows: tuple[Any, ...]) -> None:
            if self._draft is not None:
                named = tuple((one.item.item_id, one.item.named(lang)) for one in rows)
                self._draft = replace(self._draft, found=named)
                self._show()

        self._session.runner.run(
            lambda: list_items(s, text=text, limit=FOUND), found, lane="read", initiator=ME
        )

    def save(self) -> None:
        """The rule holds from its day on."""
        draft = self._draft
        if draft is None or draft.busy:
            return
        try:
            rule = self._rule_of(draft)
        except Refused as wrong:
            self._session.sound("error")
            self._draft = replace(draft, error=self._session.words.error(wrong))
            self._show()
            return
        s, by = self._session.services, self._session.on_duty
        self._draft = replace(draft, busy=True)
        self._write(lambda: commissions.add_rule(s, by, rule), "pay.saved")

    def end(self) -> None:
        """The rule counts up to yesterday and no more; asked twice."""
        rule = next((one for one in self._rules if one.rule_id == self._rule), None)
        if rule is None or not self._may_rules:
            return
        if not self._sure:
            self._sure = True
            self._show()
            return
        self._sure = False
        s, by = self._session.services, self._session.on_duty
        until = (date.fromisoformat(self._today()) - timedelta(1)).isoformat()
        self._write(lambda: commissions.end_rule(s, by, rule.rule_id, until), "pay.ended")

    def export(self) -> None:
        """The month in front as an Excel table."""
        session, days = self._session, attendance.days_of(self._month)
        s, by = session.services, session.on_duty
        who = "" if self._may_rules else str(by.operator_id)
        saving.save(session, lambda: sheets.pay(s, by, days[0], days[-1], who), self._tell)

    def _tell(self, text: str, role: str) -> None:
        self._said = (text, role)
        self._show()

    def _write(self, op: Callable[[], Any], key: str) -> None:
        def done(_value: Any) -> None:
            self._draft = None
            at = self._session.clock(self._session.now_ms())
            self._said = (self._session.words(key, at=at), "positive")
            self.load()

        def refused(trouble: Trouble) -> None:
            self._session.sound("error")
            said = self._session.words.error(trouble)
            if self._draft is not None:
                self._draft = replace(self._draft, busy=False, error=said)
            else:
                self._said = (said, "danger")
            self._show()

        self._show()
        self._session.runner.run(op, done, refused, initiator=ME)

    def _rule_of(self, draft: Draft) -> Rule:
        """What is typed as a rule. Refused as `parse_amount`."""
        if draft.how == "percent":
            ppm, minor = parse_amount(draft.value, CURRENCIES["CNY"]) * 100, 0  # hundredths of 1%
        else:
            ppm, minor = 0, parse_amount(draft.value, self._session.shop.currency)
        facts = (draft.scope, draft.key, draft.how, ppm, minor, draft.who, draft.from_on)
        return Rule("", *facts)

    # --- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        self._view.put(self._vm())

    def _vm(self) -> PayVM:
        words, found = self._session.words, self._statement
        if self._error:
            return PayVM("error", self._error)
        if found is None:
            return PayVM("loading")
        total = sum(one.commission_minor for one in found.people)
        standing = any(one.rule_id == self._rule for one in self._rules)
        return PayVM(
            "rows",
            month=month_title(self._month, words),
            rows=vm.pay_rows(found, self._names, words),
            total=words("pay.total", minor=amount(total, words.digits)),
            may_rules=self._may_rules,
            rules=vm.rule_rows(self._rules, self._names, words, self._today()),
            rule=self._rule,
            end=words("pay.end_sure" if self._sure else "pay.end") if standing else "",
            form=self._form(self._draft) if self._draft else None,
            said=self._said[0],
            said_role=self._said[1],
        )

    def _form(self, draft: Draft) -> RuleForm:
        words, today = self._session.words, self._today()
        first = f"{today[:8]}01"
        roles = [(f"{ROLE}{one.value}", words(f"people.role.{one.value}")) for one in Role]
        froms = dict([(first, words("pay.from_first")), (today, words("pay.from_today"))])
        named = draft.scope in ("all", "plans") or draft.key
        off = "" if named else words("pay.key_first")
        off = off or ("" if draft.value.strip() else words("pay.value_first"))
        return RuleForm(
            draft.serial,
            tuple((one, words(f"pay.scope.{one}")) for one in SCOPES),
            draft.scope,
            self._keys(draft),
            draft.key,
            draft.scope == "item",
            tuple((one, words(f"pay.how.{one}")) for one in HOWS),
            draft.how,
            draft.value,
            words(f"pay.value.{draft.how}"),
            draft.error,
            (("", words("pay.everybody")), *roles, *self._names.people.items()),
            draft.who,
            tuple(froms.items()),
            draft.from_on,
            words("pay.example"),
            words("pay.save"),
            words("people.saving") if draft.busy else off,
        )

    def _keys(self, draft: Draft) -> tuple[tuple[str, str], ...]:
        words, names = self._session.words, self._names
        if draft.scope == "kind":
            return tuple((one.value, words(f"pay.kind.{one.value}")) for one in ItemKind)
        if draft.scope == "department":
            return tuple(names.departments.items())
        if draft.scope == "plan":
            return tuple(names.plans.items())
        return draft.found if draft.scope == "item" else ()


def _names(s: Any, rules: tuple[Rule, ...], lang: str) -> Names:
    """What people, departments, plans and the items of rules are called."""
    items = {one.key for one in rules if one.scope == "item"}
    return Names(
        {str(one.operator_id): one.name for one in edit.all_people(s)},
        {one.department_id: one.named(lang) for one in departments(s)},
        {one.plan_id: _named(one, lang) for one in program.load(s).plans},
        commissions.item_names(s, items, lang) if items else {},
    )


def _named(plan: Any, lang: str) -> str:
    return str(plan.name_en if lang == "en" and plan.name_en else plan.name)
