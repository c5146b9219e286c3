"""The journal's envelope: canonical bytes, the hash chain, and the kinds of fact there are.

A document is written once and never re-serialised (agreements 1, 2): its bytes are what is hashed
and signed. The chain is `SHA256("poschain1" | previous hash | bytes)`, per till and epoch.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson

Body = dict[str, Any]
Posting = tuple[str, str, int]  # account, unit, signed minor units (debit +)

CHAIN = b"poschain1"
FIRST = bytes(32)  # what stands before the first document of an epoch
VERSION = 1
_LEAVES = frozenset({str, int, bool, type(None)})


class Kind(StrEnum):
    """What happened (agreements 3). Others come with their features."""

    EPOCH_OPEN = "epoch.open"
    SHIFT_OPEN = "shift.open"
    SHIFT_CLOSE = "shift.close"
    SALE = "sale"
    BASKET_CANCEL = "basket.cancel"
    CASH_IN = "cash.in"
    CASH_OUT = "cash.out"
    DRAWER_OPEN = "drawer.open"
    LOGIN = "login"
    APPROVAL = "approval"
    REPRINT = "reprint"
    MEMBER_CREATE = "member.create"
    MEMBER_EDIT = "member.edit"
    CATALOG_CHANGE = "catalog.change"
    STAFF_CHANGE = "staff.change"
    SETTINGS_CHANGE = "settings.change"
    CLOCK_JUMP = "clock.jump"
    FAULT = "fault"
    REFUND = "refund"
    TOPUP = "topup"
    TOPUP_REFUND = "topup.refund"
    ADJUST = "adjust"
    OPENING = "opening"
    EXPIRE = "expire"
    REDEEM = "redeem"
    TRANSFER = "transfer"
    VOUCHER_ISSUE = "voucher.issue"
    PACKAGE_CHANGE = "package.change"
    GIFT_CARD_CHANGE = "gift_card.change"
    TIER_CHANGE = "tier.change"
    PROGRAM_CHANGE = "program.change"
    MEMBER_MERGE = "member.merge"
    MEMBER_UNMERGE = "member.unmerge"
    MEMBER_ERASE = "member.erase"
    MEMBER_SEEN = "member.seen"
    SHIFT_COUNT = "shift.count"
    SHIFT_HAND_OVER = "shift.hand_over"
    Z_CLOSE = "z.close"
    Z_SEEN = "z.seen"
    TRAFFIC = "traffic"
    CASE_OPEN = "case.open"
    CASE_CLOSE = "case.close"
    ROLE_CHANGE = "role.change"
    ATTENDANCE = "attendance"
    TRAINING = "training"
    STOCK_RECEIVE = "stock.receive"
    STOCK_ADJUST = "stock.adjust"
    STOCK_COUNT = "stock.count"
    STOCK_TRANSFER = "stock.transfer"
    STOCK_WRITE_OFF = "stock.write_off"
    ANCHOR = "anchor.seen"
    PAY_ATTEMPT = "pay.attempt"
    PAY_RESULT = "pay.result"


@dataclass(frozen=True, slots=True)
class Document:
    """One sealed fact: the parsed envelope beside the bytes that were hashed and signed."""

    tid: str
    epoch: int
    seq: int
    kind: Kind
    business_date: str
    operator_id: str
    dev_ms: int
    eff_ms: int
    body: Body
    postings: tuple[Posting, ...]
    prev: bytes
    data: bytes
    hash: bytes
    signature: bytes = b""


def canonical(value: Body) -> bytes:
    """The one byte form of a value: sorted keys, no spaces, UTF-8 unescaped, integers only.

    ValueError for anything else: a float would read differently on another machine.
    """
    if not without_floats(value):
        raise ValueError("a document holds text, whole numbers, lists and objects only")
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:  # half of a letter, a number of more than 64 bits
        raise ValueError(f"a document cannot hold this: {error}") from error


def chain_hash(prev: bytes, data: bytes) -> bytes:
    """The link of a document to the one before it."""
    return hashlib.sha256(CHAIN + prev + data).digest()


def without_floats(value: object) -> bool:
    """Whether a value holds only what canonical bytes may: text, integers, bools, lists, objects.

    An object's names are text: another type of name would not come back as it was. This stands in
    the path of every sale, so leaves are told by their exact type, without a call each.
    """
    if isinstance(value, dict):
        try:
            "".join(value)  # names that are not text cannot be joined: the quickest way to ask
        except TypeError:
            return False
        inner: Iterable[object] = value.values()
    elif isinstance(value, (list, tuple)):
        inner = value
    else:
        return value is None or isinstance(value, (str, int))
    for one in inner:  # noqa: SIM110 - a generator would cost more than the question
        if type(one) not in _LEAVES and not without_floats(one):
            return False
    return True


def unbalanced(postings: tuple[Posting, ...]) -> dict[str, int]:
    """Units whose postings do not sum to zero (I6), with the difference; empty when all do."""
    sums: dict[str, int] = {}
    for _, unit, amount in postings:
        sums[unit] = sums.get(unit, 0) + amount
    return {unit: total for unit, total in sums.items() if total}


def envelope(doc: Document) -> Body:
    """The object whose canonical bytes are `doc.data`."""
    return {
        "v": VERSION,
        "tid": doc.tid,
        "ep": doc.epoch,
        "seq": doc.seq,
        "k": doc.kind.value,
        "sv": 1,
        "bd": doc.business_date,
        "op": doc.operator_id,
        "dev_ms": doc.dev_ms,
        "eff_ms": doc.eff_ms,
        "prev": doc.prev.hex(),
        "b": doc.body,
        "post": [list(p) for p in doc.postings],
    }


def parse(data: bytes, *, hash_: bytes, signature: bytes = b"") -> Document:
    """The document in bytes of the journal; ValueError, KeyError or TypeError when it is none."""
    raw = json.loads(data)
    return Document(
        tid=raw["tid"],
        epoch=raw["ep"],
        seq=raw["seq"],
        kind=Kind(raw["k"]),
        business_date=raw["bd"],
        operator_id=raw["op"],
        dev_ms=raw["dev_ms"],
        eff_ms=raw["eff_ms"],
        body=raw["b"],
        postings=tuple((a, u, n) for a, u, n in raw["post"]),
        prev=bytes.fromhex(raw["prev"]),
        data=data,
        hash=hash_,
        signature=signature,
    )
