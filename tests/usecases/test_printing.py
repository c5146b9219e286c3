"""What became of the paper when a program ended: said at the next start, and then forgotten."""

from app.store import spool
from app.usecases.device.spool import waiting
from app.usecases.printing import settle


def test_at_the_start_what_was_on_its_way_is_unsure_and_old_paper_is_forgotten(shop):
    now = shop.clock.now_ms()
    with shop.s.db.write() as tx:
        for job_id, state, age_ms in (
            ("waited", "queued", 0),
            ("went", "sending", 0),
            ("came", "confirmed", settle.KEPT_MS - 1),
            ("long-ago", "confirmed", settle.KEPT_MS + 1),
            ("missing", "failed", settle.KEPT_MS + 1),
        ):
            spool.enqueue(tx, job_id, "copy", {}, now - age_ms)
            spool.mark(tx, job_id, state, now - age_ms)
    assert settle.left_over(shop.s).value == 2
    with shop.s.db.read() as tx:
        jobs = {name: spool.get(tx, name) for name in ("waited", "went", "came", "missing")}
        assert spool.get(tx, "long-ago") is None
    assert [(one.state, one.reason) for one in jobs.values()] == [
        *(("unsure", "restart"), ("unsure", "restart"), ("confirmed", ""), ("failed", "")),
    ]


def test_which_printer_had_a_job_is_kept(shop):
    with shop.s.db.write() as tx:
        spool.enqueue(tx, "job", "copy", {}, shop.clock.now_ms())
    settle.settle(shop.s, "job", "unsure", "no_answer", device="printer-2")
    settle.settle(shop.s, "job", "confirmed", "late")
    with shop.s.db.read() as tx:
        job = spool.get(tx, "job")
    assert (job.state, job.reason, job.device) == ("confirmed", "late", "printer-2")


def test_what_nobody_will_ever_know_more_of_hides_nothing_and_is_forgotten_in_time(shop):
    now = shop.clock.now_ms()
    with shop.s.db.write() as tx:
        for job_id, reason, age_ms in (
            ("asked", "no_answer", 0),
            ("queue", "handed_over", 0),
            ("file", "one_way", settle.KEPT_MS + 1),
        ):
            spool.enqueue(tx, job_id, "copy", {}, now - age_ms)
            spool.mark(tx, job_id, "unsure", now, reason=reason)
    listed = {one.job_id for one in waiting(shop.s, limit=1000)}
    assert {"asked", "queue", "file"} & listed == {"asked"}
    settle.left_over(shop.s)
    with shop.s.db.read() as tx:
        kept = {one.job_id for one in spool.listed(tx, limit=1000)}
    assert {"asked", "queue", "file"} & kept == {"asked", "queue"}
