"""How many members there are: an empty list says something else than one nobody was found in."""

from __future__ import annotations

from app.store import members
from app.usecases.services import Services


def count(s: Services) -> int:
    """All members, inactive ones too. Reader thread."""
    with s.db.read() as tx:
        return members.count(tx)
