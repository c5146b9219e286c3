"""A day at the till in documents: one of every kind that closing, watching and stock make."""

from typing import Any

from app.domain.document import Document, Kind
from tests.store.tills import CHEN, Till

TODAY = "2026-09-10"


def receive(till: Till, **qty: int) -> Document:
    """Goods come, by item, in thousandths, at 1.50 each."""
    items = [{"item_id": item_id, "qty": n, "cost": 150} for item_id, n in qty.items()]
    return till.seal(Kind.STOCK_RECEIVE, {"items": items, "reason": "进货"})


def give_back(till: Till, sale: Document, refund_id: str, **more: Any) -> Document:
    """A sale's first line comes back whole, in cash."""
    line = sale.body["lines"][0]
    ppm = next(one["ppm"] for one in sale.body["tax"] if one["class"] == line["tax_class"])
    told = {
        "refund_id": refund_id,
        "sale_id": sale.body["sale_id"],
        "shift_id": sale.body["shift_id"],
        "member_id": sale.body["member_id"],
        "reason": "坏了",
        "lines": [
            {name: line[name] for name in ("n", "item", "dept", "tax_class", "qty", "tax", "cost")}
            | {"ppm": ppm, "amount": line["total"]}
        ],
        "funds": [{"k": "cash", "n": line["total"]}],
        "total": line["total"],
        "paid_out": line["total"],
    }
    return till.seal(Kind.REFUND, told | more)


def z_close(till: Till, z_no: int, **more: Any) -> Document:
    """The till's day ends here, whatever it was."""
    with till.db.read() as tx:
        head = tx.one("SELECT epoch, seq FROM head")
        first = tx.one("SELECT coalesce(max(seq), 0) + 1 FROM z_report WHERE epoch = ?", head[:1])
        sums = tx.one(
            "SELECT count(*), coalesce(sum(due_minor), 0) FROM sale WHERE (epoch, seq) >= (?, ?)",
            (head[0], first[0]),
        )
    body = {
        "z_no": z_no,
        "first_seq": first[0],
        "last_seq": head[1],
        "sales": sums[0],
        "sales_minor": sums[1],
        "refunds_minor": 0,
        "grand_minor": 0,
        "prev_grand_minor": 0,
        "difference_minor": -200,
    }
    return till.seal(Kind.Z_CLOSE, body | more)


def day(till: Till) -> None:
    """Everything once, over a till whose shift `s1` is open; after it `s2` is."""
    receive(till, cola=24_000, milk=6_000)
    sale = till.sell("cola", "milk", member=CHEN)
    give_back(till, sale, "back-1")
    give_back(till, till.sell("milk"), "back-2", how="void")
    give_back(
        *(till, till.sell("cola"), "back-3"),
        lines=[
            {"n": 1, "item": "cola", "dept": "drinks", "tax_class": "standard", "ppm": 130_000}
            | {"qty": 1000, "amount": 300, "tax": 35, "cost": 200, "stock": "write_off"}
        ],
        sale_id="",
        how="blind",
    )
    for kind, items in (
        (Kind.STOCK_ADJUST, [{"item_id": "cola", "qty": 500}]),
        (Kind.STOCK_COUNT, [{"item_id": "cola", "qty": -1500, "counted": 22_000}]),
        (Kind.STOCK_TRANSFER, [{"item_id": "milk", "qty": -2000, "reason": "去二店"}]),
        (Kind.STOCK_WRITE_OFF, [{"item_id": "pen", "qty": -1000}]),
    ):
        till.seal(kind, {"items": items, "reason": "盘点"})
    till.seal(Kind.TRAFFIC, {"bd": TODAY, "hours": [[9, 40], [10, 55]], "how": "counter"})
    till.seal(Kind.TRAFFIC, {"bd": TODAY, "hours": [[10, 56]], "how": "counter"})
    _people(till)
    _code_pay(till)
    case = {"rule": "no_sale", "subject": "c1", "bd": TODAY, "level": "look", "data": {"n": 9}}
    for case_id in ("k1", "k2", "k1"):
        till.seal(Kind.CASE_OPEN, {"case_id": case_id} | case)
    till.seal(Kind.CASE_CLOSE, {"case_id": "k1", "state": "dismissed", "reason": "换零钱"})
    for counted in (25_000, 20_500):
        till.seal(
            Kind.SHIFT_COUNT,
            {"shift_id": "s1", "counted": counted, "expected": 20_700, "tenders": []},
        )
    till.seal(Kind.SHIFT_HAND_OVER, {"shift_id": "s1", "to": "o1"})
    till.seal(Kind.SHIFT_CLOSE, {"shift_id": "s1", "counted": 20_500, "expected": 20_700})
    till.seal(Kind.SHIFT_OPEN, {"shift_id": "s2", "float": 20_000})
    z_close(till, 1)
    for sales in (3, 4):
        seen = {"tid": "01-04", "epoch": 1, "z_no": 8, "bd": TODAY, "data": {"sales": sales}}
        till.seal(Kind.Z_SEEN, seen)
    till.seal(Kind.ANCHOR, {"reason": "usb", "epoch": 1, "upto": 9})
    for what in ("start", "end"):
        till.seal(Kind.TRAINING, {"what": what, "training_id": "t1"})


def _code_pay(till: Till) -> None:
    """A payment that went through, one that was given up, one that came too late."""
    told = {"what": "pay", "kind": "wechat", "amount": 300, "cur": "CNY", "shift_id": "s1"}
    ends = (("a1", ("approved",)), ("a2", ("reversing", "reversed")), ("a3", ("giving_back",)))
    for name, states in ends:
        at = {"attempt_id": name, "sale_id": "none", "at_ms": 1}
        till.seal(Kind.PAY_ATTEMPT, told | at)
        for n, state in enumerate(states, 2):
            said = {"state": state, "got": 300, "got_cur": "CNY", "no": "42", "at_ms": n}
            till.seal(Kind.PAY_RESULT, {"attempt_id": name} | said)
    back = {"what": "refund", "of": "a1", "whole": 300, "attempt_id": "b1", "at_ms": 9}
    till.seal(Kind.PAY_ATTEMPT, told | back | {"sale_id": "back-1", "amount": 100})


def _people(till: Till) -> None:
    till.seal(Kind.ROLE_CHANGE, {"role": "cashier", "permissions": ["sell"], "prev": [0, 0]})
    come = till.seal(Kind.ATTENDANCE, {"operator_id": "c1", "kind": "in", "how": "pin"})
    till.seal(Kind.ATTENDANCE, {"operator_id": "c1", "kind": "out", "how": "pin"})
    till.seal(
        Kind.ATTENDANCE,
        {"operator_id": "c1", "kind": "in", "at_ms": come.eff_ms - 60_000, "how": "correction"}
        | {"replaces": [come.epoch, come.seq]},
    )
