"""Codes of vouchers and gift cards: nobody can guess one, and a gift card's is kept nowhere (R65).

Crockford's alphabet: no I, L, O, U, so that a code is read out and keyed without mistakes.
"""

from __future__ import annotations

import hashlib

from app.usecases.services import Services

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
VOUCHER_LENGTH = 13  # 65 bits: whoever holds it has one voucher
GIFT_CARD_LENGTH = 20  # 100 bits: whoever holds it has money
_READ_AS = str.maketrans("ILO", "110")


def new_code(s: Services, length: int) -> str:
    """A fresh code: five bits a sign, out of the vault's own dice."""
    bits = int.from_bytes(s.vault.new_key())
    return "".join(ALPHABET[bits >> (5 * place) & 31] for place in range(length))


def bare(code: str) -> str:
    """A code as it was made: prefix, spaces and dashes gone, letters that look alike read alike."""
    text = code.strip().upper()
    text = text[2:] if text[:2] in ("V:", "G:") else text
    return text.replace("-", "").replace(" ", "").translate(_READ_AS)


def hash_of(code: str) -> str:
    """What is kept of a gift card's code."""
    return hashlib.sha256(code.encode()).hexdigest()
