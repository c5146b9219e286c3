"""What seals the journal: SQLite itself refuses to change, remove, skip or misplace a document.

Kept as plain SQL beside the tables, because a migration that rebuilds a table drops its triggers
and must make them again.
"""

from __future__ import annotations

TRIGGERS = {
    "journal_no_update": """
        CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'sealed: a document is never changed'); END
    """,
    "journal_no_delete": """
        CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'sealed: a document is never removed'); END
    """,
    "journal_next": """
        CREATE TRIGGER journal_next BEFORE INSERT ON journal
        WHEN NEW.prev IS NOT CASE NEW.seq WHEN 1 THEN zeroblob(32) ELSE
            (SELECT hash FROM journal WHERE epoch = NEW.epoch AND seq = NEW.seq - 1) END
          OR EXISTS (SELECT 1 FROM journal WHERE (epoch, seq) >= (NEW.epoch, NEW.seq))
        BEGIN SELECT RAISE(ABORT, 'sealed: not the next document'); END
    """,
    "head_one": """
        CREATE TRIGGER head_one BEFORE DELETE ON head
        BEGIN SELECT RAISE(ABORT, 'sealed: the head stays'); END
    """,
    "head_forward": """
        CREATE TRIGGER head_forward BEFORE UPDATE ON head
        WHEN NEW.eff_ms < OLD.eff_ms OR NEW.epoch < OLD.epoch OR NEW.receipts < OLD.receipts
          OR (NEW.epoch = OLD.epoch AND NEW.receipts > OLD.receipts + 1)
        BEGIN SELECT RAISE(ABORT, 'sealed: the head goes forward only'); END
    """,
}
