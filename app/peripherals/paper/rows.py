"""The pieces that every slip is made of: rows, heads, dates and amounts in the paper's language."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from app.domain.rights import NEVER
from app.domain.shop import Shop
from app.domain.slips import ReceiptMember, SlipHead
from app.domain.template import SLIP
from app.domain.tendering import Tender
from app.peripherals.paper.composed import composed
from app.words import Words, amount, clock, local, paper_columns
from hardware.api.slip import Align, Cell, Columns, Cut, Feed, Item, Qr, Rule, Slip, Text
from hardware.api.slip_codec import slip_to_dict

AMOUNT = 10  # columns of the amount at the right edge: `99,999.99` and a minus
RULE = Rule("-")
NARROW = 42  # columns below which a long row becomes two


class Rows:
    """Words and layout of one paper language; every kind of slip is made with one of these."""

    def __init__(self, words: Words) -> None:
        self.words = words

    # --- figures -------------------------------------------------------------------------------

    def money(self, minor: int, *, plus: bool = False) -> str:
        """An amount in figures."""
        return amount(minor, self.words.digits, plus=plus)

    def day(self, on: str) -> str:
        """A last day, `2026-09-30`: the one form that fits 58 mm; what never ends says so."""
        return self.words("paper.never") if not on or on == NEVER else on

    def stamp(self, at_ms: int, zone: str) -> str:
        """`2026-09-12 14:33` on the shop's wall clock."""
        when = local(at_ms, ZoneInfo(zone))
        return f"{when:%Y-%m-%d} {clock(when)}"

    @staticmethod
    def zone(shop: Shop) -> ZoneInfo:
        """The shop's time zone."""
        return ZoneInfo(shop.zone)

    # --- rows ----------------------------------------------------------------------------------

    @staticmethod
    def amount_cell(text: str) -> Cell:
        """The amount at the right edge: as wide as all of them, or as it needs."""
        return Cell(text, Align.RIGHT, cols=max(AMOUNT, paper_columns(text)))

    @staticmethod
    def row(left: str, right: str) -> Item:
        """Words at the left, a figure at the right edge."""
        return Columns((Cell(left), Cell(right, Align.RIGHT, 0)))

    @staticmethod
    def bold(left: str, right: str) -> Item:
        """The one figure that the slip is about."""
        return Columns((Cell(left), Cell(right, Align.RIGHT, 0)), wide=True, tall=True)

    @staticmethod
    def centre(text: str) -> Item:
        """A line in the middle."""
        return Text(text, Align.CENTER)

    # --- heads and feet ------------------------------------------------------------------------

    def copy_mark(self, copy_no: int, copied_by: str) -> tuple[Item, ...]:
        """What makes a copy known as one (agreements 4)."""
        if not copy_no:
            return ()
        mark = self.words("paper.copy", n=copy_no, operator=copied_by)
        return (Text(mark, Align.CENTER, bold=True),)

    def shop(self, shop: Shop, *, tax_no: bool = True) -> tuple[Item, ...]:
        """Who gives this paper."""
        below = "  ".join(part for part in (shop.branch, shop.phone) if part)
        items: list[Item] = [Text(shop.shop_name, Align.CENTER, wide=True, tall=True)]
        if below:
            items.append(Text(below, Align.CENTER))
        if tax_no and shop.tax_no:
            items.append(Text(self.words("paper.tax_no", no=shop.tax_no), Align.CENTER))
        return (*items, RULE)

    def till(self, shop: Shop) -> str:
        """The till's name, or its number."""
        return shop.till_name or self.words("paper.till", no=shop.till_no)

    def head(self, head: SlipHead, title: str) -> tuple[Item, ...]:
        """Title, number, when, who: the top of every slip but a receipt, below the shop."""
        stamp = self.stamp(head.at_ms, head.shop.zone)
        cashier = self.words("paper.cashier", name=head.operator_name)
        number = self.words("paper.number", no=head.no) if head.no else self.till(head.shop)
        return (
            Text(title, Align.CENTER, bold=True, tall=True),
            self.row(number, stamp),
            self.row(cashier, self.till(head.shop) if head.no else ""),
            RULE,
        )

    def member(self, member: ReceiptMember | None) -> tuple[Item, ...]:
        """Who it is for, masked."""
        if member is None:
            return ()
        name = member.name_masked if member.name_masked != member.phone_masked else ""
        who = self.words("paper.member", name=name, phone=member.phone_masked)
        return (self.row(" ".join(who.split()), member.tier_name),)

    def tenders(self, tenders: tuple[Tender, ...]) -> list[Item]:
        """How it was paid, and the change."""
        rows = [
            self.row(self.words(f"tender.{t.kind}"), self.money(t.given_minor)) for t in tenders
        ]
        change = sum(one.change_minor for one in tenders)
        return [*rows, self.row(self.words("paper.change"), self.money(change))] if change else rows

    def sign(self, shop: Shop) -> str:
        """The currency's sign on paper."""
        return self.words(f"currency.{shop.currency_code}")

    def facts(self, shop: Shop, operator: str, no: str, at_ms: int) -> dict[str, str]:
        """The fields that a shop's own texts may name on any slip (`domain.template.FIELDS`)."""
        date, time = self.stamp(at_ms, shop.zone).split(" ")
        return {
            "shop": shop.shop_name,
            "branch": shop.branch,
            "phone": shop.phone,
            "tax_no": shop.tax_no,
            "till": self.till(shop),
            "cashier": operator,
            "no": no,
            "date": date,
            "time": time,
        }

    def finish(self, head: SlipHead, items: list[Item], *, thanks: bool = True) -> dict[str, Any]:
        """The whole slip as the spool keeps it: `items` as its body, arranged by the template."""
        body = list(items)
        if head.proof:
            wide = head.shop.paper_columns >= NARROW
            body += [RULE, Qr(head.proof, module=5 if wide else 4)]
        foot = Text(head.shop.footer or self.words("paper.thanks"), Align.CENTER)
        parts = {
            "shop": self.shop(head.shop, tax_no=False),
            "body": body,
            "thanks": [foot] if thanks else [],
        }
        facts = self.facts(head.shop, head.operator_name, head.no, head.at_ms)
        mark = self.copy_mark(head.copy_no, head.copied_by)
        arranged = composed(SLIP, head.shop, self.words.lang, parts, facts)
        return slip_to_dict(Slip((*mark, *arranged, *mark, Feed(3), Cut())))
