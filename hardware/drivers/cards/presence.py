"""A card is put on once, however often its reader says so."""

from __future__ import annotations


class Presence:
    """`stays_ms` of silence about a card means that it was taken away."""

    def __init__(self, stays_ms: int) -> None:
        self._stays_ms = stays_ms
        self._uid = ""
        self._said_ms = 0

    def comes(self, uid: str, at_ms: int) -> bool:
        """Whether this is a card newly put on."""
        stays = uid == self._uid and at_ms - self._said_ms < self._stays_ms
        self._uid, self._said_ms = uid, at_ms
        return not stays

    def gone(self) -> None:
        """The reader said that there is none."""
        self._uid = ""
