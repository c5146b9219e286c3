"""A member's paper speaks the language that their file names; nobody else's does."""

import json

import pytest

from app.domain.rights import AssetKind
from app.store import spool
from app.usecases.loyalty import adjust, packages, purse, redeem, statement
from app.usecases.member.edit import edit
from app.usecases.member.find import attach
from app.usecases.outcome import Print
from app.usecases.printing.settle import load
from app.usecases.sale.complete import complete
from app.usecases.sale.history import detail
from app.usecases.sale.reprint import reprint
from app.usecases.sale.return_goods import return_goods
from app.words import Words
from tests.usecases.loyalty.programme_shop import Money
from tests.usecases.shop import APPLE, COLA

SAYS = {  # what every slip of its kind says at its head, or at its end
    "topup": "paper.plan.topup",
    "package": "paper.package.pause",
    "redeem": "paper.redemption",
    "statement": "paper.statement",
    "sale": "tender.cash",
    "history": "tender.cash",
    "copy": "tender.cash",
    "refund": "paper.refund",
}


@pytest.fixture
def money(shop):
    return Money(shop)


def slip(money, made) -> str:
    (job,) = [one.job_id for one in made.effects if isinstance(one, Print)]
    return json.dumps(load(money.s, job), ensure_ascii=False)


def everything(money, member: str) -> dict[str, str]:
    """Each kind of slip that a member may get, as it goes to the printer."""
    s, who, shift = money.s, money.operator, money.shift_id
    found = {"topup": slip(money, money.sell("topup1000", member=member))}
    money.sell("delivery10", member=member)
    (package,) = purse.read(s, member).packages
    found["package"] = slip(money, packages.pause(s, who, package.package_id))
    adjust.adjust(s, money.shop.manager, member, AssetKind.POINTS, 480, reason="x")
    rewards = [one.reward for one in redeem.rewards(s, member) if one.can]
    made = redeem.redeem(s, who, shift, member, rewards[0].reward_id, redeem_id="r")
    found["redeem"] = slip(money, made)
    told = statement.statement(s, who, member)
    found["statement"] = slip(money, statement.print_statement(s, who, told))
    basket = money.shop.basket(COLA, APPLE, member=attach(s, member))
    sold = complete(s, who, shift, basket, money.shop.paid(basket))
    found["sale"] = slip(money, sold)
    found["history"] = json.dumps(detail(s, basket.sale_id).receipt, ensure_ascii=False)
    with s.db.write() as tx:
        spool.mark(tx, sold.value.print_job, "confirmed", s.clock.now_ms())
    found["copy"] = slip(money, reprint(s, who, basket.sale_id))
    back = return_goods(s, who, shift, basket.sale_id, ((1, 1000),), reason="临期")
    found["refund"] = slip(money, back)
    return found


@pytest.mark.parametrize(("named", "spoken"), [("en", "en"), ("zh_CN", "zh_CN"), ("", "zh_CN")])
def test_every_paper_of_a_member_speaks_their_language(money, named, spoken):
    edit(money.s, money.shop.manager, money.one, language=named)
    other = Words("zh_CN" if spoken == "en" else "en")
    found = everything(money, money.one)
    for kind, key in SAYS.items():
        assert Words(spoken)(key) in found[kind], kind
        assert other(key) not in found[kind], kind


def test_the_shops_own_paper_stays_and_a_language_is_one_of_two(money, refused):
    edit(money.s, money.shop.manager, money.one, language="en")
    basket = money.shop.basket(COLA)
    sold = complete(money.s, money.operator, money.shift_id, basket, money.shop.paid(basket))
    assert Words("zh_CN")("tender.cash") in slip(money, sold)
    with refused("language.unknown"):
        edit(money.s, money.shop.manager, money.one, language="fr")
