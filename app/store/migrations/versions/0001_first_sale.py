"""The first sale: the whole schema as it was first released. Frozen."""

from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    """
CREATE TABLE account_day (
    bd TEXT NOT NULL,
    account TEXT NOT NULL,
    unit TEXT NOT NULL,
    amount INTEGER NOT NULL,
    CONSTRAINT pk_account_day PRIMARY KEY (bd, account, unit)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE approval (
    approval_id TEXT NOT NULL,
    action TEXT NOT NULL,
    binding TEXT NOT NULL,
    approver_id TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    sale_id TEXT NOT NULL,
    shift_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    CONSTRAINT pk_approval PRIMARY KEY (approval_id)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE INDEX ix_approval_shift_id ON approval (shift_id)
    """,
    """
CREATE TABLE cash_movement (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    shift_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    CONSTRAINT pk_cash_movement PRIMARY KEY (epoch, seq)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE INDEX ix_cash_movement_shift_id ON cash_movement (shift_id)
    """,
    """
CREATE TABLE department (
    department_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    tax_class TEXT NOT NULL,
    position INTEGER NOT NULL,
    open_price INTEGER NOT NULL CONSTRAINT ck_department_open_price CHECK (open_price in (0, 1)),
    CONSTRAINT pk_department PRIMARY KEY (department_id)
)
 STRICT
    """,
    """
CREATE TABLE draft (
    sale_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    shift_id TEXT NOT NULL,
    parked INTEGER NOT NULL CONSTRAINT ck_draft_parked CHECK (parked in (0, 1)),
    label TEXT NOT NULL,
    began_ms INTEGER NOT NULL,
    saved_ms INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    member_name TEXT NOT NULL,
    data TEXT NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY (sale_id)
)
 STRICT
    """,
    """
CREATE INDEX ix_draft_parked ON draft (parked, saved_ms)
    """,
    """
CREATE TABLE epoch (
    epoch INTEGER NOT NULL,
    tid TEXT NOT NULL,
    public_key BLOB NOT NULL CONSTRAINT ck_epoch_public_key CHECK (length(public_key) = 32),
    at_ms INTEGER NOT NULL,
    CONSTRAINT pk_epoch PRIMARY KEY (epoch)
)
 STRICT
    """,
    """
CREATE TABLE head (
    one INTEGER NOT NULL,
    tid TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CONSTRAINT ck_head_hash CHECK (length(hash) = 32),
    eff_ms INTEGER NOT NULL,
    dev_ms INTEGER NOT NULL,
    receipts INTEGER NOT NULL,
    CONSTRAINT pk_head PRIMARY KEY (one),
    CONSTRAINT ck_head_one CHECK (one = 1),
    CONSTRAINT ck_head_receipts CHECK (receipts >= 0)
)
 STRICT
    """,
    """
CREATE TABLE item (
    item_no INTEGER NOT NULL,
    item_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    spec TEXT NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    department_id TEXT NOT NULL,
    tax_class TEXT NOT NULL,
    plu TEXT NOT NULL,
    cost_minor INTEGER,
    active INTEGER NOT NULL CONSTRAINT ck_item_active CHECK (active in (0, 1)),
    stock_hint_milli INTEGER,
    words TEXT NOT NULL,
    CONSTRAINT pk_item PRIMARY KEY (item_no),
    CONSTRAINT ck_item_kind CHECK (kind in ('piece', 'weighed', 'service')),
    CONSTRAINT uq_item_item_id UNIQUE (item_id)
)
 STRICT
    """,
    """
CREATE INDEX ix_item_department_id ON item (department_id)
    """,
    """
CREATE INDEX ix_item_plu ON item (plu)
    """,
    """
CREATE TABLE item_token (
    token TEXT NOT NULL,
    item_no INTEGER NOT NULL,
    CONSTRAINT pk_item_token PRIMARY KEY (token, item_no)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE journal (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CONSTRAINT ck_journal_hash CHECK (length(hash) = 32),
    prev BLOB NOT NULL CONSTRAINT ck_journal_prev CHECK (length(prev) = 32),
    sig BLOB NOT NULL CONSTRAINT ck_journal_sig CHECK (length(sig) = 64),
    kind TEXT NOT NULL,
    bd TEXT NOT NULL,
    bytes BLOB NOT NULL,
    CONSTRAINT pk_journal PRIMARY KEY (epoch, seq),
    CONSTRAINT ck_journal_epoch CHECK (epoch > 0),
    CONSTRAINT ck_journal_seq CHECK (seq > 0)
)
 STRICT
    """,
    """
CREATE TABLE login_attempt (
    operator_id TEXT NOT NULL,
    failures INTEGER NOT NULL,
    locked_until_ms INTEGER NOT NULL,
    CONSTRAINT pk_login_attempt PRIMARY KEY (operator_id),
    CONSTRAINT ck_login_attempt_failures CHECK (failures >= 0)
)
 WITHOUT ROWID,
 STRICT
    """,
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
    CONSTRAINT pk_member PRIMARY KEY (member_no),
    CONSTRAINT uq_member_member_id UNIQUE (member_id)
)
 STRICT
    """,
    """
CREATE INDEX ix_member_phone ON member (phone)
    """,
    """
CREATE TABLE member_key (
    member_id TEXT NOT NULL,
    "key" BLOB NOT NULL CONSTRAINT ck_member_key_key CHECK (length(key) = 32),
    CONSTRAINT pk_member_key PRIMARY KEY (member_id)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE member_token (
    token TEXT NOT NULL,
    member_no INTEGER NOT NULL,
    CONSTRAINT pk_member_token PRIMARY KEY (token, member_no)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE operator (
    operator_id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    active INTEGER NOT NULL CONSTRAINT ck_operator_active CHECK (active in (0, 1)),
    card_token TEXT NOT NULL,
    pin_hash TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_operator PRIMARY KEY (operator_id),
    CONSTRAINT ck_operator_role CHECK (role in ('cashier', 'manager', 'owner', 'technician'))
)
 STRICT
    """,
    """
CREATE INDEX ix_operator_card_token ON operator (card_token)
    """,
    """
CREATE TABLE posting (
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    account TEXT NOT NULL,
    unit TEXT NOT NULL,
    amount INTEGER NOT NULL,
    CONSTRAINT pk_posting PRIMARY KEY (epoch, seq, n)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE print_job (
    job_id TEXT NOT NULL,
    device TEXT NOT NULL,
    kind TEXT NOT NULL,
    sale_id TEXT NOT NULL,
    copy_no INTEGER NOT NULL,
    slip TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    CONSTRAINT pk_print_job PRIMARY KEY (job_id),
    CONSTRAINT ck_print_job_state CHECK (state in ('queued', 'sending', 'confirmed', 'unsure', 'failed')),
    CONSTRAINT ck_print_job_attempts CHECK (attempts >= 0)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE INDEX ix_print_job_sale_id ON print_job (sale_id)
    """,
    """
CREATE INDEX ix_print_job_state ON print_job (state, created_ms)
    """,
    """
CREATE TABLE quick_key (
    page_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    item_id TEXT NOT NULL,
    CONSTRAINT pk_quick_key PRIMARY KEY (page_id, position),
    CONSTRAINT ck_quick_key_position CHECK (position >= 0)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE quick_page (
    page_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_quick_page PRIMARY KEY (page_id)
)
 STRICT
    """,
    """
CREATE TABLE sale (
    sale_id TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    receipt_no TEXT NOT NULL,
    shift_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    bd TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    currency TEXT NOT NULL,
    member_id TEXT NOT NULL,
    tier_id TEXT NOT NULL,
    base_minor INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    due_minor INTEGER NOT NULL,
    paid_minor INTEGER NOT NULL,
    rounding_minor INTEGER NOT NULL,
    change_minor INTEGER NOT NULL,
    tax_minor INTEGER NOT NULL,
    pieces_milli INTEGER NOT NULL,
    voided_lines INTEGER NOT NULL,
    overrides INTEGER NOT NULL,
    CONSTRAINT pk_sale PRIMARY KEY (sale_id),
    CONSTRAINT uq_sale_epoch_counter UNIQUE (epoch, counter),
    CONSTRAINT ck_sale_counter CHECK (counter > 0),
    CONSTRAINT ck_sale_paid CHECK (paid_minor = due_minor + rounding_minor)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE INDEX ix_sale_member_id ON sale (member_id) WHERE member_id <> ''
    """,
    """
CREATE INDEX ix_sale_shift_id ON sale (shift_id)
    """,
    """
CREATE TABLE shift (
    shift_id TEXT NOT NULL,
    operator_id TEXT NOT NULL,
    bd TEXT NOT NULL,
    opened_ms INTEGER NOT NULL,
    closed_ms INTEGER NOT NULL,
    float_minor INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    CONSTRAINT pk_shift PRIMARY KEY (shift_id)
)
 STRICT
    """,
    """
CREATE INDEX ix_shift_operator_id ON shift (operator_id, opened_ms)
    """,
    """
CREATE TABLE shop_setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_shop_setting PRIMARY KEY (name)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE tax_profile (
    code TEXT NOT NULL,
    included INTEGER NOT NULL CONSTRAINT ck_tax_profile_included CHECK (included in (0, 1)),
    source TEXT NOT NULL,
    classes TEXT NOT NULL,
    CONSTRAINT pk_tax_profile PRIMARY KEY (code)
)
 STRICT
    """,
    """
CREATE TABLE tier (
    tier_id TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    level INTEGER NOT NULL,
    price_list TEXT NOT NULL,
    discounts TEXT NOT NULL,
    CONSTRAINT pk_tier PRIMARY KEY (tier_id)
)
 STRICT
    """,
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
    CONSTRAINT ck_till_event_kind CHECK (kind in ('basket.cancel', 'drawer.open', 'reprint', 'login', 'clock.jump', 'fault'))
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE INDEX ix_till_event_sale_id ON till_event (sale_id)
    """,
    """
CREATE INDEX ix_till_event_shift_id ON till_event (shift_id, kind)
    """,
    """
CREATE TABLE barcode (
    code TEXT NOT NULL,
    item_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_barcode PRIMARY KEY (code, item_no),
    CONSTRAINT fk_barcode_item_no_item FOREIGN KEY(item_no) REFERENCES item (item_no) ON DELETE CASCADE
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE INDEX ix_barcode_item_no ON barcode (item_no)
    """,
    """
CREATE TABLE item_price (
    item_no INTEGER NOT NULL,
    list_id TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    price_minor INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_item_price PRIMARY KEY (item_no, list_id, from_ms, until_ms),
    CONSTRAINT ck_item_price_price CHECK (price_minor >= 0),
    CONSTRAINT fk_item_price_item_no_item FOREIGN KEY(item_no) REFERENCES item (item_no) ON DELETE CASCADE
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE member_card (
    token TEXT NOT NULL,
    member_no INTEGER NOT NULL,
    position INTEGER NOT NULL,
    CONSTRAINT pk_member_card PRIMARY KEY (token, member_no),
    CONSTRAINT fk_member_card_member_no_member FOREIGN KEY(member_no) REFERENCES member (member_no) ON DELETE CASCADE
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE INDEX ix_member_card_member_no ON member_card (member_no)
    """,
    """
CREATE TABLE sale_line (
    sale_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    item_id TEXT NOT NULL,
    name TEXT NOT NULL,
    department_id TEXT NOT NULL,
    tax_class TEXT NOT NULL,
    rate_ppm INTEGER NOT NULL,
    qty_milli INTEGER NOT NULL,
    price_minor INTEGER NOT NULL,
    base_minor INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    net_minor INTEGER NOT NULL,
    tax_minor INTEGER NOT NULL,
    cost_minor INTEGER,
    CONSTRAINT pk_sale_line PRIMARY KEY (sale_id, n),
    CONSTRAINT ck_sale_line_qty CHECK (qty_milli > 0),
    CONSTRAINT fk_sale_line_sale_id_sale FOREIGN KEY(sale_id) REFERENCES sale (sale_id)
)
 WITHOUT ROWID,
 STRICT
    """,
    """
CREATE TABLE sale_tender (
    sale_id TEXT NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    given_minor INTEGER NOT NULL,
    change_minor INTEGER NOT NULL,
    rounding_minor INTEGER NOT NULL,
    reference TEXT NOT NULL,
    CONSTRAINT pk_sale_tender PRIMARY KEY (sale_id, n),
    CONSTRAINT ck_sale_tender_given CHECK (given_minor = amount_minor + change_minor),
    CONSTRAINT ck_sale_tender_change CHECK (change_minor >= 0),
    CONSTRAINT fk_sale_tender_sale_id_sale FOREIGN KEY(sale_id) REFERENCES sale (sale_id)
)
 WITHOUT ROWID,
 STRICT
    """,
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
