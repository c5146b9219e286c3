"""Members as a file that a spreadsheet opens; who took it out stands in the journal (R54).

Phones are masked, and health notes left out, unless somebody with the right to see them asks for
them and says why. With full numbers `importing` reads the file back.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

from app.domain.member import Birthday, Member, mask_phone
from app.domain.money import plain
from app.domain.permissions import Operator, Permission, require
from app.domain.rights import AssetKind
from app.store import members
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import history, merges, rights
from app.usecases.catalog.csv_file import quoted
from app.usecases.member.seen import note_look
from app.usecases.member.sheets.rows import HEADERS
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

PAGE = 500
HEALTH = ("健康备注", "health")
_GENDER = {"female": ("女", "female"), "male": ("男", "male"), "other": ("其他", "other")}


def export(
    s: Services,
    operator: Operator,
    *,
    form: str = "xlsx",
    language: str = "zh_CN",
    full_phone: bool = False,
    with_health: bool = False,
    why: str = "",
) -> Outcome[bytes]:
    """The file's bytes, `form` xlsx or csv (UTF-8 with a mark): active members, headers in
    `language`. Journalled before it is made; writer thread.

    Refused: `permission.missing` (to export; to see what is asked for), `reason.missing`.
    """
    require(operator, Permission.MEMBER_EXPORT)
    if full_phone:
        require(operator, Permission.MEMBER_FULL_PHONE)
    if with_health:
        require(operator, Permission.MEMBER_HEALTH)
    place = 1 if language == "en" else 0
    header = [names[place] for names in HEADERS.values()]
    if with_health:
        header.append(HEALTH[place])
    with s.db.write() as tx:
        parts = [part for part, asked in (("phone", full_phone), ("health", with_health)) if asked]
        note_look(
            *(tx, s, operator, ""),
            what="+".join(("export", *parts)),
            why=why,
            n=members.count(tx),
        )
    with s.db.read() as tx:
        sheet = _Sheet(tx, place, full_phone, with_health)
        data = _xlsx(header, sheet) if form == "xlsx" else _csv(header, sheet)
    return Outcome(data, Changes(members=frozenset()))


class _Sheet:
    """The rows, a page of members at a time."""

    def __init__(self, tx: Tx, place: int, full_phone: bool, with_health: bool) -> None:
        self._tx = tx
        self._place = place
        self._full_phone = full_phone
        self._with_health = with_health
        shop = shops.load(tx)
        self._digits = shop.currency.digits
        self._zone = ZoneInfo(shop.zone)
        self._tiers = {one.tier_id: one for one in shops.tiers(tx)}

    def __iter__(self) -> Iterator[list[str]]:
        after = 0
        while page := members.page(self._tx, after_no=after, limit=PAGE):
            for member in page:
                if member.active:
                    yield self._row(member)
            after = members.number(self._tx, page[-1].member_id)

    def _row(self, member: Member) -> list[str]:
        money = self._money(member)
        tier = self._tiers.get(member.tier_id)
        joined = datetime.fromtimestamp(member.enrolled_ms // 1000, UTC).astimezone(self._zone)
        cells = {
            "phone": member.phone if self._full_phone else mask_phone(member.phone),
            "name": quoted(member.name) if member.named else "",
            "card": member.card_tokens[0] if member.card_tokens else "",
            "tier": quoted(tier.named("en" if self._place else "zh_CN")) if tier else "",
            "birthday": self._birthday(member.birthday),
            "gender": _GENDER.get(member.gender, ("", ""))[self._place],
            "tags": quoted(";".join(member.tags)),
            "note": quoted(member.note),
            "marketing": (("是", "yes") if member.consents.marketing else ("否", "no"))[
                self._place
            ],
            "enrolled": joined.date().isoformat(),
        } | money
        row = [cells[field] for field in HEADERS]
        if self._with_health:
            row.append(quoted(member.health_note))
        return row

    def _money(self, member: Member) -> dict[str, str]:
        """What they have, whatever is frozen or not released yet among it."""
        sums: dict[AssetKind, int] = {}
        for lot in rights.lots(self._tx, *merges.holders(self._tx, member.member_id)):
            sums[lot.asset.kind] = sums.get(lot.asset.kind, 0) + lot.left
        growth = history.growth(self._tx, *merges.ids(self._tx, member.member_id))
        return {
            "principal": plain(sums.get(AssetKind.PRINCIPAL, 0), self._digits),
            "bonus": plain(sums.get(AssetKind.BONUS, 0), self._digits),
            "points": str(sums.get(AssetKind.POINTS, 0)),
            "growth": str(growth),
        }

    def _birthday(self, born: Birthday | None) -> str:
        if born is None:
            return ""
        day = f"{born.month:02d}-{born.day:02d}"
        whole = f"{born.year:04d}-{day}" if born.year else day
        return (("农历", "lunar ")[self._place] if born.lunar else "") + whole


def _csv(header: list[str], rows: _Sheet) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(header: list[str], rows: _Sheet) -> bytes:
    """Every cell is text: no number loses digits, and nothing is calculated."""
    from xlsxwriter import Workbook

    out = BytesIO()
    with Workbook(out, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for column, title in enumerate(header):
            sheet.write_string(0, column, title, bold)
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, cell)
    return out.getvalue()
