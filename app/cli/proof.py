"""The journal proved on the command line: verified, exported, held against slips of paper."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import Unavailable
from app.words import Words

if TYPE_CHECKING:
    from app.cli.main import Call, Command
    from app.usecases.proof.slips import SlipCheck


class Add(Protocol):
    """How a command is announced."""

    def __call__(self, name: str, run: Command, text: str) -> ArgumentParser:
        """The command's own parser."""
        ...


def announce(add: Add, words: Words) -> None:
    """`verify` and `export-journal`."""
    check = add("verify", verify, words("cli.verify"))
    check.add_argument("--hashes", action="store_true", help=words("cli.verify.hashes"))
    check.add_argument("--slip", action="append", default=[], help=words("cli.verify.slip"))
    out = add("export-journal", export, words("cli.export_journal"))
    out.add_argument("folder", type=Path, help=words("cli.export_journal.folder"))


def verify(call: Call) -> int:
    """`shuke verify`: 0 when every document is as it was written, and each slip agrees with it."""
    from app import bootstrap
    from app.usecases.health.verify import verify_journal
    from app.usecases.proof.slips import check_slip

    known = bootstrap.known_key(call.settings)
    till = bootstrap.look_into(call.settings)
    try:
        found = verify_journal(till.services, signed=not call.args.hashes, known_key=known)
        slips = [check_slip(till.services, text) for text in call.args.slip]
    finally:
        till.close()
    agree = all(one.ok for one in slips)
    told = [asdict(one) | {"ok": one.ok} for one in slips]
    call.give(asdict(found) | {"ok": found.ok and agree, "slips": told})
    if found.ok:
        call.say("cli.verify.ok", n=found.docs)
    else:
        reason = call.words(f"cli.verify.reason.{found.reason}")
        call.say("cli.verify.bad", seq=str(found.first_bad), epoch=found.epoch, reason=reason)
    if found.missing:
        call.say("cli.verify.missing", numbers=", ".join(map(str, found.missing[:20])))
    for one in slips:
        _say_slip(call, one)
    return 0 if found.ok and agree else 1


def _say_slip(call: Call, one: SlipCheck) -> None:
    place = f"{one.tid}.{one.epoch}.{one.seq}"
    call.say(f"proof.slip.{one.reason or 'ok'}", place=place)


def export(call: Call) -> int:
    """`shuke export-journal FOLDER`: also beside an open till; it then stands in no document."""
    from app import bootstrap
    from app.cli.commands import owner
    from app.usecases.proof import export_journal as proof

    till = bootstrap.look_into(call.settings)
    try:
        made = proof.export_journal(till.services, call.args.folder)
    finally:
        till.close()
    try:
        till = bootstrap.open_till(call.settings)
    except Unavailable:
        noted = False
    else:
        try:
            proof.note(till.services, owner(till.services), made)
            noted = True
        finally:
            till.close()
    call.give(asdict(made) | {"folder": str(made.folder), "noted": noted})
    call.say("cli.export_journal.done", n=made.docs, path=str(made.folder))
    return 0
