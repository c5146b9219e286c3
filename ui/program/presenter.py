"""The programme's page: one term at a time is edited, explained by the engine, and saved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from app.usecases.catalog.save import save_tiers
from app.usecases.loyalty import nightly, program
from app.usecases.loyalty.nightly import NightlyReport, TierPreview
from app.usecases.outcome import Changes, Outcome
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.program import editing, explaining, values, viewmodel
from ui.program.batching import Batching
from ui.program.explaining import Said
from ui.program.loading import Loaded, read_all
from ui.program.specs import NOUN, SECTIONS, SINGLE
from ui.program.viewmodel import Page, ProgramVM

ME = "program"


class View(Protocol):
    """What the presenter asks of the screen."""

    def put(self, shown: ProgramVM) -> None:
        """Show this."""
        ...


class ProgramPresenter:
    """One programme screen."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._page: Page | None = None
        self._loaded: Loaded | None = None
        self._asked = 0
        self.batching = Batching(session, self._put)
        self._view.put(ProgramVM("loading"))

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the programme as it stands; what is typed and not saved stays."""
        if self._session.loaded:
            s, words = self._session.services, self._session.words
            self._session.runner.run(
                lambda: read_all(s, words), self._found, self._failed, initiator=ME, lane="read"
            )

    def changed(self, changes: Changes) -> None:
        """Something was written elsewhere."""
        if changes.settings or changes.catalog:
            self.load()
        if changes.prints:
            self.batching.count()

    def _found(self, loaded: Loaded) -> None:
        before, self._loaded = self._page, loaded
        section = before.section if before else SECTIONS[0]
        if before is None:
            before = Page(loaded.currency, loaded.names, section)
        page = replace(before, names=loaded.names, terms=loaded.terms(section))
        if page.dirty:
            self._turn(page)
            return
        known = {key for key, _ in page.terms}
        self._open(page, page.term_id if page.term_id in known else "")
        self._put(said=page.said, said_role=page.said_role)

    def _failed(self, trouble: Trouble) -> None:
        self._view.put(ProgramVM("error", error=self._session.words.error(trouble)))

    # --- moving about ------------------------------------------------------------------------

    def go(self, section: str) -> None:
        """Another part; what is typed and not saved is to be saved first."""
        page, loaded = self._page, self._loaded
        if page is None or loaded is None or section == page.section or self._unsaved(page):
            return
        self._open(Page(page.currency, page.names, section, loaded.terms(section)), "")

    def choose(self, term_id: str) -> None:
        """Another term of the list."""
        page = self._page
        if page is not None and term_id != page.term_id and not self._unsaved(page):
            self._open(page, term_id)

    def add_term(self) -> None:
        """A new term: open at once, written with the first save."""
        page = self._page
        if page is None or page.section in SINGLE or self._unsaved(page):
            return
        term_id = program.new_id(self._session.services, NOUN.get(page.section, page.section))
        data = values.opened(page.section, values.new_term(page.section, term_id, len(page.terms)))
        self._turn(editing.opened(page, term_id, data, new=True))
        self._explain()

    def back(self) -> bool:
        """Esc: out of a list, out of an entry, then what is not saved goes."""
        page = self._page
        if page is None or page.busy:
            return False
        if self.batching.close():
            return True
        if page.picking:
            self._put(picking="", serial=page.serial + 1)
        elif page.path:
            self._put(path=(), serial=page.serial + 1)
        elif page.dirty:
            self._open(page, page.term_id)
        else:
            return False
        return True

    def _unsaved(self, page: Page) -> bool:
        if page.dirty:
            self._put(
                said=self._session.words("prog.save_first"),
                said_role="warning",
                serial=page.serial + 1,
            )
        elif not self.batching.busy:
            self.batching.close()
        return page.dirty or self.batching.busy

    def open_batch(self) -> None:
        """The campaign's vouchers on paper, many at once."""
        if self._page is not None:
            self.batching.open(self._page)

    def _open(self, page: Page, term_id: str) -> None:
        """A term of the list into the form; the first where that one is not there."""
        terms = dict(page.terms)
        first = page.terms[0][0] if page.terms else ""
        chosen = term_id if term_id in terms else first
        self._turn(editing.opened(page, chosen, terms.get(chosen)))
        self._explain()

    # --- editing -----------------------------------------------------------------------------

    def typed(self, key: str, text: str) -> None:
        """A field was typed into, a choice or a switch was touched."""
        if self._page is not None and self._page.data is not None:
            self._turn(editing.typed(self._page, key, text))
            self._explain()

    def pick(self, key: str) -> None:
        """Open the list that a field chooses from."""
        self._put(picking=key)

    def picked(self, code: str) -> None:
        """One of the list was touched."""
        if self._page is not None and self._page.picking:
            self._turn(editing.picked(self._page, code))
            self._explain()

    def open_entry(self, key: str, place: int) -> None:
        """Into one entry of a list."""
        page = self._page
        if page is not None and page.data is not None:
            name = editing.spec_of(page, key).name
            if place < len(values.at(page.data, name)):
                self._put(path=(name, place), picking="", serial=page.serial + 1)

    def add_entry(self, key: str) -> None:
        """One more entry of a list, and into it."""
        page = self._page
        if page is None or page.data is None:
            return
        entry = values.fresh(editing.spec_of(page, key).of)
        if "multiplier_id" in entry:
            entry["multiplier_id"] = program.new_id(self._session.services, "points")
        self._turn(editing.with_entry(page, key, entry))
        self._explain()

    def remove(self) -> None:
        """The entry one stands in, or the whole term after a second press."""
        page = self._page
        if page is None or page.data is None or page.busy:
            return
        if page.path:
            self._turn(editing.without_entry(page))
            self._explain()
        elif not page.sure:
            self._put(sure=True)
        else:
            self._write(page, None, (page.term_id,))

    # --- what the engine says ----------------------------------------------------------------

    def _explain(self) -> None:
        """Warnings and the example of what stands in the form; the last asked one wins."""
        page = self._page
        if page is None or page.data is None or page.errors:
            return
        self._asked += 1
        asked, s, words = self._asked, self._session.services, self._session.words

        def said() -> Said:
            try:
                return explaining.explained(s, page, words)
            except (ValueError, TypeError, KeyError):
                return (), ()

        def done(found: Said) -> None:
            if asked == self._asked:
                self._put(warnings=found[0], example=found[1])

        self._session.runner.run(said, done, self._unexplained, initiator=ME, lane="read")

    def _unexplained(self, trouble: Trouble) -> None:
        self._put(warnings=(), example=(self._session.words.error(trouble),))

    def preview(self) -> None:
        """Who would move if the tier rules were as they stand here."""
        page = self._page
        if page is None or page.data is None or page.section != "tier" or page.errors:
            return
        s, words = self._session.services, self._session.words
        rules = explaining.rules_as_typed(page)

        def done(found: TierPreview) -> None:
            self._put(example=explaining.previewed(found, page.names, words))

        self._asked += 1  # an example that is still under way would stand over the answer
        self._put(example=(words("prog.preview_busy"),))
        self._session.runner.run(
            lambda: nightly.preview_tiers(s, rules),
            done,
            self._unexplained,
            initiator=ME,
            lane="report",
        )

    def judge(self) -> None:
        """Everyone by the saved rules, at once: who moves is moved."""
        page = self._page
        if page is None or page.dirty or page.busy or page.section != "tier":
            return
        s, by, words = self._session.services, self._session.on_duty, self._session.words

        def done(found: NightlyReport) -> None:
            said = words("prog.judged", n=found.reviewed, up=found.up, down=found.down)
            self._put(busy=False, said=said, said_role="positive")

        self._put(busy=True, said=words("prog.preview_busy"), said_role="muted")
        self._session.runner.run(
            lambda: nightly.judge_now(s, by), done, self._refused, initiator=ME
        )

    # --- saving ------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the term as one document (a tier: its prices and its rule)."""
        page = self._page
        if page is None or page.data is None or page.busy or not page.dirty:
            return
        if page.errors:
            (path, _), wrong = next(iter(page.errors.items()))
            said = self._session.words.error(wrong)
            self._put(path=path, said=said, said_role="danger", serial=page.serial + 1)
            return
        try:
            term = values.closed(page.section, page.data)
        except (ValueError, TypeError, KeyError):
            self._put(said=self._session.words("prog.incomplete"), said_role="danger")
            return
        self._write(page, term, ())

    def _write(self, page: Page, term: Any, removed: tuple[str, ...]) -> None:
        s, by = self._session.services, self._session.on_duty
        noun = NOUN.get(page.section, page.section)

        def write() -> Outcome[Any]:
            if page.section != "tier":
                return program.save(s, by, noun, () if removed else (term,), removed=removed)
            others = (
                values.closed("tier", one)[0] for key, one in page.terms if key != page.term_id
            )
            tiers = sorted((*others, term[0]), key=lambda one: one.level)
            save_tiers(s, by, tuple(tiers))
            return program.save(s, by, noun, (term[1],))

        def done(_: object) -> None:
            tier = page.section == "tier"
            saved = "prog.saved_tier" if tier else "prog.saved"
            said = self._session.words("prog.removed" if removed else saved)
            self._put(
                busy=False, kept=page.data, sure=False, said=said, said_role="positive", errors={}
            )
            self.load()

        self._put(busy=True, said="")
        self._session.runner.run(write, done, self._refused, initiator=ME)

    def _refused(self, trouble: Trouble) -> None:
        self._put(busy=False, said=self._session.words.error(trouble), said_role="danger")

    # --- showing -----------------------------------------------------------------------------

    def _put(self, **changes: Any) -> None:
        if self._page is not None:
            self._turn(replace(self._page, **changes))

    def _turn(self, page: Page) -> None:
        self._page = page
        key, off = self.batching.offer(page)
        shown = viewmodel.vm(page, self._session.words)
        batch = self.batching.shown()
        self._view.put(replace(shown, batch_key=key, batch_off=off, batch=batch))
