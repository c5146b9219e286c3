"""Takes a sheet out as a file: an Excel table in the shop's documents. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.reports.report import Report
from app.usecases.report import export
from ui.bridge import files
from ui.bridge.ports import Trouble
from ui.bridge.session import Session

FORM = "xlsx"
Said = Callable[[str, str], None]


def save(session: Session, make: Callable[[], Report], said: Said, *, form: str = FORM) -> None:
    """Make the report and write it on the report lane; `said(sentence, role)` tells where it is,
    or why it is not."""
    words, lang = session.words, session.language

    def write() -> Path:
        report = make()
        folder = files.export_folder(Path.home())
        path = folder.joinpath(f"{report.file_name}{_who(report)}.{form}")
        return files.write(path, export.make(report, form, lang))

    def done(path: Path) -> None:
        session.sound("ok")
        said(words("people.saved_file", path=str(path)), "positive")

    def refused(trouble: Trouble) -> None:
        session.sound("error")
        said(words.error(trouble), "danger")

    said(words("people.saving_file"), "muted")
    session.runner.run(write, done, refused, initiator="people", lane="report")


def _who(report: Report) -> str:
    """The person's name in the file's: two sheets of a month must not lie on one another."""
    name = report.subtitle if isinstance(report.subtitle, str) else ""
    kept = "".join(one for one in name if one.isalnum() or one in "-_")
    return f"-{kept}" if kept else ""
