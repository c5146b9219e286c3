"""A device's sheet: kept as a text beside the data, printed as a slip. Qt-free."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.usecases.device import set_up
from app.usecases.device.learn import Draft
from app.usecases.ports import DeviceTest
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.devices.wizard import viewmodel as vm

Rows = Sequence[tuple[str, str]]


def keep(session: Session, name: str, rows: Rows) -> None:
    """The text; its folder is the one of the shop's own profiles."""
    colon = session.words("wizard.colon")
    text = "\n".join(f"{label}{colon}{value}" for label, value in rows)
    session.services.devices.workshop().keep_sheet(name, text)


def print_on(
    session: Session,
    draft: Draft,
    rows: Rows,
    printed: Callable[[str], None],
    refused: Callable[[Trouble], None],
) -> None:
    """On the printer itself, or on the till's; `printed` gets what became of it in words."""
    s, operator, words = session.services, session.on_duty, session.words
    slip = s.devices.workshop().sheet(words.device(draft.name), rows)
    name = draft.name if draft.kind == "printer" else "printer"

    def said(found: DeviceTest) -> None:
        why = vm.reason(found.reason, words) if found.reason else ""
        printed(words(f"wizard.sheet.{found.state}", why=why))

    session.runner.run(
        lambda: set_up.print_sheet(s, operator, name, slip),
        said,
        refused,
        initiator="devices",
        lane="report",
    )
