"""The owner's day in few lines for the Z slip's QR: it reaches the owner without any network."""

from __future__ import annotations

from app.domain.shop import business_date
from app.reports import text
from app.store import shop as shops
from app.store.engine import Tx
from app.store.queries.reports.days import Days
from app.usecases.commit import effective_now
from app.usecases.report.day import report_of
from app.usecases.report.reading import Asked
from app.usecases.services import Services


def day_text(tx: Tx, s: Services, bd: str) -> str:
    """Of a business date, in the paper's language, in the transaction that closes it."""
    shop, now_ms = shops.load(tx), effective_now(tx, s)
    today = business_date(now_ms, shop.zone, shop.cutoff_hour)
    made = report_of(Asked(tx, shop, Days(tx), today, now_ms), bd)
    return text.qr(made, shop.paper_language)
