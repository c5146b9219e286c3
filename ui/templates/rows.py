"""One block's form: its texts in both languages, how large, where, and the logo's picture."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.words import Words
from ui.kit import Box, Choice, Field, Key, Line, Para, Switch, b
from ui.templates.viewmodel import WIDTHS, FormVM


class BlockForm(Box):
    """`typed` (language, text), `styled` (size|align, value), `turned` (on), `removed`; the logo's
    `picked`, `dropped`, `widened` (percent)."""

    typed = Signal(str, str)
    styled = Signal(str, str)
    turned = Signal(bool)
    removed = Signal()
    picked = Signal()
    dropped = Signal()
    widened = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__(gap=12, pad=(16, 24))
        self._words = words
        self.fields: dict[str, Field] = {}
        self._made: object = None
        self._serial = -1

    def put(self, shown: FormVM, serial: int) -> None:
        """Widgets are made anew only when the block is another kind of thing."""
        shape = (
            *(shown.title, shown.why, shown.removable, shown.logo, shown.has_logo, shown.width),
            *(bool(shown.texts), shown.size, shown.align, shown.shown),
        )
        if shape != self._made:
            self._made = shape
            self._build(shown)
            self._serial = -1
        for language, _, text in shown.texts:
            field = self.fields[language]
            if serial != self._serial and field.text() != text:
                field.set_text(text)
        self._serial = serial

    def _build(self, shown: FormVM) -> None:
        words = self._words
        rows: list[QWidget] = [Line(b(shown.title, "title"), h=40), Para(shown.why, role="muted")]
        if shown.shown is not None:
            switch = Switch(words("templates.on_paper"), shown.shown)
            switch.turned.connect(self.turned)
            rows.append(switch)
        self.fields = {}
        for language, label, text in shown.texts:
            field = Field(label, value=text, most=200, reserve=False)
            field.changed.connect(lambda said, lang=language: self.typed.emit(lang, said))
            self.fields[language] = field
            rows.append(field)
        if shown.sizes:
            rows += self._choice("size", shown.sizes, shown.size)
        if shown.aligns:
            rows += self._choice("align", shown.aligns, shown.align)
        if shown.fields:
            rows.append(Para(shown.fields, "small", "muted"))
        if shown.logo:
            rows += self._logo(shown)
        if shown.removable:
            remove = Key(words("templates.remove"), icon="trash", kind="quiet", h=56)
            remove.clicked.connect(self.removed)
            rows.append(remove)
        self.fill(*rows, ...)

    def _choice(
        self, name: str, options: tuple[tuple[str, str], ...], chosen: str
    ) -> list[QWidget]:
        choice = Choice(options, chosen, columns=len(options), h=56, size="small")
        choice.picked.connect(lambda code: self.styled.emit(name, code))
        return [Line(b(self._words(f"templates.{name}")), h=28), choice]

    def _logo(self, shown: FormVM) -> list[QWidget]:
        words = self._words
        title = words("templates.logo_other" if shown.has_logo else "templates.logo_pick")
        pick = Key(title, icon="search", h=56)
        pick.clicked.connect(self.picked)
        rows: list[QWidget] = [pick]
        if shown.width:
            options = tuple((one, f"{one}%") for one in WIDTHS)
            choice = Choice(options, shown.width, columns=len(options), h=56, size="small")
            choice.picked.connect(self.widened)
            rows += [Line(b(words("templates.logo_width")), h=28), choice]
        if shown.has_logo:
            drop = Key(words("templates.logo_drop"), icon="trash", kind="quiet", h=56)
            drop.clicked.connect(self.dropped)
            rows.append(drop)
        return rows


class PicturesPane(Box):
    """Pictures to take as the logo: a list of what lies near, and a path to type."""

    taken = Signal(str)
    closed = Signal()

    def __init__(self, words: Words, back_key: str) -> None:
        super().__init__(gap=12, pad=(16, 24))
        self._words = words
        self._list = Box(gap=4)
        self.path = Field(words("templates.path"), hint=words("templates.path_hint"), ime=False)
        self.path.entered.connect(self.taken)
        back = Key(words("templates.back"), back_key, h=56, w=168)
        back.clicked.connect(self.closed)
        title = Line(b(words("templates.logo_title"), "title"), h=40)
        self.fill(title, self.path, (self._list, 1), back)

    def put(self, files: tuple[tuple[str, str, str], ...]) -> None:
        """Newest first; without any the field is what is left."""
        rows: list[QWidget] = []
        for path, name, where in files[:8]:
            key = Key(name, sub=where, h=56, elide=True)
            key.clicked.connect(lambda _=False, path=path: self.taken.emit(path))
            rows.append(key)
        if not rows:
            rows.append(Para(self._words("templates.no_files"), role="muted"))
        self._list.fill(*rows, ...)
        self.path.edit.setFocus()
