"""Labels on paper: looked at in the printer's own dots, printed as a job of the spool, or on A4.

A job keeps what its labels say, not their dots: they are drawn for the printer that prints them.
Like a receipt it is never sent twice by itself, and what nobody is sure of a person answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.domain.errors import Refused
from app.domain.label.codec import from_dict, to_dict
from app.domain.label.shape import LabelTemplate
from app.domain.permissions import Operator, Permission, require
from app.reports.labels.draw import Artist, Drawn, read_logo
from app.reports.labels.sheet import SHEET_DOTS, sheet_named, sheet_pdf
from app.store import catalog, spool
from app.store import shop as shops
from app.store.engine import Tx
from app.store.queries import labels
from app.usecases.label.facts import Setting, Told, facts_of
from app.usecases.label.templates import EXTRA_LOGO, logo
from app.usecases.outcome import Changes, Outcome, Print
from app.usecases.services import Services
from app.words import Words

DEVICE = labels.DEVICE
OnSheet = tuple[str, int]
MOST_COPIES = 999
MOST_LABELS = 2000
_DOTS = {"203": 8, "300": 12}


@dataclass(frozen=True, slots=True)
class LabelLine:
    """What is to be printed: an item, or a `code` (a card, a voucher) with its `title`."""

    item_id: str = ""
    copies: int = 1
    told: Told = Told()
    code: str = ""
    title: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class PrinterNow:
    """The label printer: whether one is set, how fine it prints, and whether it is a simulated."""

    there: bool
    dots_per_mm: int
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class JobNow:
    """How a job of labels stands: queued, sending, confirmed, unsure, failed; `reason` a word."""

    job_id: str
    state: str
    reason: str
    labels: int


def printer(s: Services) -> PrinterNow:
    """The label printer as it is set now. Any thread."""
    choice = s.devices.choice(DEVICE)
    dots = _DOTS.get(str(dict(choice.settings).get("dpi", "203")), 8)
    return PrinterNow(choice.way != "none", dots, choice.way == "fake")


def picture(
    s: Services, template: LabelTemplate, line: LabelLine, *, language: str = "", dots: int = 0
) -> Drawn:
    """One label as the printer would print it. Reader thread.

    `dots` 0: those of the label printer. Refused: `item.unknown` and as `facts_of`.
    """
    with s.db.read() as tx:
        setting = _setting(tx, s, language)
        facts = _facts(tx, setting, line, template)
    artist = _artist(setting, dots or printer(s).dots_per_mm)
    return artist.draw(template, facts)


def print_labels(
    s: Services,
    operator: Operator,
    template: LabelTemplate,
    lines: tuple[LabelLine, ...],
    *,
    language: str = "",
) -> Outcome[str]:
    """The job's id; it is printed after the commit. `language` empty: the paper's. Writer thread.

    Refused: `permission.missing`, `labels.no_printer`, `labels.nothing`, `labels.copies` (most,
    all), `labels.no_grams` (name), `labels.no_card` and `labels.only_card` where template and line
    do not go together, `item.unknown`, and as `facts_of`.
    """
    require(operator, Permission.CATALOG_EDIT)
    if not printer(s).there:
        raise Refused("labels.no_printer")
    job_id = s.clock.new_id()
    with s.db.write(durable=False) as tx:
        slip = _slip(tx, s, template, lines, language)
        spool.enqueue(tx, job_id, labels.KIND, slip, s.clock.now_ms(), device=DEVICE)
    return Outcome(job_id, Changes(prints=True), (Print(job_id, DEVICE),))


def sheet(
    s: Services,
    template: LabelTemplate,
    lines: tuple[LabelLine, ...],
    *,
    on: OnSheet,
    language: str = "",
) -> bytes:
    """A PDF of A4 sheets: which, and the place on the first to begin at. Report thread.

    Refused as `print_labels`, and `labels.start` (most).
    """
    chosen, start = sheet_named(on[0]), on[1]
    if not 1 <= start <= chosen.places:
        raise Refused("labels.start", most=chosen.places)
    with s.db.report() as tx:
        slip = _slip(tx, s, template, lines, language)
    return sheet_pdf(chosen, drawn_of(slip, SHEET_DOTS), start=start)


def job(s: Services, job_id: str) -> JobNow | None:
    """How a job stands. Reader thread."""
    with s.db.read() as tx:
        found = spool.get(tx, job_id)
    return _now(found) if found is not None else None


def asked(s: Services) -> JobNow | None:
    """The latest job of which nobody is sure: a person must look. Reader thread."""
    with s.db.read() as tx:
        unsure = spool.listed(tx, states=("unsure",))
    return next((_now(one) for one in unsure if one.kind == labels.KIND), None)


def _now(found: spool.Job) -> JobNow:
    many = sum(int(one["copies"]) for one in found.slip.get("labels", ()))
    return JobNow(found.job_id, found.state, found.reason, many)


def drawn_of(slip: dict[str, Any], dots_per_mm: int) -> Iterable[tuple[Drawn, int]]:
    """The labels of a job in the dots of a printer, with their copies. Any thread."""
    template = from_dict(slip["template"])
    speaks, mark = slip["language"], slip.get("mark", "")
    picture = read_logo(slip.get("logo", ""))
    artist = Artist(dots_per_mm, language=speaks, logo=picture, mark=mark)
    for one in slip["labels"]:
        yield artist.draw(template, one["facts"]), int(one["copies"])


def _slip(
    tx: Tx, s: Services, template: LabelTemplate, lines: tuple[LabelLine, ...], language: str
) -> dict[str, Any]:
    if not lines:
        raise Refused("labels.nothing")
    total = sum(one.copies for one in lines)
    if total > MOST_LABELS or any(not 1 <= one.copies <= MOST_COPIES for one in lines):
        raise Refused("labels.copies", most=MOST_COPIES, all=MOST_LABELS)
    setting = _setting(tx, s, language)
    weighed = bool(template.named & {"weight", "total", "weigh_code"})
    card = "card_code" in template.named
    for one in lines:
        if card is not bool(one.code):
            raise Refused("labels.no_card" if card else "labels.only_card")
        if weighed and one.item_id and not one.told.grams:
            item = catalog.get(tx, one.item_id)
            raise Refused("labels.no_grams", name=item.named(setting.language) if item else "")
    return {
        "template": to_dict(template),
        "language": setting.language,
        "logo": setting.shop.extra.get(EXTRA_LOGO, ""),
        "mark": _mark(setting),
        "labels": [
            {
                "item_id": one.item_id,
                "copies": one.copies,
                "facts": _facts(tx, setting, one, template),
            }
            for one in lines
        ],
    }


def _setting(tx: Tx, s: Services, language: str) -> Setting:
    shop = shops.load(tx)
    lists = tuple(one.price_list for one in shops.tiers(tx) if one.price_list)
    speaks = language or shop.paper_language
    named = tuple((one.department_id, one.named(speaks)) for one in catalog.departments(tx))
    return Setting(shop, speaks, s.clock.now_ms(), lists, named)


def _facts(tx: Tx, setting: Setting, line: LabelLine, template: LabelTemplate) -> dict[str, str]:
    if line.code:
        return {
            "shop": setting.shop.shop_name,
            "card_code": line.code,
            "card_title": line.title,
            "card_until": line.until,
        }
    item = catalog.get(tx, line.item_id)
    if item is None:
        raise Refused("item.unknown")
    return facts_of(item, setting, line.told, template)


def _artist(setting: Setting, dots: int) -> Artist:
    mark = _mark(setting)
    return Artist(dots, language=setting.language, logo=logo(setting.shop), mark=mark)


def _mark(setting: Setting) -> str:
    """What stands over the labels of a training till, as over its receipts."""
    return Words(setting.language)("training.label") if setting.shop.training else ""
