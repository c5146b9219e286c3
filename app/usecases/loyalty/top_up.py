"""Sells a plan: a top-up, a package, a paid tier or a gift card, in one write transaction.

Read it top to bottom: was it sold already, may it be sold, what does the law say, is it paid, what
is given, then the sealed document, the paper waiting to be printed, and the tier judged anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain import posting
from app.domain import sale as sales_of
from app.domain.document import Body, Kind
from app.domain.errors import Refused
from app.domain.loyalty import counts
from app.domain.loyalty.law.limits import LawNotice, PlanFacts, check_sale
from app.domain.loyalty.money import funding
from app.domain.loyalty.money.funding import Funded
from app.domain.loyalty.money.topup import cost
from app.domain.loyalty.plan import Plan, PlanKind
from app.domain.loyalty.program import Program
from app.domain.loyalty.purse import Purse
from app.domain.member import Member
from app.domain.permissions import Operator, Permission, require
from app.domain.rights import AssetKind, member_holder
from app.domain.rights import body as moves_body
from app.domain.shift import Shift
from app.domain.shop import Shop
from app.domain.slips import GiftCardCode, TopUpSlip
from app.domain.tendering import Tender, kind_of
from app.store import journal
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import history, merges, rights, topups
from app.store.loyalty import program as programs
from app.usecases import commit
from app.usecases.loyalty.night.review import review_one
from app.usecases.loyalty.purse import day_of, read_in
from app.usecases.loyalty.selling import giving, offering, paying
from app.usecases.loyalty.selling.shapes import PlanOffer, PlanSale, PlanSold
from app.usecases.loyalty.shared import slips
from app.usecases.loyalty.shared.law_profiles import profile_of
from app.usecases.loyalty.shared.making import Day
from app.usecases.member.pin import check_pin
from app.usecases.outcome import Changes, Effect, KickDrawer, Outcome
from app.usecases.printing.enqueue import enqueue
from app.usecases.printing.speaking import speaking_to
from app.usecases.services import Services
from app.usecases.shift.open import require_selling
from app.usecases.tender.booking import require_approved

__all__ = ["LawNotice", "PlanOffer", "PlanSale", "PlanSold", "best", "law", "offers", "sell_plan"]


def offers(
    s: Services, member_id: str, channel: str = offering.COUNTER, *, language: str = "zh_CN"
) -> tuple[PlanOffer, ...]:
    """All active plans in the owner's order, those that cannot be had with the reason.

    `member_id` empty: gift cards only. Reader thread. Refused `member.unknown`.
    """
    with s.db.read() as tx:
        member = offering.member_of(tx, member_id)
        program, today = programs.load(tx), day_of(tx, s).today
        names = offering.names_in(tx, program, language)
        plans = sorted((one for one in program.plans if one.active), key=lambda p: p.position)
        return tuple(
            offering.offer_of(tx, plan, member, today, channel, names=names)
            for plan in plans
            if member is not None or plan.kind is PlanKind.GIFT_CARD
        )


def best(s: Services, member_id: str, amount_minor: int) -> PlanOffer | None:
    """The top-up plan that gives most for an amount; None when none fits. Reader thread."""
    with s.db.read() as tx:
        program = programs.load(tx)
    fit = [
        one
        for one in offers(s, member_id)
        if one.can
        and one.plan.kind is PlanKind.TOPUP
        and (
            one.pays_minor == amount_minor
            or (one.plan.open_amount and one.pays_minor <= amount_minor)
        )
    ]
    return max(fit, key=lambda one: cost(one.plan, program, {}).given_minor, default=None)


def law(
    s: Services,
    member_id: str,
    plan_id: str,
    amount_minor: int,
    *,
    identity: str = "",
    organisation: bool = False,
) -> tuple[LawNotice, ...]:
    """What the law says about this sale, to be shown before paying; as if it were paid in cash,
    which alone then blocks nothing. Reader thread."""
    with s.db.read() as tx:
        program = programs.load(tx)
        plan = _plan(program, plan_id)
        asked = _asked(tx, s, plan, offering.member_of(tx, member_id), amount_minor)
        asked = replace(asked, identity=bool(identity), organisation=organisation)
    profile = profile_of(program.law.code)
    firm = check_sale(profile, asked)
    by_cash = check_sale(profile, replace(asked, cash_minor=amount_minor))
    return (*firm, *(replace(one, blocks=False) for one in by_cash if one not in firm))


def sell_plan(
    s: Services, operator: Operator, shift_id: str, request: PlanSale
) -> Outcome[PlanSold]:
    """Seal the sale; a second call with the same `topup_id` gives the same and no effects.

    Refused: `permission.missing`, `shift.*`, `plan.unknown`, `plan.channel`, `plan.not_now`,
    `plan.needs_member`, `plan.not_for_tier`, `plan.once`, `plan.amount` (least_minor, most_minor),
    `member.unknown`, `member.inactive`, `topup.not_paid` (paid_minor, due_minor), `topup.tender`
    (tender), `pay.not_approved`, `topup.already_sold`, `stored.short`, `pin.*`, and the law's
    blocking codes.
    """
    return sell(s, operator, shift_id, request)


def sell(
    s: Services, operator: Operator, shift_id: str, request: PlanSale, *, plan: Plan | None = None
) -> Outcome[PlanSold]:
    """`sell_plan`; `plan` is one that stands in no list (change that is kept): its cash lies in the
    drawer already, and its slip is short."""
    require(operator, Permission.MEMBER_MONEY)
    _require_pin(s, request)
    listed = plan is None
    with s.db.write() as tx:
        made = topups.document(tx, request.topup_id)
        if made is not None:
            return Outcome(_again(tx, s, made.body, request))
        shift = require_selling(tx, s, operator, shift_id)
        shop, program = shops.load(tx), programs.load(tx)
        plan, day = plan or _plan(program, request.plan_id), day_of(tx, s)
        member = offering.member_of(tx, request.member_id)
        offering.require_sellable(tx, plan, member, day.today, offering.COUNTER)
        offering.require_amount(plan, request.amount_minor)
        sale = _Sale(shop, program, plan, member, day, request, shift)
        _require_law(tx, s, sale)
        sold, giving_, document = _seal(tx, s, operator, sale)
        if member is not None:
            review_one(tx, s, member.member_id, operator_id=operator.operator_id, why="topup")
            sold = replace(sold, purse=read_in(tx, s, member.member_id))
        jobs = _papers(tx, s, operator, sale, sold, given=giving_)
        sold = replace(sold, print_job=jobs[0])
    kicks = document["tenders"] if listed else []
    return Outcome(sold, _changes(member), _effects(kicks, jobs))


@dataclass(frozen=True, slots=True)
class _Sale:
    """What one sale of a plan is about."""

    shop: Shop
    program: Program
    plan: Plan
    member: Member | None
    day: Day
    request: PlanSale
    shift: Shift


def _plan(program: Program, plan_id: str) -> Plan:
    found = program.plan(plan_id)
    if found is None:
        raise Refused("plan.unknown")
    return found


def _require_pin(s: Services, request: PlanSale) -> None:
    """Above the shop's limit the member's own PIN is asked for what stored value pays (3.20)."""
    stored = paying.stored_minor(request.tenders)
    if not stored or not request.member_id:
        return
    with s.db.read() as tx:
        limit = programs.load(tx).stored.pin_above_minor
    if limit and stored > limit:
        check_pin(s, request.member_id, request.pin)


def _asked(
    tx: Tx,
    s: Services,
    plan: Plan,
    member: Member | None,
    amount_minor: int,
    *,
    tenders: tuple[Tender, ...] = (),
) -> PlanFacts:
    """What the law may look at: the amount, what the member will have, what they bought today."""
    today, after = day_of(tx, s).today, amount_minor
    bearer = plan.kind is PlanKind.GIFT_CARD  # whoever buys it, it belongs to whoever holds it
    sold: tuple[int, ...] = ()
    if member is not None:
        purse = read_in(tx, s, member.member_id)
        ids = merges.ids(tx, member.member_id)
        sold = tuple(
            one.paid_minor for one in topups.of(tx, *ids, limit=50) if one.business_date == today
        )
        adds = amount_minor if plan.kind is PlanKind.TOPUP else 0
        has = sum(lot.left for lot in purse.lots if lot.asset.kind is AssetKind.PRINCIPAL)
        after = amount_minor if bearer else adds + has
    cash = sum(one.amount_minor for one in tenders if one.kind == "cash")
    named = member is not None and not bearer
    return PlanFacts(plan.kind, amount_minor, named, after, cash, sold)


def _require_law(tx: Tx, s: Services, sale: _Sale) -> None:
    """Refused with the first notice that blocks (A8)."""
    request = sale.request
    asked = _asked(*(tx, s, sale.plan, sale.member, request.amount_minor), tenders=request.tenders)
    asked = replace(
        asked, identity=bool(request.identity.strip()), organisation=request.organisation
    )
    for notice in check_sale(profile_of(sale.program.law.code), asked):
        if notice.blocks:
            raise Refused(notice.code, **dict(notice.facts))


def _seal(
    tx: Tx, s: Services, operator: Operator, sale: _Sale
) -> tuple[PlanSold, giving.Giving, Body]:
    """The document with everything in it."""
    plan, request, day, member = sale.plan, sale.request, sale.day, sale.member
    paying.require_tender_kinds(plan, request.tenders, sale.program)
    paying.require_paid(request.amount_minor, request.tenders, sale.shop.rounding)
    require_approved(tx, request.topup_id, request.tenders)
    buyer, purse = _buyer(tx, s, member)
    paid = paying.pay(request.tenders, purse, sale.program, buyer.held)
    language = speaking_to(sale.shop, member).paper_language
    given = giving.give(
        *(s, plan, request.amount_minor, request.topup_id, buyer),
        program=sale.program,
        day=day,
        unit=sale.shop.currency_code,
        prices=offering.item_prices(tx, sale.program, day.now_ms),
        names=offering.names_in(tx, sale.program, language),
    )
    no = _number(tx, sale.shop)
    moves = (*paid.moves, *given.moves)
    body: Body = {
        "topup_id": request.topup_id,
        "no": no,
        "shift_id": sale.shift.shift_id,
        "at_ms": s.clock.now_ms(),
        "cur": sale.shop.currency_code,
        "member_id": member.member_id if member else "",
        "plan_id": plan.plan_id,
        "plan_kind": plan.kind.value,
        "plan_name": plan.name,
        "plan_name_en": plan.name_en,
        "amount": request.amount_minor,
        "tenders": [_tender_body(one) for one in request.tenders],
        "funds": funding.body(Funded(paid.funds)),
        "law": sale.program.law.code,
        "identity_seen": bool(request.identity.strip()),
        "moves": moves_body(moves),
        "counts": counts.body(given.counts),
        **given.body,
    }
    commit.seal(
        *(tx, s, Kind.TOPUP, body),
        operator_id=operator.operator_id,
        postings=posting.of_topup(
            *(request.tenders, moves),
            unit=sale.shop.currency_code,
            tid=sale.shop.tid,
            fee=_fee(tx, sale, given.prepaid_minor),
        ),
        business_date=sale.shift.business_date,
    )
    return _sold(body, given), given, body


def _buyer(tx: Tx, s: Services, member: Member | None) -> tuple[giving.Buyer, Purse | None]:
    if member is None:
        return giving.Buyer("", ""), None
    member_id, purse = member.member_id, read_in(tx, s, member.member_id)
    held = rights.held(tx, *merges.holders(tx, member_id))
    gifts = history.member_history(tx, member_id).given
    return giving.Buyer(member_id, member_holder(member_id), purse.lots, held, gifts), purse


def _number(tx: Tx, shop: Shop) -> str:
    """Slips count apart from receipts, gap-free per till: `01-03-1-T000012`."""
    head = journal.head(tx)
    if head is None:
        raise Refused("shop.missing")
    return f"{shop.tid}-{head.epoch}-T{topups.next_no(tx):06d}"


def _fee(tx: Tx, sale: _Sale, prepaid_minor: int) -> posting.Earning | None:
    """What a paid tier earns at once, at the rate of services."""
    minor = sale.request.amount_minor - prepaid_minor
    if not minor:
        return None
    tax = shops.book(tx, sale.shop).tax
    rates = {one.tax_class: one.rate_ppm for one in tax.classes}
    rate = rates.get("service", tax.classes[0].rate_ppm if tax.classes else 0)
    return posting.Earning("membership", rate if tax.included else 0, minor)


def _tender_body(one: Tender) -> Body:
    return {
        "no": one.no,
        "kind": one.kind,
        "amount": one.amount_minor,
        "given": one.given_minor,
        "change": one.change_minor,
        "rounding": one.rounding_minor,
        "ref": one.reference,
    }


def _sold(body: Body, given: giving.Giving | None = None) -> PlanSold:
    """The sale as its document says it."""
    tenders = sales_of.tenders(body)
    bearers = [one for one in body.get("vouchers", ()) if one["holder"].startswith("v:")]
    return PlanSold(
        topup_id=body["topup_id"],
        no=body["no"],
        plan_name=body["plan_name"],
        paid_minor=body["amount"],
        change_minor=sum(one.change_minor for one in tenders),
        given=given.given if given else giving.read_given(body["given"]),
        purse=None,
        tenders=tenders,
        codes_on_paper=len(bearers) + ("gift_card" in body),
    )


def _again(tx: Tx, s: Services, body: Body, request: PlanSale) -> PlanSold:
    """The second call of the same sale: the same answer. Refused `topup.already_sold`."""
    same = (request.plan_id, request.amount_minor, request.member_id)
    if same != (body["plan_id"], body["amount"], body["member_id"]):
        raise Refused("topup.already_sold", no=body["no"])
    purse = read_in(tx, s, body["member_id"]) if body["member_id"] else None
    return replace(_sold(body), purse=purse)


def _papers(
    tx: Tx,
    s: Services,
    operator: Operator,
    sale: _Sale,
    sold: PlanSold,
    *,
    given: giving.Giving,
) -> list[str]:
    """The slip with the card's code if there is one, then a paper for each bearer voucher."""
    now_ms = s.clock.now_ms()
    top = slips.head(tx, sale.shop, operator, now_ms, no=sold.no, member=sale.member)
    shop = top.shop
    card = None
    if given.card_code:
        shown = f"****{given.card_code[-4:]}"
        face = given.body["gift_card"]["face"]
        card = GiftCardCode(given.card_code, shown, face, given.card_until)
    slip = TopUpSlip(
        *(top, sale.plan.kind.value, sale.plan.named(shop.paper_language)),
        *(sold.paid_minor, sold.tenders, slips.given_lines(sold.given)),
        slips.balances(tx, shop, sold.purse, sale.program),
        card,
        slips.law_texts(sale.program, shop) if sale.plan.plan_id else (),
    )
    jobs = [enqueue(tx, s, "topup", s.paper.top_up(slip))]
    made = tuple(one.voucher for one in given.vouchers)
    return [*jobs, *slips.voucher_jobs(tx, s, top, made)]


def _changes(member: Member | None) -> Changes:
    who = frozenset({str(member.member_id)}) if member else frozenset[str]()
    return Changes(shift=True, prints=True, members=who)


def _effects(tenders: list[Body], jobs: list[str]) -> tuple[Effect, ...]:
    kick = any(kind_of(one["kind"]).opens_drawer for one in tenders)
    drawer: tuple[Effect, ...] = (KickDrawer(),) if kick else ()
    return (*drawer, *slips.prints(jobs))
