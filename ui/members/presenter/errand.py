"""One thing done to a member: what is filled in, what it comes to, and the use case behind it.

An errand knows no screen. `Doing` shows it, runs it, puts a refusal at its field, and asks a second
person when the use case says that it needs one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from app.domain.errors import Refused
from app.domain.pricing.basket import Approval
from app.words import whole
from ui.bridge.approval.asking import Asking, needed
from ui.bridge.approval.shown import Asked
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.members.viewmodel import text
from ui.members.viewmodel.dossier import Dossier, Frame
from ui.members.viewmodel.parts import FormVM

ME = "members"
Op = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Footing:
    """What an errand stands on, whoever it is for."""

    session: Session
    frame: Frame

    @property
    def shift_id(self) -> str:
        """The open shift, or an empty text."""
        shift = self.session.shift
        return str(shift.shift_id) if shift else ""

    def say(self, key: str, **facts: str | int) -> str:
        """A text in the operator's language."""
        return self.frame.words(key, **facts)

    def money(self, minor: int) -> str:
        """An amount without its sign."""
        return text.money(minor, self.frame.words)

    def day(self, on: str) -> str:
        """A business date in words."""
        return text.day(on, self.frame.today, self.frame.words)


@dataclass(frozen=True, slots=True)
class Ground(Footing):
    """An errand's footing on a member's page."""

    dossier: Dossier

    @property
    def member_id(self) -> str:
        """Whose page it is."""
        return self.dossier.member.member_id


class Deed:
    """The pattern. `again` shows the form anew."""

    code = ""
    where: dict[str, str] = {}  # the beginning of a refusal's code -> the field it is about

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.serial = 0
        self.again: Callable[[], None] = _nothing

    def begin(self) -> None:
        """Read what the form needs beside the dossier."""

    def put(self, name: str, value: str) -> None:
        """A field was changed."""
        self.values[name] = value

    def scanned(self, token: str) -> bool:
        """A card was scanned; whether it is for this form."""
        return False

    def form(self) -> FormVM:
        """The form as it stands."""
        raise NotImplementedError

    def work(self, approval: Approval | None) -> Op:
        """The use case with what was filled in. Refused when it cannot be read."""
        raise NotImplementedError

    def said(self, value: Any) -> str:
        """What to say when it is done."""
        raise NotImplementedError

    def subject(self) -> tuple[tuple[str, str], ...]:
        """Whom or what it is about, for a second person: label and name."""
        raise NotImplementedError

    def asked(self) -> tuple[str, str]:
        """What a second person says yes to, and the figure it is about."""
        form = self.form()
        return form.title, form.figure

    def field_of(self, code: str) -> str:
        """The field that a refusal is about, or an empty text."""
        found = [name for start, name in self.where.items() if code.startswith(start)]
        return found[0] if found else ""

    # --- small things most of them want ------------------------------------------------------

    def value(self, name: str, default: str = "") -> str:
        """What stands in a field."""
        return self.values.get(name, default)


class Errand(Deed):
    """What is done to one member."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self.g = ground

    def said(self, value: Any) -> str:
        """What to say when it is done."""
        return self.g.say("member.done")

    def subject(self) -> tuple[tuple[str, str], ...]:
        """The member."""
        return ((self.g.say("members.title"), self.g.dossier.member.name),)

    def read(self, op: Op, done: Callable[[Any], None], wrong: Callable[[Trouble], None]) -> None:
        """Ask a reader; the form shows itself again with the answer."""

        def landed(value: Any) -> None:
            done(value)
            self.again()

        def refused(trouble: Trouble) -> None:
            wrong(trouble)
            self.again()

        self.g.session.runner.run(op, landed, refused, lane="read")


class View(Protocol):
    """What shows a form."""

    def put_form(self, shown: FormVM | None) -> None:
        """A form, or None when it is over."""
        ...


class Doing:
    """Shows one errand at a time and brings it to its end."""

    def __init__(
        self,
        view: View,
        session: Session,
        asking: Asking,
        done: Callable[[str, Any], None],
    ) -> None:
        self._view, self._session, self._asking, self._done = view, session, asking, done
        self._errand: Deed | None = None
        self._busy = False
        self._errors: dict[str, str] = {}
        self._error = ""

    @property
    def errand(self) -> Deed | None:
        """What is being done."""
        return self._errand

    def begin(self, errand: Deed) -> None:
        """Show a form."""
        self._errand, self._busy, self._errors, self._error = errand, False, {}, ""
        errand.again = self._again(errand)
        self._show()
        errand.begin()

    def _again(self, errand: Deed) -> Callable[[], None]:
        def show() -> None:
            if self._errand is errand:
                self._show()

        return show

    def put(self, name: str, value: str) -> None:
        """A field was changed: what was wrong with it is over."""
        if self._errand is not None and not self._busy:
            self._errors.pop(name.partition(".")[0], None)
            self._error = ""
            self._errand.put(name, value)
            self._show()

    def scanned(self, token: str) -> bool:
        """A card while a form is open."""
        if self._errand is None or self._busy or not self._errand.scanned(token):
            return False
        self._errors, self._error = {}, ""
        self._show()
        return True

    def leave(self) -> bool:
        """Nothing was done. Says whether there was a form."""
        if self._errand is None or self._busy:
            return False
        self._errand = None
        self._view.put_form(None)
        return True

    def submit(self, approval: Approval | None = None) -> None:
        """Do it. Pressed twice while it is on its way it is done once."""
        errand = self._errand
        if errand is None or self._busy:
            return
        try:
            op = errand.work(approval)
        except Refused as refusal:
            self._refused(errand, refusal)
            return
        self._busy, self._errors, self._error = True, {}, ""
        self._show()
        self._session.runner.run(
            op,
            lambda value: self._landed(errand, value),
            lambda trouble: self._refused(errand, trouble),
            initiator=ME,
        )

    def _landed(self, errand: Deed, value: Any) -> None:
        said = errand.said(value)
        self._busy, self._errand = False, None
        self._view.put_form(None)
        self._done(said, value)

    def _refused(self, errand: Deed, trouble: Trouble) -> None:
        self._busy = False
        if self._errand is not errand:
            return
        if needed(trouble):
            self._ask(errand, trouble)
            self._show()
            return
        self._session.sound("error")
        words = self._session.words.error(trouble)
        place = errand.field_of(trouble.code) if isinstance(trouble, Refused) else ""
        if place:
            self._errors = {place: words}
        else:
            self._error = words
        self._show()

    def _ask(self, errand: Deed, trouble: Trouble) -> None:
        facts = trouble.facts
        what, figure = errand.asked()
        n = facts.get("n", 0)
        asked = Asked(
            action=str(facts["action"]),
            permission=str(facts["permission"]),
            binding=str(facts["binding"]),
            what=what,
            amount=figure or (whole(n) if isinstance(n, int) and n else ""),
            facts=errand.subject(),
            reason=errand.value("reason"),
        )
        self._asking.ask(asked, self.submit)

    def _show(self) -> None:
        errand = self._errand
        if errand is None:
            return
        form = errand.form()
        fields = tuple(
            replace(one, error=self._errors.get(one.name, one.error)) for one in form.fields
        )
        off = self._session.words("member.working") if self._busy else form.off
        self._view.put_form(replace(form, fields=fields, error=self._error or form.error, off=off))


def _nothing() -> None:
    """Before the form is shown nobody waits for it."""
