"""The commands about members' money: the night's work, a member's statement."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from app.cli.commands import owner
from app.domain.errors import Refused, Unavailable

if TYPE_CHECKING:
    from app.cli.main import Call


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
    """`shuke statement MEMBER FILE [--from DAY] [--until DAY]`: PDF or Excel, by the file's name.

    The journal keeps who took it out: the owner, who may open the folder.
    """
    from app import bootstrap
    from app.usecases.loyalty import statement as statements
    from app.usecases.member.find import search

    path, text = call.args.file, call.args.member
    form = path.suffix.lower().removeprefix(".")
    if form not in ("pdf", "xlsx"):
        raise Refused("statement.form", path=str(path))
    till = bootstrap.open_till(call.settings)
    try:
        s = till.services
        rows = search(s, text)
        if len(rows) != 1:
            raise Refused("statement.which", text=text, n=len(rows))
        who = owner(s)
        made = statements.statement(
            s, who, rows[0].member_id, call.args.first or "", call.args.last or ""
        )
        statements.note_export(s, who, made, form)
        data = (statements.pdf if form == "pdf" else statements.xlsx)(made, call.words.lang)
    finally:
        till.close()
    try:
        path.write_bytes(data)
    except OSError as error:
        raise Unavailable("file", "unwritable", path=str(path)) from error
    call.give({"path": str(path), "rows": len(made.rows)})
    call.say("cli.statement.done", path=str(path), n=len(made.rows))
    return 0
