"""A report as a file, on paper, as a message: made from the value that the screen shows."""

from __future__ import annotations

import os
from pathlib import Path

from app.domain.errors import Refused, Unavailable
from app.domain.permissions import Operator, Permission, require
from app.reports import text
from app.reports.report import Report
from app.usecases.outcome import Changes, Outcome, Print
from app.usecases.printing.enqueue import enqueue, require_printer
from app.usecases.services import Services

FORMS = ("pdf", "xlsx", "csv", "txt")


def make(report: Report, form: str, language: str) -> bytes:
    """The report as a file of that form (FORMS), in a language. Takes a moment: not on the GUI.

    Refused `report.form`.
    """
    if form == "pdf":
        from app.reports.pdf import pdf

        return pdf(report, language)
    if form == "xlsx":
        from app.reports.xlsx import xlsx

        return xlsx(report, language)
    if form == "csv":
        from app.reports.csv_file import csv_file

        return csv_file(report, language)
    if form == "txt":
        return text.full(report, language).encode()
    raise Refused("report.form", form=form[:20])


def save(operator: Operator, report: Report, path: Path, language: str) -> Path:
    """Write the report to a file, its form told by the ending; whole or not at all. Any thread.

    Refused: `permission.missing`, `report.form`. Unavailable `file.unwritable`.
    """
    require(operator, Permission.REPORTS)
    data = make(report, path.suffix.lstrip(".").casefold(), language)
    fresh = path.with_name(path.name + ".part")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise Unavailable("file", "unwritable", path=str(path)) from error
    return path


def message(report: Report, language: str) -> str:
    """What one sends by phone: plain lines, at most forty."""
    return text.message(report, language)


def qr_text(report: Report, language: str) -> str:
    """The figures as text that any phone's camera reads, short enough for a code on paper."""
    return text.qr(report, language)


def print_report(s: Services, operator: Operator, report: Report) -> Outcome[str]:
    """On the receipt printer, in the paper's language; the job's id. Writer thread.

    Refused `permission.missing`, `printer.not_set`.
    """
    require(operator, Permission.REPORTS)
    require_printer(s)
    with s.db.write() as tx:
        job = enqueue(tx, s, "report", s.paper.report(report))
    return Outcome(job, Changes(prints=True), (Print(job),) if job else ())
