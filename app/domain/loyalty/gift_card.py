"""Gift cards: bearer money behind a code nobody can guess; only its hash is kept (R65)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GiftCard:
    """A card as the counter may see it: never its code, only the last four signs.

    `state`: `active`, `blocked`, `replaced`, `used_up`. `until_on` empty: it never ends.
    """

    card_id: str
    last4: str
    face_minor: int
    available_minor: int
    state: str = "active"
    until_on: str = ""

    @property
    def masked(self) -> str:
        """`****7K2M`."""
        return f"****{self.last4}"
