"""The Z: closes the till's day over everything since the last one; numbered, sealed, signed."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.domain.shift import ZReport
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def z_preview(s: Services) -> ZReport:
    """What a Z would say now. Report thread."""
    raise NotImplementedError


def z_close(s: Services, operator: Operator, *, keep_parked: bool = False) -> Outcome[ZReport]:
    """The sealed Z, its slip printed."""
    raise NotImplementedError


def z_reports(s: Services, limit: int = 30) -> tuple[ZReport, ...]:
    """This till's Zs, newest first, as their documents say them. Report thread."""
    raise NotImplementedError


def z_of(s: Services, epoch: int, z_no: int) -> ZReport:
    """One Z. Report thread. Refused `z.unknown`."""
    raise NotImplementedError


def print_z(s: Services, operator: Operator, epoch: int, z_no: int) -> Outcome[str]:
    """A copy of a Z; the copy is a document (reprint)."""
    raise NotImplementedError
