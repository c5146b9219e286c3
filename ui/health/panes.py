"""The parts of the health page: a row a check; print jobs, devices and crashes at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.health.viewmodel import CheckVM, HealthVM, JobVM, LineVM
from ui.kit import Box, Key, Line, Run, b, col, ico, row, s, section


class CheckRow(Box):
    """Mark, what was looked at, what was found; under it what that means or what to do."""

    def __init__(self) -> None:
        self._head = Line(h=32)
        self._more = Line(h=24)
        super().__init__(self._head, row(28, (self._more, 1)), pad=(12, 0), edges="b")
        self._shown: CheckVM | None = None

    def put(self, shown: CheckVM) -> None:
        """Show a check."""
        if shown == self._shown:
            return
        self._shown = shown
        ink = "text" if shown.role in ("positive", "muted") else shown.role
        found = b(shown.words, role=ink, elide=True)
        self._head.put([ico(shown.mark, shown.role), b(shown.title), 16], [found])
        self._more.put(s(shown.more, elide=True))
        self.setAccessibleName(f"{shown.title} {shown.words}")


class SidePane(Box):
    """`answered` (job, printed), `sent_again` (job), `copied` (sale)."""

    answered = Signal(str, bool)
    sent_again = Signal(str)
    copied = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._shown: tuple[object, ...] = ()
        self._anew: dict[str, Key] = {}
        self.asked = ""

    def next_key(self) -> Key | None:
        """What prints again the job that was answered last."""
        return self._anew.get(self.asked)

    def put(self, shown: HealthVM) -> None:
        """Show what is on its way to paper, the devices, and the program's own faults."""
        now = (shown.jobs, shown.devices, shown.crashes)
        if now == self._shown:
            return
        self._shown = now
        words, self._anew = self._words, {}
        jobs: list[QWidget] = [self._job(one) for one in shown.jobs]
        if not jobs:
            jobs = [Line(s(shown.jobs_none), h=40)]
        crashes = [_line(one) for one in shown.crashes]
        if not crashes:
            crashes = [Line(s(words("health.no_crashes")), h=40)]
        hint = words("health.crash_hint") if shown.crashes else ""
        self.fill(
            section(words("health.jobs"), *jobs),
            16,
            section(words("health.devices"), *[_line(one) for one in shown.devices]),
            16,
            section(words("health.crashes"), *crashes, hint=hint),
            ...,
        )

    def _job(self, one: JobVM) -> Box:
        words = self._words
        head = Line(b(one.title, elide=True), h=28)
        state: list[Run | int] = [ico("alert", one.role, "body"), s(one.words, one.role, "medium")]
        if one.role == "muted":
            state = [ico("clock", "muted", "body"), s(one.words)]
        line = Line(state, h=24)
        if one.ask:
            yes, no = Key(words("health.came_out"), h=48), Key(words("health.came_not"), h=48)
            yes.clicked.connect(lambda: self._answer(one.job_id, printed=True))
            no.clicked.connect(lambda: self._answer(one.job_id, printed=False))
            ask = Line(s(words("health.look"), "text"), h=24)
            keys = row((yes, 1), (no, 1), gap=8)
            return col(head, line, ask, 4, keys, pad=(8, 12), bg="warning_soft", bar="warning")
        if one.again or one.copy:
            title = "health.send_again" if one.again else "health.print_copy"
            key = Key(words(title), icon="refresh" if one.again else "printer", h=48)
            key.clicked.connect(lambda: self._print(one))
            self._anew[one.job_id] = key
            return col(head, line, 4, key, pad=(8, 0), edges="b")
        items: list[QWidget] = [head, line]
        if one.role == "danger":
            items.append(Line(s(words("health.copy_instead")), h=24))
        return col(*items, pad=(8, 0), edges="b")

    def _answer(self, job_id: str, *, printed: bool) -> None:
        self.asked = job_id
        self.answered.emit(job_id, printed)

    def _print(self, one: JobVM) -> None:
        self.asked = ""
        if one.again:
            self.sent_again.emit(one.job_id)
        else:
            self.copied.emit(one.copy)


def _line(one: LineVM) -> Line:
    ink = "muted" if one.role in ("muted", "positive") else one.role
    right: list[Run | int] = [ico(one.mark, one.role, "body"), s(one.words, ink)]
    if one.role == "muted":
        right = [s(one.words)]
    return Line(b(one.title), right, h=36)
