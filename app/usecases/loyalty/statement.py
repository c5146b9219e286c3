"""A member's statement: on the screen, as PDF, as Excel, on the receipt printer (R12)."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.reports.statement import Statement
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def statement(
    s: Services, operator: Operator, member_id: str, from_on: str = "", until_on: str = ""
) -> Statement:
    """Rows from the postings. Dates empty: from the first day, until today. Reports' reader.

    Refused: `permission.missing`, `member.unknown`, `statement.dates`.
    """
    raise NotImplementedError


def pdf(made: Statement, language: str) -> bytes:
    """The statement as PDF, with the bundled font."""
    raise NotImplementedError


def xlsx(made: Statement, language: str) -> bytes:
    """The statement as an Excel workbook."""
    raise NotImplementedError


def print_statement(s: Services, operator: Operator, made: Statement) -> Outcome[str]:
    """On the receipt printer; the job's id. Refused `printer.not_set`."""
    raise NotImplementedError
