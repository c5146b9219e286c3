"""The program under the recorder: a shop is made and sells, and says what is safe now.

`python -m tests.power.selling FOLDER --sales N --seed S [--careless]`. Every line that it writes
to its output begins with ACK: what stands in it was promised to a customer. `--careless` commits
documents as if they were drafts (synchronous=NORMAL): the control that must lose some.
"""

from __future__ import annotations

import argparse
import os
import random  # noqa: TID251 - cuts are seeded
from contextlib import AbstractContextManager
from pathlib import Path

from app.store import engine, journal
from app.usecases.sale import cancel, draft
from tests.bench.counter import CASHIER, Counter, new_counter, services


class Careless(engine.Database):
    """A database that never waits for the disk."""

    def write(self, *, durable: bool = True) -> AbstractContextManager[engine.Tx]:
        return super().write(durable=False)


def say(counter: Counter) -> None:
    """What is committed now. One write call: the recorder sees it between the disk's own."""
    with counter.s.db.read() as tx:
        head = journal.head(tx)
    assert head is not None
    os.write(1, f"ACK {head.seq} {head.receipts}\n".encode())


def customer(counter: Counter, dice: random.Random) -> None:
    """One customer: drafts while scanning, perhaps parked or given up, else sold."""
    lines = dice.randint(1, 6)
    basket = counter.basket(lines, member=dice.random() < 0.5, start=dice.randint(1, 20))
    for count in range(1, lines + 1):
        some = basket.lines[:count]
        counter.keep(type(basket)(basket.sale_id, basket.operator_id, basket.began_ms, some))
    if dice.random() < 0.1:
        draft.park(counter.s, basket, "等一下")
        draft.recall(counter.s, basket.sale_id)
    if dice.random() < 0.1:
        cancel.cancel(counter.s, CASHIER, counter.shift_id, basket, "left")
    else:
        counter.sell(basket, counter.tenders(basket))
    say(counter)


def reopened(counter: Counter, database: type[engine.Database]) -> Counter:
    """The till is closed and started again: the log is folded in, removed, and made anew."""
    path = counter.s.db.path
    counter.close()
    return Counter(services(database(path, key=None)), counter.shift_id)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("--sales", type=int, default=30)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--careless", action="store_true")
    asked = options.parse_args()
    dice = random.Random(asked.seed)
    database = Careless if asked.careless else engine.Database
    counter = new_counter(asked.folder / "till.db", goods=30)
    say(counter)
    counter = reopened(counter, database)
    for _ in range(asked.sales):
        customer(counter, dice)
        chance = dice.random()
        if chance < 0.1:
            counter.s.db.checkpoint_if_idle()
        elif chance < 0.14:
            counter = reopened(counter, database)
    # no close: the power goes while the shop is open


if __name__ == "__main__":
    main()
