"""The commands: each asks a use case and says what it found."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.cli import slip_text
from app.domain.errors import Refused, Unavailable
from app.domain.permissions import Operator, Role
from app.words import local

if TYPE_CHECKING:
    from app.cli.main import Call
    from app.usecases.catalog.csv_rows import ImportRow
    from app.usecases.services import Services

SHOWN = 20  # rows of an import that are named one by one


def demo(call: Call) -> int:
    """`shuke demo --data DIR [--reset]`."""
    from app.cli import demo as shop
    from app.clock import SystemClock

    if call.args.reset:
        shop.remove(call.settings)
    if call.settings.exists:
        call.say("cli.demo.there", path=str(call.settings.data_dir))
        return 0
    today_ms = shop.midnight_before(SystemClock().now_ms())
    shop.make(
        call.settings,
        today_ms=today_ms,
        progress=lambda step: call.say(f"cli.demo.step.{step}"),
    )
    call.say("cli.demo.made", path=str(call.settings.data_dir))
    return 0


def play(call: Call) -> int:
    """`shuke play STORY.md ... --data DIR`."""
    from app.cli.play.session import play_files

    return play_files(call)


def rebuild(call: Call) -> int:
    """`shuke rebuild --check` compares; without `--check` the projections are made anew."""
    from app import bootstrap
    from app.usecases.health.rebuild import check_projections, rewrite_projections

    if not call.args.check:
        till = bootstrap.open_till(call.settings)
        try:
            n = rewrite_projections(till.services).value
        finally:
            till.close()
        call.give({"documents": n})
        call.say("cli.rebuild.done", n=n)
        return 0
    till = bootstrap.look_into(call.settings)
    try:
        found = check_projections(till.services)
    finally:
        till.close()
    call.give([asdict(one) for one in found])
    for one in found:
        call.say(
            "cli.rebuild.differs",
            table=one.table,
            key=one.key,
            should=one.journal_says or "-",
            stands=one.stands or "-",
        )
    if not found:
        call.say("cli.rebuild.same")
    return 1 if found else 0


def import_(call: Call) -> int:
    """`shuke import FILE` shows what it would do; `--apply` does it."""
    from app import bootstrap
    from app.usecases.catalog import importing

    # a look holds no lock: it may be taken beside a till that sells
    till = (bootstrap.open_till if call.args.apply else bootstrap.look_into)(call.settings)
    try:
        s = till.services
        options = importing.ImportOptions(
            call.args.department, new_departments=call.args.new_departments
        )
        plan = importing.preview(s, call.args.file, options)
        counts = dict(plan.counts)
        call.say("cli.import.found", **counts, encoding=plan.encoding)
        wrong = [row for row in plan.rows if row.errors]
        for row in wrong[:SHOWN]:
            call.line(_row_text(call, row))
        if len(wrong) > SHOWN:
            call.say("cli.import.more", n=len(wrong) - SHOWN)
        if call.args.apply:
            batch = importing.apply(s, owner(s), plan).value
            call.say("cli.import.done", new=batch.new, changed=batch.changed)
        else:
            call.say("cli.import.dry")
        rows = [
            {"row": row.row_no, "name": row.name, "errors": [asdict(one) for one in row.errors]}
            for row in wrong
        ]
        call.give({"counts": counts, "encoding": plan.encoding, "wrong": rows})
    finally:
        till.close()
    return 1 if wrong else 0


def undo_import(call: Call) -> int:
    """`shuke undo-import` shows what of the newest import would be taken back; `--apply` does."""
    from app import bootstrap
    from app.usecases.catalog import importing
    from app.usecases.shop.settings import load

    till = (bootstrap.open_till if call.args.apply else bootstrap.look_into)(call.settings)
    try:
        s = till.services
        batch = importing.last(s)
        if batch is None:
            raise Refused("import.unknown")
        if call.args.apply:
            found = importing.undo(s, owner(s), batch.batch_id).value
        else:
            found = importing.preview_undo(s, batch.batch_id)
        zone = ZoneInfo(load(s).zone)
    finally:
        till.close()
    call.give(asdict(found))
    if not call.args.apply:
        at = f"{local(batch.at_ms, zone):%Y-%m-%d %H:%M}"
        call.say("cli.undo_import.found", at=at, who=batch.operator_name)
        for name in found.names[:SHOWN]:
            call.say("cli.undo_import.off", name=name)
        if len(found.names) > SHOWN:
            call.say("cli.undo_import.more", n=len(found.names) - SHOWN)
    key = "cli.undo_import.done" if call.args.apply else "cli.undo_import.would"
    call.say(key, restored=found.restored, removed=found.removed, kept=found.kept)
    if not call.args.apply:
        call.say("cli.import.dry")
    return 0


def export(call: Call) -> int:
    """`shuke export [FILE]`: the catalogue as CSV, to a file or to the terminal."""
    from app import bootstrap
    from app.usecases.catalog.exporting import export_csv

    till = bootstrap.look_into(call.settings)
    try:
        data = export_csv(till.services, call.words.lang, active=None)
    finally:
        till.close()
    if call.args.file is None:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return 0
    try:
        call.args.file.write_bytes(data)
    except OSError as error:
        raise Unavailable("file", "unwritable", path=str(call.args.file)) from error
    call.say("cli.export.done", path=str(call.args.file), n=data.count(b"\n") - 1)
    return 0


def x_report(call: Call) -> int:
    """`shuke x`: the shift so far, as its slip would say it."""
    from app import bootstrap
    from app.usecases.shift.report import shifts
    from app.usecases.shift.report import x_report as report_of

    till = bootstrap.look_into(call.settings)
    try:
        newest = shifts(till.services, 1)
        if not newest:
            raise Refused("shift.unknown")
        report = report_of(till.services, newest[0].shift_id)
        slip = till.services.paper.x_report(report)
    finally:
        till.close()
    call.give(asdict(report))
    call.line(slip_text.text_of(slip))
    return 0


def health(call: Call) -> int:
    """`shuke health`: how the till is, in figures."""
    from app import bootstrap
    from app.usecases.health.report import health as report_of

    till = bootstrap.look_into(call.settings)
    try:
        found = report_of(till.services)
    finally:
        till.close()
    call.give(asdict(found))
    say = call.say
    say("cli.health.file", path=found.path, size=found.file_mb, free=found.disk_free_mb)
    say("cli.health.encrypted" if found.encryption else "cli.health.plain")
    say("cli.health.integrity", found=found.integrity)
    say(
        "cli.health.journal",
        n=found.journal_docs,
        epoch=found.epoch,
        head=found.head_hash[:16],
        key=found.signer[:16],
    )
    for state, n in found.spool:
        say("cli.health.spool", state=call.words(f"cli.print.{state}"), n=n)
    for name, version in found.versions:
        call.line(f"  {name} {version}")
    return 0 if found.integrity == "ok" else 1


def owner(s: Services) -> Operator:
    """Who the command line acts for: whoever may open the folder could do it on the till, too."""
    from app.usecases.staff.login import people

    return next(one for one in people(s) if one.role is Role.OWNER)


def _row_text(call: Call, row: ImportRow) -> str:
    said = "; ".join(call.words(f"import.{note.code}", **dict(note.facts)) for note in row.errors)
    return call.words("cli.import.row", row=row.row_no, name=row.name or "-", said=said)
