"""Payments by code of the day that did not simply pay a sale: undone, refunded, owed, or open."""

from __future__ import annotations

from app.reports.report import Column, Row, Table, Term, Unit, term
from app.store.queries import attempts
from app.store.queries.attempts import AttemptRow
from app.usecases.report.day.facts import DayFacts


def codes(f: DayFacts) -> Table:
    """One row each, with the gateway's number and how it ended; those of sales stand in History."""
    columns = (
        Column("tender"),
        Column("pay_state"),
        Column("approval"),
        Column("amount", Unit.MONEY),
    )
    odd = [one for one in attempts.of_day(f.asked.tx, f.bd) if _odd(one)]
    rows = tuple(
        Row(
            (
                term(f"tender.{one.kind}"),
                term(f"codepay.state.{one.state}"),
                one.approval_no or one.attempt_id[-12:],
                one.amount_minor,
            )
        )
        for one in odd
    )
    return Table("codes", Term("report.part.codes"), columns, rows, short=4)


def _odd(one: AttemptRow) -> bool:
    return bool(one.origin_id) or one.state != "approved" or not one.booked_id
