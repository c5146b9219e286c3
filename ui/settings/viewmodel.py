"""The settings in words: sections, fields with one sentence each, an example where it helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.catalog import TaxProfile
from app.domain.returns.how import EXTRA_LIMIT, Stock
from app.domain.shift.terms import terms_of
from app.domain.shop import Shop
from app.usecases.sentinel.rehearse import Rehearsal
from app.words import LANGUAGES, Words, amount
from ui.settings import drawer, examples, machine, watching
from ui.settings.fields import FieldVM, fact
from ui.settings.machine import Here
from ui.settings.typed import COLUMNS, LABELS, LIMITS, REASONS, VOIDS

SHOPS = ("shop", "paper", "money", "drawer", "returns", "watch", "day", "labels", "tax")
SECTIONS = (*SHOPS, *machine.SECTIONS)
STEPS_MINOR = {2: (1, 10, 50, 100), 0: (1, 10), 3: (1, 5, 50)}
MODES = ("half_up", "half_down", "down")
FIELDS: dict[str, tuple[str, ...]] = {
    "shop": ("shop_name", "branch", "till_name", "phone", "tax_no"),
    "paper": ("paper_language", "paper", "footer"),
    "money": ("rounding_step", "rounding_mode", *(f"limit.{name}" for name in LIMITS)),
    "returns": (
        EXTRA_LIMIT,
        *(f"reason.{n}.{part}" for n in range(REASONS) for part in ("name", "name_en", "stock")),
    ),
    "drawer": drawer.FIELDS,
    "watch": watching.FIELDS,
    "day": ("cutoff_hour", "auto_lock_minutes"),
    "labels": tuple(f"label.{place}" for place in range(LABELS)),
    "tax": (),
    **dict.fromkeys(machine.SECTIONS, ()),
}


@dataclass(frozen=True, slots=True)
class SectionVM:
    """A row at the left: its name, what stands there in short, a word when it is not saved."""

    code: str
    title: str
    short: str
    waits: str


@dataclass(frozen=True, slots=True)
class SettingsVM:
    """The page. `state`: loading, shown, error. `serial` grows when texts are filled anew."""

    state: str
    serial: int = 0
    sections: tuple[SectionVM, ...] = ()
    section: str = SECTIONS[0]
    title: str = ""
    about: str = ""
    fields: tuple[FieldVM, ...] = ()
    saves: bool = True
    dirty: bool = False
    save: str = ""
    save_off: str = ""
    said: str = ""
    said_role: str = "muted"
    error: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What the presenter knows. `errors` are sentences by field, `trying` a label to try, `tried`
    what the rules would have said; `watches`: whoever stands here sees cases, and their rules."""

    shop: Shop
    tax: TaxProfile
    kept: Mapping[str, str]
    texts: Mapping[str, str]
    here: Here = Here()
    section: str = SECTIONS[0]
    errors: Mapping[str, str] = field(default_factory=dict)
    trying: str = ""
    busy: bool = False
    said: str = ""
    said_role: str = "muted"
    serial: int = 0
    tried: Rehearsal | None = None
    watches: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """The sections that whoever stands here may see."""
        return tuple(code for code in SECTIONS if code != "watch" or self.watches)

    @property
    def dirty(self) -> bool:
        """Whether something typed is not saved."""
        return dict(self.texts) != dict(self.kept)

    def waits(self, section: str) -> bool:
        """Whether something in a section is not saved."""
        return any(self.texts[name] != self.kept[name] for name in FIELDS[section])


def settings(page: Page, words: Words) -> SettingsVM:
    """The whole page."""
    off = words("settings.saving") if page.busy else ""
    if not off and not page.dirty:
        off = words("settings.nothing_new")
    return SettingsVM(
        "shown",
        serial=page.serial,
        sections=tuple(
            SectionVM(
                code,
                words(f"settings.{code}"),
                _short(code, page, words),
                _waits(code, page, words),
            )
            for code in page.shown
        ),
        section=page.section,
        title=words(f"settings.{page.section}"),
        about=words(f"settings.{page.section}.about"),
        fields=_fields(page, words),
        saves=page.section not in ("tax", *machine.SECTIONS) or page.dirty,
        dirty=page.dirty,
        save=words("settings.save"),
        save_off=off,
        said=page.said,
        said_role=page.said_role,
    )


def _waits(code: str, page: Page, words: Words) -> str:
    return words("settings.unsaved") if page.waits(code) else ""


def _short(code: str, page: Page, words: Words) -> str:
    shop = page.shop
    if code == "shop":
        return shop.branch or shop.shop_name
    if code == "paper":
        return words("settings.mm", mm="58" if shop.paper_columns < COLUMNS["80"] else "80")
    if code == "money":
        step = shop.rounding.step_minor
        if step == 1:
            return words("settings.round_off")
        return words("settings.round_to", step=amount(step, shop.currency.digits))
    if code == "drawer":
        limit = amount(terms_of(shop).limit_minor, shop.currency.digits)
        return words("settings.drawer.short", limit=limit)
    if code == "watch":
        return watching.short(page.kept, words)
    if code == "returns":
        named = sum(bool(page.kept[f"reason.{n}.name"]) for n in range(REASONS))
        return words("settings.reasons", n=named)
    if code == "day":
        return words("settings.from_hour", hour=f"{shop.cutoff_hour:02d}:00")
    if code == "labels":
        return words("settings.patterns", n=len(shop.label_patterns))
    if code == "tax":
        return page.tax.code.upper()
    return machine.short(code, page.here, words)


def _fields(page: Page, words: Words) -> tuple[FieldVM, ...]:
    section = page.section
    if section == "tax":
        return _tax(page, words)
    if section in machine.SECTIONS:
        return machine.fields(section, page.here, words)
    fields = [_one(name, page, words) for name in FIELDS[section] if _shown(name, page)]
    if section == "day":
        fields += [fact("zone", page.shop.zone, words), fact("currency", _money(page), words)]
    if section == "labels":
        fields.append(
            FieldVM(
                "try",
                "text",
                words("settings.f.try"),
                words("settings.f.try.help"),
                page.trying,
                examples.tried(page.texts, page.trying, page.shop, words),
                hint=words("settings.f.try.hint"),
            )
        )
    return tuple(fields)


def _shown(name: str, page: Page) -> bool:
    """Of the rows for reasons, those that have a name, and the next empty one."""
    if name.startswith("cash."):
        return int(name.split(".")[1]) < drawer.rows_shown(page.texts, page.kept)
    if not name.startswith("reason."):
        return True
    place = int(name.split(".")[1])
    rows = (page.texts, page.kept)
    last = max((n for n in range(REASONS) for t in rows if t[f"reason.{n}.name"]), default=-1)
    return place <= last + 1


def _money(page: Page) -> str:
    return f"{page.shop.currency.code} {page.shop.currency.sign}"


def _one(name: str, page: Page, words: Words) -> FieldVM:
    stem = name.partition(".")[0]
    key = f"settings.f.{name}" if stem == "limit" else f"settings.f.{stem}"
    kind, unit, hint = "text", "", ""
    if stem in ("reason", "cash"):
        return _reason(name, page, words)
    if stem == "drawer":
        return _drawer(name, page, words)
    if stem == "watch":
        return watching.field(name, page.texts[name], page.tried, words)
    if name == EXTRA_LIMIT:
        kind, unit = "number", page.shop.currency.sign
    elif stem == "limit":
        kind, unit = "number", "%"
    elif name in ("cutoff_hour", "auto_lock_minutes"):
        kind, unit = "digits", words(f"settings.unit.{name}")
    elif _options(name, page, words):
        kind = "choice"
    elif stem == "label":
        hint = words("settings.f.label.hint")
    label = words(key, no=str(int(name[-1]) + 1)) if stem == "label" else words(key)
    helps = words(f"{key}.help") if name != "label.0" and stem != "label" else ""
    if name == "label.0":
        helps = words("settings.f.label.help")
    return FieldVM(
        name,
        kind,
        label,
        helps,
        page.texts[name],
        _example(name, page, words),
        page.errors.get(name, ""),
        hint,
        unit,
        _options(name, page, words),
    )


def _reason(name: str, page: Page, words: Words) -> FieldVM:
    """A part of a reason: what it is called in both languages, and what it does: with the goods
    that come back, or with the cash."""
    stem, place, part = name.split(".")
    options: tuple[tuple[str, str], ...] = ()
    if part == "stock":
        codes = (*(one.value for one in Stock), VOIDS)
        options = tuple((code, words(f"settings.opt.stock.{code}")) for code in codes)
    if part == "way":
        options = tuple((code, words(f"settings.opt.way.{code}")) for code in ("out", "in"))
    return FieldVM(
        name,
        "choice" if options else "text",
        words(f"settings.f.{stem}.{part}", no=str(int(place) + 1)),
        words(f"settings.f.{stem}.{part}.help") if place == "0" else "",
        page.texts[name],
        "",
        page.errors.get(name, ""),
        options=options,
    )


def _drawer(name: str, page: Page, words: Words) -> FieldVM:
    """One of the drawer's own settings."""
    yes_no: tuple[tuple[str, str], ...] = ()
    if name == drawer.COUNTED:
        yes_no = tuple((one, words(f"settings.opt.counted.{one}")) for one in ("no", "yes"))
    return FieldVM(
        name,
        "choice" if yes_no else "number",
        words(f"settings.f.{name}"),
        words(f"settings.f.{name}.help"),
        page.texts[name],
        "",
        page.errors.get(name, ""),
        unit="" if yes_no else page.shop.currency.sign,
        options=yes_no,
    )


def _options(name: str, page: Page, words: Words) -> tuple[tuple[str, str], ...]:
    digits = page.shop.currency.digits
    if name == "rounding_step":
        steps = {*STEPS_MINOR.get(digits, (1,)), page.shop.rounding.step_minor}
        return tuple(
            (
                amount(step, digits, grouping=False),
                words("settings.round_off") if step == 1 else amount(step, digits),
            )
            for step in sorted(steps)
        )
    if name == "rounding_mode":
        modes = dict.fromkeys((*MODES, page.shop.rounding.mode.value))
        return tuple((mode, words(f"settings.opt.mode.{mode}")) for mode in modes)
    if name == "paper":
        return tuple((mm, words("settings.mm", mm=mm)) for mm in COLUMNS)
    if name == "paper_language":
        return tuple((code, words(f"settings.opt.language.{code}")) for code in LANGUAGES)
    return ()


def _example(name: str, page: Page, words: Words) -> str:
    texts, shop = page.texts, page.shop
    if name == "rounding_mode":
        return examples.rounding(texts, shop, words)
    if name.startswith("limit."):
        return examples.limit(texts[name], shop, words)
    if name == "cutoff_hour":
        return examples.cutoff(texts[name], words)
    if name == "auto_lock_minutes":
        return examples.lock(texts[name], words)
    if name.startswith("label."):
        return examples.label(texts[name], shop, words)
    if name == "paper":
        return words(
            "settings.ex.paper", n=COLUMNS[texts[name]], han=str(COLUMNS[texts[name]] // 2)
        )
    return ""


def _tax(page: Page, words: Words) -> tuple[FieldVM, ...]:
    tax = page.tax
    included = words("settings.tax.included" if tax.included else "settings.tax.added")
    classes = words("settings.comma").join(
        (one.name_en if words.lang == "en" and one.name_en else one.name) for one in tax.classes
    )
    return (
        fact("tax_profile", tax.code.upper(), words),
        fact("tax_included", included, words),
        fact("tax_classes", classes, words),
        fact("tax_source", tax.source, words),
    )
