"""The devices' page in words: how each one is, what is wrong, what one can do and still sell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.errors import Refused, Unavailable
from app.usecases.ports import DeviceChoice, DeviceState, DeviceTest, Weight
from app.words import Words, clock, quantity

ICONS = {
    "printer": "printer",
    "drawer": "drawer",
    "scanner": "scan",
    "scale": "scale",
    "display": "screen",
    "screen": "screen",
    "buzzer": "device",
    "card_reader": "card",
    "terminal": "card",
    "label_printer": "tag",
}
# what a key can try; a scanner is tried by scanning
TESTED = ("printer", "drawer", "scale", "display", "buzzer", "label_printer")
WAYS = ("none", "tcp", "serial", "file", "fake")
FIELDS = {"tcp": ("host", "port"), "serial": ("port", "baud"), "file": ("path",)}
DEFAULTS = {"port": "9100", "baud": "9600"}
WIDTHS = {"58": 32, "80": 48}


@dataclass(frozen=True, slots=True)
class TroubleVM:
    """What is open under a device that is down: what happened, that one can sell, what to do.

    `first` is the one whose key leads the page: never two filled keys on a screen.
    """

    what: str
    still: str
    steps: tuple[str, ...]
    detail: str
    role: str = "danger"
    first: bool = True


@dataclass(frozen=True, slots=True)
class DeviceVM:
    """One row. `action`: test, choose or none; `role` is the ink of the state's mark."""

    name: str
    kind: str
    icon: str
    title: str
    model: str
    simulated: str
    state: str
    role: str
    mark: str
    note: str
    action: str
    action_words: str
    trouble: TroubleVM | None = None


@dataclass(frozen=True, slots=True)
class SettingVM:
    """One field of a way to reach the printer."""

    name: str
    label: str
    hint: str
    value: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class ChooseVM:
    """The printer's settings. `ways` and `widths` are (code, title, second line)."""

    ways: tuple[tuple[str, str, str], ...]
    way: str
    fields: tuple[SettingVM, ...]
    widths: tuple[tuple[str, str, str], ...]
    width: str
    width_off: str
    about: str
    save: str
    busy: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class DevicesVM:
    """The page. `state`: list, choose, empty."""

    state: str
    about: str = ""
    rows: tuple[DeviceVM, ...] = ()
    choose: ChooseVM | None = None


def about(states: Sequence[DeviceState], words: Words) -> str:
    """`5 台，1 台有问题，都是模拟的`."""
    bad = sum(1 for one in states if one.state in ("down", "warning"))
    text = words("devices.count", n=len(states))
    if bad:
        text += words("devices.bad", n=bad)
    return text


def device(
    one: DeviceState,
    *,
    words: Words,
    note: str = "",
    since: datetime | None = None,
    weight: Weight | None = None,
    busy: bool = False,
) -> DeviceVM:
    """One device as a row; a device that is down opens what to do under it."""
    role, mark = {
        "ready": ("positive", "check"),
        "warning": ("warning", "alert"),
        "down": ("danger", "alert"),
        "off": ("muted", "none"),
    }[one.state]
    action = action_of(one, busy=busy)
    return DeviceVM(
        name=one.name,
        kind=one.kind,
        icon=ICONS.get(one.kind, "device"),
        title=words.device(one.name),
        model=_model(one, words),
        simulated=words("devices.simulated") if one.simulated else "",
        state=_state(one, words),
        role=role,
        mark=mark,
        note=note or _note(one, words, weight),
        action=action,
        action_words=words(f"devices.do.{action}") if action != "none" else "",
        trouble=_trouble(one, words, since) if _opens(one, words) else None,
    )


def _model(one: DeviceState, words: Words) -> str:
    """The model as it named itself; where only the way to it is known, that way in words."""
    if one.state == "off" and one.model in ("", "none"):
        return words("devices.unset")
    if one.model in WAYS:
        return words(f"devices.by.{one.model}")
    way, _, rest = one.model.partition(" ")
    if f"device.way.{way}" not in words:
        return one.model
    where, _, driver = rest.rpartition(" ")
    parts = [words(f"device.way.{way}"), rest]
    if f"device.driver.{driver}" in words:  # by what it is called, then where it is
        parts = [words(f"device.driver.{driver}"), where or parts[0]]
    return words("wizard.dot").join(part for part in parts if part)


def action_of(one: DeviceState, *, busy: bool) -> str:
    """What the key at the end of a row does: test, choose, or none."""
    if busy:
        return "none"
    if one.reason == "being_set_up" or one.kind == "screen":
        return "none"
    if one.state == "off":
        return "choose" if one.kind == "printer" else "set_up"
    return "test" if one.state != "off" and one.kind in TESTED else "none"


def reason(code: str, words: Words) -> str:
    """A reason in a few words; one that has no word yet is shown as it is."""
    key = f"device.reason.{code}"
    return words(key) if key in words else code


def _state(one: DeviceState, words: Words) -> str:
    if one.state in ("down", "warning") and one.reason:
        return reason(one.reason, words)
    return words(f"devices.state.{one.state}")


def _note(one: DeviceState, words: Words, weight: Weight | None) -> str:
    if one.kind == "scale" and one.state == "ready" and weight is not None:
        if weight.grams is None:
            return reason(weight.reason, words)
        kg = quantity(weight.grams) if weight.grams % 1000 else f"{weight.grams // 1000}.000"
        return words("devices.still" if weight.stable else "devices.moving", kg=kg)
    key = f"devices.off.{one.kind}"
    if one.state == "off" and key in words:
        return words(key)
    return one.detail if one.state not in ("down", "warning") else ""


def _opens(one: DeviceState, words: Words) -> bool:
    """A device that is down, or one that answers but cannot work until somebody does something."""
    return one.state == "down" or (one.state == "warning" and f"device.todo.{one.reason}" in words)


def _trouble(one: DeviceState, words: Words, since: datetime | None) -> TroubleVM:
    title = words.device(one.name)
    said = reason(one.reason, words) if one.reason else words("devices.state.down")
    if since is None:
        what = words("devices.trouble", device=title, reason=said)
    else:
        what = words("devices.trouble_since", device=title, reason=said, at=clock(since))
    still, todo = f"devices.still_sell.{one.kind}", f"device.todo.{one.reason}"
    return TroubleVM(
        what,
        words(still) if still in words else "",
        tuple(words(todo if todo in words else "device.todo.other").split("\n")),
        one.detail,
        "danger" if one.state == "down" else "warning",
    )


def one_leads(rows: Sequence[DeviceVM]) -> tuple[DeviceVM, ...]:
    """The same rows; of those in trouble only the first keeps the filled key."""
    led, found = False, []
    for one in rows:
        kept = one
        if one.trouble is not None:
            kept = replace(one, trouble=replace(one.trouble, first=not led))
            led = True
        found.append(kept)
    return tuple(found)


def tested(found: DeviceTest, words: Words) -> str:
    """What a test found, in a sentence for the row."""
    said = reason(found.reason, words) if found.reason else ""
    if found.state == "confirmed":
        return words("devices.tested.confirmed")
    if found.state == "unsure":
        return words("devices.tested.unsure")
    return words("devices.tested.failed", reason=said or words("devices.state.down"))


def scanned(text: str, at: datetime, words: Words) -> str:
    """What a scanner read: how long it was and how it ended, never all of it."""
    return words("devices.scanned", at=clock(at), n=len(text), tail=text[-4:])


def choose(
    kept: DeviceChoice,
    way: str,
    typed: Mapping[str, str],
    *,
    width: str,
    may_width: bool,
    words: Words,
    busy: bool = False,
    error: Refused | Unavailable | None = None,
) -> ChooseVM:
    """The printer's settings page for the way one looks at."""
    bad = str(error.facts.get("name", "")) if isinstance(error, Refused) else ""
    names = FIELDS.get(way, ())
    shown = [_setting(way, name, kept, typed, words=words, bad=bad) for name in names]
    general = words.error(error) if error is not None and bad not in names else ""
    return ChooseVM(
        ways=tuple((w, words(f"devices.way.{w}"), words(f"devices.way.{w}.about")) for w in WAYS),
        way=way,
        fields=tuple(shown),
        widths=tuple((mm, words("devices.mm", mm=mm), "") for mm in WIDTHS),
        width=width,
        width_off="" if may_width else words("devices.width_off"),
        about=words(f"devices.way.{way}.more"),
        save=words("devices.save"),
        busy=busy,
        error=general,
    )


def _setting(
    way: str, name: str, kept: DeviceChoice, typed: Mapping[str, str], *, words: Words, bad: str
) -> SettingVM:
    key = f"devices.set.{way}.{name}"
    default = "" if way == "serial" and name == "port" else DEFAULTS.get(name, "")
    before = dict(kept.settings) if kept.way == way else {}
    value = typed.get(f"{way}.{name}", str(before.get(name, default)))
    error = words(f"{key}.bad") if bad == name else ""
    return SettingVM(name, words(key), words(f"{key}.hint"), value, error)
