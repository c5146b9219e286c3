"""`shuke practice`: seven devices and two gateways to set a till up with, to break and to mend."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.main import Call
from app.domain.errors import Refused
from app.words import Words

if TYPE_CHECKING:
    from app.peripherals.practice import Practice

FOLDER = "practice"
PORT = 9100
Add = Callable[..., argparse.ArgumentParser]


def announce(add: Add, words: Words) -> None:
    """Tell the command line of it."""
    one = add("practice", practice, words("cli.practice"))
    one.add_argument("--port", type=int, default=PORT, help=words("cli.practice.port"))
    one.add_argument("--folder", type=Path, help=words("cli.practice.folder"))


def practice(call: Call) -> int:
    """Offer the devices, then do what is typed: until `quit` or the end of what is typed."""
    from app.clock import SystemClock
    from app.peripherals.practice import Practice
    from app.settings import RESOURCES

    folder = call.args.folder or call.settings.data_dir.with_name(FOLDER)
    devices = Practice(folder, SystemClock().now_ms, RESOURCES, first_port=call.args.port)
    try:
        _show(call, devices)
        call.say("cli.practice.how", folder=str(folder))
        call.say("cli.practice.help")
        for line in sys.stdin:
            if not _obey(call, devices, line):
                break
    finally:
        devices.close()
    return 0


def _obey(call: Call, devices: Practice, line: str) -> bool:
    """One line; False ends it. What is wrong with it is said, and nothing ends."""
    try:
        words = shlex.split(line)
    except ValueError:
        words = ["?"]
    if not words:
        return True
    first, rest = words[0], words[1:]
    try:
        if first == "quit":
            return False
        if first == "list":
            _show(call, devices)
        elif first in ("break", "mend") and rest:
            if first == "break":
                devices.strike(rest[0], rest[1] if len(rest) > 1 else "")
            else:
                devices.mend(rest[0])
            call.say("cli.practice.done", name=rest[0], seen=first)
        elif rest:
            value = " ".join(rest[1:])
            call.say("cli.practice.done", name=first, seen=devices.do(first, rest[0], value))
        else:
            call.say("cli.practice.help")
    except Refused as refused:
        call.line(call.words.error(refused))
    sys.stdout.flush()
    return True


def _show(call: Call, devices: Practice) -> None:
    rows = devices.listed()
    names, forms = ("name", "driver", "way", "address", "broken"), devices.forms()
    call.give([{**dict(zip(names, row, strict=True)), **forms.get(row[0], {})} for row in rows])
    for name, driver, way, address, broken in rows:
        call.line(f"  {name:<14} {driver:<18} {way:<8} {address}  {broken}".rstrip())
    for name, form in forms.items():
        call.say("cli.practice.form", name=name, way=call.words("device.way.web"))
        for setting, value in form.items():
            said = call.words("device.value.no") if setting == "tls" else value
            call.line(f"    {call.words(f'device.option.{setting}')}: {said}")
    sys.stdout.flush()
