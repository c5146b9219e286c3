"""`shuke doctor`: how the till is, each fault with its next step; a bundle for whoever helps."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.proof import Add
from app.words import Words

if TYPE_CHECKING:
    from app.cli.main import Call
    from app.usecases.health.doctor import Finding

MARKS = {"ok": "+", "info": "i", "warning": "!", "danger": "X"}


def announce(add: Add, words: Words) -> None:
    """Its arguments."""
    one = add("doctor", doctor, words("cli.doctor"))
    one.add_argument("--bundle", type=Path, metavar="FILE.zip", help=words("cli.doctor.bundle"))


def doctor(call: Call) -> int:
    """0 when nothing is grave; works with a till that does not open, and beside one that sells."""
    from app.clock import SystemClock
    from app.reports.doctor_words import next_step, sentence
    from app.usecases.health.doctor import examine, worst

    now_ms = SystemClock().now_ms()
    found = examine(call.settings, now_ms)
    call.give([_facts(one) for one in found])
    for one in found:
        call.line(f"{MARKS[one.level]} {sentence(one.code, one.facts, call.words)}")
        if one.level != "ok":
            call.line(f"    {next_step(one.code, one.facts, call.words)}")
    if call.args.bundle is not None:
        _bundle(call, now_ms)
        call.say("cli.doctor.bundled", path=str(call.args.bundle))
    return 1 if worst(found) == "danger" else 0


def _bundle(call: Call, now_ms: int) -> None:
    """With the devices where the till opens, without them where it does not."""
    from app import bootstrap
    from app.domain.errors import Unavailable
    from app.usecases.health.diagnosis import bundle

    try:
        till = bootstrap.look_into(call.settings)
    except Unavailable:
        bundle(call.settings, call.args.bundle, now_ms)
        return
    try:
        bundle(call.settings, call.args.bundle, now_ms, till.services)
    finally:
        till.close()


def _facts(one: Finding) -> dict[str, object]:
    return asdict(one) | {"facts": dict(one.facts)}
