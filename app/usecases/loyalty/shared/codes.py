"""Codes of vouchers and gift cards: nobody guesses one, a gift card's is kept nowhere (R65)."""

from __future__ import annotations

from app.domain.codes.bearer import bare, hash_of
from app.usecases.services import Services

__all__ = ["GIFT_CARD_LENGTH", "VOUCHER_LENGTH", "bare", "hash_of", "new_code"]

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
VOUCHER_LENGTH = 16  # 80 bits: whoever holds it has one voucher
GIFT_CARD_LENGTH = 20  # 100 bits: whoever holds it has money


def new_code(s: Services, length: int) -> str:
    """A fresh code: five bits a sign, out of the vault's own dice."""
    bits = int.from_bytes(s.vault.new_key())
    return "".join(ALPHABET[bits >> (5 * place) & 31] for place in range(length))
