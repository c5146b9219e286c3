"""Design tokens: the only place where a colour, a size or a distance is written down.

Porcelain, ink and one cobalt blue. Signal colours are dark (light theme) or pale (dark theme)
enough to carry an amount at 7:1, so no screen has to ask whether it may. `failures()` names every
pair of colours that is too close; a test calls it.
"""

from __future__ import annotations

from collections.abc import Iterator

LIGHT = {
    "canvas": "#F3F2EE",  # window, rail, right-hand work area
    "surface": "#FFFFFF",  # the paper one reads from: basket, tables, pages
    "raised": "#FFFFFF",  # a key one can press
    "sunk": "#E9E8E2",  # a key that cannot be pressed now, an empty track, a chip
    "hover": "#F8F7F4",
    "pressed": "#E3E2DB",
    "current": "#F3F2EE",  # the line just scanned
    "band": "#E6E5DE",  # "usual" in a chart: seen, never read
    "line": "#DDDBD3",  # hairline: separates, never encloses twice
    "edge": "#86857C",  # border of an input, axis, tick: 3:1 against its ground
    "text": "#191A1C",
    "muted": "#4F5051",  # labels, units, unit prices: 7:1 on paper, 4.5:1 on every ground
    "accent": "#1D3FA6",
    "accent_hover": "#274BB8",
    "accent_pressed": "#16318A",
    "on_accent": "#FFFFFF",
    "accent_soft": "#E6EBF8",  # selection, "what is going on here" bands
    "accent_mid": "#8FA3DA",  # second step of a chart, never text
    "positive": "#0A5734",
    "positive_soft": "#E2F0E7",
    "warning": "#6F4300",
    "warning_soft": "#FAEFD8",
    "danger": "#931A12",
    "danger_soft": "#FAE6E3",
    "training": "#5B2E91",
    "training_soft": "#EEE6F7",
    "tier": "#6B4E00",  # the word of a tier
    "focus": "#1D3FA6",
}
DARK = {
    "canvas": "#131416",
    "surface": "#1B1D20",
    "raised": "#25282C",
    "sunk": "#17191B",
    "hover": "#2C3034",
    "pressed": "#1F2225",
    "current": "#25282C",
    "band": "#34373C",
    "line": "#34373C",
    "edge": "#7C8188",
    "text": "#EEEFF0",
    "muted": "#B2B7BD",
    "accent": "#9DB3FF",
    "accent_hover": "#B2C3FF",
    "accent_pressed": "#8BA3F6",
    "on_accent": "#0B1330",
    "accent_soft": "#202840",
    "accent_mid": "#5A6EAF",
    "positive": "#8BD9AC",
    "positive_soft": "#17301F",
    "warning": "#F0C479",
    "warning_soft": "#36290F",
    "danger": "#FFB3AA",
    "danger_soft": "#431D19",
    "training": "#D3B8F8",
    "training_soft": "#2F2142",
    "tier": "#E6C35C",
    "focus": "#9DB3FF",
}
# a training till: another ground under everything, so that nobody takes it for the real one
LIGHT_TRAINING = LIGHT | {
    "canvas": LIGHT["training_soft"],
    "current": "#F4EFFA",
    "muted": "#454647",
    "warning": "#693F00",
}
DARK_TRAINING = DARK | {
    "canvas": DARK["training_soft"],
    "current": "#332748",
    "muted": "#C3C8CE",
}
THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "light-training": LIGHT_TRAINING,
    "dark-training": DARK_TRAINING,
}

SPACE = (4, 8, 12, 16, 24, 32)  # every distance; every height is a multiple of 4
TYPE = {
    "small": 14,
    "body": 16,
    "title": 20,
    "figure": 28,
    "amount": 44,
    "hero": 96,  # due while paying
    "change": 144,  # the change, until the next scan
}
WEIGHT = {"regular": 400, "medium": 500}  # two real cuts of the font, never synthetic
FONTS = ("Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC")
RADIUS = {"key": 8, "chip": 4, "bar": 2}
HEIGHT = {
    "status": 40,
    "row": 44,
    "reason": 24,
    "key": 56,
    "tender": 88,
    "pay": 120,
    "dock": 144,
    "strip": 80,
    "nudge": 48,
}
RAIL = {"folded": 72, "open": 168}
BASKET = {"normal": 560, "wide": 760}  # the left half below and from 1600 px on
WIDE_FROM = 1600
LEADING = 1.25  # on keys; the font's own 1.45 is for reading

TEXT, AMOUNT, SHAPE = 4.5, 7.0, 3.0
PAPERS = ("canvas", "surface", "raised")
SIGNALS = ("positive_soft", "warning_soft", "danger_soft", "training_soft")
PAIRS: tuple[tuple[str, tuple[str, ...], float], ...] = (
    ("text", (*PAPERS, "sunk", "hover", "pressed", "current", "accent_soft"), AMOUNT),
    ("muted", (*PAPERS, "current"), AMOUNT),  # a unit price is an amount too
    ("muted", ("sunk", "hover", "pressed", "accent_soft"), TEXT),
    ("accent", (*PAPERS, "accent_soft"), AMOUNT),
    ("accent", ("hover", "pressed"), TEXT),
    ("on_accent", ("accent", "accent_hover", "accent_pressed"), AMOUNT),
    ("positive", (*PAPERS, "current", "positive_soft"), AMOUNT),
    ("warning", (*PAPERS, "current", "warning_soft"), AMOUNT),
    ("danger", (*PAPERS, "current", "danger_soft"), AMOUNT),
    ("danger", ("hover", "pressed"), TEXT),
    ("text", SIGNALS, AMOUNT),
    ("muted", SIGNALS, TEXT),
    ("training", ("canvas", "surface", "training_soft"), TEXT),
    ("tier", ("canvas", "surface", "sunk", "accent_soft"), TEXT),
    ("edge", (*PAPERS, "sunk"), SHAPE),
    ("focus", ("canvas", "surface", "raised"), SHAPE),
)


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, WCAG 2.2."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(ink: str, ground: str) -> float:
    """WCAG contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(ink), luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def ratios() -> Iterator[tuple[str, str, str, float, float]]:
    """Every pair in use: (theme, ink role, ground role, ratio, least ratio)."""
    for name, colours in THEMES.items():
        for ink, grounds, least in PAIRS:
            for ground in grounds:
                yield name, ink, ground, contrast(colours[ink], colours[ground]), least


def failures() -> list[str]:
    """Sentences for pairs below their least ratio; empty when all is well."""
    return [
        f"{name}: {ink} on {ground} is {ratio:.2f}:1, needs {least}:1"
        for name, ink, ground, ratio, least in ratios()
        if ratio < least
    ]
