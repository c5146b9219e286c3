"""What a jurisdiction profile says about a sale: a sentence, and whether it must not be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LawNotice:
    """`code` is the rule (`law.face_limit`), `facts` fill its sentence, `blocks` forbids the sale.

    `text` is the owner's own sentence for it; empty: the word `law.<code>`. `asks`: `identity` or
    `transfer`, what the cashier must do so that it does not block.
    """

    code: str
    facts: tuple[tuple[str, str | int], ...] = ()
    blocks: bool = False
    text: str = ""
    asks: str = ""
