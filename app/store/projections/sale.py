"""A sale's rows: the sale, its lines with tax, its tenders (app/domain/sale.py has the words)."""

from __future__ import annotations

from app.domain.document import Document
from app.store.engine import Tx


def sale(tx: Tx, doc: Document) -> None:
    """Rows of a `sale` document."""
    body = doc.body
    sale_id = body["sale_id"]
    tenders, lines, taxes = body["tenders"], body["lines"], body["tax"]
    rates, included = {t["class"]: t["ppm"] for t in taxes}, body["tax_included"]
    tx.sql(
        "INSERT INTO sale (sale_id, epoch, seq, counter, receipt_no, shift_id, operator_id, bd,"
        " at_ms, currency, member_id, tier_id, base_minor, total_minor, due_minor, paid_minor,"
        " rounding_minor, change_minor, tax_minor, pieces_milli, voided_lines, overrides)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(sale_id, doc.epoch, doc.seq, body["counter"], body["no"], body["shift_id"]),
            *(doc.operator_id, doc.business_date, body["at_ms"], body["cur"]),
            *(body["member_id"], body["tier_id"], body["base"], body["total"], body["due"]),
            sum(t["amount"] for t in tenders),
            sum(t["rounding"] for t in tenders),
            sum(t["change"] for t in tenders),
            sum(t["tax"] for t in taxes),
            *(body["pieces"], len(body["voided"])),
            sum(a["rule"] == "price.override" for line in lines for a in line["adj"]),
        ),
    )
    tx.many(
        "INSERT INTO sale_line (sale_id, n, item_id, name, department_id, tax_class, rate_ppm,"
        " qty_milli, price_minor, base_minor, total_minor, net_minor, tax_minor, cost_minor)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(sale_id, one["n"], one["item"], one["name"], one["dept"], one["tax_class"]),
                *(rates[one["tax_class"]], one["qty"], one["price"], one["base"], one["total"]),
                *(one["total"] - (one["tax"] if included else 0), one["tax"], one["cost"]),
            )
            for one in lines
        ],
    )
    tx.many(
        "INSERT INTO sale_tender (sale_id, n, kind, amount_minor, given_minor, change_minor,"
        " rounding_minor, reference) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(sale_id, t["no"], t["kind"], t["amount"], t["given"], t["change"]),
                *(t["rounding"], t["ref"]),
            )
            for t in tenders
        ],
    )
