"""A report on receipt paper and on the Z slip: its figures, and a QR that a camera reads."""

from app.cli.slip_text import text_of
from app.reports import text
from app.store import spool
from app.usecases.outcome import Print
from app.usecases.report.day import day
from app.usecases.report.export import message, print_report, qr_text
from app.usecases.shift.z import print_z, z_close, z_reports
from tests.usecases.report.week import MONDAY, TUESDAY, WEDNESDAY


def slip_of(shop, job_id: str) -> dict:
    with shop.s.db.read() as tx:
        return spool.get(tx, job_id).slip


def codes(slip: dict) -> list[str]:
    return [one["data"] for one in slip["items"] if one["is"] == "qr"]


def test_the_day_on_paper(traded):
    made = day(traded.s, traded.shop.owner, TUESDAY)
    printed = print_report(traded.s, traded.shop.owner, made)
    assert printed.effects == (Print(printed.value),)
    slip = slip_of(traded.shop, printed.value)
    said = text_of(slip)
    for line in ("经营日报", "销售额", "6.19", "储值本金", "93.81", "王建国"):
        assert line in said
    assert "⟦" not in said
    assert codes(slip) == [qr_text(made, "zh_CN")]


def test_a_day_without_a_sale_on_paper(traded):
    made = day(traded.s, traded.shop.owner, WEDNESDAY)
    said = text_of(traded.s.paper.report(made))
    assert "这一天没有销售" in said


def test_who_may_print(traded, refused):
    made = day(traded.s, traded.shop.owner, MONDAY)
    with refused("permission.missing"):
        print_report(traded.s, traded.shop.cashier, made)


def test_the_z_slip_carries_the_day(traded):
    shop = traded.shop
    last = z_close(traded.s, shop.owner).effects[-1]
    proof, told = codes(slip_of(shop, last.job_id))
    assert proof.startswith("SZ1:")
    assert told == text.qr(day(traded.s, shop.owner), "zh_CN")
    assert "销售额 7.30" in told
    z = z_reports(traded.s, 1)[0]
    copy = print_z(traded.s, shop.owner, z.epoch, z.z_no).value
    assert codes(slip_of(shop, copy)) == [proof, told]


def test_a_message_reads_alone(traded):
    made = day(traded.s, traded.shop.owner, TUESDAY)
    said = message(made, "zh_CN")
    assert said.splitlines()[0] == "经营日报 · 便民生活超市"
    assert "销售额 6.19" in said
    assert "储值本金 93.81" in said
    assert len(said.encode()) < 2_000
