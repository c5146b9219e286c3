"""Attempts to be paid through a gateway. Frozen. No document of an earlier format speaks of any."""

from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = (
    """
CREATE TABLE pay_attempt (
    attempt_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sale_id TEXT NOT NULL,
    shift_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    origin_id TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    whole_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    bd TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    got_minor INTEGER NOT NULL,
    got_currency TEXT NOT NULL,
    approval_no TEXT NOT NULL,
    why TEXT NOT NULL,
    changed_ms INTEGER NOT NULL,
    booked_id TEXT NOT NULL,
    CONSTRAINT pk_pay_attempt PRIMARY KEY (attempt_id),
    CONSTRAINT ck_pay_attempt_state CHECK (state in ('written', 'reversing', 'giving_back', 'refunding', 'approved', 'declined', 'reversed', 'returned', 'owed', 'wrong')),
    CONSTRAINT ck_pay_attempt_amount CHECK (amount_minor > 0)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_pay_attempt_bd ON pay_attempt (bd)",
    "CREATE INDEX ix_pay_attempt_open ON pay_attempt (at_ms)"
    " WHERE state in ('written', 'reversing', 'giving_back', 'refunding')",
    "CREATE INDEX ix_pay_attempt_origin_id ON pay_attempt (origin_id) WHERE origin_id <> ''",
    "CREATE INDEX ix_pay_attempt_sale_id ON pay_attempt (sale_id)",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
