"""What each figure must be and should be, and the verdict on a measured one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """`must` is the limit, `aim` what we want; `more` says that a larger figure is better."""

    must: float
    aim: float
    what: str
    more: bool = False

    def verdict(self, figure: float) -> str:
        sign = -1 if self.more else 1
        if sign * figure <= sign * self.aim:
            return "aim"
        return "must" if sign * figure <= sign * self.must else "MISSED"


TARGETS = {
    "sale_commit.ratio": Target(4.0, 2.0, "a durable sale / the same rows by raw SQLite"),
    "scan_to_line.p95_ms": Target(16, 8, "scan event to painted line, 50,000 items"),
    "scan_burst.lost_12ms": Target(0, 0, "1,000 scans typed into the real window, 12 ms a key"),
    "scan_burst.leaked_12ms": Target(0, 0, "characters of them that anything else got"),
    "scan_burst.lost_5ms": Target(0, 0, "the same at 5 ms a key"),
    "scan_burst.leaked_5ms": Target(0, 0, "the same at 5 ms a key"),
    "price_basket.ms_5": Target(1, 0.3, "whole-basket pricing, 5 lines"),
    "price_basket.ms_100": Target(12, 4, "whole-basket pricing, 100 lines"),
    "receipt_encode.ms": Target(5, 2, "40 lines, Chinese, 80 mm"),
    "first_paint.ratio": Target(2.0, 1.5, "start to log-in painted / a bare window"),
    "cold_start.ratio": Target(6.0, 4.0, "start to a till that takes a scan / a bare window"),
    "member_search.p95_ms_100k": Target(10, 3, "as you type, 100,000 members"),
    "member_search.p95_ms_1m": Target(10, 4, "key press to painted list, 1,000,000 members"),
    "identify_member.p95_ms_1m": Target(5, 2, "card to terms, tier and balances, 1,000,000"),
    "sale_commit_full.ratio": Target(5.0, 2.5, "a sale with all of a member's money / raw rows"),
    "tier_review.members_per_s": Target(20_000, 100_000, "nightly review of all", more=True),
    "expiry_sweep.lots_per_s": Target(20_000, 100_000, "nightly sweep of what ended", more=True),
    "import.members_per_s": Target(2_000, 8_000, "Excel, with balances", more=True),
    "db_bytes_per_sale": Target(5_000, 2_500, "bytes of file for a sale, 5,000,000 documents"),
    "verify.docs_per_s": Target(100_000, 300_000, "journal: hashes", more=True),
    "verify_signed.docs_per_s": Target(8_000, 20_000, "journal: with signatures", more=True),
    "rss_mb": Target(250, 160, "idle after 500 sales"),
    "day_report.ms": Target(400, 150, "the owner's day, all sections, 10,000 sales x 5 lines"),
    "day_report.ratio": Target(3.0, 1.5, "the owner's day / hand-written SQL of the same totals"),
    "z_close.ms": Target(300, 100, "a Z after 2,000 sales"),
    "year_report.s": Target(3, 1, "1,000,000 sales, by the slowest dimension"),
    "pdf_day.ms": Target(800, 300, "the owner's day as PDF"),
    "backup.mb_per_s": Target(50, 150, "a copy while sales go on", more=True),
    "backup.p99_ratio": Target(3.0, 1.5, "sale_commit p99 meanwhile / alone"),
    "verify_full.s": Target(60, 20, "300,000 documents, chain and signatures, both cores"),
    "print.enqueue_ms": Target(1, 0.2, "a sale's paper and drawer handed over, GUI thread, p95"),
    "print.first_byte_ms": Target(30, 10, "commit to a job's first byte, loopback, p95"),
    "counter_under_fault.p99_ratio": Target(1.5, 1.1, "scan to line: 4 devices failing / well"),
    "power_cuts.images": Target(5_000, 20_000, "crash images opened and verified", more=True),
    "power_cuts.lost": Target(0, 0, "sales lost by them"),
    "power_cuts.control_lost": Target(1, 1, "lost with synchronous=NORMAL", more=True),
}
