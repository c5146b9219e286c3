"""What may be done beside an open till: list, search, log. Nothing is sent to a used port."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.domain.errors import Unavailable

if TYPE_CHECKING:
    from app.cli.main import Call


def list_(call: Call) -> int:
    """Each device, how it is reached, and how it was when the till last said so."""
    from app.peripherals.chosen import ChosenDevices
    from app.words import local

    found = ChosenDevices(call.settings.data_dir)
    zone = _zone(call)
    newest = {note.name: note for note in found.workshop().diary()}
    rows = []
    for one in found.states():
        note = newest.get(one.name)
        last = asdict(note) if note else None
        rows.append({**asdict(one), "driver": found.choice(one.name).driver, "last": last})
        way = call.words(f"device.way.{one.model}") if one.model else ""
        said = ""
        if note is not None and one.model != "none":
            at = call.words.moment(local(note.at_ms, zone))
            said = call.words("cli.devices.last", state=_state(call, note.what, note.reason), at=at)
        call.line(f"  {one.name:<16} {way:<12} {said}".rstrip())
    call.give(rows)
    return 0


def find(call: Call) -> int:
    """What is plugged in; network printers only at `--address`."""
    from app.peripherals.chosen import ChosenDevices
    from app.usecases.device.workshop import SOURCES

    found = ChosenDevices(call.settings.data_dir).workshop().find(SOURCES, call.args.address)
    call.give(asdict(found))
    words = call.words
    for one in found.finds:
        said = ", ".join(dict.fromkeys(words(f"shell.device.{p.kind}") for p in one.proposals))
        if one.taken:
            said = words("wizard.find.taken", device=words.device(one.taken))
        settings = " ".join(f"{name}={value}" for name, value in one.choice.settings)
        call.line(f"  {one.title}  [{one.choice.way} {settings}]  {said}")
    for trouble in found.troubles:
        source = words(f"wizard.source.{trouble.source}")
        why = words(f"device.reason.{trouble.reason}")
        call.say("wizard.find.trouble", source=source, why=why)
    if not found.finds:
        call.say("cli.devices.nothing")
    return 0


def log(call: Call) -> int:
    """States and jobs of a device, the newest first; of every device where none is named."""
    from app import bootstrap
    from app.usecases.device.log import log as log_of
    from app.words import local

    till = bootstrap.look_into(call.settings)
    try:
        notes = log_of(till.services, call.args.name)
    finally:
        till.close()
    zone = _zone(call)
    call.give([asdict(one) for one in notes])
    for one in notes:
        at = call.words.moment(local(one.at_ms, zone))
        whose = "" if call.args.name else f"{one.name:<16} "
        job = f" {one.job}" if one.job else ""
        call.line(f"  {at}  {whose}{_state(call, one.what, one.reason)}{job}")
    if not notes:
        call.say("devices.one.no_log")
    return 0


def _zone(call: Call) -> tzinfo:
    """The shop's; UTC where its file cannot be read."""
    from app import bootstrap
    from app.usecases.shop import settings

    try:
        till = bootstrap.look_into(call.settings)
    except Unavailable:
        return UTC
    try:
        return ZoneInfo(settings.load(till.services).zone)
    finally:
        till.close()


def _state(call: Call, what: str, reason: str) -> str:
    words = call.words
    said = words(f"devices.log.{what}") if f"devices.log.{what}" in words else what
    key = f"device.reason.{reason}"
    return f"{said}: {words(key)}" if reason and key in words else said
