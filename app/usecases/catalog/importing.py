"""Takes a catalogue in from a file: looked at first, then written in one go, and undone if wrong.

`preview` writes nothing. `apply` writes `catalog.change` documents of at most 200 items in one
transaction. `undo` writes a document that puts back what stood there before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from app.domain.errors import Fact
from app.domain.permissions import Operator
from app.usecases.catalog.csv_rows import ImportRow
from app.usecases.outcome import Outcome
from app.usecases.services import Services

CHUNK = 200


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read what the file does not say. Empty: the first department, the standard class.

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
    new_departments: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def new(self) -> int:
        """Items that the shop does not have yet."""
        return self.counts.get("new", 0)

    @property
    def changed(self) -> int:
        """Items that would change."""
        return self.counts.get("changed", 0)

    @property
    def same(self) -> int:
        """Items that stand exactly so already."""
        return self.counts.get("same", 0)

    @property
    def failed(self) -> int:
        """Rows with an error."""
        return self.counts.get("failed", 0)

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


def preview(
    s: Services, source: bytes | Path, options: ImportOptions = ImportOptions()
) -> ImportPreview:
    """Read a file and say row by row what would happen. Report thread; writes nothing.

    Refused: `import.empty`, `import.not_text`, `import.no_name_column`, `import.too_large`
    (20 MB or 100,000 rows). Unavailable `file` when a path cannot be read.
    """
    raise NotImplementedError


def apply(s: Services, operator: Operator, plan: ImportPreview) -> Outcome[ImportBatch]:
    """Write the good rows of a preview, all or nothing.

    Refused: `permission.missing`, `import.nothing`, `import.stale` (an item changed since).
    """
    raise NotImplementedError


def last(s: Services) -> ImportBatch | None:
    """The newest import, None when there was none."""
    raise NotImplementedError


def undo(s: Services, operator: Operator, batch_id: str) -> Outcome[dict[str, Fact]]:
    """Put back what stood before an import: new items go off sale, changed ones get their old row.

    Items that were edited since stay; the facts say `restored`, `removed`, `kept`.
    Refused: `permission.missing`, `import.unknown`, `import.undone_already`.
    """
    raise NotImplementedError
