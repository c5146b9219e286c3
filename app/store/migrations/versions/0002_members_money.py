"""Members and their money: lots, rights, programme, vouchers, packages, returns. Frozen.

A table that grows is made anew under its own name: what SQLite writes down of a table that was
altered or renamed is not what it writes down of a new one.
"""

from alembic import op

revision = "0002"
down_revision = "0001"

TABLES = (
    """
CREATE TABLE asset_move (
    holder TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    asset TEXT NOT NULL,
    amount INTEGER NOT NULL,
    CONSTRAINT pk_asset_move PRIMARY KEY (holder, epoch, seq, asset)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE consent_log (
    member_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    what TEXT NOT NULL,
    given INTEGER NOT NULL CONSTRAINT ck_consent_log_given CHECK (given in (0, 1)),
    how TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    CONSTRAINT pk_consent_log PRIMARY KEY (member_id, epoch, seq, what)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE gift_card (
    card_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    last4 TEXT NOT NULL,
    face_minor INTEGER NOT NULL,
    state TEXT NOT NULL,
    until_on TEXT NOT NULL,
    topup_id TEXT NOT NULL,
    issued_ms INTEGER NOT NULL,
    CONSTRAINT pk_gift_card PRIMARY KEY (card_id),
    CONSTRAINT ck_gift_card_state CHECK (state in ('active', 'blocked', 'replaced')),
    CONSTRAINT uq_gift_card_code_hash UNIQUE (code_hash)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_gift_card_topup_id ON gift_card (topup_id)",
    """
CREATE TABLE lot (
    holder TEXT NOT NULL,
    lot_id TEXT NOT NULL,
    asset TEXT NOT NULL,
    until_on TEXT NOT NULL,
    "left" INTEGER NOT NULL,
    born INTEGER NOT NULL,
    born_ms INTEGER NOT NULL,
    from_ms INTEGER NOT NULL,
    group_id TEXT NOT NULL,
    source TEXT NOT NULL,
    value_minor INTEGER NOT NULL,
    CONSTRAINT pk_lot PRIMARY KEY (holder, lot_id),
    CONSTRAINT ck_lot_left CHECK (left >= 0 and left <= born),
    CONSTRAINT ck_lot_value CHECK (value_minor >= 0)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_lot_until_on ON lot (until_on) WHERE left > 0 AND until_on <> ''",
    """
CREATE TABLE member_alias (
    gone_id TEXT NOT NULL,
    keep_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    CONSTRAINT pk_member_alias PRIMARY KEY (gone_id)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_member_alias_keep_id ON member_alias (keep_id)",
    """
CREATE TABLE member_day (
    member_id TEXT NOT NULL,
    bd TEXT NOT NULL,
    visits INTEGER NOT NULL,
    spend_minor INTEGER NOT NULL,
    growth INTEGER NOT NULL,
    topup_minor INTEGER NOT NULL,
    stored_minor INTEGER NOT NULL,
    CONSTRAINT pk_member_day PRIMARY KEY (member_id, bd)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE member_event (
    member_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    why TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    CONSTRAINT pk_member_event PRIMARY KEY (member_id, epoch, seq, n)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE member_tier (
    member_id TEXT NOT NULL,
    tier_id TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    why TEXT NOT NULL,
    grace_until TEXT NOT NULL,
    next_on TEXT NOT NULL,
    CONSTRAINT pk_member_tier PRIMARY KEY (member_id)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE package (
    package_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    lots TEXT NOT NULL,
    paid_minor INTEGER NOT NULL,
    bought_ms INTEGER NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT NOT NULL,
    paused_on TEXT NOT NULL,
    paused_days INTEGER NOT NULL,
    topup_id TEXT NOT NULL,
    CONSTRAINT pk_package PRIMARY KEY (package_id)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_package_holder ON package (holder)",
    """
CREATE TABLE package_use (
    sale_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    package_id TEXT NOT NULL,
    bd TEXT NOT NULL,
    uses INTEGER NOT NULL,
    CONSTRAINT pk_package_use PRIMARY KEY (sale_id, n),
    CONSTRAINT ck_package_use_uses CHECK (uses >= 0)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_package_use_package_id ON package_use (package_id, bd)",
    """
CREATE TABLE photo (
    photo TEXT NOT NULL,
    data BLOB NOT NULL,
    CONSTRAINT pk_photo PRIMARY KEY (photo)
)
 STRICT
    """,
    """
CREATE TABLE program_head (
    one INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    CONSTRAINT pk_program_head PRIMARY KEY (one),
    CONSTRAINT ck_program_head_one CHECK (one = 1)
)
 STRICT
    """,
    """
CREATE TABLE program_term (
    noun TEXT NOT NULL,
    term_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    data TEXT NOT NULL,
    removed INTEGER NOT NULL CONSTRAINT ck_program_term_removed CHECK (removed in (0, 1)),
    CONSTRAINT pk_program_term PRIMARY KEY (noun, term_id)
)
 WITHOUT ROWID,
 STRICT
    """,
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
    CONSTRAINT pk_refund PRIMARY KEY (refund_id),
    CONSTRAINT uq_refund_epoch_counter UNIQUE (epoch, counter)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_refund_member_id ON refund (member_id) WHERE member_id <> ''",
    "CREATE INDEX ix_refund_sale_id ON refund (sale_id)",
    "CREATE INDEX ix_refund_shift_id ON refund (shift_id)",
    """
CREATE TABLE reward_taken (
    redeem_id TEXT NOT NULL,
    reward_id TEXT NOT NULL,
    member_id TEXT NOT NULL,
    points INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    CONSTRAINT pk_reward_taken PRIMARY KEY (redeem_id)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_reward_taken_reward_id ON reward_taken (reward_id, member_id)",
    """
CREATE TABLE rights (
    holder TEXT NOT NULL,
    asset TEXT NOT NULL,
    r INTEGER NOT NULL,
    CONSTRAINT pk_rights PRIMARY KEY (holder, asset),
    CONSTRAINT ck_rights_r CHECK (r >= 0)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE tier_given (
    member_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    tier_id TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until TEXT NOT NULL,
    locked INTEGER NOT NULL CONSTRAINT ck_tier_given_locked CHECK (locked in (0, 1)),
    topup_id TEXT NOT NULL,
    CONSTRAINT pk_tier_given PRIMARY KEY (member_id, epoch, seq, n)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE till_money (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    shift_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    CONSTRAINT pk_till_money PRIMARY KEY (epoch, seq, n)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_till_money_shift_id ON till_money (shift_id)",
    """
CREATE TABLE topup (
    topup_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    no TEXT NOT NULL,
    member_id TEXT NOT NULL,
    plan_id TEXT NOT NULL,
    plan_kind TEXT NOT NULL,
    plan_name TEXT NOT NULL,
    shift_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    bd TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    paid_minor INTEGER NOT NULL,
    refunded_minor INTEGER NOT NULL,
    CONSTRAINT pk_topup PRIMARY KEY (topup_id),
    CONSTRAINT uq_topup_epoch_counter UNIQUE (epoch, counter)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_topup_member_id ON topup (member_id)",
    "CREATE INDEX ix_topup_shift_id ON topup (shift_id)",
    """
CREATE TABLE voucher (
    voucher_id TEXT NOT NULL,
    code TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    holder TEXT NOT NULL,
    until_on TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    issued_ms INTEGER NOT NULL,
    why TEXT NOT NULL,
    live INTEGER NOT NULL CONSTRAINT ck_voucher_live CHECK (live in (0, 1)),
    used_ms INTEGER NOT NULL,
    used_on TEXT NOT NULL,
    used_sale TEXT NOT NULL,
    CONSTRAINT pk_voucher PRIMARY KEY (voucher_id),
    CONSTRAINT uq_voucher_code UNIQUE (code)
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_voucher_campaign_id ON voucher (campaign_id, issued_ms)",
    "CREATE INDEX ix_voucher_holder ON voucher (holder)",
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
    tax_minor INTEGER NOT NULL,
    points INTEGER NOT NULL,
    growth INTEGER NOT NULL,
    CONSTRAINT pk_refund_line PRIMARY KEY (refund_id, n),
    CONSTRAINT ck_refund_line_qty CHECK (qty_milli > 0),
    CONSTRAINT fk_refund_line_refund_id_refund FOREIGN KEY(refund_id) REFERENCES refund (refund_id)
)
 WITHOUT ROWID,
 STRICT
    """,
)

MEMBER = (
    """
CREATE TABLE member (
    member_no INTEGER NOT NULL,
    member_id TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    tier_id TEXT NOT NULL,
    notices INTEGER NOT NULL CONSTRAINT ck_member_notices CHECK (notices in (0, 1)),
    marketing INTEGER NOT NULL CONSTRAINT ck_member_marketing CHECK (marketing in (0, 1)),
    enrolled_ms INTEGER NOT NULL,
    note TEXT NOT NULL,
    active INTEGER NOT NULL CONSTRAINT ck_member_active CHECK (active in (0, 1)),
    words TEXT NOT NULL,
    health_ok INTEGER NOT NULL CONSTRAINT ck_member_health_ok CHECK (health_ok in (0, 1)),
    health TEXT NOT NULL,
    birthday TEXT NOT NULL,
    household_id TEXT NOT NULL,
    advisor_id TEXT NOT NULL,
    groups TEXT NOT NULL,
    file TEXT NOT NULL,
    CONSTRAINT pk_member PRIMARY KEY (member_no),
    CONSTRAINT uq_member_member_id UNIQUE (member_id)
)
 STRICT
    """,
    "CREATE INDEX ix_member_birthday ON member (birthday) WHERE birthday <> ''",
    "CREATE INDEX ix_member_household_id ON member (household_id) WHERE household_id <> ''",
    "CREATE INDEX ix_member_phone ON member (phone)",
)

MEMBER_CARD = (
    """
CREATE TABLE member_card (
    token TEXT NOT NULL,
    member_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    until_ms INTEGER NOT NULL,
    label TEXT NOT NULL,
    CONSTRAINT pk_member_card PRIMARY KEY (token, member_no),
    CONSTRAINT ck_member_card_kind CHECK (kind in ('code', 'stripe', 'rfid', 'phone')),
    CONSTRAINT ck_member_card_state CHECK (state in ('active', 'lost', 'blocked', 'replaced')),
    CONSTRAINT fk_member_card_member_no_member FOREIGN KEY(member_no) REFERENCES member (member_no) ON DELETE CASCADE
)
 WITHOUT ROWID,
 STRICT
    """,
    "CREATE INDEX ix_member_card_member_no ON member_card (member_no)",
)

MEMBER_WAS = (
    "member_no, member_id, name, phone, tier_id, notices, marketing, enrolled_ms, note, active,"
    " words"
)


def upgrade() -> None:
    op.execute("PRAGMA legacy_alter_table = ON")  # children go on pointing at the name
    for name, anew, indexes, copied in (
        (
            *("member", MEMBER, ("ix_member_phone",)),
            f"INSERT INTO member ({MEMBER_WAS}, health_ok, health, birthday, household_id,"  # noqa: S608
            f" advisor_id, groups, file) SELECT {MEMBER_WAS}, 0, '', '', '', '', '[]', '{{}}'"
            " FROM member_was ORDER BY member_no",
        ),
        (
            *("member_card", MEMBER_CARD, ("ix_member_card_member_no",)),
            "INSERT INTO member_card (token, member_no, position, kind, state, until_ms, label)"
            " SELECT token, member_no, position, 'code', 'active', 0, '' FROM member_card_was",
        ),
    ):
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
