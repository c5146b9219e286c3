"""A member's photo: kept beside the journal, which holds its SHA-256 only."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def set_photo(s: Services, operator: Operator, member_id: str, picture: bytes) -> Outcome[str]:
    """The photo's SHA-256; a square JPEG of 480 pixels is kept. Empty bytes take it away."""
    raise NotImplementedError


def photo(s: Services, member_id: str) -> bytes:
    """The JPEG, empty when there is none. Reader thread."""
    raise NotImplementedError
