"""A Z as its document holds it, and the proof in its slip's QR, which other tills and the
stand-alone verifier read."""

from __future__ import annotations

import base64
import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from app.domain.codes import Z_PROOF
from app.domain.document import Body, Document, Kind
from app.domain.errors import Refused
from app.domain.shift.reports import ShiftTotals
from app.domain.shift.z_report import COUNTERS, ZDrawer, ZReport, ZTotals

_SUMS = ("sales", "refunds", "expected", "counted", "difference", "bank")
_PROOF = re.compile(
    rf"{Z_PROOF}:(?P<tid>[^:.]{{1,40}})\.(?P<epoch>\d{{1,9}})\.(?P<seq>\d{{1,12}})"
    r":(?P<z_no>\d{1,9}):(?P<bd>\d{4}-\d\d-\d\d):(?P<grand>-?\d{1,15}):(?P<hash8>[0-9a-f]{16})"
    r":(?P<signature>[A-Za-z0-9_-]{86})(?::(?P<sums>-?\d{1,15}(?:\.-?\d{1,15}){5}))?"
)


@dataclass(frozen=True, slots=True)
class ZProof:
    """What the QR of a Z slip says; amounts in minor units. Nothing of it is checked here: that
    hash and signature are the document's shows only in the other till's journal."""

    tid: str
    epoch: int
    seq: int
    z_no: int
    business_date: str
    grand_minor: int
    hash8: str
    signature: str
    sums: tuple[tuple[str, int], ...] = ()

    def sum(self, name: str) -> int:
        """One of sales, refunds, expected, counted, difference, bank; 0 when the slip has none."""
        return dict(self.sums).get(name, 0)


def body_of(
    report: ZReport, *, head: str, spans: tuple[tuple[int, int, int], ...], names: Body
) -> Body:
    """The body of a `z.close` (CONTRACT: the stand-alone verifier adds it up again).

    `head` is the chain's head before it, `spans` the documents that it covers by epoch, `names`
    what things are called in its day's report.
    """
    totals = report.totals
    shift = asdict(totals.shift)
    shift["by_tender"] = [list(one) for one in totals.shift.by_tender]
    return {
        "z_no": report.z_no,
        "at_ms": report.at_ms,
        "shop": report.shop_name,
        "operator_name": report.operator_name,
        "zone": report.zone,
        "currency": report.currency,
        "first_seq": report.first_seq,
        "last_seq": report.last_seq,
        "spans": [list(one) for one in spans],
        "head": head,
        "sales": totals.shift.sales,
        "sales_minor": totals.shift.sales_minor,
        "refunds": totals.returns,
        "refunds_minor": totals.returns_minor,
        "topups_minor": totals.shift.topups_minor,
        "prev_grand_minor": report.before_minor,
        "grand_minor": report.grand_minor,
        "shifts": totals.shifts,
        "uncounted": totals.uncounted,
        "counted_minor": totals.counted_minor,
        "expected_minor": totals.expected_minor,
        "difference_minor": totals.difference_minor,
        "to_bank_minor": totals.to_bank_minor,
        "totals": shift,
        "tax": [list(one) for one in totals.tax],
        "tax_back": [list(one) for one in totals.tax_back],
        "counters": dict(totals.counters),
        "parked": report.parked,
        "liabilities": report.liabilities,
        "names": names,
    } | ({"drawer": asdict(totals.drawer)} if totals.drawer else {})


def read(doc: Document) -> ZReport:
    """The Z that a document of that kind says; ValueError for another kind."""
    if doc.kind is not Kind.Z_CLOSE:
        raise ValueError(f"a {doc.kind} is no Z")
    body = doc.body
    return ZReport(
        shop_name=body["shop"],
        till_no=doc.tid.rpartition("-")[2],
        tid=doc.tid,
        epoch=doc.epoch,
        z_no=body["z_no"],
        business_date=doc.business_date,
        at_ms=body["at_ms"],
        operator_name=body["operator_name"],
        zone=body["zone"],
        currency=body["currency"],
        first_seq=body["first_seq"],
        last_seq=body["last_seq"],
        totals=_totals(body),
        before_minor=body["prev_grand_minor"],
        grand_minor=body["grand_minor"],
        seq=doc.seq,
        head_hash=doc.hash.hex(),
        proof=proof_of(doc),
        parked=body.get("parked", 0),
        liabilities=body.get("liabilities", {}),
    )


def _totals(body: Body) -> ZTotals:
    known: dict[str, Any] = {
        name: value for name, value in body["totals"].items() if name in _SHIFT_NAMES
    }
    shift = ShiftTotals(**known)
    return ZTotals(
        shift=replace(shift, by_tender=tuple((k, n, m) for k, n, m in shift.by_tender)),
        returns=body["refunds"],
        returns_minor=body["refunds_minor"],
        shifts=body["shifts"],
        uncounted=body["uncounted"],
        counted_minor=body["counted_minor"],
        expected_minor=body["expected_minor"],
        difference_minor=body["difference_minor"],
        to_bank_minor=body["to_bank_minor"],
        tax=tuple((ppm, net, tax) for ppm, net, tax in body["tax"]),
        tax_back=tuple((ppm, net, tax) for ppm, net, tax in body.get("tax_back", ())),
        counters=_counters(body["counters"]),
        drawer=_drawer(body),
    )


def _drawer(body: Body) -> ZDrawer | None:
    """A Z of an older till does not say it."""
    said = body.get("drawer")
    return ZDrawer(**{name: said[name] for name in ZDrawer.__dataclass_fields__}) if said else None


def _counters(found: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """In the order of the slip; what another version counted stands behind."""
    others = sorted(found.keys() - set(COUNTERS))
    return tuple((code, found[code]) for code in (*COUNTERS, *others) if code in found)


_SHIFT_NAMES = frozenset(ShiftTotals.__dataclass_fields__)


def proof_of(doc: Document) -> str:
    """The QR's text: document id, number, day, grand total, 8 bytes of the hash, the signature, and
    the sums that a shop's day sheet wants (in the order sales, refunds, expected, counted,
    difference, bank)."""
    body = doc.body
    signature = base64.urlsafe_b64encode(doc.signature).decode().rstrip("=")
    sums = (
        *(body["sales_minor"], body["refunds_minor"], body["expected_minor"]),
        *(body["counted_minor"], body["difference_minor"], body["to_bank_minor"]),
    )
    return ":".join(
        (
            *(Z_PROOF, f"{doc.tid}.{doc.epoch}.{doc.seq}", str(body["z_no"]), doc.business_date),
            *(str(body["grand_minor"]), doc.hash[:8].hex(), signature),
            ".".join(map(str, sums)),
        )
    )


def read_proof(text: str) -> ZProof:
    """What a scanned QR says. Refused `z.unreadable` for anything that is no whole Z slip."""
    found = _PROOF.fullmatch(text.strip())
    if found is None:
        raise Refused("z.unreadable")
    sums = found["sums"].split(".") if found["sums"] else ()
    return ZProof(
        tid=found["tid"],
        epoch=int(found["epoch"]),
        seq=int(found["seq"]),
        z_no=int(found["z_no"]),
        business_date=found["bd"],
        grand_minor=int(found["grand"]),
        hash8=found["hash8"],
        signature=found["signature"],
        sums=tuple(zip(_SUMS, map(int, sums), strict=False)),
    )
