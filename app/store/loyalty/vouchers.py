"""Vouchers as rows: in somebody's hand, by code, used, given so far."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.loyalty.voucher import Campaign, Voucher, VoucherKind
from app.store.engine import Row, Tx
from app.store.loyalty import program


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A voucher and what became of it. `live`: its one unit is still there (expired or not).

    `used_sale` and `used_ms` are of the sale that took it; a return gives it back and empties them.
    A voucher that is neither live nor used was voided or expired.
    """

    voucher: Voucher
    live: bool
    used_ms: int = 0
    used_sale: str = ""
    why: str = ""


_ROW = (
    "SELECT voucher_id, code, holder, campaign_id, until_on, from_ms, issued_ms, live, used_ms,"
    " used_sale, why FROM voucher"
)


def get(tx: Tx, voucher_id: str, *, today: str = "") -> VoucherRow | None:
    """One voucher by its id. `today` is the business date of `used_today`."""
    return _one(tx, tx.all(f"{_ROW} WHERE voucher_id = ?", (voucher_id,)), today)


def by_code(tx: Tx, code: str, *, today: str = "") -> VoucherRow | None:
    """One voucher by its printed code (without `V:`)."""
    return _one(tx, tx.all(f"{_ROW} WHERE code = ?", (code,)), today)


def of(tx: Tx, *holders: str, today: str, live: bool = True) -> tuple[VoucherRow, ...]:
    """The vouchers of these holders, the nearest end first; `live` False: all there ever were."""
    chosen = " AND live = 1" if live else ""
    marks = ", ".join("?" * len(holders))
    rows = tx.all(
        f"{_ROW} WHERE holder IN ({marks}){chosen} ORDER BY until_on = '', until_on, issued_ms,"
        " voucher_id",
        holders,
    )
    return _rows(tx, rows, holders, today) if rows else ()


def given(tx: Tx, campaign_id: str, *holders: str, since_ms: int = 0, why: str = "") -> int:
    """How many of a campaign these holders were given since then (for that reason)."""
    marks = ", ".join("?" * len(holders))
    row = tx.one(
        f"SELECT count(*) FROM voucher WHERE holder IN ({marks}) AND campaign_id = ?"  # noqa: S608
        " AND issued_ms >= ? AND why = iif(? = '', why, ?)",
        (*holders, campaign_id, since_ms, why, why),
    )
    return row[0] if row else 0


def _one(tx: Tx, rows: list[Row], today: str) -> VoucherRow | None:
    found = _rows(tx, rows, tuple(row[2] for row in rows), today)
    return found[0] if found else None


def _rows(tx: Tx, rows: list[Row], holders: tuple[str, ...], today: str) -> tuple[VoucherRow, ...]:
    known = program.campaigns(tx)
    used: dict[str, int] = {}
    if today and holders:
        marks = ", ".join("?" * len(holders))
        used = dict(
            tx.all(
                "SELECT campaign_id, count(*) FROM voucher"  # noqa: S608
                f" WHERE holder IN ({marks}) AND used_on = ? GROUP BY campaign_id",
                (*holders, today),
            )
        )
    return tuple(
        VoucherRow(
            Voucher(
                voucher_id=row[0],
                code=row[1],
                holder=row[2],
                campaign=known.get(row[3]) or Campaign(row[3], row[3], VoucherKind.AMOUNT),
                until_on=row[4],
                from_ms=row[5],
                issued_ms=row[6],
                used_today=used.get(row[3], 0),
            ),
            *(bool(row[7]), row[8], row[9], row[10]),
        )
        for row in rows
    )
