"""The wizard in words: where one is, what is asked, what can be answered, what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.usecases.device.learn import Draft, Step
from app.usecases.device.workshop import Find, TrialSaid
from app.usecases.ports import DriverInfo, Option
from app.words import Words

KINDS = (
    *("printer", "drawer", "scanner", "scale", "display"),
    *("card_reader", "label_printer", "buzzer", "terminal"),
)
ON_THE_NETWORK = ("", "printer", "drawer", "label_printer")  # what an address is searched for
SOUGHT = {"reader": ("", "card_reader"), "queue": ("", "printer", "label_printer")}
MAIN = frozenset(
    ["host", "port", "baud", "path", "queue", "reader", "device", "vid", "pid", "profile", "format"]
)
ONLINE = frozenset(  # a gateway is nothing without them
    ["appid", "mchid", "key_serial", "gateway_key_id", "key_file", "gateway_key_file"]
)
SAMPLES = {"letters": "熟客 Shuke ￥12.50 中文测试", "pages": "Café Shuke £12.50 niño für"}


@dataclass(frozen=True, slots=True)
class GroupVM:
    """Keys of which one is chosen. `options` are (code, title, second line)."""

    name: str
    title: str
    options: tuple[tuple[str, str, str], ...]
    chosen: str = ""
    columns: int = 3
    figure: bool = False


@dataclass(frozen=True, slots=True)
class FieldVM:
    name: str
    label: str
    hint: str = ""
    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class StepVM:
    """`state`: done, skipped, now, ahead."""

    number: str
    title: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class WizardVM:
    """One page. `aside` stands beside the answers (what should be read). Empty words: no key.

    `onward`: the answer is known, the focus goes to the filled key. `back`: there is a page before.
    """

    page: str
    title: str
    place: str
    question: str
    about: str = ""
    steps: tuple[StepVM, ...] = ()
    groups: tuple[GroupVM, ...] = ()
    fields: tuple[FieldVM, ...] = ()
    aside: tuple[str, ...] = ()
    said: str = ""
    role: str = "muted"
    next_words: str = ""
    next_off: str = ""
    skip_words: str = ""
    again_words: str = ""
    more_words: str = ""
    busy: bool = False
    code: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    onward: bool = False
    back: bool = False


def label(prefix: str, name: str, words: Words) -> str:
    """A driver's, way's or option's words; its name where somebody forgot them."""
    key = f"{prefix}.{name}"
    return words(key) if key in words else name


def reason(code: str, words: Words) -> str:
    """A reason in a few words, a trial's or a lesson's."""
    for key in (f"device.reason.{code}", f"wizard.reason.{code}"):
        if key in words:
            return words(key)
    return code


def todo(code: str, words: Words) -> str:
    """What to do about a reason, in one line."""
    for key in (f"device.todo.{code}", f"wizard.todo.{code}", "wizard.todo.other"):
        if key in words:
            return " · ".join(words(key).split("\n"))
    return ""


def failed(said: TrialSaid, words: Words) -> str:
    """A failure as a sentence with the next step."""
    why = reason(said.reason, words) if said.reason else words("devices.state.down")
    return words("wizard.failed", why=why, todo=todo(said.reason, words))


def notes(said: TrialSaid, words: Words) -> str:
    """What a lesson learnt, a sentence each."""
    found = []
    for name, facts in said.notes:
        key = f"wizard.note.{name}"
        if key in words:
            found.append(words(key, **{one: value for one, value in facts}))
    return words.sentences(*found)


def find_option(number: int, one: Find, words: Words) -> tuple[str, str, str]:
    """A find as a key: what it is, where, and what speaks for it."""
    way = label("device.way", one.choice.way, words)
    parts = [way if one.where in ("", one.title) else f"{way} {one.where}"]
    if one.taken:
        parts.append(words("wizard.find.taken", device=words.device(one.taken)))
    elif one.busy:
        parts.append(words("wizard.find.busy"))
    elif one.proposals:
        parts.append(words(f"wizard.why.{one.proposals[0].why}"))
    return str(number), one.title, words("wizard.dot").join(parts)


def driver_options(kind: str, way: str, infos: Sequence[DriverInfo], words: Words) -> GroupVM:
    """Drivers that can be reached that way."""
    fit = [
        one for one in infos if kind in one.kinds and (way in ("", "fake") or way in dict(one.ways))
    ]
    options = tuple(
        (one.name, label("device.driver", one.name, words), words(f"wizard.tried.{one.tried}"))
        for one in fit
    )
    return GroupVM("driver", words("wizard.driver"), options, columns=3)


def field_of(option: Option, value: str, words: Words, bad: str = "") -> FieldVM:
    """A setting as a field."""
    hint = ""
    if option.type == "number" and option.high < 2**31:
        hint = words("wizard.range", low=str(option.low), high=str(option.high))
    return FieldVM(
        option.name,
        label("device.option", option.name, words),
        hint,
        value,
        words("wizard.bad_value") if bad == option.name else "",
    )


def choice_of(option: Option, value: str, words: Words) -> GroupVM:
    """A setting with few values, or a yes and no, as keys."""
    codes = option.choices or ("yes", "no")
    options = tuple((code, label("device.value", code, words), "") for code in codes)
    title = label("device.option", option.name, words)
    return GroupVM(f"set.{option.name}", title, options, value, columns=min(len(codes), 4))


def step_rows(draft: Draft, ahead: Sequence[Step], now: str, words: Words) -> tuple[StepVM, ...]:
    """The list at the left: what was done and what it gave."""
    rows = []
    for number, step in enumerate(ahead, 1):
        gave = draft.gave(step.name)
        state = "now" if step.name == now else "ahead"
        if gave and step.name != now:
            state = "skipped" if gave == "skipped" else "done"
        note = outcome(step.name, gave, words) if gave else ""
        rows.append(StepVM(str(number), words(f"wizard.step.{step.name}"), note, state))
    return tuple(rows)


def outcome(step: str, gave: str, words: Words) -> str:
    """What a step gave, in a word or two."""
    if gave == "skipped":
        return words("wizard.skipped")
    for key in (f"wizard.gave.{step}.{gave}", f"wizard.gave.{gave}", f"device.driver.{gave}"):
        if key in words:
            return words(key)
    return reason(gave, words)


def answers(step: Step, chosen: str, words: Words) -> tuple[GroupVM, ...]:
    """The answers of a step: figures large and in a row, sentences under them."""
    figures = tuple((one, one, "") for one in step.answers if one.isdecimal())
    said = tuple(
        (one, words(f"wizard.answer.{step.name}.{one}"), "")
        for one in step.answers
        if not one.isdecimal()
    )
    groups = []
    if figures:
        groups.append(GroupVM("answer", "", figures, chosen, len(figures), figure=True))
    if said:
        groups.append(GroupVM("answer", "", said, chosen, len(said)))
    return tuple(groups)


def sheet_rows(draft: Draft, done: Mapping[str, str], words: Words) -> list[tuple[str, str]]:
    """What the sheet says: how it is reached, what was learnt, what was left out."""
    choice = draft.choice
    rows = [(words("wizard.sheet.way"), label("device.way", choice.way, words))]
    if choice.driver:
        driver = label("device.driver", choice.driver, words)
        rows.append((words("wizard.sheet.driver"), driver))
    for name, value in (*choice.settings, *draft.profile):
        text = str(value) if not isinstance(value, bool) else words(f"device.value.{_yes(value)}")
        rows.append((label("device.option", name, words), label("device.value", text, words)))
    for step, gave in done.items():
        rows.append((words(f"wizard.step.{step}"), outcome(step, gave, words)))
    return rows


def _yes(value: bool) -> str:
    return "yes" if value else "no"
