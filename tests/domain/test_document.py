"""The journal's envelope: golden bytes and hashes, that must never change for a written journal."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.document import (
    FIRST,
    Document,
    Kind,
    canonical,
    chain_hash,
    envelope,
    parse,
    unbalanced,
    without_floats,
)

POSTINGS = (("1010.001-03", "CNY", 1000), ("4010.food", "CNY", -885), ("2210.130000", "CNY", -115))


def document(**changes) -> Document:
    facts = {
        "tid": "001-03",
        "epoch": 1,
        "seq": 7,
        "kind": Kind.SALE,
        "business_date": "2026-09-12",
        "operator_id": "c1",
        "dev_ms": 1_789_000_000_000,
        "eff_ms": 1_789_000_000_001,
        "body": {"b": 1, "a": ["茶", True, None], "é": {"z": 0, "y": -5}},
        "postings": POSTINGS,
        "prev": FIRST,
        "data": b"",
        "hash": b"",
        **changes,
    }
    return Document(**facts)


GOLDEN = (
    '{"b":{"a":["茶",true,null],"b":1,"é":{"y":-5,"z":0}},"bd":"2026-09-12",'
    '"dev_ms":1789000000000,"eff_ms":1789000000001,"ep":1,"k":"sale","op":"c1",'
    '"post":[["1010.001-03","CNY",1000],["4010.food","CNY",-885],["2210.130000","CNY",-115]],'
    '"prev":"0000000000000000000000000000000000000000000000000000000000000000",'
    '"seq":7,"sv":1,"tid":"001-03","v":1}'
)
GOLDEN_HASH = "61080900307ce606b0672809bfe2fb778700155f1831639e14571e3beef30b02"


def test_golden_bytes_and_hash():
    data = canonical(envelope(document()))
    assert data.decode() == GOLDEN
    assert chain_hash(FIRST, data).hex() == GOLDEN_HASH
    assert chain_hash(b"\x01" * 32, data).hex() != GOLDEN_HASH


def test_a_document_is_read_as_it_was_written():
    data = canonical(envelope(document()))
    hash_ = chain_hash(FIRST, data)
    again = parse(data, hash_=hash_, signature=b"s" * 64)
    assert again == document(data=data, hash=hash_, signature=b"s" * 64)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"nonsense", b'{"tid":1}', b"\xff"])
def test_what_is_no_document(data):
    with pytest.raises((ValueError, KeyError, TypeError)):
        parse(data, hash_=b"")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**63), max_value=2**63 - 1)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), JSON, max_size=4))
def test_bytes_are_one_to_one_and_free_of_the_order_of_names(value):
    data = canonical(value)
    assert json.loads(data) == value
    assert canonical(json.loads(data)) == data
    assert canonical(dict(reversed(value.items()))) == data


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), JSON, max_size=5))
def test_bytes_are_what_any_json_writer_makes_of_them(value):
    """Whoever verifies the journal in fifty years has a JSON library, not ours."""
    said = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical(value) == said.encode()


@pytest.mark.parametrize("wrong", [{"a": 2**64}, {"a": -(2**63) - 1}, {"a": "\ud83d"}])
def test_what_no_reader_is_sure_to_read_has_no_bytes(wrong):
    """Whole numbers above 64 bits and halves of letters."""
    with pytest.raises(ValueError, match="document"):
        canonical(wrong)


@pytest.mark.parametrize(
    "wrong", [{"a": 1.0}, {"a": [{"b": 0.5}]}, {1: "a"}, {"a": (1, 2.5)}, {"a": b"x"}, {"a": {1}}]
)
def test_floats_and_other_things_have_no_bytes(wrong):
    assert not without_floats(wrong)
    with pytest.raises(ValueError, match="document"):
        canonical(wrong)


def test_what_does_not_balance_is_named():
    assert unbalanced(POSTINGS) == {}
    assert unbalanced((*POSTINGS, ("1010", "CNY", 1), ("9", "points", 5))) == {
        "CNY": 1,
        "points": 5,
    }
    assert unbalanced(()) == {}


def test_the_kinds():
    """agreements 3; a name in a written journal never changes."""
    assert [kind.value for kind in Kind] == [
        *("epoch.open", "shift.open", "shift.close", "sale", "basket.cancel", "cash.in"),
        *("cash.out", "drawer.open", "login", "approval", "reprint", "member.create"),
        *("member.edit", "catalog.change", "staff.change", "settings.change", "clock.jump"),
        "fault",
        *("refund", "topup", "topup.refund", "adjust", "opening", "expire", "redeem", "transfer"),
        *("voucher.issue", "package.change", "gift_card.change", "tier.change"),
        *("program.change", "member.merge", "member.unmerge", "member.erase", "member.seen"),
        *("shift.count", "shift.hand_over", "z.close", "z.seen", "traffic", "case.open"),
        *("case.close", "role.change", "attendance", "training", "stock.receive", "stock.adjust"),
        *("stock.count", "stock.transfer", "stock.write_off", "anchor.seen"),
        *("pay.attempt", "pay.result"),
    ]
