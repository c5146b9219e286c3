"""What the labels' page shows, as values without Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.label.shape import FIELDS, LabelTemplate, Part, PartKind
from app.reports.labels.draw import Drawn, Trouble
from app.usecases.catalog.list_items import ItemRow
from app.usecases.label.due import DueItem
from app.usecases.label.printing import JobNow, LabelLine, PrinterNow
from app.words import Words, amount, quantity, whole

GOODS, PRICES, CAME = "goods", "prices", "came"
SOURCES = (GOODS, PRICES, CAME)
PRINTER, A4 = "printer", "a4"
_NAMED = re.compile(r"\{([^{}]+)\}")
ROLES = {"confirmed": "positive", "unsure": "warning", "failed": "danger"}


@dataclass(frozen=True, slots=True)
class RowVM:
    """A good (or a delivery) that may be chosen."""

    key: str
    name: str
    sub: str = ""
    value: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ListVM:
    """The left half. `state`: loading, rows, none, error."""

    state: str
    rows: tuple[RowVM, ...] = ()
    source: str = GOODS
    sources: tuple[str, ...] = ()
    about: str = ""
    error: str = ""
    none: str = ""
    none_why: str = ""
    take_all: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class LineVM:
    """A line of the job: what, how heavy, how many."""

    key: str
    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class JobVM:
    """The right half. `question` stands while nobody knows whether all labels came out."""

    templates: tuple[tuple[str, str], ...] = ()
    template: str = ""
    lines: tuple[LineVM, ...] = ()
    line: str = ""
    copies: str = "1"
    asks_weight: bool = False
    asks_days: bool = False
    grams: str = ""
    days: str = ""
    drawn: Drawn | None = None
    language: str = ""
    paper: str = PRINTER
    papers: tuple[tuple[str, str], ...] = ()
    sheet: str = ""
    sheets: tuple[tuple[str, str], ...] = ()
    start: str = "1"
    about: str = ""
    trouble: str = ""
    print: str = ""
    off: str = ""
    said: str = ""
    role: str = "text"
    question: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class FormVM:
    """The part that is being edited. `place` -1: none."""

    place: int
    kind: str = ""
    text: str = ""
    text_en: str = ""
    font: str = ""
    side: str = "left"
    bold: bool = False
    strike: bool = False
    digits: bool = False
    lines: str = "1"
    where: str = ""


@dataclass(frozen=True, slots=True)
class EditVM:
    """The editor. `state`: edit, files."""

    state: str
    name: str
    template: LabelTemplate
    parts: tuple[RowVM, ...]
    form: FormVM
    drawn: Drawn | None
    about: str = ""
    trouble: str = ""
    undo: bool = False
    redo: bool = False
    dirty: bool = False
    touched: bool = False
    own: bool = False
    said: str = ""
    role: str = "text"
    files: tuple[RowVM, ...] | None = None
    logo: bool = False
    serial: int = 0


def named(template: LabelTemplate, words: Words) -> str:
    """A template's name: the shop's, else the program's."""
    return template.name or words(f"labels.template.{template.template_id}")


def good(one: ItemRow, words: Words, *, chosen: bool) -> RowVM:
    """A good of the list."""
    item = one.item
    code = item.barcodes[0] if item.barcodes else item.plu
    price = "" if one.price_minor is None else amount(one.price_minor, words.digits)
    sub = " ".join(part for part in (item.spec, code) if part)
    return RowVM(str(item.item_id), item.named(words.lang), sub, price, chosen)


def due(one: DueItem, words: Words, *, chosen: bool) -> RowVM:
    """A good whose price is new."""
    item = one.item
    value = amount(one.price_minor, words.digits)
    return RowVM(str(item.item_id), item.named(words.lang), item.spec, value, chosen)


def weight(grams: int) -> str:
    """`1.354 kg`."""
    return f"{quantity(grams)} kg"


def troubles(found: Iterable[Trouble], template: LabelTemplate, words: Words) -> str:
    """The first thing that could not be shown as it should, as a sentence."""
    for one in sorted(found, key=lambda trouble: trouble.code == "cut"):
        part = part_name(template.parts[one.part], words)
        why = words(f"refused.{one.why}", code=part) if one.code == "code_refused" else ""
        mm = one.why if one.code in ("code_narrow", "code_fine") else ""
        return words(f"labels.trouble.{one.code}", part=part, why=why, mm=mm)
    return ""


def said_of(job: JobNow, words: Words) -> tuple[str, str, str]:
    """A job's state as (sentence, role, question)."""
    reason = ""
    if job.reason:
        key = f"device.reason.{job.reason}"
        reason = words("labels.why", why=words(key)) if key in words else ""
    if job.state == "unsure":
        return "", "warning", words("labels.unsure", n=job.labels, why=reason)
    key = f"labels.job.{job.state}"
    return words(key, n=job.labels, why=reason), ROLES.get(job.state, "text"), ""


def job_line(key: str, name: str, line: LabelLine, weighs: bool) -> LineVM:
    """A line of the job."""
    note = weight(line.told.grams) if weighs and line.told.grams else ""
    return LineVM(key, name, whole(line.copies), note)


def about(template: LabelTemplate, printer: PrinterNow, words: Words) -> str:
    """The paper, and the dots that the preview is drawn in."""
    size = f"{mm(template.width)} × {mm(template.height)} mm"
    dpi = 300 if printer.dots_per_mm == 12 else 203
    key = "labels.simulated" if printer.simulated else "labels.paper"
    return words(key, size=size, dpi=str(dpi))


def part_name(part: Part, words: Words) -> str:
    """What a part is called in a list: its fields, its text, else its kind."""
    found = _NAMED.findall(part.text)
    if found:
        return " ".join(words(f"labels.field.{one}") for one in found if one in FIELDS)
    return part.text[:20] or words(f"labels.kind.{part.kind.value}")


def spoken(text: str, words: Words) -> str:
    """Fields by their names in the person's language: `{price}` is `{价格}`."""
    return _NAMED.sub(
        lambda one: f"{{{words('labels.field.' + one[1])}}}" if one[1] in FIELDS else one[0], text
    )


def coded(text: str, words: Words) -> str:
    """The way back from `spoken`; a name that no field has stays, and is refused."""
    names = {words(f"labels.field.{one}").casefold(): one for one in FIELDS}
    return _NAMED.sub(
        lambda found: f"{{{names.get(found[1].strip().casefold(), found[1])}}}",
        text.replace("｛", "{").replace("｝", "}"),
    )


def mm(tenths: int) -> str:
    """`38`, `38.5`."""
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def part_row(place: int, part: Part, words: Words) -> RowVM:
    """A part in the editor's list."""
    return RowVM(
        str(place),
        part_name(part, words),
        words(f"labels.kind.{part.kind.value}"),
        f"{mm(part.w)} × {mm(part.h)}",
    )


def form(template: LabelTemplate, place: int, words: Words) -> FormVM:
    """The part one stands on."""
    if not 0 <= place < len(template.parts):
        return FormVM(-1)
    part = template.parts[place]
    where = words("labels.where", x=mm(part.x), y=mm(part.y), w=mm(part.w), h=mm(part.h))
    return FormVM(
        place,
        part.kind.value,
        spoken(part.text, words),
        spoken(part.text_en, words),
        mm(part.font),
        part.side.value,
        part.bold,
        part.strike,
        part.digits,
        str(part.lines),
        where,
    )


def new_part(code: str) -> Part:
    """A part to begin with: of a kind, or of a field."""
    if code in FIELDS:
        text = f"{{{code}}}"
        if code in ("barcode", "weigh_code"):
            return Part(PartKind.BARCODE, 20, 20, 320, 120, text)
        if code == "card_code":
            return Part(PartKind.QR, 20, 20, 200, 200, text)
        return Part(PartKind.TEXT, 20, 20, 240, 50, text, font=36)
    kind = PartKind(code)
    sizes = {PartKind.LINE: (300, 3), PartKind.BOX: (300, 200), PartKind.LOGO: (150, 150)}
    w, h = sizes.get(kind, (240, 50))
    return Part(kind, 20, 20, w, h, font=36)
