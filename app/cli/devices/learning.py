"""`shuke devices learn NAME`: the wizard's steps, asked and answered on a terminal.

Nothing is kept before the last question; the end of what is typed leaves everything as it was.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import segno

from app.cli.devices import keys
from app.cli.devices.commands import alone
from app.domain.errors import Refused
from app.usecases.device import learn as lessons
from app.usecases.device import set_up
from app.usecases.device.learn import Draft, Step
from app.usecases.device.try_out import write_down_kick
from app.usecases.device.workshop import Trial, TrialSaid
from app.usecases.ports import DeviceChoice

if TYPE_CHECKING:
    from app.cli.main import Call
    from app.domain.permissions import Operator
    from app.usecases.services import Services

WEDGE = "wedge"
KICKS = ("drawer", "drawer5", "kick")
USUAL = {"printer": "escpos", "label_printer": "label_tspl", "display": "display_cd5220"}


class Left(Exception):
    """Nobody answers any more: nothing is kept."""


def learn(call: Call) -> int:
    """0 kept, 1 left without keeping."""
    from app.cli.commands import owner

    with alone(call) as till:
        s, operator = till.services, owner(till.services)
        draft = Draft(call.args.name, _wanted(call, s))
        types = draft.choice.way == WEDGE
        if draft.choice.way == "none" or (types and not keys.at_a_terminal()):
            raise Refused("device.learn_at_till", name=draft.name)
        trial = None if types else lessons.begin(s, operator, draft)
        try:
            draft = _walk(call, s, operator, trial, draft)
            keep = _asked(call, call.words("cli.devices.keep"), ("y", "n")) == "y"
        except Left:
            keep = False
        finally:
            if trial is not None:
                trial.close()
        if not keep:
            call.say("cli.devices.left")
            call.give({"name": draft.name, "kept": False})
            return 1
        kept = set_up.save(s, operator, draft).value
    call.give({"name": draft.name, "kept": True, "settings": dict(kept.settings)})
    call.say("cli.devices.kept", name=draft.name)
    return 0


def _wanted(call: Call, s: Services) -> DeviceChoice:
    """As it is set, with what the command line says over it."""
    kept = s.devices.choice(call.args.name)
    way = call.args.way or kept.way
    infos = {one.name: one for one in s.devices.drivers()}
    kind = call.args.name.partition("-")[0]
    usual = USUAL.get(kind) or next((n for n, one in infos.items() if kind in one.kinds), "")
    driver = "" if way == WEDGE else call.args.driver or kept.driver or usual
    settings: dict[str, str | int | bool] = dict(kept.settings if way == kept.way else ())
    info = infos.get(driver)
    options = (*dict(info.ways).get(way, ()), *info.options) if info else ()
    types = {one.name: one.type for one in options}
    for pair in call.args.set:
        name, _, value = pair.partition("=")
        if types.get(name) == "number" and not value.isdecimal():
            raise Refused("device.setting", name=name)
        number, yes = types.get(name) == "number", value == "yes"
        settings[name] = int(value) if number else yes if types.get(name) == "yes_no" else value
    return DeviceChoice(way, tuple(settings.items()), driver, kept.stands_in_for)


def _walk(call: Call, s: Services, operator: Operator, trial: Trial | None, draft: Draft) -> Draft:
    while ahead := [one for one in lessons.steps(draft) if not draft.gave(one.name)]:
        draft = _step(call, s, operator, trial, draft, step=ahead[0])
    return draft


def _step(
    call: Call, s: Services, operator: Operator, trial: Trial | None, draft: Draft, *, step: Step
) -> Draft:
    words = call.words
    while True:
        figure = ""
        call.say(f"wizard.ask.{step.name}")
        if step.name in ("scan", "keys"):
            code = segno.make_qr(s.devices.workshop().test_code(), error="m")
            code.terminal(sys.stderr, compact=True)
        if step.types:
            figure = _asked(call, words(f"wizard.type.{step.types}"), ())
        elif not step.first and trial is not None:
            _asked(call, words("cli.devices.ready"), ())
        if step.name in KICKS:
            write_down_kick(s, operator)
        if trial is None:
            said = lessons.heard(s, draft, step, keys.typed())
        else:
            said = lessons.try_step(trial, draft, step, figure)
        if trial is not None and step.name == "tap_again" and said.state != "failed":
            taps = (*draft.taps, str(said.fact("uid")))
            said = s.devices.workshop().learn_card(taps)
        if said.state == "failed" and step.name != "cover":
            if _failed(call, said):
                continue
            return lessons.skip(draft, step.name)
        answer = figure
        if step.answers:
            answer = _asked(call, " / ".join(step.answers) + " / skip / again", _codes(step))
        if answer == "again":
            continue
        if answer == "skip":
            return lessons.skip(draft, step.name)
        return lessons.settle(draft, step.name, answer, said)


def _codes(step: Step) -> tuple[str, ...]:
    return (*step.answers, "skip", "again")


def _failed(call: Call, said: TrialSaid) -> bool:
    """Why, and whether to try once more."""
    words = call.words
    keys = (f"device.reason.{said.reason}", f"wizard.reason.{said.reason}")
    why = next((words(key) for key in keys if key in words), said.reason)
    call.say("devices.tested.failed", reason=why)
    return _asked(call, words("cli.devices.again"), ("y", "n")) == "y"


def _asked(call: Call, question: str, codes: tuple[str, ...]) -> str:
    """One of the codes, asked until it is; `Left` at the end of what is typed."""
    while True:
        sys.stderr.write(f"{question}: ")
        sys.stderr.flush()
        typed = sys.stdin.readline()
        if not typed:
            raise Left
        if not codes or typed.strip() in codes:
            return typed.strip()
