"""What a use case gives back: a value, what changed, and what is to be done after the commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a commit touched; each screen decides for itself whether it cares."""

    sales: bool = False
    shift: bool = False
    drafts: bool = False
    catalog: bool = False
    staff: bool = False
    settings: bool = False
    prints: bool = False
    members: frozenset[str] = frozenset()
    cases: bool = False

    def __or__(self, other: Changes) -> Changes:
        """Both together."""
        return Changes(
            self.sales or other.sales,
            self.shift or other.shift,
            self.drafts or other.drafts,
            self.catalog or other.catalog,
            self.staff or other.staff,
            self.settings or other.settings,
            self.prints or other.prints,
            self.members | other.members,
            self.cases or other.cases,
        )


@dataclass(frozen=True, slots=True)
class KickDrawer:
    """Open the cash drawer."""


@dataclass(frozen=True, slots=True)
class Print:
    """Print the spooled job of that id; labels go to the `label_printer`."""

    job_id: str
    device: str = "printer"


Effect = KickDrawer | Print


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """`value` for the caller, `changes` for the screens, `effects` for the devices."""

    value: T
    changes: Changes = Changes()
    effects: tuple[Effect, ...] = field(default=())
