"""One operator's time at the till: what it sums up to, at any moment and at its end; the count of
its drawer; and the Z, which closes the till's day over all its shifts."""

from app.domain.shift.counting import CASH, Counted, CountResult, TenderGap
from app.domain.shift.reports import Shift, ShiftReport, ShiftTotals
from app.domain.shift.z_document import ZProof, read_proof
from app.domain.shift.z_report import COUNTERS, ZDrawer, ZReport, ZTotals

__all__ = [
    "CASH",
    "COUNTERS",
    "CountResult",
    "Counted",
    "Shift",
    "ShiftReport",
    "ShiftTotals",
    "TenderGap",
    "ZProof",
    "ZDrawer",
    "ZReport",
    "ZTotals",
    "read_proof",
]
