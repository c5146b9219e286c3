"""A slip of paper held against the journal: does the document it names stand there, as printed?"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from app.domain.codes import PROOF, Z_PROOF
from app.domain.document import Document, Kind
from app.store import journal
from app.usecases.services import Services

_RECEIPT = re.compile(
    rf"{PROOF}:([\w-]+)\.(\d+)\.(\d+):(-?\d+):([0-9a-f]{{16}}):([\w-]*)", re.ASCII
)
_Z = re.compile(
    rf"{Z_PROOF}:([\w-]+)\.(\d+)\.(\d+):\d+:[\d-]+:(-?\d+):([0-9a-f]{{16}}):([\w-]*)"
    r"(?::[\d.-]*)?",
    re.ASCII,
)
_TOTAL = {Kind.SALE: "due", Kind.Z_CLOSE: "grand_minor"}


@dataclass(frozen=True, slots=True)
class SlipCheck:
    """What came of it. `reason` is empty when slip and journal agree, or one of: `not_a_slip`,
    `other_till`, `gone` (no such document), `hash`, `total`, `signature`.

    `total_minor` is the slip's, `journal_minor` the document's (0 where there is none).
    """

    reason: str
    tid: str = ""
    epoch: int = 0
    seq: int = 0
    kind: str = ""
    total_minor: int = 0
    journal_minor: int = 0

    @property
    def ok(self) -> bool:
        """Whether the slip is what the journal says."""
        return not self.reason


def check_slip(s: Services, text: str) -> SlipCheck:
    """Hold the QR of a receipt or of a Z against the journal. Reader thread.

    The signature is over the document's hash, so a forged slip is told from a changed journal: a
    journal that was changed has another hash than the slip, and its own signature fails `verify`.
    """
    found = _RECEIPT.fullmatch(text.strip()) or _Z.fullmatch(text.strip())
    if found is None:
        return SlipCheck("not_a_slip")
    tid, epoch, seq, total, head, signature = found.groups()
    place = (tid, int(epoch), int(seq))
    with s.db.read() as tx:
        doc = journal.document(tx, place[1], place[2])
        own = journal.head(tx)
    if own is None or own.tid != tid:
        return SlipCheck("other_till", *place, total_minor=int(total))
    if doc is None or doc.kind not in _TOTAL:
        return SlipCheck("gone", *place, total_minor=int(total))
    says = int(doc.body.get(_TOTAL[doc.kind], 0))
    reason = _differs(doc, head, int(total) == says, signature)
    return SlipCheck(reason, *place, doc.kind.value, int(total), says)


def _differs(doc: Document, head: str, same_total: bool, signature: str) -> str:
    if doc.hash[:8].hex() != head:
        return "hash"
    if not same_total:
        return "total"
    padded = signature + "=" * (-len(signature) % 4)
    return "" if base64.urlsafe_b64decode(padded) == doc.signature else "signature"
