"""All that was read of one member: what every view-model of the page is made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.catalog import Department
from app.domain.loyalty.package import Package
from app.domain.loyalty.program import Program
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.tier import TierTerms
from app.domain.member import Member
from app.domain.permissions import Permission
from app.reports.statement import Statement
from app.usecases.loyalty.packages import PackageUse
from app.usecases.loyalty.redeem import RewardOffer
from app.usecases.loyalty.refunding.shapes import TopupRow
from app.usecases.loyalty.vouchers import VoucherSeen
from app.usecases.member.consents import ConsentRow
from app.usecases.member.find import MemberFile, MemberRow
from app.usecases.member.seen import SeenRow
from app.words import Words


@dataclass(frozen=True, slots=True)
class Dossier:
    """One member as they stand now. What a tab needs of its own is None until it was read."""

    file: MemberFile
    purse: Purse
    program: Program
    tiers: tuple[TierTerms, ...] = ()
    departments: tuple[Department, ...] = ()
    bought: tuple[TopupRow, ...] = ()
    vouchers: tuple[VoucherSeen, ...] = ()
    packages: tuple[Package, ...] = ()
    liked: tuple[str, ...] = ()
    uses: tuple[PackageUse, ...] | None = None
    rewards: tuple[RewardOffer, ...] | None = None
    statement: Statement | None = None
    people: People | None = None

    @property
    def member(self) -> Member:
        """Whose it is."""
        return self.file.member

    def plan_named(self, name: str, lang: str) -> str:
        """A plan's name in a language; one that is no longer sold keeps the name it had."""
        plan = next((one for one in self.program.plans if one.name == name), None)
        return plan.named(lang) if plan else name

    def tier(self, tier_id: str) -> TierTerms | None:
        """A tier's terms."""
        return next((one for one in self.tiers if one.tier_id == tier_id), None)


@dataclass(frozen=True, slots=True)
class People:
    """Who belongs to the member: family, advisor, others that may be the same person, and what
    was agreed to and looked at."""

    family: tuple[MemberRow, ...] = ()
    advisor: str = ""
    twins: tuple[MemberRow, ...] = ()
    merged: tuple[MemberRow, ...] = ()
    consents: tuple[ConsentRow, ...] = ()
    seen: tuple[SeenRow, ...] = ()
    photo: bytes = b""


@dataclass(frozen=True, slots=True)
class Frame:
    """What view-models ask beside the dossier: language, today, the shop's wall clock, rights."""

    words: Words
    today: date
    now_ms: int
    at: Callable[[int], datetime]
    may: Callable[[Permission], bool]
    shift: bool = True
    sign: str = "¥"

    def off(self, permission: Permission) -> str:
        """Why this person may not, or an empty text; a second person may be asked elsewhere."""
        return "" if self.may(permission) else self.words(f"member.off.{permission.value}")

    def till_off(self, permission: Permission | None = None) -> str:
        """The same for what needs an open shift."""
        if not self.shift:
            return self.words("members.use_off")
        return self.off(permission) if permission is not None else ""
