"""Goods that come back: the exact mirror of their sale, in any pieces (A4, R37, 3.7)."""

from app.domain.returns.document import Heading, body, went
from app.domain.returns.how import How, ReturnReason, Stock
from app.domain.returns.mirror import FundBack, GoodsBack, LineBack, mirror
from app.domain.returns.rights_back import Claw, claw, debt_lot, given_back

__all__ = [
    "Claw",
    "FundBack",
    "GoodsBack",
    "Heading",
    "How",
    "LineBack",
    "ReturnReason",
    "Stock",
    "body",
    "claw",
    "debt_lot",
    "given_back",
    "mirror",
    "went",
]
