"""Every family's rigs, by an explicit list."""

from tests.hardware.contract.rigs import cards, displays, labels, printers, scanners

RIGS = {
    rig.row: rig for family in (cards, displays, labels, printers, scanners) for rig in family.RIGS
}
