"""What the pages of a member are made of, in words: rows, sections, sheets, forms.

Every tab is a sheet of sections and every thing one does is a form, so that a tab costs a
view-model and nothing else. Codes (`refund:<id>`) go back to the presenter.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ActVM:
    """Something one may do: `code` is what the presenter gets, `off` why it cannot be now."""

    code: str
    title: str
    off: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class RowVM:
    """One row: title and a small second line at the left, figure and its note at the right.

    `lead` is a narrow first column (a day), `aside` a small text before the figure; `swatch` is the
    role of its square in the bar above, `done_ppm` a meter under it, `mark` an icon before the
    title with its role. `key` makes the row one that can be opened; a `fact` is a label and words.
    """

    title: str
    sub: str = ""
    value: str = ""
    note: str = ""
    role: str = "text"
    note_role: str = "muted"
    lead: str = ""
    aside: str = ""
    aside_role: str = "muted"
    value_small: bool = False
    value_role: str = "text"
    swatch: str = ""
    mark: tuple[str, str] | None = None
    done_ppm: int | None = None
    acts: tuple[ActVM, ...] = ()
    key: str = ""
    fact: bool = False


@dataclass(frozen=True, slots=True)
class SectionVM:
    """A heading and its rows; `why` says what is so when there are none. `figure` is the one large
    number (`sign` its currency, `aside` what stands right of it), `split` the bar of shares under
    it, `more` how many are not here.
    """

    title: str
    rows: tuple[RowVM, ...] = ()
    hint: str = ""
    why: str = ""
    aside: str = ""
    figure: str = ""
    figure_role: str = "text"
    sign: str = ""
    split: tuple[tuple[int, str], ...] = ()
    acts: tuple[ActVM, ...] = ()
    more: str = ""
    sparks: tuple[int, ...] = ()
    meter_ppm: int | None = None
    meter_marks: tuple[tuple[int, str], ...] = ()
    photo: bytes = b""


@dataclass(frozen=True, slots=True)
class SheetVM:
    """A tab: columns of sections with their weights, and facts at the foot. `loading` until it was
    read."""

    columns: tuple[tuple[int, tuple[SectionVM, ...]], ...] = ()
    foot: tuple[tuple[str, str], ...] = ()
    loading: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class FieldVM:
    """Something to fill in: text, money, number, digits, secret, choice, many, switch, find.

    `options` are (code, title[, second line]) of a choice, of what may be ticked (`many`), or of
    what was found. A value of a switch is "1" or "", of `many` codes with commas between.
    """

    name: str
    kind: str
    label: str
    value: str = ""
    hint: str = ""
    help: str = ""
    error: str = ""
    options: tuple[tuple[str, ...], ...] = ()
    columns: int = 3
    right: str = ""


@dataclass(frozen=True, slots=True)
class FactVM:
    """A step at the right: a label, its amount, how it reads; `strong` is the sum."""

    label: str
    value: str = ""
    role: str = "text"
    strong: bool = False
    sub: str = ""


@dataclass(frozen=True, slots=True)
class NoteVM:
    """A sentence with its mark: what the law says, what is lost, what is kept."""

    text: str
    role: str = "muted"
    icon: str = "info"


@dataclass(frozen=True, slots=True)
class FormVM:
    """Something being done: fields at the left, what it comes to at the right, one key.

    `serial` changes when the fields are to be filled anew.
    """

    code: str
    title: str
    about: str
    fields: tuple[FieldVM, ...]
    confirm: str
    off: str = ""
    facts_title: str = ""
    facts: tuple[FactVM, ...] = ()
    figure_label: str = ""
    figure: str = ""
    sign: str = ""
    notes: tuple[NoteVM, ...] = ()
    error: str = ""
    danger: bool = False
    serial: int = 0


@dataclass(frozen=True, slots=True)
class HeadVM:
    """Who stands at the top of the page, and the keys beside the name."""

    name: str
    tier: str
    phone: str
    phone_key: str
    phone_off: str
    since: str
    warn: str = ""
    said: str = ""
    use_off: str = ""
    topup_off: str = ""
    chips: tuple[str, ...] = field(default=())
