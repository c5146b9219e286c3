"""Takes members in from CSV or Excel with their opening balances: looked at, then written.

`preview` writes nothing. `apply` writes a member.create for each good row and, where a balance came
along, an `opening` document of its own, a thousand members a transaction: the till stays usable
beside it. Breaking off loses nothing: the same file again says who is here already.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from app.domain.document import Kind
from app.domain.errors import Refused, Unavailable
from app.domain.ids import MemberId
from app.domain.permissions import Operator, Permission, require
from app.store import members
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases.catalog.csv_file import Sheet, read
from app.usecases.catalog.csv_rows import FAILED, NEW
from app.usecases.commit import Draft, seal_all
from app.usecases.loyalty.shared.openings import Openings
from app.usecases.member.file_write import card_of, file_draft
from app.usecases.member.sheets.rows import FORM, Known, MemberImportRow, RowReader, phone_of
from app.usecases.member.tier import grant_tiers
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

BATCH = 1000


@dataclass(frozen=True, slots=True)
class MemberImportPreview:
    """What an import would do. Rows with an error are left out by `apply`; all others are taken.

    `columns` are (header in the file, field or ""), `encoding` what the bytes were read as, the
    sums those of the rows that would be taken.
    """

    rows: tuple[MemberImportRow, ...]
    columns: tuple[tuple[str, str], ...]
    encoding: str
    counts: dict[str, int] = field(default_factory=dict)
    principal_minor: int = 0
    bonus_minor: int = 0
    points: int = 0

    @property
    def new(self) -> int:
        """Members that would join."""
        return self.counts.get(NEW, 0)

    @property
    def failed(self) -> int:
        """Rows with an error."""
        return self.counts.get(FAILED, 0)

    @property
    def warned(self) -> int:
        """Rows with a warning that are taken all the same."""
        return self.counts.get("warned", 0)


@dataclass(frozen=True, slots=True)
class MemberImportDone:
    """What was written. `skipped`: taken by somebody since the preview."""

    batch_id: str
    members: int
    openings: int
    principal_minor: int
    bonus_minor: int
    points: int
    skipped: int = 0


def preview(s: Services, source: bytes | Path) -> MemberImportPreview:
    """Read a file and say row by row what would happen; writes nothing. Report thread.

    Refused: `import.empty`, `import.not_text`, `import.spreadsheet`, `import.no_phone_column`,
    `import.too_large` (80 MB or 300,000 rows). Unavailable `file.unreadable`.
    """
    sheet = read(_bytes(source), FORM)
    with s.db.report() as tx:
        known = _known(tx, sheet)
    reader = RowReader(known)
    rows = tuple(reader.read(record) for record in sheet.records)
    taken = [row for row in rows if row.verdict == NEW]
    return MemberImportPreview(
        rows,
        sheet.columns,
        sheet.encoding,
        {
            NEW: len(taken),
            FAILED: len(rows) - len(taken),
            "warned": sum(1 for row in taken if row.warnings),
        },
        sum(row.principal_minor for row in taken),
        sum(row.bonus_minor for row in taken),
        sum(row.points for row in taken),
    )


def apply(
    s: Services,
    operator: Operator,
    plan: MemberImportPreview,
    *,
    tell: Callable[[int, int], None] | None = None,
) -> Outcome[MemberImportDone]:
    """Write the good rows. `tell(done, of)` after each thousand. Writer thread.

    Balances are money that nobody paid here: they need the right to adjust. `changes` names the
    batch in place of thousands of members. Refused: `permission.missing`, `import.nothing`.
    """
    require(operator, Permission.MEMBER_EDIT)
    wanted = [row for row in plan.rows if row.verdict == NEW]
    if not wanted:
        raise Refused("import.nothing")
    if plan.principal_minor or plan.bonus_minor or plan.points:
        require(operator, Permission.MEMBER_ADJUST)
    batch_id = s.clock.new_id()
    made: list[MemberImportRow] = []
    told = any(column == "marketing" for _, column in plan.columns)
    for start in range(0, len(wanted), BATCH):
        with s.db.write() as tx:
            part = _still_free(tx, wanted[start : start + BATCH])
            _write(tx, s, operator, part, batch_id=batch_id, told=told)
        made += part
        if tell is not None:
            tell(min(start + BATCH, len(wanted)), len(wanted))
    done = MemberImportDone(
        batch_id,
        len(made),
        sum(1 for row in made if _has_balance(row)),
        sum(row.principal_minor for row in made),
        sum(row.bonus_minor for row in made),
        sum(row.points for row in made),
        len(wanted) - len(made),
    )
    return Outcome(done, Changes(members=frozenset({batch_id})))


def _write(
    tx: Tx,
    s: Services,
    operator: Operator,
    rows: list[MemberImportRow],
    *,
    batch_id: str,
    told: bool,
) -> None:
    """A member.create for each row, its opening behind it; tiers that were said are granted."""
    now_ms, zone = s.clock.now_ms(), ZoneInfo(shops.day_rule(tx)[0])
    openings = Openings(tx, s)
    keys: list[tuple[str, bytes]] = []
    drafts: list[Draft] = []
    ranked: list[tuple[str, str]] = []
    lowest = next((one.tier_id for one in shops.tiers(tx)), "")
    for row in rows:
        if row.member is None:
            continue
        since_ms = _noon_ms(row.enrolled_on, zone) if row.enrolled_on else now_ms
        member = replace(
            row.member,
            member_id=MemberId(s.clock.new_id()),
            enrolled_ms=min(since_ms, now_ms),
        )
        key = s.vault.new_key()
        keys.append((member.member_id, key))
        if member.tier_id != lowest:
            ranked.append((member.member_id, member.tier_id))
        drafts.append(
            file_draft(
                *(s, Kind.MEMBER_CREATE, member, key),
                what=["imported", batch_id],
                consents=[("marketing", member.consents.marketing, "import")] if told else [],
            )
        )
        if opening := openings.draft(
            member.member_id,
            source=batch_id,
            principal_minor=row.principal_minor,
            bonus_minor=row.bonus_minor,
            points=row.points,
            growth=row.growth,
        ):
            drafts.append(opening)
    members.keep_keys(tx, keys)
    seal_all(tx, s, drafts, operator_id=operator.operator_id)
    grant_tiers(tx, s, operator, ranked, why="imported")


def _noon_ms(day: str, zone: ZoneInfo) -> int:
    """Noon of a date: the same business date whatever the shop's cutoff."""
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=zone)
    return (noon - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def _has_balance(row: MemberImportRow) -> bool:
    return bool(row.principal_minor or row.bonus_minor or row.points or row.growth)


def _still_free(tx: Tx, rows: list[MemberImportRow]) -> list[MemberImportRow]:
    """The rows whose number and card nobody took since the preview."""
    files = [row.member for row in rows if row.member is not None]
    taken = members.owners(
        tx, (one.phone for one in files), (t for one in files for t in one.card_tokens)
    )
    return [
        row
        for row in rows
        if row.member is not None
        and row.member.phone not in taken
        and not any(token in taken for token in row.member.card_tokens)
    ]


def _known(tx: Tx, sheet: Sheet) -> Known:
    phones = {phone_of(one.cells) for one in sheet.records} - {""}
    tokens = {token for one in sheet.records if (token := _token(one.cells.get("card", "")))}
    names = members.owners(tx, phones, tokens)
    tiers = shops.tiers(tx)
    called = {
        word.casefold(): one.tier_id
        for one in tiers
        for word in (one.name_en, one.tier_id, one.name)
        if word
    }
    return Known(
        {phone: names[phone] for phone in phones if phone in names},
        {token: names[token] for token in tokens if token in names},
        called,
        tiers[0].tier_id if tiers else "",
        shops.load(tx).currency,
    )


def _token(said: str) -> str:
    try:
        return card_of(said).token if said else ""
    except Refused:
        return ""


def _bytes(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise Unavailable("file", "unreadable", path=str(source)) from error
