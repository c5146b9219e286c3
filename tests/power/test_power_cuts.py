"""No cut of the power takes a sale that was promised; and the model that says so can say no."""

import random  # noqa: TID251 - cuts are seeded

import pytest

from tests.power.cuts import cut_all, recorded
from tests.power.disk import Disk
from tests.power.record import CannotRecord, Op

DICE = random.Random(7)


@pytest.fixture(scope="module")
def day() -> list[Op]:
    try:
        return recorded(11, sales=12)
    except CannotRecord as error:
        pytest.skip(f"POWER CUTS NOT TRIED on this machine: {error}")


@pytest.mark.slow
def test_no_image_loses_what_was_promised(day):
    """odoo PR #284790, PR #261096: sales that were not sent yet could be thrown away."""
    found = cut_all(day, 300, 11)
    assert found.faults == []
    assert (found.images, found.lost) == (300, 0)


@pytest.mark.slow
def test_the_control_that_does_not_wait_for_the_disk_loses_some(day):
    found = cut_all(recorded(11, careless=True, sales=12), 60, 11)
    assert found.lost > 0
    assert all(": lost: " in fault for fault in found.faults)


def test_the_record_tells_promises_apart_from_writes(day):
    promises = [op.data for op in day if op.kind == "ack"]
    assert promises[0].startswith(b"ACK ")
    assert len(promises) == 13
    assert {"make", "write", "sync", "syncdir", "rename", "ack"} <= {op.kind for op in day}


def disk(*ops: Op) -> Disk:
    made = Disk()
    for op in ops:
        made.apply(op)
    return made


def images(made: Disk, count: int = 300) -> list[dict[str, bytes]]:
    return [made.cut(DICE) for _ in range(count)]


MAKE, SYNC, FOLDER = Op("make", "f"), Op("sync", "f"), Op("syncdir", "")


def test_what_was_synced_stays():
    made = disk(MAKE, Op("write", "f", 0, b"abc"), SYNC, FOLDER)
    assert images(made, 20) == [{"f": b"abc"}] * 20


def test_what_was_not_synced_may_be_there_or_not():
    made = disk(MAKE, FOLDER, Op("write", "f", 0, b"abc"))
    assert {image["f"] for image in images(made)} == {b"", b"abc"}


def test_a_name_is_safe_only_when_the_folder_was_synced():
    made = disk(MAKE, Op("write", "f", 0, b"abc"), SYNC)
    assert {tuple(image) for image in images(made)} == {(), ("f",)}


def test_a_removed_file_may_be_there_still():
    made = disk(MAKE, FOLDER, Op("unlink", "f"))
    assert {tuple(image) for image in images(made)} == {(), ("f",)}


def test_a_rename_leaves_the_old_name_or_the_new():
    made = disk(MAKE, FOLDER, Op("rename", "f", 0, b"g"))
    assert {tuple(image) for image in images(made)} == {("f",), ("g",)}


def test_a_long_write_may_be_torn_between_sectors():
    made = disk(MAKE, FOLDER, Op("write", "f", 0, b"x" * 2048))
    assert {len(image["f"]) for image in images(made)} == {0, 512, 1024, 1536, 2048}


def test_later_writes_may_come_before_earlier_ones():
    made = disk(MAKE, FOLDER, *(Op("write", "f", 0, bytes([n])) for n in range(3)))
    assert {image["f"] for image in images(made)} == {b"", b"\0", b"\1", b"\2"}


def test_a_file_made_shorter():
    made = disk(MAKE, Op("write", "f", 0, b"abcdef"), SYNC, FOLDER, Op("truncate", "f", 2))
    assert {image["f"] for image in images(made)} == {b"abcdef", b"ab"}
