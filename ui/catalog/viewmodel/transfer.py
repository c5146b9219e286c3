"""An import in words: which file, what each row would do, what is wrong with it, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.catalog import SHELF, Department, Item, price_on
from app.usecases.catalog.csv_rows import CHANGED, FAILED, NEW, SAME, ImportRow, RowNote
from app.usecases.catalog.importing import ImportBatch, ImportPreview, Undone
from app.words import Words, amount, whole
from ui.bridge.files import FoundFile

WARNED = "warned"
ALL = "all"
FILTERS = (ALL, NEW, CHANGED, SAME, FAILED, WARNED)
MARKS = {NEW: ("plus", "accent"), CHANGED: ("edit", "text"), SAME: ("none", "muted")}
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "gb18030": "GB 18030"}
KB = 1024


@dataclass(frozen=True, slots=True)
class FileVM:
    """A file to choose: its path is its key."""

    path: str
    name: str
    folder: str
    size: str
    when: str


@dataclass(frozen=True, slots=True)
class LastVM:
    """The newest import: what it was, and whether it can be taken back."""

    words: str
    undo: str
    undo_off: str = ""


@dataclass(frozen=True, slots=True)
class StartVM:
    """Before a file is chosen: files lying about, the last import, the export."""

    files: tuple[FileVM, ...] = ()
    looking: bool = False
    path: str = ""
    path_error: str = ""
    last: LastVM | None = None
    export: str = ""
    export_error: str = ""
    export_off: str = ""
    said: str = ""
    said_role: str = "muted"
    serial: int = 0


@dataclass(frozen=True, slots=True)
class CountVM:
    """One count of the preview; it is a filter too. `role` inks the figure when it matters."""

    code: str
    label: str
    figure: str
    role: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PreviewRowVM:
    """One row of the file: what would happen, and why not."""

    key: str
    row_no: str
    name: str
    code: str
    verdict: str
    mark: str
    role: str
    note: str
    note_role: str


@dataclass(frozen=True, slots=True)
class PreviewVM:
    """What the file would do. `rows` grow from the front; `total` says how many there are."""

    name: str
    about: str
    counts: tuple[CountVM, ...]
    columns: tuple[tuple[str, str, bool], ...]
    rows: tuple[PreviewRowVM, ...]
    more: bool
    none: str
    department: str
    new_departments: bool
    departments_note: str
    apply: str
    apply_off: str
    said: str = ""
    picks: tuple[tuple[str, str], ...] = ()
    pick: str = ""


@dataclass(frozen=True, slots=True)
class DoneVM:
    """After the import: what was written, how to take it back."""

    title: str
    about: str
    undo: str
    undo_off: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class TransferVM:
    """The page. `state`: start, busy (words in `busy`), preview, pick, done."""

    state: str
    start: StartVM | None = None
    busy: str = ""
    busy_note: str = ""
    can_cancel: bool = True
    preview: PreviewVM | None = None
    done: DoneVM | None = None


def file(one: FoundFile, at: datetime, words: Words) -> FileVM:
    """A file in the list."""
    kb = max(1, one.size // KB)
    size = words("catalog.kb", n=kb) if kb < KB else words("catalog.mb", n=kb // KB)
    return FileVM(str(one.path), one.path.name, str(one.path.parent), size, words.moment(at))


def last(batch: ImportBatch, at: datetime, words: Words, *, sure: bool) -> LastVM:
    """The newest import in a sentence."""
    said = words(
        "catalog.last_import",
        when=words.moment(at),
        name=batch.operator_name,
        new=whole(batch.new),
        changed=whole(batch.changed),
    )
    off = words("catalog.undone") if batch.undone else ""
    return LastVM(said, words("catalog.undo_sure" if sure else "catalog.undo"), off)


def about(plan: ImportPreview, words: Words) -> str:
    """`396 行，编码 UTF-8`."""
    encoding = ENCODINGS.get(plan.encoding, plan.encoding)
    return words("catalog.file_about", n=len(plan.rows), encoding=encoding)


def counts(plan: ImportPreview, chosen: str, words: Words) -> tuple[CountVM, ...]:
    """How many rows do what; a count that is nought is quiet."""
    figures = {
        ALL: len(plan.rows),
        NEW: plan.new,
        CHANGED: plan.changed,
        SAME: plan.same,
        FAILED: plan.failed,
        WARNED: plan.warned,
    }
    roles = {FAILED: "danger", WARNED: "warning"}
    return tuple(
        CountVM(
            code,
            words(f"catalog.import.{code}"),
            whole(figures[code]),
            roles.get(code, "text") if figures[code] else "muted",
            code == chosen,
        )
        for code in FILTERS
    )


def columns(plan: ImportPreview, words: Words) -> tuple[tuple[str, str, bool], ...]:
    """(header in the file, what it is taken for, whether it is used at all)."""
    return tuple(
        (title or "—", words(f"catalog.column.{field}") if field else "", bool(field))
        for title, field in plan.columns
    )


def fits(one: ImportRow, chosen: str) -> bool:
    """Whether a row belongs to a count."""
    if chosen == WARNED:
        return bool(one.warnings) and one.verdict != FAILED
    return chosen in (ALL, one.verdict)


def row(
    one: ImportRow, departments: Sequence[Department], now_ms: int, words: Words
) -> PreviewRowVM:
    """A row of the file: its errors in words, else what would change."""
    if one.verdict == FAILED:
        mark, role = "alert", "danger"
        note, note_role = _notes(one.errors, words), "danger"
    else:
        mark, role = MARKS[one.verdict]
        said = _changes(one, departments, now_ms, words)
        warned = _notes(one.warnings, words)
        note = words("catalog.comma").join(x for x in (said, warned) if x)
        note_role = "warning" if warned else "muted"
    return PreviewRowVM(
        str(one.row_no),
        whole(one.row_no),
        one.name or words("catalog.nameless"),
        one.barcode,
        words(f"catalog.verdict.{one.verdict}"),
        mark,
        role,
        note,
        note_role,
    )


def _notes(notes: Sequence[RowNote], words: Words) -> str:
    return words("catalog.semicolon").join(
        words(f"import.{one.code}", **dict(one.facts)) for one in notes
    )


def _changes(one: ImportRow, departments: Sequence[Department], now_ms: int, words: Words) -> str:
    """What a row would change: `售价 2.60 → 2.80`; of a new item what it would cost."""
    if one.item is None or one.verdict == SAME:
        return ""
    after, before = one.item, one.before
    new_price = _price(after, now_ms, words)
    if before is None:
        parts = (_department(after, departments, words), new_price, after.unit)
        return words("catalog.comma").join(part for part in parts if part)
    parts_changed = [
        (words("catalog.column.name"), before.name, after.name),
        (words("catalog.column.price"), _price(before, now_ms, words), new_price),
        (words("catalog.column.cost"), _cost(before, words), _cost(after, words)),
        (words("catalog.column.spec"), before.spec, after.spec),
        (words("catalog.column.unit"), before.unit, after.unit),
        (words("catalog.column.name_en"), before.name_en, after.name_en),
        (
            words("catalog.column.department"),
            _department(before, departments, words),
            _department(after, departments, words),
        ),
        (words("catalog.column.tax"), before.tax_class, after.tax_class),
        (words("catalog.column.plu"), before.plu, after.plu),
        (words("catalog.column.barcode"), "", "+".join(after.barcodes[len(before.barcodes) :])),
    ]
    found = [
        f"{label} {old or '—'} → {new or '—'}"
        for label, old, new in parts_changed
        if old != new and (old or new)
    ]
    if before.active != after.active:
        found.append(words("catalog.on_sale" if after.active else "catalog.off_sale"))
    return words("catalog.comma").join(found)


def _price(item: Item, now_ms: int, words: Words) -> str:
    minor = price_on(item.prices, SHELF, now_ms)
    return "" if minor is None else amount(minor, words.digits)


def _cost(item: Item, words: Words) -> str:
    return "" if item.cost_minor is None else amount(item.cost_minor, words.digits)


def _department(item: Item, departments: Sequence[Department], words: Words) -> str:
    for one in departments:
        if one.department_id == item.department_id:
            return one.named(words.lang)
    return ""


def apply_words(plan: ImportPreview, words: Words) -> tuple[str, str]:
    """What the key would do, and why it cannot."""
    wanted = plan.new + plan.changed
    if not wanted:
        return words("catalog.apply_none"), words("catalog.apply_nothing")
    if plan.failed:
        return words("catalog.apply_some", n=wanted, failed=whole(plan.failed)), ""
    return words("catalog.apply", n=wanted), ""


def done(batch: ImportBatch, words: Words) -> tuple[str, str]:
    """What was written: a figure and a sentence."""
    title = words("catalog.imported", n=batch.new + batch.changed)
    said = words("catalog.imported_about", new=whole(batch.new), changed=whole(batch.changed))
    return title, said


def undone(found: Undone, words: Words) -> str:
    """What an undo did."""
    return words(
        "catalog.undone_about",
        restored=whole(found.restored),
        removed=whole(found.removed),
        kept=whole(found.kept),
    )
