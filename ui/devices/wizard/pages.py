"""Each of the wizard's pages as a view-model, from where its presenter stands. Qt-free."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.errors import Refused
from app.usecases.device import learn
from app.words import Words
from ui.devices.wizard import viewmodel as vm

if TYPE_CHECKING:
    from ui.devices.wizard.presenter import WizardPresenter


def shown(at: WizardPresenter) -> vm.WizardVM:
    """The page one is on."""
    made = {
        "kind": _kind,
        "find": _find,
        "form": _form,
        "step": _step,
        "save": _save,
        "saved": _saved,
    }[at.page](at)
    return replace(made, back=bool(at.before))


def _title(at: WizardPresenter) -> str:
    words = at.words
    if at.fixed:
        return words("wizard.title_swap", device=words.device(at.fixed))
    kind = at.form.kind if at.form is not None and at.page != "find" else at.finding.kind
    return (
        words("wizard.title_kind", device=words.device(kind)) if kind else (words("wizard.title"))
    )


def _path(at: WizardPresenter, now: str) -> tuple[vm.StepVM, ...]:
    """The first pages' list: what, where, how, try."""
    order = ("kind", "find", "form", "try", "save")
    place = order.index(now)
    rows = []
    for number, one in enumerate(order, 1):
        state = "now" if one == now else "done" if number <= place else "ahead"
        rows.append(vm.StepVM(str(number), at.words(f"wizard.path.{one}"), "", state))
    return tuple(rows)


def _trouble(at: WizardPresenter, words: Words) -> tuple[str, str]:
    if at.stage.error is not None:
        return words.error(at.stage.error), "danger"
    return "", "muted"


def _kind(at: WizardPresenter) -> vm.WizardVM:
    words = at.words
    everything = ("everything", words("wizard.everything"), words("wizard.everything.about"))
    kinds = tuple(
        (one, words(f"shell.device.{one}"), words(f"wizard.kind.{one}")) for one in vm.KINDS
    )
    said, role = _trouble(at, words)
    return vm.WizardVM(
        "kind",
        _title(at),
        "",
        words("wizard.ask.kind"),
        words("wizard.about.kind"),
        _path(at, "kind"),
        (vm.GroupVM("kind", "", (everything, *kinds), "", 2),),
        said=said,
        role=role,
    )


def _find(at: WizardPresenter) -> vm.WizardVM:
    words = at.words
    found = at.finding.fitting()
    options = tuple(vm.find_option(n, one, words) for n, one in enumerate(found, 1))
    groups = (vm.GroupVM("find", "", options, at.finding.picked, 2),) if options else ()
    said, role = _trouble(at, words)
    off = words("wizard.off.pick")
    question = words("wizard.ask.finding" if at.stage.busy else "wizard.ask.find", n=len(found))
    nothing = at.finding.finds is not None and not found and not at.stage.busy
    if nothing:
        question = words("wizard.ask.nothing")
    troubles = [
        one
        for one in (at.finding.finds.troubles if at.finding.finds else ())
        if at.finding.kind in vm.SOUGHT.get(one.source, (at.finding.kind,))
    ]
    lines = tuple(
        words(
            "wizard.find.trouble",
            source=words(f"wizard.source.{one.source}"),
            why=vm.reason(one.reason, words),
        )
        for one in troubles
    )
    aside = (words("wizard.find.elsewhere"), *lines) if lines else ()
    asks: tuple[vm.FieldVM, ...] = ()
    if at.finding.kind in vm.ON_THE_NETWORK:
        title, hint = words("wizard.addresses"), words("wizard.addresses.hint")
        asks = (vm.FieldVM("addresses", title, hint, at.finding.addresses),)
    return vm.WizardVM(
        "find",
        _title(at),
        "",
        question,
        words("wizard.about.find" if asks else "wizard.about.find_wire"),
        _path(at, "find"),
        groups,
        asks,
        aside,
        said,
        role,
        next_words=words("wizard.by_hand" if nothing else "wizard.next"),
        next_off="" if nothing or at.finding.picked and not at.stage.busy else off,
        skip_words="" if nothing else words("wizard.by_hand"),
        again_words=words("wizard.find_again"),
        busy=at.stage.busy,
        onward=at.finding.landed,
    )


def _form(at: WizardPresenter) -> vm.WizardVM:
    words, form = at.words, at.form
    assert form is not None
    refused = at.stage.error if isinstance(at.stage.error, Refused) else None
    bad = str(refused.facts.get("name", "")) if refused else ""
    groups, fields = form.shown(words, bad)
    if not at.fixed and not at.finding.kind:
        kinds = tuple((one, words(f"shell.device.{one}"), "") for one in vm.KINDS)
        groups = (vm.GroupVM("as", words("wizard.what"), kinds, form.kind, 5), *groups)
    said, role = _trouble(at, words)
    if refused and refused.code == "device.setting":  # by the name that stands over the field
        said = words(f"refused.{refused.code}", name=vm.label("device.option", bad, words))
    way = f"wizard.way.{form.choice.way}"
    return vm.WizardVM(
        "form",
        _title(at),
        "",
        words("wizard.ask.form"),
        _about_form(at, way),
        _path(at, "form"),
        groups,
        fields,
        said=said,
        role=role,
        next_words=words("wizard.try"),
        next_off=words("wizard.off.busy") if at.stage.busy else "",
        more_words=words("wizard.more") if form.has_more else "",
        busy=at.stage.busy,
    )


def _about_form(at: WizardPresenter, way: str) -> str:
    """What the way is; else whether something is filled in, or a hand has to."""
    if way in at.words:
        return at.words(way)
    filled = at.form is not None and at.form.choice.settings
    return at.words("wizard.about.form" if filled else "wizard.about.form_hand")


def _step(at: WizardPresenter) -> vm.WizardVM:
    words, step = at.words, at.step
    assert step is not None
    ahead = learn.steps(at.steps.draft)
    place = [one.name for one in ahead].index(step.name) + 1
    done = bool(at.steps.draft.gave(step.name))
    said, role = _step_said(at, words, done=done)
    failed = at.steps.said.state == "failed" and not done
    asks = bool(step.answers) and not at.stage.busy and not failed
    groups = vm.answers(step, at.steps.answer, words) if asks else ()
    fields: tuple[vm.FieldVM, ...] = ()
    if step.types and not done:
        key = f"wizard.type.{step.types}"
        fields = (vm.FieldVM("figure", words(key), words(f"{key}.hint"), at.steps.typed_figure),)
    sample = vm.SAMPLES.get(step.name, "")
    aside = (words("wizard.should_read"), sample, words("wizard.should_read.all")) if sample else ()
    next_words = words("wizard.next")
    if not step.answers and not done and not (step.first and at.steps.said.state == "ok"):
        key = f"wizard.do.{step.name}"
        next_words = words(key) if key in words else words("wizard.next")
    off = words("wizard.off.busy") if at.stage.busy else ""
    if step.answers and not at.steps.answer:
        off = words("wizard.off.answer") if not failed else words("wizard.off.failed")
    return vm.WizardVM(
        "step",
        _title(at),
        words("wizard.place", n=place, of=len(ahead)),
        words(f"wizard.ask.{step.name}"),
        words(f"wizard.about.{step.name}"),
        vm.step_rows(at.steps.draft, ahead, step.name, words),
        groups,
        fields,
        aside,
        said,
        role,
        next_words=next_words,
        next_off=off,
        skip_words="" if done else words("wizard.skip"),
        again_words=words("wizard.again"),
        busy=at.stage.busy,
        code=_code(at),
    )


def _code(at: WizardPresenter) -> str:
    """The test code that a scanner reads from the screen."""
    if at.step is not None and at.step.name in ("scan", "keys"):
        return at.stage.session.services.devices.workshop().test_code()
    return ""


def _step_said(at: WizardPresenter, words: Words, *, done: bool) -> tuple[str, str]:
    step = at.step
    assert step is not None
    if at.stage.error is not None:
        return words.error(at.stage.error), "danger"
    if at.stage.busy:
        return words("wizard.busy"), "muted"
    if at.steps.said.state == "failed" and not done:
        return at.steps.note or vm.failed(at.steps.said, words), "danger"
    if at.steps.note:
        return at.steps.note, "positive"
    if at.keys.listens:
        return words("wizard.listening"), "muted"
    if step.answers and at.steps.answer:
        key = f"wizard.chosen.{step.name}.{at.steps.answer}"
        return (words(key), "positive") if key in words else ("", "muted")
    if at.steps.said.state == "ok" and not step.answers:
        return words("wizard.ok"), "positive"
    return "", "muted"


def _save(at: WizardPresenter) -> vm.WizardVM:
    words = at.words
    said, role = _trouble(at, words)
    ahead = learn.steps(at.steps.draft)
    return vm.WizardVM(
        "save",
        _title(at),
        words("wizard.place", n=len(ahead), of=len(ahead)),
        words("wizard.ask.save"),
        words("wizard.about.save_swap" if at.fixed else "wizard.about.save"),
        vm.step_rows(at.steps.draft, ahead, "", words),
        rows=_rows(at),
        said=said,
        role=role,
        next_words=words("wizard.save"),
        next_off=words("wizard.off.busy") if at.stage.busy else "",
        again_words=words("wizard.from_start"),
        busy=at.stage.busy,
    )


def _saved(at: WizardPresenter) -> vm.WizardVM:
    words = at.words
    said, role = _trouble(at, words)
    return vm.WizardVM(
        "saved",
        _title(at),
        "",
        words("wizard.ask.saved", device=words.device(at.steps.draft.name)),
        words("wizard.about.saved"),
        vm.step_rows(at.steps.draft, learn.steps(at.steps.draft), "", words),
        rows=_rows(at),
        said=said or at.steps.note,
        role=role if said else "positive",
        next_words=words("wizard.print_sheet"),
        next_off=words("wizard.off.busy") if at.stage.busy else "",
        skip_words=words("wizard.done"),
        busy=at.stage.busy,
    )


def _rows(at: WizardPresenter) -> tuple[tuple[str, str], ...]:
    """What will be kept; what each step gave stands at the left."""
    return tuple(vm.sheet_rows(at.steps.draft, {}, at.words))
