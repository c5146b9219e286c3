"""Their arguments; who may touch a wire while the till is open, and who may only look."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.domain.errors import Refused, Unavailable
from app.words import Words

if TYPE_CHECKING:
    from app.bootstrap import Till
    from app.cli.main import Call

Add = Callable[..., argparse.ArgumentParser]
DEEDS = ("list", "find", "test", "learn", "log")
NAMED = ("test", "learn")


def announce(add: Add, words: Words) -> None:
    """Tell the command line of it."""
    one = add("devices", devices, words("cli.devices"))
    one.add_argument("deed", nargs="?", choices=DEEDS, default="list", help=words("cli.devices.do"))
    one.add_argument("name", nargs="?", default="", help=words("cli.devices.name"))
    one.add_argument("--address", default="", help=words("cli.devices.address"))
    one.add_argument("--way", default="", help=words("cli.devices.way"))
    one.add_argument("--driver", default="", help=words("cli.devices.driver"))
    one.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")


def devices(call: Call) -> int:
    """0 done or found; 1 it did not work; 2 refused."""
    from app.cli.devices import learning, looking, trying

    deed = call.args.deed
    if deed in NAMED or call.args.name:
        known(call.args.name)
    deeds = {
        "list": looking.list_,
        "find": looking.find,
        "log": looking.log,
        "test": trying.test,
        "learn": learning.learn,
    }
    done: int = deeds[deed](call)
    return done


def known(name: str) -> None:
    """Refused `device.unknown` for what names no device."""
    from app.peripherals.choices import KINDS, kind_of

    if not kind_of(name):
        raise Refused("device.unknown", name=name or "-", names=" ".join(KINDS))


@contextmanager
def alone(call: Call) -> Iterator[Till]:
    """The till's folder for us alone: two programs at one port would both fail.

    Refused `device.till_open` while the till runs: its Devices page can do the same.
    """
    from app import bootstrap

    try:
        till = bootstrap.open_till(call.settings)
    except Unavailable as trouble:
        if (trouble.what, trouble.reason) == ("folder", "in_use"):
            raise Refused("device.till_open") from trouble
        raise
    try:
        yield till
    finally:
        till.close()
