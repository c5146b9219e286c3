"""Seals a fact: every verb ends here (house.md 2). One call, inside the verb's write transaction.

Order: the clock (effective time never goes back, a jump is a document of its own), the envelope's
canonical bytes, the hash chain, the signature, the journal, the rows. Nothing is printed, kicked
or shown before the transaction that surrounds this has been committed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.domain.document import (
    FIRST,
    Body,
    Document,
    Kind,
    Posting,
    canonical,
    chain_hash,
    envelope,
    unbalanced,
)
from app.domain.shop import Shop, business_date
from app.store import journal, projections, shop
from app.store.engine import Tx
from app.usecases.keeping import standing
from app.usecases.services import Services

JUMP_MS = 120_000  # a wall clock that is further off than this was set by somebody
AWAY_MS = 31 * 86_400_000  # so long no till is off: over a restart this too looks like a set clock


def seal(
    tx: Tx,
    s: Services,
    kind: Kind,
    body: Body,
    *,
    operator_id: str,
    postings: tuple[Posting, ...] = (),
    business_date: str | None = None,
    sealed_profile: dict[str, Any] | None = None,
) -> Document:
    """Write one document and its rows. The caller's transaction makes it true, or takes it back.

    `sealed_profile` is a member's clear profile, whose sealed form is in `body`. `business_date`
    is the shift's; without it, the day by the shop's clock. ValueError for what must not be sealed:
    floats, postings that do not sum to zero, a receipt number that is not the next.
    Refused `member.spend_held` while the file is known to lack documents.
    """
    before = journal.head(tx)
    if before is None:
        raise ValueError("the first document is epoch.open: see open_epoch")
    if kind is Kind.SALE and body["counter"] != before.receipts + 1:
        raise ValueError(f"receipt {body['counter']} after {before.receipts}")
    standing.require_free(tx, s, kind, body.get("moves", ()))
    before, times, today = _begin(tx, s, before, business_date)
    doc = _make(
        *(s, before, kind, body),
        times=times,
        day=today,
        operator_id=operator_id,
        postings=postings,
    )
    _put(tx, doc, sealed_profile)
    return doc


@dataclass(frozen=True, slots=True)
class Draft:
    """A document to be: what `seal` is given, for `seal_all`."""

    kind: Kind
    body: Body
    postings: tuple[Posting, ...] = ()
    profile: dict[str, Any] | None = None


def seal_all(tx: Tx, s: Services, drafts: Iterable[Draft], *, operator_id: str) -> int:
    """Many documents of one moment, each signed and linked like any other; how many. No sales.

    For imports: the head is read and moved once, rows are written statement by statement.
    """
    before = journal.head(tx)
    if before is None:
        raise ValueError("the first document is epoch.open: see open_epoch")
    before, times, today = _begin(tx, s, before, None)
    made: list[tuple[Document, dict[str, Any] | None]] = []
    for one in drafts:
        doc = _make(
            *(s, before, one.kind, one.body),
            times=times,
            day=today,
            operator_id=operator_id,
            postings=one.postings,
        )
        before = replace(before, seq=doc.seq, hash=doc.hash)
        made.append((doc, one.profile))
    if made:
        journal.append_all(tx, [doc for doc, _ in made])
        projections.project_all(tx, made)
    return len(made)


def effective_now(tx: Tx, s: Services) -> int:
    """The effective instant as the next document would say it: it never goes back (house 7.1)."""
    before, pulse, now_ms = journal.head(tx), tx.pulse, s.clock.now_ms()
    felt = 0 if pulse.mono_ms < 0 else pulse.eff_ms + s.clock.monotonic_ms() - pulse.mono_ms
    return max(now_ms, before.eff_ms if before else 0, felt)


def jumped_ms(tx: Tx, s: Services) -> int:
    """By how much the wall clock was set since the last document, 0 for not; nothing is noted."""
    before = journal.head(tx)
    return _off(tx, s, before) if before else 0


def note_jump(tx: Tx, s: Services) -> None:
    """If the clock was set, its document is written now instead of before the next fact."""
    before = journal.head(tx)
    if before is not None and _off(tx, s, before):
        _begin(tx, s, before, None)


def open_epoch(
    tx: Tx,
    s: Services,
    settings: Shop,
    *,
    operator_id: str = "",
    reason: str = "new",
    restore: Body | None = None,
) -> Document:
    """The first document of a till's life: its public key, and the shop it stands in.

    `restore` says what a restored file lacks, and the numbers that were given and must not be
    given again: {epoch (this one), receipts, z_no, ...} (usecases/keeping/restore.py).
    """
    before = journal.head(tx)
    now_ms = s.clock.now_ms()
    stated = restore or {}
    number = max(before.epoch + 1 if before else 1, stated.get("epoch", 1))
    body: Body = {
        "public_key": s.signer.public_key.hex(),
        "reason": reason,
        "prev_head": before.hash.hex() if before else "",
        "prev_epoch": before.epoch if before else 0,
        "shop": shop.to_body(settings),
        **({"restore": stated} if stated else {}),
    }
    start = journal.Head(
        tid=settings.tid,
        epoch=number,
        seq=0,
        hash=FIRST,
        eff_ms=before.eff_ms if before else 0,
        dev_ms=now_ms,
        receipts=before.receipts if before else 0,
    )
    eff_ms = max(now_ms, start.eff_ms)
    day = business_date(now_ms, settings.zone, settings.cutoff_hour)
    doc = _make(
        *(s, start, Kind.EPOCH_OPEN, body),
        times=(now_ms, eff_ms),
        day=day,
        operator_id=operator_id,
    )
    _put(tx, doc, None)
    return doc


def _begin(
    tx: Tx, s: Services, before: journal.Head, day: str | None
) -> tuple[journal.Head, tuple[int, int], str]:
    """What the next document goes on from, its two times and its day; a jump of the clock is a
    document of its own before it."""
    now_ms, eff_ms, jumped_ms = _times(tx, s, before)
    today = day or _day(tx, now_ms)
    if jumped_ms:
        jump: Body = {"from_ms": now_ms - jumped_ms, "to_ms": now_ms, "amount": 0}
        noted = _make(s, before, Kind.CLOCK_JUMP, jump, times=(now_ms, eff_ms), day=today)
        _put(tx, noted, None)
        before = journal.head(tx) or before
    return before, (now_ms, eff_ms), today


def _times(tx: Tx, s: Services, before: journal.Head) -> tuple[int, int, int]:
    """Wall clock, effective time, and by how much the wall clock was set since the last one."""
    now_ms, mono_ms = s.clock.now_ms(), s.clock.monotonic_ms()
    off, pulse = _off(tx, s, before), tx.pulse
    felt = 0 if pulse.mono_ms < 0 else pulse.eff_ms + mono_ms - pulse.mono_ms
    eff_ms = max(now_ms, before.eff_ms, felt)
    pulse.mono_ms, pulse.wall_ms, pulse.eff_ms = mono_ms, now_ms, eff_ms
    return now_ms, eff_ms, off


def _off(tx: Tx, s: Services, before: journal.Head) -> int:
    """By how much the wall clock is off. Within one run the steady clock tells how much time went
    by; over a restart only a clock that went back, or is more than a month ahead, is noticed."""
    now_ms, pulse = s.clock.now_ms(), tx.pulse
    if pulse.mono_ms < 0:
        off = now_ms - before.dev_ms
        off = off if off < 0 or off > AWAY_MS else 0
    else:
        off = now_ms - pulse.wall_ms - (s.clock.monotonic_ms() - pulse.mono_ms)
    return off if abs(off) > JUMP_MS else 0


def _day(tx: Tx, now_ms: int) -> str:
    return business_date(now_ms, *shop.day_rule(tx))


def _make(  # noqa: PLR0917 - the chain, then what is said
    s: Services,
    before: journal.Head,
    kind: Kind,
    body: Body,
    *,
    times: tuple[int, int],
    day: str,
    operator_id: str = "",
    postings: tuple[Posting, ...] = (),
) -> Document:
    if unbalanced(postings):
        raise ValueError(f"{kind} postings are off by {unbalanced(postings)}")
    doc = Document(
        *(before.tid, before.epoch, before.seq + 1, kind, day, operator_id, *times),
        *(body, postings, before.hash, b"", b"", b""),
    )
    data = canonical(envelope(doc))
    digest = chain_hash(before.hash, data)
    return Document(
        *(doc.tid, doc.epoch, doc.seq, kind, day, operator_id, *times),
        *(body, postings, doc.prev, data, digest, s.signer.sign(digest)),
    )


def _put(tx: Tx, doc: Document, profile: dict[str, Any] | None) -> None:
    journal.append(tx, doc)
    projections.project(tx, doc, profile)
