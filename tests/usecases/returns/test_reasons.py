"""Why goods come back is the shop's own list; each says what becomes of the goods."""

from dataclasses import replace

import pytest

from app.domain.document import Kind
from app.domain.returns.how import (
    DEFAULTS,
    MOST_REASONS,
    ReturnReason,
    Stock,
    check_reasons,
    read_reasons,
    write_reasons,
)
from app.usecases.health.rebuild import check_projections
from app.usecases.returns.reasons import change_reasons, reasons, reasons_of
from app.usecases.shop.settings import load
from tests.usecases.returns.counter import back, sell_by
from tests.usecases.shop import COLA

BROKEN = ReturnReason("broken", "摔坏了", "Dropped", Stock.WRITE_OFF)
LIMIT = 20_000


def test_a_reason_says_what_becomes_of_the_goods(shop):
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(COLA, COLA), "cash")
    back(shop, shift, sale, (1, 1000), reason="unwanted")
    back(shop, shift, sale, (2, 1000), reason="faulty")
    rows = shop.rows(
        "SELECT r.how, r.reason, x.stock FROM refund AS r JOIN refund_line AS x USING (refund_id)"
        " WHERE r.sale_id = ? ORDER BY r.seq",
        sale.sale_id,
    )
    assert rows == [("return", "unwanted", "restock"), ("return", "faulty", "write_off")]


def test_the_owner_writes_other_reasons(shop, refused):
    shift = shop.shift()
    sale = sell_by(shop, shift, shop.basket(COLA), "cash")
    with refused("reason.unknown"):
        back(shop, shift, sale, (1, 1000), reason="broken")
    change_reasons(shop.s, shop.owner, (*DEFAULTS, BROKEN), limit_minor=LIMIT)
    assert BROKEN in reasons(shop.s)
    assert all(one.voids for one in reasons(shop.s, voids=True))
    back(shop, shift, sale, (1, 1000), reason="broken")
    body = shop.documents(Kind.REFUND)[-1].body
    assert (body["reason"], body["why"]) == ("broken", "摔坏了")
    change_reasons(shop.s, shop.owner, DEFAULTS, limit_minor=LIMIT)
    assert reasons_of(load(shop.s)) == DEFAULTS
    assert not check_projections(shop.s)


def test_nothing_is_written_when_nothing_changes(shop):
    docs = len(shop.documents())
    change_reasons(shop.s, shop.owner, DEFAULTS, limit_minor=LIMIT)
    assert len(shop.documents()) == docs


def test_who_may_not_change_settings_may_not_change_reasons(shop, refused):
    with refused("permission.missing"):
        change_reasons(shop.s, shop.cashier, (*DEFAULTS, BROKEN), limit_minor=LIMIT)


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ((*DEFAULTS, replace(BROKEN, name=" ")), "reason.name"),
        ((*DEFAULTS, replace(BROKEN, code="")), "reason.name"),
        ((*DEFAULTS, replace(BROKEN, name="坏" * 41)), "reason.name"),
        ((*DEFAULTS, replace(BROKEN, code="other")), "reason.twice"),
        ((*DEFAULTS, replace(BROKEN, name="其他")), "reason.twice"),
        (
            tuple(replace(BROKEN, code=f"r{n}", name=str(n), name_en="") for n in range(99)),
            "reason.too_many",
        ),
        (tuple(one for one in DEFAULTS if not one.voids), "reason.none_left"),
        (tuple(one for one in DEFAULTS if one.voids), "reason.none_left"),
    ],
)
def test_lists_that_are_none(known, code, refused):
    with refused(code):
        check_reasons(known)


def test_what_is_written_is_read_and_damage_falls_back():
    known = (*DEFAULTS, BROKEN)
    assert len(known) <= MOST_REASONS
    assert read_reasons(write_reasons(known)) == known
    for text in ("", "[]", "{", '[{"code": 5}]', '[{"code": "x"}]', "7"):
        assert read_reasons(text) == DEFAULTS
