"""What a key means now: by the open panel first, then by the machine's mode.

Actions are named as `ui.kit.Action` names them; which key they lie on is the keymap's business. The
buttons of the screen press the same actions, so a touch and a key can never differ.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.checkout.state import Mode
from app.domain.tendering import KINDS
from ui.checkout.front import (
    CANCEL_REASONS,
    DISCOUNT_REASONS,
    NO_SALE_REASONS,
    CancelPanel,
    CheckPanel,
    DepartmentPanel,
    DiscountPanel,
    EnrolPanel,
    HelpPanel,
    MemberPanel,
    NoSalePanel,
    Panel,
    ParkedPanel,
    QuantityPanel,
)
from ui.checkout.member_front import (
    GiftPanel,
    PlanDonePanel,
    PlanPayPanel,
    PlansPanel,
    RewardsPanel,
    WalletPanel,
)

if TYPE_CHECKING:
    from ui.checkout.presenter import CheckoutPresenter

Act = Callable[[], object]
REASONS: dict[type, tuple[str, ...]] = {
    DiscountPanel: DISCOUNT_REASONS,
    NoSalePanel: NO_SALE_REASONS,
    CancelPanel: CANCEL_REASONS,
}

GRID = {"line_up": -2, "line_down": 2, "left": -1, "right": 1}  # gifts stand two in a row


class Keys:
    """`press(action)` does it and says whether the counter knew what to do with it."""

    def __init__(self, presenter: CheckoutPresenter) -> None:
        self._p = presenter
        p = presenter
        self._always: dict[str, Act] = {
            "help": self._help,
            "lock": p.session.lock,
        }
        self._selling: dict[str, Act] = {
            "member": self._member,
            "top_up": p.plans.open,
            "rewards": p.rewards.open,
            "exchange": p.days.drop_exchange,
            "search": self._search,
            "quantity": p.goods.quantity,
            "discount": p.goods.discount,
            "park": p.days.park,
            "recall": p.days.parked,
            "price_check": p.scanning.check,
            "no_sale": p.goods.no_sale,
            "pay": p.paying.pay,
            "reprint": p.paying.reprint,
            "times": self._times,
            "remove_line": p.goods.remove,
            "cancel_sale": p.goods.cancel,
            "back": self._back,
            "confirm": p.scanning.entered,
            "line_up": lambda: self._move(-1),
            "line_down": lambda: self._move(1),
            "page_up": lambda: self._page(-1),
            "page_down": lambda: self._page(1),
        }
        self._paying: dict[str, Act] = {
            **{kind.key.replace("F", "tender_"): self._tender(kind.code) for kind in KINDS},
            "pay": p.paying.pay,
            "back": p.paying.back,
            "tender_2": lambda: p.paying.choose_kind("stored"),
            "tender_5": lambda: p.paying.choose_kind("points"),
            "tender_6": p.wallet.best_voucher,
            "tender_8": lambda: p.paying.choose_kind("gift"),
            "remove_line": p.paying.undo_last,
            "confirm": p.paying.confirm,
        }
        self._coding: dict[str, Act] = {"back": p.codes.cancel, "confirm": p.codes.leave}
        self._plan_money: dict[str, Act] = {
            **{kind.key.replace("F", "tender_"): self._plan_tender(kind.code) for kind in KINDS},
            "back": p.plans.back,
            "remove_line": p.plans.undo_last,
            "confirm": p.plans.confirm,
            "pay": p.plans.confirm,
        }
        self._halted: dict[str, Act] = {
            "search": self._search,
            "quantity": p.goods.department,
            "new": p.asking.new_item,
            "back": p.asking.acknowledge,
            "confirm": _deaf,
        }
        self._weighing: dict[str, Act] = {
            "back": self._leave,
            "quantity": p.weighing.whole,
            "confirm": p.weighing.take,
        }
        self._approving: dict[str, Act] = {
            "back": p.asking.leave,
            "line_up": lambda: p.asking.move(-1),
            "line_down": lambda: p.asking.move(1),
        }
        self._closed: dict[str, Act] = {"confirm": p.days.open_shift, "back": self._close_panel}

    def _tender(self, code: str) -> Act:
        return lambda: self._p.paying.choose(code)

    def _plan_tender(self, code: str) -> Act:
        return lambda: self._p.plans.choose(code)

    def _member(self) -> None:
        self._p.plans.forget()
        self._p.members.open()

    def press(self, action: str) -> bool:
        """Do what the action means; False when it means nothing.

        While a scan is still being looked up the key waits for it, and means what it means then.
        """
        inbox = self._p.counter.inbox
        if inbox.waiting and action not in self._always:
            inbox.put(lambda: self._press(action))
            return True
        return self._press(action)

    def _press(self, action: str) -> bool:
        mode = self._p.counter.mode
        table = {
            Mode.PAYING: self._paying,
            Mode.COMMITTING: {},
            Mode.HALTED: self._halted,
            Mode.WEIGHING: self._weighing,
            Mode.APPROVING: self._approving,
            Mode.CLOSED: self._closed,
        }.get(mode, self._selling)
        plan = isinstance(self._p.counter.front.panel, PlanPayPanel)
        if self._p.counter.front.code is not None and (plan or mode is Mode.PAYING):
            return self._do(self._coding.get(action) or self._always.get(action))
        if plan:
            return self._do(self._plan_money.get(action) or self._always.get(action))
        return self._do(self._on_panel(action) or table.get(action) or self._always.get(action))

    @staticmethod
    def _do(act: Act | None) -> bool:
        if act is None:
            return False
        act()
        return True

    # --- panels --------------------------------------------------------------------------------

    def _on_panel(self, action: str) -> Act | None:
        """What the open panel makes of a key, None when it leaves it to the counter."""
        p, panel = self._p, self._p.counter.front.panel
        if panel is None:
            return None
        if action == "back":
            return self._close_panel
        if action == "confirm":
            return self._confirm(panel)
        if isinstance(panel, RewardsPanel) and action in GRID:
            return lambda: p.rewards.move(GRID[action])
        if action in ("line_up", "line_down"):
            by = -1 if action == "line_up" else 1
            return lambda: self._move(by)
        if isinstance(panel, DiscountPanel) and action == "quantity":
            return p.goods.next_kind
        if isinstance(panel, MemberPanel) and action == "new":
            return p.members.enrol
        if isinstance(panel, MemberPanel) and action == "remove_line":
            return p.members.detach
        if isinstance(panel, WalletPanel) and action == "remove_line":
            return p.members.detach
        if isinstance(panel, PlansPanel) and action == "pay":
            return p.plans.take
        if isinstance(
            panel, EnrolPanel | QuantityPanel | DiscountPanel | DepartmentPanel | PlansPanel
        ):
            return _deaf if action in ("remove_line", "times") else None
        return None

    def _confirm(self, panel: Panel) -> Act:
        p = self._p
        acts: dict[type, Act] = {
            MemberPanel: p.members.confirm,
            EnrolPanel: p.members.save,
            QuantityPanel: p.goods.quantity_set,
            DiscountPanel: p.goods.discount_set,
            DepartmentPanel: p.goods.department_set,
            CheckPanel: self._checked,
            ParkedPanel: p.days.recall,
            NoSalePanel: p.goods.answer,
            CancelPanel: p.goods.answer,
            HelpPanel: self._close_panel,
            WalletPanel: _deaf,
            GiftPanel: p.scanning.gift,
            PlansPanel: p.plans.take,
            PlanDonePanel: _deaf,  # a double press must not take the change away unseen
            RewardsPanel: p.rewards.confirm,
        }
        return acts[type(panel)]

    def _checked(self) -> None:
        if self._p.counter.front.search is not None:
            self._p.scanning.entered()
        else:
            self._p.scanning.sell_checked()

    def _close_panel(self) -> None:
        self._p.plans.forget()
        if isinstance(self._p.counter.front.panel, RewardsPanel) and self._p.pins.draft:
            self._p.pins.leave()
            return
        self._p.counter.show(panel=None, search=None, notice=None)

    def _help(self) -> None:
        c = self._p.counter
        if isinstance(c.front.panel, HelpPanel):
            c.close()
        else:
            c.open(HelpPanel())

    # --- moving and leaving --------------------------------------------------------------------

    def _move(self, by: int) -> None:
        p, c = self._p, self._p.counter
        panel = c.front.panel
        if c.front.search is not None and c.front.search.rows:
            p.scanning.move(by)
        elif isinstance(panel, MemberPanel):
            p.members.move(by)
        elif isinstance(panel, ParkedPanel):
            p.days.move(by)
        elif isinstance(panel, PlansPanel):
            p.plans.move(by)
        elif isinstance(panel, DiscountPanel):
            p.goods.next_reason(by)
        elif isinstance(panel, NoSalePanel | CancelPanel):
            reasons = REASONS[type(panel)]
            p.goods.reason(reasons[(reasons.index(panel.reason) + by) % len(reasons)])
        elif isinstance(panel, QuantityPanel):
            p.goods.quantity_step(-by)
        elif panel is None:
            p.goods.move(by)

    def _back(self) -> None:
        c = self._p.counter
        if c.front.search is not None or c.front.panel is not None:
            self._close_panel()
        elif c.front.notice is not None:
            c.show(notice=None)
        elif c.mode is Mode.DONE or c.state.next_qty_milli:
            self._leave()

    def _leave(self) -> None:
        from app.domain.checkout.events import BackPressed

        c = self._p.counter
        c.gesture(lambda: c.fire(BackPressed()))

    def _search(self) -> None:
        """To the scan field, whatever is open."""
        c = self._p.counter
        if c.mode is Mode.HALTED:
            self._p.asking.acknowledge()
        c.close()

    def _times(self) -> None:
        search = self._p.counter.front.search
        self._p.goods.times(search.text if search else "")

    def _page(self, by: int) -> None:
        """The page of quick keys before or after."""
        front = self._p.counter.front
        place = front.page + by
        if 0 <= place < len(front.pages):
            self._p.scanning.page(place)


def _deaf() -> None:
    """A key that must do nothing here: Enter on the bar of an unknown code."""
