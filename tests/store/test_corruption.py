"""Bytes that change on the disk are seen, or did not matter: never a silent wrong total. The long
run of 5,000 is `make flips`."""

import pytest

from app.keys import ProfileVault
from app.store import engine, rebuild
from app.store.file.connect import connect
from app.store.verify import verify
from tests.store import flips


@pytest.mark.slow
def test_flipped_bytes_and_swapped_pages(template):
    found = flips.try_all(template, 90, 42)
    assert found.silent == []
    assert found.seen.total() > 12


def test_a_silent_wrong_total_would_be_counted(path):
    """The control: a row changed with every check fooled but the fold, and the fold finds it."""
    raw = connect(path, None)
    raw.execute("UPDATE sale_tender SET reference = 'x'")
    raw.close()
    assert verify(path).ok
    db = engine.Database(path, key=None)
    assert rebuild.check(db, ProfileVault().open)
    db.close()
    assert flips.seen_by(path) == "tables"
