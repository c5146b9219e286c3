"""Amounts that are none, in every field of a member's page that takes one: said, never written."""

import pytest

from app.domain import rights
from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.rights import Asset, AssetKind, Lot
from app.usecases.health.rebuild import check_projections
from app.usecases.member.merge import merge
from app.words import Words
from tests.ui.members.test_errands import page
from tests.usecases.money import Money

__all__ = ["page"]

BAD = ("-5", "0", "", "abc", "99999999999999", "1e5", "1.005", "--", "NaN", "1,2,3", "٣", "5 5")
FIELDS = (
    ("wallet", "withdraw", "amount"),
    ("points", "adjust", "n"),
    ("points", "give", "n"),
)


@pytest.mark.parametrize("typed", BAD)
@pytest.mark.parametrize(("tab", "code", "name"), FIELDS)
def test_what_is_no_amount_writes_nothing(page, rich, shop, tab, code, name, typed):
    one = page("王建国").act(tab, code)
    one.fill(what="part", why="complaint", reason="x", member=rich.other_id, to=rich.other_id)
    assert name in {field.name for field in one.form.fields}
    before = len(shop.documents())
    one.fill(**{name: typed})
    if not one.form.off:
        one.do()
    assert len(shop.documents()) == before, "nothing is written"
    assert one.form is not None
    said = [one.form.off, one.form.error, *(field.error for field in one.form.fields)]
    assert any(said), "and it is said"
    assert not any("⟦" in word for word in said)


def test_nobody_is_merged_into_themselves(rich, shop):
    before = len(shop.documents())
    with pytest.raises(Refused) as said:
        merge(shop.s, shop.owner, rich.member_id, rich.member_id)
    assert Words("en").error(said.value)
    assert len(shop.documents()) == before


def test_ten_thousand_lots_on_one_member_open_and_pay_out(page, rich, shop):
    """Each a top-up of its own: the page opens and a part is paid out, one lot after the other."""
    asset, holder, now = Asset.parse("CNY.principal.general.never"), f"m:{rich.member_id}", 1
    lots = [Lot(f"l{n:05d}", holder, asset, 10, 10, now) for n in range(10_000)]
    given = [rights.give(one) for one in lots]
    body = {"member_id": rich.member_id, "kind": "principal", "n": 100_000, "reason": "test"}
    Money(shop).seal(Kind.ADJUST, {**body, "approval": "", "at_ms": 1}, given)
    one = page().act("wallet", "withdraw")
    had = one.purse.total(AssetKind.PRINCIPAL)
    assert had > 100_000
    one.fill(what="part", amount="500.00").do()
    if one.view.approval is not None:
        one.approve("赵敏")
    assert one.form is None
    assert one.purse.total(AssetKind.PRINCIPAL) == had - 50_000
    assert not check_projections(shop.s)
