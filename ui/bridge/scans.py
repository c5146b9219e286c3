"""Who gets a scan first: a panel that claims scans, while it is open."""

from __future__ import annotations

from collections.abc import Callable

Take = Callable[[str], bool]
Heard = Callable[[str, int], None]


class ScanClaims:
    """A pile of claims; the newest is asked first. `take(text)` says whether it took the scan."""

    def __init__(self) -> None:
        self._claims: list[Take] = []
        self._taps: list[Heard] = []

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

    def tap(self, heard: Heard) -> Callable[[], None]:
        """While a scanner is learnt: every key goes there alone; call what comes back to end it."""
        self._taps.append(heard)

        def release() -> None:
            if heard in self._taps:
                self._taps.remove(heard)

        return release

    def heard(self, char: str, at_ms: int) -> bool:
        """A key came (Enter as CR, Tab as itself); True when somebody listens and has it now."""
        if self._taps:
            self._taps[-1](char, at_ms)
        return bool(self._taps)

    def drop_all(self) -> None:
        """The operator left: no panel of theirs may get the next one's scan."""
        self._claims.clear()
        self._taps.clear()
