"""Every text a person reads, in that person's language: on screen, on paper, on the command line.

A text is a key in `resources/i18n/<lang>/<area>.json`; `Words` is Qt-free because view-models,
receipts and the command line are. Figures are written the same way everywhere: `1,234.50`, a
minus as wide as a digit (U+2212), the clock in 24 hours.
"""

from __future__ import annotations

import json
import logging
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from pathlib import Path

from app.domain.errors import Refused, Unavailable
from app.settings import RESOURCES

LANGUAGES = ("zh_CN", "en")
MINUS = "−"
_log = logging.getLogger(__name__)
_WEEKDAYS = {
    "zh_CN": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def load(lang: str, folder: Path = RESOURCES) -> dict[str, str]:
    """All texts of a language from every area file; the same key in two areas is a bug."""
    texts: dict[str, str] = {}
    for path in sorted((folder / "i18n" / lang).glob("*.json")):
        area: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        twice = texts.keys() & area.keys()
        if twice:
            raise ValueError(f"{path.name} repeats {sorted(twice)}")
        texts.update(area)
    return texts


def whole(count: int) -> str:
    """A count with thousands set apart: `1,240`, `−3`."""
    return f"{count:,}".replace("-", MINUS)


def _fixed(value: int, digits: int, grouping: bool) -> str:
    unit = int(10**digits)
    size, rest = divmod(abs(value), unit)
    head = f"{size:,}" if grouping else str(size)
    return f"{head}.{rest:0{digits}d}" if digits else head


def amount(minor: int, digits: int = 2, *, grouping: bool = True, plus: bool = False) -> str:
    """Minor units as figures without a currency sign: `1,234.50`, `−2.40`, with `plus` `+3.00`."""
    sign = MINUS if minor < 0 else "+" if plus and minor else ""
    return sign + _fixed(minor, digits, grouping)


def quantity(milli: int) -> str:
    """Thousandths as a count or a weight: `2`, `1.354`, `0.5` stays `0.500`."""
    sign = MINUS if milli < 0 else ""
    return sign + (whole(abs(milli) // 1000) if milli % 1000 == 0 else _fixed(milli, 3, True))


def percent(ppm: int) -> str:
    """A rate in millionths as a percentage with the digits it needs: `13%`, `8.875%`, `−0.4%`."""
    digits = _fixed(ppm, 4, True).rstrip("0").rstrip(".")
    return f"{MINUS if ppm < 0 else ''}{digits}%"


def paper_columns(text: str) -> int:
    """How many printer columns a text takes: Han, full width and signs such as `×` two, marks none.

    The one measure of paper, of its pictures on screen and of its text on the command line; the
    printer's own encoder counts alike in Chinese mode.
    """
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WFA" else 1
        for c in text
    )


def clock(moment: datetime) -> str:
    """`14:32`."""
    return f"{moment.hour:02d}:{moment.minute:02d}"


def clock_seconds(moment: datetime) -> str:
    """`14:33:08`, where seconds are evidence."""
    return f"{clock(moment)}:{moment.second:02d}"


def local(at_ms: int, zone: tzinfo) -> datetime:
    """An instant (UTC milliseconds) on the shop's wall clock."""
    return datetime.fromtimestamp(at_ms // 1000, tz=zone)


class Words:
    """The texts of one language. `words(key, **facts)` is the only way to a sentence.

    Facts named `*_minor`, `*_milli`, `*_ppm` are written as amounts (`digits` after the point),
    quantities and percentages; other whole numbers with thousands set apart; text as it is, but for
    `weekdays` (figures, 0 is Monday), which are named. A key
    with a fact `n` equal to 1 prefers its variant `<key>#one`.
    """

    def __init__(self, lang: str, digits: int = 2, folder: Path = RESOURCES) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"no such language: {lang}")
        self.lang = lang
        self.digits = digits
        self._texts = load(lang, folder)

    def __call__(self, key: str, /, **facts: str | int) -> str:
        """The text of `key` filled with `facts`; a missing key shows as `⟦key⟧` and is logged."""
        text = self._texts.get(f"{key}#one") if facts.get("n") == 1 else None
        if text is None:
            text = self._texts.get(key)
        if text is None:
            _log.error("no text for %s in %s", key, self.lang)
            return f"⟦{key}⟧"
        if not facts:
            return text
        try:
            return text.format_map({name: self.fact(name, fact) for name, fact in facts.items()})
        except KeyError as missing:
            _log.error("text %s in %s lacks the fact %s", key, self.lang, missing)
            return f"⟦{key}⟧"

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def keys(self) -> Iterable[str]:
        """Every key of this language, variants included."""
        return self._texts.keys()

    def fact(self, name: str, value: str | int) -> str:
        """One fact as it stands in a sentence; its name's suffix says what it measures."""
        if isinstance(value, str):
            return self.weekdays(value) if name == "weekdays" else value
        if name.endswith("_minor"):
            return amount(value, self.digits)
        if name.endswith("_milli"):
            return quantity(value)
        if name.endswith("_ppm"):
            return percent(value)
        return whole(value)

    def sentences(self, *parts: str) -> str:
        """One after another; a Chinese full stop brings its own space."""
        return ("" if self.lang == "zh_CN" else " ").join(part for part in parts if part)

    def error(self, error: Refused | Unavailable) -> str:
        """The sentence of a refusal (`refused.<code>`) or of the world's fault.

        `unavailable.<what>.<reason>` if there is one, else `unavailable.<what>`.
        """
        if isinstance(error, Refused):
            return self(f"refused.{error.code}", **error.facts)
        exact = f"unavailable.{error.code}"
        return self(exact if exact in self else f"unavailable.{error.what}", **error.facts)

    def device(self, name: str) -> str:
        """`printer-2` as `Printer 2`: two of a kind are told apart wherever one is named."""
        kind, _, number = name.partition("-")
        title = self(f"shell.device.{kind}")
        return f"{title} {number}" if number else title

    def weekdays(self, figures: str) -> str:
        """`05` as `周一、周六` / `Mon, Sat`."""
        between = "、" if self.lang == "zh_CN" else ", "
        return between.join(_WEEKDAYS[self.lang][int(one)] for one in figures)

    def day(self, day: date) -> str:
        """`9 月 12 日 周六` / `Sat 12 Sep`."""
        weekday = _WEEKDAYS[self.lang][day.weekday()]
        if self.lang == "zh_CN":
            return f"{self.month_day(day)} {weekday}"
        return f"{weekday} {self.month_day(day)}"

    def month_day(self, day: date) -> str:
        """`9 月 12 日` / `12 Sep`."""
        if self.lang == "zh_CN":
            return f"{day.month} 月 {day.day} 日"
        return f"{day.day} {_MONTHS[day.month - 1]}"

    def full_day(self, day: date) -> str:
        """With the year: `2026 年 9 月 12 日` / `12 Sep 2026`."""
        if self.lang == "zh_CN":
            return f"{day.year} 年 {self.month_day(day)}"
        return f"{self.month_day(day)} {day.year}"

    def moment(self, moment: datetime) -> str:
        """Day and time: `9 月 12 日 14:32` / `12 Sep 14:32`."""
        return f"{self.month_day(moment)} {clock(moment)}"
