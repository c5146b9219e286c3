"""`python -m tests.hardware.contract.measure ROW`: what a driver does now, as quality.toml says it.

For whoever writes a driver: read every line and ask whether a cashier would want it so.
"""

import sys

from hardware.fakes.faulty import Fault
from tests.hardware.contract.rig import measure
from tests.hardware.contract.rigs import RIGS

if __name__ == "__main__":
    for row in sys.argv[1:] or sorted(RIGS):
        sys.stdout.write(f"[{row}.faults]\n")
        for fault in Fault:
            try:
                said = measure(RIGS[row], fault)
            except AssertionError as wrong:
                said = f"BROKEN: {wrong}"
            sys.stdout.write(f'{fault} = "{said}"\n')
        sys.stdout.write("\n")
