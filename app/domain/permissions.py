"""Who may do what at the till (F94): roles, what each may do, and how far a discount may go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import Refused
from app.domain.ids import OperatorId


class Role(StrEnum):
    """The four roles of the first market; a head office may one day name more."""

    CASHIER = "cashier"
    MANAGER = "manager"
    OWNER = "owner"
    TECHNICIAN = "technician"


class Permission(StrEnum):
    """One thing that a person may do, named as the journal names it."""

    SELL = "sell"
    DISCOUNT = "discount"
    PRICE_OVERRIDE = "price.override"
    CANCEL_BASKET = "basket.cancel"
    NO_SALE = "drawer.open"
    REPRINT = "reprint"
    SHIFT = "shift"
    X_REPORT = "x_report"
    CASH_MOVEMENT = "cash.movement"
    MEMBER_ENROL = "member.enrol"
    MEMBER_EDIT = "member.edit"
    MEMBER_FULL_PHONE = "member.full_phone"
    CATALOG_EDIT = "catalog.edit"
    STAFF_EDIT = "staff.edit"
    SETTINGS_EDIT = "settings.edit"
    DEVICES = "devices"
    HEALTH = "health"
    APPROVE = "approve"
    MEMBER_MONEY = "member.money"
    MEMBER_ADJUST = "member.adjust"
    MEMBER_REFUND = "member.refund"
    MEMBER_MERGE = "member.merge"
    MEMBER_ERASE = "member.erase"
    MEMBER_HEALTH = "member.health"
    MEMBER_EXPORT = "member.export"
    PROGRAM_EDIT = "program.edit"
    RETURN = "sale.return"
    VOUCHER_ISSUE = "voucher.issue"
    VOID = "sale.void"
    RETURN_BLIND = "return.blind"
    Z_CLOSE = "z.close"
    DIFFERENCE = "shift.difference"
    REPORTS = "reports"
    TRAFFIC = "traffic"
    STOCK = "stock"
    STOCK_COUNT = "stock.count"
    CASES = "cases"
    ATTENDANCE = "attendance"
    COMMISSION = "commission"
    TRAINING = "training"
    BACKUP = "backup"
    RESTORE = "restore"
    PROOF = "proof"


_CASHIER = frozenset(
    {
        Permission.SELL,
        Permission.DISCOUNT,
        Permission.REPRINT,
        Permission.SHIFT,
        Permission.MEMBER_ENROL,
        Permission.CANCEL_BASKET,
        Permission.MEMBER_MONEY,
        Permission.RETURN,
        Permission.STOCK_COUNT,
        Permission.TRAFFIC,
    }
)
_MANAGER = _CASHIER | {
    Permission.PRICE_OVERRIDE,
    Permission.NO_SALE,
    Permission.X_REPORT,
    Permission.CASH_MOVEMENT,
    Permission.MEMBER_EDIT,
    Permission.MEMBER_FULL_PHONE,
    Permission.CATALOG_EDIT,
    Permission.APPROVE,
    Permission.HEALTH,
    Permission.MEMBER_ADJUST,
    Permission.MEMBER_REFUND,
    Permission.MEMBER_MERGE,
    Permission.MEMBER_HEALTH,
    Permission.VOUCHER_ISSUE,
    Permission.VOID,
    Permission.RETURN_BLIND,
    Permission.Z_CLOSE,
    Permission.DIFFERENCE,
    Permission.REPORTS,
    Permission.STOCK,
    Permission.ATTENDANCE,
    Permission.TRAINING,
    Permission.BACKUP,
}
MATRIX: dict[Role, frozenset[Permission]] = {
    Role.CASHIER: _CASHIER,
    Role.MANAGER: frozenset(_MANAGER),
    Role.OWNER: frozenset(Permission),
    Role.TECHNICIAN: frozenset(
        {
            Permission.DEVICES,
            Permission.HEALTH,
            Permission.SETTINGS_EDIT,
            Permission.BACKUP,
            Permission.RESTORE,
            Permission.PROOF,
            Permission.TRAINING,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class DiscountLimits:
    """How much of a price each role may take off, in ppm of what it stood at (agreements 25)."""

    cashier_ppm: int = 100_000
    manager_ppm: int = 300_000
    owner_ppm: int = 1_000_000

    def of(self, role: Role) -> int:
        """The limit of `role`; a technician may give nothing away."""
        return {
            Role.CASHIER: self.cashier_ppm,
            Role.MANAGER: self.manager_ppm,
            Role.OWNER: self.owner_ppm,
        }.get(role, 0)


@dataclass(frozen=True, slots=True)
class Operator:
    """The person at the till. `language` is the screen's for this person (agreements 20).

    `allowed` is what the shop lets this person's role do; None where nobody ever changed it.
    """

    operator_id: OperatorId
    name: str
    role: Role
    language: str = "zh_CN"
    active: bool = True
    card_token: str = ""
    allowed: frozenset[Permission] | None = None

    @property
    def rights(self) -> frozenset[Permission]:
        """Everything this person's role may do here."""
        return MATRIX[self.role] if self.allowed is None else self.allowed

    def may(self, permission: Permission) -> bool:
        """Whether the role allows it and the person still works here."""
        return self.active and permission in self.rights


def require(operator: Operator, permission: Permission) -> None:
    """Refused `permission.missing` unless the operator may do it."""
    if not operator.may(permission):
        raise Refused("permission.missing", permission=permission.value, role=operator.role.value)
