"""Members out of a spreadsheet: looked at first, written with `--apply`, balances and all."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from app.cli.commands import SHOWN, owner

if TYPE_CHECKING:
    from app.cli.main import Call
    from app.usecases.member.sheets.rows import MemberImportRow


def import_members(call: Call) -> int:
    """`shuke import-members FILE` shows what it would do; `--apply` does it. CSV and Excel."""
    from app import bootstrap
    from app.usecases.member.sheets import importing

    # a look holds no lock: it may be taken beside a till that sells
    till = (bootstrap.open_till if call.args.apply else bootstrap.look_into)(call.settings)
    try:
        s = till.services
        plan = importing.preview(s, call.args.file)
        call.say(
            "cli.import_members.found",
            encoding=plan.encoding,
            new=plan.new,
            failed=plan.failed,
            warned=plan.warned,
            principal_minor=plan.principal_minor,
            bonus_minor=plan.bonus_minor,
            points=plan.points,
        )
        wrong = [row for row in plan.rows if row.errors]
        for row in wrong[:SHOWN]:
            call.line(_text(call, row))
        if len(wrong) > SHOWN:
            call.say("cli.import.more", n=len(wrong) - SHOWN)
        if call.args.apply:
            done = importing.apply(s, owner(s), plan).value
            call.say("cli.import_members.done", n=done.members, openings=done.openings)
            call.give(asdict(done))
        else:
            call.say("cli.import.dry")
            rows = [{"row": one.row_no, "errors": list(map(asdict, one.errors))} for one in wrong]
            call.give({"new": plan.new, "failed": plan.failed, "wrong": rows})
    finally:
        till.close()
    return 1 if wrong else 0


def _text(call: Call, row: MemberImportRow) -> str:
    """A row that is wrong, and why."""
    said = [call.words(f"import.{one.code}", **dict(one.facts)) for one in row.errors]
    name = row.name or row.phone_masked or "-"
    return call.words("cli.import.row", row=row.row_no, name=name, said="; ".join(said))
