"""The labels' page without Qt: which template, what its label looks like, all that is shown.

Goods are chosen (`choosing`), stand in the batch (`batch`) and are printed (`press`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from app.domain.label.shape import LabelTemplate
from app.reports.labels.draw import Drawn
from app.reports.labels.sheet import SHEETS
from app.usecases.label import printing, templates
from app.usecases.label.facts import Told
from app.usecases.label.printing import JobNow, LabelLine
from app.usecases.outcome import Changes
from ui.bridge.landing import Newest
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.labels import viewmodel as vm
from ui.labels.batch import Batch
from ui.labels.choosing import Choosing
from ui.labels.press import Press
from ui.labels.sources import ME, Sources
from ui.labels.viewmodel import JobVM, ListVM

SAMPLE = "V:SAMPLE00"  # what a card's sticker is looked at with before a card was scanned


class View(Protocol):
    """What the presenter asks of the screen."""

    def put_list(self, shown: ListVM) -> None:
        """The goods at the left."""
        ...

    def put_job(self, shown: JobVM) -> None:
        """The job at the right."""
        ...

    def edit(self, template: LabelTemplate, line: LabelLine | None, language: str) -> None:
        """To the editor, with what is to be seen on the label."""
        ...


class LabelsPresenter:
    """One labels page, and the `Page` of its parts."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._templates: tuple[LabelTemplate, ...] = ()
        self._template_id = ""
        self.batch = Batch(self, session)
        self.sources = Sources(session, view.put_list, lambda: self.batch.lines, self.draw)
        self.choosing = Choosing(self, session, self.sources, self.batch)
        self.press = Press(self, session, self.batch, self.sources.count)
        self.drawn: Drawn | None = None
        self._drawing = Newest(
            session.runner, self._to_draw, self._drew, self._not_drawn, initiator=ME, lane="read"
        )
        self._said, self._role = "", "text"

    # --- reading -------------------------------------------------------------------------------

    def load(self) -> None:
        """Read templates, what is due, and the goods; what was chosen stays."""
        if not self._session.loaded:
            return
        s = self._session.services
        if not printing.printer(s).there:
            self.press.paper = vm.A4
        self._session.runner.run(
            lambda: (templates.load(s), printing.asked(s)),
            lambda found: self._found(*found),
            self.refused,
            initiator=ME,
            lane="read",
        )
        self.sources.load()

    def _found(self, found: tuple[LabelTemplate, ...], asked: JobNow | None) -> None:
        self._templates, self.press.job = found, asked or self.press.job
        if self._template_id not in {one.template_id for one in found}:
            self._template_id = found[0].template_id
        self.draw()

    def changed(self, changes: Changes) -> None:
        """A price changed elsewhere, a setting, or a job moved on."""
        if changes.catalog or changes.settings:
            self.load()
        if changes.prints:
            self.press.moved_on()

    def all_done(self) -> None:
        """The labels on the shelves are right as they are, says a person."""
        s, operator = self._session.services, self._session.on_duty

        def done(_: int) -> None:
            self.say("labels.all_done", "positive")
            self.load()

        self._session.runner.run(
            lambda: templates.all_done(s, operator), done, self.refused, initiator=ME
        )

    # --- the template --------------------------------------------------------------------------

    @property
    def template(self) -> LabelTemplate:
        """The one that is chosen."""
        usual = self._templates or templates.defaults()
        return next((x for x in usual if x.template_id == self._template_id), usual[0])

    def pick_template(self, template_id: str) -> None:
        """Another label."""
        self._template_id = template_id
        self.hush()
        self.draw()

    def edit(self) -> None:
        """To the editor."""
        self._view.edit(self.template, self._line_now(), self.press.language)

    def edited(self, template_id: str) -> None:
        """Back from the editor."""
        self._template_id = template_id or self._template_id
        self.load()

    # --- what the parts ask --------------------------------------------------------------------

    def say(self, key: str, role: str, **facts: str) -> None:
        """A sentence for the next `show`."""
        self._said, self._role = self._session.words(key, **facts), role

    def hush(self) -> None:
        """What was said is over."""
        self._said = ""

    def refused(self, trouble: Trouble) -> None:
        """Say so, at once."""
        self.press.busy = False
        self._said, self._role = self._session.words.error(trouble), "danger"
        self._session.sound("error")
        self.show()

    def marked(self) -> None:
        """Other goods are chosen."""
        self.sources.show()

    # --- drawing -------------------------------------------------------------------------------

    def draw(self) -> None:
        """The label of the line one stands on."""
        self.show()
        self._drawing.wish()

    def _to_draw(self) -> Callable[[], Drawn] | None:
        line = self._line_now()
        if line is None:
            self._drew(None)
            return None
        s, template, language = self._session.services, self.template, self.press.language
        return lambda: printing.picture(s, template, line, language=language)

    def _line_now(self) -> LabelLine | None:
        held = self.batch.held
        card = "card_code" in self.template.named
        if held is not None and bool(held.line.code) is card:
            return self.batch.kept(held.line)
        if card:
            return LabelLine(code=SAMPLE, title=self._session.words("labels.card.voucher"))
        goods = self.sources.goods
        shown = next((one for one in goods if one.item.barcodes), goods[0] if goods else None)
        told = Told(0, self.batch.days)
        return LabelLine(str(shown.item.item_id), told=told) if shown else None

    def _drew(self, drawn: Drawn | None) -> None:
        self.drawn = drawn
        self.show()

    def _not_drawn(self, trouble: Trouble) -> None:
        self.drawn = None
        self.refused(trouble)

    # --- showing -------------------------------------------------------------------------------

    def show(self) -> None:
        """What is known now."""
        self._view.put_job(self._job_vm())

    def _why_off(self, *, asked: bool, printer: bool) -> str:
        """Why nothing can be printed now, as a key; empty when it can."""
        if self.press.busy:
            return "labels.busy"
        if asked:
            return "labels.answer_first"
        if self.press.paper == vm.PRINTER and not printer:
            return "labels.no_printer"
        return "" if self.batch.lines else "labels.nothing_chosen"

    def _job_vm(self) -> JobVM:
        words, press, batch = self._session.words, self.press, self.batch
        template, held, drawn = self.template, self.batch.held, self.drawn
        printer = printing.printer(self._session.services)
        said, role, question = self._said, self._role, ""
        if press.job is not None and (not said or press.job.state == "unsure"):
            said, role, question = vm.said_of(press.job, words)
        off = self._why_off(asked=bool(question), printer=printer.there)
        weighs = bool(template.named & {"weight", "weigh_code"})
        grams = held.line.told.grams if held else 0
        print_key = "labels.busy" if press.busy else f"labels.print.{press.paper}"
        lines = batch.lines.items()
        return JobVM(
            tuple((x.template_id, vm.named(x, words)) for x in self._templates),
            template.template_id,
            tuple(vm.job_line(key, one.name, one.line, weighs) for key, one in lines),
            batch.current,
            str(held.line.copies) if held else "1",
            asks_weight=weighs,
            asks_days="best_before" in template.named,
            grams=str(grams) if grams else "",
            days=str(batch.days) if batch.days else "",
            drawn=drawn,
            language=press.language,
            paper=press.paper,
            papers=tuple((x, words(f"labels.on_{x}")) for x in (vm.PRINTER, vm.A4)),
            sheet=press.sheet,
            sheets=tuple((x.sheet_id, x.sheet_id.replace("x", " × ")) for x in SHEETS),
            start=str(press.start),
            about=vm.about(template, printer, words),
            trouble=vm.troubles(drawn.troubles, template, words) if drawn else "",
            print=words(print_key, n=batch.labels),
            off=words(off) if off else "",
            said=said,
            role=role,
            question=question,
        )
