"""Checks the whole journal: hashes, signatures, numbers; names the first bad document."""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.domain.errors import Unavailable
from app.store.verify import Level, Tell, Verdict, verify
from app.usecases.outcome import Outcome
from app.usecases.services import Services

FILE = "verified.json"  # a note beside the data: it proves nothing, so it needs no document


@dataclass(frozen=True, slots=True)
class LastVerified:
    """When the journal was last checked from end to end, and what was found."""

    at_ms: int
    ok: bool
    docs: int


def verify_journal(
    s: Services, *, signed: bool = True, known_key: bytes | None = None, tell: Tell | None = None
) -> Verdict:
    """Every document, with its signature unless `signed` is False. Report thread; takes seconds
    for years of sales, and the till sells on. `known_key` is the key that this till signs with:
    a journal whose last life was opened with another was made elsewhere.

    `tell(checked, all)` hears how far it is, on any thread, and stops it with False: Refused
    `work.cancelled`.
    """
    level = Level.SIGNED if signed else Level.HASHES
    return verify(s.db.path, s.db.key, level=level, known_key=known_key, tell=tell)


def remember(s: Services, verdict: Verdict) -> Outcome[LastVerified]:
    """Note when the journal was last checked, for the health page. Writer thread."""
    note = LastVerified(s.clock.now_ms(), verdict.ok, verdict.docs)
    text = json.dumps({"at_ms": note.at_ms, "ok": note.ok, "docs": note.docs})
    try:
        s.db.path.with_name(FILE).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Unavailable("disk", "io", retry=True) from error
    return Outcome(note)


def last_verified(s: Services) -> LastVerified | None:
    """The note; None when the journal was never checked."""
    try:
        return LastVerified(**json.loads(s.db.path.with_name(FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


__all__ = ["LastVerified", "Verdict", "last_verified", "remember", "verify_journal"]
