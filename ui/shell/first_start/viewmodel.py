"""One page of the wizard as a frozen value: steps at the left, the question at the right."""

from __future__ import annotations

from dataclasses import dataclass

from app.words import Words
from ui.shell.first_start.answers import COUNTRIES, PAGES, PRINTERS, Draft, Faults, Page

STEP_WORD = 14  # characters of an answer that fit beside its step


@dataclass(frozen=True, slots=True)
class Step:
    """A line at the left. `state`: done, here, later."""

    name: str
    answer: str
    state: str


@dataclass(frozen=True, slots=True)
class FieldVM:
    """Something to type."""

    name: str
    label: str
    hint: str
    value: str
    error: str
    help: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class OptionVM:
    """Something to choose: the digit chooses it, too."""

    code: str
    title: str
    second: str


@dataclass(frozen=True, slots=True)
class FirstStartVM:
    """What the wizard shows."""

    page: Page
    language: str
    heading: str
    progress: str
    steps: tuple[Step, ...]
    title: str
    about: str
    options: tuple[OptionVM, ...]
    chosen: str
    fields: tuple[FieldVM, ...]
    facts: tuple[tuple[str, str], ...]
    note: str
    failure: str
    next: str
    back: str
    busy: bool


def vm(
    page: Page, draft: Draft, words: Words, *, wrong: Faults, failure: str = "", busy: bool = False
) -> FirstStartVM:
    """The texts of a page."""
    number = PAGES.index(page) + 1
    last = page is Page.READY
    return FirstStartVM(
        page=page,
        language=words.lang,
        heading=words("shell.first.heading"),
        progress=words("shell.first.progress", n=number, total=len(PAGES)),
        steps=tuple(_step(one, page, draft, words) for one in PAGES),
        title=words(f"shell.first.title.{page.value}"),
        about=words(f"shell.first.about.{page.value}"),
        options=_options(page, words),
        chosen=_chosen(page, draft),
        fields=_fields(page, draft, words, wrong),
        facts=_facts(draft, words) if last else (),
        note=words("shell.first.later"),
        failure=failure,
        next=words("shell.first.opening" if busy else "shell.first.open" if last else "shell.next"),
        back=words("shell.back" if number > 1 else "shell.first.quit"),
        busy=busy,
    )


def _step(one: Page, here: Page, draft: Draft, words: Words) -> Step:
    place, now = PAGES.index(one), PAGES.index(here)
    state = "here" if one is here else "done" if place < now else "later"
    answer = _answer(one, draft, words) if state == "done" else ""
    if len(answer) > STEP_WORD:
        answer = f"{answer[: STEP_WORD - 1]}…"
    return Step(words(f"shell.first.step.{one.value}"), answer, state)


def _answer(page: Page, draft: Draft, words: Words) -> str:
    return {
        Page.LANGUAGE: words(f"shell.language.{draft.language}"),
        Page.COUNTRY: words(f"shell.first.country.{draft.country}"),
        Page.SHOP: draft.shop_name.strip(),
        Page.OWNER: draft.owner_name.strip(),
        Page.PRINTER: words(f"shell.first.printer.{draft.printer}"),
    }.get(page, "")


def _options(page: Page, words: Words) -> tuple[OptionVM, ...]:
    codes: tuple[str, ...]
    if page is Page.LANGUAGE:
        codes, name = ("zh_CN", "en"), "shell.language"
    elif page is Page.COUNTRY:
        codes, name = tuple(one.code for one in COUNTRIES), "shell.first.country"
    elif page is Page.PRINTER:
        codes, name = PRINTERS, "shell.first.printer"
    else:
        return ()
    return tuple(
        OptionVM(
            code,
            words(f"{name}.{code}"),
            words(f"{name}.{code}.about") if f"{name}.{code}.about" in words else "",
        )
        for code in codes
    )


def _chosen(page: Page, draft: Draft) -> str:
    chosen = {
        Page.LANGUAGE: draft.language,
        Page.COUNTRY: draft.country,
        Page.PRINTER: draft.printer,
    }
    return chosen.get(page, "")


def _fields(page: Page, draft: Draft, words: Words, wrong: Faults) -> tuple[FieldVM, ...]:
    names: tuple[str, ...] = {
        Page.SHOP: ("shop_name", "till_name"),
        Page.OWNER: ("owner_name", "pin", "pin_again"),
    }.get(page, ())
    if page is Page.PRINTER:
        names = {"tcp": ("host",), "file": ("path",)}.get(draft.printer, ())
    return tuple(_field(name, draft, words, wrong) for name in names)


def _field(name: str, draft: Draft, words: Words, wrong: Faults) -> FieldVM:
    fault = wrong.get(name, "")
    return FieldVM(
        name,
        words(f"shell.first.field.{name}"),
        words(f"shell.first.hint.{name}"),
        str(getattr(draft, name)),
        words(fault) if fault else "",
        secret=name in ("pin", "pin_again"),
    )


def _facts(draft: Draft, words: Words) -> tuple[tuple[str, str], ...]:
    till = draft.till_name.strip() or words("shell.till", no="1")
    return (
        (words("shell.first.step.language"), words(f"shell.language.{draft.language}")),
        (
            words("shell.first.step.country"),
            words("shell.comma").join(
                (
                    words(f"shell.first.country.{draft.country}"),
                    words(f"shell.first.country.{draft.country}.about"),
                )
            ),
        ),
        (words("shell.first.step.shop"), f"{draft.shop_name.strip()} · {till}"),
        (words("shell.first.step.owner"), draft.owner_name.strip()),
        (words("shell.first.step.printer"), words(f"shell.first.printer.{draft.printer}")),
    )
