"""Which copies stay: 24 hours, 31 days, 12 months, and never without the furthest."""

from app.usecases.keeping.retention import Kept, surplus

HOUR, DAY = 3_600_000, 86_400_000
BEGIN = 1_767_200_400_000  # 2026-01-01 01:00 in Shanghai
ZONE = "Asia/Shanghai"


def hourly(n: int, every_ms: int = HOUR, begin: int = BEGIN) -> list[Kept]:
    return [Kept(1, 100 + k, begin + k * every_ms, f"c{k}") for k in range(n)]


def left(copies: list[Kept]) -> list[Kept]:
    gone = set(surplus(copies, ZONE))
    return [one for one in copies if one.name not in gone]


def test_a_year_of_hourly_copies():
    stay = left(hourly(366 * 24))
    assert len(stay) + 2 >= 24 + 30 + 11
    assert len(stay) <= 24 + 31 + 12
    newest = [one.name for one in stay[-24:]]
    assert newest == [f"c{k}" for k in range(366 * 24 - 24, 366 * 24)]
    months = {one.at_ms // (30 * DAY) for one in stay}
    assert len(months) >= 11


def test_of_several_in_one_hour_the_furthest_stays():
    copies = [Kept(1, seq, BEGIN + seq * 1000, f"c{seq}") for seq in range(5)]
    assert left(copies) == copies[-1:]


def test_one_copy_always_stays():
    assert surplus(hourly(1), ZONE) == ()
    assert surplus([], ZONE) == ()


def test_a_clock_that_was_ten_years_ahead_costs_no_honest_copy():
    before = hourly(30)
    ahead = [Kept(1, 200, BEGIN + 3650 * DAY, "ahead")]
    after = [Kept(1, 300 + k, BEGIN + (30 + k) * HOUR, f"a{k}") for k in range(3)]
    stay = {one.name for one in left(before + ahead + after)}
    assert {"a0", "a1", "a2"} <= stay
    assert left(after + ahead)[0].name in ("a0", "ahead", "a1", "a2")
    assert "a2" not in surplus(ahead + after, ZONE), "the furthest went"


def test_a_new_epoch_is_further_than_any_number_of_the_old():
    copies = [Kept(1, 9000, BEGIN + HOUR // 2, "old"), Kept(2, 5, BEGIN, "new")]
    assert [one.name for one in left(copies)] == ["new"]
