"""The doctor's findings in words: what was found, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from app.words import Words

Fact = str | int


def sentence(code: str, facts: Mapping[str, Fact], words: Words) -> str:
    """What was found."""
    return words(f"doctor.{code}", **_said(facts, words))


def next_step(code: str, facts: Mapping[str, Fact], words: Words) -> str:
    """What to do about it."""
    return words(f"doctor.{code}.next", **_said(facts, words))


def _said(facts: Mapping[str, Fact], words: Words) -> dict[str, Fact]:
    """Codes among the facts (`why`, `reason`) as the words they stand for."""
    said = dict(facts)
    why = f"unavailable.{said.get('why', '')}"
    if "why" in said:
        said["why"] = words(why, **_known(said)) if why in words else str(said["why"])
    reason = f"health.bad.{said.get('reason', '')}"
    if reason in words:
        said["reason"] = words(reason)
    return said


def _known(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """What a sentence about the world may ask for; a folder that nobody named stays a dash."""
    return {"path": "-", "found": "-", "known": "-", "pid": "-", "epoch": 0, "seq": 0, **facts}
