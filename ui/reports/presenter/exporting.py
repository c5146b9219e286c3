"""Takes a report out: to a file, to paper, to the clipboard, to a QR. On the report lane."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from app.domain.errors import Refused
from app.usecases.report import export
from ui.bridge.files import export_folder
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.reports.presenter.reading import ME, Made, ReportsPresenter

FILES = ("pdf", "xlsx", "csv")


class Out(Protocol):
    """What only the screen can do with a report."""

    def copy(self, text: str) -> None:
        """Into the clipboard."""
        ...

    def show_qr(self, text: str) -> None:
        """As a code that a phone reads."""
        ...


class Exporting:
    """One export at a time, of the report that is in front."""

    def __init__(self, out: Out, session: Session, reading: ReportsPresenter) -> None:
        self._out, self._session, self._reading = out, session, reading
        self._typed = ""
        self._folder: Path | None = None  # where the last one was saved

    def typed(self, path: str) -> None:
        """Where files go: a folder, or a file's whole name."""
        self._typed = path.strip()

    def run(self, form: str) -> None:
        """print, pdf, xlsx, csv, text, qr."""
        made = self._reading.made
        if made is None or self._reading.exporting:
            return
        if form == "print":
            self._print(made)
        elif form in FILES:
            self._save(made, form)
        else:
            self._tell(made, form)

    def folder(self) -> str:
        """Where the next file goes when nothing is typed."""
        return str(self._folder or export_folder(Path.home()))

    def _begin(self) -> None:
        self._reading.exporting = True
        self._reading.say(self._session.words("reports.export.working"), "muted")

    def _end(self, text: str, role: str = "positive") -> None:
        self._reading.exporting = False
        self._reading.say(text, role)

    def _save(self, made: Made, form: str) -> None:
        session, typed, last = self._session, self._typed, self._folder
        operator, lang = session.on_duty, session.language

        def write() -> Path:
            path = target(typed, last, f"{made.report.file_name}.{form}")
            return export.save(operator, made.report, path, lang)

        self._begin()
        session.runner.run(write, self._saved, self._failed, initiator=ME, lane="report")

    def _saved(self, path: Path) -> None:
        self._folder = path.parent
        self._end(self._session.words("reports.export.saved", path=str(path)))

    def _print(self, made: Made) -> None:
        session = self._session
        s, operator = session.services, session.on_duty
        self._begin()
        session.runner.run(
            lambda: export.print_report(s, operator, made.report),
            lambda _job: self._end(session.words("reports.export.printing")),
            self._failed,
            initiator=ME,
        )

    def _tell(self, made: Made, form: str) -> None:
        lang = self._session.language
        make = export.message if form == "text" else export.qr_text

        def told(text: str) -> None:
            if form == "text":
                self._out.copy(text)
                self._end(self._session.words("reports.export.copied"))
            else:
                self._end("")
                self._out.show_qr(text)

        self._begin()
        self._session.runner.run(
            lambda: make(made.report, lang), told, self._failed, initiator=ME, lane="report"
        )

    def _failed(self, trouble: Trouble) -> None:
        words = self._session.words
        text = words.error(trouble)
        if not isinstance(trouble, Refused):
            text = words("reports.export.failed", why=text)
        self._session.sound("error")
        self._end(text, "danger")


def target(typed: str, last: Path | None, name: str) -> Path:
    """The file's place: what was typed (a folder, or a name of its own), else the usual folder."""
    if not typed:
        return (last or export_folder(Path.home())) / name
    path = Path(typed).expanduser()
    ending = Path(name).suffix
    if path.suffix.lower() in {f".{form}" for form in FILES}:
        return path.with_suffix(ending)
    return path / name
