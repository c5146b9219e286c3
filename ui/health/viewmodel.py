"""How the till is, in words: each figure with what it means, and what to do if it is not well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.usecases.device.spool import WaitingJob
from app.usecases.health.crashes import CrashNote
from app.usecases.health.rebuild import Difference
from app.usecases.health.report import HealthReport
from app.usecases.health.verify import Verdict
from app.usecases.ports import DeviceState
from app.words import Words, clock, whole

LOW_MB, FULL_MB = 2_000, 300
MARKS = {"positive": "check", "warning": "alert", "danger": "alert", "muted": "info"}
SHOWN = 3  # differences that are named; the command line names all

At = Callable[[int], datetime]


@dataclass(frozen=True, slots=True)
class CheckVM:
    """One thing that was looked at. `role`: positive, warning, danger, muted."""

    name: str
    title: str
    words: str
    more: str
    role: str
    action: str = ""

    @property
    def mark(self) -> str:
        """The icon that goes with the colour."""
        return MARKS[self.role]


@dataclass(frozen=True, slots=True)
class JobVM:
    """A print job that is not known to be on paper. `ask`: yes or no; `again`: send it anew;
    `copy`: the sale whose copy it takes now, since an original may lie somewhere."""

    job_id: str
    title: str
    words: str
    role: str
    ask: bool
    again: bool
    copy: str = ""


@dataclass(frozen=True, slots=True)
class LineVM:
    """A device or a crash in one line."""

    title: str
    words: str
    role: str

    @property
    def mark(self) -> str:
        """The icon that goes with the colour."""
        return MARKS[self.role]


@dataclass(frozen=True, slots=True)
class WorkVM:
    """Long work: what, how far in millionths (None: nobody knows), whether it can be stopped."""

    words: str
    share_ppm: int | None
    note: str
    stops: bool


@dataclass(frozen=True, slots=True)
class HealthVM:
    """The page. `state`: loading, shown, error."""

    state: str
    about: str = ""
    checks: tuple[CheckVM, ...] = ()
    jobs: tuple[JobVM, ...] = ()
    jobs_none: str = ""
    devices: tuple[LineVM, ...] = ()
    crashes: tuple[LineVM, ...] = ()
    work: WorkVM | None = None
    said: str = ""
    error: str = ""


def about(seen: Sequence[CheckVM | JobVM | LineVM], words: Words) -> str:
    """`都正常` or how many things want a look."""
    odd = sum(1 for one in seen if one.role in ("warning", "danger"))
    return words("health.odd", n=odd) if odd else words("health.fine")


def checks(
    report: HealthReport,
    *,
    key_place: str,
    verdict: Verdict | None,
    found: Sequence[Difference] | None,
    at: At,
    words: Words,
    today: date,
) -> tuple[CheckVM, ...]:
    """Everything that was measured, the gravest places first in the eye by their colour."""
    return (
        _journal(report, verdict, at=at, words=words, today=today),
        _tables(found, words),
        _file(report, words),
        _encryption(report, key_place, words),
        _space(report, words),
        _program(report, words),
        *_payments(report, words),
    )


def _journal(
    report: HealthReport, verdict: Verdict | None, *, at: At, words: Words, today: date
) -> CheckVM:
    title = words("health.journal", docs=report.journal_docs)
    head = words(
        "health.head",
        epoch=report.epoch,
        no=report.head_seq,
        hash=report.head_hash[:16],
        key=report.signer[:16],
    )
    if verdict is not None and not verdict.ok:
        said = words(
            "health.bad_document",
            no=whole(verdict.first_bad or 0),
            reason=words(f"health.bad.{verdict.reason}"),
        )
        return CheckVM("journal", title, said, words("health.bad_todo"), "danger", "verify")
    if not report.last_verify_ms:
        return CheckVM("journal", title, words("health.never"), head, "warning", "verify")
    moment = at(report.last_verify_ms)
    when = clock(moment) if moment.date() == today else words.moment(moment)
    if not report.last_verify_ok:
        said = words("health.verified_bad", at=when)
        return CheckVM("journal", title, said, words("health.bad_todo"), "danger", "verify")
    return CheckVM("journal", title, words("health.verified", at=when), head, "positive", "verify")


def _payments(report: HealthReport, words: Words) -> tuple[CheckVM, ...]:
    """Payments by code that are not over; no row while there is none."""
    title, made = words("codepay.health"), []
    if report.pays_open:
        said = words("codepay.health.open", n=report.pays_open)
        made.append(CheckVM("pays", title, said, words("codepay.health.open.then"), "warning"))
    if report.pays_unsolved:
        said = words("codepay.health.unsolved", n=report.pays_unsolved)
        more = words("codepay.health.unsolved.then")
        made.append(CheckVM("pays_unsolved", title, said, more, "danger"))
    return tuple(made)


def _tables(found: Sequence[Difference] | None, words: Words) -> CheckVM:
    title = words("health.tables")
    if found is None:
        said, more = words("health.unchecked"), words("health.tables_why")
        return CheckVM("tables", title, said, more, "muted", "check")
    if not found:
        said, more = words("health.same"), words("health.tables_why")
        return CheckVM("tables", title, said, more, "positive", "check")
    named = ", ".join(f"{one.table} {one.key}" for one in found[:SHOWN])
    said = words("health.differ", n=len(found), rows=named)
    return CheckVM("tables", title, said, words("health.differ_todo"), "danger", "check")


def _file(report: HealthReport, words: Words) -> CheckVM:
    title, size = words("health.file"), words("health.file_size", mb=report.file_mb)
    if report.integrity == "ok":
        return CheckVM("file", title, words("health.file_ok"), f"{size}　{report.path}", "positive")
    return CheckVM("file", title, report.integrity[:80], words("health.file_todo"), "danger")


def _encryption(report: HealthReport, key_place: str, words: Words) -> CheckVM:
    title = words("health.encryption")
    if not report.encryption:
        return CheckVM(
            "encryption", title, words("health.open"), words("health.open_why"), "warning"
        )
    if key_place == "keyring":
        more = words("health.key_ring")
    elif key_place:
        more = words("health.key_file", path=key_place)
    else:
        more = words("health.key_beside")
    return CheckVM("encryption", title, words("health.sealed"), more, "positive")


def _space(report: HealthReport, words: Words) -> CheckVM:
    free = report.disk_free_mb
    role = "danger" if free < FULL_MB else "warning" if free < LOW_MB else "positive"
    size = words("health.gb", n=free // 1000) if free >= 10_000 else words("health.mb", n=free)
    said = words("health.free", size=size)
    more = words("health.free_why" if role == "positive" else "health.free_todo")
    return CheckVM("space", words("health.space"), said, more, role)


def _program(report: HealthReport, words: Words) -> CheckVM:
    facts = dict(report.versions)
    said = words("health.version", version=facts["shuke"], format=facts["format"])
    more = f"SQLite {facts['sqlite']}　Python {facts['python']}　{facts['system']}"
    return CheckVM("program", words("health.program"), said, more, "positive")


def job(one: WaitingJob, at: datetime, words: Words, *, copies: bool) -> JobVM:
    """A print job, what became of it, and what a person can do; `copies`: may print those."""
    kind = f"health.job.{one.kind}"
    title = words(kind if kind in words else "health.job.other")
    if one.short_no:
        title = f"{title} {one.short_no}"
    if one.copy_no:
        title = f"{title}　{words('health.copy', n=one.copy_no)}"
    said = words(f"health.print.{one.state}")
    reason = f"device.reason.{one.reason}"
    if one.state in ("unsure", "failed") and reason in words:
        said = words("health.because", state=said, reason=words(reason))
    kind, _, number = one.device.partition("-")
    if kind == "printer" and number:
        said = words("printing.state_at", state=said, n=number)
    role = {"unsure": "warning", "failed": "danger"}.get(one.state, "muted")
    copy = one.sale_id if copies and one.state == "failed" and not one.again else ""
    titled = f"{title}　{clock(at)}"
    return JobVM(one.job_id, titled, said, role, one.state == "unsure", one.again, copy)


def device(one: DeviceState, words: Words) -> LineVM:
    """A device in one line; the devices' page says more."""
    role = {"ready": "positive", "warning": "warning", "down": "danger"}.get(one.state, "muted")
    key = f"device.reason.{one.reason}"
    said = words(f"health.device.{one.state}")
    if one.state in ("warning", "down") and key in words:
        said = words(key)
    if one.simulated:
        said = words("health.simulated", state=said)
    return LineVM(words.device(one.name), said, role)


def crash(one: CrashNote, at: datetime, words: Words) -> LineVM:
    """A crash report: when, and its id."""
    return LineVM(words.moment(at), one.crash_id, "warning")
