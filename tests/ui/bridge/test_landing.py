"""The newest wish only: one under way, one more of what is then, however it ended."""

from app.domain.errors import Unavailable
from ui.bridge.landing import Newest


class Held:
    """A `Work` whose results land when the test says so."""

    def __init__(self):
        self.ops = []

    def run(self, op, on_done=None, on_refused=None, **_):
        self.ops.append((op, on_done, on_refused))

    def land(self):
        op, on_done, on_refused = self.ops.pop(0)
        try:
            result = op()
        except Unavailable as trouble:
            on_refused(trouble)
        else:
            on_done(result)


def newest(asked):
    held, found, refused = Held(), [], []

    def op(wish):
        if isinstance(wish, Unavailable):
            raise wish
        return wish

    def ask():
        wish = asked[-1]
        return (lambda: op(wish)) if wish is not None else None

    made = Newest(held, ask, found.append, refused.append, initiator="test", lane="read")
    return made, held, found, refused


def test_wishes_under_way_are_one_more_of_what_is_then():
    asked = [1]
    made, held, found, _ = newest(asked)
    made.wish()
    for wish in (2, 3, 4):
        asked.append(wish)
        made.wish()
        assert len(held.ops) == 1
    held.land()
    assert found == [1]  # a hand that moves sees something move
    held.land()
    assert found == [1, 4]
    assert not held.ops


def test_a_refusal_is_told_and_what_was_wished_after_it_still_comes():
    asked = [Unavailable("database", "locked")]
    made, held, found, refused = newest(asked)
    made.wish()
    asked.append(2)
    made.wish()
    held.land()
    assert refused == [asked[0]]
    held.land()
    assert found == [2]
    made.wish()
    held.land()
    assert found == [2, 2]


def test_nothing_to_ask_is_no_wish():
    asked = [None]
    made, held, found, _ = newest(asked)
    made.wish()
    assert not held.ops
    asked.append(1)
    made.wish()
    held.land()
    assert found == [1]
