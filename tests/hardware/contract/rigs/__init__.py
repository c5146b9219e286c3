"""Every family's rigs, by an explicit list."""

from tests.hardware.contract.rigs import (
    cards,
    displays,
    labels,
    printers,
    pulsed,
    scales,
    scanners,
    terminals,
)

RIGS = {
    rig.row: rig
    for family in (cards, displays, labels, printers, pulsed, scales, scanners, terminals)
    for rig in family.RIGS
}
