"""A device's sheet: kept as a text beside the data, printed as a slip. Qt-free."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.usecases.device import set_up
from app.usecases.device.learn import Draft
from ui.bridge.session import Session
from ui.devices.wizard import viewmodel as vm

Rows = Sequence[tuple[str, str]]


def keep(session: Session, name: str, rows: Rows) -> None:
    """The text; its folder is the one of the shop's own profiles."""
    colon = session.words("wizard.colon")
    text = "\n".join(f"{label}{colon}{value}" for label, value in rows)
    session.services.devices.workshop().keep_sheet(name, text)


def printing(session: Session, draft: Draft, rows: Rows) -> Callable[[], str]:
    """Prints it on the printer itself, or on the till's; gives what became of it in words.

    Seconds: never on the GUI thread.
    """
    s, operator, words = session.services, session.on_duty, session.words
    slip = s.devices.workshop().sheet(words.device(draft.name), rows)
    name = draft.name if draft.kind == "printer" else "printer"

    def said() -> str:
        found = set_up.print_sheet(s, operator, name, slip)
        why = vm.reason(found.reason, words) if found.reason else ""
        return words(f"wizard.sheet.{found.state}", why=why)

    return said
