"""The templates' page: every touch is seen on the paper; nothing is kept until it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain import template as templates
from app.domain.errors import Refused, Unavailable
from app.domain.shop import Shop
from app.domain.template import EXTRA_LOGO, KINDS, RECEIPT, Block, Template
from app.usecases.outcome import Changes
from app.usecases.ports import SlipPicture
from app.usecases.printing.width import paper_width
from app.usecases.shop import settings
from app.usecases.template import edit, logo
from ui.bridge import files
from ui.bridge.landing import Newest
from ui.bridge.ports import Trouble
from ui.bridge.session import Session
from ui.templates import viewmodel as vm
from ui.templates.viewmodel import TemplatesVM

ME = "templates"
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")


class View(Protocol):
    """What the presenter asks of the screen."""

    def put(self, shown: TemplatesVM) -> None:
        """Show this."""
        ...


class TemplatesPresenter:
    """One templates screen. The paper is drawn on the report lane, the newest wish only."""

    def __init__(self, view: View, session: Session) -> None:
        self._view, self._session = view, session
        self._kept: dict[str, Template] = {}
        self._now: dict[str, Template] = {}
        self._undo: list[Template] = []
        self._kind, self._place, self._language = RECEIPT, 0, ""
        self._logo_kept = self._logo = ""
        self._logo_file, self._width = b"", "60"
        self._picture: SlipPicture | None = None
        self._drawing = Newest(
            session.runner, self._to_draw, self._drawn, self._tell, initiator=ME, lane="report"
        )
        self._busy = self._failed = False
        self._error, self._said, self._role = "", "", "muted"
        self._files: tuple[files.FoundFile, ...] | None = None
        self._serial = 0

    # --- reading -----------------------------------------------------------------------------

    def load(self) -> None:
        """Read the shop's templates; what is being changed stays."""
        if not self._session.loaded:
            return
        s = self._session.services
        self._session.runner.run(
            lambda: settings.load(s), self._found, self._unread, initiator=ME, lane="read"
        )

    def changed(self, changes: Changes) -> None:
        """Settings were written elsewhere."""
        if changes.settings:
            self.load()

    def _found(self, shop: Shop) -> None:
        self._failed = False
        for kind in KINDS:
            kept = templates.of_shop(shop.extra, kind)
            if self._now.get(kind) == self._kept.get(kind):
                self._now[kind] = kept
            self._kept[kind] = kept
        before, self._logo_kept = self._logo_kept, shop.extra.get(EXTRA_LOGO, "")
        if self._logo == before:
            self._logo = self._logo_kept
        self._language = self._language or shop.paper_language
        self._renew()

    def _unread(self, trouble: Trouble) -> None:
        self._failed, self._error = True, self._session.words.error(trouble)
        self._show()

    # --- moving about ------------------------------------------------------------------------

    def go(self, kind: str) -> None:
        """Receipts or slips; what was changed in the other stays."""
        if kind in KINDS and kind != self._kind:
            self._kind, self._place, self._undo = kind, 0, []
            self._renew()

    def speak(self, language: str) -> None:
        """Look at it in this language."""
        self._language = language
        self._renew()

    def choose(self, key: str) -> None:
        """Another block."""
        if key.isdigit() and int(key) != self._place and int(key) < len(self.template.blocks):
            self._place, self._serial = int(key), self._serial + 1
            self._show()

    @property
    def template(self) -> Template:
        """The one that is being looked at."""
        return self._now.get(self._kind) or templates.default(self._kind)

    @property
    def dirty(self) -> bool:
        """Whether there is anything to save."""
        return self._now != self._kept or self._logo != self._logo_kept

    # --- changing ----------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """The chosen block up (-1) or down (+1)."""
        to = self._place + by
        if 0 <= to < len(self.template.blocks):
            self._change(templates.moved(self.template, self._place, by))
            self._place = to
            self._renew()

    def add(self, code: str) -> None:
        """A text, rule, blank line or code of the shop's own, behind the chosen block."""
        if len(self.template.blocks) >= templates.MOST_BLOCKS:
            self._say("refused.template.many", "warning")
            return
        self._change(templates.added(self.template, self._place, Block(code)))
        self._place += 1
        self._renew()

    def show(self, on: bool) -> None:
        """Put the program's block on paper or leave it out."""
        self._put_block(replace(self._block, shown=on))

    def typed(self, language: str, text: str) -> None:
        """The text of an own block in one language."""
        said = {**dict(self._block.texts), language: text}
        texts = tuple(sorted((lang, said) for lang, said in said.items() if said))
        self._put_block(replace(self._block, texts=texts), quiet=True)

    def style(self, name: str, value: str) -> None:
        """`size` or `align`."""
        self._put_block(replace(self._block, **{name: value}))  # type: ignore[arg-type]

    def remove(self) -> None:
        """An own block goes."""
        try:
            after = templates.removed(self.template, self._place)
        except Refused as refused:
            self._tell(refused)
            return
        self._change(after)
        self._place = min(self._place, len(after.blocks) - 1)
        self._renew()

    def undo(self) -> None:
        """One step back."""
        if self._undo:
            self._now[self._kind] = self._undo.pop()
            self._place = min(self._place, len(self.template.blocks) - 1)
            self._renew()

    def reset(self) -> None:
        """The default again, to be looked at before it is saved."""
        self._change(templates.default(self._kind))
        self._place = 0
        self._renew()

    def back(self) -> bool:
        """Esc: the files close; then what is not saved goes. Says whether there was anything."""
        if self._files is not None:
            self._files = None
            self._show()
            return True
        if self._busy or not self.dirty:
            return False
        self._now, self._logo, self._undo, self._place = dict(self._kept), self._logo_kept, [], 0
        self._renew()
        return True

    @property
    def _block(self) -> Block:
        return self.template.blocks[self._place]

    def _put_block(self, after: Block, *, quiet: bool = False) -> None:
        """`quiet`: the fields keep their cursor."""
        if after != self._block:
            self._change(templates.put(self.template, self._place, after))
            self._renew(quiet=quiet)

    def _change(self, after: Template) -> None:
        self._undo.append(self.template)
        del self._undo[:-100]
        self._now[self._kind], self._said = after, ""

    # --- the logo ----------------------------------------------------------------------------

    def pick_logo(self) -> None:
        """Look for pictures in the places where people keep them."""
        home = Path.home()
        self._session.runner.run(
            lambda: files.list_files(files.usual_folders(home), PICTURES),
            self._listed,
            self._tell,
            initiator=ME,
            lane="report",
        )

    def _listed(self, found: tuple[files.FoundFile, ...]) -> None:
        self._files = found
        self._show()

    def take_logo(self, path: str) -> None:
        """This picture, made fit for the printer."""
        self._files = None
        columns, width = self._columns(), int(self._width)

        def read() -> tuple[bytes, str]:
            try:
                data = Path(path).expanduser().read_bytes()
            except OSError as error:
                raise Unavailable("file", "unreadable", path=path) from error
            return data, logo.made(data, columns=columns, width_percent=width)

        self._run_logo(read)

    def widen_logo(self, width: str) -> None:
        """How much of the paper's width it may take, in percent."""
        self._width, data = width, self._logo_file
        columns = self._columns()
        if data:
            self._run_logo(
                lambda: (data, logo.made(data, columns=columns, width_percent=int(width)))
            )

    def _columns(self) -> int:
        """A picture is made for the printer that is to print it."""
        return paper_width(self._session.services, self._session.shop)

    def drop_logo(self) -> None:
        """No picture any more."""
        self._logo, self._logo_file = "", b""
        self._renew()

    def _run_logo(self, make: Callable[[], tuple[bytes, str]]) -> None:
        self._session.runner.run(make, self._took, self._tell, initiator=ME, lane="report")

    def _took(self, made: tuple[bytes, str]) -> None:
        self._logo_file, self._logo = made
        place = next((n for n, b in enumerate(self.template.blocks) if b.code == "logo"), -1)
        if place < 0:
            self._change(templates.added(self.template, -1, Block("logo")))
        elif not self.template.blocks[place].shown:
            shown = replace(self.template.blocks[place], shown=True)
            self._change(templates.put(self.template, place, shown))
        self._renew()

    # --- saving ------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep everything that was changed."""
        if self._busy or not self.dirty:
            return
        s, operator = self._session.services, self._session.on_duty
        changed = [self._now[kind] for kind in KINDS if self._now[kind] != self._kept[kind]]
        picture, kept = self._logo, self._logo_kept

        def write() -> Shop:
            shop = None
            for one in changed:
                shop = edit.save(s, operator, one).value
            if picture != kept:
                shop = edit.keep_logo(s, operator, picture).value
            return shop or settings.load(s)

        try:
            for one in changed:
                templates.check(one)
        except Refused as refused:
            self._tell(refused)
            return
        self._busy = True
        self._show()
        self._session.runner.run(write, self._saved, self._tell, initiator=ME)

    def _saved(self, shop: Shop) -> None:
        self._busy, self._undo = False, []
        self._session.put_shop(shop, self._session.zone)
        self._now = {}
        self._kept, self._logo = {}, self._logo_kept
        self._found(shop)
        self._say("templates.saved", "positive")

    def _tell(self, trouble: Trouble) -> None:
        self._busy = False
        self._said, self._role = self._session.words.error(trouble), "danger"
        self._show()

    def _say(self, key: str, role: str) -> None:
        facts = {"most": templates.MOST_BLOCKS} if key.endswith("many") else {}
        self._said, self._role = self._session.words(key, **facts), role
        self._show()

    # --- the paper ---------------------------------------------------------------------------

    def _renew(self, *, quiet: bool = False) -> None:
        """Draw the paper again."""
        if not quiet:
            self._serial += 1
        self._show()
        self._drawing.wish()

    def _to_draw(self) -> Callable[[], SlipPicture] | None:
        s, wanted, spoken, logo_now = (
            *(self._session.services, self.template, self._language, self._logo),
        )
        try:
            templates.check(wanted)
        except Refused as refused:
            self._said, self._role = self._session.words.error(refused), "warning"
            self._show()
            return None
        return lambda: edit.picture(s, wanted, language=spoken, logo=logo_now)

    def _drawn(self, picture: SlipPicture) -> None:
        self._picture = picture
        self._show()

    # --- what is shown -----------------------------------------------------------------------

    def _show(self) -> None:
        words = self._session.words
        if self._failed or not self._kept:
            state = "error" if self._failed else "loading"
            self._view.put(TemplatesVM(state, error=self._error))
            return
        template, picture = self.template, self._picture
        off = "" if self.dirty else words("templates.unchanged")
        self._view.put(
            TemplatesVM(
                "edit" if self._files is None else "files",
                kind=self._kind,
                language=self._language,
                blocks=vm.blocks(template, words.lang, words),
                chosen=str(self._place),
                form=vm.form(
                    *(template, self._place, words),
                    has_logo=bool(self._logo),
                    width=self._width if self._logo_file else "",
                ),
                serial=self._serial,
                picture=picture.png if picture else b"",
                text=picture.text if picture else "",
                about=vm.about(picture, words),
                warning=vm.warning(picture, words),
                said=self._said,
                said_role=self._role,
                save=words("templates.saving" if self._busy else "templates.save"),
                save_off=words("templates.saving") if self._busy else off,
                dirty=self.dirty,
                undo=bool(self._undo),
                touched=template != templates.default(self._kind),
                files=vm.files(self._files or ()),
            )
        )
