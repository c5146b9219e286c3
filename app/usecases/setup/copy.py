"""A till's device set-up as a file for the next till: devices, keys, screen; never a secret.

What cannot be here (a port that this machine lacks, a driver it cannot load) is said one by one
and left out; everything else is taken. Keys of payment services stay where they are: their files
are named, so that whoever sets the next till up knows what to bring.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.domain.errors import Refused, Unavailable
from app.domain.permissions import Operator, Permission, require
from app.settings import Settings, fits
from app.settings import save as save_settings
from app.usecases.outcome import Changes, Outcome
from app.usecases.ports import DeviceChoice
from app.usecases.services import Services

FORMAT = 1
ENDING = ".shuke-devices.json"
PROFILES = "profiles"
MOST_BYTES = 1_000_000
MOST_PROFILE = 20_000  # letters
CARRIED = ("theme", "scale", "language", "full_screen", "sounds", "keys_preset", "keys", "kiosk")
_SECRET = re.compile(r"(secret|password|token|api_key|private_key)$")
_MOST_NAME = 400  # letters of a path or a pattern; a key without its frame has more
_PROFILE = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a file says. `secrets` are (device, setting) that were left out of it."""

    devices: tuple[tuple[str, DeviceChoice], ...]
    machine: tuple[tuple[str, str | int | bool], ...] = ()
    profiles: tuple[tuple[str, str], ...] = ()
    made_at_ms: int = 0
    till: str = ""
    secrets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of it: devices set up, (device, why not) left out, secrets to bring by hand."""

    devices: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    secrets: tuple[tuple[str, str], ...] = ()
    restart: bool = False


def export(s: Services, settings: Settings, path: Path, till: str) -> SetUp:
    """Write the file. Report thread. Unavailable `file.unwritable` (path)."""
    made = gather(s, settings, till)
    raw = {
        "shuke_devices": FORMAT,
        "made_at_ms": made.made_at_ms,
        "till": made.till,
        "devices": {name: asdict(choice) for name, choice in made.devices},
        "machine": dict(made.machine),
        "profiles": dict(made.profiles),
        "secrets": [list(one) for one in made.secrets],
    }
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(raw, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise Unavailable("file", "unwritable", path=str(path)) from error
    return made


def gather(s: Services, settings: Settings, till: str) -> SetUp:
    """This till's set-up, without what is secret."""
    devices, secrets = [], []
    for name in s.devices.names():
        choice = s.devices.choice(name)
        if choice.way == "none":
            continue
        secrets += [(name, key) for key, value in choice.settings if value and secret(key, value)]
        plain = tuple((key, value) for key, value in choice.settings if not secret(key, value))
        kept = DeviceChoice(choice.way, plain, choice.driver, choice.stands_in_for)
        devices.append((name, kept))
    machine = tuple((name, getattr(settings, name)) for name in CARRIED)
    return SetUp(
        tuple(devices),
        machine,
        tuple(_own_profiles(settings.data_dir)),
        s.clock.now_ms(),
        till,
        tuple(secrets),
    )


def secret(key: str, value: str | int | bool) -> bool:
    """Whether a setting stays on this machine: by its name, or because somebody put a key itself
    where its file's name belongs, or a password into an address."""
    said = str(value)
    return (
        bool(_SECRET.search(key)) or "-----BEGIN" in said or "@" in said or len(said) > _MOST_NAME
    )


def read(path: Path) -> SetUp:
    """What a file says. Refused `setup.unreadable`, `.newer`; Unavailable `file.unreadable`."""
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable("file", "unreadable", path=str(path)) from error
    try:
        raw = json.loads(text) if len(text) <= MOST_BYTES else None
        if not isinstance(raw, dict) or not isinstance(raw.get("shuke_devices"), int):
            raise Refused("setup.unreadable")
        if raw["shuke_devices"] > FORMAT:
            raise Refused("setup.newer")
        devices = tuple((str(name), _choice(one)) for name, one in raw["devices"].items())
        profiles = dict(raw.get("profiles", {})).items()
        json.dumps(raw, ensure_ascii=False).encode()  # halves of letters: no file could keep them
        return SetUp(
            devices,
            _machine(raw.get("machine", {})),
            tuple((n, t) for n, t in profiles if _is_profile(n, t)),
            int(raw.get("made_at_ms", 0)),
            str(raw.get("till", ""))[:80],
            tuple((str(a), str(b)) for a, b in raw.get("secrets", [])),
        )
    except (ArithmeticError, LookupError, RecursionError) as error:
        raise Refused("setup.unreadable") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise Refused("setup.unreadable") from error


def take(s: Services, operator: Operator, settings: Settings, made: SetUp) -> Outcome[Taken]:
    """Set this till up like that: what it says is done, what it does not say stays. Writer thread.

    Refused `permission.missing`.
    """
    require(operator, Permission.DEVICES)
    _keep_profiles(settings.data_dir, made.profiles)
    done, left_out = [], []
    for name, choice in sorted(made.devices, key=lambda one: bool(one[1].stands_in_for)):
        try:
            s.devices.configure(name, choice)
            done.append(name)
        except Refused as refused:
            left_out.append((name, str(refused.facts.get("name", refused.code))))
    changed: dict[str, Any] = {
        name: value for name, value in made.machine if getattr(settings, name) != value
    }
    if changed:
        save_settings(settings, **changed)
    return Outcome(
        Taken(tuple(done), tuple(left_out), made.secrets, bool(changed)), Changes(settings=True)
    )


def _choice(raw: Mapping[str, Any]) -> DeviceChoice:
    pairs = tuple((str(name), value) for name, value in raw.get("settings", ()))
    if not all(isinstance(value, str | int) for _, value in pairs):
        raise Refused("setup.unreadable")
    return DeviceChoice(
        str(raw["way"]), pairs, str(raw.get("driver", "")), str(raw.get("stands_in_for", ""))
    )


def _machine(raw: Mapping[str, Any]) -> tuple[tuple[str, str | int | bool], ...]:
    """Only settings that are carried, and what they may be: the others stay as they are here."""
    there = tuple((name, raw[name]) for name in CARRIED if name in raw)
    return tuple((name, value) for name, value in there if fits(name, value, _like(name)))


def _like(name: str) -> object:
    return getattr(_PLAIN, name)


def _is_profile(name: object, text: object) -> bool:
    """A printer model's name and its data, which the driver reads when a device wants it."""
    if not (isinstance(name, str) and isinstance(text, str) and _PROFILE.fullmatch(name)):
        return False
    try:
        return len(text) <= MOST_PROFILE and bool(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return False


_PLAIN = Settings(data_dir=Path("."), settings_dir=Path("."))


def _own_profiles(data: Path) -> list[tuple[str, str]]:
    """Printer models that were learned here (the wizard's), as files."""
    found = []
    for path in sorted(data.joinpath(PROFILES).glob("*.toml")):
        try:
            found.append((path.stem, path.read_text(encoding="utf-8")))
        except (OSError, UnicodeDecodeError):
            continue
    return found


def _keep_profiles(data: Path, profiles: tuple[tuple[str, str], ...]) -> None:
    folder = data.joinpath(PROFILES)
    try:
        for name, text in profiles:
            folder.mkdir(exist_ok=True)
            fresh = folder.joinpath(f"{name}.toml.new")
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(folder.joinpath(f"{name}.toml"))  # never through a link to elsewhere
    except OSError as error:
        raise Unavailable("file", "unwritable", path=str(folder)) from error
