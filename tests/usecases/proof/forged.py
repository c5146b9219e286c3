"""A journal made by hand as the till makes it, and every way to tamper with one without its key."""

import importlib.util
import json
import random  # noqa: TID251 - seeded, the same edits every time
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from app.domain.document import FIRST, VERSION, canonical, chain_hash
from app.keys import TillSigner
from app.usecases.proof.standalone import standalone

TID = "01-03"
SEED = bytes(range(32))
THIEF = TillSigner(bytes(range(1, 33)))
Rows = list[dict[str, Any]]  # epoch, seq, hash, sig, data, prev, kind, day


def load(folder: Path) -> ModuleType:
    """The stand-alone verifier, as an auditor gets it."""
    path = folder / "shuke_verify.py"
    path.write_text(standalone(), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("shuke_verify", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sealed(
    row_of: Rows, kind: str, body: dict[str, Any], *, epoch: int, signer: TillSigner
) -> None:
    """One more document at the end."""
    same = [row for row in row_of if row["epoch"] == epoch]
    seq = len(same) + 1
    prev = same[-1]["hash"] if same else FIRST
    said = {
        **{"v": VERSION, "tid": TID, "ep": epoch, "seq": seq, "k": kind, "sv": 1},
        **{"bd": "2026-09-12", "op": "o", "dev_ms": 1000 * len(row_of) + 1000},
        **{"eff_ms": 1000 * len(row_of) + 1000, "prev": prev.hex(), "b": body, "post": []},
    }
    data = canonical(said)
    hash_ = chain_hash(prev, data)
    row_of.append(
        {
            **{"epoch": epoch, "seq": seq, "hash": hash_, "sig": signer.sign(hash_)},
            **{"data": data, "prev": prev, "kind": kind, "day": "2026-09-12"},
        }
    )


def journal(*, epochs: int = 2, sales: int = 4) -> Rows:
    """Two lives of a till, each with sales, a return and a Z; receipt numbers run through."""
    rows: Rows = []
    signer, counter, grand, z_no = TillSigner(SEED), 0, 0, 0
    for epoch in range(1, epochs + 1):
        opening = {
            "public_key": signer.public_key.hex(),
            "prev_epoch": epoch - 1,
            "prev_head": rows[-1]["hash"].hex() if rows else "",
        }
        sealed(rows, "epoch.open", opening, epoch=epoch, signer=signer)
        before = grand
        for _ in range(sales):
            counter += 1
            body = {"counter": counter, "due": 100 * counter}
            sealed(rows, "sale", body, epoch=epoch, signer=signer)
            grand += 100 * counter
        sealed(rows, "refund", {"total": 50}, epoch=epoch, signer=signer)
        grand, z_no = grand - 50, z_no + 1
        body = {"z_no": z_no, "grand_minor": grand, "prev_grand_minor": before}
        sealed(rows, "z.close", body, epoch=epoch, signer=signer)
    return rows


@dataclass(frozen=True, slots=True)
class Tampered:
    """What an attacker left behind, and where the first thing is wrong."""

    how: str
    rows: Rows
    epoch: int
    seq: int


def tamper(rows: Rows, dice: random.Random) -> Tampered:
    """One random edit of one of nine kinds, by somebody who may recompute every hash."""
    rows = [dict(row) for row in rows]
    at = dice.randrange(len(rows))
    place = (rows[at]["epoch"], rows[at]["seq"])
    way = dice.choice(
        ("byte", "column", "delete", "renumber", "insert", "swap", "backdate", "rewrite", "cut")
    )
    last = [i for i, row in enumerate(rows) if row["epoch"] == rows[at]["epoch"]][-1]
    if way in ("delete", "renumber") and at == last:
        way = "cut"  # nothing behind it says that it was there
    if way == "byte":
        rows[at]["data"] = _flipped(rows[at]["data"], dice)
    elif way == "column":
        name = dice.choice(("hash", "sig", "prev", "kind", "day"))
        old = rows[at][name]
        rows[at][name] = f"{old}x" if isinstance(old, str) else _flipped(old, dice)
    elif way == "delete":
        del rows[at]
    elif way == "renumber":
        del rows[at]
        _number(rows)
    elif way == "insert":
        copied = dice.choice([i for i in range(len(rows)) if i != at])
        forged = dict(rows[copied], epoch=place[0])
        rows.insert(at, forged)
        _number(rows)
        if dice.random() < 0.5:
            _rechain(rows, at)
    elif way == "swap":
        other = dice.choice([i for i in range(len(rows)) if i != at])
        at, other = min(at, other), max(at, other)
        place = (rows[at]["epoch"], rows[at]["seq"])
        names = ("hash", "sig", "data", "prev", "kind", "day")
        for name in names:
            rows[at][name], rows[other][name] = rows[other][name], rows[at][name]
    elif way == "backdate":
        rows[at]["data"] = rows[at]["data"].replace(b'"eff_ms":', b'"eff_ms":-')
        _rechain(rows, at)
    elif way == "rewrite":
        rows[at]["data"] = rows[at]["data"].replace(b'"op":"o"', b'"op":"p"')
        _rechain(rows, at, resign=dice.random() < 0.5)
    else:
        rows = rows[: max(2, dice.randrange(len(rows)))]
        place = (rows[-1]["epoch"], rows[-1]["seq"] + 1)
    return Tampered(way, rows, *place)


def _flipped(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ dice.randrange(1, 256)]) + data[at + 1 :]


def _number(rows: Rows) -> None:
    """Row numbers without a gap, as if nothing had been taken or put."""
    counts: dict[int, int] = {}
    for row in rows:
        counts[row["epoch"]] = counts.get(row["epoch"], 0) + 1
        row["seq"] = counts[row["epoch"]]


def _rechain(rows: Rows, at: int, *, resign: bool = False) -> None:
    """Make number, link and hash fit from there to the end of the epoch; `resign` by a thief's key.

    Signatures of others' keys stay as they were: nobody can make them.
    """
    epoch = rows[at]["epoch"]
    prev = rows[at - 1]["hash"] if at and rows[at - 1]["epoch"] == epoch else FIRST
    for row in rows[at:]:
        if row["epoch"] != epoch:
            break
        said = json.loads(row["data"])
        said |= {"ep": epoch, "seq": row["seq"], "prev": prev.hex()}
        row["data"], row["prev"] = canonical(said), prev
        row["hash"] = prev = chain_hash(prev, row["data"])
        row["sig"] = THIEF.sign(prev) if resign else row["sig"]
