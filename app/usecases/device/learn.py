"""What setting up a device asks, step by step, and what each answer means for its settings.

One list for the wizard and the command line. Pure but for `begin`: a draft is a value, an answer
makes the next one. What the wire said and what a person saw are both facts; where they differ,
the person's eyes win.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.permissions import Operator, Permission, require
from app.usecases.device.workshop import Facts, Trial, TrialSaid, Value
from app.usecases.ports import DeviceChoice
from app.usecases.services import Services

LETTERS = ("gb18030", "gbk", "utf8", "codepage", "raster")
PAGES = (("cp437", 0), ("cp850", 2), ("cp858", 19), ("cp1252", 16))
WIDTHS = ("30", "32", "42", "48", "64")
DOTS = 12
SPACE = 4  # what a known weight may be off, in thousandths, beside five grams


@dataclass(frozen=True, slots=True)
class Step:
    """`does` is the trial's part; it runs `first` (then a person is asked) or after the person did

    something. `answers` are codes; none: one goes on when the trial said yes. `types` names a
    figure that must be typed before.
    """

    name: str
    does: str
    first: bool = True
    answers: tuple[str, ...] = ()
    types: str = ""


_LOOK = Step("look", "look")
_STEPS = {
    "letters": Step("letters", "letters", answers=("1", "2", "3", "4", "5", "none", "no_paper")),
    "pages": Step("pages", "pages", answers=("1", "2", "3", "4", "none")),
    "width": Step("width", "width", answers=WIDTHS),
    "cut": Step("cut", "cut", answers=("yes", "no")),
    "drawer": Step("drawer", "drawer", answers=("opened", "shut")),
    "drawer5": Step("drawer5", "drawer", answers=("opened", "shut")),
    "open_now": Step("open_now", "sensor", first=False),
    "shut_now": Step("shut_now", "sensor", first=False),
    "cover": Step("cover", "cover", first=False),
    "kick": Step("kick", "drawer", answers=("opened", "shut")),
    "protocol": Step("protocol", "protocol", first=False),
    "weigh": Step("weigh", "weigh", first=False, types="grams"),
    "seen": Step("seen", "seen", answers=("right", "junk", "nothing")),
    "label": Step("label", "label", answers=("right", "shifted", "nothing")),
    "beep": Step("beep", "beep", answers=("heard", "nothing")),
    "scan": Step("scan", "scan", first=False),
    "keys": Step("keys", "keys", first=False),
    "tap": Step("tap", "tap", first=False),
    "tap_again": Step("tap_again", "tap", first=False),
}
_KINDS = {
    "printer": ("letters", "pages", "width", "cut", "drawer", "drawer5", "open_now", "shut_now")
    + ("cover",),
    "drawer": ("kick",),
    "scanner": ("scan",),
    "scale": ("protocol", "weigh"),
    "display": ("seen",),
    "card_reader": ("tap", "tap_again"),
    "label_printer": ("label",),
    "buzzer": ("beep",),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A device on its way. `profile` what was learnt of a printer, `outcome` (step, what it gave),

    `taps` what a card reader said so far.
    """

    name: str
    choice: DeviceChoice
    profile: Facts = ()
    outcome: tuple[tuple[str, str], ...] = ()
    taps: tuple[str, ...] = ()

    def gave(self, step: str) -> str:
        """What a step gave; empty while it was not done."""
        return dict(self.outcome).get(step, "")

    @property
    def kind(self) -> str:
        """The kind of its name."""
        return self.name.partition("-")[0]


def steps(draft: Draft) -> tuple[Step, ...]:
    """Those that still make sense after what is known: no code page for who reads Chinese."""
    if draft.choice.way == "wedge":
        typed = ("keys",) if draft.kind == "scanner" else ("tap", "tap_again")
        return tuple(replace(_STEPS[name], does="keys") for name in typed)
    known = dict(draft.profile)
    out = set()
    if known.get("mode") != "codepage":
        out.add("pages")
    opened = "opened" in (draft.gave("drawer"), draft.gave("drawer5"))
    if draft.gave("drawer") != "shut":
        out.add("drawer5")
    if not opened or draft.choice.way in ("spooler", "file"):
        out |= {"open_now", "shut_now"}
    if draft.choice.way in ("spooler", "file"):
        out.add("cover")
    names = tuple(name for name in _KINDS.get(draft.kind, ()) if name not in out)
    return (_LOOK, *(_STEPS[name] for name in names))


def settle(draft: Draft, step: str, answer: str, said: TrialSaid) -> Draft:
    """The draft after an answer (a code, or a typed figure) to what the trial said."""
    meaning = _MEANS.get(step)
    changed, outcome = meaning(draft, answer, said) if meaning else (draft, answer or said.state)
    kept = tuple(pair for pair in changed.outcome if pair[0] != step)
    return replace(changed, outcome=(*kept, (step, outcome)))


def skip(draft: Draft, step: str) -> Draft:
    """Left out on purpose; the settings stay as they were."""
    kept = tuple(pair for pair in draft.outcome if pair[0] != step)
    return replace(draft, outcome=(*kept, (step, "skipped")))


def begin(s: Services, operator: Operator, draft: Draft) -> Trial:
    """A trial of the draft. Refused `permission.missing`, `device.setting`, `device.port_taken`."""
    require(operator, Permission.DEVICES)
    return s.devices.workshop().trial(draft.name, draft.choice)


def try_step(trial: Trial, draft: Draft, step: Step, typed: str = "") -> TrialSaid:
    """Its trial part. Seconds: never on the GUI thread."""
    facts: dict[str, Value] = {}
    if draft.kind == "printer" and step.name != "look":
        facts = dict(draft.profile)
    if step.name == "drawer":
        facts["drawer_pin"] = 2
    elif step.name == "drawer5":
        facts["drawer_pin"] = 5
    elif step.name == "shut_now":
        facts["shut"] = True  # a simulated drawer has no hand that shuts it
    elif step.name == "weigh":
        facts = {"grams": int(typed) if typed.isdecimal() else 0}
    return trial.do(step.does, **facts)


def heard(s: Services, draft: Draft, step: Step, strokes: Sequence[tuple[str, int]]) -> TrialSaid:
    """What a reader that types (`does` keys) typed: its signs with their milliseconds."""
    workshop = s.devices.workshop()
    text = "".join(sign for sign, _ in strokes if sign.isprintable())
    if step.name == "keys":
        return workshop.learn_keys(strokes)
    if not text:
        return TrialSaid("failed", "nothing")
    if step.name == "tap_again":
        return workshop.learn_card((*draft.taps, text))
    return TrialSaid("ok", "", (("uid", text),))


def judge_weight(choice: DeviceChoice, known: int, got: int) -> tuple[str, Facts]:
    """(ok, unit, divisor, wrong) and the settings that would mend it.

    Twice as much for what is one kilogram is a scale that shows jin (500 g), a thousand times one
    that shows grams; a power of ten is a point in the wrong place.
    """
    room = 5 + known * SPACE // 1000
    if abs(known - got) <= room:
        return "ok", ()
    if not known:
        return "wrong", ()
    for unit, factor in (("jin", 2), ("g", 1000)):
        if abs(got - known * factor) <= room * factor:
            return "unit", (("unit", unit),)
    for power in (10, 100, 1000):
        if abs(got - known * power) <= room * power:
            old = int(dict(choice.settings).get("divisor", 1))
            return "divisor", (("divisor", old * power),)
    return "wrong", ()


_Meant = tuple[Draft, str]


def _letters(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    if answer == "no_paper":
        return draft, "no_paper"
    mode = "raster" if answer == "none" else LETTERS[int(answer) - 1]
    return _profile(draft, mode=mode), mode


def _pages(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    if answer == "none":
        return _profile(draft, mode="raster"), "raster"
    page, number = PAGES[int(answer) - 1]
    return _profile(draft, codepage=page, codepage_id=number), page


def _width(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    columns = int(answer)
    return _profile(draft, columns=columns, dots=columns * DOTS), answer


def _cut(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    return _profile(draft, cutter="partial" if answer == "yes" else "none"), answer


def _drawer(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    return (_profile(draft, drawer_pin=2) if answer == "opened" else draft), answer


def _drawer5(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    return (_profile(draft, drawer_pin=5) if answer == "opened" else draft), answer


def _open_now(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    return draft, str(said.fact("pin", "unknown"))


def _shut_now(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    shut, opened = str(said.fact("pin", "unknown")), draft.gave("open_now")
    known = {("high", "low"): "high_is_open", ("low", "high"): "low_is_open"}
    sensor = known.get((opened, shut), "none")
    return _profile(draft, drawer_sensor=sensor), sensor


def _cover(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    noticed = str(said.fact("noticed", ""))
    if said.state == "failed" or noticed == "silent":
        return _profile(draft, status="none"), "silent"
    return _profile(draft, status="full"), noticed


def _protocol(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    driver = str(said.fact("driver", ""))
    if not driver:
        return draft, "failed"
    where = tuple(one for one in draft.choice.settings if one[0] in ("port", "host", "path"))
    choice = replace(draft.choice, driver=driver, settings=where)
    return replace(draft, choice=choice), driver


def _weigh(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    known = int(answer) if answer.isdecimal() else 0
    verdict, changes = judge_weight(draft.choice, known, int(said.fact("grams", 0)))
    return replace(draft, choice=with_settings(draft.choice, changes)), verdict


def _learnt(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    if said.state == "failed":
        return draft, said.reason or "failed"
    return replace(draft, choice=with_settings(draft.choice, said.facts)), "ok"


def _tap(draft: Draft, answer: str, said: TrialSaid) -> _Meant:
    return replace(draft, taps=(str(said.fact("uid", "")),)), said.state


_MEANS = {
    "letters": _letters,
    "pages": _pages,
    "width": _width,
    "cut": _cut,
    "drawer": _drawer,
    "drawer5": _drawer5,
    "open_now": _open_now,
    "shut_now": _shut_now,
    "cover": _cover,
    "protocol": _protocol,
    "weigh": _weigh,
    "scan": _learnt,
    "keys": _learnt,
    "tap": _tap,
    "tap_again": _learnt,
}


def _profile(draft: Draft, **fields: Value) -> Draft:
    return replace(draft, profile=tuple({**dict(draft.profile), **fields}.items()))


def with_settings(choice: DeviceChoice, changes: Facts) -> DeviceChoice:
    """The choice with these settings over its own."""
    return replace(choice, settings=tuple({**dict(choice.settings), **dict(changes)}.items()))
