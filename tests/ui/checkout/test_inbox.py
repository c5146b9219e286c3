"""Nothing overtakes anything: a key waits for the scan before it."""

from ui.checkout.presenter.inbox import Inbox


def test_acts_run_at_once_when_nothing_waits():
    inbox, seen = Inbox(), []
    inbox.put(lambda: seen.append("a"))
    assert seen == ["a"]
    assert inbox.waiting == 0


def test_what_came_later_waits_for_an_answer_that_is_on_its_way():
    inbox, seen = Inbox(), []
    first, second = inbox.hold(), inbox.hold()
    inbox.put(lambda: seen.append("key"))
    inbox.fill(second, lambda: seen.append("second"))
    assert seen == []
    inbox.fill(first, lambda: seen.append("first"))
    assert seen == ["first", "second", "key"]


def test_a_slot_is_filled_once():
    inbox, seen = Inbox(), []
    slot = inbox.hold()
    inbox.fill(slot, lambda: seen.append("answer"))
    inbox.fill(slot, lambda: seen.append("too late"))
    assert seen == ["answer"]


def test_an_act_may_hold_the_place_before_all_that_waits():
    inbox, seen = Inbox(), []
    slots = []

    def pay():
        seen.append("pay")
        slots.append(inbox.hold())

    gate = inbox.hold()
    inbox.put(pay)
    inbox.put(lambda: seen.append("next scan"))
    inbox.fill(gate, lambda: seen.append("scan"))
    assert seen == ["scan", "pay"]
    inbox.fill(slots[0], lambda: seen.append("committed"))
    assert seen == ["scan", "pay", "committed", "next scan"]


def test_what_an_act_puts_in_comes_before_what_waited():
    inbox, seen = Inbox(), []

    def press():
        inbox.put(lambda: seen.append("one"))
        inbox.put(lambda: seen.append("two"))

    gate = inbox.hold()
    inbox.put(press)
    inbox.put(lambda: seen.append("later"))
    inbox.fill(gate, lambda: None)
    assert seen == ["one", "two", "later"]
