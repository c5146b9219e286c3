"""What a copy lacks, in words: for the command line and the screen alike."""

from __future__ import annotations

from collections.abc import Sequence

from app.words import Words

OTHER = "keeping.kind.other"


def missing_lines(
    kinds: Sequence[tuple[str, int]], money: Sequence[tuple[str, int]], words: Words
) -> tuple[str, ...]:
    """A line for each kind of document that would be gone, with its money where it has any; kinds
    that nobody knows by name are counted together, last."""
    sums = dict(money)
    said: list[str] = []
    others = 0
    for kind, n in kinds:
        key = f"keeping.kind.{kind}"
        if key not in words:
            others += n
        elif kind in sums:
            said.append(words("keeping.lacks_money", what=words(key), n=n, amount_minor=sums[kind]))
        else:
            said.append(words("keeping.lacks", what=words(key), n=n))
    if others:
        said.append(words("keeping.lacks", what=words(OTHER), n=others))
    return tuple(said)
