"""The labels that were chosen: what for, how many, how heavy; one of them is stood on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.catalog import Item
from app.domain.label.shape import LabelTemplate
from app.usecases.label import printing
from app.usecases.label.due import DueItem
from app.usecases.label.facts import Told
from app.usecases.label.printing import LabelLine
from ui.bridge.ports import Trouble
from ui.bridge.session import Session


class Page(Protocol):
    """What the page's parts ask of it."""

    @property
    def template(self) -> LabelTemplate:
        """The one that is chosen."""
        ...

    def say(self, key: str, role: str, **facts: str) -> None:
        """A sentence for the next `show`."""
        ...

    def hush(self) -> None:
        """What was said is over."""
        ...

    def refused(self, trouble: Trouble) -> None:
        """Say so, at once."""
        ...

    def marked(self) -> None:
        """Other goods are chosen."""
        ...

    def draw(self) -> None:
        """Another label is to be looked at."""
        ...

    def show(self) -> None:
        """What is known now."""
        ...


@dataclass(frozen=True, slots=True)
class Chosen:
    """One line under the name that the page shows."""

    name: str
    line: LabelLine


class Batch:
    """What the next job prints."""

    def __init__(self, page: Page, session: Session) -> None:
        self._page, self._session = page, session
        self.lines: dict[str, Chosen] = {}
        self.current = ""
        self.days = 0

    @property
    def held(self) -> Chosen | None:
        """The line one stands on."""
        return self.lines.get(self.current)

    @property
    def labels(self) -> int:
        """How many in all."""
        return sum(one.line.copies for one in self.lines.values())

    def to_print(self) -> tuple[LabelLine, ...]:
        """Every line, with the days it keeps."""
        return tuple(self.kept(one.line) for one in self.lines.values())

    def kept(self, line: LabelLine) -> LabelLine:
        """A line with the days it keeps from today on."""
        return replace(line, told=replace(line.told, keeps_days=self.days))

    # --- what comes in -------------------------------------------------------------------------

    def add(self, item: Item) -> None:
        """One label more of an item."""
        key = str(item.item_id)
        before = self.lines.get(key)
        copies = min(before.line.copies + 1, printing.MOST_COPIES) if before else 1
        line = replace(before.line, copies=copies) if before else LabelLine(key, 1)
        self.lines[key] = Chosen(self._name(item), line)
        self.current = key
        self._came()

    def put(self, found: Iterable[DueItem]) -> None:
        """As many labels of each as are due; the first is stood on."""
        keys = []
        for one in found:
            key = str(one.item.item_id)
            self.lines[key] = Chosen(self._name(one.item), LabelLine(key, one.copies))
            keys.append(key)
        self.current = keys[0] if keys else self.current
        self._came()

    def add_card(self, text: str, title: str) -> None:
        """The sticker of a card or voucher."""
        self.lines[text] = Chosen(title, LabelLine(code=text, title=title))
        self.current = text
        self._page.draw()

    def _came(self) -> None:
        self._page.hush()
        self._page.marked()
        self._page.draw()

    def _name(self, item: Item) -> str:
        return " ".join(x for x in (item.named(self._session.words.lang), item.spec) if x)

    # --- what is changed -----------------------------------------------------------------------

    def stand_on(self, key: str) -> None:
        """A line of the job: its label is looked at, its copies are typed."""
        if key in self.lines and key != self.current:
            self.current = key
            self._page.hush()
            self._page.draw()

    def copies(self, text: str) -> None:
        """How many labels of the line one stands on; nothing typed is one."""
        number = int(text) if text.isdecimal() and len(text) < 6 else 1
        if self._change(copies=min(max(1, number), printing.MOST_COPIES)):
            self._page.show()

    def weighs(self, text: str) -> None:
        """Typed grams."""
        self._weighs(int(text) if text.isdecimal() and len(text) < 7 else 0)

    def weigh(self) -> None:
        """What lies on the scale."""
        found = self._session.services.devices.weight()
        grams = getattr(found, "grams", None)
        if found is None or not found.stable or not grams or grams <= 0:
            self._page.say("labels.no_weight", "warning")
            self._page.show()
            return
        self._weighs(grams)

    def keeps(self, text: str) -> None:
        """How many days it keeps from today on."""
        self.days = int(text) if text.isdecimal() and len(text) < 5 else 0
        self._page.draw()

    def drop(self) -> None:
        """The line one stands on goes."""
        self.lines.pop(self.current, None)
        self.current = next(reversed(self.lines), "")
        self._page.marked()
        self._page.draw()

    def clear(self) -> None:
        """Nothing chosen."""
        self._page.hush()
        self.printed()
        self._page.marked()

    def printed(self) -> None:
        """All of it came out."""
        self.lines.clear()
        self.current = ""
        self._page.draw()

    def _weighs(self, grams: int) -> None:
        if self._change(told=Told(grams, self.days)):
            self._page.draw()

    def _change(self, *, copies: int | None = None, told: Told | None = None) -> bool:
        held = self.held
        if held is None:
            return False
        line = replace(held.line, copies=copies or held.line.copies, told=told or held.line.told)
        self.lines[self.current] = replace(held, line=line)
        return True
