"""The programme's page as the screen shows it: sections, terms, a form, an example. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.domain.errors import Refused
from app.domain.money import Currency
from app.words import Words
from ui.program import values
from ui.program.sentences import Names, Sayer
from ui.program.specs import FORMS, SECTIONS, SINGLE, FieldSpec

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class FieldVM:
    """One field. `kind`: text, figures, choice, switch, pick (opens a list), list (entries)."""

    key: str
    kind: str
    label: str
    help: str = ""
    value: str = ""
    unit: str = ""
    error: str = ""
    options: tuple[tuple[str, str], ...] = ()
    entries: tuple[str, ...] = ()
    add: str = ""


@dataclass(frozen=True, slots=True)
class PickVM:
    """A list to choose from in the form's place. `several`: each touch turns one on or off."""

    title: str
    options: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    several: bool


@dataclass(frozen=True, slots=True)
class BatchVM:
    """A batch of printed vouchers in the form's place."""

    title: str
    count: str
    error: str
    why: str
    steps: tuple[str, ...]
    do: str
    do_off: str
    said: str
    said_role: str


@dataclass(frozen=True, slots=True)
class ProgramVM:
    """The page. `state`: loading, shown, error. `serial` grows when texts are filled anew."""

    state: str
    sections: tuple[tuple[str, str], ...] = ()
    section: str = SECTIONS[0]
    about: str = ""
    terms: tuple[tuple[str, str, str], ...] = ()
    listed: bool = False
    term_id: str = ""
    title: str = ""
    inner: bool = False
    fields: tuple[FieldVM, ...] = ()
    pick: PickVM | None = None
    warnings: tuple[str, ...] = ()
    example: tuple[str, ...] = ()
    preview: str = ""
    judge: str = ""
    batch_key: str = ""
    batch_off: str = ""
    batch: BatchVM | None = None
    said: str = ""
    said_role: str = "muted"
    save: str = ""
    save_off: str = ""
    dirty: bool = False
    removable: str = ""
    error: str = ""
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """What the presenter keeps: the term as data, where one stands in it, what cannot be read."""

    currency: Currency
    names: Names
    section: str = SECTIONS[0]
    terms: tuple[tuple[str, dict[str, Any]], ...] = ()
    term_id: str = ""
    kept: dict[str, Any] | None = None
    data: dict[str, Any] | None = None
    path: Path = ()
    picking: str = ""
    texts: dict[tuple[Path, str], str] = field(default_factory=dict)
    errors: dict[tuple[Path, str], Refused] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    example: tuple[str, ...] = ()
    said: str = ""
    said_role: str = "muted"
    sure: bool = False
    busy: bool = False
    serial: int = 0

    @property
    def dirty(self) -> bool:
        """Whether something is not saved."""
        return self.data is not None and (self.data != self.kept or bool(self.errors))

    @property
    def form(self) -> str:
        """The form one stands in."""
        return self.section if not self.path else list_spec(self.section, str(self.path[0])).of

    def here(self) -> dict[str, Any]:
        """The data of the form one stands in."""
        data = self.data or {}
        if not self.path:
            return data
        found: dict[str, Any] = values.at(data, str(self.path[0]))[int(self.path[1])]
        return found


def list_spec(section: str, name: str) -> FieldSpec:
    """The list field of a section by its name."""
    return next(one for one in FORMS[section] if one.name == name and one.kind == "list")


def fits(spec: FieldSpec, data: dict[str, Any]) -> bool:
    """Whether a field is shown for what stands in the form."""
    name, allowed = spec.when
    return not name or values.at(data, name) in allowed


def vm(page: Page, words: Words) -> ProgramVM:
    """The page in words."""
    say = Sayer(words, page.names)
    form = page.form
    listed = page.section not in SINGLE
    title = words(f"prog.section.{page.section}")
    if listed and page.data is not None:
        title = say.term(page.section, page.data)[0]
    if page.path:
        title = words(f"prog.form.{form}")
    shown = () if page.data is None else _fields(page, form, say, words)
    return ProgramVM(
        "shown",
        sections=tuple((one, words(f"prog.section.{one}")) for one in SECTIONS),
        section=page.section,
        about=words(f"prog.about.{page.section}"),
        terms=tuple((key, *say.term(page.section, data)) for key, data in page.terms if listed),
        listed=listed,
        term_id=page.term_id,
        title=title,
        inner=bool(page.path),
        fields=shown,
        pick=_pick(page, form, words) if page.picking else None,
        warnings=page.warnings,
        example=page.example,
        preview=words("prog.preview") if page.section == "tier" and page.data else "",
        judge=words("prog.judge") if page.section == "tier" and not page.dirty else "",
        said=page.said,
        said_role=page.said_role,
        save=words("prog.save"),
        save_off="" if page.dirty else words("prog.no_change"),
        dirty=page.dirty,
        removable=_removable(page, words),
        serial=page.serial,
    )


def _removable(page: Page, words: Words) -> str:
    """The removing key's words; tiers stay, because members stand in them."""
    if page.path:
        return words("prog.remove_entry")
    known = any(key == page.term_id for key, _ in page.terms)
    if page.section in (*SINGLE, "tier") or not known or page.term_id == "general":
        return ""
    return words("prog.remove_sure" if page.sure else "prog.remove")


def _fields(page: Page, form: str, say: Sayer, words: Words) -> tuple[FieldVM, ...]:
    data = page.here()
    return tuple(_field(page, form, spec, say, words) for spec in FORMS[form] if fits(spec, data))


def _field(page: Page, form: str, spec: FieldSpec, say: Sayer, words: Words) -> FieldVM:
    value = values.at(page.here(), spec.name)
    base = f"prog.{form}.{spec.name}"
    label, help_ = words(base), words(f"{base}.help") if f"{base}.help" in words else ""
    place = (page.path, spec.key)
    error = words.error(page.errors[place]) if place in page.errors else ""
    if spec.kind == "choice":
        options = tuple((one, say.option(form, one)) for one in spec.options)
        return FieldVM(spec.key, "choice", label, help_, str(value), options=options)
    if spec.kind == "switch":
        return FieldVM(spec.key, "switch", label, help_, "yes" if value else "")
    if spec.kind == "ref":
        return FieldVM(spec.key, "pick", label, help_, say.name(spec.of, value), error=error)
    if spec.kind == "refs":
        return FieldVM(spec.key, "pick", label, help_, say.names_of(spec.of, list(value)))
    if spec.kind == "list":
        entries = tuple(say.entry(spec.of, one) for one in value)
        add = words(f"prog.add.{spec.of}")
        return FieldVM(spec.key, "list", label, help_, entries=entries, add=add)
    text = page.texts.get(place, values.shown(spec.kind, value, page.currency))
    unit = {"percent": "%", "times": words("prog.times")}.get(spec.kind, "")
    kind = "text" if spec.kind in ("text", "date") else "figures"
    return FieldVM(spec.key, kind, label, help_, text, unit=unit, error=error)


def _pick(page: Page, form: str, words: Words) -> PickVM:
    spec = next(one for one in FORMS[form] if one.key == page.picking)
    value = values.at(page.here(), spec.name)
    several = spec.kind == "refs"
    options = tuple((code, name) for code, name in page.names.get(spec.of, {}).items())
    if not several:
        options = (("", words("prog.nothing")), *options)
    chosen = tuple(str(one) for one in value) if several else (str(value),)
    return PickVM(words(f"prog.{form}.{spec.name}"), options, chosen, several)
