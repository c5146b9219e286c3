"""Members in and out as a file: what is in it row by row, how far it is, what was written."""

from __future__ import annotations

from dataclasses import dataclass

from app.usecases.catalog.csv_rows import RowNote
from app.usecases.member.sheets.importing import MemberImportDone, MemberImportPreview
from app.usecases.member.sheets.rows import MemberImportRow
from app.words import Words, whole
from ui.members.viewmodel import text

SHOWN = 2000  # rows a person may look through; the count says the rest


@dataclass(frozen=True, slots=True)
class FileVM:
    """A file that was found: where, how large, when."""

    path: str
    name: str
    folder: str
    size: str
    when: str


@dataclass(frozen=True, slots=True)
class LineVM:
    """One row of the file: its number, who, with what, and what is wrong with it."""

    key: str
    no: str
    name: str
    phone: str
    stored: str
    points: str
    note: str
    role: str


@dataclass(frozen=True, slots=True)
class MovingVM:
    """The page. `state`: start, busy, preview, done. `filter` all or wrong. `export_over`: asked
    whether the file that is there may go."""

    state: str = "start"
    path: str = ""
    files: tuple[FileVM, ...] = ()
    looking: bool = False
    error: str = ""
    import_off: str = ""
    export_off: str = ""
    export_path: str = ""
    export_full: bool = False
    export_over: bool = False
    said: str = ""
    title: str = ""
    about: str = ""
    lines: tuple[LineVM, ...] = ()
    filter: str = "all"
    wrong: int = 0
    totals: tuple[tuple[str, str], ...] = ()
    confirm: str = ""
    off: str = ""
    busy_words: str = ""
    done_ppm: int = 0
    can_cancel: bool = True


def lines(plan: MemberImportPreview, only_wrong: bool, words: Words) -> tuple[LineVM, ...]:
    """Rows in words, those with errors alone if asked for."""
    rows = [one for one in plan.rows if not only_wrong or one.errors]
    return tuple(_line(one, words) for one in rows[:SHOWN])


def _line(one: MemberImportRow, w: Words) -> LineVM:
    notes = [note_words(note, w) for note in (*one.errors, *one.warnings)]
    role = "danger" if one.errors else "warning" if one.warnings else "positive"
    stored = one.principal_minor + one.bonus_minor
    return LineVM(
        str(one.row_no),
        str(one.row_no),
        one.name,
        one.phone_masked,
        text.money(stored, w) if stored else "",
        whole(one.points) if one.points else "",
        w("member.comma").join(notes) or w("member.row_new"),
        role,
    )


def note_words(note: RowNote, w: Words) -> str:
    """What is wrong with a row, as the import says it."""
    facts = dict(note.facts)
    for key in (f"import.{note.code}", f"refused.{note.code}", note.code):
        if key in w:
            return w(key, **facts)
    return note.code


def totals(plan: MemberImportPreview, w: Words) -> tuple[tuple[str, str], ...]:
    """What the good rows bring together, and which columns bring nothing.

    A column that is not read has no known name, or its meaning stands in one before it.
    """
    good = sum(1 for one in plan.rows if not one.errors)
    unread = [title for title, field in plan.columns if title and not field]
    left_out = ((w("member.import_unread"), w("member.comma").join(unread)),) if unread else ()
    return (
        (w("member.import_new"), whole(good)),
        (w("member.import_wrong"), whole(len(plan.rows) - good)),
        (w("member.principal"), text.money(plan.principal_minor, w)),
        (w("member.bonus"), text.money(plan.bonus_minor, w)),
        (w("member.points"), whole(plan.points)),
        *left_out,
    )


def done(found: MemberImportDone, w: Words) -> str:
    """What was written."""
    stored = found.principal_minor + found.bonus_minor
    return w(
        "member.import_done_about",
        n=found.members,
        openings=found.openings,
        stored_minor=stored,
        points=found.points,
    )
