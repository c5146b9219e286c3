"""Puts a slip into the spool in the same commit as what it is about (house.md 7.5)."""

from __future__ import annotations

from app.domain.errors import Refused
from app.store import spool
from app.store.engine import Tx
from app.usecases.ports import Slip
from app.usecases.services import Services


def has_printer(s: Services) -> bool:
    """Whether a receipt printer was chosen at all; without one nothing is spooled for nobody."""
    return s.devices.choice("printer").way != "none"


def require_printer(s: Services) -> None:
    """Refused `printer.not_set`, for what is nothing but paper."""
    if not has_printer(s):
        raise Refused("printer.not_set")


def enqueue(
    tx: Tx, s: Services, kind: str, slip: Slip | None, *, sale_id: str = "", copy_no: int = 0
) -> str:
    """The job's id; empty where there is no printer. The job is printed after the commit.

    A sale's own receipt has no slip here: it is laid out when it is printed (settle.load).
    """
    if not has_printer(s):
        return ""
    job_id = s.clock.new_id()
    spool.enqueue(tx, job_id, kind, slip, s.clock.now_ms(), sale_id=sale_id, copy_no=copy_no)
    return job_id
