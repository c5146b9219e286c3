"""The checks: one pass over the documents, and what is wrong with them."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from .ed25519 import fast_verify, slow_verify
from .shapes import CHAIN, FIRST, MOST, Anchor, Doc, Found, Verify


class Journal:
    """One pass over the documents, in their order; `found` is what is wrong with them."""

    def __init__(
        self,
        *,
        known_key: bytes = b"",
        anchors: Iterable[Anchor] = (),
        slow: bool = False,
    ) -> None:
        self.fast = None if slow else fast_verify()
        self.verify: Verify = self.fast or slow_verify
        self.found: list[Found] = []
        self.bad, self.docs, self.signed = 0, 0, 0
        self.tid, self.key, self.known = "", b"", known_key
        self.epoch, self.seq, self.prev, self.eff_ms = 0, 0, FIRST, 0
        self._broken = False  # whether the chain was lost: the next document is taken at its word
        self.counter, self.z_no, self.grand, self.turnover = 0, 0, 0, 0
        self.z_open: bool | None = None  # whether a Z was seen, so that the next must go on
        self.last: dict[int, tuple[int, bytes]] = {}
        self.agreed: list[Anchor] = []
        self._anchors: dict[tuple[int, int], list[Anchor]] = {}
        self._loose: list[Doc] = []  # whose signatures a later one vouches for (slow)
        for one in anchors:
            self._anchors.setdefault((one.epoch, one.seq), []).append(one)

    def tell(self, doc: Doc, code: str, **facts: Any) -> None:
        self.bad += 1
        if len(self.found) < MOST:
            self.found.append(Found(doc.epoch, doc.seq, code, facts))

    def read(self, docs: Iterable[Doc]) -> None:
        """Check documents in the order of (epoch, seq)."""
        for doc in docs:
            self._one(doc)
        self._vouch()

    def _one(self, doc: Doc) -> None:
        self.docs += 1
        try:
            said = json.loads(doc.data)
            said["b"].get, said["k"] + said["bd"] + said["tid"], said["seq"] + said["ep"]
            prev = bytes.fromhex(said["prev"])
            eff_ms, post = int(said["eff_ms"]), [(a, u, int(n)) for a, u, n in said["post"]]
        except (ValueError, KeyError, TypeError, AttributeError):
            self.tell(doc, "unreadable")
            self._broken = True
            self._go_on(doc)
            return
        if doc.epoch != self.epoch:
            self._begin(doc, said)
        if doc.seq != self.seq + 1:
            self.tell(
                doc._replace(seq=self.seq + 1), "missing", first=self.seq + 1, last=doc.seq - 1
            )
            self.prev = prev
        if self._broken:
            self.prev, self._broken = prev, False
        wrong = self._wrong(doc, said, prev)
        if wrong:
            self._broken = True
            self.tell(doc, wrong, says=f"{said['ep']}-{said['seq']}")
        else:
            self._content(doc, said, post, eff_ms)
        self._go_on(doc)

    def _begin(self, doc: Doc, said: dict[str, Any]) -> None:
        """A life of the till: its first document names its key and what it follows."""
        self._vouch()
        body = said["b"]
        linked = (body.get("prev_epoch"), body.get("prev_head") or FIRST.hex())
        if doc.seq == 1:
            if said["k"] != "epoch.open" or linked != (self.epoch, self.prev.hex()):
                self.tell(doc, "epoch")
            try:
                self.key = bytes.fromhex(str(body.get("public_key", "")))
            except ValueError:
                self.tell(doc, "epoch")
        stated = body.get("restore") or {}  # numbers that may stand on paper that was lost
        self.counter = max(self.counter, int(stated.get("receipts", 0)))
        self.z_no = max(self.z_no, int(stated.get("z_no", 0)))
        self.tid = said["tid"]
        self.epoch, self.seq, self.prev = doc.epoch, 0, FIRST

    def _wrong(self, doc: Doc, said: dict[str, Any], prev: bytes) -> str:
        """Why the envelope, the link or the signature is not right; empty when it is."""
        chained = hashlib.sha256(CHAIN + self.prev + doc.data).digest() == doc.hash
        at_home = (said["ep"], said["seq"], said["tid"]) == (doc.epoch, doc.seq, self.tid)
        if chained and prev == self.prev and at_home and doc.prev in (b"", prev):
            column = doc.kind in ("", said["k"]) and doc.day in ("", said["bd"])
            return self._unsigned(doc, said["k"]) or ("" if column else "column")
        genuine = hashlib.sha256(CHAIN + prev + doc.data).digest()
        if self.verify(self.key, doc.sig, genuine):
            return (
                "changed" if at_home and prev == self.prev else "moved" if not at_home else "link"
            )
        return "changed" if at_home else "foreign"

    def _unsigned(self, doc: Doc, kind: str) -> str:
        if self.fast is None and kind not in ("epoch.open", "z.close"):
            self._loose.append(doc)
            return ""
        self.signed += 1
        if self.verify(self.key, doc.sig, doc.hash):
            self._loose.clear()
            return ""
        self._search()
        return "forged"

    def _vouch(self) -> None:
        """The last document's signature stands for those before it that were not looked at."""
        if self._loose:
            last = self._loose[-1]
            self.signed += 1
            if not self.verify(self.key, last.sig, last.hash):
                self._search()
        self._loose.clear()

    def _search(self) -> None:
        """The first of the loose documents whose signature is wrong."""
        low, high = 0, len(self._loose)
        while low < high:
            middle = (low + high) // 2
            one = self._loose[middle]
            self.signed += 1
            low, high = (
                (middle + 1, high) if self.verify(self.key, one.sig, one.hash) else (low, middle)
            )
        if low < len(self._loose):
            self.tell(self._loose[low], "forged", says="")
        self._loose.clear()

    def _content(self, doc: Doc, said: dict[str, Any], post: list[Any], eff_ms: int) -> None:
        """What a genuine document says against those before it."""
        sums: dict[str, int] = {}
        for _, unit, amount in post:
            sums[unit] = sums.get(unit, 0) + amount
        if any(sums.values()):
            self.tell(doc, "postings")
        if eff_ms < self.eff_ms:
            self.tell(doc, "backdated")
        self.eff_ms = max(self.eff_ms, eff_ms)
        body = said["b"]
        if said["k"] == "sale":
            if body.get("counter") != self.counter + 1:
                self.tell(doc, "receipt", first=self.counter + 1, last=body.get("counter", 0) - 1)
            self.counter = body.get("counter", self.counter)
            self.turnover += body.get("due", 0)
        elif said["k"] == "refund":
            self.turnover -= body.get("total", 0)
        elif said["k"] == "z.close":
            self._z(doc, body)
        for one in self._anchors.pop((doc.epoch, doc.seq), ()):
            self._meet(doc, body, one)

    def _z(self, doc: Doc, body: dict[str, Any]) -> None:
        """A Z goes on from the one before, and its figures are those of the documents."""
        if self.z_open is not None and body.get("z_no") != self.z_no + 1:
            self.tell(doc, "z_number", first=self.z_no + 1, last=body.get("z_no", 0))
        grand = body.get("grand_minor", 0)
        if grand - body.get("prev_grand_minor", grand) != self.turnover or (
            self.z_open and body.get("prev_grand_minor") != self.grand
        ):
            self.tell(doc, "z_total", says=grand, is_=self.grand + self.turnover)
        self.z_open, self.z_no = True, body.get("z_no", self.z_no)
        self.grand, self.turnover = grand, 0

    def _meet(self, doc: Doc, body: dict[str, Any], anchor: Anchor) -> None:
        total = {"sale": "due", "z.close": "grand_minor"}.get(json.loads(doc.data)["k"], "")
        if anchor.tid and anchor.tid != self.tid:
            self.tell(doc, "other_till", name=anchor.name, tid=anchor.tid)
        elif not doc.hash.hex().startswith(anchor.hash) or len(anchor.hash) < 16:
            self.tell(doc, "anchor", name=anchor.name)
        elif anchor.total is not None and total and body.get(total) != anchor.total:
            self.tell(doc, "slip_total", name=anchor.name)
        elif anchor.sig and not self.verify(self.key, _unpadded(anchor.sig), doc.hash):
            self.tell(doc, "slip_sign", name=anchor.name)
        else:
            self.agreed.append(anchor)

    def _go_on(self, doc: Doc) -> None:
        self.seq, self.prev = doc.seq, doc.hash
        self.last[doc.epoch] = (doc.seq, doc.hash)

    def end(self, head: tuple[int, int, bytes] | None = None) -> None:
        """The tail: the file's own note of its head, then whoever saw the journal before."""
        end = Doc(self.epoch, self.seq, self.prev, b"", b"")
        if not self.docs:
            self.tell(end, "empty")
        elif self.known and self.key != self.known:  # an older life may have had another
            self.tell(end._replace(seq=1), "key", key=self.known.hex()[:16])
        elif head is not None and head != (self.epoch, self.seq, self.prev):
            self.tell(end._replace(seq=self.seq + 1), "tail", last=self.seq, head=head[1])
        for one in (anchor for many in self._anchors.values() for anchor in many):
            if one.tid and one.tid != self.tid:
                self.tell(end, "other_till", name=one.name, tid=one.tid)
            elif one.seq > self.last.get(one.epoch, (0, b""))[0]:
                self.tell(end._replace(seq=self.seq + 1), "cut", name=one.name, seq=one.seq)


def _unpadded(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""
