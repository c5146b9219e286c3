"""The labels' page without Qt: goods are chosen, a label is looked at, a job is printed.

A scan adds one label of what was scanned. Nothing is printed twice by itself: what nobody is sure
of is a question that a person answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.domain.catalog import Item
from app.domain.codes import GiftCardCode, ItemCode, MemberCode, VoucherCode, parse
from app.domain.errors import Refused
from app.domain.label.shape import LabelTemplate
from app.reports.labels.draw import Drawn
from app.reports.labels.sheet import SHEETS, sheet_named
from app.usecases.catalog import list_items
from app.usecases.label import due, printing, templates
from app.usecases.label.due import DueItem
from app.usecases.label.facts import Told
from app.usecases.label.printing import JobNow, LabelLine
from app.usecases.outcome import Changes
from app.usecases.printing import settle
from ui.bridge import files
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.labels import viewmodel as vm
from ui.labels.sources import ME, Sources
from ui.labels.viewmodel import JobVM, ListVM

SAMPLE = "V:SAMPLE00"  # what a card's sticker is looked at with before a card was scanned
_CARDS = (VoucherCode, GiftCardCode, MemberCode)


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


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    line: LabelLine


class LabelsPresenter:
    """One labels page."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._templates: tuple[LabelTemplate, ...] = ()
        self._template_id = ""
        self._lines: dict[str, _Line] = {}
        self._current = ""
        self.sources = Sources(session, view.put_list, lambda: self._lines, self._draw)
        self._drawn: Drawn | None = None
        self._drawing = self._again = self._busy = False
        self._paper, self._sheet, self._start, self._days = vm.PRINTER, "3x8", 1, 0
        self._language = ""
        self._job: JobNow | None = None
        self._said, self._role = "", "text"

    # --- reading -------------------------------------------------------------------------------

    def load(self) -> None:
        """Read templates, what is due, and the goods; what was chosen stays."""
        if not self._session.loaded:
            return
        s = self._session.services
        if not printing.printer(s).there:
            self._paper = vm.A4
        self._session.runner.run(
            lambda: (templates.load(s), printing.asked(s)),
            lambda found: self._found(*found),
            self._refused,
            initiator=ME,
            lane="read",
        )
        self.sources.load()

    def errand(self, text: str) -> None:
        """Somewhere else somebody wants labels: of `item:<id>`, of new `prices`, of goods that
        `came` (`came:last`: of the last delivery at once)."""
        kind, _, rest = text.partition(":")
        if kind == "item" and rest:
            self.take(rest)
        elif kind in vm.SOURCES:
            self.go(kind)
            if rest == "last":
                s = self._session.services
                self._session.runner.run(
                    lambda: due.last_delivery(s), self._take_many, self._refused, lane="read"
                )

    def _found(self, found: tuple[LabelTemplate, ...], asked: JobNow | None) -> None:
        self._templates, self._job = found, asked or self._job
        if self._template_id not in {one.template_id for one in found}:
            self._template_id = found[0].template_id
        self._draw()

    def go(self, source: str) -> None:
        """All goods, those with a new price, or what came."""
        self.sources.go(source)

    def changed(self, changes: Changes) -> None:
        """A price changed elsewhere, a setting, or a job moved on."""
        if changes.catalog or changes.settings:
            self.load()
        if changes.prints and self._job is not None:
            self._look_at_job(self._job.job_id)

    # --- choosing ------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """A row at the left: one label more of it, or a whole delivery."""
        if not key:
            return
        if self.sources.source == vm.CAME:
            s = self._session.services
            self._session.runner.run(
                lambda: due.of_delivery(s, key), self._take_many, self._refused, lane="read"
            )
            return
        self.take(key)

    def take(self, item_id: str) -> None:
        """One label more of an item."""
        s = self._session.services
        self._session.runner.run(
            lambda: list_items.get(s, item_id), self._take_item, self._refused, lane="read"
        )

    def take_all(self) -> None:
        """Every item with a new price."""
        self._take_many(self.sources.due)

    def all_done(self) -> None:
        """The labels on the shelves are right as they are, says a person."""
        s, operator = self._session.services, self._session.on_duty

        def done(_: int) -> None:
            self._say("labels.all_done", "positive")
            self.load()

        self._session.runner.run(
            lambda: templates.all_done(s, operator), done, self._refused, initiator=ME
        )

    def _take_many(self, found: tuple[DueItem, ...]) -> None:
        for one in found:
            key = str(one.item.item_id)
            self._lines[key] = _Line(self._name(one.item), LabelLine(key, one.copies))
            self._current = self._current or key
        if found:
            self._current = str(found[0].item.item_id)
        self._said = ""
        self.sources.show()
        self._draw()

    def _take_item(self, item: Item) -> None:
        key = str(item.item_id)
        before = self._lines.get(key)
        copies = min(before.line.copies + 1, printing.MOST_COPIES) if before else 1
        line = replace(before.line, copies=copies) if before else LabelLine(key, 1)
        self._lines[key] = _Line(self._name(item), line)
        self._current, self._said = key, ""
        self.sources.show()
        self._draw()

    def scanned(self, text: str) -> bool:
        """A good: one label more. A card or voucher: its sticker, where the template is for one."""
        session = self._session
        try:
            code = parse(text, session.shop.label_patterns)
        except Refused as refusal:
            session.refused(refusal)
            return True
        if isinstance(code, _CARDS) and "card_code" in self.template.named:
            self._take_card(text.strip(), code)
            return True
        if not isinstance(code, ItemCode):
            return False
        s = session.services
        session.runner.run(
            lambda: list_items.by_barcode(s, code.barcode), self._scan, self._refused, lane="read"
        )
        return True

    def _take_card(self, text: str, code: object) -> None:
        kinds = {VoucherCode: "voucher", GiftCardCode: "gift", MemberCode: "member"}
        title = self._session.words(f"labels.card.{kinds[type(code)]}")
        self._lines[text] = _Line(title, LabelLine(code=text, title=title))
        self._current = text
        self._session.sound("ok")
        self._draw()

    def _scan(self, item: Item | None) -> None:
        self._session.sound("ok" if item else "error")
        if item is None:
            self._say("labels.unknown_code", "danger")
            self._show()
            return
        self._take_item(item)

    def _name(self, item: Item) -> str:
        return " ".join(x for x in (item.named(self._session.words.lang), item.spec) if x)

    # --- the job -------------------------------------------------------------------------------

    @property
    def template(self) -> LabelTemplate:
        """The one that is chosen."""
        usual = self._templates or templates.defaults()
        return next((x for x in usual if x.template_id == self._template_id), usual[0])

    def pick_template(self, template_id: str) -> None:
        """Another label."""
        self._template_id, self._said = template_id, ""
        self._draw()

    def stand_on(self, key: str) -> None:
        """A line of the job: its label is looked at, its copies are typed."""
        if key in self._lines and key != self._current:
            self._current, self._said = key, ""
            self._draw()

    def copies(self, text: str) -> None:
        """How many labels of the line one stands on; nothing typed is one."""
        number = int(text) if text.isdecimal() and len(text) < 6 else 1
        self._put(copies=min(max(1, number), printing.MOST_COPIES))

    def weighs(self, text: str) -> None:
        """Typed grams."""
        grams = int(text) if text.isdecimal() and len(text) < 7 else 0
        self._put(told=Told(grams, self._days))

    def weigh(self) -> None:
        """What lies on the scale."""
        found = self._session.services.devices.weight()
        grams = getattr(found, "grams", None)
        if found is None or not found.stable or not grams or grams <= 0:
            self._say("labels.no_weight", "warning")
            self._show()
            return
        self._put(told=Told(grams, self._days))

    def keeps(self, text: str) -> None:
        """How many days it keeps from today on."""
        self._days = int(text) if text.isdecimal() and len(text) < 5 else 0
        self._draw()

    def drop(self) -> None:
        """The line one stands on goes."""
        self._lines.pop(self._current, None)
        self._current = next(reversed(self._lines), "")
        self.sources.show()
        self._draw()

    def clear(self) -> None:
        """Nothing chosen."""
        self._lines.clear()
        self._current, self._said = "", ""
        self.sources.show()
        self._draw()

    def _put(self, *, copies: int | None = None, told: Told | None = None) -> None:
        held = self._lines.get(self._current)
        if held is None:
            return
        line = replace(held.line, copies=copies or held.line.copies, told=told or held.line.told)
        self._lines[self._current] = replace(held, line=line)
        self._draw() if told else self._show()

    def on_paper(self, paper: str) -> None:
        """The label printer, or a PDF for an office printer."""
        self._paper, self._said = paper, ""
        self._show()

    @property
    def language(self) -> str:
        """The labels': the paper's, unless somebody chose another."""
        return self._language or self._session.shop.paper_language

    def speak(self, language: str) -> None:
        """Labels in this language."""
        self._language = language
        self._draw()

    def pick_sheet(self, sheet_id: str) -> None:
        """Another kind of A4 sheet."""
        self._sheet = sheet_id
        self._start = min(self._start, sheet_named(sheet_id).places)
        self._show()

    def begins(self, text: str) -> None:
        """The first free place of the sheet."""
        number = int(text) if text.isdecimal() and len(text) < 4 else 1
        self._start = min(max(1, number), sheet_named(self._sheet).places)
        self._show()

    def edit(self) -> None:
        """To the editor."""
        self._view.edit(self.template, self._line_now(), self.language)

    def edited(self, template_id: str) -> None:
        """Back from the editor."""
        self._template_id = template_id or self._template_id
        self.load()

    # --- printing ------------------------------------------------------------------------------

    def print(self) -> None:
        """All lines, on what is chosen. One job at a time."""
        if self._busy or not self._lines:
            return
        s, template, lines = self._session.services, self.template, self._job_lines()
        self._busy, self._said, language = True, "", self.language
        self._show()
        if self._paper == vm.A4:
            folder = files.export_folder(Path.home())
            day = self._session.at(self._session.now_ms())
            path = folder / f"labels-{day:%Y%m%d-%H%M%S}.pdf"
            how: printing.OnSheet = (self._sheet, self._start)
            self._session.runner.run(
                lambda: files.write(
                    path, printing.sheet(s, template, lines, on=how, language=language)
                ),
                self._written,
                self._refused,
                lane="report",
            )
            return
        operator = self._session.on_duty
        self._session.runner.run(
            lambda: printing.print_labels(s, operator, template, lines, language=language),
            self._sent,
            self._refused,
            initiator=ME,
        )

    def _job_lines(self) -> tuple[LabelLine, ...]:
        return tuple(
            replace(one.line, told=replace(one.line.told, keeps_days=self._days))
            for one in self._lines.values()
        )

    def _written(self, path: Path) -> None:
        self._busy = False
        labels = sum(one.line.copies for one in self._lines.values())
        self._start = (self._start - 1 + labels) % sheet_named(self._sheet).places + 1
        self._say("labels.written", "positive", path=str(path))
        self._show()

    def _sent(self, job_id: str) -> None:
        self._busy = False
        self._look_at_job(job_id)

    def _look_at_job(self, job_id: str) -> None:
        s = self._session.services
        self._session.runner.run(
            lambda: printing.job(s, job_id), self._told, self._refused, lane="read"
        )

    def _told(self, job: JobNow | None) -> None:
        before, self._job = self._job, job
        if job is not None and job != before and job.state == "confirmed":
            self._lines.clear()
            self._current = ""
            self._draw()
            self.sources.count()
            return
        self._show()

    def answer(self, all_there: bool) -> None:
        """A person looked whether every label came out."""
        if self._job is None:
            return
        s, job_id = self._session.services, self._job.job_id
        self._session.runner.run(
            lambda: settle.answer(s, job_id, printed=all_there),
            self._look_at_job,
            self._refused,
            initiator=ME,
        )

    def _refused(self, trouble: Trouble) -> None:
        self._busy = False
        self._said, self._role = self._session.words.error(trouble), "danger"
        self._session.sound("error")
        self._show()

    def _say(self, key: str, role: str, **facts: str) -> None:
        self._said, self._role = self._session.words(key, **facts), role

    # --- drawing -------------------------------------------------------------------------------

    def _line_now(self) -> LabelLine | None:
        held = self._lines.get(self._current)
        card = "card_code" in self.template.named
        if held is not None and bool(held.line.code) is card:
            return replace(held.line, told=replace(held.line.told, keeps_days=self._days))
        if card:
            return LabelLine(code=SAMPLE, title=self._session.words("labels.card.voucher"))
        goods = self.sources.goods
        shown = next((one for one in goods if one.item.barcodes), goods[0] if goods else None)
        return LabelLine(str(shown.item.item_id), told=Told(0, self._days)) if shown else None

    def _draw(self) -> None:
        """The label of the line one stands on; the newest wish only."""
        self._show()
        line = self._line_now()
        if line is None:
            self._drawn = None
            self._show()
            return
        if self._drawing:
            self._again = True
            return
        self._drawing = True
        s, template, language = self._session.services, self.template, self.language
        self._session.runner.run(
            lambda: printing.picture(s, template, line, language=language),
            self._drew,
            self._not_drawn,
            initiator=ME,
            lane="read",
        )

    def _drew(self, drawn: Drawn) -> None:
        self._drawn, self._drawing = drawn, False
        if self._again:
            self._again = False
            self._draw()
            return
        self._show()

    def _not_drawn(self, trouble: Trouble) -> None:
        self._drawing = False
        self._drawn = None
        self._refused(trouble)

    # --- showing -------------------------------------------------------------------------------

    def _show(self) -> None:
        self._view.put_job(self._job_vm())

    def _job_vm(self) -> JobVM:
        words, s = self._session.words, self._session.services
        template, held = self.template, self._lines.get(self._current)
        printer = printing.printer(s)
        labels = sum(one.line.copies for one in self._lines.values())
        said, role, question = self._said, self._role, ""
        if self._job is not None and (not said or self._job.state == "unsure"):
            said, role, question = vm.said_of(self._job, words)
        off = "busy" if self._busy else "answer_first" if question else ""
        if not off and self._paper == vm.PRINTER and not printer.there:
            off = "no_printer"
        elif not off and not self._lines:
            off = "nothing_chosen"
        weighs = bool(template.named & {"weight", "weigh_code"})
        grams = held.line.told.grams if held else 0
        drawn = self._drawn
        return JobVM(
            tuple((x.template_id, vm.named(x, words)) for x in self._templates),
            template.template_id,
            tuple(vm.job_line(key, one.name, one.line, weighs) for key, one in self._lines.items()),
            self._current,
            str(held.line.copies) if held else "1",
            asks_weight=weighs,
            asks_days="best_before" in template.named,
            grams=str(grams) if grams else "",
            days=str(self._days) if self._days else "",
            drawn=drawn,
            language=self.language,
            paper=self._paper,
            papers=tuple((x, words(f"labels.on_{x}")) for x in (vm.PRINTER, vm.A4)),
            sheet=self._sheet,
            sheets=tuple((x.sheet_id, x.sheet_id.replace("x", " × ")) for x in SHEETS),
            start=str(self._start),
            about=vm.about(template, printer, words),
            trouble=vm.troubles(drawn.troubles, template, words) if drawn else "",
            print=words("labels.busy" if self._busy else f"labels.print.{self._paper}", n=labels),
            off=words(f"labels.{off}") if off else "",
            said=said,
            role=role,
            question=question,
        )
