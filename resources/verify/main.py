"""The command: reads, checks, reports."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import zlib
from pathlib import Path
from typing import Any

from .journal import Journal
from .sources import anchors_of, open_source, slip
from .words import WORDS


def report(journal: Journal, path: Path, lang: int) -> str:
    """What was found, in plain words."""

    def say(key: str, /, **facts: Any) -> str:
        return WORDS[key][lang].format(**facts)

    place = {"tid": journal.tid, "epoch": journal.epoch, "seq": journal.seq}
    head = journal.prev.hex()[:16]
    lines = [say("title"), say("source", path=path)]
    lines.append(say("counted", docs=journal.docs, head=head, **place))
    lines.append(say("fast") if journal.fast else say("slow", signed=journal.signed))
    lines.append(say("signer", key=journal.key.hex()[:16]))
    lines += [say("agrees", name=one.name) for one in journal.agreed]
    lines += [
        say("at", epoch=one.epoch, seq=one.seq, what=say(one.code, **one.facts))
        for one in journal.found
    ]
    lines.append(say("bad", n=journal.bad) if journal.bad else say("ok"))
    if not journal.bad and not journal.agreed:
        lines.append(say("limits"))
    return "\n".join(lines) + "\n"


def main(argv: list[str] | None = None) -> int:
    """0 whole, 1 something is wrong, 2 it could not be checked."""
    args = _arguments(argv)
    lang = 0 if args.lang == "zh" else 1
    try:
        known = [slip(text) for text in args.slip]
    except ValueError as error:
        return _fail(WORDS["no_slip"][lang].format(text=error))
    try:
        for file in args.anchors:
            known += anchors_of(file)
        docs, head, key = open_source(args.path)
        key = bytes.fromhex(args.key or key)
        journal = Journal(known_key=key, anchors=known, slow=args.slow)
        journal.read(docs)
        journal.end(head)
    except FileNotFoundError as error:
        return _fail(WORDS["gone"][lang].format(path=error))
    except PermissionError:
        return _fail(WORDS["locked"][lang])
    except (sqlite3.Error, zlib.error, OSError, EOFError, LookupError, ValueError, TypeError) as e:
        return _fail(WORDS["broken"][lang].format(why=e))
    text = report(journal, args.path, lang)
    if args.json:
        found = [one._asdict() for one in journal.found]
        text = json.dumps({"ok": not journal.bad, "documents": journal.docs, "found": found}) + "\n"
    sys.stdout.write(text)
    if args.report:
        args.report.write_text(text, encoding="utf-8")
    return 1 if journal.bad else 0


def _fail(text: str) -> int:
    sys.stderr.write(text + "\n")
    return 2


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Verifies a Shuke journal without Shuke.")
    parser.add_argument("path", type=Path, help="an export, a till's folder, or a backup")
    parser.add_argument("--slip", action="append", default=[], help="QR of a receipt or a Z")
    parser.add_argument("--anchors", action="append", type=Path, default=[], help="older notes")
    parser.add_argument("--key", default="", help="the till's public key, if you know it (hex)")
    parser.add_argument("--lang", choices=("zh", "en"), default="en")
    parser.add_argument("--report", type=Path, help="write the report to this file too")
    parser.add_argument("--slow", action="store_true", help="as if cryptography were missing")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace", encoding="utf-8")
    raise SystemExit(main())
