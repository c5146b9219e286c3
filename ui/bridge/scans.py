"""Who gets a scan first: a panel that claims scans, while it is open."""

from __future__ import annotations

from collections.abc import Callable

Take = Callable[[str], bool]


class ScanClaims:
    """A pile of claims; the newest is asked first. `take(text)` says whether it took the scan."""

    def __init__(self) -> None:
        self._claims: list[Take] = []

    def claim(self, take: Take) -> Callable[[], None]:
        """Ask for scans from now on; call what comes back to give the claim up (twice is fine)."""
        self._claims.append(take)

        def release() -> None:
            if take in self._claims:
                self._claims.remove(take)

        return release

    def offer(self, text: str) -> bool:
        """Whether a claim took it."""
        return any(take(text) for take in reversed(tuple(self._claims)))

    def drop_all(self) -> None:
        """The operator left: no panel of theirs may get the next one's scan."""
        self._claims.clear()
