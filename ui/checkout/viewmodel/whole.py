"""The whole screen as one value: the left half, and whatever stands at the right."""

from __future__ import annotations

from dataclasses import dataclass

from ui.checkout.viewmodel.money.code import CodeVM
from ui.checkout.viewmodel.money.parts import (
    PinVM,
    PlanDoneVM,
    PlanPayVM,
    PlansVM,
    RewardsVM,
    WalletVM,
)
from ui.checkout.viewmodel.parts import (
    ApprovalVM,
    AskVM,
    DepartmentVM,
    DiscountVM,
    DoneVM,
    EmptyVM,
    EnrolVM,
    HelpVM,
    LeftVM,
    LoadingVM,
    MemberVM,
    OpenVM,
    ParkedVM,
    PayVM,
    QuantityVM,
    SellVM,
    WeighVM,
)

RightVM = (
    SellVM
    | PayVM
    | DoneVM
    | ApprovalVM
    | WeighVM
    | OpenVM
    | EmptyVM
    | LoadingVM
    | MemberVM
    | EnrolVM
    | QuantityVM
    | DiscountVM
    | AskVM
    | ParkedVM
    | DepartmentVM
    | HelpVM
    | WalletVM
    | PlansVM
    | PlanPayVM
    | PlanDoneVM
    | RewardsVM
    | PinVM
    | CodeVM
)


@dataclass(frozen=True, slots=True)
class CheckoutVM:
    """The whole screen. `mode` is for tests and the customer's screen."""

    mode: str
    left: LeftVM
    right: RightVM
