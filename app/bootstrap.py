"""The till's composition root: the only place that builds the house.

Order: the folder's lock, the keys, the file, the services, the devices. What is heavy is imported
where it is used: `face` must paint the log-in before SQLAlchemy, alembic and the drivers are there.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.errors import Refused, Unavailable
from app.peripherals.chosen import ChosenDevices, LateDevices
from app.settings import RESOURCES, TILL_ID, Settings

if TYPE_CHECKING:
    from app.domain.permissions import Operator
    from app.keys import KeyStore
    from app.peripherals.device_set import DeviceSet
    from app.peripherals.printing.effects import Effects
    from app.store.boot import LoginFace
    from app.store.engine import Database
    from app.store.lock import FolderLock
    from app.usecases.outcome import Effect
    from app.usecases.ports import Clock, DeviceChoice, Devices, DeviceState
    from app.usecases.services import Services
    from app.usecases.shop.first_start import Answers

MARK = TILL_ID


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears what devices say. All are called on device threads and must hand the news on.

    `on_printed(job, state, reason, device)` when a print job has ended, `on_settled(job)` when an
    unsure one came out after all, `on_kicked(state, reason)` after the drawer.
    """

    on_scan: Callable[[str, str], None] = lambda text, device: None
    on_states: Callable[[tuple[DeviceState, ...]], None] = lambda states: None
    on_printed: Callable[[str, str, str, str], None] = lambda job, state, reason, device: None
    on_settled: Callable[[str], None] = lambda job: None
    on_kicked: Callable[[str, str], None] = lambda state, reason: None


class Till:
    """A till that is open: its services, its devices, and the way to carry effects out."""

    def __init__(
        self,
        services: Services,
        lock: FolderLock | None,
        devices: DeviceSet | None,
        effects: Effects | None,
    ) -> None:
        self.services = services
        self.devices = devices
        self._lock, self._effects = lock, effects
        self.training = False  # its drawer stays shut, whatever a use case wants
        self._late: Callable[[], tuple[DeviceSet, Effects]] | None = None
        self._beginning = threading.Lock()

    def begin_late(self, late: Callable[[], tuple[DeviceSet, Effects]]) -> None:
        """How the devices are made when they are asked to begin."""
        self._late = late

    def begin_devices(self) -> None:
        """Run the devices, once. Any thread; a till that was opened with `late` asks for it."""
        with self._beginning:
            late, self._late = self._late, None
            if late is not None:
                self.devices, self._effects = late()

    def perform(self, effects: tuple[Effect, ...]) -> None:
        """After the commit: kick and print. Returns at once, whatever the devices do."""
        from app.usecases.outcome import KickDrawer

        self.begin_devices()
        if self.training:
            effects = tuple(one for one in effects if not isinstance(one, KickDrawer))
        if self._effects is not None:
            self._effects.perform(effects)

    def close(self) -> None:
        """End the devices' threads, close the file, let the folder go."""
        with self._beginning:
            self._late = None
        if self.devices is not None:
            self.devices.close()
        if self._lock is not None:
            _note_mark(self.services)
        self.services.db.close()
        if self._lock is not None:
            self._lock.release()


def face(settings: Settings) -> LoginFace:
    """What the log-in shows, within the first paint. Unavailable as `open_till`; holds no lock."""
    from app.store import boot

    return boot.face(settings.database, _file_key(settings))


def hold(settings: Settings) -> FolderLock:
    """Take the folder before anything is shown. Unavailable `folder.in_use`, `folder.read_only`."""
    from app.store.lock import FolderLock

    return FolderLock(settings.data_dir).acquire()


def open_till(
    settings: Settings,
    *,
    ears: Ears | None = None,
    clock: Clock | None = None,
    lock: FolderLock | None = None,
    late: bool = False,
) -> Till:
    """Open this folder's till; with `ears` its devices run, without them they sleep. With `late`
    they run from `begin_devices()` on, so that the first scan need not wait for drivers.

    A `lock` that `hold` gave is the till's from here on, also when opening fails.

    Unavailable: `folder.in_use`, `folder.read_only`, `database.*` (missing, corrupt, newer ...),
    `key.missing`, `key.unreadable`. Nothing is left open then.
    """
    lock = lock or hold(settings)
    from app.usecases.keeping import standing

    try:
        db, seed = _database(settings), _signing_seed(settings)
    except BaseException:
        lock.release()
        raise
    try:
        till = _furnish(settings, lock, db, seed, (ears, clock))
        till.training = _is_training(db)
        standing.look(till.services)
        if not late:
            till.begin_devices()
        return till
    except BaseException:
        db.close()
        lock.release()
        raise


def look_into(settings: Settings, *, clock: Clock | None = None) -> Till:
    """The till's file read only, beside a program that sells: for verify, export and reports."""
    from app.store.engine import Database

    db = Database(settings.database, key=_file_key(settings), read_only=True)
    try:
        return Till(_services(settings, db, bytes(32), clock), None, None, None)
    except BaseException:
        db.close()
        raise


def _note_mark(services: Services) -> None:
    """How far the file came, noted outside of it as the till ends. A file that says nothing any
    more has nothing to note."""
    from app.usecases.keeping.marks import note

    with suppress(Refused, Unavailable):
        note(services)


def restorer(
    settings: Settings, till: str, *, clock: Clock | None = None
) -> Callable[[Database], Services]:
    """What a restore into this folder signs its new epoch with: the key that `till` always had, or
    a new one where that is gone; the epoch's first document carries it."""
    from app.clock import SystemClock
    from app.keys import ArgonPins, KeyStore, ProfileVault, TillSigner
    from app.peripherals.late_paper import LatePaper
    from app.usecases.services import Services

    def furnish(db: Database) -> Services:
        return Services(
            db=db,
            clock=clock or SystemClock(),
            signer=TillSigner(KeyStore(settings.settings_dir / "keys", till).signing_seed()),
            pins=ArgonPins(),
            vault=ProfileVault(),
            paper=LatePaper("zh_CN", 2),
            devices=ChosenDevices(settings.data_dir),
        )

    return furnish


def create_shop(
    settings: Settings,
    answers: Answers,
    *,
    devices: Mapping[str, DeviceChoice] | None = None,
    clock: Clock | None = None,
) -> None:
    """Make the folder, its keys, its file and its first documents; all, or no file at all.

    Refused as `first_start.check`, `shop.exists_already`; Unavailable when the folder is not
    writable or in use.
    """
    from app.store import engine
    from app.store.lock import FolderLock
    from app.usecases.shop import first_start

    first_start.check(answers)
    with FolderLock(settings.data_dir):
        if settings.exists:
            raise Refused("shop.exists_already")
        _mark(settings, make=_new_id())
        key, _ = _keys(settings).encryption(settings.encryption)
        engine.create(settings.database, key)
        try:
            _first_documents(settings, answers, devices or {}, clock)
        except BaseException:
            for suffix in ("", "-wal", "-shm"):
                settings.database.with_name(settings.database.name + suffix).unlink(True)
            raise


def _first_documents(
    settings: Settings, answers: Answers, devices: Mapping[str, DeviceChoice], clock: Clock | None
) -> None:
    from app.usecases.shop import first_start

    chosen = ChosenDevices(settings.data_dir)
    for name, choice in devices.items():
        chosen.configure(name, choice)
    db, seed = _database(settings), _keys(settings).signing_seed()
    try:
        first_start.create(_bare_services(settings, db, seed, clock), answers)
    finally:
        db.close()


def _furnish(
    settings: Settings,
    lock: FolderLock,
    db: Database,
    seed: bytes,
    outside: tuple[Ears | None, Clock | None],
) -> Till:
    ears, clock = outside
    if ears is None:
        return Till(_services(settings, db, seed, clock), lock, None, None)
    coming = LateDevices(settings.data_dir)
    services = _services(settings, db, seed, clock, devices=coming)
    if services.machine is not None:  # a training till takes nobody's money
        from app.peripherals.terminals import DeviceTerminals

        services = replace(services, terminals=DeviceTerminals(lambda: coming.running))
    till = Till(services, lock, None, None)
    till.begin_late(lambda: _run_devices(settings, ears, services, coming))
    return till


def _run_devices(
    settings: Settings, ears: Ears, services: Services, coming: LateDevices
) -> tuple[DeviceSet, Effects]:
    from app.peripherals.device_set import DeviceSet, Listeners
    from app.peripherals.printing.effects import Effects
    from app.usecases.printing import settle

    listeners = Listeners(ears.on_scan, ears.on_states, ears.on_settled)
    now_ms = services.clock.now_ms
    devices = DeviceSet(
        *(settings.data_dir, now_ms, listeners),
        resources=RESOURCES,
        proxy=settings.proxy,
        training=services.machine is None,  # as above
    )
    effects = Effects(
        devices,
        load=lambda job_id, columns: settle.load(services, job_id, columns),
        settled=ears.on_printed,
        kicked=ears.on_kicked,
    )
    devices.start()
    coming.running = devices
    ears.on_states(devices.states())
    return devices, effects


def _services(
    settings: Settings,
    db: Database,
    seed: bytes,
    clock: Clock | None,
    *,
    devices: Devices | None = None,
) -> Services:
    """The parts, with paper in the shop's language."""
    from app.peripherals.late_paper import LatePaper
    from app.peripherals.printing.fitted import FittedPaper
    from app.store import shop

    with db.read() as tx:
        found = shop.load(tx)
    paper: Any = LatePaper(found.paper_language, found.currency.digits)
    if found.training:
        from app.peripherals.training_paper import TrainingPaper
        from app.words import Words

        paper = TrainingPaper(paper, lambda: Words(found.paper_language)("training.paper"))
    wide = devices or ChosenDevices(settings.data_dir)
    paper = FittedPaper(paper, wide.columns)
    made = _bare_services(settings, db, seed, clock, devices=wide, paper=paper)
    return replace(made, machine=None) if found.training else made


def _is_training(db: Database) -> bool:
    from app.store import shop

    with db.read() as tx:
        return shop.load(tx).training


def begin_training(settings: Settings, services: Services, operator: Operator) -> Settings:
    """A training copy of the open till, its drawer shut; settings to open it with. Writer thread.

    Refused and Unavailable as `training.start`.
    """
    from app.usecases.ports import DeviceChoice
    from app.usecases.staff import training

    training.start(services, operator, settings)
    there = training.settings_of_copy(settings)
    ChosenDevices(there.data_dir).configure("drawer", DeviceChoice("none"))
    return there


def end_training(settings: Settings, services: Services) -> None:
    """At the start of the real till: what is left of training is thrown away, and said."""
    from app.usecases.staff import training

    training.left_over(services, settings)


def _bare_services(
    settings: Settings,
    db: Database,
    seed: bytes,
    clock: Clock | None,
    *,
    devices: Devices | None = None,
    paper: Any = None,
) -> Services:
    from app.clock import SystemClock
    from app.keys import ArgonPins, ProfileVault, TillSigner
    from app.peripherals.late_paper import LatePaper
    from app.usecases.services import Services

    return Services(
        db=db,
        clock=clock or SystemClock(),
        signer=TillSigner(seed),
        pins=ArgonPins(),
        vault=ProfileVault(),
        paper=paper or LatePaper("zh_CN", 2),
        devices=devices or ChosenDevices(settings.data_dir),
        key_place=_key_place(settings) if db.key is not None else "",
        machine=settings,
    )


def _key_place(settings: Settings) -> str:
    """Where the file's key is kept, for the health page: `keyring`, or the key file."""
    _, place = _keys(settings).encryption("auto")
    return place.path or place.source


def _database(settings: Settings) -> Database:
    from app.store.engine import Database

    return Database(settings.database, key=_file_key(settings))


def _keys(settings: Settings) -> KeyStore:
    from app.keys import KeyStore

    return KeyStore(settings.settings_dir / "keys", _mark(settings))


def _file_key(settings: Settings) -> bytes | None:
    """The key of the file that is there. Unavailable `key.missing` when it is gone."""
    from app.store.file.connect import is_plain

    if is_plain(settings.database) is not False:
        return None
    keys = _keys(settings)
    if keys.has("encryption"):
        return keys.encryption("auto")[0]
    if keys.has("signing"):  # this till never encrypted: it is the file's own head that is wrong
        raise Unavailable("database", "corrupt", path=str(settings.database))
    raise Unavailable("key", "missing", path=str(settings.settings_dir))


def _signing_seed(settings: Settings) -> bytes:
    """A till signs with the key that its epoch was opened with, or it does not open."""
    keys = _keys(settings)
    if not keys.has("signing"):
        raise Unavailable("key", "missing", path=str(settings.settings_dir))
    return keys.signing_seed()


def known_key(settings: Settings) -> bytes | None:
    """The public key that this till signs with, None where its keys do not lie here (a backup)."""
    from app.keys import TillSigner

    if not settings.data_dir.joinpath(MARK).exists():
        return None
    keys = _keys(settings)
    return TillSigner(keys.signing_seed()).public_key if keys.has("signing") else None


def _mark(settings: Settings, *, make: str = "") -> str:
    """What this folder's keys go by. Unavailable `key.missing` when nobody has written it."""
    path = settings.data_dir / MARK
    try:
        found = path.read_text(encoding="ascii").strip() if path.exists() or not make else ""
        if make and not found:  # a full disk may have left an empty one
            _write_mark(path, make)
        elif not found:
            raise Unavailable("key", "missing", path=str(path))
    except FileNotFoundError as error:
        raise Unavailable("key", "missing", path=str(path)) from error
    except UnicodeDecodeError as error:
        raise Unavailable("key", "unreadable", path=str(path)) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise Unavailable("disk", "full", retry=True) from error
        raise Unavailable("folder", "read_only", path=str(settings.data_dir)) from error
    return found or make


def _write_mark(path: Path, text: str) -> None:
    """Whole and synced, or not there: without it a folder does not find its keys again."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)


def _new_id() -> str:
    """Of the machine's own clock: folders made by a standing clock must not share their keys."""
    from app.clock import SystemClock

    return SystemClock().new_id()
