"""`shuke`: the operator's command line. No Qt; every sentence in the language of `--language`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from app import settings as settings_of
from app.domain.errors import Refused, Unavailable
from app.settings import Settings
from app.words import LANGUAGES, Words

FAILED, REFUSED, UNAVAILABLE, STOPPED = 1, 2, 3, 130


@dataclass(frozen=True, slots=True)
class Call:
    """One command as it was called: its arguments, this machine's settings, the words."""

    args: argparse.Namespace
    settings: Settings
    words: Words

    def say(self, key: str, /, **facts: str | int) -> None:
        """A sentence on the terminal; nothing with `--json`."""
        if not self.args.json:
            print(self.words(key, **facts))

    def line(self, text: str) -> None:
        """A line that is no sentence; nothing with `--json`."""
        if not self.args.json:
            print(text)

    def give(self, facts: Any) -> None:
        """What a program reads; only with `--json`."""
        if self.args.json:
            print(json.dumps(facts, ensure_ascii=False, indent=2))


Command = Callable[[Call], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0 done, 1 found wrong, 2 refused, 3 the world is in the way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no Han still gets figures
    language = _language(list(sys.argv[1:] if argv is None else argv))
    words = Words(language)
    args = _parser(words).parse_args(argv)
    try:
        settings = settings_of.load(args.data, args.settings)
        return int(args.run(Call(args, settings, words)))
    except Refused as error:
        print(words.error(error), file=sys.stderr)
        return REFUSED
    except Unavailable as error:
        print(words.error(error), file=sys.stderr)
        return UNAVAILABLE
    except BrokenPipeError:  # `shuke export | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return STOPPED


def _language(argv: list[str]) -> str:
    """The language to speak, known before the arguments are read: help is a text too."""
    if "--language" in argv[:-1]:
        asked = argv[argv.index("--language") + 1]
        if asked in LANGUAGES:
            return asked
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return "zh_CN" if spoken.startswith("zh") else "en"


def _parser(words: Words) -> argparse.ArgumentParser:
    from app.cli import (
        cases,
        closing,
        commands,
        keeping,
        members,
        members_money,
        practice,
        proof,
        reports,
    )
    from app.cli.devices import commands as devices

    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument("--data", type=Path, help=words("cli.data"))
    everywhere.add_argument("--settings", type=Path, help=words("cli.settings"))
    everywhere.add_argument("--language", choices=LANGUAGES, help=words("cli.language"))
    everywhere.add_argument("--json", action="store_true", help=words("cli.json"))
    parser = argparse.ArgumentParser(prog="shuke", description=words("cli.about"))
    chosen = parser.add_subparsers(dest="command", required=True, metavar=words("cli.command"))

    def add(name: str, run: Command, text: str) -> argparse.ArgumentParser:
        one = chosen.add_parser(name, help=text, description=text, parents=[everywhere])
        one.set_defaults(run=run)
        return one

    demo = add("demo", commands.demo, words("cli.demo"))
    demo.add_argument("--reset", action="store_true", help=words("cli.demo.reset"))
    play = add("play", commands.play, words("cli.play"))
    play.add_argument("story", type=Path, nargs="+", help=words("cli.play.story"))
    proof.announce(add, words)
    keeping.announce(add, words)
    cases.announce(add, words)
    rebuild = add("rebuild", commands.rebuild, words("cli.rebuild"))
    rebuild.add_argument("--check", action="store_true", help=words("cli.rebuild.check"))
    take = add("import", commands.import_, words("cli.import"))
    take.add_argument("file", type=Path, help=words("cli.import.file"))
    take.add_argument("--apply", action="store_true", help=words("cli.import.apply"))
    take.add_argument("--department", default="", help=words("cli.import.department"))
    take.add_argument("--new-departments", action="store_true", help=words("cli.import.new"))
    give = add("export", commands.export, words("cli.export"))
    give.add_argument("file", type=Path, nargs="?", help=words("cli.export.file"))
    people = add("import-members", members.import_members, words("cli.import_members"))
    people.add_argument("file", type=Path, help=words("cli.import_members.file"))
    people.add_argument("--apply", action="store_true", help=words("cli.import.apply"))
    back = add("undo-import", commands.undo_import, words("cli.undo_import"))
    back.add_argument("--apply", action="store_true", help=words("cli.import.apply"))
    night = add("nightly", members_money.nightly, words("cli.nightly"))
    night.add_argument("--anyway", action="store_true", help=words("cli.nightly.anyway"))
    told = add("statement", members_money.statement, words("cli.statement"))
    told.add_argument("member", help=words("cli.statement.member"))
    told.add_argument("file", type=Path, nargs="?", help=words("cli.statement.file"))
    told.add_argument("--from", dest="first", metavar="DAY", help=words("cli.statement.from"))
    told.add_argument("--until", dest="last", metavar="DAY", help=words("cli.statement.until"))
    reports.announce(add, words)
    add("x", commands.x_report, words("cli.x"))
    closing.announce(add, words)
    add("health", commands.health, words("cli.health"))
    devices.announce(add, words)
    practice.announce(add, words)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
