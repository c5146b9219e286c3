"""Ten thousand random edits by somebody without the key: every one is named, at the right place."""

import random  # noqa: TID251 - seeded, the same edits every time
from collections import Counter

import pytest

from tests.usecases.proof import forged

EDITS = 10_000
PARTS = 4


@pytest.fixture(scope="module")
def program(tmp_path_factory):
    return forged.load(tmp_path_factory.mktemp("verify"))


def found(program, rows, *, anchors=(), known_key=b"", slow=False):
    """(epoch, seq, what) of the first finding, None when there is none; and the whole journal."""
    checked = program.Journal(anchors=anchors, known_key=known_key, slow=slow)
    checked.read(program.Doc(**row) for row in rows)
    checked.end((rows[-1]["epoch"], rows[-1]["seq"], rows[-1]["hash"]))
    first = checked.found[0] if checked.found else None
    return (first.epoch, first.seq, first.code) if first else None, checked


def anchor(program, row):
    return program.Anchor(forged.TID, row["epoch"], row["seq"], row["hash"].hex(), "Z 2")


def test_a_whole_journal_is_whole(program):
    rows = forged.journal()
    for slow in (False, True):
        first, checked = found(program, rows, anchors=[anchor(program, rows[-1])], slow=slow)
        assert first is None
        assert [one.name for one in checked.agreed] == ["Z 2"]
        assert checked.docs == len(rows) == 14


@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_random_edits_are_named(program, part):
    rows, ways = forged.journal(), Counter()
    known = [anchor(program, rows[-1])]
    dice = random.Random(20260912 + part)  # noqa: S311
    for number in range(EDITS // PARTS):
        bad = forged.tamper(rows, dice)
        first, checked = found(program, bad.rows, anchors=known)
        assert first is not None, (number, bad.how, bad.epoch, bad.seq)
        assert first[:2] == (bad.epoch, bad.seq), (number, bad.how, checked.found[:3])
        ways[bad.how] += 1
    assert len(ways) == 9
    assert min(ways.values()) > 100, ways


def test_without_the_library_a_rewritten_chain_is_named_all_the_same(program):
    """Only some signatures are looked at then, and each vouches for all documents before it."""
    rows = forged.journal()
    for at in range(1, len(rows)):
        bad = [dict(row) for row in rows]
        bad[at]["data"] = bad[at]["data"].replace(b'"op":"o"', b'"op":"p"')
        forged._rechain(bad, at)
        first, checked = found(program, bad, slow=True)
        assert first == (rows[at]["epoch"], rows[at]["seq"], "forged")
        assert checked.signed < len(rows) + 6


def test_a_thief_with_a_key_of_his_own_is_told_by_the_key_one_knows(program):
    rows = forged.journal()
    own = forged.TillSigner(forged.SEED).public_key
    stolen = [dict(row) for row in rows]
    key = forged.THIEF.public_key.hex().encode()
    for row in stolen:
        row["data"] = row["data"].replace(own.hex().encode(), key)
    forged._rechain(stolen, 0, resign=True)
    second = next(i for i, row in enumerate(stolen) if row["epoch"] == 2)
    old, new = rows[second - 1]["hash"].hex(), stolen[second - 1]["hash"].hex()
    stolen[second]["data"] = stolen[second]["data"].replace(old.encode(), new.encode())
    forged._rechain(stolen, second, resign=True)
    assert found(program, stolen)[0] is None  # nothing inside says so
    assert found(program, stolen, known_key=own)[0] == (2, 1, "key")
    assert found(program, stolen, anchors=[anchor(program, rows[9])])[0] == (2, 3, "anchor")


def test_a_cut_tail_is_seen_back_to_the_last_anchor(program):
    rows = forged.journal()
    for kept in range(1, len(rows)):
        cut = rows[:kept]
        assert found(program, cut)[0] is None
        for seen in (kept - 1, kept, len(rows) - 1):
            first, _ = found(program, cut, anchors=[anchor(program, rows[min(seen, 13)])])
            assert (first is not None) == (min(seen, 13) >= kept), (kept, seen)


def test_a_head_that_points_elsewhere_is_a_tail_that_was_touched(program):
    rows = forged.journal()
    checked = program.Journal()
    checked.read(program.Doc(**row) for row in rows)
    checked.end((2, 9, rows[-1]["hash"]))
    assert [one.code for one in checked.found] == ["tail"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"z_no": 4, "grand_minor": 100, "prev_grand_minor": 100}, "z_number"),
        ({"z_no": 3, "grand_minor": 101, "prev_grand_minor": 100}, "z_total"),
        ({"z_no": 3, "grand_minor": 90, "prev_grand_minor": 90}, "z_total"),
    ],
)
def test_a_z_must_go_on_from_the_one_before(program, body, code):
    """Signed rightly, by the till: its own program would have to be wrong."""
    rows = forged.journal()
    last = 3600 - 100
    body = {"z_no": body["z_no"]} | {
        name: value - 100 + last for name, value in body.items() if name != "z_no"
    }
    signer = forged.TillSigner(forged.SEED)
    forged.sealed(rows, "z.close", body, epoch=2, signer=signer)
    assert found(program, rows)[0] == (2, 8, code)


def test_a_receipt_number_that_is_left_out_is_named(program):
    rows = forged.journal()
    signer = forged.TillSigner(forged.SEED)
    forged.sealed(rows, "sale", {"counter": 11, "due": 5}, epoch=2, signer=signer)
    first, checked = found(program, rows)
    assert first == (2, 8, "receipt")
    assert checked.found[0].facts == {"first": 9, "last": 10}


def test_signatures_are_those_of_rfc_8032(program):
    """Test 3 of RFC 8032, and what is not a signature."""
    key = bytes.fromhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
    signature = bytes.fromhex(
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )
    message = bytes.fromhex("af82")
    fast = program.fast_verify()
    for verify in (program.slow_verify, fast):
        assert verify(key, signature, message)
        assert not verify(key, signature, b"other")
        assert not verify(key, bytes(64), message)
        assert not verify(key, signature[:-1], message)
        assert not verify(b"", signature, message)
    high = signature[:32] + (int.from_bytes(signature[32:], "little") + program.L).to_bytes(
        32, "little"
    )
    assert not program.slow_verify(key, high, message)  # malleable: s is not below the order
