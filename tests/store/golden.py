"""Makes a golden file of this format: `python -m tests.store.golden`, once, before a release.

A golden file is never made anew for a format that was released: it is what shops have.
"""

import tempfile
from pathlib import Path

from app.clock import ManualClock
from app.store import engine
from app.store.schema import FORMAT
from tests.domain.builders import NOW
from tests.store.day import days
from tests.store.loyalty import lives
from tests.store.tills import CHEN, Till

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / f"till-{FORMAT:04d}.db"


def make(target: Path) -> None:
    """A till that has seen every kind of document, with an open shift, folded into one file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "till.db")
        engine.create(path, None)
        till = Till(path, clock=ManualClock(NOW, prefix=0x600D0000 + FORMAT))  # nobody else's ids
        till.open_shop()
        lives.life(till)
        days.day(till)
        till.sell("cola", "milk", member=CHEN)
        with till.db.write() as tx:
            assert tx.one("SELECT count(*) FROM shift WHERE closed_ms = 0") == (1,)
        till.close()
        with till.path.open("rb") as made:
            target.write_bytes(made.read())


if __name__ == "__main__":
    make(GOLDEN)
    print(GOLDEN)
