"""Disk full at every write of a sale, a folder that cannot be written, two programs, kill -9."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import Unavailable
from app.keys import ProfileVault
from app.store import engine, journal, rebuild
from app.store.lock import FolderLock
from app.store.verify import verify
from tests.store.tills import CHEN, Till, opened

ROOT = Path(__file__).resolve().parents[2]
PAGE = 4096


def mounted(place: Path, *words: str) -> None:
    """Mount a small file system, or skip where that is not allowed."""
    done = subprocess.run(["mount", *words, str(place)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.decode().strip()}")


@pytest.fixture
def small_disk(tmp_path: Path, template: Path) -> Iterator[Path]:
    """A file system of 3 MB with a till on it."""
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("a full disk needs root and mount")
    place = tmp_path / "disk"
    place.mkdir()
    mounted(place, "-t", "tmpfs", "-o", "size=3m", "tmpfs")
    try:
        shutil.copy(template, place / "till.db")
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path, pages_left: int) -> Path:
    """Fill a file system up to so many free pages."""
    ballast = place / "ballast"
    stat = os.statvfs(place)
    free = stat.f_bavail * stat.f_frsize
    with ballast.open("wb") as file:
        file.write(bytes(max(0, free - pages_left * PAGE)))
    return ballast


def head(till: Till) -> tuple[int, int]:
    with till.db.read() as tx:
        found = journal.head(tx)
    assert found is not None
    return found.seq, found.receipts


def test_a_disk_that_fills_up_at_any_write_of_a_sale(small_disk):
    """Every number of free pages from none to enough: whole or not at all, and then it sells on."""
    outcomes = []
    with opened(small_disk / "till.db") as till:
        for pages in range(40):
            before = head(till)
            ballast = fill(small_disk, pages)
            try:
                till.sell("cola", "milk", "bread", "pen", "clip", member=CHEN)
                outcomes.append("sold")
            except Unavailable as error:
                outcomes.append(error.code)
                assert head(till) == before
            ballast.unlink()
            assert head(till) in (before, (before[0] + 1, before[1] + 1))
            till.sell("cola")
            till.db.close()  # the log goes back to nothing: the next round writes every page anew
        assert rebuild.check(till.db, ProfileVault().open) == []
    assert verify(small_disk / "till.db").ok
    assert {"disk.full", "sold"} == set(outcomes), outcomes
    assert outcomes.count("disk.full") >= 3


def test_a_file_that_may_not_grow(till):
    """The same without root: SQLite's own limit stands for the disk."""
    outcomes = []
    for more in range(12):
        before = head(till)
        with till.db.write() as tx:
            (pages,) = tx.one("PRAGMA page_count")
            tx.one(f"PRAGMA max_page_count = {pages + more}")
        try:
            for _ in range(3):
                till.sell(*(["cola", "milk", "bread"] * 12), member=CHEN)
            outcomes.append("sold")
        except Unavailable as error:
            outcomes.append(error.code)
        with till.db.write() as tx:
            tx.one("PRAGMA max_page_count = 1000000")
        assert head(till)[0] - before[0] == head(till)[1] - before[1]
        till.sell("cola")
    assert "disk.full" in outcomes
    assert rebuild.check(till.db, ProfileVault().open) == []
    assert verify(till.path).ok


def test_a_disk_that_is_full_from_the_start(small_disk):
    ballast = fill(small_disk, 0)
    with pytest.raises(Unavailable) as error, opened(small_disk / "till.db") as till:
        till.sell("cola")
    assert error.value.code in ("disk.full", "disk.io")
    ballast.unlink()
    with opened(small_disk / "till.db") as till:
        till.sell("cola")
    assert verify(small_disk / "till.db").docs == 11


def test_a_shop_is_not_half_made_on_a_full_disk(small_disk):
    ballast = fill(small_disk, 20)
    with pytest.raises(Unavailable) as error:
        engine.create(small_disk / "other.db", None)
    assert error.value.code == "disk.full"
    assert not (small_disk / "other.db").exists()
    ballast.unlink()
    engine.create(small_disk / "other.db", None)
    assert (small_disk / "other.db").exists()


def test_a_folder_that_cannot_be_written(small_disk):
    with opened(small_disk / "till.db") as till:
        till.sell("cola")
    mounted(small_disk, "-o", "remount,ro")
    with pytest.raises(Unavailable) as error, opened(small_disk / "till.db") as till:
        till.sell("cola")
    assert error.value.code == "database.read_only"
    db = engine.Database(small_disk / "till.db", key=None, read_only=True)
    with db.read() as tx:
        assert journal.head(tx).receipts == 6
    db.close()
    assert verify(small_disk / "till.db").ok
    with pytest.raises(Unavailable) as error:
        FolderLock(small_disk).acquire()
    assert error.value.code == "folder.read_only"
    mounted(small_disk, "-o", "remount,rw")
    with opened(small_disk / "till.db") as till:
        till.sell("cola")


def test_a_lock_on_a_full_disk(small_disk):
    """The pid finds no room: the folder is ours all the same, and free again behind us."""
    FolderLock(small_disk).acquire().release()
    fill(small_disk, 0)
    (small_disk / "till.lock").write_bytes(b"")
    with FolderLock(small_disk), pytest.raises(Unavailable) as error:
        FolderLock(small_disk).acquire()
    assert error.value.code == "folder.in_use"
    with FolderLock(small_disk):
        pass


HOLD = """
import sys, pathlib
from app.store.lock import FolderLock
with FolderLock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_programs_on_one_folder(tmp_path):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert other.stdin
    assert other.stdout
    with other, other.stdout, other.stdin:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(Unavailable) as error:
            FolderLock(tmp_path).acquire()
        assert error.value.code == "folder.in_use"
        assert error.value.facts == {"pid": str(other.pid)}
        other.kill()
        other.wait()
    with FolderLock(tmp_path), pytest.raises(Unavailable):
        FolderLock(tmp_path).acquire()
    with FolderLock(tmp_path):
        pass


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 2, 5, 9, 14, 20])
def test_killed_at_a_random_moment(tmp_path, after):
    """odoo #125037, #15952, POS Awesome #262, #264: a confirmed sale gone with the power. kill -9
    as the next sale is on its way: what was promised is there, and the till sells on."""
    seller = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.power.selling", tmp_path),
            *("--sales", "100000", "--seed", str(after)),
        ],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert seller.stdout
    with seller, seller.stdout as out:
        said = [out.readline() for _ in range(after)]
        seller.kill()
        seller.wait()
        said += [line for line in out.read().splitlines(keepends=True) if line.endswith(b"\n")]
    with opened(tmp_path / "till.db") as till:
        seq, receipts = head(till)
        promised = [int(word) for word in said[-1].split()[1:]]
        assert promised[0] <= seq <= promised[0] + 1
        assert promised[1] <= receipts <= promised[1] + 1
        assert rebuild.check(till.db, ProfileVault().open) == []
    assert verify(tmp_path / "till.db").docs == seq
