"""Little room is said, then ends new sales; the shift can always be closed. A real small disk."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import settings as settings_of
from app.usecases.keeping import alerts, chores, room
from app.usecases.sale.complete import complete
from app.usecases.sale.identify_code import identify
from app.usecases.shift.close import close
from tests.store.test_bad_luck import mounted
from tests.usecases.keeping.conftest import KeptShop
from tests.usecases.shop import COLA

DISK_MB = 120


@pytest.fixture
def small(own_settings, tmp_path) -> Iterator[KeptShop]:
    """The shop's data on a file system of 120 MB."""
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("a small disk needs root and mount")
    place = tmp_path / "disk"
    place.mkdir()
    mounted(place, "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs")
    try:
        shutil.copytree(own_settings.data_dir, place / "shop")
        second = tmp_path / "stick"
        second.mkdir()
        made = KeptShop(settings_of.load(place / "shop", own_settings.settings_dir), second)
        yield made
        made.close()
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def leave(shop: KeptShop, megabytes: int) -> Path:
    films = shop.settings.data_dir.parent / "films"
    films.unlink(missing_ok=True)
    free = shutil.disk_usage(films.parent).free
    films.write_bytes(bytes(max(0, free - megabytes * room.MEGABYTE)))
    return films


def codes(shop: KeptShop) -> set[str]:
    return {one.code for one in alerts.alerts(shop.s)}


def test_below_50_mb_no_new_sale_but_what_is_in_the_basket_is_paid(small, refused):
    shift = small.shift()
    basket = small.basket(COLA)
    code = small.item(COLA).barcodes[0]
    assert "disk_low" in codes(small)
    identify(small.s, code, at=small.clock.now_ms())
    leave(small, 40)
    assert "disk_stop" in codes(small)
    with refused("disk.low"):
        identify(small.s, code, at=small.clock.now_ms())
    sold = complete(small.s, small.cashier, shift.shift_id, basket, small.paid(basket))
    assert sold.value.receipt_no


def test_the_ballast_is_given_up_to_close_the_shift(small):
    shift = small.shift()
    assert not room.keep_ballast(small.s), "there was never room for it: 120 MB"
    ballast = small.settings.data_dir / room.BALLAST
    room._lay(ballast)
    assert ballast.stat().st_blocks * 512 >= room.BALLAST_MB * room.MEGABYTE
    leave(small, 0)
    closed = close(small.s, small.cashier, shift.shift_id)
    assert closed.value
    assert not ballast.exists()


def test_the_ballast_stays_while_there_is_room(kept):
    assert room.keep_ballast(kept.s)
    assert not room.make_room(kept.s)
    assert (kept.settings.data_dir / room.BALLAST).stat().st_size == 8_000_000
    assert room.keep_ballast(kept.s)


def test_it_is_laid_down_by_the_clock(kept):
    done = []
    for _ in range(5):
        chore = chores.due(kept.s)
        if not chore:
            break
        done.append(chore)
        chores.do(kept.s, chore, lambda: True)
    assert done == ["backup", "quick", "full"]
    assert (kept.settings.data_dir / room.BALLAST).exists()
