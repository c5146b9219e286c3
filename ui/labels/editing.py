"""The editor without Qt: every touch is seen on a real item's label; only saving keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.errors import Refused, Unavailable
from app.domain.label import editing
from app.domain.label.codec import check
from app.domain.label.editing import Steps
from app.domain.label.shape import MOST_PARTS, LabelTemplate, Part, Side, overlapping
from app.reports.labels.draw import Drawn
from app.usecases.label import printing, templates
from app.usecases.label.printing import LabelLine
from ui.bridge import files
from ui.bridge.landing import Newest
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.labels import viewmodel as vm
from ui.labels.sources import ME
from ui.labels.viewmodel import EditVM, RowVM

PICTURES = (".png", ".jpg", ".jpeg")
_FONT_STEP = 2


class View(Protocol):
    """What the editor asks of the screen."""

    def put_edit(self, shown: EditVM) -> None:
        """Show this."""
        ...

    def leave_edit(self, template_id: str) -> None:
        """Back to printing, with this template."""
        ...


class LabelEditor:
    """One template at a time."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._steps = Steps.of(templates.defaults()[0])
        self._kept = self._steps.now
        self._place = 0
        self._line: LabelLine | None = None
        self._language = ""
        self._drawn: Drawn | None = None
        self._drawing = Newest(
            session.runner, self._to_draw, self._drew, self._refused, initiator=ME, lane="read"
        )
        self._busy = False
        self._said, self._role = "", "text"
        self._files: tuple[files.FoundFile, ...] | None = None
        self._serial = 0

    def begin(self, template: LabelTemplate, line: LabelLine | None, language: str = "") -> None:
        """This template, seen with this item in this language (empty: the paper's)."""
        self._steps, self._kept, self._line = Steps.of(template), template, line
        self._language = language
        self._place, self._said, self._files = 0, "", None
        self._drawn = None
        self._renew()

    @property
    def template(self) -> LabelTemplate:
        """As it stands now."""
        return self._steps.now

    @property
    def dirty(self) -> bool:
        """Whether there is anything to save."""
        return self.template != self._kept

    # --- parts ---------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Another part."""
        if key.isdecimal() and int(key) < len(self.template.parts) and int(key) != self._place:
            self._place = int(key)
            self._serial += 1
            self._steps.rest()
            self._show()

    def pick(self, x: int, y: int) -> None:
        """The part under a finger."""
        found = editing.part_at(self.template, x, y)
        if found >= 0:
            self.choose(str(found))

    def step(self, by: int) -> None:
        """The next part."""
        if self.template.parts:
            self.choose(str((self._place + by) % len(self.template.parts)))

    def move(self, dx: int, dy: int) -> None:
        """By so many tenths of a millimetre."""
        self._part(lambda t, place: editing.moved(t, place, dx, dy), "move")

    def stretch(self, dw: int, dh: int) -> None:
        """Larger or smaller at the right and lower edge."""
        self._part(lambda t, place: editing.stretched(t, place, dw, dh), "stretch")

    def size(self, by: int) -> None:
        """Larger or smaller letters."""
        self._part(lambda t, place: editing.sized(t, place, by * _FONT_STEP), "size")

    def rest(self) -> None:
        """The hand let go."""
        self._steps.rest()

    def typed(self, text: str, english: bool) -> None:
        """The text of the part, in Chinese and usual, or in English."""
        said = vm.coded(text, self._session.words)
        if english:
            self._change(lambda part: replace(part, text_en=said), f"text_en{self._place}")
        else:
            self._change(lambda part: replace(part, text=said), f"text{self._place}")

    def letters(self, text: str) -> None:
        """The height of its letters in mm."""
        tenths = _tenths(text)
        if tenths:
            self._change(lambda part: replace(part, font=tenths), f"font{self._place}")

    def wraps(self, text: str) -> None:
        """How many lines it may take."""
        if text.isdecimal() and 1 <= int(text) <= 9:
            self._change(lambda part: replace(part, lines=int(text)))

    def align(self, side: str) -> None:
        """Left, center, right."""
        self._change(lambda part: replace(part, side=Side(side)))

    def turn(self, name: str, on: bool) -> None:
        """`bold`, `strike` or `digits`."""
        self._change(lambda part: replace(part, **{name: on}))  # type: ignore[arg-type]

    def add(self, code: str) -> None:
        """A part of a kind or of a field."""
        if len(self.template.parts) >= MOST_PARTS:
            self._refused(Refused("labels.full", most=MOST_PARTS))
            return
        self._steps.do(editing.added(self.template, vm.new_part(code)))
        self._place = len(self.template.parts) - 1
        self._renew()

    def drop(self) -> None:
        """The part one stands on goes."""
        if self.template.parts:
            self._steps.do(editing.removed(self.template, self._place))
            self._place = min(self._place, len(self.template.parts) - 1)
            self._renew()

    def paper(self, width: str, height: str) -> None:
        """Other paper, in mm."""
        w, h = _tenths(width), _tenths(height)
        if w and h and (w, h) != (self.template.width, self.template.height):
            try:
                self._steps.do(check(editing.resized(self.template, w, h)), "paper")
            except Refused as refusal:
                self._refused(refusal)
                return
            self._renew()

    def undo(self) -> None:
        """One step back."""
        if self._steps.undo():
            self._renew()

    def redo(self) -> None:
        """And forth."""
        if self._steps.redo():
            self._renew()

    def _part(self, change: Callable[[LabelTemplate, int], LabelTemplate], what: str) -> None:
        if 0 <= self._place < len(self.template.parts):
            self._steps.do(change(self.template, self._place), f"{what}{self._place}")
            self._draw()

    def _change(self, change: Callable[[Part], Part], what: str = "") -> None:
        self._part(lambda t, place: t.with_part(place, change(t.parts[place])), what or "\0")
        if not what:
            self._steps.rest()

    # --- keeping -------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep it for the shop."""
        self._write(self.template)

    def save_as(self, name: str) -> None:
        """Keep it as a template of the shop's own."""
        if name.strip():
            self._write(replace(self.template, template_id="", name=name.strip()[:40]))

    def _write(self, template: LabelTemplate) -> None:
        if self._busy:
            return
        s, operator = self._session.services, self._session.on_duty
        self._busy = True
        self._session.runner.run(
            lambda: templates.save(s, operator, template), self._saved, self._refused, initiator=ME
        )

    def _saved(self, template: LabelTemplate) -> None:
        self._busy = False
        self._steps, self._kept = Steps.of(template), template
        self._said, self._role = self._session.words("labels.saved"), "positive"
        self._renew()

    def reset(self) -> None:
        """As it came with the program; one of the shop's own goes."""
        s, operator = self._session.services, self._session.on_duty
        template_id = self.template.template_id

        def done(found: LabelTemplate | None) -> None:
            if found is None:
                self._view.leave_edit(templates.defaults()[0].template_id)
                return
            self._steps, self._kept, self._place = Steps.of(found), found, 0
            self._said, self._role = self._session.words("labels.was_reset"), "positive"
            self._renew()

        self._session.runner.run(
            lambda: templates.reset(s, operator, template_id), done, self._refused, initiator=ME
        )

    def back(self) -> None:
        """Files are closed; what was changed goes first; then out."""
        if self._files is not None:
            self._files = None
            self._show()
        elif self.dirty:
            self._steps.do(self._kept)
            self._steps.rest()
            self._place = min(self._place, len(self.template.parts) - 1)
            self._said, self._role = self._session.words("labels.put_back"), "text"
            self._renew()
        else:
            self._view.leave_edit(self.template.template_id)

    # --- the logo ------------------------------------------------------------------------------

    def pick_logo(self) -> None:
        """Look where pictures usually lie."""
        self._files = ()
        self._session.runner.run(
            lambda: files.list_files(files.usual_folders(Path.home()), PICTURES),
            self._listed,
            self._refused,
            lane="report",
        )

    def _listed(self, found: tuple[files.FoundFile, ...]) -> None:
        self._files = found
        self._show()

    def take_logo(self, path: str) -> None:
        """This picture, made black and white dot by dot where it is printed."""
        s, operator = self._session.services, self._session.on_duty

        def read() -> bytes:
            try:
                return Path(path).read_bytes()
            except OSError as error:
                raise Unavailable("file", "unreadable", path=path) from error

        def kept(_: bytes) -> None:
            self._files = None
            self._said, self._role = self._session.words("labels.logo_kept"), "positive"
            self._draw()

        self._session.runner.run(
            lambda: templates.put_logo(s, operator, read()), kept, self._refused, initiator=ME
        )

    # --- drawing -------------------------------------------------------------------------------

    def _renew(self) -> None:
        self._serial += 1
        self._draw()

    def _draw(self) -> None:
        self._show()
        self._drawing.wish()

    def _to_draw(self) -> Callable[[], Drawn] | None:
        s, template, line = self._session.services, self.template, self._line
        language = self._language
        if line is None:
            return None
        return lambda: printing.picture(s, template, line, language=language)

    def _drew(self, drawn: Drawn) -> None:
        self._drawn = drawn
        self._show()

    def _refused(self, trouble: Trouble) -> None:
        self._busy = False
        self._said, self._role = self._session.words.error(trouble), "danger"
        self._session.sound("error")
        self._show()

    def _trouble(self) -> str:
        words, template = self._session.words, self.template
        pairs = overlapping(template)
        if pairs:
            one, other = (vm.part_name(template.parts[place], words) for place in pairs[0])
            return words("labels.trouble.overlap", part=one, other=other)
        drawn = self._drawn
        if drawn is None or any(one.part >= len(template.parts) for one in drawn.troubles):
            return ""  # drawn before a part went; the next picture is under way
        return vm.troubles(drawn.troubles, template, words)

    def _show(self) -> None:
        words, template = self._session.words, self.template
        undo, redo = self._steps.can
        listed = None if self._files is None else tuple(_file(one) for one in self._files)
        own = template.template_id.startswith(templates.OWN)
        usual = next(
            (x for x in templates.defaults() if x.template_id == template.template_id), None
        )
        self._view.put_edit(
            EditVM(
                "files" if listed is not None else "edit",
                vm.named(template, words),
                template,
                tuple(vm.part_row(i, one, words) for i, one in enumerate(template.parts)),
                vm.form(template, self._place, words),
                self._drawn,
                about=f"{vm.mm(template.width)} × {vm.mm(template.height)} mm",
                trouble=self._trouble(),
                undo=undo,
                redo=redo,
                dirty=self.dirty,
                touched=own or usual != self._kept,
                own=own,
                said=self._said,
                role=self._role,
                files=listed,
                serial=self._serial,
            )
        )


def _file(one: files.FoundFile) -> RowVM:
    return RowVM(str(one.path), one.path.name, str(one.path.parent), f"{one.size // 1024} kB")


def _tenths(text: str) -> int:
    """`38.5` mm as tenths; 0 for what is no length."""
    whole, _, rest = text.strip().replace(",", ".").partition(".")
    if not whole.isdecimal() or len(whole) > 3 or (rest and not rest.isdecimal()):
        return 0
    return int(whole) * 10 + int((rest or "0")[0])
