"""Three kinds of error (house.md 8): a rule refuses, the world is in the way, all else is a bug.

`Refused` and `Unavailable` carry a code and facts, never a sentence: the sentence is made where a
person reads it, in that person's language, from the word `refused.<code>` or `unavailable.<what>`.
"""

from __future__ import annotations

Fact = str | int


class Refused(Exception):
    """A rule said no; nothing was changed. Shown calmly, with what would make it possible.

    `code` names the rule (`discount.over_limit`), `facts` fill its sentence. Amounts among the
    facts are minor units and end in `_minor`, quantities in `_milli`, rates in `_ppm`.
    """

    def __init__(self, code: str, /, **facts: Fact) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


class Unavailable(Exception):
    """The world is in the way (disk full, file locked, printer gone). `retry` says if it may help.

    `what` is the thing (`disk`, `database`, `printer`), `reason` the cause (`full`, `read_only`).
    """

    def __init__(self, what: str, reason: str, *, retry: bool = False, **facts: Fact) -> None:
        super().__init__(what, reason, facts)
        self.what = what
        self.reason = reason
        self.retry = retry
        self.facts = facts

    @property
    def code(self) -> str:
        """The name of its sentence: `disk.full`."""
        return f"{self.what}.{self.reason}"
