"""How this machine runs the till: read once at the start, frozen, passed down.

What belongs to the shop (name, tax, limits) is in the journal; what belongs to the machine (folder,
screen, encryption) is here: `settings.toml` in the settings folder, over it `till.toml` in the data
folder (a demo shop brings its own), over both the command line. Keys never lie in the data folder.
"""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from app.domain.errors import Unavailable

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
NAME = "shuke"
TILL_ID = "till.id"  # names a data folder's keys and marks, wherever the folder is moved to
CHOICES = {
    "encryption": ("auto", "off"),
    "theme": ("light", "dark"),
    "language": ("", "zh_CN", "en"),
    "keys_preset": ("classic", "letters"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """This machine's choices. `scale` is percent of the normal size (75 to 300).

    `encryption`: auto (a key is made and kept beside the settings or in the keyring) or off.
    `language` is the log-in's before anybody is there; empty: the shop's own.
    `backup_to` is the folder that copies of the till's file go to; empty: beside the data.
    `keys` are changes of the preset, `pay=Ctrl+P;park=F5`. `kiosk`: no frame, and only who may can
    close the window. `proxy` is `http://host:port` for payments and updates, empty: none.
    `update_from` is a folder or an address where newer versions lie.
    """

    data_dir: Path
    settings_dir: Path
    encryption: str = "auto"
    theme: str = "light"
    scale: int = 100
    language: str = ""
    full_screen: bool = False
    sounds: bool = True
    backup_to: str = ""
    keys_preset: str = "classic"
    keys: str = ""
    kiosk: bool = False
    proxy: str = ""
    update_from: str = ""

    @property
    def database(self) -> Path:
        """The till's file."""
        return self.data_dir / "till.db"

    @property
    def exists(self) -> bool:
        """Whether a shop was set up in this folder."""
        return self.database.exists()


def default_data_dir() -> Path:
    """Where a shop's data lies when nobody says otherwise."""
    import platformdirs

    return Path(platformdirs.user_data_dir(NAME, appauthor=False))


def default_settings_dir() -> Path:
    """Where this machine's settings and keys lie: never inside the data folder."""
    import platformdirs

    return Path(platformdirs.user_config_dir(NAME, appauthor=False))


def load(data_dir: Path | None = None, settings_dir: Path | None = None) -> Settings:
    """The settings of this machine for that data folder.

    Unavailable `settings.unreadable` (path) and `settings.value` (name, value): a till that starts
    with settings other than the written ones would do something nobody asked for.
    """
    folder = settings_dir or default_settings_dir()
    data = data_dir or default_data_dir()
    found = Settings(data_dir=data.absolute(), settings_dir=folder.absolute())
    for path in (folder / "settings.toml", data / "till.toml"):
        found = _over(found, _read(path), path)
    return found


def save(settings: Settings, **changes: str | int | bool) -> Settings:
    """The settings with `changes`, kept for good. Unavailable `settings.unwritable`."""
    path = settings.settings_dir / "settings.toml"
    changed = _over(settings, changes, path)
    kept = {**_read(path), **changes}
    lines = [f"{name} = {_toml(value)}\n" for name, value in sorted(kept.items())]
    try:
        settings.settings_dir.mkdir(parents=True, exist_ok=True)
        written = path.with_name(path.name + ".new")
        written.write_text("".join(lines), encoding="utf-8")
        os.replace(written, path)
    except OSError as error:
        raise Unavailable("settings", "unwritable", path=str(path)) from error
    return changed


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Unavailable("settings", "unreadable", path=str(path)) from error


def _over(settings: Settings, values: dict[str, Any], path: Path) -> Settings:
    """Settings with the known names among `values`; others belong to somebody else."""
    own = {one.name: one for one in fields(Settings) if not one.name.endswith("_dir")}
    taken = {name: value for name, value in values.items() if name in own}
    for name, value in taken.items():
        like = getattr(settings, name)
        if not fits(name, value, like):
            raise Unavailable("settings", "value", name=name, value=str(value)[:40], path=str(path))
    return replace(settings, **taken)


def fits(name: str, value: object, like: object) -> bool:
    """Whether a setting may be that: of the type of `like`, one of its choices, text that a file
    can hold."""
    if type(value) is not type(like) or value not in CHOICES.get(name, (value,)):
        return False
    if isinstance(value, str):
        return not any("\ud800" <= sign <= "\udfff" for sign in value)
    return name != "scale" or (isinstance(value, int) and 75 <= value <= 300)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = json.dumps(str(value), ensure_ascii=False)  # what is no text of TOML is escaped alike
    return text.replace("\x7f", "\\u007f")
