"""The receipt: goods with their reasons, how it was paid, and what the member has now.

Layout follows hardware.md 6.2: on wide paper a line is name, quantity x price and amount in one row
where they fit; on narrow paper the name stands alone. Widths are printer columns (a Han letter 2).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.domain.pricing.covers import said_of
from app.domain.pricing.priced import PriceAdjustment
from app.domain.receipt import Receipt
from app.domain.sale import Sale, SaleLine
from app.domain.template import RECEIPT
from app.domain.tendering import Tender
from app.peripherals.paper.balances import balances
from app.peripherals.paper.composed import composed
from app.peripherals.paper.rows import AMOUNT, NARROW, RULE, Rows
from app.words import paper_columns, percent, quantity, whole
from hardware.api.slip import Align, Cell, Columns, Cut, Feed, Item, Qr, Slip, Text
from hardware.api.slip_codec import slip_to_dict

WHOLE = "discount.basket"


class ReceiptPaper:
    """Lays one receipt out."""

    def __init__(self, rows: Rows) -> None:
        self._r, self._w = rows, rows.words

    def receipt(self, receipt: Receipt) -> dict[str, Any]:
        """A receipt, or its copy marked on top and bottom."""
        shop, mark = receipt.shop, self._r.copy_mark(receipt.copy_no, receipt.copied_by)
        items = composed(RECEIPT, shop, self._w.lang, self._parts(receipt), self._facts(receipt))
        return slip_to_dict(Slip((*mark, *items, *mark, Feed(3), Cut())))

    def _parts(self, receipt: Receipt) -> dict[str, list[Item]]:
        """The program's blocks, as the shop's template names them."""
        sale, shop = receipt.sale, receipt.shop
        width = shop.paper_columns
        lines = [self._heads(width), RULE]
        for line in sale.lines:
            lines += self._line(line, receipt, width)
        return {
            "shop": list(self._r.shop(shop)),
            "numbers": list(self._numbers(receipt)),
            "lines": lines,
            "totals": list(self._totals(receipt)),
            "tenders": [*self._tenders(receipt), *self._tax(sale)],
            "member": self._member(receipt),
            "proof": [RULE, Qr(receipt.proof, module=4 if width < 48 else 5)],
            "thanks": [Text(shop.footer or self._w("paper.thanks"), Align.CENTER)],
        }

    def _facts(self, receipt: Receipt) -> dict[str, str]:
        """The fields that the shop's own texts may name (`domain.template.FIELDS`)."""
        sale, member, after = receipt.sale, receipt.member, receipt.balances
        money = after.wallets[0].total_minor if after and after.wallets else None
        return {
            **self._r.facts(receipt.shop, receipt.operator_name, sale.short_no, sale.at_ms),
            "due": self._r.money(sale.payable_minor),
            "pieces": quantity(sale.pieces_milli),
            "saved": self._r.money(sale.saved_minor) if sale.saved_minor else "",
            "member": member.name_masked if member else "",
            "tier": member.tier_name if member else "",
            "points": whole(after.points) if after and after.points is not None else "",
            "earned": whole(receipt.earned) if receipt.earned else "",
            "balance": self._r.money(money) if money is not None else "",
        }

    def _numbers(self, receipt: Receipt) -> tuple[Item, ...]:
        sale, shop = receipt.sale, receipt.shop
        stamp = self._r.stamp(sale.at_ms, shop.zone)
        cashier = self._w("paper.cashier", name=receipt.operator_name)
        return (
            self._r.row(self._w("paper.number", no=sale.short_no), stamp),
            self._r.row(cashier, self._r.till(shop)),
        )

    # --- goods ---------------------------------------------------------------------------------

    def _line(self, line: SaleLine, receipt: Receipt, width: int) -> list[Item]:
        """The goods: one row where it fits, else the name above."""
        name = " ".join(part for part in (line.named(self._w.lang), line.spec) if part)
        unit = line.unit if line.kind == "weighed" else ""
        how = f"{quantity(line.qty_milli)}{unit}×{self._r.money(line.unit_price_minor)}"
        total = self._r.amount_cell(self._r.money(line.base_minor))
        if paper_columns(name) + paper_columns(how) + AMOUNT + 2 <= width:
            items: list[Item] = [Columns((Cell(name), Cell(how, Align.RIGHT, 0), total))]
        else:
            items = [Text(name), Columns((Cell("  " + how), total))]
        if line.weighed == "keyed":
            items.append(Text("  " + self._w("paper.weighed_by_hand")))
        if line.cover:
            key, facts = said_of(line.cover, self._w.lang)
            facts["name"] = dict(receipt.names).get(line.cover.package_id, facts["name"])
            off = self._r.money(-line.base_minor)
            return [*items, self._r.row("  " + self._w(key, **facts), off)]
        own = (step for step in line.adjustments if step.rule != WHOLE)
        return [*items, *(self._adjustment(step, receipt) for step in own)]

    def _heads(self, width: int) -> Item:
        """Heads over the lines; narrow paper has no room for the one in the middle."""
        middle = (Cell(self._w("paper.how"), Align.RIGHT, 0),) if width >= NARROW else ()
        last = self._r.amount_cell(self._w("paper.amount"))
        return Columns((Cell(self._w("paper.item")), *middle, last))

    def _adjustment(self, step: PriceAdjustment, receipt: Receipt, lead: str = "") -> Item:
        tier = receipt.member.tier_name if receipt.member else ""
        reason = f"reason.{step.reason}"
        said = self._w(reason) if reason in self._w else step.reason
        facts = {**dict(step.facts), "tier": tier, "reason": said}
        words = self._w(f"adjust.{step.rule}", **facts)
        return self._r.row(f"  {lead}{words}", self._r.money(step.amount_minor))

    def _off_all(self, receipt: Receipt) -> list[Item]:
        """What was taken off the whole sale, once: every line carries its share in the journal."""
        steps = [a for line in receipt.sale.lines for a in line.adjustments if a.rule == WHOLE]
        if not steps:
            return []
        whole = replace(steps[0], amount_minor=sum(one.amount_minor for one in steps))
        return [self._adjustment(whole, receipt, self._w("paper.of_which"))]

    # --- money ---------------------------------------------------------------------------------

    def _totals(self, receipt: Receipt) -> tuple[Item, ...]:
        r, sale = self._r, receipt.sale
        count = quantity(sale.pieces_milli)
        rows: list[Item] = [r.row(self._w("paper.total", count=count), r.money(sale.base_minor))]
        if sale.saved_minor:
            rows.append(r.row(self._w("paper.saved"), r.money(-sale.saved_minor)))
            rows += self._off_all(receipt)
        if sale.covered_minor:
            rows.append(r.row(self._w("tender.package"), r.money(-sale.covered_minor)))
        if not sale.tax_included:
            tax = sum(one.tax_minor for one in sale.tax)
            rows.append(r.row(self._w("paper.tax_added"), r.money(tax)))
        due = self._w(f"currency.{sale.currency}") + r.money(sale.payable_minor)
        return (*rows, r.bold(self._w("paper.due"), due))

    def _tenders(self, receipt: Receipt) -> list[Item]:
        sale, r = receipt.sale, self._r
        rows: list[Item] = []
        if sale.rounding_minor:
            minor = r.money(sale.rounding_minor, plus=True)
            rows.append(r.row(self._w("paper.rounding"), minor))
        for one in sale.tenders:
            if one.kind != "package":  # paid when it was bought
                rows += self._tender(one, receipt)
        if sale.change_minor:
            rows.append(r.row(self._w("paper.change"), r.money(sale.change_minor)))
        return rows

    def _tender(self, one: Tender, receipt: Receipt) -> list[Item]:
        """One way of paying; stored value says what of it was given (R6), points how many."""
        r, w = self._r, self._w
        name = dict(receipt.names).get(one.reference, "")
        parts = {p.kind: p for p in receipt.parts if p.tender_no == one.no}
        title = w(f"tender.{one.kind}")
        if one.kind == "stored":
            title = name or title
        elif one.kind == "points" and "points" in parts:
            title = w("paper.tender.points", n=parts["points"].units)
        elif name:
            title = f"{title} {name}"
        rows = [r.row(title, r.money(one.given_minor))]
        bonus, principal = parts.get("bonus"), parts.get("principal")
        if bonus is not None:
            own = principal.minor if principal else 0
            said = w("paper.tender.parts", principal_minor=own, bonus_minor=bonus.minor)
            rows.append(Text("  " + said))
        if one.kind == "gift" and one.reference in (rests := dict(receipt.rests)):
            rows.append(Text("  " + w("paper.tender.left", left_minor=rests[one.reference])))
        return rows

    def _tax(self, sale: Sale) -> list[Item]:
        taxed = [one for one in sale.tax if one.rate_ppm]
        if not taxed:
            return []
        word = "paper.tax_line" if sale.tax_included else "paper.tax_line_added"
        rows: list[Item] = [RULE]
        for one in taxed:
            said = self._w(word, rate=percent(one.rate_ppm), net_minor=one.net_minor)
            rows.append(self._r.row(said, self._r.money(one.tax_minor)))
        if worth := sale.due_minor - sale.payable_minor:  # or tax would not fit what was paid
            rows.append(Text(self._w("paper.tax.package", worth_minor=worth)))
        return rows

    # --- the member ----------------------------------------------------------------------------

    def _member(self, receipt: Receipt) -> list[Item]:
        if receipt.member is None:
            return []
        items: list[Item] = [RULE, *self._r.member(receipt.member)]
        after = receipt.balances
        if after is not None:
            if after.tier not in ("", receipt.member.tier_name):
                items.append(self._r.row(self._w("paper.tier.now"), after.tier))
            items += balances(self._r, after, receipt.earned, receipt.debt_paid)
            items += self._unearned(receipt)
        elif receipt.earned:
            items.append(Text(self._w("paper.points_earned", n=receipt.earned)))
        return items

    def _unearned(self, receipt: Receipt) -> list[Item]:
        """What of the payment earned nothing, so that nobody has to ask (R20)."""
        earns = receipt.balances.earns if receipt.balances else ()
        if not earns or not receipt.earned:
            return []
        kinds = dict.fromkeys(one.kind for one in receipt.parts if one.kind not in earns)
        names = [self._w(f"paper.source.{kind}") for kind in kinds]
        if not names:
            return []
        return [Text(self._w("paper.earns_not", what=self._w("paper.comma").join(names)))]
