"""The page's printing: on the label printer or an office printer's sheets, one job at a time.

Nothing is printed twice by itself: what nobody is sure of is a question that a person answers.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.reports.labels.sheet import sheet_named
from app.usecases.label import printing
from app.usecases.label.printing import JobNow
from app.usecases.printing import settle
from ui.bridge import files
from ui.bridge.session import Session
from ui.labels import viewmodel as vm
from ui.labels.batch import Batch, Page
from ui.labels.sources import ME


class Press:
    """What is printed on, in which language, and what became of the job.

    `done()` once all of a job came out.
    """

    def __init__(
        self, page: Page, session: Session, batch: Batch, done: Callable[[], None]
    ) -> None:
        self._page, self._session, self._batch, self._done = page, session, batch, done
        self.paper, self.sheet, self.start = vm.PRINTER, "3x8", 1
        self.busy = False
        self.job: JobNow | None = None
        self._language = ""

    @property
    def language(self) -> str:
        """The labels': the paper's, unless somebody chose another."""
        return self._language or self._session.shop.paper_language

    # --- what it is printed on -----------------------------------------------------------------

    def on_paper(self, paper: str) -> None:
        """The label printer, or a PDF for an office printer."""
        self.paper = paper
        self._page.hush()
        self._page.show()

    def speak(self, language: str) -> None:
        """Labels in this language."""
        self._language = language
        self._page.draw()

    def pick_sheet(self, sheet_id: str) -> None:
        """Another kind of A4 sheet."""
        self.sheet = sheet_id
        self.start = min(self.start, sheet_named(sheet_id).places)
        self._page.show()

    def begins(self, text: str) -> None:
        """The first free place of the sheet."""
        number = int(text) if text.isdecimal() and len(text) < 4 else 1
        self.start = min(max(1, number), sheet_named(self.sheet).places)
        self._page.show()

    # --- printing ------------------------------------------------------------------------------

    def print(self) -> None:
        """All lines, on what is chosen. One job at a time."""
        if self.busy or not self._batch.lines:
            return
        self.busy = True
        self._page.hush()
        self._page.show()
        if self.paper == vm.A4:
            self._write()
        else:
            self._send()

    def _write(self) -> None:
        s, template, lines = self._session.services, self._page.template, self._batch.to_print()
        day = self._session.at(self._session.now_ms())
        path = files.export_folder(Path.home()) / f"labels-{day:%Y%m%d-%H%M%S}.pdf"
        how: printing.OnSheet = (self.sheet, self.start)
        language = self.language
        self._session.runner.run(
            lambda: files.write(
                path, printing.sheet(s, template, lines, on=how, language=language)
            ),
            self._written,
            self._page.refused,
            lane="report",
        )

    def _written(self, path: Path) -> None:
        self.busy = False
        self.start = (self.start - 1 + self._batch.labels) % sheet_named(self.sheet).places + 1
        self._page.say("labels.written", "positive", path=str(path))
        self._page.show()

    def _send(self) -> None:
        s, template, lines = self._session.services, self._page.template, self._batch.to_print()
        operator, language = self._session.on_duty, self.language
        self._session.runner.run(
            lambda: printing.print_labels(s, operator, template, lines, language=language),
            self._sent,
            self._page.refused,
            initiator=ME,
        )

    def _sent(self, job_id: str) -> None:
        self.busy = False
        self._look_at(job_id)

    # --- what became of it ---------------------------------------------------------------------

    def moved_on(self) -> None:
        """A job may have."""
        if self.job is not None:
            self._look_at(self.job.job_id)

    def answer(self, all_there: bool) -> None:
        """A person looked whether every label came out."""
        if self.job is None:
            return
        s, job_id = self._session.services, self.job.job_id
        self._session.runner.run(
            lambda: settle.answer(s, job_id, printed=all_there),
            self._look_at,
            self._page.refused,
            initiator=ME,
        )

    def _look_at(self, job_id: str) -> None:
        s = self._session.services
        self._session.runner.run(
            lambda: printing.job(s, job_id), self._told, self._page.refused, lane="read"
        )

    def _told(self, job: JobNow | None) -> None:
        before, self.job = self.job, job
        if job is not None and job != before and job.state == "confirmed":
            self._batch.printed()
            self._done()
            return
        self._page.show()
