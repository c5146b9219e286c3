"""The templates' page in words: the blocks at the left, one block's form, the paper beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.template import ALIGNS, FIELDS, NEEDED, OWN, SIZES, Block, Template
from app.usecases.ports import SlipPicture
from app.words import Words
from ui.bridge.files import FoundFile

MOST_SAID = 24
WIDTHS = ("40", "60", "80", "100")


@dataclass(frozen=True, slots=True)
class BlockVM:
    """A row of the list. `off` blocks are hidden, `needed` ones cannot be."""

    key: str
    name: str
    sub: str
    off: bool
    needed: bool


@dataclass(frozen=True, slots=True)
class FormVM:
    """The chosen block's form. `texts`: (language, label, text); empty where it has none."""

    title: str
    why: str
    texts: tuple[tuple[str, str, str], ...] = ()
    sizes: tuple[tuple[str, str], ...] = ()
    size: str = ""
    aligns: tuple[tuple[str, str], ...] = ()
    align: str = ""
    fields: str = ""
    shown: bool | None = None  # None: cannot be hidden
    removable: bool = False
    logo: bool = False
    has_logo: bool = False
    width: str = ""


@dataclass(frozen=True, slots=True)
class TemplatesVM:
    """The page. `state`: loading, error, edit, files (choosing a picture for the logo)."""

    state: str
    error: str = ""
    kind: str = ""
    language: str = ""
    blocks: tuple[BlockVM, ...] = ()
    chosen: str = ""
    form: FormVM | None = None
    serial: int = 0
    picture: bytes = b""
    text: str = ""
    about: str = ""
    warning: str = ""
    said: str = ""
    said_role: str = "muted"
    save: str = ""
    save_off: str = ""
    dirty: bool = False
    touched: bool = False
    undo: bool = False
    files: tuple[tuple[str, str, str], ...] = ()


def blocks(template: Template, language: str, words: Words) -> tuple[BlockVM, ...]:
    """Every block with its place as key."""
    return tuple(
        BlockVM(
            str(place),
            words(f"templates.block.{one.code}"),
            _sub(one, template.kind, language, words),
            not one.shown,
            one.code in NEEDED[template.kind],
        )
        for place, one in enumerate(template.blocks)
    )


def _sub(block: Block, kind: str, language: str, words: Words) -> str:
    if not block.shown:
        return words("templates.hidden")
    if block.code in ("text", "qr"):
        text = block.text(language).split("\n")[0]
        return text[:MOST_SAID] or words("templates.no_text")
    if block.code in OWN:
        return ""
    return words(f"templates.what.{block.code}")


def form(template: Template, place: int, words: Words, *, has_logo: bool, width: str) -> FormVM:
    """The form of the block in that place."""
    block = template.blocks[place]
    own, needed = block.code in OWN, block.code in NEEDED[template.kind]
    texts: tuple[tuple[str, str, str], ...] = ()
    if block.code in ("text", "qr"):
        said = dict(block.texts)
        texts = tuple(
            (lang, words(f"templates.text.{lang}"), said.get(lang, "")) for lang in ("zh_CN", "en")
        )
    styled = block.code == "text"
    placed = styled or block.code == "logo"
    names = words("templates.comma").join(f"{{{name}}}" for name in FIELDS[template.kind])
    return FormVM(
        title=words(f"templates.block.{block.code}"),
        why=words("templates.needed") if needed else words(f"templates.why.{block.code}"),
        texts=texts,
        sizes=_options(SIZES, "templates.size", words) if styled else (),
        size=block.size,
        aligns=_options(ALIGNS, "templates.align", words) if placed else (),
        align=block.align,
        fields=words("templates.fields", names=names) if texts else "",
        shown=None if own or needed else block.shown,
        removable=own,
        logo=block.code == "logo",
        has_logo=has_logo,
        width=width,
    )


def _options(codes: Sequence[str], key: str, words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((code, words(f"{key}.{code}")) for code in codes)


def about(picture: SlipPicture | None, words: Words) -> str:
    """Whose paper this is."""
    if picture is None:
        return words("templates.drawing")
    return words("templates.about", model=picture.model, dots=picture.dots)


def warning(picture: SlipPicture | None, words: Words) -> str:
    """Letters that this printer lacks, so that nobody learns it from paper."""
    if picture is None or not picture.missing:
        return ""
    return words("templates.missing", letters=picture.missing[:20])


def files(found: Sequence[FoundFile]) -> tuple[tuple[str, str, str], ...]:
    """(path, name, where) of pictures that one may take."""
    return tuple((str(one.path), one.path.name, str(one.path.parent)) for one in found)
