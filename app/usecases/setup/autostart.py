"""The till starts with the machine: the desktop's own way, a file that anybody can look at."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path

from app.domain.errors import Unavailable
from app.domain.permissions import Operator, Permission, require
from app.settings import Settings

NAME = "shuke.desktop"
_LINES = (
    "[Desktop Entry]",
    "Type=Application",
    "Name=Shuke 熟客",
    "Exec={command}",
    "X-GNOME-Autostart-enabled=true",
    "",
)


def place(environment: Mapping[str, str] | None = None) -> Path:
    """Where the desktop looks for what it starts by itself."""
    found = os.environ if environment is None else environment
    config = found.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config) / "autostart" / NAME


def command(settings: Settings) -> str:
    """What is started: this very program on this very folder."""
    program = Path(sys.executable).with_name("shuke-till")
    parts = [str(program)] if program.exists() else [sys.executable, "-m", "ui.main"]
    return shlex.join([*parts, "--data", str(settings.data_dir)])


def is_on(settings: Settings, at: Path | None = None) -> bool:
    """Whether this folder's till starts with the machine."""
    try:
        said = (at or place()).read_text(encoding="utf-8")
    except OSError:
        return False
    return f"Exec={_escaped(command(settings))}" in said


def turn(operator: Operator, settings: Settings, *, on: bool, at: Path | None = None) -> bool:
    """Whether it starts with the machine from now on. Report thread.

    Refused `permission.missing`; Unavailable `file.unwritable` (path).
    """
    require(operator, Permission.SETTINGS_EDIT)
    path = at or place()
    try:
        if on:
            path.parent.mkdir(parents=True, exist_ok=True)
            text = "\n".join(_LINES).format(command=_escaped(command(settings)))
            path.write_text(text, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise Unavailable("file", "unwritable", path=str(path)) from error
    return on


def _escaped(text: str) -> str:
    """A percent sign is a field code in such a file."""
    return text.replace("%", "%%")
