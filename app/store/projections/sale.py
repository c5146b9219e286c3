"""A sale's rows: the sale, its lines with tax, its tenders (app/domain/sale.py has the words), what
vouchers and packages did in it; and the rows of what comes back of it.

Body of refund: {refund_id, sale_id (empty: without a receipt), shift_id, at_ms, member_id, lines:
[{n, qty, amount, tax, tax_class, ppm, dept, item, cost, pts, gro, stock: restock | write_off}],
funds: [{k, n}], cash_rounding, total, paid_out (cash), vouchers_back: [voucher_id], no,
tax_included, how: return | exchange | void | blind, reason}.
A line of a sale may say `by`: who served it.
"""

from __future__ import annotations

from app.domain.document import Body, Document
from app.store.engine import Tx
from app.store.projections import attempts, stock
from app.store.projections.loyalty import money

# what a member paid with, by the tender that it is counted under
_ASSETS = {"principal": "stored", "bonus": "stored"}


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
    attempts.booked(tx, sale_id, tenders)
    stock.sold(tx, lines)
    _discounts(tx, doc, lines)
    if body.get("vouchers"):
        use_vouchers(tx, body, doc.business_date)
    served = [(sale_id, one["n"], one["by"]) for one in lines if one.get("by")]
    if served:
        tx.many("INSERT INTO sale_line_by (sale_id, n, operator_id) VALUES (?, ?, ?)", served)
    covered = [one for one in lines if one.get("cover")]
    if covered:
        tx.many(
            "INSERT INTO package_use (sale_id, n, package_id, bd, uses) VALUES (?, ?, ?, ?, ?)",
            [
                (
                    *(sale_id, one["n"], one["cover"]["package_id"], doc.business_date),
                    one["cover"]["uses"],
                )
                for one in covered
            ],
        )


def _discounts(tx: Tx, doc: Document, lines: list[Body]) -> None:
    """What was taken off (positive), by rule and by its name, or the reason that somebody gave."""
    off: dict[tuple[str, str], int] = {}
    for line in lines:
        for one in line["adj"]:
            place = (one["rule"], str(one["facts"].get("name") or one["reason"]))
            off[place] = off.get(place, 0) - one["amount"]
    if off:
        body = doc.body
        tx.many(
            "INSERT INTO sale_discount (epoch, seq, n, sale_id, rule, name, amount_minor,"
            " operator_id, bd, shift_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(doc.epoch, doc.seq, n, body["sale_id"], *place, amount),
                    *(doc.operator_id, doc.business_date, body["shift_id"]),
                )
                for n, (place, amount) in enumerate(off.items(), 1)
            ],
        )


def use_vouchers(tx: Tx, body: Body, business_date: str) -> None:
    """Where a voucher was used; its lot goes by moves."""
    tx.many(
        "UPDATE voucher SET used_ms = ?, used_on = ?, used_sale = ? WHERE voucher_id = ?",
        [
            (body["at_ms"], business_date, body["sale_id"], one["voucher_id"])
            for one in body["vouchers"]
        ],
    )


def refund(tx: Tx, doc: Document) -> None:
    """Rows of what came back of a sale."""
    body = doc.body
    sale_id, included = body["sale_id"], body.get("tax_included", True)
    tx.sql(
        "INSERT INTO refund (refund_id, epoch, seq, counter, no, sale_id, member_id, shift_id,"
        " operator_id, bd, at_ms, total_minor, paid_out_minor, rounding_minor, how, reason)"
        " SELECT ?, ?, ?, coalesce(max(counter), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
        " FROM refund WHERE epoch = ?",
        (
            *(body["refund_id"], doc.epoch, doc.seq, body.get("no", ""), sale_id),
            *(body.get("member_id", ""), body["shift_id"], doc.operator_id, doc.business_date),
            *(body.get("at_ms", doc.eff_ms), body["total"], body.get("paid_out", 0)),
            *(body.get("cash_rounding", 0), body.get("how", "return"), body.get("reason", "")),
            doc.epoch,
        ),
    )
    tx.many(
        "INSERT INTO refund_line (refund_id, n, item_id, department_id, tax_class, rate_ppm,"
        " qty_milli, amount_minor, net_minor, tax_minor, cost_minor, points, growth, stock)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(body["refund_id"], one["n"], one["item"], one["dept"], one["tax_class"]),
                *(one["ppm"], one["qty"], one["amount"]),
                *(one["amount"] - (one["tax"] if included else 0), one["tax"], one.get("cost")),
                *(one.get("pts", 0), one.get("gro", 0), one.get("stock", "restock")),
            )
            for one in body["lines"]
        ],
    )
    stock.came_back(tx, body["lines"])
    tx.many(
        "UPDATE package_use SET uses = max(0, uses - ?) WHERE sale_id = ? AND n = ?",
        [(one["qty"] // 1000, sale_id, one["n"]) for one in body["lines"]],
    )
    tx.many(
        "UPDATE voucher SET used_ms = 0, used_on = '', used_sale = '' WHERE voucher_id = ?",
        [(one,) for one in body.get("vouchers_back", ())],
    )
    out: dict[str, int] = {"cash": -body.get("paid_out", 0)}
    for one in body.get("funds", ()):
        kind = _ASSETS.get(one["k"], one["k"])
        if kind != "cash":
            out[kind] = out.get(kind, 0) - one["n"]
    for kind, minor in body.get("net", ()):  # it pays for the sale beside, and goes nowhere
        out["exchange"] = out.get("exchange", 0) - minor
        if kind != "cash":
            out[kind] += minor
    money(tx, doc, list(out.items()))
