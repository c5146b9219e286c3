"""Lots and rights as rows: what a holder has, read by the range of the primary key.

Nothing here changes a row: moves in a document do (projections/moves.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.domain.rights import Asset, AssetKind, Lot
from app.store.engine import Row, Tx

Held = dict[tuple[str, Asset], int]
Place = tuple[str, str]  # holder, lot: where a sweep stands

_LOT = (
    "SELECT lot_id, holder, asset, left, born, born_ms, from_ms, group_id, source, value_minor"
    " FROM lot"
)


def held(tx: Tx, *holders: str) -> Held:
    """What may be spent here, by holder and asset: what `rights.spend` is given."""
    return {
        (holder, Asset.parse(asset)): r
        for holder in holders
        for asset, r in tx.all("SELECT asset, r FROM rights WHERE holder = ? AND r > 0", (holder,))
    }


def lots(
    tx: Tx, *holders: str, empty: bool = False, kinds: Sequence[AssetKind] = ()
) -> tuple[Lot, ...]:
    """The lots of these holders that have something left; `empty`: used up ones too.

    `kinds` (of what is left) leaves others in the file: who comes every day has hundreds of lots of
    points, and no right to a debt that they would have to be searched for.
    """
    known: dict[str, Asset] = {}
    if kinds:
        return tuple(_lot(row, known) for one in holders for row in _of_kinds(tx, one, kinds))
    text, least = f"{_LOT} WHERE holder = ? AND left > ?", -1 if empty else 0
    return tuple(_lot(row, known) for one in holders for row in tx.all(text, (one, least)))


def _of_kinds(tx: Tx, holder: str, kinds: Sequence[AssetKind]) -> list[Row]:
    """The rows with something left: by the few rights that a holder has, then only their lots."""
    held_ = tx.all("SELECT asset FROM rights WHERE holder = ? AND r > 0", (holder,))
    assets = [asset for (asset,) in held_ if asset.split(".", 2)[1] in kinds]
    if not assets:
        return []
    marks = ", ".join("?" * len(assets))
    return tx.all(
        f"{_LOT} WHERE holder = ? AND left > 0 AND asset IN ({marks})",  # noqa: S608
        (holder, *assets),
    )


def summed_points(tx: Tx, *holders: str, now_ms: int) -> tuple[Lot, ...]:
    """Points by last day, those that are frozen apart, as one nameless lot each: for balances.

    Who comes every day has hundreds of lots of them; a spend asks for the real ones.
    """
    known: dict[str, Asset] = {}
    return tuple(
        Lot("", row[0], _asset(row[1], known), row[2], row[2], row[3], row[4])
        for holder in holders
        for row in tx.all(
            "SELECT holder, asset, sum(left), min(born_ms), min(from_ms) FROM lot"
            " WHERE holder = ? AND left > 0 AND instr(asset, ?) > 0 GROUP BY asset, from_ms > ?",
            (holder, f".{AssetKind.POINTS.value}.", now_ms),
        )
    )


def lot(tx: Tx, holder: str, lot_id: str) -> Lot | None:
    """One lot, used up or not."""
    row = tx.one(f"{_LOT} WHERE holder = ? AND lot_id = ?", (holder, lot_id))
    return _lot(row, {}) if row else None


def of_voucher(tx: Tx, voucher_id: str) -> Lot | None:
    """A voucher's one unit, used up or not, with whoever holds it now."""
    held_ = "(SELECT holder FROM voucher WHERE voucher_id = ?1)"
    row = tx.one(f"{_LOT} WHERE holder = {held_} AND lot_id = ?1", (voucher_id,))
    return _lot(row, {}) if row else None


def of_group(tx: Tx, holder: str, group_id: str) -> tuple[Lot, ...]:
    """All lots of a holder that came at once (a top-up, a sale, a package), used up ones too."""
    known: dict[str, Asset] = {}
    rows = tx.all(f"{_LOT} WHERE holder = ? AND group_id = ?", (holder, group_id))
    return tuple(_lot(row, known) for row in rows)


def list_ending(tx: Tx, before: str) -> None:
    """Note for a sweep which lots with something left have their last day before the business date
    `before`: by holder, the order in which the file lies, so that no page of it is read twice.

    The list lives with the writer's connection and is made anew by the next sweep.
    """
    tx.sql("DROP TABLE IF EXISTS temp.ending")
    tx.sql(
        "CREATE TEMP TABLE ending (holder TEXT, lot_id TEXT, PRIMARY KEY (holder, lot_id))"
        " WITHOUT ROWID"
    )
    tx.sql(
        "INSERT INTO ending SELECT holder, lot_id FROM lot"
        " WHERE left > 0 AND until_on <> '' AND until_on < ? ORDER BY holder, lot_id",
        (before,),
    )


def ending(tx: Tx, limit: int, *, after: Place = ("", "")) -> tuple[Place, tuple[Lot, ...], Held]:
    """The next lots of the list, as they are now, and the rights that they stand on: read side by
    side, because a sweep goes over the whole file.

    `after` is the place where the last page ended; an empty place says that the list is over.
    """
    places = tx.all(
        "SELECT holder, lot_id FROM ending WHERE (holder, lot_id) > (?, ?)"
        " ORDER BY holder, lot_id LIMIT ?",
        (*after, limit),
    )
    if not places:
        return ("", ""), (), {}
    last: Place = (places[-1][0], places[-1][1])
    known: dict[str, Asset] = {}
    lots_: list[Lot] = []
    found: Held = {}
    for *row, r in tx.all(
        f"{_LOT.replace(' FROM lot', ', coalesce(r, 0) FROM ending CROSS JOIN lot')}"
        " USING (holder, lot_id) LEFT JOIN rights USING (holder, asset)"
        " WHERE (holder, lot_id) > (?, ?) AND (holder, lot_id) <= (?, ?) AND left > 0"
        " ORDER BY holder, lot_id",
        (*after, *last),
    ):
        lot = _lot(tuple(row), known)
        lots_.append(lot)
        found[lot.holder, lot.asset] = r
    return last, tuple(lots_), found


def held_by(tx: Tx, lots_: Iterable[Lot]) -> Held:
    """The rights of whoever holds these lots."""
    return held(tx, *sorted({one.holder for one in lots_}))


def outstanding(tx: Tx) -> dict[Asset, int]:
    """What all holders have together, by asset: the unredeemed liability at this moment."""
    return {
        Asset.parse(asset): r
        for asset, r in tx.all("SELECT asset, sum(r) FROM rights GROUP BY asset HAVING sum(r) > 0")
    }


def moved(
    tx: Tx, *holders: str, from_on: str = "", until_on: str = "9999"
) -> list[tuple[str, int, int, str, Asset, int]]:
    """What documents moved of these holders' assets on business dates [from, until], in order.

    (business date, epoch, seq, kind of document, asset, amount): what a statement is made of.
    """
    known: dict[str, Asset] = {}
    marks = ", ".join("?" * len(holders))
    rows = tx.all(
        "SELECT j.bd, m.epoch, m.seq, j.kind, m.asset, sum(m.amount)"  # noqa: S608
        f" FROM asset_move AS m JOIN journal AS j USING (epoch, seq) WHERE m.holder IN ({marks})"
        " AND j.bd BETWEEN ? AND ? GROUP BY m.epoch, m.seq, m.asset"
        " HAVING sum(m.amount) <> 0 ORDER BY m.epoch, m.seq, m.asset",
        (*holders, from_on, until_on),
    )
    return [(*row[:4], _asset(row[4], known), row[5]) for row in rows]


def moved_since(tx: Tx, epoch: int, seq: int, *holders: str) -> bool:
    """Whether a later document moved anything of these holders."""
    marks = ", ".join("?" * len(holders))
    row = tx.one(
        f"SELECT 1 FROM asset_move WHERE holder IN ({marks})"  # noqa: S608
        " AND (epoch, seq) > (?, ?) LIMIT 1",
        (*holders, epoch, seq),
    )
    return row is not None


def live(found: Iterable[Lot], *kinds: AssetKind) -> tuple[Lot, ...]:
    """Those of these kinds that have something left."""
    return tuple(one for one in found if one.left > 0 and one.asset.kind in kinds)


def _asset(text: str, known: dict[str, Asset]) -> Asset:
    """Parsed once: a sweep meets the same asset thousands of times."""
    asset = known.get(text)
    if asset is None:
        asset = known[text] = Asset.parse(text)
    return asset


def _lot(row: Row, known: dict[str, Asset]) -> Lot:
    return Lot(row[0], row[1], _asset(row[2], known), *row[3:])
