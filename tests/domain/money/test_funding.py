"""Which money paid for which line: rows, columns, and money that may not pay for everything."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import sale
from app.domain.errors import Refused
from app.domain.loyalty.money import funding
from app.domain.loyalty.money.funding import Fund, Funded, deal, funds_of, room
from app.domain.loyalty.package import PackageCover
from app.domain.loyalty.program import Program
from app.domain.loyalty.stored_value import Wallet
from app.domain.rights import Asset, Take
from app.domain.tendering import Tender, most_stored, of_packages
from tests.domain.builders import NYC, PRC
from tests.domain.money.world import Good, M, lot, priced_of


def only(*places):
    return frozenset(places)


def test_money_from_outside_is_dealt_in_proportion():
    funds = [Fund(1, "wechat", 500), Fund(2, "cash", 1000)]
    assert deal([300, 1200], funds, {}) == (((0, 100), (1, 200)), ((0, 400), (1, 800)))


def test_restricted_money_comes_first():
    funds = [Fund(1, "cash", 1000), Fund(2, "principal", 500)]
    assert deal([600, 900], funds, {1: only(0)}) == (((0, 100), (1, 500)), ((0, 900),))


def test_wallets_that_overlap_make_room_for_each_other():
    """A pays for lines 0 and 1, B for 1 and 2, C for 0 and 2: in proportion they would collide."""
    costs = [100, 100, 100]
    rules = {0: only(0, 1), 1: only(1, 2), 2: only(0, 2)}
    for amounts in itertools.permutations((160, 100, 40)):
        funds = [Fund(i + 1, "principal", n) for i, n in enumerate(amounts)]
        paid = deal(costs, funds, rules)
        assert [sum(n for _, n in row) for row in paid] == costs
        for fund, places in rules.items():
            given_ = {line for line, row in enumerate(paid) for f, _ in row if f == fund}
            assert given_ <= places


def test_what_finds_no_line_is_refused():
    with pytest.raises(Refused) as told:
        deal([100, 900], [Fund(1, "principal", 150), Fund(2, "cash", 850)], {0: only(0)})
    assert (told.value.code, told.value.facts) == ("stored.not_for_these", {"left_minor": 50})
    with pytest.raises(ValueError, match="exactly"):
        deal([100], [Fund(1, "cash", 99)], {})


@st.composite
def tables(draw):
    costs = draw(st.lists(st.integers(0, 300), min_size=1, max_size=5))
    places = range(len(costs))
    wants = draw(st.lists(st.sets(st.sampled_from(places), min_size=1), max_size=4))
    return costs, [frozenset(one) for one in wants]


@given(tables(), st.data())
def test_room_is_exactly_what_fits(table, data):
    """Money up to `room` is placed beside the others, one more is refused."""
    costs, wants = table
    placed = []
    for where in wants:
        most = room(costs, placed, where)
        assert 0 <= most <= sum(costs[i] for i in where)
        over = [(most + 1, where)]
        assert not fits(costs, [*placed, *over])
        placed.append((data.draw(st.integers(0, most)), where))
        assert fits(costs, placed)


def fits(costs, placed) -> bool:
    """Hall's condition, by trying every set of lines: the slow and certain way."""
    for size in range(1, len(placed) + 1):
        for some in itertools.combinations(placed, size):
            where = frozenset().union(*(lines for _, lines in some))
            if sum(n for n, _ in some) > sum(costs[i] for i in where):
                return False
    return True


@given(tables(), st.data())
def test_rows_are_costs_and_columns_are_funds(table, data):
    costs, wants = table
    funds, rules, placed = [], {}, []
    for where in wants:
        n = data.draw(st.integers(0, room(costs, placed, where)))
        rules[len(funds)] = where
        placed.append((n, where))
        funds.append(Fund(len(funds) + 1, "principal", n))
    rest = sum(costs) - sum(one.minor for one in funds)
    first = data.draw(st.integers(0, rest))
    for n in (first, rest - first):
        funds.append(Fund(len(funds) + 1, "cash", n))
    paid = deal(costs, funds, rules)
    assert [sum(n for _, n in row) for row in paid] == costs
    columns = [0] * len(funds)
    for line, row in enumerate(paid):
        for fund, n in row:
            assert n > 0
            assert line in rules.get(fund, range(len(costs)))
            columns[fund] += n
    assert columns == [one.minor for one in funds]


def test_a_tender_is_one_fund_a_lot():
    a, b = lot("a", "CNY.principal.general", 900), lot("b", "CNY.bonus.general", 300)
    funds = funds_of(1, "stored", 400, [Take(a, 300), Take(b, 100)])
    assert [(f.kind, f.minor, f.units, f.lot_id, f.holder) for f in funds] == [
        ("principal", 300, 300, "a", M),
        ("bonus", 100, 100, "b", M),
    ]
    with pytest.raises(ValueError, match="takes"):
        funds_of(1, "stored", 401, [Take(a, 300), Take(b, 100)])


def test_points_are_funds_by_their_lots_and_worth_their_share():
    a, b = lot("a", "PTS.points.-", 900), lot("b", "PTS.points.-.2027-01-31", 300)
    funds = funds_of(2, "points", 7, [Take(b, 300), Take(a, 401)])
    assert [(f.kind, f.minor, f.units) for f in funds] == [("points", 3, 300), ("points", 4, 401)]


def test_kinds_of_a_line():
    funds = (Fund(1, "principal", 5), Fund(1, "principal", 6), Fund(2, "cash", 9))
    made = Funded(funds, (((0, 5), (1, 6), (2, 1)), ((2, 8),)))
    assert made.by_kind(0) == (("principal", 11), ("cash", 1))
    assert (made.part(0, "principal"), made.part(1, "principal")) == (11, 0)


kinds = st.sampled_from(["principal", "bonus", "points", "gift", "package"])
with_lot = st.builds(
    Fund,
    st.integers(1, 12),
    kinds,
    st.integers(0, 99),
    st.integers(0, 99),
    st.just("l.1"),
    st.just(M),
    st.just(Asset.parse("CNY.bonus.food.2027-01-31")),
)
plain = st.builds(Fund, st.integers(1, 12), st.just("cash"), st.integers(0, 99))


@given(st.lists(with_lot | plain))
def test_a_document_gives_its_funds_back(some):
    assert funding.read(funding.body(Funded(tuple(some)))) == tuple(some)


# --- with a priced basket ------------------------------------------------------------------------

FOOD = Wallet("food", "餐", departments=("food",))
MIXED = Wallet("mixed", "餐饮", departments=("food", "drinks"))
PROGRAM = Program(wallets=(Wallet("general", "储值"), FOOD, MIXED))
GOODS = [Good(1000, 600, dept="food"), Good(1000, 900, dept="drinks"), Good(1000, 500)]


def stored(no: int, wallet: str, n: int) -> Tender:
    return Tender(no, "stored", n, n, reference=wallet)


def test_a_wallet_pays_for_its_goods_only():
    _, priced = priced_of(GOODS, PRC)
    assert most_stored(priced, (), FOOD, PROGRAM.wallets) == 600
    assert most_stored(priced, (), MIXED, PROGRAM.wallets) == 1500
    first = (stored(1, "mixed", 1200),)
    assert most_stored(priced, first, FOOD, PROGRAM.wallets) == 300
    assert most_stored(priced, first, PROGRAM.wallets[0], PROGRAM.wallets) == 800
    cash = (Tender(1, "wechat", 1700, 1700),)
    assert most_stored(priced, cash, FOOD, PROGRAM.wallets) == 300


def test_a_covered_line_leaves_no_room_for_a_wallet():
    cover = PackageCover("K", "k1", "套餐", 1, 600)
    _, priced = priced_of([replace(GOODS[0], cover=cover), *GOODS[1:]], PRC)
    packages = of_packages(priced)
    assert [(t.kind, t.amount_minor, t.reference) for t in packages] == [("package", 600, "K")]
    for tenders in ((), packages):
        assert most_stored(priced, tenders, FOOD, PROGRAM.wallets) == 0
        assert most_stored(priced, tenders, MIXED, PROGRAM.wallets) == 900
        assert most_stored(priced, tenders, PROGRAM.wallets[0], PROGRAM.wallets) == 1400


def test_fund_knows_wallets_packages_and_rounding():
    use = lot("k1", "PKG.package.wash", 2, group="K", value=900)
    cover = PackageCover("K", "k1", "套餐", 1, 450)
    goods = [Good(1000, 603, dept="food"), Good(1000, 450, dept="drinks", cover=cover)]
    _, priced = priced_of(goods, PRC)
    mine = lot("f", "CNY.principal.food", 500)
    tenders = (
        *of_packages(priced),
        stored(2, "food", 500),
        Tender(3, "cash", 100, 100, 0, -3),
    )
    made = sale.fund(priced, tenders, {2: [Take(mine, 500)]}, {2: Take(use, 1, 450)}, PROGRAM)
    assert [(f.kind, f.minor, f.units) for f in made.funds] == [
        ("package", 450, 1),
        ("principal", 500, 500),
        ("cash", 103, 0),
    ]
    assert made.paid == (((1, 500), (2, 103)), ((0, 450),))


def test_a_package_pays_no_tax_on_top():
    use = lot("k1", "PKG.package.wash", 2, group="K", value=2000)
    cover = PackageCover("K", "k1", "Wash", 1, 1000)
    _, priced = priced_of([Good(1000, 1000, cover=cover)], NYC)
    tenders = (*of_packages(priced), Tender(2, "cash", 89, 89))
    made = sale.fund(priced, tenders, {}, {1: Take(use, 1, 1000)}, PROGRAM)
    assert made.paid == (((0, 1000), (1, 89)),)


def test_a_cover_that_does_not_agree_with_its_line_is_a_bug():
    use = lot("k1", "PKG.package.wash", 2, group="K", value=900)
    cover = PackageCover("K", "k1", "套餐", 1, 450)
    _, priced = priced_of([Good(1000, 449, cover=cover)], PRC)
    with pytest.raises(ValueError, match="worth"):
        sale.fund(priced, of_packages(priced), {}, {1: Take(use, 1, 450)}, PROGRAM)


def test_a_wallet_that_is_gone_is_refused():
    _, priced = priced_of(GOODS[:1], PRC)
    mine = lot("f", "CNY.principal.old", 600)
    with pytest.raises(Refused, match=r"stored\.no_wallet"):
        sale.fund(priced, (stored(1, "old", 600),), {1: [Take(mine, 600)]}, {}, PROGRAM)


def test_a_wallet_of_some_goods_pays_no_other_line():
    mine = lot("f", "CNY.principal.food", 900)
    _, priced = priced_of(GOODS, PRC)
    tenders = (stored(1, "food", 500), Tender(2, "cash", 1500, 1500))
    made = sale.fund(priced, tenders, {1: [Take(mine, 500)]}, {}, PROGRAM)
    assert made.paid == (((0, 500), (1, 100)), ((1, 900),), ((1, 500),))
    tenders = (stored(1, "food", 601), Tender(2, "cash", 1399, 1399))
    with pytest.raises(Refused) as told:
        sale.fund(priced, tenders, {1: [Take(mine, 601)]}, {}, PROGRAM)
    assert (told.value.code, told.value.facts) == ("stored.not_for_these", {"left_minor": 1})
