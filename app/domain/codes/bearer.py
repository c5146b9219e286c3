"""Codes that are worth something by themselves: vouchers `V:` and gift cards `G:` (R65).

A prefix and at least sixteen signs of Crockford's alphabet: a product's barcode is never one, and
nobody guesses one. What a person keys may have spaces, dashes and letters that look like figures.
"""

from __future__ import annotations

import hashlib
import re

LEAST, MOST = 16, 40
_SIGNS = re.compile(rf"[0-9A-HJKMNP-TV-Z]{{{LEAST},{MOST}}}")
_READ_AS = str.maketrans("ILO", "110")


def bare(text: str) -> str:
    """A code as it was made: without prefix, spaces and dashes, look-alikes read alike."""
    kept = re.sub(r"[\s-]", "", text).upper()
    return (kept[2:] if kept[:2] in ("V:", "G:") else kept).translate(_READ_AS)


def is_bearer(text: str) -> bool:
    """Whether a text has the prefix of a bearer's code; what follows may still be damaged."""
    return text[:2].upper() in ("V:", "G:")


def signs(text: str) -> str:
    """The signs of a bearer's code; empty when it is damaged or too short."""
    kept = bare(text)
    return kept if _SIGNS.fullmatch(kept) else ""


def hash_of(code: str) -> str:
    """What is kept of a gift card's code: its signs stand on paper and nowhere else."""
    return hashlib.sha256(code.encode()).hexdigest()
