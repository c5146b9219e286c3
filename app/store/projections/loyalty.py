"""Rows of what is sold and given to members: plan sales, vouchers, cards, packages, tiers, terms.

Bodies, beside `moves` and `counts` (moves.py); amounts in minor units, `at_ms` may be left out:
topup          {topup_id, no, shift_id, at_ms, member_id, plan_id, plan_kind, plan_name, amount,
               tenders: [{kind, amount}], vouchers: [...], package?: {package_id, plan, holder,
               paid, from_on, until_on, lots: [id]}, gift_card?: {card_id, hash, last4, face,
               until_on}, tier?: {tier_id, on, until}, handed?}
topup.refund   {topup_id (empty: a withdrawal), shift_id, member_id, refund, tender, handed?,
               by_code?: [[kind, minor]] of it; the rest went by `tender`}
redeem         {redeem_id, member_id, reward_id, points, vouchers: [...], handed?}
voucher.issue  {campaign_id, why, vouchers: [{voucher_id, code, holder?, campaign_id, until_on,
               from_ms}]}
package.change {package_id, what: pause | resume | transfer | share, on, until_on, holder?, lots?}
gift_card.change {card_id, what: block | unblock | replace, new?: {card_id, hash, last4, face,
               until_on}}
tier.change    {members: [[member_id, tier_id, since, until, why, grace_until, next_on]],
               given?: [{m, tier_id, on, until, locked}]}
program.change {set: {noun: [data]}, removed: {noun: [id]}}
adjust, opening, expire, transfer: `moves` and `counts` say it all.

`vouchers` with a code, in any of them, are new ones; they are live when their lot is born.
`handed` are goods given beside a sale, as stock.py says.
"""

from __future__ import annotations

from app.domain.document import Body, Document, canonical
from app.domain.loyalty.program import NOUNS
from app.store.engine import Tx
from app.store.projections import attempts, stock

_MONEY = (
    "INSERT INTO till_money (epoch, seq, n, shift_id, kind, amount_minor) VALUES (?, ?, ?, ?, ?, ?)"
)
_GIVEN = (
    "INSERT INTO tier_given (member_id, epoch, seq, n, tier_id, from_on, until, locked, topup_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)

_TERM = (
    "INSERT INTO program_term (noun, term_id, position, data, removed) VALUES (?, ?, ?, ?, 0)"
    " ON CONFLICT (noun, term_id) DO UPDATE SET data = excluded.data, removed = 0"
)
_TERM_ORDERED = f"{_TERM}, position = excluded.position"


def money(tx: Tx, doc: Document, paid: list[tuple[str, int]]) -> None:
    """What came into the till (positive) or went out, beside sales, by kind of tender."""
    shift_id = doc.body.get("shift_id", "")
    rows = [
        (doc.epoch, doc.seq, n, shift_id, kind, amount)
        for n, (kind, amount) in enumerate(paid, 1)
        if amount
    ]
    tx.many(_MONEY, rows)


def topup(tx: Tx, doc: Document) -> None:
    """A plan was sold."""
    body = doc.body
    at_ms = body.get("at_ms", doc.eff_ms)
    tx.sql(
        "INSERT INTO topup (topup_id, epoch, seq, counter, no, member_id, plan_id, plan_kind,"
        " plan_name, shift_id, operator_id, bd, at_ms, paid_minor, refunded_minor)"
        " SELECT ?, ?, ?, coalesce(max(counter), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, -1"
        " FROM topup WHERE epoch = ?",
        (
            *(body["topup_id"], doc.epoch, doc.seq, body.get("no", ""), body["member_id"]),
            *(body["plan_id"], body["plan_kind"], body["plan_name"], body["shift_id"]),
            *(doc.operator_id, doc.business_date, at_ms, body["amount"], doc.epoch),
        ),
    )
    money(tx, doc, [(one["kind"], one["amount"]) for one in body.get("tenders", ())])
    stock.handed(tx, body)
    attempts.booked(tx, body["topup_id"], body.get("tenders", []))
    if package := body.get("package"):
        tx.sql(
            "INSERT INTO package (package_id, holder, plan, lots, paid_minor, bought_ms, from_on,"
            " until_on, paused_on, paused_days, topup_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?)",
            (
                *(package["package_id"], package["holder"], _json(package["plan"])),
                *(_json(package["lots"]), package["paid"], at_ms, package["from_on"]),
                *(package["until_on"], body["topup_id"]),
            ),
        )
    if card := body.get("gift_card"):
        _gift_card(tx, card, body["topup_id"], at_ms)
    if tier := body.get("tier"):
        tx.sql(
            _GIVEN,
            (
                *(body["member_id"], doc.epoch, doc.seq, 1, tier["tier_id"], tier["on"]),
                *(tier.get("until", ""), 0, body["topup_id"]),
            ),
        )


def topup_refund(tx: Tx, doc: Document) -> None:
    """Money went out for a plan sale that is taken back, or for stored value that is left."""
    body = doc.body
    topup_id = body.get("topup_id", "")
    by_code = [(kind, -minor) for kind, minor in body.get("by_code", ())]
    by_hand = -body["refund"] - sum(minor for _, minor in by_code)
    money(tx, doc, [(body.get("tender", "cash"), by_hand), *by_code])
    stock.handed(tx, body)
    if not topup_id:
        return
    tx.sql("UPDATE topup SET refunded_minor = ? WHERE topup_id = ?", (body["refund"], topup_id))
    tx.sql(
        "UPDATE tier_given SET until = date(?, '-1 day') WHERE member_id = ? AND topup_id = ?"
        " AND (until = '' OR until >= ?)",
        (doc.business_date, body["member_id"], topup_id, doc.business_date),
    )
    tx.sql(  # a top-up that was taken back is no longer the largest of its day
        "UPDATE member_day SET topup_minor = (SELECT coalesce(max(t.paid_minor), 0) FROM topup AS t"
        " WHERE t.member_id = member_day.member_id AND t.bd = member_day.bd"
        " AND t.plan_kind = 'topup' AND t.refunded_minor < 0)"
        " WHERE (member_id, bd) = (SELECT member_id, bd FROM topup WHERE topup_id = ?)",
        (topup_id,),
    )


def redeem(tx: Tx, doc: Document) -> None:
    """Points became a reward."""
    body = doc.body
    stock.handed(tx, body)
    tx.sql(
        "INSERT INTO reward_taken (redeem_id, reward_id, member_id, points, at_ms)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            *(body["redeem_id"], body["reward_id"], body["member_id"], body["points"]),
            body.get("at_ms", doc.eff_ms),
        ),
    )


def vouchers(tx: Tx, doc: Document) -> None:
    """New vouchers, whatever brought them."""
    body = doc.body
    why, campaign_id = body.get("why", doc.kind.value), body.get("campaign_id", "")
    at_ms = body.get("at_ms", doc.eff_ms)
    tx.many(
        "INSERT INTO voucher (voucher_id, code, campaign_id, holder, until_on, from_ms, issued_ms,"
        " why, live, used_ms, used_on, used_sale) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '', '')",
        [
            (
                *(one["voucher_id"], one["code"], one.get("campaign_id", campaign_id)),
                *(one.get("holder", ""), one["until_on"], one.get("from_ms", 0), at_ms, why),
            )
            for one in body["vouchers"]
            if isinstance(one, dict) and "code" in one
        ],
    )


def package_change(tx: Tx, doc: Document) -> None:
    """A package rests, runs again, goes to somebody else; its lots go by moves."""
    body = doc.body
    package_id, what, on = body["package_id"], body["what"], body.get("on", doc.business_date)
    if what == "pause":
        tx.sql("UPDATE package SET paused_on = ? WHERE package_id = ?", (on, package_id))
    elif what == "resume":
        tx.sql(
            "UPDATE package SET paused_days = paused_days"
            " + max(0, CAST(julianday(?) - julianday(paused_on) AS INTEGER)), paused_on = ''"
            " WHERE package_id = ? AND paused_on <> ''",
            (on, package_id),
        )
    for column in ("until_on", "holder"):
        if body.get(column):
            tx.sql(
                f"UPDATE package SET {column} = ? WHERE package_id = ?",  # noqa: S608
                (body[column], package_id),
            )
    if "lots" in body:
        tx.sql(
            "UPDATE package SET lots = ? WHERE package_id = ?", (_json(body["lots"]), package_id)
        )


def gift_card_change(tx: Tx, doc: Document) -> None:
    """A card is blocked, freed, or replaced by another, which its money goes to by moves."""
    body = doc.body
    state = {"block": "blocked", "unblock": "active", "replace": "replaced"}[body["what"]]
    tx.sql("UPDATE gift_card SET state = ? WHERE card_id = ?", (state, body["card_id"]))
    if new := body.get("new"):
        _gift_card(tx, new, body["card_id"], body.get("at_ms", doc.eff_ms))


def tier_change(tx: Tx, doc: Document) -> None:
    """The review's answers, or somebody's word."""
    members = doc.body.get("members", ())
    tx.many(
        "INSERT INTO member_tier (member_id, tier_id, since, until, why, grace_until, next_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (member_id) DO UPDATE SET"
        " tier_id = excluded.tier_id, since = excluded.since, until = excluded.until,"
        " why = excluded.why, grace_until = excluded.grace_until, next_on = excluded.next_on",
        members,
    )
    tx.many(
        "UPDATE member SET tier_id = ? WHERE member_id = ? AND tier_id <> ?",
        [(one[1], one[0], one[1]) for one in members],
    )
    tx.many(
        _GIVEN,
        [
            (
                *(one["m"], doc.epoch, doc.seq, n, one["tier_id"], one["on"]),
                *(one.get("until", ""), int(one.get("locked", False)), ""),
            )
            for n, one in enumerate(doc.body.get("given", ()), 1)
        ],
    )


def program_change(tx: Tx, doc: Document) -> None:
    """Terms come, change, go; what goes is kept for what still leans on it."""
    for noun, terms in doc.body.get("set", {}).items():
        name = NOUNS.get(noun, "")
        there = tx.all(
            "SELECT term_id, position FROM program_term WHERE noun = ? AND removed = 0", (noun,)
        )
        by_id = {data[name] if name else "": data for data in terms}
        whole = all(term_id in by_id for term_id, _ in there)  # their order is the owner's
        last = 0 if whole else max(position for _, position in there)
        tx.many(
            _TERM_ORDERED if whole else _TERM,
            [
                (noun, term_id, last + place, _json(data))
                for place, (term_id, data) in enumerate(by_id.items(), 1)
            ],
        )
    for noun, gone in doc.body.get("removed", {}).items():
        tx.many(
            "UPDATE program_term SET removed = 1 WHERE noun = ? AND term_id = ?",
            [(noun, one) for one in gone],
        )
    tx.sql(
        "INSERT INTO program_head (one, epoch, seq) VALUES (1, ?, ?)"
        " ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq",
        (doc.epoch, doc.seq),
    )


def nothing(tx: Tx, doc: Document) -> None:
    """Its moves and counts say it all."""


def _gift_card(tx: Tx, card: Body, topup_id: str, at_ms: int) -> None:
    tx.sql(
        "INSERT INTO gift_card (card_id, code_hash, last4, face_minor, state, until_on, topup_id,"
        " issued_ms) VALUES (?, ?, ?, ?, 'active', ?, ?, ?)",
        (
            *(card["card_id"], card["hash"], card["last4"], card["face"]),
            *(card.get("until_on", ""), topup_id, at_ms),
        ),
    )


def _json(value: object) -> str:
    """Canonical, so that the same row comes from the bytes of a document as from its values."""
    return canonical({"": value}).decode()[4:-1]
