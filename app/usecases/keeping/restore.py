"""Puts a copy in the till's place: looked at first, proven, and begun as a new epoch (8.2).

Works on a closed folder, because the file that is replaced may be one that no longer opens. The old
file is never thrown away: it is kept aside. No receipt, return or Z number of the old life is given
again: the new epoch is above every one that was ever noted, and its receipts go on behind the mark.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.document import Body
from app.domain.errors import Refused, Unavailable
from app.domain.ids import ReceiptNo
from app.domain.permissions import Operator, Role
from app.keys import KeyStore
from app.settings import TILL_ID, Settings
from app.store import drafts, journal, spool
from app.store import shop as shops
from app.store.engine import FORMAT, Database
from app.store.file.connect import is_plain
from app.store.keeping.backup import of_place, remove
from app.store.keeping.contents import Contents, prove
from app.store.keeping.contents import read as contents_of
from app.store.keeping.missing import Missing, behind
from app.store.keeping.swap import ready, swap
from app.store.verify import Level, Tell
from app.usecases import commit
from app.usecases.keeping import forgotten, marks, places, shelf, standing
from app.usecases.keeping.marks import Mark
from app.usecases.keeping.shelf import Backup
from app.usecases.member.erase import forget_again
from app.usecases.services import Services
from app.usecases.staff.login import people
from app.usecases.tender.record import leave_to_owner

BUILDING = "till.db.restoring"
UNKNOWN = 10  # epochs left free when nobody can say which was the last
Furnish = Callable[[Database], Services]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a restore would do, before it does. `missing` is None when the file that stands there
    cannot be read; `lost` is then how many documents the mark knows to be gone.

    `epoch` is the one that would begin. `asks` is whether nobody knows how far the till had come
    (another machine, no file): then the newest receipt must be shown, or said to be unknown.
    """

    backup: Backup
    epoch: int
    stands: Contents | None
    stands_broken: str
    mark: Mark | None
    missing: Missing | None
    lost: int
    asks: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands there now. `held`: members' money is held until the owner's word."""

    backup: Backup
    epoch: int
    lost: int
    held: bool
    aside: str


def preview(settings: Settings, backup: Backup, *, newest: str = "") -> Preview:
    """What a restore of this copy means now. Reads only.

    `newest` is the number of the newest receipt that anybody holds (`01-03-1-000318`), or
    `unknown`: only needed, and only used, when neither file nor mark say how far the till came.
    Refused `restore.receipt` for a number that is none, `restore.newer` for a copy that a newer
    program made. Unavailable `key.missing`: the copy is encrypted and its key is not here.
    """
    if backup.format > FORMAT:
        raise Refused("restore.newer", found=backup.format, known=FORMAT)
    key_of(settings, backup.encrypted, backup.till)
    found = _found(settings, backup)
    mark = _mark(found, backup)
    stands, broken = _stands(settings)
    missing = _missing(settings, backup) if stands and stands.tid == backup.tid else None
    if stands is not None and stands.tid != backup.tid:
        raise Refused("restore.other_till", tid=backup.tid, here=stands.tid)
    asks = stands is None and marks.read_file(found.mark) is None
    epoch = _next_epoch(backup, mark, stands, newest if asks else "")
    return Preview(backup, epoch, stands, broken, mark, missing, _lost(backup, mark, missing), asks)


def restore(
    settings: Settings,
    seen: Preview,
    furnish: Furnish,
    *,
    operator_id: str = "",
    newest: str = "",
    tell: Tell | None = None,
) -> Restored:
    """Put the copy in the file's place. The folder's lock is held by the caller, the file closed.

    Refused `restore.changed` when what stands there is not what was looked at any more,
    `restore.ask` when the newest receipt was not said, `restore.damaged` when the copy is not what
    its manifest says. Unavailable as the disk says; then the old file still stands.
    """
    done, mark = install(settings, seen, furnish, operator_id=operator_id, newest=newest, tell=tell)
    marks.write(_found(settings, seen.backup), mark)
    return done


def install(
    settings: Settings,
    seen: Preview,
    furnish: Furnish,
    *,
    operator_id: str = "",
    newest: str = "",
    tell: Tell | None = None,
) -> tuple[Restored, Mark]:
    """All of a restore but the marks: a drill does no more than this, in a folder of its own."""
    now = preview(settings, seen.backup, newest=newest)
    if (now.missing, now.lost) != (seen.missing, seen.lost):
        raise Refused("restore.changed", n=now.lost)
    if now.asks and not newest:
        raise Refused("restore.ask")
    building = settings.data_dir.joinpath(BUILDING)
    remove(building)
    try:
        key = key_of(settings, seen.backup.encrypted, seen.backup.till)
        _fetch(seen.backup, building, key, tell)
        lost = now.missing.erased if now.missing else ()
        gone = forgotten.all_of(_found(settings, seen.backup), lost)
        mark, held = _begin(building, key, now, furnish, word=(operator_id, newest), gone=gone)
        aside = swap(building, settings.database, _own_key_if_any(settings))
        _take_name(settings, seen.backup.till)
    except BaseException:
        remove(building)
        raise
    return Restored(seen.backup, mark.epoch, now.lost, held, aside), mark


def key_of(settings: Settings, encrypted: bool, till: str) -> bytes | None:
    """The key of a copy. Unavailable `key.missing` when this machine does not have it."""
    if not encrypted:
        return None
    keys = KeyStore(settings.settings_dir.joinpath("keys"), till)
    if not keys.has("encryption"):
        raise Unavailable("key", "missing", path=str(settings.settings_dir))
    return keys.encryption("auto")[0]


# --- how far the till had come -------------------------------------------------------------------


def _found(settings: Settings, backup: Backup) -> places.Places:
    """Where this till's marks and copies lie: under the name that the copy has."""
    return replace(places.of_machine(settings), till=backup.till)


def _mark(found: places.Places, backup: Backup) -> Mark | None:
    """The furthest of the marks and of all copies: each copy was a moment of this till."""
    there = Path(backup.folder)
    copies = (
        Mark(one.epoch, one.seq, one.head, one.tid, one.receipts, one.z_no, one.last_ms)
        for one in (backup, *shelf.listed(found), *shelf.folder(there))
    )
    noted = (marks.read(found), marks.read_file(there.joinpath(marks.NAME)))
    known = [one for one in (*noted, *copies) if one is not None and one.tid == backup.tid]
    return max(known, default=None)


def _stands(settings: Settings) -> tuple[Contents | None, str]:
    """What the file that stands there says, or why it cannot be read; empty when there is none."""
    if not settings.database.exists():
        return None, ""
    try:
        return contents_of(settings.database, _own_key(settings)), ""
    except Unavailable as trouble:
        return None, trouble.code


def _own_key_if_any(settings: Settings) -> bytes | None:
    try:
        return _own_key(settings) if settings.database.exists() else None
    except Unavailable:
        return None


def _own_key(settings: Settings) -> bytes | None:
    found = places.of_machine(settings)
    return key_of(settings, is_plain(settings.database) is False, found.till)


def _missing(settings: Settings, backup: Backup) -> Missing | None:
    try:
        return behind(
            *(settings.database, _own_key(settings)),
            epoch=backup.epoch,
            seq=backup.seq,
            head=backup.head,
        )
    except Unavailable:
        return None


def _lost(backup: Backup, mark: Mark | None, missing: Missing | None) -> int:
    """How many documents are known to be gone then; at least one when it is known that some are."""
    by_file = missing.docs if missing else 0
    if mark is None or (mark.epoch, mark.seq) <= (backup.epoch, backup.seq):
        return by_file
    by_mark = mark.seq - backup.seq if mark.epoch == backup.epoch else mark.seq
    return max(by_file, by_mark, 1)


def _next_epoch(backup: Backup, mark: Mark | None, stands: Contents | None, newest: str) -> int:
    """One more than every epoch that anybody knows of (agreements 5)."""
    known = [backup.epoch]
    known += [one.epoch for one in (mark, stands) if one is not None]
    if newest == "unknown":
        known.append(backup.epoch + UNKNOWN - 1)
    elif newest:
        known.append(_receipt(newest).epoch)
    return max(known) + 1


def _receipt(text: str) -> ReceiptNo:
    try:
        return ReceiptNo.parse(text.strip())
    except ValueError:
        raise Refused("restore.receipt", text=text[:40]) from None


# --- the copy takes its place --------------------------------------------------------------------


def _fetch(backup: Backup, building: Path, key: bytes | None, tell: Tell | None) -> None:
    """The copy beside the file, the same to the byte, and gone through document by document."""
    try:
        shutil.copyfile(backup.path, building)
        os.chmod(building, 0o600)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Unavailable("disk", "full", retry=True) from error
        raise of_place(error, backup.path) from error
    if shelf.checksum(building) != backup.sha256:
        raise Refused("restore.damaged", name=backup.name)
    prove(building, key, level=Level.SIGNED, deep=True, tell=tell)
    ready(building, key)


def _begin(
    building: Path,
    key: bytes | None,
    seen: Preview,
    furnish: Furnish,
    *,
    word: tuple[str, str],
    gone: tuple[str, ...],
) -> tuple[Mark, bool]:
    """Open the new epoch in the copy: its number, and the numbers that must not be given again.
    `word` is who restores, and the newest receipt that was shown; `gone` are forgotten again."""
    operator_id, newest = word
    db = Database(building, key=key)
    try:
        s = furnish(db)
        held = seen.lost > 0 or seen.asks
        who = _who(people(s), operator_id)
        with db.write() as tx:
            drafts.drop_all(tx)  # a basket of then may have been sold since
            spool.doubt(tx, s.clock.now_ms(), "failed")  # a paper of then may have come out since
            settings_then = shops.load(tx)
            commit.open_epoch(
                *(tx, s, standing.holding(settings_then) if held else settings_then),
                operator_id=who.operator_id,
                reason="restore",
                restore=_stated(seen, newest),
            )
            forget_again(tx, s, who, gone)
            if held:
                leave_to_owner(tx, s, who.operator_id)
            head = journal.head(tx)
            assert head is not None
            mark = marks.of_head(tx, head)
        return mark, held
    finally:
        db.close()


def _who(known: Sequence[Operator], operator_id: str) -> Operator:
    """Who restores; the owner where nobody could be asked, or whom the copy does not know."""
    by_id = [one for one in known if one.operator_id == operator_id]
    owners = [one for one in known if one.role is Role.OWNER]
    return (by_id or owners or list(known))[0]


def _stated(seen: Preview, newest: str) -> Body:
    """What the new epoch says of the old one."""
    receipts = [seen.backup.receipts]
    zs = [seen.backup.z_no]
    for one in (seen.mark, seen.stands):
        if one is not None:
            receipts.append(one.receipts)
            zs.append(one.z_no)
    furthest = max(
        ((one.epoch, one.seq) for one in (seen.mark, seen.stands) if one is not None),
        default=(0, 0),
    )
    if seen.asks and newest not in ("", "unknown"):
        receipts.append(_receipt(newest).counter)
    return {
        "epoch": seen.epoch,
        "receipts": max(receipts),
        "z_no": max(zs),
        "from_epoch": seen.backup.epoch,
        "from_seq": seen.backup.seq,
        "mark_epoch": furthest[0],
        "mark_seq": furthest[1],
        "missing": seen.lost,
        "unknown": seen.asks,
    }


def _take_name(settings: Settings, till: str) -> None:
    """The folder goes by the copy's name from now on: its keys are kept under it."""
    path = settings.data_dir.joinpath(TILL_ID)
    try:
        if not path.exists() or path.read_text(encoding="ascii").strip() != till:
            path.write_text(till, encoding="ascii")
    except OSError as error:
        raise Unavailable("folder", "read_only", path=str(settings.data_dir)) from error
