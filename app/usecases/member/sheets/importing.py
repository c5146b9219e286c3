"""Takes members in from CSV or Excel with their opening balances: looked at, then written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.permissions import Operator
from app.usecases.catalog.csv_rows import RowNote
from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class MemberImportRow:
    """One row: `verdict` new or failed (a member who is here already is an error that says who).

    Balances in minor units and points; `name` and `phone_masked` for the screen.
    """

    row_no: int
    name: str
    phone_masked: str
    verdict: str
    principal_minor: int = 0
    bonus_minor: int = 0
    points: int = 0
    growth: int = 0
    errors: tuple[RowNote, ...] = ()
    warnings: tuple[RowNote, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberImportPreview:
    """What an import would do. Rows with an error are left out by `apply`."""

    rows: tuple[MemberImportRow, ...]
    columns: tuple[tuple[str, str], ...]
    encoding: str
    counts: dict[str, int] = field(default_factory=dict)
    principal_minor: int = 0
    bonus_minor: int = 0
    points: int = 0
    drafts: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberImportDone:
    """What was written."""

    batch_id: str
    members: int
    openings: int
    principal_minor: int
    bonus_minor: int
    points: int


def preview(s: Services, source: bytes | Path) -> MemberImportPreview:
    """Read a file and say row by row what would happen; writes nothing. Report thread."""
    raise NotImplementedError


def apply(
    s: Services,
    operator: Operator,
    plan: MemberImportPreview,
    *,
    tell: Callable[[int, int], None] | None = None,
) -> Outcome[MemberImportDone]:
    """Write the good rows. `tell(done, of)` after each batch. Writer thread."""
    raise NotImplementedError
