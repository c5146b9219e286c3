"""`make week`: the generated week, closed by keyboard; the owner's PDFs and an account."""

import argparse
import os
import shutil
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.usecases.report import export as exporting
from app.usecases.report.day import day as day_report
from tests.simulation.keyboard_week import KeyboardWeek
from tests.simulation.week import yuan


def main() -> None:
    """Write the week's shop, the owner's PDF of each day, and the account."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    shutil.rmtree(args.out, ignore_errors=True)
    week = KeyboardWeek(args.out, args.seed)
    try:
        week.run()
        z, shop_minor = week.second_till()
        account = week.account() + "\n".join(
            [
                f"the shop on Sunday, both tills: {yuan(shop_minor)} ({z.number} scanned in)",
                *(f"{one.day}: closed by {one.who} with {one.keys} keys" for one in week.pressed),
                "",
            ]
        )
        for number, day in enumerate(week.days):
            report = day_report(week.shop.s, week.shop.owner, week.date(number))
            for language in ("zh_CN", "en"):
                path = args.out / f"{number + 1}-{day.name}-{language}.pdf"
                path.write_bytes(exporting.make(report, "pdf", language))
    finally:
        week.close()
    (args.out / "account.txt").write_text(account, encoding="utf-8")
    sys.stdout.write(account)


if __name__ == "__main__":
    main()
