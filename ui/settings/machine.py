"""This machine's own settings in words: screen, keys, start, network, its set-up for the next till.

They act at once and lie in the machine's file, not in the shop's journal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.settings import Settings
from app.words import LANGUAGES, Words
from ui.kit.keys import FIXED, PRESETS, Action, read_changes, written
from ui.settings.fields import FieldVM, fact

SECTIONS = ("machine", "keys", "start", "network", "setup")
SCALES = (90, 100, 125, 150, 200)
NEEDS = (1366, 768)  # pixels of the smallest window at 100 % (counter.md 5)
OWN = {
    "machine": ("theme", "scale", "language", "sounds"),
    "start": ("autostart", "full_screen", "kiosk"),
    "network": ("proxy", "update_from"),
}
TEXTS = ("proxy", "update_from", "reach", "setup_from")
KEYED = tuple(one for one in Action if one not in FIXED and not one.name.startswith("PLACE"))


@dataclass(frozen=True, slots=True)
class Here:
    """What the presenter knows of this machine. `screen` in real pixels; `texts` typed and not yet
    kept; `said` what came of an act, by its name; `till` its name and number.
    """

    settings: Settings | None = None
    screen: tuple[int, int] = (1366, 768)
    autostart: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    acting: str = ""
    ready: bool = False  # a set-up was read and can be taken
    till: str = ""
    version: str = ""


def largest(screen: tuple[int, int]) -> int:
    """The largest scale at which the window still fits, in percent; 100 where none does."""
    sides = tuple(zip(screen, NEEDS, strict=True))
    fits = (one for one in SCALES if all(has * 100 >= need * one for has, need in sides))
    return max([100, *fits])


def short(section: str, here: Here, words: Words) -> str:
    """What stands in a section, in two words."""
    found = here.settings
    if found is None:
        return ""
    if section == "machine":
        return words(f"settings.opt.theme.{found.theme}")
    if section == "keys":
        changed = len(read_changes(found.keys))
        more = words("settings.keys.changed", n=changed) if changed else ""
        return words(f"settings.opt.keys_preset.{found.keys_preset}") + more
    if section == "start":
        return words("settings.start.on" if here.autostart else "settings.start.off")
    if section == "network":
        return found.proxy or words("settings.network.direct")
    return ""


def fields(section: str, here: Here, words: Words) -> tuple[FieldVM, ...]:
    """The section's rows."""
    found = here.settings
    if found is None:
        return (fact("machine_none", words("settings.machine.none"), words),)
    if section == "machine":
        return (*_identity(here, found, words), *_own(section, here, found, words))
    if section == "keys":
        return _keys(here, found, words)
    if section == "start":
        return (*_own(section, here, found, words), _act("quit", here, words))
    if section == "network":
        return (
            _text("proxy", here, found, words),
            _text("reach", here, found, words),
            _act("reach_try", here, words),
            _text("update_from", here, found, words),
            _act("update_look", here, words),
        )
    acts = ["setup_take"] if here.ready else []
    return (
        _act("setup_export", here, words),
        _text("setup_from", here, found, words),
        _act("setup_look", here, words),
        *(_act(one, here, words) for one in acts),
        _act("help_bundle", here, words),
    )


def _identity(here: Here, found: Settings, words: Words) -> tuple[FieldVM, ...]:
    return (
        fact("till_id", here.till, words),
        fact("folder", str(found.data_dir), words),
        fact("version", here.version, words),
    )


def _own(section: str, here: Here, found: Settings, words: Words) -> tuple[FieldVM, ...]:
    options: dict[str, tuple[tuple[str, str], ...]] = {
        "theme": tuple((one, words(f"settings.opt.theme.{one}")) for one in ("light", "dark")),
        "scale": _scales(here, found),
        "language": tuple(
            (one, words(f"settings.opt.language.{one or 'shop'}")) for one in ("", *LANGUAGES)
        ),
    }
    rows = []
    for name in OWN[section]:
        value = here.autostart if name == "autostart" else getattr(found, name)
        helps = words(f"settings.f.{name}.help")
        if name == "scale":
            wide, high = (str(side) for side in here.screen)
            most = str(largest(here.screen))
            helps += words("settings.f.scale.most", most=most, width=wide, height=high)
        rows.append(
            FieldVM(
                name,
                "choice" if name in options else "switch",
                words(f"settings.f.{name}"),
                helps,
                ("yes" if value else "") if isinstance(value, bool) else str(value),
                error=here.errors.get(name, ""),
                options=options.get(name, ()),
            )
        )
    return tuple(rows)


def _scales(here: Here, found: Settings) -> tuple[tuple[str, str], ...]:
    """What fits this screen, and what is set now."""
    most = largest(here.screen)
    shown = sorted({*(one for one in SCALES if one <= most), found.scale})
    return tuple((str(one), f"{one}%") for one in shown)


def _keys(here: Here, found: Settings, words: Words) -> tuple[FieldVM, ...]:
    presets = tuple((one, words(f"settings.opt.keys_preset.{one}")) for one in PRESETS)
    preset = PRESETS[found.keys_preset]
    keys = {**preset, **read_changes(found.keys)}
    rows = [
        FieldVM(
            "keys_preset",
            "choice",
            words("settings.f.keys_preset"),
            words("settings.f.keys_preset.help"),
            found.keys_preset,
            options=presets,
        )
    ]
    for action in KEYED:
        name = f"key.{action.value}"
        mine = keys[action] != preset[action]
        rows.append(
            FieldVM(
                name,
                "key",
                words(f"settings.key.{action.value}"),
                words("settings.key.mine") if mine else "",
                written(keys[action]),
                error=here.errors.get(name, ""),
                hint=words("settings.key.press"),
            )
        )
    return (*rows, _act("keys_reset", here, words))


def _text(name: str, here: Here, found: Settings, words: Words) -> FieldVM:
    return FieldVM(
        name,
        "text",
        words(f"settings.f.{name}"),
        words(f"settings.f.{name}.help"),
        here.texts.get(name, str(getattr(found, name, ""))),
        error=here.errors.get(name, ""),
        hint=words(f"settings.f.{name}.hint"),
    )


def _act(name: str, here: Here, words: Words) -> FieldVM:
    return FieldVM(
        name,
        "act",
        words(f"settings.f.{name}"),
        words(f"settings.f.{name}.help"),
        here.said.get(name, ""),
        error=here.errors.get(name, ""),
        hint=words("settings.acting") if here.acting == name else words(f"settings.act.{name}"),
    )
