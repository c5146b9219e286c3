"""What a day at the till leaves behind: Zs, counts, cases, stock, the cube. Frozen.

A table that grows is made anew under its own name (see 0002). What documents of the earlier formats
say already is written into the new tables by one walk over the journal.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from alembic import op

revision = "0003"
down_revision = "0002"

TABLES = (
    """
CREATE TABLE attendance (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    operator_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    bd TEXT NOT NULL,
    CONSTRAINT pk_attendance PRIMARY KEY (epoch, seq),
    CONSTRAINT ck_attendance_kind CHECK (kind in ('in', 'out'))
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_attendance_operator_id ON attendance (operator_id, at_ms)",
    """
CREATE TABLE case_file (
    case_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    rule TEXT NOT NULL,
    subject TEXT NOT NULL,
    bd TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    level TEXT NOT NULL,
    data TEXT NOT NULL,
    state TEXT NOT NULL,
    closed_by TEXT NOT NULL,
    closed_ms INTEGER NOT NULL,
    why TEXT NOT NULL,
    CONSTRAINT pk_case_file PRIMARY KEY (case_id),
    CONSTRAINT ck_case_file_state CHECK (state in ('open', 'dismissed', 'confirmed'))
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_case_file_bd ON case_file (bd)",
    "CREATE INDEX ix_case_file_state ON case_file (state, at_ms)",
    """
CREATE TABLE day_cube (
    dim TEXT NOT NULL,
    bd TEXT NOT NULL,
    "key" TEXT NOT NULL,
    n INTEGER NOT NULL,
    qty_milli INTEGER NOT NULL,
    base_minor INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    net_minor INTEGER NOT NULL,
    tax_minor INTEGER NOT NULL,
    cost_minor INTEGER NOT NULL,
    costed_minor INTEGER NOT NULL,
    refunds INTEGER NOT NULL,
    refund_minor INTEGER NOT NULL,
    CONSTRAINT pk_day_cube PRIMARY KEY (dim, bd, "key")
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE price_change (
    item_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    list_id TEXT NOT NULL,
    was_minor INTEGER,
    now_minor INTEGER,
    operator_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    CONSTRAINT pk_price_change PRIMARY KEY (item_id, epoch, seq, list_id)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE role (
    role TEXT NOT NULL,
    permissions TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    CONSTRAINT pk_role PRIMARY KEY (role)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE sale_discount (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sale_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    name TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    operator_id TEXT NOT NULL,
    bd TEXT NOT NULL,
    shift_id TEXT NOT NULL,
    CONSTRAINT pk_sale_discount PRIMARY KEY (epoch, seq, n)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE sale_line_by (
    sale_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    operator_id TEXT NOT NULL,
    CONSTRAINT pk_sale_line_by PRIMARY KEY (sale_id, n)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE shift_count (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    shift_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    counted_minor INTEGER NOT NULL,
    expected_minor INTEGER NOT NULL,
    difference_minor INTEGER NOT NULL,
    CONSTRAINT pk_shift_count PRIMARY KEY (epoch, seq)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_shift_count_shift_id ON shift_count (shift_id)",
    """
CREATE TABLE stock_level (
    item_id TEXT NOT NULL,
    qty_milli INTEGER NOT NULL,
    counted_ms INTEGER NOT NULL,
    CONSTRAINT pk_stock_level PRIMARY KEY (item_id)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE stock_move (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    item_id TEXT NOT NULL,
    bd TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    qty_milli INTEGER NOT NULL,
    cost_minor INTEGER,
    reason TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    CONSTRAINT pk_stock_move PRIMARY KEY (epoch, seq, n),
    CONSTRAINT ck_stock_move_kind CHECK (kind in ('receive', 'adjust', 'count', 'transfer', 'write_off'))
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_stock_move_item_id ON stock_move (item_id)",
    """
CREATE TABLE traffic (
    bd TEXT NOT NULL,
    hour INTEGER NOT NULL,
    n INTEGER NOT NULL,
    CONSTRAINT pk_traffic PRIMARY KEY (bd, hour),
    CONSTRAINT ck_traffic_hour CHECK (hour between 0 and 23),
    CONSTRAINT ck_traffic_n CHECK (n >= 0)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE z_report (
    epoch INTEGER NOT NULL,
    z_no INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    bd TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    operator_id TEXT NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    last_sale INTEGER NOT NULL,
    last_refund INTEGER NOT NULL,
    shifts INTEGER NOT NULL,
    sales INTEGER NOT NULL,
    sales_minor INTEGER NOT NULL,
    refunds_minor INTEGER NOT NULL,
    grand_minor INTEGER NOT NULL,
    difference_minor INTEGER NOT NULL,
    CONSTRAINT pk_z_report PRIMARY KEY (epoch, z_no),
    CONSTRAINT ck_z_report_z_no CHECK (z_no > 0)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_z_report_bd ON z_report (bd)",
    """
CREATE TABLE z_seen (
    tid TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    z_no INTEGER NOT NULL,
    bd TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    data TEXT NOT NULL,
    CONSTRAINT pk_z_seen PRIMARY KEY (tid, epoch, z_no)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_z_seen_bd ON z_seen (bd)",
)

SHIFT = (
    """
CREATE TABLE shift (
    shift_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    bd TEXT NOT NULL,
    opened_ms INTEGER NOT NULL,
    closed_ms INTEGER NOT NULL,
    float_minor INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    counted_minor INTEGER NOT NULL,
    expected_minor INTEGER NOT NULL,
    counted INTEGER NOT NULL CONSTRAINT ck_shift_counted CHECK (counted in (0, 1)),
    z_no INTEGER NOT NULL,
    handed_to TEXT NOT NULL,
    CONSTRAINT pk_shift PRIMARY KEY (shift_id)
)
 STRICT
    """,
    "CREATE INDEX ix_shift_bd ON shift (bd)",
    "CREATE INDEX ix_shift_operator_id ON shift (operator_id, opened_ms)",
)

TILL_EVENT = (
    """
CREATE TABLE till_event (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    shift_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    sale_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    CONSTRAINT pk_till_event PRIMARY KEY (epoch, seq),
    CONSTRAINT ck_till_event_kind CHECK (kind in ('basket.cancel', 'drawer.open', 'reprint', 'login', 'clock.jump', 'fault', 'training', 'anchor.seen'))
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_till_event_sale_id ON till_event (sale_id)",
    "CREATE INDEX ix_till_event_shift_id ON till_event (shift_id, kind)",
)

REFUND = (
    """
CREATE TABLE refund (
    refund_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    no TEXT NOT NULL,
    sale_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    shift_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    bd TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    paid_out_minor INTEGER NOT NULL,
    rounding_minor INTEGER NOT NULL,
    how TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_refund PRIMARY KEY (refund_id),
    CONSTRAINT ck_refund_how CHECK (how in ('return', 'exchange', 'void', 'blind')),
    CONSTRAINT uq_refund_epoch_counter UNIQUE (epoch, counter)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_refund_member_id ON refund (member_id) WHERE member_id <> ''",
    "CREATE INDEX ix_refund_sale_id ON refund (sale_id)",
    "CREATE INDEX ix_refund_shift_id ON refund (shift_id)",
)

REFUND_LINE = (
    """
CREATE TABLE refund_line (
    refund_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    item_id TEXT NOT NULL,
    department_id TEXT NOT NULL,
    tax_class TEXT NOT NULL,
    rate_ppm INTEGER NOT NULL,
    qty_milli INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    net_minor INTEGER NOT NULL,
    tax_minor INTEGER NOT NULL,
    cost_minor INTEGER,
    points INTEGER NOT NULL,
    growth INTEGER NOT NULL,
    stock TEXT NOT NULL,
    CONSTRAINT pk_refund_line PRIMARY KEY (refund_id, n),
    CONSTRAINT ck_refund_line_qty CHECK (qty_milli > 0),
    CONSTRAINT ck_refund_line_stock CHECK (stock in ('restock', 'write_off')),
    CONSTRAINT fk_refund_line_refund_id_refund FOREIGN KEY(refund_id) REFERENCES refund (refund_id)
)
 WITHOUT ROWID,
 STRICT
    """,
)

GROWN = (
    (
        *("shift", SHIFT, ("ix_shift_operator_id",)),
        "INSERT INTO shift (shift_id, operator_id, bd, opened_ms, closed_ms, float_minor, epoch,"
        " first_seq, last_seq, counted_minor, expected_minor, counted, z_no, handed_to)"
        " SELECT shift_id, operator_id, bd, opened_ms, closed_ms, float_minor, 0, first_seq,"
        " last_seq, 0, 0, 0, 0, '' FROM shift_was ORDER BY rowid",
    ),
    (
        *("till_event", TILL_EVENT, ("ix_till_event_sale_id", "ix_till_event_shift_id")),
        "INSERT INTO till_event (epoch, seq, kind, shift_id, operator_id, sale_id, reason,"
        " amount_minor, lines, at_ms) SELECT epoch, seq, kind, shift_id, operator_id, sale_id,"
        " reason, amount_minor, lines, at_ms FROM till_event_was",
    ),
    (
        *("refund", REFUND),
        ("ix_refund_member_id", "ix_refund_sale_id", "ix_refund_shift_id"),
        "INSERT INTO refund (refund_id, epoch, seq, counter, no, sale_id, member_id, shift_id,"
        " operator_id, bd, at_ms, total_minor, paid_out_minor, rounding_minor, how, reason)"
        " SELECT refund_id, epoch, seq, counter, no, sale_id, member_id, shift_id, operator_id, bd,"
        " at_ms, total_minor, paid_out_minor, rounding_minor, 'return', '' FROM refund_was",
    ),
    (
        *("refund_line", REFUND_LINE, ()),
        "INSERT INTO refund_line (refund_id, n, item_id, department_id, tax_class, rate_ppm,"
        " qty_milli, amount_minor, net_minor, tax_minor, cost_minor, points, growth, stock)"
        " SELECT refund_id, n, item_id, department_id, tax_class, rate_ppm, qty_milli,"
        " amount_minor, amount_minor - tax_minor, tax_minor, NULL, points, growth, 'restock'"
        " FROM refund_line_was",
    ),
)

Row = tuple[Any, ...]


def upgrade() -> None:
    op.execute("PRAGMA legacy_alter_table = ON")  # children go on pointing at the name
    for name, anew, indexes, copied in GROWN:
        op.execute(f"ALTER TABLE {name} RENAME TO {name}_was")
        for index in indexes:
            op.execute(f"DROP INDEX {index}")
        for statement in anew:
            op.execute(statement)
        op.execute(copied)
        op.execute(f"DROP TABLE {name}_was")
    for statement in TABLES:
        op.execute(statement)
    op.execute("PRAGMA legacy_alter_table = OFF")
    op.execute(
        "INSERT INTO day_cube SELECT 'member', bd, 'new', count(*), 0, 0, 0, 0, 0, 0, 0, 0, 0"
        " FROM journal WHERE kind = 'member.create' GROUP BY bd"
    )
    _Walk().go()


class _Walk:
    """One way through the journal: each document is read once, whatever it has to tell."""

    def __init__(self) -> None:
        self.connection = op.get_bind()
        self.waiting: dict[str, list[Row]] = {}
        self.flows: dict[tuple[str, str, str], list[int]] = {}
        self.prices: dict[str, dict[str, int]] = {}

    def go(self) -> None:
        tells = {
            "sale": self.sale,
            "catalog.change": self.catalog,
            "refund": self.refund,
            "shift.open": self.shift_open,
            "shift.close": self.shift_close,
        }
        for epoch, seq, kind, doc in self.documents():
            if kind in tells:
                tells[kind](epoch, seq, doc)
            for move in doc["b"].get("moves") or ():
                self.move(kind, doc["bd"], move)
        for (dim, bd, key), (n, came, went) in self.flows.items():
            self.write(
                "INSERT INTO day_cube VALUES (?, ?, ?, ?, 0, ?, ?, 0, 0, 0, 0, 0, ?)",
                (dim, bd, key, n, came, came - went, went),
            )
        for statement in self.waiting:
            self.flush(statement)

    def documents(self) -> Iterator[tuple[int, int, str, dict[str, Any]]]:
        after = (0, 0)
        while True:
            rows = self.connection.exec_driver_sql(
                "SELECT epoch, seq, kind, bytes FROM journal WHERE (epoch, seq) > (?, ?) AND (kind"
                " IN ('catalog.change', 'refund', 'shift.open', 'shift.close')"
                " OR instr(bytes, CAST('\"moves\":' AS BLOB)) > 0"
                " OR kind = 'sale' AND instr(bytes, CAST('\"rule\":' AS BLOB)) > 0)"
                " ORDER BY epoch, seq LIMIT 5000",
                after,
            ).fetchall()
            for epoch, seq, kind, data in rows:
                yield epoch, seq, kind, json.loads(data)
            if not rows:
                return
            after = rows[-1][:2]

    def write(self, statement: str, row: Row) -> None:
        rows = self.waiting.setdefault(statement, [])
        rows.append(row)
        if len(rows) >= 20_000:
            self.flush(statement)

    def flush(self, statement: str) -> None:
        if rows := self.waiting[statement]:
            self.connection.exec_driver_sql(statement, rows)
            rows.clear()

    def sale(self, epoch: int, seq: int, doc: dict[str, Any]) -> None:
        body = doc["b"]
        sums: dict[tuple[str, str], int] = {}
        for line in body["lines"]:
            for one in line["adj"]:
                place = (one["rule"], str(one["facts"].get("name") or one["reason"]))
                sums[place] = sums.get(place, 0) - one["amount"]
        for n, (place, off) in enumerate(sums.items(), 1):
            self.write(
                "INSERT INTO sale_discount VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (epoch, seq, n, body["sale_id"], *place, off, doc["op"], doc["bd"], body["shift_id"]),
            )

    def catalog(self, epoch: int, seq: int, doc: dict[str, Any]) -> None:
        changes: dict[tuple[str, str], tuple[int | None, int | None]] = {}
        body = doc["b"]
        told = [(one["item_id"], _lists(one["prices"])) for one in body.get("items", ())]
        told += [(gone, {}) for gone in body.get("removed", {}).get("items", ())]
        for item_id, now in told:
            was = self.prices.get(item_id, {})
            for name in sorted({*was, *now}):
                if was.get(name) != now.get(name):
                    first = changes.get((item_id, name), (was.get(name),))[0]
                    changes[item_id, name] = (first, now.get(name))
            self.prices[item_id] = now
        for (item_id, name), (before, after) in changes.items():
            if before != after:
                self.write(
                    "INSERT INTO price_change VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (item_id, epoch, seq, name, before, after, doc["op"], doc["eff_ms"]),
                )

    def refund(self, epoch: int, seq: int, doc: dict[str, Any]) -> None:
        body = doc["b"]
        self.connection.exec_driver_sql(
            "UPDATE refund SET reason = ? WHERE refund_id = ?",
            (body.get("reason", ""), body["refund_id"]),
        )
        for one in body["lines"]:
            net = one["amount"] - (one["tax"] if body.get("tax_included", True) else 0)
            self.connection.exec_driver_sql(
                "UPDATE refund_line SET net_minor = ?, cost_minor = ? WHERE (refund_id, n) = (?, ?)",
                (net, one.get("cost"), body["refund_id"], one["n"]),
            )

    def shift_open(self, epoch: int, seq: int, doc: dict[str, Any]) -> None:
        self.connection.exec_driver_sql(
            "UPDATE shift SET epoch = ? WHERE shift_id = ?", (epoch, doc["b"]["shift_id"])
        )

    def shift_close(self, epoch: int, seq: int, doc: dict[str, Any]) -> None:
        self.connection.exec_driver_sql(
            "UPDATE shift SET expected_minor = ? WHERE shift_id = ?",
            (doc["b"].get("totals", {}).get("cash_expected_minor", 0), doc["b"]["shift_id"]),
        )

    def move(self, kind: str, bd: str, move: dict[str, Any]) -> None:
        self.flow("asset", bd, f"{kind}:{move['a']}", move["n"])
        what = move["a"].split(".", 2)[1]
        if what in ("principal", "bonus", "gift"):
            born = move.get("born")
            if born is None:
                row = self.connection.exec_driver_sql(
                    "SELECT born_ms FROM lot WHERE holder = ? AND lot_id = ?",
                    (move["h"], move["lot"]),
                ).fetchone()
                born = row[0] if row else 0
            month = datetime.fromtimestamp(born // 1000, UTC).strftime("%Y-%m")
            self.flow("age", bd, f"{what}:{month}", move["n"])

    def flow(self, dim: str, bd: str, key: str, n: int) -> None:
        sums = self.flows.setdefault((dim, bd, key), [0, 0, 0])
        sums[0] += 1
        sums[1] += max(n, 0)
        sums[2] -= min(n, 0)


def _lists(prices: list[list[Any]]) -> dict[str, int]:
    """The price that will stand last on each list."""
    last: dict[str, tuple[int, int]] = {}
    for name, minor, from_ms, _ in prices:
        if name not in last or from_ms >= last[name][0]:
            last[name] = (from_ms, minor)
    return {name: minor for name, (_, minor) in last.items()}
