"""The charts of reports: series against another, lines with gaps, bands of their own."""

from ui.kit import Plot, day_curve, plot, tokens

ACCENT, MID, BAND, EDGE, TEXT = (
    tokens.LIGHT[role].lower() for role in ("accent", "accent_mid", "band", "edge", "text")
)


def count_of(widget, ink: str, columns: range | None = None) -> int:
    """How many pixels are of that ink."""
    image = widget.grab().toImage()
    return sum(
        image.pixelColor(x, y).name() == ink
        for x in columns or range(image.width())
        for y in range(image.height())
    )


def test_series_are_drawn_against_another_and_below_the_axis(shown, look):
    bars = shown(plot(Plot(("a", "b"), (100, -50), (50, None)), h=176, name="图"), 400)
    assert count_of(bars, ACCENT) > 0
    assert count_of(bars, EDGE) > 0  # what is below nothing
    assert count_of(bars, TEXT) > 0  # the tick of what it is held against
    assert bars.accessibleName() == "图"
    assert shown(plot(Plot(("a",), (None,)), h=120), 300).grab()
    assert shown(plot(Plot((), ()), h=120), 300).grab()
    assert not look.cuts.found()


def test_a_line_breaks_where_nothing_is_known(shown):
    line = Plot(tuple("abcdefgh"), (10, 20, None, 5, 30, 8, None, 2), line=True)
    picture = shown(plot(line, h=176), 600)
    assert count_of(picture, ACCENT) > 0
    step = (600 - 40) // 8
    assert count_of(picture, ACCENT, range(2 * step + step // 2 - 4, 2 * step + step // 2 + 5)) == 0


def test_a_band_of_its_own_stands_around_each_hour(shown):
    wide = shown(day_curve([], [100], bands=[(0, 200)], first_hour=8), 300)
    narrow = shown(day_curve([], [100], bands=[(95, 105)], first_hour=8), 300)
    assert count_of(wide, BAND) > 3 * count_of(narrow, BAND)


def test_a_day_that_is_over_has_no_running_hour(shown):
    over = shown(day_curve([3, 5], [], first_hour=8, running=False), 400)
    now = shown(day_curve([3, 5], [], first_hour=8), 400)
    assert count_of(now, MID) > 0 == count_of(over, MID)
