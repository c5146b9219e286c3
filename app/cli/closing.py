"""The commands of the day's end: what a Z would say, the last ones, the shop's day sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from app.cli import slip_text
from app.cli.commands import owner

if TYPE_CHECKING:
    import argparse

    from app.cli.main import Call
    from app.words import Words


def announce(add: Callable[..., argparse.ArgumentParser], words: Words) -> None:
    """The commands `z` and `shop-day`, and what they take."""
    z_ = add("z", z, words("cli.z"))
    z_.add_argument("number", type=int, nargs="?", help=words("cli.z.number"))
    z_.add_argument("--close", action="store_true", help=words("cli.z.close"))
    sheet = add("shop-day", shop_day, words("cli.shop_day"))
    sheet.add_argument("day", nargs="?", help=words("cli.shop_day.day"))
    sheet.add_argument("--scan", action="append", default=[], help=words("cli.shop_day.scan"))


def z(call: Call) -> int:
    """`shuke z`: what a Z would say now; `shuke z 12` what that one said; `--close` makes it."""
    from app import bootstrap
    from app.usecases.shift.z import z_close, z_of, z_preview, z_reports

    till = (bootstrap.open_till if call.args.close else bootstrap.look_into)(call.settings)
    try:
        s = till.services
        if call.args.close:
            report = z_close(s, owner(s), keep_parked=True).value
        elif call.args.number is None:
            report = z_preview(s)
        else:
            epochs = [one.epoch for one in z_reports(s, -1) if one.z_no == call.args.number]
            report = z_of(s, epochs[0] if epochs else 0, call.args.number)
        slip = s.paper.z_report(report)
    finally:
        till.close()
    call.give(asdict(report) | {"number": report.number})
    if not report.seq:
        call.say("cli.z.not_closed")
    call.line(slip_text.text_of(slip))
    return 0


def shop_day(call: Call) -> int:
    """`shuke shop-day [DAY]`: the drawers of all tills; `--scan CODE` takes a Z slip's code in."""
    from app import bootstrap
    from app.usecases.shift.other_tills import day_of_shop, see_z
    from app.usecases.shift.z import z_preview, z_reports
    from app.words import amount

    till = (bootstrap.open_till if call.args.scan else bootstrap.look_into)(call.settings)
    try:
        s = till.services
        for code in call.args.scan:
            seen = see_z(s, owner(s), code).value
            call.say("cli.shop_day.seen", till=seen.till_no, number=str(seen.z_no))
        past = z_reports(s, 1)
        newest = past[0].business_date if past else z_preview(s).business_date
        found = day_of_shop(s, call.args.day or newest)
    finally:
        till.close()
    call.give(asdict(found))
    call.say("cli.shop_day.of", day=found.business_date)
    for one in found.tills:
        call.say(
            "cli.shop_day.row",
            till=one.till_no,
            number=str(one.z_no),
            net=amount(one.sales_minor - one.refunds_minor),
            expected=amount(one.expected_minor),
            counted=amount(one.counted_minor),
            difference=amount(one.difference_minor, plus=True),
            bank=amount(one.to_bank_minor),
        )
    if len(found.tills) > 1:
        call.say(
            "cli.shop_day.sum",
            difference=amount(found.total("difference_minor"), plus=True),
            bank=amount(found.total("to_bank_minor")),
        )
    if found.missing:
        call.say("cli.shop_day.missing", tills=", ".join(found.missing))
    return 1 if found.missing else 0
