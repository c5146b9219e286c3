"""A disk that fails under a sale, under a note, under a restore: whole or not at all, and said."""

import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import bootstrap
from app.domain.errors import Unavailable
from app.store.verify import verify
from app.usecases.keeping import marks, places, restore
from app.usecases.keeping.backup import back_up


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Every write beyond it fails, as on a disk with bad blocks (EFBIG is no ENOSPC to SQLite)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def wal(kept) -> Path:
    return kept.settings.database.with_name("till.db-wal")


def sold_out(kept) -> str:
    """Sell until something is in the way: what."""
    try:
        kept.sell(50)
    except Unavailable as error:
        return error.code
    return ""


def test_a_write_that_fails_in_the_middle_of_a_sale(kept):
    """Row 5: nothing is half there, nothing is printed, and when the disk is well it sells on."""
    kept.sell()
    before = kept.head()
    printed = kept.rows("SELECT count(*) FROM print_job")
    for more in (0, 4096, 9000):
        with no_file_larger_than(wal(kept).stat().st_size + more):
            assert sold_out(kept) == "disk.io"
        assert kept.rows("SELECT count(*) FROM print_job")[0][0] - printed[0][0] == (
            kept.head()[1] - before[1]
        )
    kept.sell()
    assert verify(kept.settings.database).ok


def test_the_marks_place_is_gone(kept):
    """No mark can be noted: nothing stops, and the next place that is there gets it."""
    shutil.rmtree(kept.settings.settings_dir / places.MARKS, ignore_errors=True)
    (kept.settings.settings_dir / places.MARKS).write_text("in the way")
    kept.sell()
    marks.note(kept.s)
    assert marks.read(places.places(kept.s)) is None
    kept.choose()
    back_up(kept.s)
    assert marks.read(places.places(kept.s)).seq == kept.head()[1]


class FailsAt:
    """`os.replace` and `os.link` that fail at the nth call."""

    def __init__(self, n: int) -> None:
        self.left = n
        self.real = {"replace": os.replace, "link": os.link, "fsync": os.fsync}

    def of(self, name: str):
        def call(*words, **named):
            self.left -= 1
            if self.left == 0:
                raise OSError(5, "Input/output error")
            return self.real[name](*words, **named)

        return call


@pytest.mark.parametrize("n", range(1, 12))
def test_a_restore_that_fails_at_any_step_leaves_a_till_that_opens(kept, monkeypatch, n):
    kept.choose()
    kept.sell(2)
    copy = back_up(kept.s).value
    kept.sell(2)
    marks.note(kept.s)
    stood = kept.head()
    kept.till.close()
    seen = restore.preview(kept.settings, copy)
    fails = FailsAt(n)
    with monkeypatch.context() as patched:
        for name in fails.real:
            patched.setattr(os, name, fails.of(name))
        try:
            furnish = bootstrap.restorer(kept.settings, copy.till, clock=kept.clock)
            done = restore.restore(kept.settings, seen, furnish).epoch
        except (Unavailable, OSError):
            done = 0
    kept.till = bootstrap.open_till(kept.settings, clock=kept.clock)
    assert kept.head() in ((2, 1), stood)
    assert not done or kept.head() == (2, 1)
    assert verify(kept.settings.database).ok
    assert kept.s.standing.behind is None
    kept.sell()
