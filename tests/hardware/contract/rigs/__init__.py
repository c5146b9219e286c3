"""Every family's rigs, by an explicit list."""

from tests.hardware.contract.rigs import cards, displays, labels, printers, scanners, terminals

RIGS = {
    rig.row: rig for family in (cards, displays, labels, printers, scanners, terminals) for rig in family.RIGS
}
