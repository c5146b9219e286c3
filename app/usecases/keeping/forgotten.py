"""Who was forgotten, by id, beside the mark: a copy put in the place of a file that does not
open any more must not bring a name back (rules 4.9). Ids alone say nothing about anybody.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence

from app.usecases.keeping.places import Places, places, said_in
from app.usecases.services import Services

NAME = "forgotten.json"


def note(s: Services, member_ids: Sequence[str]) -> None:
    """Add them to the list beside the mark. Behind the commit; a disk that refuses is no reason to
    keep a name, and the journal still says it."""
    if s.machine is None:
        return
    found = places(s)
    known = sorted({*read(found), *member_ids})
    path = found.mark.with_name(NAME)
    fresh = path.with_name(f"{NAME}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(known), encoding="utf-8")
        os.replace(fresh, path)
    except OSError:
        return


def read(found: Places) -> tuple[str, ...]:
    """The list; nothing when there is none, or none that can be read."""
    try:
        said = said_in(found.mark.with_name(NAME))
    except (OSError, ValueError):
        return ()
    return tuple(one for one in said if isinstance(one, str)) if isinstance(said, list) else ()


def all_of(found: Places, missing: Iterable[str]) -> tuple[str, ...]:
    """What the list and the replaced file's own documents say, each once."""
    return tuple(dict.fromkeys((*missing, *read(found))))
