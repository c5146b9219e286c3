"""What the pages of people say beside their lists, and in place of one that could not be read."""

from __future__ import annotations

from app.words import Words
from ui.kit import ErrorState, Line, outcome


def say(line: Line, said: str, role: str) -> None:
    """The outcome of the last gesture, with its mark; nothing when there is nothing to say."""
    line.put(outcome(said, role))


def trouble(words: Words, error: str, kept: str) -> ErrorState:
    """What happened, and what was kept (its word)."""
    says = words("people.error_says", error=error, kept=words(kept))
    return ErrorState(words("people.error"), says)
