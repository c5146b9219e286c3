"""`shuke data`: for the technician, on sqlite-utils: a plain copy, questions, CSV out and in."""

from __future__ import annotations

import json
import sys
from argparse import SUPPRESS
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.proof import Add
from app.domain.errors import Unavailable
from app.words import LANGUAGES, Words

if TYPE_CHECKING:
    from app.cli.main import Call


def announce(add: Add, words: Words) -> None:
    """Their arguments."""
    one = add("data", data, words("cli.data_tool"))
    steps = one.add_subparsers(dest="step", required=True, metavar=words("cli.command"))
    copy = steps.add_parser("copy", help=words("cli.data.copy"))
    copy.add_argument("file", type=Path, help=words("cli.data.copy_file"))
    copy.add_argument("--people", action="store_true", help=words("cli.data.people"))
    tables = steps.add_parser("tables", help=words("cli.data.tables"))
    query = steps.add_parser("query", help=words("cli.data.query"))
    query.add_argument("sql", help=words("cli.data.sql"))
    query.add_argument("--csv", action="store_true", help=words("cli.data.csv"))
    export = steps.add_parser("export", help=words("cli.data.export"))
    export.add_argument("table", help=words("cli.data.table"))
    export.add_argument("file", type=Path, help=words("cli.data.csv_file"))
    for step in (tables, query, export):
        step.add_argument("--from", dest="source", type=Path, help=words("cli.data.from"))
    take = steps.add_parser("import", help=words("cli.data.import"))
    take.add_argument("file", type=Path, help=words("cli.data.csv_file"))
    take.add_argument("table", help=words("cli.data.table"))
    take.add_argument("--into", type=Path, required=True, help=words("cli.data.into"))
    for step in (copy, tables, query, export, take):  # also behind the step, where a hand puts them
        step.add_argument("--data", type=Path, default=SUPPRESS, help=words("cli.data"))
        step.add_argument("--settings", type=Path, default=SUPPRESS, help=words("cli.settings"))
        step.add_argument("--language", choices=LANGUAGES, default=SUPPRESS)
        step.add_argument("--json", action="store_true", default=SUPPRESS, help=words("cli.json"))


def data(call: Call) -> int:
    """Which of them."""
    return {
        "copy": _copy,
        "tables": _tables,
        "query": _query,
        "export": _export,
        "import": _import,
    }[call.args.step](call)


def _copy(call: Call) -> int:
    from app.store.keeping.plain import plain_copy

    made = plain_copy(*_file(call), call.args.file, people=call.args.people)
    call.give({"path": str(made)})
    call.say("cli.data.copied", path=str(made))
    return 0


def _tables(call: Call) -> int:
    from app.store.keeping import asking

    with _source(call) as db:
        found = asking.tables(db)
    call.give(dict(found))
    for name, n in found:
        call.line(f"  {name:<24} {n:>10,}")
    return 0


def _query(call: Call) -> int:
    from app.store.keeping import asking

    with _source(call) as db:
        names, rows = asking.query(db, call.args.sql)
    if call.args.csv:
        sys.stdout.write(asking.as_csv(names, rows))
    elif call.args.json:
        call.give([dict(zip(names, map(_plain, row), strict=True)) for row in rows])
    else:
        call.line("\t".join(names))
        for row in rows:
            call.line("\t".join(str(_plain(one)) for one in row))
    return 0


def _export(call: Call) -> int:
    from app.store.keeping import asking

    with _source(call) as db:
        names, rows = asking.query(db, asking.all_of(db, call.args.table))
    try:
        call.args.file.write_text(asking.as_csv(names, rows), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise Unavailable("file", "unwritable", path=str(call.args.file)) from error
    call.give({"rows": len(rows)})
    call.say("cli.data.exported", n=len(rows), path=str(call.args.file))
    return 0


def _import(call: Call) -> int:
    from app.store.keeping import asking

    try:
        text = call.args.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable("file", "unreadable", path=str(call.args.file)) from error
    with asking.copy(call.args.into, change=True) as db:
        n = asking.take_csv(db, call.args.table, text)
    call.give({"rows": n})
    call.say("cli.data.imported", n=n, table=call.args.table)
    return 0


def _source(call: Call) -> AbstractContextManager[Any]:
    """A plain copy that was named, else the till's own file, to be read only."""
    from app.store.keeping import asking

    return asking.copy(call.args.source) if call.args.source else asking.live(*_file(call))


def _file(call: Call) -> tuple[Path, bytes | None]:
    from app.store.file.connect import is_plain
    from app.usecases.keeping.places import of_machine
    from app.usecases.keeping.restore import key_of

    path = call.settings.database
    if not path.exists():
        raise Unavailable("database", "missing", path=str(path))
    sealed = is_plain(path) is False
    return path, key_of(call.settings, sealed, of_machine(call.settings).till)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, str | int) or value is None:
        return value
    return json.dumps(value)
