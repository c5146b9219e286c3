"""What a person does with members' money in a story: top up, pay with it, use it, return goods."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.cli import demo_program
from app.cli.play import given
from app.cli.play.counter import Counter
from app.domain.checkout import events as ev
from app.domain.checkout.state import Mode
from app.domain.errors import Refused
from app.domain.loyalty.package import Package, PackageService
from app.domain.loyalty.purse import Purse
from app.domain.loyalty.stored_value import GENERAL
from app.domain.permissions import Role
from app.domain.tendering import Tender
from app.usecases.loyalty import program, top_up, vouchers
from app.usecases.member.find import search
from app.usecases.sale import member_at_counter, return_goods
from app.usecases.sale.identify_code import item_event
from app.usecases.sale.returning import Wish
from app.usecases.staff.login import people

Do = Callable[[Counter, str], None]


def programme(c: Counter, _: str) -> None:
    """The owner sets the demo shop's membership programme."""
    demo_program.furnish(c.s, next(one for one in people(c.s) if one.role is Role.OWNER))


def member(c: Counter, text: str) -> None:
    """The one member that a phone tail, a name or initials find."""
    found = search(c.s, text)
    if len(found) != 1:
        raise Refused("member.unknown")
    c.handle(member_at_counter.attach_member(c.s, found[0].member_id))


def sell_plan(c: Counter, text: str) -> None:
    """`plan`, or `plan amount`, paid in cash; the basket's member gets it."""
    name, _, last = text.rpartition(" ")
    for offer in top_up.offers(c.s, member_id(c)):
        if offer.plan.name in (text, name):
            amount = offer.pays_minor if offer.plan.name == text else given.amount(c, last)
            sale = top_up.PlanSale(
                c.clock.new_id(),
                member_id(c),
                offer.plan.plan_id,
                amount,
                (Tender(1, "cash", amount, amount),),
            )
            c.done(top_up.sell_plan(c.s, c.person(), c.open_shift().shift_id, sale))
            see_purse(c)
            return
    raise Refused("plan.unknown")


def see_purse(c: Counter) -> None:
    """The counter reads again what its member has."""
    c.handle(member_at_counter.purse_seen(c.s, member_id(c)))


def give_voucher(c: Counter, text: str) -> None:
    """The owner gives the basket's member one voucher of a campaign."""
    owner = next(one for one in people(c.s) if one.role is Role.OWNER)
    for campaign in program.load(c.s).campaigns:
        if campaign.name == text:
            ids = (member_id(c),)
            vouchers.issue(c.s, owner, campaign.campaign_id, member_ids=ids, reason="story")
            see_purse(c)
            return
    raise Refused("voucher.unknown")


def use_voucher(c: Counter, text: str) -> None:
    """One of the member's vouchers, by its campaign's name; or scanned again."""
    state = c.state
    held = (*purse(c).vouchers, *(state.basket.vouchers if state else ()))
    for voucher in held:
        if voucher.campaign.name == text:
            c.handle(ev.VoucherOffered(voucher))
            return
    raise Refused("voucher.unknown")


def drop_voucher(c: Counter, text: str) -> None:
    """A voucher out of the basket again."""
    for voucher in c.state.basket.vouchers if c.state else ():
        if voucher.campaign.name == text:
            c.handle(ev.VoucherDropped(voucher.voucher_id))
            return
    raise Refused("voucher.not_here")


def use_package(c: Counter, text: str) -> None:
    """`package`, or `package item`: one use of it."""
    for package in purse(c).packages:
        if text.startswith(package.plan.name):
            service = _service(c, package, text.removeprefix(package.plan.name).strip())
            found = item_event(c.s, service.item_id)
            if isinstance(found, ev.CodeUnknown):
                c.handle(found)
                return
            c.handle(ev.PackageUsed(package, found.item, found.unit_price_minor))
            return
    raise Refused("package.member_needed", name=text)


def _service(c: Counter, package: Package, name: str) -> PackageService:
    if not name:
        return package.plan.services[0]
    item_id = given.item(c, name).item_id
    for one in package.plan.services:
        if one.item_id == item_id:
            return one
    raise Refused("package.not_in_it", name=package.plan.name)


def uncover(c: Counter, text: str) -> None:
    """The line of that number is paid like any other."""
    c.handle(ev.CoverDropped(int(text)))


def stored(c: Counter, text: str) -> None:
    """`amount`, or `amount wallet`: out of stored value."""
    amount, name = given.split(text, 2)
    wallets = program.load(c.s).wallets
    wallet = next((one.wallet_id for one in wallets if one.name == name), name or GENERAL)
    _pay(c, "stored", given.money(c, amount), wallet)


def points(c: Counter, text: str) -> None:
    """Points for an amount."""
    _pay(c, "points", given.money(c, text))


def _pay(c: Counter, kind: str, minor: int, reference: str = "") -> None:
    if c.state is not None and c.state.mode is Mode.SELLING:
        c.handle(ev.PayPressed())
    c.handle(ev.TenderOffered(kind, minor, reference))


def take_back(c: Counter, text: str) -> None:
    """`1 2, 3 0.5 reason`: pieces or weights of lines of the last sale; `all reason`."""
    if c.last_sale is None:
        raise Refused("sale.none_yet")
    sale_id, shift_id = c.last_sale.sale_id, c.open_shift().shift_id
    pieces, reason = pieces_of(c, sale_id, text)
    made = return_goods.return_goods(c.s, c.person(), shift_id, sale_id, pieces, reason=reason)
    c.returned = made.value.returning
    c.done(made)


def pieces_of(c: Counter, sale_id: str, text: str) -> tuple[Wish, str]:
    """The lines of a sale that a story names, and why. Refused `return.nothing`."""
    first, _, rest = text.partition(" ")
    if first in ("all", "全部"):
        opened = return_goods.preview_return(c.s, sale_id).lines
        return tuple((one.line_no, one.open_milli) for one in opened if one.open_milli), rest
    found = re.fullmatch(r"((?:\d+ [\d.]+(?:, *|，)?)+) (\D.*)", text)
    if found is None:
        raise Refused("return.nothing")
    pairs = re.findall(r"(\d+) ([\d.]+)", found.group(1))
    return tuple((int(no), given.grams(qty)) for no, qty in pairs), found.group(2)


def member_id(c: Counter) -> str:
    """The basket's member. Refused `member.needed`."""
    if c.state is None or c.state.basket.member is None:
        raise Refused("member.needed", tender="stored")
    return c.state.basket.member.member_id


def purse(c: Counter) -> Purse:
    """What the basket's member has. Refused `member.needed`, `purse.not_read`."""
    member_id(c)
    if c.state is None or c.state.purse is None:
        raise Refused("purse.not_read")
    return c.state.purse


GESTURES: dict[str, Do] = {
    "membership": programme,
    "member": member,
    "sell plan": sell_plan,
    "give voucher": give_voucher,
    "voucher": use_voucher,
    "drop voucher": drop_voucher,
    "package": use_package,
    "uncover": uncover,
    "stored": stored,
    "points": points,
    "return": take_back,
}
