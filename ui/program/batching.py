"""A batch of printed vouchers: how many and what for, what it comes to, issued once, then counted.

One opened batch is one gesture: whatever is touched again, its papers are issued once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.domain.errors import Refused
from app.domain.loyalty.voucher import Campaign
from app.domain.permissions import Permission
from app.usecases.loyalty import program, vouchers
from app.usecases.loyalty.examples.batch import batch
from app.usecases.loyalty.vouchers import MOST_PRINTED
from app.usecases.printing.progress import Progress, progress
from app.words import Words
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.program import values
from ui.program.viewmodel import BatchVM, Page

ME = "program"


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch as it is asked for; `jobs` are its papers once it is issued."""

    campaign: Campaign
    batch_id: str
    count: str = "50"
    why: str = ""
    steps: tuple[str, ...] = ()
    wrong: str = ""
    busy: bool = False
    made: bool = False
    jobs: tuple[str, ...] = ()
    papers: Progress | None = None

    @property
    def n(self) -> int:
        """How many; 0 for what cannot be a batch."""
        text = self.count.strip()
        n = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
        return n if n <= MOST_PRINTED else 0


class Batching:
    """The batch in front, if one is; `show` paints the page anew."""

    def __init__(self, session: Session, show: Callable[[], None]) -> None:
        self._session, self._show = session, show
        self._now: Batch | None = None
        self._asked = 0

    @property
    def busy(self) -> bool:
        """Whether one is being issued this moment."""
        return self._now is not None and self._now.busy

    def open(self, page: Page) -> None:
        """A new batch of the campaign that stands in the form, as it is saved."""
        key, off = self.offer(page)
        if page.data is not None and key and not off:
            campaign: Campaign = values.closed("campaign", page.data)
            self._now = Batch(campaign, program.new_id(self._session.services, "batch"))
            self._reckon()

    def offer(self, page: Page) -> tuple[str, str]:
        """The key's words and why it is off; no words where nothing is printed for bearers."""
        data, words = page.data, self._session.words
        if page.section != "campaign" or data is None or not data["bearer"] or self._now:
            return "", ""
        off = ""
        if page.dirty:
            off = words("prog.batch.off_dirty")
        elif not data["active"]:
            off = words("prog.batch.off_inactive")
        elif not self._session.may(Permission.VOUCHER_ISSUE):
            off = words("prog.batch.off_right")
        return words("prog.batch"), off

    def close(self) -> bool:
        """Away with it, unless it is being issued; whether there was one."""
        was = self._now
        if was is not None and not was.busy:
            self._now = None
            self._show()
        return was is not None

    def typed(self, name: str, text: str) -> None:
        """`count` or `why` was typed."""
        if self._now is not None and not self._now.busy and not self._now.made:
            given: dict[str, Any] = {name: text}
            self._now = replace(self._now, wrong="", **given)
            self._reckon()

    def issue(self) -> None:
        """Issue and print; what is touched while it runs or afterwards does nothing."""
        now = self._now
        if now is None or vm(now, self._session.words).do_off:
            return
        s, by = self._session.services, self._session.on_duty
        self._now = replace(now, busy=True, wrong="")
        self._show()
        self._session.runner.run(
            lambda: vouchers.print_batch(
                *(s, by, now.campaign.campaign_id, now.n), batch_id=now.batch_id, reason=now.why
            ),
            self._issued,
            self._refused,
            initiator=ME,
        )

    def count(self) -> None:
        """A paper ended somewhere: how far are they?"""
        now, s = self._now, self._session.services
        if now is not None and now.jobs:
            self._session.runner.run(
                lambda: progress(s, now.jobs),
                self._counted,
                self._refused,
                initiator=ME,
                lane="read",
            )

    def shown(self) -> BatchVM | None:
        """As the pane shows it."""
        return vm(self._now, self._session.words) if self._now is not None else None

    def _issued(self, jobs: tuple[str, ...]) -> None:
        if self._now is not None:
            self._now = replace(self._now, busy=False, made=True, jobs=jobs)
            self._show()
            self.count()

    def _counted(self, found: Progress) -> None:
        if self._now is not None and self._now.made:
            self._now = replace(self._now, papers=found)
            self._show()

    def _refused(self, trouble: Trouble) -> None:
        if self._now is not None:
            said = self._session.words.error(trouble)
            self._now = replace(self._now, busy=False, wrong=said)
            self._show()

    def _reckon(self) -> None:
        """What it comes to; the last asked one wins."""
        now = self._now
        self._show()
        if now is None or not now.n:
            return
        self._asked += 1
        asked, s, words = self._asked, self._session.services, self._session.words

        def done(steps: tuple[str, ...]) -> None:
            if asked == self._asked and self._now is not None:
                self._now = replace(self._now, steps=steps)
                self._show()

        self._session.runner.run(
            lambda: tuple(
                words(f"program.example.{one.code}", **dict(one.facts))
                for one in batch(s, now.campaign, now.n)
            ),
            done,
            self._refused,
            initiator=ME,
            lane="read",
        )


def vm(now: Batch, words: Words) -> BatchVM:
    """The batch in words."""
    error = "" if now.n else words.error(Refused("voucher.batch_size", most=MOST_PRINTED))
    off = error
    if now.busy:
        off = words("prog.batch.busy")
    elif now.made:
        off = words("prog.batch.made")
    elif not error and not now.why.strip():
        off = words("prog.batch.why_first")
    said, role = _said(now, words)
    return BatchVM(
        title=words("prog.batch.title", name=now.campaign.named(words.lang)),
        count=now.count,
        error=error,
        why=now.why,
        steps=now.steps if now.n else (),
        do=words("prog.batch.do", n=now.n),
        do_off=off,
        said=said,
        said_role=role,
    )


def _said(now: Batch, words: Words) -> tuple[str, str]:
    """How far it is, and how bad."""
    if now.wrong:
        return now.wrong, "danger"
    if not now.made:
        return words("prog.batch.note"), "muted"
    papers = now.papers
    if not now.jobs or papers is None:
        return words("prog.batch.made"), "positive"
    if papers.waiting:
        said = words("prog.batch.said.going", n=papers.of, done=papers.done, waiting=papers.waiting)
        return said, "muted"
    if papers.done == papers.of:
        return words("prog.batch.said.done", n=papers.of), "positive"
    said = words(
        "prog.batch.said.wrong",
        n=papers.of,
        done=papers.done,
        failed=papers.failed,
        unsure=papers.unsure,
    )
    return said, "warning"
