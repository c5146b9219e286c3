"""The words that an item or a member is found by, as one types: a pure function of what is written.

Every word stands in a token table and is found by prefix. So that a part in the middle is found
too, each word is kept from every place where a person may start to type: every Han character, every
syllable, every Latin word, and, for phones, every digit but the last two (a phone's tail is then a
word of its own). Chinese words of two characters work, which trigram indexes cannot do.

A change of these rules, or of pypinyin's readings, shows as a difference in `rebuild --check` until
the tables are filled anew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

LONGEST = 16  # letters of a word that are kept; a longer query is cut alike
STARTS = 24  # places in one name where a word may begin: 200-character names stay small

_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]+")
_WORD = re.compile(r"[^\W_]+")
# names are read differently from words
_SURNAMES = {
    **{"单": "shan", "曾": "zeng", "解": "xie", "查": "zha", "仇": "qiu", "区": "ou", "朴": "piao"},
    **{"盖": "ge", "乐": "yue", "翟": "zhai", "尹": "yin", "黑": "he", "种": "chong", "覃": "qin"},
    **{"任": "ren", "缪": "miao", "晟": "cheng", "宓": "mi", "逄": "pang", "尉迟": "yu chi"},
    **{"单于": "chan yu", "万俟": "mo qi", "长孙": "zhang sun", "令狐": "ling hu"},
}


def fold(text: str) -> str:
    """What is compared: full width as half width, capitals as small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def joined(words: Iterable[str]) -> str:
    """Words as one text, each between spaces: ` word` finds what begins with it."""
    return "".join(f" {word}" for word in words)


def query_words(text: str) -> list[str]:
    """A typed text as the prefixes to look for; all of them must be there."""
    words = []
    for part in fold(text).split():
        words += [word[:LONGEST] for word in _WORD.findall(part)]
    return words[:6]


def member_words(name: str, phone: str, cards: Iterable[str]) -> set[str]:
    """Everything a member is found by: name, initials, full pinyin, parts of the phone, cards."""
    words = _name_words(name, surname=True)
    words |= {phone[start:][:LONGEST] for start in range(max(0, len(phone) - 2))}
    for card in cards:
        words |= _code_words(card)
    return words - {""}


def item_words(name: str, name_en: str, codes: Iterable[str], plu: str) -> set[str]:
    """Everything an item is found by: names, initials, pinyin, barcodes and tails, its PLU."""
    words = _name_words(name) | _name_words(name_en)
    for code in codes:
        words |= _code_words(code) | {code[-4:], code[-5:], code[-6:]}
    words.add(plu)
    return words - {""}


def _code_words(code: str) -> set[str]:
    """A code with and without its dashes, as it may be typed."""
    parts = _WORD.findall(fold(code))
    return {part[:LONGEST] for part in (*parts, "".join(parts))}


def _name_words(name: str, *, surname: bool = False) -> set[str]:
    folded = fold(name)
    words: set[str] = set()
    for run in _HAN.findall(folded):
        words |= _from_each_start(list(run))
    others = _HAN.sub(" ", folded)
    latin = _WORD.findall(others)[:STARTS]
    words |= {word[:LONGEST] for word in latin}
    if len(latin) > 1:
        words.add("".join(word[0] for word in latin)[:LONGEST])
    syllables = _syllables("".join(_HAN.findall(folded))[:64], surname=surname)
    words |= _from_each_start(syllables)
    words |= _from_each_start([one[0] for one in syllables])
    return words


def _from_each_start(pieces: Sequence[str]) -> set[str]:
    """The pieces joined, from each piece on."""
    return {"".join(pieces[start:])[:LONGEST] for start in range(min(len(pieces), STARTS))}


@lru_cache(maxsize=1 << 15)
def _syllables(han: str, *, surname: bool) -> tuple[str, ...]:
    """How Han characters are read, one syllable each, without tones. Names come again and again."""
    if not han:
        return ()
    from pypinyin import lazy_pinyin

    if surname:
        for length in (2, 1):
            known = _SURNAMES.get(han[:length])
            if known is not None:
                return (*known.split(), *_syllables(han[length:], surname=False))
    return tuple(one for one in lazy_pinyin(han, errors="ignore") if one)
