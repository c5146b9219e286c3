"""Takes a catalogue in from a file: looked at first, then written in one go, and undone if wrong.

`preview` writes nothing. `apply` writes `catalog.change` documents of at most 200 items in one
transaction. `undo` writes documents that put back what stood there before.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.catalog import Department, Item
from app.domain.document import Body, Document, Kind
from app.domain.errors import Refused, Unavailable
from app.domain.ids import ItemId
from app.domain.permissions import Operator, Permission, require
from app.store import catalog, journal, staff
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases.catalog.csv_file import read
from app.usecases.catalog.csv_rows import CHANGED, FAILED, NEW, SAME, ImportRow, RowReader, Shelf
from app.usecases.catalog.list_items import every_item
from app.usecases.catalog.save import seal_catalog
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

CHUNK = catalog.CHUNK
_TOUCHED = Changes(catalog=True)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read what the file does not say. Empty: the first department, and its tax class.

    `new_departments`: make departments that the file names and the shop lacks.
    """

    department_id: str = ""
    tax_class: str = ""
    new_departments: bool = False


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do. Rows with an error are left out by `apply`; all others are taken.

    `columns` are (header in the file, field or ""), `encoding` what the bytes were read as.
    """

    rows: tuple[ImportRow, ...]
    columns: tuple[tuple[str, str], ...]
    encoding: str
    options: ImportOptions = ImportOptions()
    new_departments: tuple[Department, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def new(self) -> int:
        """Items that the shop does not have yet."""
        return self.counts.get(NEW, 0)

    @property
    def changed(self) -> int:
        """Items that would change."""
        return self.counts.get(CHANGED, 0)

    @property
    def same(self) -> int:
        """Items that stand exactly so already."""
        return self.counts.get(SAME, 0)

    @property
    def failed(self) -> int:
        """Rows with an error."""
        return self.counts.get(FAILED, 0)

    @property
    def warned(self) -> int:
        """Rows with a warning that are taken all the same."""
        return self.counts.get("warned", 0)


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """An import that was applied: what `undo` needs, and what the screen says about it."""

    batch_id: str
    at_ms: int
    operator_name: str
    new: int
    changed: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did, or would do: rows put back, new items taken off sale, rows edited since
    and left. `names` are those that go off sale."""

    restored: int
    removed: int
    kept: int
    names: tuple[str, ...] = ()


def preview(
    s: Services, source: bytes | Path, options: ImportOptions = ImportOptions()
) -> ImportPreview:
    """Read a file and say row by row what would happen. Report thread; writes nothing.

    `source`: CSV or a workbook. Refused: `import.empty`, `import.not_text`,
    `import.spreadsheet`, `import.no_name_column`,
    `import.too_large` (20 MB or 100,000 rows), `department.unknown`, `tax.unknown_class`.
    Unavailable `file.unreadable` when a path cannot be read.
    """
    sheet = read(_bytes(source))
    with s.db.report() as tx:
        shelf, added = _shelf(
            tx, s, options, {r.cells.get("department", "") for r in sheet.records}
        )
    reader = RowReader(shelf)
    rows = tuple(reader.read(record) for record in sheet.records)
    counts = dict.fromkeys((NEW, CHANGED, SAME, FAILED, "warned"), 0)
    for row in rows:
        counts[row.verdict] += 1
        counts["warned"] += bool(row.warnings) and row.verdict != FAILED
    return ImportPreview(rows, sheet.columns, sheet.encoding, options, added, counts)


def apply(
    s: Services, operator: Operator, plan: ImportPreview, *, first: bool = False
) -> Outcome[ImportBatch]:
    """Write the good rows of a preview, all or nothing. Writer thread.

    `first`: what a shop begins with, which is no import that could be taken back.

    Refused: `permission.missing`, `import.nothing`, `import.stale` (name; it changed since the
    preview), `import.taken` (code, name; somebody took the barcode since).
    """
    require(operator, Permission.CATALOG_EDIT)
    wanted = [row for row in plan.rows if row.item is not None and row.verdict in (NEW, CHANGED)]
    if not wanted:
        raise Refused("import.nothing")
    batch_id = s.clock.new_id()
    with s.db.write() as tx:
        items, before = [], []
        for row in wanted:
            _require_fresh(tx, row)
            if row.item is not None:
                item = row.item
                made = item if row.before else replace(item, item_id=ItemId(s.clock.new_id()))
                items.append(made)
                before.append(catalog.item_body(row.before) if row.before else None)
        _seal(tx, s, operator, "" if first else batch_id, (plan.new_departments, items, before))
    new = sum(1 for row in wanted if row.verdict == NEW)
    batch = ImportBatch(batch_id, s.clock.now_ms(), operator.name, new, len(wanted) - new)
    return Outcome(batch, _TOUCHED)


def last(s: Services) -> ImportBatch | None:
    """The newest import, None when there was none. Report thread."""
    with s.db.report() as tx:
        docs = _batches(tx)
        if not docs:
            return None
        names = {str(one.operator_id): one.name for one in staff.people(tx, active_only=False)}
    batch_id = next(reversed(docs))
    first, *rest = docs[batch_id]
    before = [one for doc in (first, *rest) for one in doc.body.get("before", ())]
    undone = any(doc.body["reason"] == "undo" for doc in rest)
    new = sum(1 for one in before if one is None)
    operator = names.get(first.operator_id, "?")
    return ImportBatch(batch_id, first.eff_ms, operator, new, len(before) - new, undone)


def preview_undo(s: Services, batch_id: str) -> Undone:
    """What `undo` would do. Report thread; writes nothing. Refused as `undo`."""
    with s.db.report() as tx:
        return _to_undo(tx, batch_id).counted


def undo(s: Services, operator: Operator, batch_id: str) -> Outcome[Undone]:
    """Put back what stood before an import: new items go off sale, changed ones get their old row.

    Items that were edited since stay as they are. Writer thread.
    Refused: `permission.missing`, `import.unknown`, `import.undone_already`.
    """
    require(operator, Permission.CATALOG_EDIT)
    with s.db.write() as tx:
        found = _to_undo(tx, batch_id)
        for start in range(0, max(1, len(found.back)), CHUNK):
            body: Body = {
                "reason": "undo",
                "batch": batch_id,
                "items": found.back[start : start + CHUNK],
            }
            seal_catalog(tx, s, operator, body)
        if empty := [name for name, one in found.made.items() if _is_empty(tx, one)]:
            gone: Body = {"reason": "undo", "batch": batch_id, "removed": {"departments": empty}}
            seal_catalog(tx, s, operator, gone)
    return Outcome(found.counted, _TOUCHED)


@dataclass(frozen=True, slots=True)
class _ToUndo:
    """The rows to write, the departments that came with the import, and what it comes to."""

    back: list[Body]
    made: dict[str, Body]
    counted: Undone


def _to_undo(tx: Tx, batch_id: str) -> _ToUndo:
    docs = _batches(tx).get(batch_id, [])
    if not docs:
        raise Refused("import.unknown")
    if any(doc.body["reason"] == "undo" for doc in docs):
        raise Refused("import.undone_already")
    pairs = [pair for d in docs for pair in zip(d.body["items"], d.body["before"], strict=True)]
    made = {one["department_id"]: one for d in docs for one in d.body.get("departments", ())}
    back, off = _taken_back(tx, pairs, made)
    counted = Undone(len(back) - len(off), len(off), len(pairs) - len(back), off)
    return _ToUndo(back, made, counted)


def _is_empty(tx: Tx, made: Body) -> bool:
    """Whether a department stands as the import made it, and nothing lies in it any more."""
    found = catalog.department(tx, made["department_id"])
    if found is None or catalog.department_body(found) != made:
        return False
    return not any(every_item(tx, department_id=found.department_id))


def _taken_back(
    tx: Tx, pairs: list[tuple[Body, Body | None]], made: dict[str, Body]
) -> tuple[list[Body], tuple[str, ...]]:
    """The rows to write, and the names of those that go off sale.

    What goes off sale leaves a department that came with it: `made` go, too.
    """
    back: list[Body] = []
    names: list[str] = []
    old = [d.department_id for d in catalog.departments(tx) if d.department_id not in made]
    for imported, before in pairs:
        now = catalog.get(tx, imported["item_id"])
        if now is None or catalog.item_body(now) != imported:
            continue
        off = imported | {"active": False, "barcodes": [], "plu": ""}
        if old and off["department_id"] in made:
            off["department_id"] = old[0]
        back.append(before or off)
        if before is None:
            names.append(" ".join(x for x in (imported["name"], imported.get("spec", "")) if x))
    return back, tuple(names)


def _bytes(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise Unavailable("file", "unreadable", path=str(source)) from error


def _shelf(
    tx: Tx, s: Services, options: ImportOptions, named: set[str]
) -> tuple[Shelf, tuple[Department, ...]]:
    """What stands in the shop, and the departments that the import would add."""
    book, there = shops.book(tx), catalog.departments(tx)
    default = next((d for d in there if d.department_id == options.department_id), None)
    if default is None and options.department_id:
        raise Refused("department.unknown", name=options.department_id[:40])
    default = default or (there[0] if there else Department("", ""))
    tax_class = options.tax_class or default.tax_class
    book.tax.rate_ppm(tax_class)
    known = {n.casefold(): d for d in there for n in (d.name_en, d.department_id, d.name) if n}
    added: list[Department] = []
    for name in sorted(named) if options.new_departments else ():
        if name and name.casefold() not in known:
            position = len(there) + len(added) + 1
            one = Department(s.clock.new_id(), name[:60], "", tax_class, position)
            known[name.casefold()] = one
            added.append(one)
    items = tuple(every_item(tx))
    shelf = Shelf(
        by_id={one.item_id: one for one in items},
        by_code={code: one for one in items for code in one.barcodes},
        by_plu={one.plu: one for one in items if one.plu},
        by_name={(one.name, one.spec): one for one in reversed(items)},
        departments=known,
        tax=book.tax,
        currency=book.currency,
        now_ms=s.clock.now_ms(),
        department_id=default.department_id,
        tax_class=tax_class,
    )
    return shelf, tuple(added)


def _require_fresh(tx: Tx, row: ImportRow) -> None:
    """What the preview showed still stands: otherwise somebody's edit would be lost unseen."""
    own = row.before.item_id if row.before else ""
    if row.before is not None and catalog.get(tx, own) != row.before:
        raise Refused("import.stale", name=row.name)
    codes = row.item.barcodes if row.item else ()
    for code, owner in catalog.barcode_owners(tx, codes).items():
        if owner != own:
            raise Refused("import.stale", name=f"{row.name} {code}")


def _seal(
    tx: Tx,
    s: Services,
    operator: Operator,
    batch_id: str,
    content: tuple[tuple[Department, ...], list[Item], list[Body | None]],
) -> None:
    departments, items, before = content
    for start in range(0, len(items), CHUNK):
        body: Body = {
            "reason": "import" if batch_id else "first",
            "items": [catalog.item_body(one) for one in items[start : start + CHUNK]],
        }
        if batch_id:
            body |= {"batch": batch_id, "before": before[start : start + CHUNK]}
        if departments and start == 0:
            body["departments"] = [catalog.department_body(one) for one in departments]
        seal_catalog(tx, s, operator, body)


def _batches(tx: Tx) -> dict[str, list[Document]]:
    """Every import's documents, undo among them, in the order of the journal."""
    found: dict[str, list[Document]] = {}
    for doc in journal.read(tx, kinds=(Kind.CATALOG_CHANGE,)):
        if batch := doc.body.get("batch", ""):
            found.setdefault(batch, []).append(doc)
    return found
