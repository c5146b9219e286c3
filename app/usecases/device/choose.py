"""Says how the receipt printer is reached. Belongs to this machine, not to the journal: a till that
gets another printer is the same till.
"""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.usecases.device.look import PRINTER
from app.usecases.outcome import Changes, Outcome
from app.usecases.ports import DeviceChoice
from app.usecases.services import Services


def choose_printer(s: Services, operator: Operator, wanted: DeviceChoice) -> Outcome[DeviceChoice]:
    """The choice as it is kept; in force at once. Writer thread.

    Refused: `permission.missing`, `device.setting` (name: host, port, baud, path, way).
    """
    require(operator, Permission.DEVICES)
    kept = DeviceChoice(wanted.way, _checked(wanted))
    s.devices.configure(PRINTER, kept)
    return Outcome(kept, Changes(settings=True))


def _checked(wanted: DeviceChoice) -> tuple[tuple[str, str | int | bool], ...]:
    given = dict(wanted.settings)
    if wanted.way == "tcp":
        host = _text(given, "host")
        return ("host", host), ("port", _number(given, "port", low=1, high=65535))
    if wanted.way == "serial":
        port = _text(given, "port")
        return ("port", port), ("baud", _number(given, "baud", low=300, high=921_600))
    if wanted.way == "file":
        return (("path", _text(given, "path")),)
    if wanted.way in ("none", "fake"):
        return ()
    raise Refused("device.setting", name="way")


def _text(given: dict[str, str | int | bool], name: str) -> str:
    text = str(given.get(name, "")).strip()
    if not text or not text.isprintable() or len(text) > 200:
        raise Refused("device.setting", name=name)
    return text


def _number(given: dict[str, str | int | bool], name: str, *, low: int, high: int) -> int:
    text = str(given.get(name, "")).strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and low <= int(text) <= high):
        raise Refused("device.setting", name=name)
    return int(text)
