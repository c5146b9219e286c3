"""A member's statement: on the screen, as PDF, as Excel, on the receipt printer (R12).

Rows are folded from what documents moved of the member's assets, so that before, rows and after
always add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from app.domain.document import Body, Document, Kind
from app.domain.errors import Refused
from app.domain.loyalty.program import Program
from app.domain.loyalty.slip import Balance, Facts
from app.domain.member import mask_name, mask_phone
from app.domain.permissions import Operator, Permission, require
from app.domain.rights import NEVER, Asset, AssetKind
from app.domain.shop import Shop
from app.domain.slips import Balances, MemberStatement, ReceiptMember, SlipHead
from app.domain.slips import StatementRow as SlipRow
from app.reports import statement_pdf, statement_xlsx
from app.reports.statement import Statement, StatementRow
from app.store import journal, members
from app.store import shop as shops
from app.store.engine import Tx
from app.store.loyalty import merges, rights
from app.store.loyalty import program as programs
from app.usecases.loyalty.purse import now_of, read_in
from app.usecases.member.find import known
from app.usecases.member.seen import note_look
from app.usecases.outcome import Changes, Outcome, Print
from app.usecases.printing.balances import of_purse
from app.usecases.printing.enqueue import enqueue, require_printer
from app.usecases.printing.speaking import speaking_to
from app.usecases.services import Services

Fold = dict[Asset, int]
Moved = tuple[str, int, int, str, Asset, int]  # as rights.moved

_STORED = (AssetKind.PRINCIPAL, AssetKind.BONUS)
_SIGN = {AssetKind.POINTS: 1, AssetKind.DEBT: -1}
_ON_PAPER = {
    "package": "topup",
    "membership": "topup",
    "gift_card": "topup",
    "withdraw": "topup.refund",
}


def statement(
    s: Services, operator: Operator, member_id: str, from_on: str = "", until_on: str = ""
) -> Statement:
    """Rows from the postings. Dates empty: from the first day, until today. Reports' reader.

    Refused: `permission.missing`, `member.unknown`, `statement.dates`.
    """
    require(operator, Permission.MEMBER_MONEY)
    with s.db.report() as tx:
        shop, program = shops.load(tx), programs.load(tx)
        member = known(tx, merges.stays(tx, member_id))
        now_ms, today, _ = now_of(tx, s)
        first, last = _dates(from_on, until_on or today)
        moved = rights.moved(tx, *merges.holders(tx, member.member_id), until_on=last)
        before = [one for one in moved if one[0] < first]
        inside = [one for one in moved if one[0] >= first]
        opening, closing = _fold({}, before), _fold(_fold({}, before), inside)
        tier = next((one for one in shops.tiers(tx) if one.tier_id == member.tier_id), None)
        named = _Names(program)
        return Statement(
            member_id=str(member.member_id),
            member_name=mask_name(member.name) if member.name else "",
            member_phone=mask_phone(member.phone),
            tier_name=tier.named("zh_CN") if tier else "",
            tier_name_en=tier.named("en") if tier else "",
            shop_name=shop.shop_name,
            zone=shop.zone,
            currency=shop.currency_code,
            from_on=first or (inside[0][0] if inside else last),
            until_on=last,
            made_ms=now_ms,
            rows=_rows(tx, inside, opening, program),
            balances=named.balances(closing),
            stored_before=_stored(opening),
            bonus_before=_sum(opening, (AssetKind.BONUS,)),
            points_before=_points(opening),
            before=named.balances(opening),
            digits=shop.currency.digits,
        )


def _dates(first: str, last: str) -> tuple[str, str]:
    try:
        for one in (first, last):
            if one and date.fromisoformat(one).isoformat() != one:
                raise ValueError(one)
    except ValueError:
        raise Refused("statement.dates", first=first[:20], last=last[:20]) from None
    if first > last:
        raise Refused("statement.dates", first=first, last=last)
    return first, last


def _fold(start: Fold, moved: Iterable[Moved]) -> Fold:
    found = dict(start)
    for *_, asset, n in moved:
        found[asset] = found.get(asset, 0) + n
    return found


def _sum(fold: Fold, kinds: Sequence[AssetKind]) -> int:
    return sum(n for asset, n in fold.items() if asset.kind in kinds)


def _stored(fold: Fold) -> int:
    return _sum(fold, _STORED)


def _points(fold: Fold) -> int:
    return sum(n * _SIGN.get(asset.kind, 0) for asset, n in fold.items())


def _rows(
    tx: Tx, moved: Sequence[Moved], opening: Fold, program: Program
) -> tuple[StatementRow, ...]:
    """One for each document, with the balances after it."""
    found: list[StatementRow] = []
    stored, points = _stored(opening), _points(opening)
    bonus = _sum(opening, (AssetKind.BONUS,))
    for (epoch, seq), run in groupby(moved, key=lambda one: (one[1], one[2])):
        changed = _fold({}, run)
        doc = journal.document(tx, epoch, seq)
        if doc is None:
            continue
        more, of_it = _stored(changed), _sum(changed, (AssetKind.BONUS,))
        stored, bonus, points = stored + more, bonus + of_it, points + _points(changed)
        found.append(
            StatementRow(
                at_ms=doc.body.get("at_ms", doc.eff_ms),
                on=doc.business_date,
                kind=_kind(doc),
                ref=doc.body.get("no", ""),
                facts=_facts(doc.body, changed, program),
                stored_minor=more,
                bonus_minor=of_it,
                points=_points(changed),
                stored_after=stored,
                bonus_after=bonus,
                points_after=points,
            )
        )
    return tuple(found)


def _kind(doc: Document) -> str:
    """As the words `statement.<kind>` say it."""
    if doc.kind is Kind.TOPUP:
        return str(doc.body["plan_kind"])
    if doc.kind is Kind.TOPUP_REFUND and not doc.body.get("topup_id"):
        return "withdraw"
    return doc.kind.value


def _facts(body: Body, changed: Fold, program: Program) -> Facts:
    """What is named; `vouchers` and `uses` are how many came (or went, negative)."""
    named = program.reward(body.get("reward_id", "")) or program.plan(body.get("plan_id", ""))
    name = body.get("plan_name") or (named.named("zh_CN") if named else "")
    name_en = body.get("plan_name_en") or (named.named("en") if named else "")
    facts: list[tuple[str, str | int]] = [
        *(("name", name), ("name_en", name_en), ("reason", body.get("reason", "")))
    ]
    for key, kind in (("vouchers", AssetKind.VOUCHER), ("uses", AssetKind.PACKAGE)):
        if n := _sum(changed, (kind,)):
            facts.append((key, n))
    return tuple(facts)


class _Names:
    """Balances by kind and wallet or package, with names and the nearest end."""

    def __init__(self, program: Program) -> None:
        self._names = {
            one.wallet_id: (one.named("zh_CN"), one.named("en")) for one in program.wallets
        } | {
            one.package_plan_id: (one.named("zh_CN"), one.named("en"))
            for one in program.package_plans
        }

    def balances(self, fold: Fold) -> tuple[Balance, ...]:
        """Zeros are left out; vouchers all together."""
        order = list(AssetKind)
        held = [(asset, n) for asset, n in fold.items() if n]
        held.sort(key=lambda one: (order.index(one[0].kind), self._plan(one[0]), one[0].bucket))
        found: list[Balance] = []
        for (kind, plan), run in groupby(held, key=lambda one: (one[0].kind, self._plan(one[0]))):
            parts = list(run)
            ends = min((a.bucket for a, _ in parts if a.bucket != NEVER), default="")
            first = sum(n for a, n in parts if a.bucket == ends) if ends else 0
            name, name_en = self._names.get(plan, (plan if plan != "-" else "", ""))
            found.append(Balance(kind, sum(n for _, n in parts), name, first, ends, name_en))
        return tuple(one for one in found if one.n)

    def _plan(self, asset: Asset) -> str:
        return "-" if asset.kind is AssetKind.VOUCHER else asset.plan


def note_export(s: Services, operator: Operator, made: Statement, form: str) -> Outcome[None]:
    """Journal that a member's statement leaves as a file (R54); before `pdf` or `xlsx` is made.

    Writer thread. Refused `permission.missing`.
    """
    require(operator, Permission.MEMBER_MONEY)
    with s.db.write() as tx:
        note_look(
            *(tx, s, operator, made.member_id),
            what="export",
            why=f"statement.{form}",
            n=len(made.rows),
        )
    return Outcome(None)


def pdf(made: Statement, language: str) -> bytes:
    """The statement as PDF, with the bundled font."""
    return statement_pdf.pdf(made, language)


def xlsx(made: Statement, language: str) -> bytes:
    """The statement as an Excel workbook."""
    return statement_xlsx.xlsx(made, language)


def print_statement(s: Services, operator: Operator, made: Statement) -> Outcome[str]:
    """On the receipt printer; the job's id. Refused `printer.not_set`."""
    require(operator, Permission.MEMBER_MONEY)
    require_printer(s)
    with s.db.write() as tx:
        shop = speaking_to(shops.load(tx), members.get(tx, made.member_id))
        slip = _slip(tx, s, operator, made, shop)
        job = enqueue(tx, s, "statement", s.paper.member_statement(slip))
    return Outcome(job, Changes(prints=True), (Print(job),) if job else ())


def _slip(tx: Tx, s: Services, operator: Operator, made: Statement, shop: Shop) -> MemberStatement:
    """Its foot has what the member has now, when it goes until today."""
    foot = Balances()
    if made.until_on >= now_of(tx, s)[1]:
        purse = read_in(tx, s, made.member_id)
        foot = of_purse(purse, programs.load(tx), shops.tiers(tx), shop.paper_language)
    who = ReceiptMember(made.member_name, made.member_phone, made.tier_named(shop.paper_language))
    return MemberStatement(
        SlipHead(shop, operator.name, s.clock.now_ms(), member=who),
        made.from_on,
        made.until_on,
        tuple(
            SlipRow(
                *(one.at_ms, _ON_PAPER.get(one.kind, one.kind), one.ref),
                *(one.stored_minor, one.points),
            )
            for one in made.rows
        ),
        made.stored_before,
        made.stored_after,
        made.points_before,
        made.points_after,
        foot,
    )
