"""The commands about members' money: the night's work, a member's statement."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from app.cli.commands import owner
from app.domain.errors import Refused, Unavailable

if TYPE_CHECKING:
    from pathlib import Path

    from app.cli.main import Call
    from app.reports.statement import Statement
    from app.usecases.services import Services


def nightly(call: Call) -> int:
    """`shuke nightly [--anyway]`: 0 done (or done before), 1 held because the clock was set."""
    from app import bootstrap
    from app.usecases.loyalty import nightly as nights

    steps: Counter[str] = Counter()
    till = bootstrap.open_till(call.settings)
    try:
        found = nights.run(
            till.services,
            operator_id=owner(till.services).operator_id if call.args.anyway else "",
            by_owner=call.args.anyway,
            tell=lambda step, n: steps.update({step: n}),
        ).value
    finally:
        till.close()
    call.give(asdict(found))
    if found.held:
        call.say(f"cli.nightly.held.{found.held}", on=found.on or "-")
        return 1 if found.held == "clock" else 0
    for step, n in steps.items():
        call.say("cli.nightly.step", step=call.words(f"cli.nightly.step.{step}"), n=n)
    call.say(
        "cli.nightly.done",
        on=found.on,
        reviewed=found.reviewed,
        up=found.up,
        down=found.down,
        lots=found.expired_lots,
        points=found.expired_points,
        expired_minor=found.expired_minor,
        earned_minor=found.earned_minor,
        vouchers=found.vouchers,
        birthdays=found.birthdays,
    )
    return 0


def statement(call: Call) -> int:
    """`shuke statement MEMBER [FILE] [--from DAY] [--until DAY]`: on the terminal, or as PDF or
    Excel, by the file's name.

    Reading stands beside a till that sells. A file is noted in the journal (R54), as taken out by
    the owner, who may open the folder; so it wants the folder for itself.
    """
    from app import bootstrap

    path = call.args.file
    form = path.suffix.lower().removeprefix(".") if path else ""
    if path and form not in ("pdf", "xlsx"):
        raise Refused("statement.form", path=str(path))
    till = bootstrap.look_into(call.settings)
    try:
        made = _statement(call, till.services)
    finally:
        till.close()
    if path is None:
        call.give({"path": "", "rows": len(made.rows)})
        _told(call, made)
        return 0
    _written(call, path, form)
    call.give({"path": str(path), "rows": len(made.rows)})
    call.say("cli.statement.done", path=str(path), n=len(made.rows))
    return 0


def _statement(call: Call, s: Services) -> Statement:
    """Of the one member who fits."""
    from app.usecases.loyalty.statement import statement as read
    from app.usecases.member.find import search

    text = call.args.member
    rows = search(s, text)
    if len(rows) != 1:
        raise Refused("statement.which", text=text, n=len(rows))
    return read(s, owner(s), rows[0].member_id, call.args.first or "", call.args.last or "")


def _written(call: Call, path: Path, form: str) -> None:
    """Noted first, then written; Unavailable `statement.till_open` while the till is open."""
    from app import bootstrap
    from app.usecases.loyalty import statement as statements

    try:
        till = bootstrap.open_till(call.settings)
    except Unavailable as error:
        if (error.what, error.reason) != ("folder", "in_use"):
            raise
        raise Unavailable("statement", "till_open", retry=True, path=str(path)) from error
    try:
        s = till.services
        made = _statement(call, s)
        statements.note_export(s, owner(s), made, form)
        data = (statements.pdf if form == "pdf" else statements.xlsx)(made, call.words.lang)
    finally:
        till.close()
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Unavailable("file", "unwritable", path=str(path)) from error


def _told(call: Call, made: Statement) -> None:
    """The statement on the terminal."""
    from app.reports.statement_words import Said

    said = Said(made, call.words.lang)
    for line in (made.shop_name, said.title, *said.about, "  ".join(said.headings)):
        call.line(line)
    for row in made.rows:
        figures = (
            *(said.money(row.stored_minor, plus=True), said.money(row.stored_after)),
            *(said.points(row.points, plus=True), said.points(row.points_after)),
        )
        words = (said.when(row), said.what(row), row.ref)
        call.line("  ".join(one or "-" for one in (*words, *figures)))
    if not made.rows:
        call.say("statement.none")
    for one in made.balances:
        call.line("  ".join(part for part in said.balance(one) if part))
