"""Training mode (hardware.md 6.1): a copy of the till in a folder of its own, which counts nowhere.

The copy has its own epoch, key and numbers; nothing of it can be in a total, because it is another
file. The real journal holds two documents: that training began and that it ended. Whoever pulls the
plug in training harms nothing: the next start of the real till says that it ended.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

from app.domain.document import Body, Document, Kind
from app.domain.errors import Refused, Unavailable
from app.domain.permissions import Operator, Permission, require
from app.domain.shop import PRACTISED
from app.keys import KeyStore, TillSigner
from app.settings import TILL_ID, Settings
from app.store import drafts, journal, shifts, spool
from app.store import shop as shops
from app.store.engine import Database, Tx
from app.store.keeping.backup import copy_to
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

FOLDER = "training"
BUILDING = "training.new"
BROUGHT = ("devices.json", "till.toml")  # how the copy reaches its devices, how its screen looks
LATEST = 200  # so many documents back the beginning is looked for


def folder(settings: Settings) -> Path:
    """Where the copy lies."""
    return settings.data_dir.joinpath(FOLDER)


def settings_of_copy(settings: Settings) -> Settings:
    """This machine's settings for the copy."""
    return replace(settings, data_dir=folder(settings))


def start(s: Services, by: Operator, settings: Settings) -> Outcome[Path]:
    """The copy, made and ready to be opened as a till. Writer thread; as long as the file is large.

    Refused: `permission.missing`, `training.already` (this is a copy itself); Unavailable
    `backup.full` and others of the disk, then nothing was begun.
    """
    require(by, Permission.TRAINING)
    with s.db.read() as tx:
        if shops.load(tx).training:
            raise Refused("training.already")
    left_over(s, settings)
    training_id, building = s.clock.new_id(), settings.data_dir.joinpath(BUILDING)
    try:
        epoch = _build(s, by, settings, training_id)
        with s.db.write() as tx:
            body: Body = {"what": "start", "training_id": training_id, "epoch": epoch}
            body["at_ms"] = s.clock.now_ms()
            commit.seal(tx, s, Kind.TRAINING, body, operator_id=by.operator_id)
        os.replace(building, folder(settings))
    except OSError as error:
        _throw_away(settings, building)
        raise Unavailable("training", "copy", retry=True, path=str(building)) from error
    except BaseException:
        _throw_away(settings, building)
        raise
    return Outcome(folder(settings), Changes(staff=True))


def leave(s: Services, by: Operator | None) -> Outcome[None]:
    """In the copy: training ends by somebody's wish. Refused `training.not_here`."""
    with s.db.write() as tx:
        if not shops.load(tx).training:
            raise Refused("training.not_here")
        body: Body = {"what": "end", "at_ms": s.clock.now_ms()}
        commit.seal(tx, s, Kind.TRAINING, body, operator_id=by.operator_id if by else "")
    return Outcome(None)


def left_over(s: Services, settings: Settings) -> Outcome[int]:
    """In the real till: training that was begun is over; its copy is thrown away. How many.

    Called at every start. A training.end says how it ended (`left`, or `broken` when the program
    was gone) and how many receipts were practised.
    """
    ended = 0
    with s.db.read() as tx:
        if shops.load(tx).training:
            return Outcome(0)
    for place in (folder(settings), settings.data_dir.joinpath(BUILDING)):
        if not place.exists():
            continue
        training_id = _id_in(place)
        with s.db.write() as tx:
            begun = _begun(tx, training_id) if training_id else None
            if begun is not None:
                body = _end_body(s, place, begun, key=s.db.key)
                commit.seal(tx, s, Kind.TRAINING, body, operator_id=begun.operator_id)
                ended += 1
        _throw_away(settings, place)
    return Outcome(ended, Changes(staff=True) if ended else Changes())


def _build(s: Services, by: Operator, settings: Settings, training_id: str) -> int:
    """The copy in its folder beside; the number of its epoch."""
    building = settings.data_dir.joinpath(BUILDING)
    building.mkdir(mode=0o700)
    building.joinpath(TILL_ID).write_text(training_id, encoding="ascii")
    keys = KeyStore(settings.settings_dir.joinpath("keys"), training_id)
    if s.db.key is not None:
        keys.keep("encryption", s.db.key)
    for name in BROUGHT:
        if settings.data_dir.joinpath(name).exists():
            shutil.copy(settings.data_dir.joinpath(name), building.joinpath(name))
    database = building.joinpath(settings.database.name)
    copy_to(settings.database, s.db.key, database)
    db = Database(database, key=s.db.key)
    try:
        there = replace(s, db=db, signer=TillSigner(keys.signing_seed()), machine=None)
        with db.write() as tx:
            return _furnish(tx, there, by, training_id)
    finally:
        db.close()


def _furnish(tx: Tx, s: Services, by: Operator, training_id: str) -> int:
    """A life of its own: other numbers, an empty counter, no open shift, nothing to print."""
    shop = shops.load(tx)
    extra = {**shop.extra, "training": "yes", "training_id": training_id}
    marked = replace(shop, till_no=f"{PRACTISED}{shop.till_no}"[:8], extra=extra)
    doc = commit.open_epoch(tx, s, marked, operator_id=by.operator_id, reason="training")
    there = shifts.current(tx)
    if there is not None:
        body: Body = {"shift_id": there.shift_id, "at_ms": s.clock.now_ms(), "reason": "training"}
        commit.seal(tx, s, Kind.SHIFT_CLOSE, body, operator_id=there.operator_id)
    drafts.drop_all(tx)
    spool.drop_all(tx)
    return doc.epoch


def _id_in(place: Path) -> str:
    try:
        return place.joinpath(TILL_ID).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _begun(tx: Tx, training_id: str) -> Document | None:
    """The beginning of this training, unless its end was said already."""
    head = journal.head(tx)
    if head is None:
        return None
    after = (head.epoch, max(0, head.seq - LATEST))
    found = None
    for doc in journal.read(tx, after=after, kinds=(Kind.TRAINING,)):
        if doc.body["training_id"] == training_id:
            found = doc if doc.body["what"] == "start" else None
    return found


def _end_body(s: Services, place: Path, begun: Document, *, key: bytes | None) -> Body:
    how, receipts = _seen_in(place, key, begun.body["epoch"])
    return {
        "what": "end",
        "training_id": begun.body["training_id"],
        "began_ms": begun.body["at_ms"],
        "how": how,
        "receipts": receipts,
        "at_ms": s.clock.now_ms(),
    }


def _seen_in(place: Path, key: bytes | None, epoch: int) -> tuple[str, int]:
    """How training ended and how many receipts it made; a copy nobody can open was broken off."""
    try:
        db = Database(place.joinpath("till.db"), key=key, read_only=True)
    except Unavailable:
        return "broken", 0
    try:
        with db.read() as tx:
            head = journal.head(tx)
            last = journal.document(tx, head.epoch, head.seq) if head else None
            row = tx.one("SELECT count(*) FROM sale WHERE epoch = ?", (epoch,))
        left = last is not None and last.kind is Kind.TRAINING and last.body["what"] == "end"
        return "left" if left else "broken", row[0] if row else 0
    except Unavailable:
        return "broken", 0
    finally:
        db.close()


def _throw_away(settings: Settings, place: Path) -> None:
    """The copy and its keys; what cannot be taken away now is taken away at the next start."""
    training_id = _id_in(place)
    if training_id and training_id != _id_in(settings.data_dir):  # never the till's own keys
        KeyStore(settings.settings_dir.joinpath("keys"), training_id).forget()
    shutil.rmtree(place, ignore_errors=True)
