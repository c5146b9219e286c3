"""One card is one number, whatever its reader says of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.api.reading.card_numbers import (
    FORMAT_SETTINGS,
    CardFormat,
    Spelling,
    canonical,
    format_of,
    of_uid,
    settings_of,
)
from hardware.api.spec import complete
from hardware.fakes.readers.cards import spelled

HEX, DEC, W26 = Spelling.HEX, Spelling.DEC, Spelling.W26


@pytest.mark.parametrize(
    ("said", "kept", "number"),
    [
        ("04A1B2C3D4E580", CardFormat(), "04A1B2C3D4E580"),
        ("04 a1:b2-c3", CardFormat(), "04A1B2C3"),
        ("0x04A1B2C3", CardFormat(), "04A1B2C3"),
        ("C3B2A104", CardFormat(backwards=True), "04A1B2C3"),
        ("0013961168", CardFormat(DEC), "00D507D0"),
        ("13961168", CardFormat(DEC), "00D507D0"),
        ("4294967295", CardFormat(DEC), "FFFFFFFF"),
        ("4294967296", CardFormat(DEC), "0100000000"),
        (str(0x0499F0B38F7D80), CardFormat(DEC), "0499F0B38F7D80"),
        ("21302000", CardFormat(W26), "D507D0"),
        ("213,02000", CardFormat(W26), "D507D0"),
        ("0D00D507D0", CardFormat(keep=4), "00D507D0"),
        ("0013961168", CardFormat(DEC, keep=3), "D507D0"),
        ("0D00D507D00F", CardFormat(checksum=True), "0D00D507D0"),
        ("0D00D507D0DF", CardFormat(checksum=True), ""),
        ("25602000", CardFormat(W26), ""),
        ("21365536", CardFormat(W26), ""),
        ("04A1B2C", CardFormat(), ""),
        ("04A1", CardFormat(), ""),
        ("04A1B2C3D4E5", CardFormat(length=14), ""),
        ("00000000", CardFormat(), ""),
        ("04A1B2XX", CardFormat(), ""),
        ("²³¹⁴⁵⁶⁷⁸", CardFormat(DEC), ""),
        ("", CardFormat(), ""),
    ],
)
def test_spellings(said, kept, number):
    assert canonical(said, kept) == number


def test_8h10d_and_wiegand_26_are_the_same_fob():
    """What is printed on one: 0013961168 213,02000."""
    long, short = canonical("0013961168", CardFormat(DEC)), canonical("213,02000", CardFormat(W26))
    assert long[-6:] == short
    assert canonical("0013961168", CardFormat(DEC, keep=3)) == short


UIDS = st.sampled_from([4, 7, 8, 10]).flatmap(lambda n: st.binary(min_size=n, max_size=n))


@given(UIDS, st.booleans(), st.sampled_from([0, 3, 4]), st.booleans())
def test_the_same_card_at_two_readers_is_one_number(uid, backwards, keep, checksum):
    """A reader's learnt format undoes exactly what the reader does."""
    plain = of_uid(uid, CardFormat(keep=keep))
    other = CardFormat(HEX, backwards, keep, checksum=checksum)
    whole = CardFormat(HEX, backwards, 0, checksum=checksum)
    assert canonical(spelled(uid, whole), other) == plain


@given(st.binary(min_size=4, max_size=4).filter(lambda b: any(b[1:])))
def test_decimal_hex_and_wiegand_agree_on_three_bytes(uid):
    three = {
        canonical(spelled(uid, CardFormat(HEX)), CardFormat(HEX, keep=3)),
        canonical(spelled(uid, CardFormat(HEX, backwards=True)), CardFormat(HEX, True, 3)),
        canonical(spelled(uid, CardFormat(DEC)), CardFormat(DEC, keep=3)),
        canonical(spelled(uid, CardFormat(W26)), CardFormat(W26)),
    }
    assert three == {uid[-3:].hex().upper()}


@given(st.text(max_size=30), st.sampled_from(list(Spelling)), st.booleans(), st.integers(0, 10))
def test_any_text_is_a_number_or_nothing(said, spelling, backwards, keep):
    number = canonical(said, CardFormat(spelling, backwards, keep))
    assert number == "" or (len(number) >= 6 and bytes.fromhex(number))


def test_settings_and_format_are_the_same_thing():
    kept = CardFormat(DEC, backwards=True, keep=3, length=10)
    assert format_of(complete(FORMAT_SETTINGS, settings_of(kept))) == kept
    assert format_of(complete(FORMAT_SETTINGS, {})) == CardFormat()
