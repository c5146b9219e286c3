"""Checks the whole journal: hashes, signatures, numbers; names the first bad document."""

from __future__ import annotations

from dataclasses import dataclass

from app.usecases.outcome import Outcome
from app.usecases.services import Services


@dataclass(frozen=True, slots=True)
class JournalVerdict:
    """`first_bad` is the seq of the first document that is wrong, None when all are right."""

    ok: bool
    docs: int
    first_bad: int | None
    reason: str
    missing: tuple[int, ...] = ()


def verify_journal(s: Services) -> JournalVerdict:
    """Every document with its signature. Report thread; seconds for years of sales."""
    raise NotImplementedError


def remember(s: Services, verdict: JournalVerdict) -> Outcome[None]:
    """Keep when the journal was last checked, for the health page. Writer thread."""
    raise NotImplementedError
