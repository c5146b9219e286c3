"""Faults x drivers: every cell is defined in a driver's quality.toml, and is so."""

import tomllib

import pytest

from hardware.fakes.clock import StepClock
from hardware.fakes.faulty import Fault
from hardware.registry import TWINS, load
from tests.hardware.bench import ROOT
from tests.hardware.contract.rig import attempt, done_with, measure
from tests.hardware.contract.rigs import RIGS

QUALITY = {
    row: said
    for path in sorted((ROOT / "hardware" / "drivers").rglob("quality.toml"))
    for row, said in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
CELLS = [
    (row, fault) for row, rig in sorted(RIGS.items()) for fault in Fault if fault in rig.faults
]
LEAST = 200


@pytest.mark.parametrize(("row", "fault"), CELLS)
def test_a_fault_ends_as_it_is_written_down(row, fault):
    assert measure(RIGS[row], fault) == QUALITY[row]["faults"][fault]


@pytest.mark.parametrize("row", sorted(RIGS))
def test_two_of_the_same_do_not_know_each_other(row):
    rig = RIGS[row]
    one, other = rig.make(StepClock()), rig.make(StepClock())
    for bench in (one, other):
        bench.device.open()
    one.wire.strike(Fault.PULLED_IDLE)
    assert attempt(one) != rig.done
    assert attempt(other) == rig.done
    for bench in (one, other):
        done_with(bench)


def test_every_driver_has_a_row_a_twin_and_a_quality():
    drivers = set(load().specs)
    assert {row.split("-")[0] for row in RIGS} == drivers
    assert set(TWINS) == drivers
    assert set(QUALITY) == set(RIGS)


def test_no_cell_is_written_down_that_is_not_tried():
    for row, said in QUALITY.items():
        assert set(said["faults"]) == {fault for one, fault in CELLS if one == row}
