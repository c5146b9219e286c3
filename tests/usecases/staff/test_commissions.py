"""Commissions: which rule counts, a statement worked by hand, and months that stand."""

from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.permissions import Role
from app.domain.pricing.basket import Seller
from app.usecases.sale.complete import complete
from app.usecases.sale.return_goods import return_goods
from app.usecases.shift.close import close
from app.usecases.staff import commissions, edit
from app.usecases.staff.commission_rules import Line, Rule, check, rule_for
from tests.usecases.shop import APPLE, COLA, MILK

DAY, MONTH = "2026-09-12", "2026-09-01"


def rule(scope="all", key="", **more) -> Rule:
    facts = {"how": "percent", "ppm": 30_000, "minor": 0, "who": "", "from_on": MONTH}
    return Rule(more.pop("rule_id", ""), scope, key, **(facts | more))


def piece(minor: int, *args, **more) -> Rule:
    return rule(*args, how="piece", ppm=0, minor=minor, **more)


# --- which rule ---------------------------------------------------------------------------------

LINE = Line(DAY, "lin", Role.CASHIER, "cola", "drinks", "piece")
TOPUP = Line(DAY, "lin", Role.CASHIER, plan_id="gold")


@pytest.mark.parametrize(
    ("line", "rules", "counts"),
    [
        (LINE, {"a": rule()}, "a"),
        (LINE, {"a": rule(), "k": rule("kind", "piece")}, "k"),
        (LINE, {"k": rule("kind", "piece"), "d": rule("department", "drinks")}, "d"),
        (LINE, {"d": rule("department", "drinks"), "i": rule("item", "cola")}, "i"),
        (LINE, {"i": rule("item", "cola"), "p": rule(who="lin")}, "i"),
        (LINE, {"r": rule(who="role:cashier"), "p": rule(who="lin")}, "p"),
        (LINE, {"a": rule(), "r": rule(who="role:cashier")}, "r"),
        (LINE, {"a": rule(), "later": rule(from_on="2026-09-10")}, "later"),
        (LINE, {"a": rule(), "not_yet": rule(from_on="2026-09-13")}, "a"),
        (LINE, {"over": rule(until_on="2026-09-11")}, ""),
        (LINE, {"last_day": rule(until_on=DAY)}, "last_day"),
        (LINE, {"x": rule("item", "tea"), "y": rule("kind", "service"), "z": rule("plans")}, ""),
        (LINE, {"x": rule(who="role:manager"), "y": rule(who="wang")}, ""),
        (TOPUP, {"a": rule()}, ""),
        (TOPUP, {"all": rule("plans"), "one": rule("plan", "gold")}, "one"),
        (TOPUP, {"all": rule("plans"), "one": rule("plan", "silver")}, "all"),
    ],
)
def test_the_most_particular_rule_of_the_day_counts(line, rules, counts):
    named = [replace(one, rule_id=name) for name, one in rules.items()]
    found = rule_for(named[::-1], line)
    assert (found.rule_id if found else "") == counts


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("scope", {"scope": "sky"}),
        ("key", {"scope": "item"}),
        ("key", {"key": "cola"}),
        ("key", {"scope": "kind", "key": "sky"}),
        ("how", {"how": "gift"}),
        ("ppm", {"ppm": 0}),
        ("ppm", {"ppm": 1_000_001}),
        ("minor", {"minor": 5}),
        ("minor", {"how": "piece", "ppm": 0, "minor": 0}),
        ("ppm", {"how": "piece", "minor": 5}),
        ("from_on", {"from_on": ""}),
        ("until_on", {"until_on": "2026-08-31"}),
    ],
)
def test_what_makes_no_rule_is_refused_by_its_field(refused, field, wrong):
    with refused("commission.value") as said:
        check(replace(rule(), **wrong))
    assert said.facts == {"field": field}


# --- worked by hand ------------------------------------------------------------------------------


def sell(shop, shift, *names, who=None):
    basket = shop.basket(*names)
    return complete(shop.s, who or shop.cashier, shift.shift_id, basket, shop.paid(basket)).value


def stated(shop, **more):
    return commissions.statement(shop.s, shop.owner, DAY, "2026-09-30", **more)


def net(shop, name: str) -> int:
    rows = shop.rows("SELECT net_minor FROM sale_line WHERE name = ? LIMIT 1", name.split()[0])
    return rows[0][0]


def take_back(shop, shift, sale, line_no=1, qty=1000):
    how = {"reason": "unwanted"}
    return return_goods(
        shop.s, shop.cashier, shift.shift_id, sale.sale_id, ((line_no, qty),), **how
    )


def test_a_statement_by_hand(shop):
    shift = shop.shift()
    cola = shop.item(COLA)
    commissions.add_rule(shop.s, shop.owner, rule())
    commissions.add_rule(shop.s, shop.owner, piece(50, "item", cola.item_id))
    first = sell(shop, shift, COLA, COLA, MILK)
    sell(shop, shift, COLA)
    (person,) = stated(shop).people
    assert person.name == "林晓燕"
    by_key = {one.rule.key if one.rule else None: one for one in person.rows}
    milk = net(shop, MILK)
    assert (by_key[cola.item_id].qty_milli, by_key[cola.item_id].commission_minor) == (3000, 150)
    assert by_key[""].base_minor == milk
    assert by_key[""].commission_minor == (milk * 3 + 50) // 100
    take_back(shop, shift, first)
    (person,) = stated(shop).people
    back = {one.rule.key: one for one in person.rows}
    assert (back[cola.item_id].qty_milli, back[cola.item_id].commission_minor) == (2000, 100)
    assert back[""].commission_minor == (milk * 3 + 50) // 100


def test_sums_agree_with_the_sales_whatever_the_rules_say(shop):
    shift = shop.shift()
    commissions.add_rule(shop.s, shop.owner, rule("kind", "weighed"))
    first = sell(shop, shift, COLA, APPLE, MILK)
    sell(shop, shift, MILK, MILK)
    take_back(shop, shift, first, 3)
    ((sold,),) = shop.rows(
        "SELECT sum(l.net_minor) FROM sale_line AS l JOIN sale AS s USING (sale_id)"
        " WHERE s.bd >= ?",
        DAY,
    )
    ((back,),) = shop.rows(
        "SELECT sum(l.net_minor) FROM refund_line AS l JOIN refund AS r USING (refund_id)"
        " WHERE r.bd >= ?",
        DAY,
    )
    (person,) = stated(shop).people
    assert person.base_minor == sold - back
    assert None in [one.rule for one in person.rows]


def test_what_comes_back_later_is_taken_from_who_sold_it_by_the_rule_of_that_day(shop):
    shift = shop.shift()
    made = commissions.add_rule(shop.s, shop.owner, piece(50)).value
    sale = sell(shop, shift, COLA)
    close(shop.s, shop.cashier, shift.shift_id)
    shop.clock.pass_ms(25 * 86_400_000)
    commissions.end_rule(shop.s, shop.owner, made.rule_id, "2026-09-30")
    commissions.add_rule(shop.s, shop.owner, piece(80, from_on="2026-10-01"))
    later = shop.shift(shop.person("李伟"))
    back = ((1, 1000),)
    return_goods(
        *(shop.s, shop.person("李伟"), later.shift_id, sale.sale_id, back), reason="unwanted"
    )
    assert stated(shop).people[0].commission_minor == 50
    october = commissions.statement(shop.s, shop.owner, "2026-10-01", "2026-10-31")
    assert [(one.name, one.commission_minor) for one in october.people] == [("林晓燕", -50)]


def test_a_line_counts_for_who_served_it(shop):
    shift = shop.shift()
    commissions.add_rule(shop.s, shop.owner, piece(50))
    basket, li_wei = shop.basket(COLA, MILK), shop.person("李伟")
    served = replace(basket.lines[1], seller=Seller(li_wei.operator_id, li_wei.name))
    basket = basket.with_line(served)
    sale = complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket)).value
    assert [one.get("by") for one in shop.last_document().body["lines"]] == [
        None,
        li_wei.operator_id,
    ]
    lin, li = stated(shop).people
    assert {one.name: one.commission_minor for one in (lin, li)} == {"林晓燕": 50, "李伟": 50}
    take_back(shop, shift, sale, 2)
    assert {one.name: one.commission_minor for one in stated(shop).people}["李伟"] == 0


def test_a_role_is_the_one_of_the_day(shop):
    shift = shop.shift()
    commissions.add_rule(shop.s, shop.owner, piece(50, who="role:cashier"))
    sell(shop, shift, COLA)
    shop.clock.pass_ms(86_400_000)
    edit.change(shop.s, shop.owner, shop.cashier.operator_id, role=Role.MANAGER)
    (person,) = stated(shop).people
    assert person.commission_minor == 50
    commissions.add_rule(shop.s, shop.owner, piece(80, who="role:manager"))
    assert stated(shop).people[0].commission_minor == 50  # nobody was a manager when it was sold
    close(shop.s, shop.person("林晓燕"), shift.shift_id)
    sell(shop, shop.shift(), COLA)
    assert stated(shop).people[0].commission_minor == 50 + 80


def test_ones_own_is_everybodys_to_see(shop, refused):
    who = shop.cashier
    assert commissions.statement(shop.s, who, DAY, DAY, who.operator_id).people == ()
    with refused("permission.missing"):
        commissions.statement(shop.s, who, MONTH, DAY)
    with refused("permission.missing"):
        commissions.statement(shop.s, who, MONTH, DAY, shop.owner.operator_id)


# --- rules are documents, and months that are over stand ----------------------------------------


def test_only_who_may_makes_rules_and_each_change_is_a_document(shop, refused):
    with refused("permission.missing"):
        commissions.add_rule(shop.s, shop.manager, rule())
    made = commissions.add_rule(shop.s, shop.owner, rule()).value
    assert commissions.rules(shop.s) == (made,)
    doc = shop.last_document()
    assert (doc.kind, doc.operator_id) == (Kind.SETTINGS_CHANGE, shop.owner.operator_id)
    with refused("permission.missing"):
        commissions.end_rule(shop.s, shop.manager, made.rule_id, DAY)
    with refused("commission.unknown"):
        commissions.end_rule(shop.s, shop.owner, "nobody", DAY)


def test_no_rule_reaches_back_into_a_month_that_is_over(shop, refused):
    with refused("commission.past") as said:
        commissions.add_rule(shop.s, shop.owner, rule(from_on="2026-08-31"))
    assert said.facts == {"first": MONTH}
    made = commissions.add_rule(shop.s, shop.owner, rule()).value
    shop.clock.pass_ms(25 * 86_400_000)  # October
    with refused("commission.past"):
        commissions.end_rule(shop.s, shop.owner, made.rule_id, "2026-09-29")
    commissions.end_rule(shop.s, shop.owner, made.rule_id, "2026-09-30")
    shop.clock.pass_ms(31 * 86_400_000)  # November: what ended in September ended
    with refused("commission.past"):
        commissions.end_rule(shop.s, shop.owner, made.rule_id, "2026-11-30")


def test_a_rule_of_this_month_that_was_a_mistake_is_gone(shop):
    made = commissions.add_rule(shop.s, shop.owner, rule(from_on=DAY)).value
    commissions.end_rule(shop.s, shop.owner, made.rule_id, "2026-09-11")
    assert commissions.rules(shop.s) == ()
