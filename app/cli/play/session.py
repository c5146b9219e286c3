"""Plays whole stories and says where the till differs from what they tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import bootstrap
from app.cli.play.counter import Counter
from app.cli.play.gestures import GESTURES
from app.cli.play.seeing import seen
from app.cli.play.story import Gesture, Story, read
from app.clock import ManualClock, SystemClock
from app.domain.errors import Refused, Unavailable
from app.settings import Settings
from app.store import journal
from app.words import Words

if TYPE_CHECKING:
    from app.cli.main import Call

GESTURE_MS = 5_000  # how long a person takes over one gesture


@dataclass(frozen=True, slots=True)
class Wrong:
    """Where the till did something else than the story says."""

    line_no: int
    gesture: str
    what: str


def play_files(call: Call) -> int:
    """`shuke play`: each story in turn on the same shop; 1 when one of them went otherwise."""
    failed = 0
    told = []
    for path in call.args.story:
        story = read(path)
        call.say("cli.play.title", title=story.title)
        wrong = play(story, call.settings, call.words)
        for one in wrong:
            call.say("cli.play.failed", line=one.line_no, gesture=one.gesture, what=one.what)
        if wrong:
            call.say("cli.play.sum_failed", n=len(wrong))
        else:
            call.say("cli.play.passed", n=len(story.gestures))
        failed += bool(wrong)
        told.append({"story": str(path), "wrong": [(w.line_no, w.gesture, w.what) for w in wrong]})
    call.give(told)
    return 1 if failed else 0


def play(story: Story, settings: Settings, words: Words, *, start_ms: int = 0) -> tuple[Wrong, ...]:
    """Every difference between a story and this till. The shop keeps what the story did to it.

    `start_ms` 0: now, or right after the journal's last document if that is later.
    """
    counter = Counter(settings, _clock(settings, start_ms))
    try:
        wrong: list[Wrong] = []
        for gesture in story.gestures:
            counter.clock.pass_ms(GESTURE_MS)
            wrong += _one(counter, gesture, words)
        return tuple(wrong)
    finally:
        counter.close()


def _clock(settings: Settings, start_ms: int) -> ManualClock:
    """A clock behind the last document, with ids that no earlier story of this shop has given."""
    till = bootstrap.look_into(settings)
    try:
        with till.services.db.read() as tx:
            head = journal.head(tx)
    finally:
        till.close()
    begun = head.dev_ms + GESTURE_MS if head else 0
    now = start_ms or SystemClock().now_ms()
    return ManualClock(max(now, begun), prefix=head.seq if head else 0)


def _one(counter: Counter, gesture: Gesture, words: Words) -> list[Wrong]:
    counter.trouble = None
    counter.said.clear()
    name = f"{gesture.said} {gesture.given}".strip()
    try:
        GESTURES[gesture.do](counter, gesture.given)
    except (Refused, Unavailable) as trouble:
        counter.trouble = trouble
    wrong = []
    expected = {one.word for one in gesture.sees}
    if counter.trouble is not None and not expected & {"refused", "says"}:
        said, code = words.error(counter.trouble), counter.trouble.code
        wrong.append(Wrong(gesture.line_no, name, words("cli.play.refused", said=said, code=code)))
    for want in gesture.sees:
        have = seen(counter, want, words)
        if have != want.value:
            what = words("cli.play.not_seen", word=want.word, want=want.value, have=have)
            wrong.append(Wrong(gesture.line_no, name, what))
    return wrong
