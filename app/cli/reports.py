"""The commands about reports: the owner's day, and any other report, shown or as a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.commands import owner

if TYPE_CHECKING:
    import argparse

    from app.cli.main import Call
    from app.domain.permissions import Operator
    from app.reports.report import Report
    from app.words import Words


def announce(add: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """The commands `day` and `report`, and what they take."""
    one = add("day", day, words("cli.day"))
    one.add_argument("date", nargs="?", default="", help=words("cli.day.date"))
    one.add_argument("file", type=Path, nargs="?", help=words("cli.report.file"))
    any_ = add("report", report, words("cli.report"))
    any_.add_argument("code", nargs="?", default="", help=words("cli.report.code"))
    any_.add_argument("file", type=Path, nargs="?", help=words("cli.report.file"))
    any_.add_argument("--from", dest="first", metavar="DAY", help=words("cli.report.from"))
    any_.add_argument("--until", dest="last", metavar="DAY", help=words("cli.report.until"))
    any_.add_argument("--compare", choices=("before", "last_year"), default="")


def day(call: Call) -> int:
    """`shuke day [DATE] [FILE]`: the owner's day, shown or as a file."""
    from app import bootstrap
    from app.usecases.report.day import day as made

    till = bootstrap.look_into(call.settings)
    try:
        s = till.services
        who = owner(s)
        return _give(call, who, made(s, who, call.args.date))
    finally:
        till.close()


def report(call: Call) -> int:
    """`shuke report CODE [FILE] --from DAY --until DAY`; without a code, which there are."""
    from app import bootstrap
    from app.reports.period import between
    from app.usecases.report.catalogue import REPORTS, make

    if not call.args.code:
        call.give([one.code for one in REPORTS])
        for one in REPORTS:
            call.line(f"  {one.code:<18} {call.words(f'report.about.{one.code}')}")
        return 0
    till = bootstrap.look_into(call.settings)
    try:
        s = till.services
        last = call.args.last or call.args.first or _today(s)
        period = between(call.args.first or last, last)
        code = _code(call.args.code, [one.code for one in REPORTS])
        who = owner(s)
        made = make(s, who, code, period, call.args.compare, tell=_tell(call))
        return _give(call, who, made)
    finally:
        till.close()


def _today(s: Any) -> str:
    from app.usecases.report.today import today

    return today(s, owner(s)).bd


def _code(said: str, known: list[str]) -> str:
    """`hour` is `sales.hour`, `abc` is `items.abc`."""
    return next((one for one in known if said in (one, one.partition(".")[2])), said)


def _tell(call: Call) -> Callable[[int, int], bool] | None:
    """How far it is, on a terminal."""
    if call.args.json or not sys.stderr.isatty():
        return None

    def tell(done: int, steps: int) -> bool:
        print(f"\r{done}/{steps}", end="\r", file=sys.stderr, flush=True)
        return True

    return tell


def _give(call: Call, who: Operator, made: Report) -> int:
    from app.reports.text import full
    from app.usecases.report.export import save

    call.give(_plain(made, call.words))
    if call.args.file is None:
        call.line(full(made, call.words.lang).rstrip("\n"))
        return 0
    save(who, made, call.args.file, call.words.lang)
    call.say("cli.report.saved", path=str(call.args.file))
    return 0


def _plain(value: Any, words: Words) -> Any:
    """The report as JSON: numbers as they are, texts in the language that was asked for."""
    from app.reports.report import Named, Term, say

    if isinstance(value, Term | Named):
        return say(value, words)
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in fields(value)]
        return {name: _plain(getattr(value, name), words) for name in names}
    if isinstance(value, tuple | list):
        return [_plain(one, words) for one in value]
    return value
