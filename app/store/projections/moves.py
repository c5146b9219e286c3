"""What any document does to lots, rights and days, whatever its kind.

Any body may carry `moves` (app/domain/rights.py: body) and `counts`: [{m: member_id, on: business
date, visits, spend, growth, topup}], only what is not zero. Moves change the lot and its holder's
right alike, in the document's order; a move with a birth makes the lot, or fills again the one that
lies there empty. A voucher's row follows its lot. Of counts, `topup` is the largest of its day, the
others add up; what principal and bonus change by on the document's own business date is added to
the member's day as `stored_minor`. The day's flows by asset go to the cube.

The tables refuse what would fall below zero; a move out of a lot or a right that is not there is a
ValueError. Both take the transaction back.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import groupby

from app.domain.document import Body, Document
from app.store.engine import Tx

_TAKE = (
    "UPDATE lot SET left = left + ?, value_minor = value_minor + ? WHERE holder = ? AND lot_id = ?"
)
_GIVE = (
    "INSERT INTO lot (holder, lot_id, asset, until_on, left, born, born_ms, from_ms, group_id,"
    " source, value_minor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (holder, lot_id) DO UPDATE SET left = left + excluded.left,"
    " born = max(born, left + excluded.left), value_minor = value_minor + excluded.value_minor"
)
_BEAR = f"{_GIVE}, asset = excluded.asset, until_on = excluded.until_on, from_ms = excluded.from_ms"
_LESS = "UPDATE rights SET r = r + ? WHERE holder = ? AND asset = ?"
_MORE = (
    "INSERT INTO rights (holder, asset, r) VALUES (?, ?, ?)"
    " ON CONFLICT (holder, asset) DO UPDATE SET r = r + excluded.r"
)
_DAY = (
    "INSERT INTO member_day (member_id, bd, visits, spend_minor, growth, topup_minor,"
    " stored_minor) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (member_id, bd) DO UPDATE SET"
    " visits = visits + excluded.visits, spend_minor = spend_minor + excluded.spend_minor,"
    " growth = growth + excluded.growth, topup_minor = max(topup_minor, excluded.topup_minor),"
    " stored_minor = stored_minor + excluded.stored_minor"
)
_MOVED = "INSERT INTO asset_move (holder, epoch, seq, asset, amount) VALUES (?, ?, ?, ?, ?)"
_FLOW = (
    "INSERT INTO day_cube (dim, bd, key, n, qty_milli, base_minor, total_minor, net_minor,"
    " tax_minor, cost_minor, costed_minor, refunds, refund_minor)"
    " VALUES (?, ?, ?, ?, 0, ?, ?, 0, 0, 0, 0, 0, ?) ON CONFLICT (dim, bd, key) DO UPDATE"
    " SET n = n + excluded.n, base_minor = base_minor + excluded.base_minor,"
    " total_minor = total_minor + excluded.total_minor,"
    " refund_minor = refund_minor + excluded.refund_minor"
)
BORN = "SELECT born_ms FROM lot WHERE holder = ? AND lot_id = ?"
_AGING = ("principal", "bonus", "gift")  # kinds of money whose age a report shows
_VOUCHER = "UPDATE voucher SET holder = ?, live = live + ? WHERE voucher_id = ?"


def moves(tx: Tx, doc: Document) -> None:
    """Lots, rights, the member's movements and days of one document."""
    rows: list[Body] = doc.body.get("moves") or []
    for taken, run in groupby(rows, key=_is_taken):
        if taken:
            _take(tx, list(run))
        else:
            _give(tx, doc, list(run))
    net: dict[tuple[str, str], int] = {}
    for one in rows:
        place = (one["h"], one["a"])
        net[place] = net.get(place, 0) + one["n"]
    tx.many(
        _MOVED,
        [(holder, doc.epoch, doc.seq, asset, n) for (holder, asset), n in net.items() if n],
    )
    _days(tx, doc, net)
    _flows(tx, doc, rows)


def _flows(tx: Tx, doc: Document, rows: list[Body]) -> None:
    """What came and went on this business date, by kind of document and asset: the cube's `asset`
    (came in base_minor, went in refund_minor, the rest of both in total_minor); money also by the
    month (UTC) in which its lot was born: the cube's `age`."""
    flows: dict[tuple[str, str], tuple[int, int, int]] = {}

    def flow(dim: str, key: str, n: int) -> None:
        moved, came, went = flows.get((dim, key), (0, 0, 0))
        flows[dim, key] = (moved + 1, came + max(n, 0), went - min(n, 0))

    for one in rows:
        flow("asset", f"{doc.kind.value}:{one['a']}", one["n"])
        kind = one["a"].split(".", 2)[1]
        if kind in _AGING:
            flow("age", f"{kind}:{_born_in(tx, one)}", one["n"])
    tx.many(
        _FLOW,
        [
            (dim, doc.business_date, key, moved, came, came - went, went)
            for (dim, key), (moved, came, went) in flows.items()
        ],
    )


def _born_in(tx: Tx, one: Body) -> str:
    """The month in which a move's lot was born, `2026-09`."""
    row = (one["born"],) if _is_born(one) else tx.one(BORN, (one["h"], one["lot"]))
    return datetime.fromtimestamp((row[0] if row else 0) // 1000, UTC).isoformat()[:7]


def _is_taken(one: Body) -> bool:
    return bool(one["n"] < 0)


def _take(tx: Tx, rows: list[Body]) -> None:
    found = tx.many(_TAKE, [(one["n"], one.get("v", 0), one["h"], one["lot"]) for one in rows])
    found += tx.many(_LESS, [(one["n"], one["h"], one["a"]) for one in rows])
    if found != 2 * len(rows):
        raise ValueError("a move takes from a lot that is not there")
    _vouchers(tx, rows)


def _give(tx: Tx, doc: Document, rows: list[Body]) -> None:
    for born, run in groupby(rows, key=_is_born):
        tx.many(_BEAR if born else _GIVE, [_lot(one, doc.eff_ms) for one in run])
    tx.many(_MORE, [(one["h"], one["a"], one["n"]) for one in rows])
    _vouchers(tx, rows)


def _is_born(one: Body) -> bool:
    return "born" in one


def _lot(one: Body, eff_ms: int) -> tuple[object, ...]:
    asset = one["a"]
    bucket = asset.rpartition(".")[2]
    return (
        *(one["h"], one["lot"], asset, "" if bucket == "never" else bucket, one["n"], one["n"]),
        *(one.get("born", eff_ms), one.get("from", 0), one.get("group", ""), one.get("src", "")),
        one.get("v", 0),
    )


def _vouchers(tx: Tx, rows: list[Body]) -> None:
    """A voucher's row says who has it, and whether it is still there."""
    found = [(one["h"], one["n"], one["lot"]) for one in rows if one["a"].startswith("VCH.")]
    if found:
        tx.many(_VOUCHER, found)


def _days(tx: Tx, doc: Document, net: dict[tuple[str, str], int]) -> None:
    days = [
        (
            *(one["m"], one["on"], one.get("visits", 0), one.get("spend", 0)),
            *(one.get("growth", 0), max(0, one.get("topup", 0)), 0),
        )
        for one in doc.body.get("counts") or ()
    ]
    stored: dict[str, int] = {}
    for (holder, asset), n in net.items():
        if holder[:2] == "m:" and asset.split(".", 2)[1] in ("principal", "bonus"):
            stored[holder[2:]] = stored.get(holder[2:], 0) + n
    days += [(m, doc.business_date, 0, 0, 0, 0, n) for m, n in stored.items() if n]
    if days:
        tx.many(_DAY, days)
