"""Keeping in words: what wants a look, where copies lie, what a restore would mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.reports.doctor_words import next_step, sentence
from app.reports.missing_words import missing_lines
from app.usecases.health.doctor import Finding
from app.usecases.keeping.alerts import Alert
from app.usecases.keeping.places import Places
from app.usecases.keeping.record import Record
from app.usecases.keeping.restore import Preview
from app.usecases.keeping.shelf import Backup
from app.words import Words, whole

ROLES = {"danger": "danger", "warning": "warning", "info": "muted", "ok": "positive"}
MARKS = {"danger": "alert", "warning": "alert", "muted": "info", "positive": "check"}
At = Callable[[int], datetime]


@dataclass(frozen=True, slots=True)
class SaidVM:
    """A sentence and its gravity; `more` is the next step, where it is not in the sentence."""

    text: str
    role: str
    more: str = ""

    @property
    def mark(self) -> str:
        """The icon that goes with the colour."""
        return MARKS[self.role]


@dataclass(frozen=True, slots=True)
class CopyVM:
    """A copy in the list."""

    key: str
    at: str
    docs: str
    where: str


@dataclass(frozen=True, slots=True)
class DecideVM:
    """What only the owner decides: `go_on` with a file behind its mark, or `release` what is held.
    `off` says why this person does not."""

    code: str
    title: str
    why: str
    do: str
    off: str = ""


@dataclass(frozen=True, slots=True)
class WorkVM:
    """Long work: what, how far in millionths (None: nobody knows), whether it can be stopped."""

    words: str
    share_ppm: int | None
    note: str = ""
    stops: bool = True


@dataclass(frozen=True, slots=True)
class PlaceVM:
    """Where copies could go: what stands in the field, and what is plugged in."""

    value: str
    found: tuple[str, ...]
    chosen: bool
    error: str = ""


@dataclass(frozen=True, slots=True)
class KeysVM:
    """The owner seals the keys: into which folder."""

    folder: str
    error: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class RestoreVM:
    """What a restore would mean. `lines` are what would be missing, `type_n` the number to type
    (0: none), `asks` whether the newest receipt is to be typed."""

    title: str
    about: str
    head: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    type_n: int
    asks: bool
    error: str = ""
    off: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class KeepingVM:
    """The page. `state`: loading, error, copies, doctor, place, keys, restore."""

    state: str
    about: str = ""
    alerts: tuple[SaidVM, ...] = ()
    decide: DecideVM | None = None
    facts: tuple[tuple[str, str], ...] = ()
    copies: tuple[CopyVM, ...] = ()
    findings: tuple[SaidVM, ...] = ()
    place: PlaceVM | None = None
    keys: KeysVM | None = None
    restore: RestoreVM | None = None
    work: WorkVM | None = None
    off: str = ""
    said: str = ""
    error: str = ""


def about(alerts: Sequence[Alert], words: Words) -> str:
    """`都正常`, or how many things want a look."""
    odd = sum(1 for one in alerts if one.level != "info")
    return words("keeping.odd", n=odd) if odd else words("keeping.fine")


def alert(one: Alert, words: Words) -> SaidVM:
    """A sentence that ends in a next step."""
    return SaidVM(words(f"keeping.alert.{one.code}", **one.facts), ROLES[one.level])


def finding(one: Finding, words: Words) -> SaidVM:
    """What the doctor found, and what to do."""
    more = "" if one.level == "ok" else next_step(one.code, one.facts, words)
    return SaidVM(sentence(one.code, one.facts, words), ROLES[one.level], more)


def facts(
    found: Places,
    known: Record,
    copies: Sequence[Backup],
    *,
    sealed: bool,
    at: At,
    words: Words,
) -> tuple[tuple[str, str], ...]:
    """Where copies go, the last one, the last try, the keys: a label and what stands there."""
    newest = max(copies, key=lambda one: one.at_ms, default=None)
    last = words("keeping.last_none")
    if newest is not None:
        when = words.moment(at(newest.at_ms))
        last = words("keeping.last_said", at=when, n=newest.docs)
    tried = words("keeping.drilled_never")
    if known.drill_ms:
        key = "keeping.drilled_ok" if known.drill_said == "ok" else "keeping.drilled_bad"
        tried = words(key, at=words.moment(at(known.drill_ms)))
    if not sealed:
        kept = words("keeping.kept_keys_plain")
    elif known.keys_ms:
        kept = words("keeping.kept_keys_at", at=words.moment(at(known.keys_ms)))
    else:
        kept = words("keeping.kept_keys_never")
    return (
        (words("keeping.place"), found.chosen or words("keeping.place_beside")),
        (words("keeping.last"), last),
        (words("keeping.every"), words("keeping.every_said")),
        (words("keeping.drilled"), tried),
        (words("keeping.kept_keys"), kept),
    )


def copy(one: Backup, at: At, words: Words) -> CopyVM:
    """A row of the list."""
    where = words("keeping.where_second" if one.second else "keeping.where_beside")
    return CopyVM(str(one.path), words.moment(at(one.at_ms)), whole(one.docs), where)


def restoring(
    seen: Preview, at: At, words: Words, *, error: str = "", off: str = "", busy: bool = False
) -> RestoreVM:
    """What a restore of this copy would mean."""
    one, missing = seen.backup, seen.missing
    notes: list[str] = []
    lines: tuple[str, ...] = ()
    if missing is not None and missing.docs:
        lines = missing_lines(missing.kinds, missing.money, words)
        span = {
            "first": words.moment(at(missing.first_ms)),
            "last": words.moment(at(missing.last_ms)),
        }
        notes.append(words("keeping.restore_span", **span))
    if missing is None and (seen.stands_broken or seen.stands is None):
        notes.append(words("keeping.restore_unread"))
    if missing is not None and missing.erased:
        notes.append(words("keeping.restore_erased", n=len(missing.erased)))
    notes.append(words("keeping.restore_then", epoch=seen.epoch))
    if seen.lost or seen.asks:
        notes.append(words("keeping.restore_held"))
    sure = "keeping.restore_none" if seen.stands else "keeping.restore_none_known"
    head = words("keeping.restore_lost", n=seen.lost) if seen.lost else words(sure)
    when = words.moment(at(one.last_ms))
    return RestoreVM(
        title=words("keeping.restore_title"),
        about=words("keeping.restore_from", at=when, n=one.docs),
        head=head,
        lines=lines,
        notes=tuple(notes),
        type_n=seen.lost,
        asks=seen.asks,
        error=error,
        off=off,
        busy=busy,
    )
