"""The demo shop with its programme, and short ways to sell a plan and look at a purse."""

from app.cli.demo_program import furnish
from app.domain.document import Document
from app.domain.loyalty.purse import Purse
from app.domain.rights import AssetKind
from app.domain.tendering import Tender
from app.usecases.loyalty import purse, top_up
from app.usecases.loyalty.top_up import PlanSale, PlanSold
from app.usecases.member.find import page
from app.usecases.outcome import Outcome
from app.usecases.staff.approve import approve
from tests.usecases.shop import PINS, Shop

DAY = 86_400_000


class Money:
    """One shift of the manager, two members, everything the programme sells."""

    def __init__(self, shop: Shop, who: str = "王建国") -> None:
        self.shop, self.s = shop, shop.s
        furnish(shop.s, shop.owner)
        self.operator = shop.person(who)
        self.shift_id = shop.shift(self.operator).shift_id
        plain = [one.member_id for one in page(shop.s, limit=20) if one.tier_id == "regular"]
        self.one, self.other, self.third = plain[:3]

    def tender(self, minor: int, kind: str = "cash", ref: str = "") -> tuple[Tender, ...]:
        return (Tender(1, kind, minor, minor, reference=ref),)

    def sell(
        self, plan_id: str, *, minor: int = 0, kind: str = "cash", member: str | None = None, **more
    ) -> Outcome[PlanSold]:
        plan = next(p for p in self.program.plans if p.plan_id == plan_id)
        minor = minor or plan.price_minor
        ref = more.pop("ref", "general" if kind == "stored" else "")
        tenders = more.pop("tenders", self.tender(minor, kind, ref))
        wish = PlanSale(
            more.pop("topup_id", plan_id),
            self.one if member is None else member,
            *(plan_id, minor, tenders),
            identity=more.pop("identity", "身份证 1234"),
            **more,
        )
        return top_up.sell_plan(self.s, self.operator, self.shift_id, wish)

    @property
    def program(self):
        from app.usecases.loyalty.program import load

        return load(self.s)

    def purse(self, member: str = "") -> Purse:
        return purse.read(self.s, member or self.one)

    def has(self, kind: AssetKind, plan: str = "", member: str = "") -> int:
        return self.purse(member).total(kind, plan)

    def word(self, facts: dict, roles=("manager", "owner")):
        """A second person's approval for what was refused with these facts."""
        from app.domain.checkout.state import ApprovalRequest
        from app.domain.permissions import Permission, Role

        person = self.shop.owner
        asked = ApprovalRequest(
            *(facts["action"], Permission(facts["permission"]), tuple(Role(r) for r in roles)),
            *(facts["binding"], 0, 0, 0, 0, "test", None),
        )
        return approve(
            *(self.s, asked, person.operator_id, PINS[person.name]),
            sale_id="",
            shift_id=self.shift_id,
            asked_by=self.operator.operator_id,
        ).value

    def postings(self) -> dict[str, int]:
        """The last document's postings by account's first four figures, without holders."""
        return self.sums(self.shop.last_document())

    def sums(self, doc: Document) -> dict[str, int]:
        """A document's, so."""
        sums: dict[str, int] = {}
        for account, unit, minor in doc.postings:
            if unit == "CNY":
                sums[account[:4]] = sums.get(account[:4], 0) + minor
        return sums
