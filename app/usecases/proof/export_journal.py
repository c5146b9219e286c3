"""The journal on a stick: its documents as they were signed, and the program that verifies them.

What is exported holds no member's name: profiles lie in the journal sealed (D2).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.domain.document import Kind
from app.domain.errors import Refused, Unavailable
from app.domain.permissions import Operator, Permission, require
from app.store import journal
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.proof.standalone import NAME, standalone
from app.usecases.services import Services

LINES, NOTE, READ = "journal.jsonl.gz", "export.json", "README.txt"
PIECE = 4096
Tell = Callable[[int, int], bool]

_README = """\
熟客账本 / A Shuke journal

  python3 {verify} .            核验这份账本，不需要熟客 / verifies this journal without Shuke
  python3 {verify} . --lang zh  中文报告 / the report in Chinese
  --slip "<二维码内容 / text of the QR on a receipt or a Z>"  和一张小票对照 / compares with a slip
  --anchors FILE               和旧导出的 {note} 对照 / compares with an older export's {note}

{lines}: 一行一份单据 / one document a line:
e 期 epoch, s 编号 number, h 哈希 hash (SHA-256 of "poschain1", the hash before, the bytes),
g 签名 signature (Ed25519 over the hash), d 原文 the bytes.
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the folder, how many documents, and where the journal stood."""

    folder: Path
    docs: int
    tid: str
    epoch: int
    seq: int
    head: str


def export_journal(s: Services, into: Path, *, tell: Tell | None = None) -> Exported:
    """Write a new folder in `into`. Report thread; the till sells on, of what comes meanwhile
    nothing is in it. It has its name only when it is whole.

    `tell(written, all)` hears how far it is; False ends with Refused `work.cancelled`. Unavailable
    `folder.missing`, `folder.read_only`, `disk.full`, `disk.io` (the half written folder is gone).
    """
    if not into.is_dir():
        raise Unavailable("folder", "missing", path=str(into))
    with s.db.report() as tx:
        head = journal.head(tx)
        if head is None:
            raise Refused("shop.missing")
        name = f"journal-{head.tid}-{head.epoch}-{head.seq}"
        folder, fresh = into.joinpath(name), into.joinpath(f"{name}.part")
        try:
            fresh.mkdir(exist_ok=True)
            docs = _lines(tx, fresh.joinpath(LINES), journal.count(tx), tell)
            made = Exported(folder, docs, head.tid, head.epoch, head.seq, head.hash.hex())
            _beside(tx, s, fresh, made)
            if folder.exists():  # the same journal, exported again
                _remove(folder)
            os.replace(fresh, folder)
        except OSError as error:
            _remove(fresh)
            raise _sorted(error, into) from error
        except Refused:
            _remove(fresh)
            raise
    return made


def note(s: Services, operator: Operator, made: Exported) -> Outcome[None]:
    """Say in the journal itself that it was exported, and where it stood then: an anchor.

    Refused `permission.missing`.
    """
    require(operator, Permission.PROOF)
    with s.db.write() as tx:
        body = {"epoch": made.epoch, "seq": made.seq, "hash": made.head, "where": "export"}
        commit.seal(
            *(tx, s, Kind.ANCHOR, {**body, "at_ms": s.clock.now_ms()}),
            operator_id=operator.operator_id,
        )
    return Outcome(None, Changes())


def _lines(tx: Tx, path: Path, docs: int, tell: Tell | None) -> int:
    done, after = 0, (0, 0)
    with path.open("wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, mtime=0) as packed:
            while rows := journal.raw(tx, after=after, limit=PIECE):
                for epoch, seq, hash_, signature, data in rows:
                    line = {
                        "e": epoch,
                        "s": seq,
                        "h": hash_.hex(),
                        "g": signature.hex(),
                        "d": data.decode(),
                    }
                    text = json.dumps(line, ensure_ascii=False, separators=(",", ":"))
                    packed.write(text.encode() + b"\n")
                done, after = done + len(rows), (rows[-1][0], rows[-1][1])
                if tell and not tell(done, docs):
                    raise Refused("work.cancelled")
        file.flush()
        os.fsync(file.fileno())
    return done


def _beside(tx: Tx, s: Services, folder: Path, made: Exported) -> None:
    """The note of where the journal stood, the verifier, and how to use both."""
    digest = hashlib.sha256(folder.joinpath(LINES).read_bytes()).hexdigest()
    shop, opening = shops.load(tx), journal.document(tx, made.epoch, 1)
    place = {"tid": made.tid, "epoch": made.epoch, "seq": made.seq, "hash": made.head}
    told = {
        **place,
        "name": f"{shop.shop_name} {made.tid} {made.epoch}-{made.seq}",
        "head": place,
        "documents": made.docs,
        "sha256": digest,
        "public_key": opening.body["public_key"] if opening else "",
        "at_ms": s.clock.now_ms(),
    }
    texts = {
        NOTE: json.dumps(told, ensure_ascii=False, indent=2) + "\n",
        NAME: standalone(),
        READ: _README.format(verify=NAME, note=NOTE, lines=LINES),
    }
    for name, text in texts.items():
        with folder.joinpath(name).open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())


def _remove(folder: Path) -> None:
    """Only what an export is made of."""
    try:
        for name in (LINES, NOTE, NAME, READ):
            folder.joinpath(name).unlink(missing_ok=True)
        folder.rmdir()
    except OSError:
        return  # the stick was pulled out: what is half there is called .part


def _sorted(error: OSError, into: Path) -> Unavailable:
    import errno

    if error.errno == errno.ENOSPC:
        return Unavailable("disk", "full", retry=True)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Unavailable("folder", "read_only", path=str(into))
    if error.errno == errno.ENOENT:
        return Unavailable("folder", "missing", path=str(into))
    return Unavailable("disk", "io", retry=True)
