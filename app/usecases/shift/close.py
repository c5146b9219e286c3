"""Ends a shift: the last count stands, its difference is posted, the drawer's content goes to the
safe, and the next operator can begin."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from app.domain.codes.cards import without_card
from app.domain.document import Body, Document, Kind, Posting
from app.domain.errors import Refused
from app.domain.ledger import DRAWER, OVER_SHORT, SAFE
from app.domain.permissions import Operator, Permission, require
from app.domain.pricing.basket import Approval
from app.domain.shift import CASH, ShiftReport, TenderGap
from app.domain.shift.terms import ShiftTerms, terms_of
from app.domain.shop import Shop
from app.domain.tendering import kind_of
from app.store import drafts, shifts
from app.store import shop as shops
from app.store.engine import Tx
from app.usecases import commit
from app.usecases.keeping.room import make_room
from app.usecases.outcome import Changes, Effect, Outcome, Print
from app.usecases.printing.enqueue import enqueue
from app.usecases.sale import basket_codec
from app.usecases.services import Services
from app.usecases.shift.count import closable, gaps_in, valid_count, worst
from app.usecases.shift.report import report_of
from app.usecases.staff.word import binding_of, require_word

ACTION = "shift.difference"


@dataclass(frozen=True, slots=True)
class Closing:
    """How a shift is to be closed: what of it was agreed to."""

    keep_parked: bool = False
    approval: Approval | None = None
    reason: str = ""
    handed_over: bool = False


def close(
    s: Services,
    operator: Operator,
    shift_id: str,
    *,
    keep_parked: bool = False,
    approval: Approval | None = None,
    reason: str = "",
) -> Outcome[ShiftReport]:
    """The closed shift's report, its slip printed. A basket at the counter must be finished first.

    A manager may close another's shift, who went home without it. `reason` are a person's words for
    a difference that nothing explains.
    Refused: `permission.missing`, `shift.not_open`, `shift.of_another`, `shift.basket_open`,
    `shift.parked` (n) until `keep_parked` says that parked baskets wait for the next shift,
    `shift.not_counted` where the shop wants a count, `shift.count_old` (something was sold or moved
    since the count), and for a difference above the shop's limit `approval.*`.
    """
    make_room(s)
    with s.db.write() as tx:
        closed, job_id = close_in(tx, s, operator, shift_id, Closing(keep_parked, approval, reason))
    effects: tuple[Effect, ...] = (Print(job_id),) if job_id else ()
    return Outcome(closed, Changes(shift=True, prints=True), effects)


def close_in(
    tx: Tx, s: Services, operator: Operator, shift_id: str, how: Closing
) -> tuple[ShiftReport, str]:
    """The same inside a transaction; the report and its print job (empty without a printer)."""
    require(operator, Permission.SHIFT)
    closable(tx, operator, shift_id)
    report = report_of(tx, shift_id, s.clock.now_ms())
    if any(_has_goods(one.data) for one in drafts.unfinished(tx)):
        raise Refused("shift.basket_open")
    if report.parked and not how.keep_parked:
        raise Refused("shift.parked", n=report.parked)
    shop = shops.load(tx)
    terms, counted = terms_of(shop), _counted(tx, shift_id)
    if counted is None and terms.must_count:
        raise Refused("shift.not_counted")
    report = replace(report, gaps=gaps_in(counted) if counted else ())
    word = _require_word(tx, s, operator, report, how)
    kept = content_minor(report) if how.handed_over else kept_minor(report, terms)
    doc = commit.seal(
        *(tx, s, Kind.SHIFT_CLOSE, _body(report, counted, how, word=word, kept_minor=kept)),
        operator_id=operator.operator_id,
        business_date=report.shift.business_date,
        postings=_postings(report, shop),
    )
    closed = replace(
        report,
        shift=replace(report.shift, closed_ms=report.at_ms),
        last_seq=doc.seq,
        head_hash=doc.hash.hex(),
        closed=True,
        kept_minor=kept,
    )
    return closed, enqueue(tx, s, "shift_close", s.paper.x_report(closed))


def content_minor(report: ShiftReport) -> int:
    """What lies in the drawer: what was counted, else what documents say."""
    cash = [one.counted_minor for one in report.gaps if one.kind == CASH]
    return cash[0] if cash else report.totals.cash_expected_minor


def kept_minor(report: ShiftReport, terms: ShiftTerms) -> int:
    """What stays in the drawer as the next float; the rest is handed in."""
    usual = report.shift.float_minor if terms.float_minor < 0 else terms.float_minor
    return max(0, min(usual, content_minor(report)))


def binding(shift_id: str, gaps: tuple[TenderGap, ...]) -> str:
    """What a second word is bound to: these differences of this shift, and no others."""
    told = [part for one in gaps for part in (one.kind, one.difference_minor)]
    return binding_of(ACTION, shift_id, *told)


def _counted(tx: Tx, shift_id: str) -> Document | None:
    """The count that the close takes. Refused `shift.count_old`."""
    doc = valid_count(tx, shift_id)
    if doc is None and shifts.counts(tx, shift_id):
        raise Refused("shift.count_old")
    return doc


def _require_word(
    tx: Tx, s: Services, operator: Operator, report: ShiftReport, how: Closing
) -> str:
    """The second word's id; empty when nothing was counted, or it differs by little."""
    if worst(report.gaps) <= terms_of(shops.load(tx)).limit_minor:
        return ""
    return require_word(
        *(tx, s, operator, Permission.DIFFERENCE, how.approval),
        action=ACTION,
        binding=binding(str(report.shift.shift_id), report.gaps),
    )


def _has_goods(data: str) -> bool:
    kept = basket_codec.read(data)
    return kept is not None and bool(kept[0].lines)


def _postings(report: ShiftReport, shop: Shop) -> tuple[Posting, ...]:
    """Differences to over/short, each against its tender's account (a sale keyed as another tender
    comes to nothing there); then the drawer is empty and the safe has it."""
    drawer = f"{DRAWER}.{shop.tid}"
    sums: dict[str, int] = {drawer: -content_minor(report), SAFE: content_minor(report)}
    for gap in report.gaps:
        account = drawer if gap.kind == CASH else kind_of(gap.kind).account
        sums[account] = sums.get(account, 0) + gap.difference_minor
        sums[OVER_SHORT] = sums.get(OVER_SHORT, 0) - gap.difference_minor
    return tuple((account, shop.currency_code, n) for account, n in sorted(sums.items()) if n)


def _body(
    report: ShiftReport, counted: Document | None, how: Closing, *, word: str, kept_minor: int
) -> Body:
    totals = asdict(report.totals)
    totals["by_tender"] = [list(one) for one in report.totals.by_tender]
    body: Body = {
        "shift_id": report.shift.shift_id,
        "at_ms": report.at_ms,
        "parked": report.parked,
        "totals": totals,
        "tax": [list(one) for one in report.tax],
        "first_seq": report.first_seq,
        "last_seq": report.last_seq,
        "head": report.head_hash,
        "expected": report.totals.cash_expected_minor,
        "kept": kept_minor,
        "handed_in": content_minor(report) - kept_minor,
    }
    if counted is not None:
        body |= {
            "counted": counted.body["counted"],
            "difference": counted.body["difference"],
            "tenders": counted.body["tenders"],
            "count_seq": counted.seq,
            "reason": without_card(how.reason).strip()[:200],
        }
    return body | ({"approval": word} if word else {})
