"""The jurisdiction profiles that come with the program, and which of them holds here (A8)."""

from __future__ import annotations

import json
from functools import cache

from app.domain.errors import Refused
from app.domain.loyalty.law.profile import NO_LAW, LawProfile, profile_from
from app.settings import RESOURCES


@cache
def all_profiles() -> tuple[LawProfile, ...]:
    """Every profile by its file's name, `none` last."""
    found = []
    for path in sorted((RESOURCES / "law").glob("*.json")):
        found.append(profile_from(json.loads(path.read_text(encoding="utf-8"))))
    kept = [one for one in found if one.code != NO_LAW.code]
    return (*kept, next((one for one in found if one.code == NO_LAW.code), NO_LAW))


def profile_of(code: str) -> LawProfile:
    """The profile of a code. Refused `law.profile` (what)."""
    for one in all_profiles():
        if one.code == code:
            return one
    raise Refused("law.profile", what=code[:40])
