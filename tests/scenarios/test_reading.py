"""How a story is read: words in both languages, and sentences for what cannot be read."""

import pytest

from app.cli.play.gestures import GESTURES
from app.cli.play.seeing import LOOKS
from app.cli.play.story import DO, SEE, Seen, parse
from app.domain.errors import Refused

HEAD = "| a | b | c |\n|---|---|---|\n"


def test_both_languages_mean_the_same():
    zh = parse(HEAD + "| 扫码 | 可乐 | 应收 3.80；行 1 可乐 |")
    en = parse(HEAD + "| scan | 可乐 | due 3.80; line 1 可乐 |")
    assert [(g.do, g.sees) for g in zh.gestures] == [(g.do, g.sees) for g in en.gestures]
    assert zh.gestures[0].sees == (Seen("due", "3.80"), Seen("line", "1 可乐"))


def test_a_word_is_not_the_beginning_of_another():
    (gesture,) = parse(HEAD + "| scan | x | lines 2; x sales 3.00; cash due 1.00 |").gestures
    assert [one.word for one in gesture.sees] == ["lines", "x", "cash due"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no table", "story.empty"),
        (HEAD, "story.empty"),
        (HEAD + "| scan | x |", "story.columns"),
        (HEAD + "| dance | x | |", "story.do"),
        (HEAD + "| scan | x | colour red |", "story.see"),
    ],
)
def test_what_cannot_be_read_names_its_line(text, code):
    with pytest.raises(Refused) as refused:
        parse(text)
    assert refused.value.code == code
    assert code == "story.empty" or refused.value.facts["line"] == 3


def test_every_word_does_something():
    assert GESTURES.keys() == DO.keys()
    assert LOOKS.keys() == SEE.keys()
