"""Every family's rigs, by an explicit list."""

from tests.hardware.contract.rigs import displays, printers, scanners

RIGS = {rig.row: rig for family in (displays, printers, scanners) for rig in family.RIGS}
