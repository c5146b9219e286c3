"""`shuke backup`, `shuke restore`, `shuke keys`: a copy now, a copy back, and what opens it."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.proof import Add
from app.domain.errors import Refused
from app.words import Words

if TYPE_CHECKING:
    from app.cli.main import Call
    from app.usecases.keeping.restore import Preview
    from app.usecases.keeping.shelf import Backup

ASKED_OF = "SHUKE_PASSPHRASE"  # the environment, for scripts; a person is asked


def announce(add: Add, words: Words) -> None:
    """Their arguments."""
    backup_ = add("backup", backup, words("cli.backup"))
    backup_.add_argument("--to", metavar="FOLDER", help=words("cli.backup.to"))
    restore_ = add("restore", restore, words("cli.restore"))
    restore_.add_argument("copy", type=Path, nargs="?", help=words("cli.restore.copy"))
    restore_.add_argument("--drill", action="store_true", help=words("cli.restore.drill"))
    restore_.add_argument("--apply", action="store_true", help=words("cli.restore.apply"))
    restore_.add_argument("--lose", type=int, default=-1, help=words("cli.restore.lose"))
    restore_.add_argument("--receipt", default="", help=words("cli.restore.receipt"))
    keys_ = add("keys", keys, words("cli.keys"))
    keys_.add_argument("--save", type=Path, metavar="FILE", help=words("cli.keys.save"))
    keys_.add_argument("--put", type=Path, metavar="FILE", help=words("cli.keys.put"))


def backup(call: Call) -> int:
    """`shuke backup [--to FOLDER]`: may run beside a till that sells."""
    from app import bootstrap
    from app.usecases.keeping import places
    from app.usecases.keeping.backup import back_up

    till = bootstrap.look_into(call.settings)
    try:
        s = till.services
        if call.args.to is not None:
            places.choose(s, call.args.to)
            call.say("cli.backup.chosen", path=call.args.to)
        made = back_up(s).value
        zone = _zone(till)
    finally:
        till.close()
    call.give(asdict(made))
    call.say("cli.backup.done", path=str(made.path), n=made.docs)
    call.say("cli.backup.until", at=_moment(made.last_ms, zone, call.words))
    if not made.second:
        call.say("cli.backup.beside")
    return 0


def restore(call: Call) -> int:
    """`shuke restore` lists the copies; with one it says what it would do; `--apply` does it."""
    from app import bootstrap
    from app.usecases.keeping import places, shelf
    from app.usecases.keeping import restore as restoring

    settings = call.settings
    if call.args.copy is None:
        return _list(call, shelf.listed(places.of_machine(settings)))
    copy = shelf.at(call.args.copy)
    if call.args.drill:
        return _drill(call, copy)
    lock = bootstrap.hold(settings)
    try:
        seen = restoring.preview(settings, copy, newest=call.args.receipt)
        _tell(call, seen)
        if not call.args.apply:
            call.give(_facts(seen))
            call.say("cli.restore.dry")
            if seen.lost:
                call.say("cli.restore.how_lose", n=seen.lost)
            if seen.asks:
                call.say("cli.restore.how_receipt")
            return 1
        if seen.lost and call.args.lose != seen.lost:
            raise Refused("restore.lose", n=seen.lost)
        furnish = bootstrap.restorer(settings, copy.till)
        done = restoring.restore(settings, seen, furnish, newest=call.args.receipt)
    finally:
        lock.release()
    call.give({**_facts(seen), "epoch": done.epoch, "held": done.held, "aside": done.aside})
    call.say("cli.restore.done", epoch=done.epoch)
    if done.aside:
        call.say("cli.restore.aside", path=done.aside)
    if done.held:
        call.say("cli.restore.held")
    return 0


def keys(call: Call) -> int:
    """`shuke keys --save FILE` seals them for the owner; `--put FILE` brings them to a machine."""
    from app import bootstrap
    from app.cli.commands import owner
    from app.usecases.keeping import key_bundle

    if call.args.put is not None:
        opened = key_bundle.open_keys(call.args.put, _passphrase(call))
        new = key_bundle.put_keys(call.settings, opened)
        call.give({"tid": opened.tid, "new": list(new)})
        call.say("cli.keys.put_done", n=len(new), tid=opened.tid, shop=opened.shop_name)
        return 0
    if call.args.save is None:
        raise Refused("keys.which")
    till = bootstrap.look_into(call.settings)
    try:
        s = till.services
        key_bundle.seal_keys(s, owner(s), call.args.save, _passphrase(call, twice=True))
    finally:
        till.close()
    call.give({"path": str(call.args.save)})
    call.say("cli.keys.save_done", path=str(call.args.save))
    return 0


def _list(call: Call, copies: tuple[Backup, ...]) -> int:
    call.give([asdict(one) for one in copies])
    if not copies:
        call.say("cli.restore.none")
        return 1
    for one in copies:
        when = _moment(one.at_ms, "", call.words)
        call.say("cli.restore.copy_line", at=when, path=str(one.path), n=one.docs)
    return 0


def _drill(call: Call, copy: Backup) -> int:
    from app import bootstrap
    from app.clock import SystemClock
    from app.usecases.keeping.drill import drill

    clock = SystemClock()
    done = drill(
        *(call.settings, copy, lambda there: bootstrap.restorer(there, copy.till)),
        monotonic_ms=clock.monotonic_ms,
    )
    call.give({"ok": done.ok, "docs": done.docs, "ms": done.took_ms, "rows": done.differences})
    if done.ok:
        call.say("cli.restore.drill_ok", n=done.docs, receipts=done.receipts)
        return 0
    call.say("cli.restore.drill_differs", n=done.differences)
    return 1


def _tell(call: Call, seen: Preview) -> None:
    from app.reports.missing_words import missing_lines

    copy = seen.backup
    call.say(
        "cli.restore.from",
        shop=copy.shop_name,
        at=_moment(copy.last_ms, "", call.words),
        n=copy.docs,
    )
    if seen.missing is not None and seen.missing.docs:
        for line in missing_lines(seen.missing.kinds, seen.missing.money, call.words):
            call.line(f"  {line}")
    if seen.lost:
        call.say("cli.restore.lost", n=seen.lost)
    else:
        call.say("cli.restore.lost_none")
    if seen.stands_broken:
        call.say("cli.restore.broken")
    call.say("cli.restore.epoch", epoch=seen.epoch)


def _facts(seen: Preview) -> dict[str, Any]:
    missing = asdict(seen.missing) if seen.missing else None
    return {
        "copy": str(seen.backup.path),
        "epoch": seen.epoch,
        "lost": seen.lost,
        "asks": seen.asks,
        "missing": missing,
    }


def _passphrase(call: Call, *, twice: bool = False) -> str:
    """From the environment, the terminal, or a line of the input; typed twice when it is new."""
    import getpass

    given = os.environ.get(ASKED_OF)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass(call.words("cli.keys.ask") + " ")
    if twice and getpass.getpass(call.words("cli.keys.ask_again") + " ") != first:
        raise Refused("keys.differ")
    return first


def _zone(till: Any) -> str:
    from app.usecases.shop.settings import load

    return load(till.services).zone


def _moment(at_ms: int, zone: str, words: Words) -> str:
    """On the shop's wall clock where it is known, else on the machine's own."""
    from zoneinfo import ZoneInfo

    from app.words import local

    where = ZoneInfo(zone) if zone else datetime.fromtimestamp(0).astimezone().tzinfo
    assert where is not None
    return words.moment(local(at_ms, where))
