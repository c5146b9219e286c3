"""Every story of this folder goes as it is told, and a story that lies is caught."""

from pathlib import Path

import pytest

from app.cli.play.session import play
from app.cli.play.story import parse, read
from app.words import Words
from tests.scenarios.conftest import MORNING

HERE = Path(__file__).parent
STORIES = sorted(HERE.glob("*.md"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_story(path, demo_shop):
    story = read(path)
    wrong = play(story, demo_shop, Words("zh_CN"), start_ms=MORNING)
    said = "\n".join(f"{path.name}:{one.line_no} {one.gesture}: {one.what}" for one in wrong)
    assert not wrong, said


def test_there_are_stories():
    assert len(STORIES) >= 12


LIE = """# A lie
| do | with | see |
|---|---|---|
| log in | 林晓燕 121212 | |
| open shift | 0 | |
| scan | 北岸可乐 500ml | due 9.99; lines 1 |
| scan | 茶 | |
"""


def test_a_story_that_lies_is_caught(demo_shop):
    wrong = play(parse(LIE), demo_shop, Words("en"), start_ms=MORNING)
    assert [(one.line_no, one.gesture) for one in wrong] == [
        (6, "scan 北岸可乐 500ml"),
        (7, "scan 茶"),
    ]
    assert "3.80" in wrong[0].what
