"""The one place that knows what follows from what a gateway says, or does not say.

Pure: time comes in. After silence it is asked; what stays unknown is reversed, and asked again
until it is reversed or approved. What is approved after it was given up goes back, and the owner is
told. The intervals are the gateways' own advice (WeChat Pay: reverse 15 s after paying at the
earliest; both: ask every few seconds while the customer enters a password).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.attempt.states import Answer, Attempt, Deed, Phase, Said, Step

ASK_EVERY_MS = 2_000
MUTE_MS = 20_000  # unknown for so long: give up
PASSWORD_MS = 60_000  # nobody enters a password for longer
REVERSE_FROM_MS = 15_000
ABSENT_MS = 30_000  # a payment that is not there by then never arrived
AGAIN_MS = (2_000, 5_000, 10_000, 30_000, 60_000)
STUCK_MS = 600_000  # no word for so long: a person may look into the merchant's own app
NOT_FOUND, USED_ID, BY_HAND = "not_found", "used_id", "by_hand"


def sent(attempt: Attempt, now_ms: int) -> Attempt:
    """It goes out now; its answer is awaited."""
    return replace(attempt, next=None, sent_ms=now_ms)


def found(attempt: Attempt, now_ms: int) -> Attempt:
    """After a restart: whatever it was doing, the gateway is asked first. A refund is asked for
    again under its own number, which is how a gateway is asked about it."""
    if attempt.over:
        return attempt
    fresh = replace(attempt, due_ms=now_ms, sent_ms=now_ms, mute_ms=-1, tries=0)
    if attempt.phase is Phase.REFUNDING:
        return replace(fresh, next=Deed.REFUND)
    phase = Phase.ASKING if attempt.phase in (Phase.WRITTEN, Phase.WAITING) else attempt.phase
    return replace(fresh, phase=phase, next=Deed.ASK)


def give_up(attempt: Attempt, now_ms: int) -> Attempt:
    """The cashier waits no more: it is reversed as soon as that may be done."""
    if attempt.phase not in (Phase.WRITTEN, Phase.WAITING, Phase.ASKING):
        return attempt
    return _reversing(replace(attempt, given_up=True), now_ms)


def give_back(attempt: Attempt, now_ms: int, *, held: bool = False) -> Attempt:
    """An approved attempt that is to pay for nothing any more: all of it goes back. `held`: a
    basket counts on it until it has."""
    if attempt.phase is not Phase.APPROVED:
        return attempt
    back = replace(attempt, phase=Phase.GIVING_BACK, next=Deed.REVERSE, due_ms=now_ms)
    return replace(back, tries=0, given_up=True, held=held)


def due(attempt: Attempt, now_ms: int) -> Deed | None:
    """What is to be asked now."""
    return attempt.next if not attempt.over and now_ms >= attempt.due_ms else None


def asking(attempt: Attempt) -> Attempt:
    """It is being asked: nothing else is, until it answers."""
    return replace(attempt, next=None)


def heard(attempt: Attempt, answer: Answer, now_ms: int) -> Step:
    """What follows from an answer. One that comes after the end changes nothing: the same success
    said twice is one success."""
    if attempt.over:
        return Step(attempt)
    return _BY_PHASE[attempt.phase](attempt, answer, now_ms)


def by_hand(attempt: Attempt, *, here: bool, wanted: bool) -> Step:
    """No gateway's word: a person looked whether the money is `here`, in the merchant's own app.

    Money that is here pays for its basket while that is still `wanted`; else it goes back through
    the gateway. What was going back and is here still is owed.
    """
    if attempt.over:
        return Step(attempt)
    going = attempt.phase in (Phase.GIVING_BACK, Phase.REFUNDING)
    word = replace(attempt, next=None, why=BY_HAND)
    if not here:
        return Step(replace(word, phase=Phase.RETURNED if going else Phase.REVERSED), keep=True)
    word = replace(word, got_minor=attempt.amount_minor, got_currency=attempt.currency)
    if going:
        return Step(replace(word, phase=Phase.OWED), keep=True, case="owed")
    return Step(replace(word, phase=Phase.APPROVED if wanted else Phase.GIVING_BACK), keep=True)


# --- while the customer stands there --------------------------------------------------------------


def _paying(attempt: Attempt, answer: Answer, now_ms: int) -> Step:
    """WRITTEN, WAITING, ASKING."""
    if answer.why == USED_ID:  # another payment has this id: it is not ours to reverse
        return _end(attempt, Phase.WRONG, answer, case=USED_ID)
    if answer.said is Said.APPROVED:
        return _approved(attempt, answer, now_ms)
    if answer.said is Said.DECLINED:
        return _end(attempt, Phase.DECLINED, answer)
    if answer.said is Said.REVERSED:
        return _end(attempt, Phase.REVERSED, answer)
    known = answer.said is Said.WAITING
    mute = -1 if known else now_ms if attempt.mute_ms < 0 else attempt.mute_ms
    after = replace(
        attempt,
        phase=Phase.WAITING if known else Phase.ASKING,
        next=Deed.ASK,
        due_ms=now_ms + (ASK_EVERY_MS if known or attempt.mute_ms >= 0 else 0),
        mute_ms=mute,
        why=answer.why,
    )
    too_long = now_ms - attempt.sent_ms >= PASSWORD_MS
    if too_long or (mute >= 0 and now_ms - mute >= MUTE_MS):
        return Step(_reversing(after, now_ms))
    return Step(after)


def _approved(attempt: Attempt, answer: Answer, now_ms: int) -> Step:
    if not answer.amount_minor and not answer.currency:  # it does not say how much: ask
        return _paying(attempt, replace(answer, said=Said.UNKNOWN), now_ms)
    if not _same(attempt, answer):
        return _end(attempt, Phase.WRONG, answer, case="amount")
    return _end(attempt, Phase.APPROVED, answer)


def _same(attempt: Attempt, answer: Answer) -> bool:
    return (answer.amount_minor, answer.currency) == (attempt.amount_minor, attempt.currency)


# --- after it was given up ------------------------------------------------------------------------


def _reversing(attempt: Attempt, now_ms: int) -> Attempt:
    at = max(now_ms, attempt.sent_ms + REVERSE_FROM_MS)
    soon = replace(attempt, phase=Phase.REVERSING, given_up=True, tries=0)
    if at > now_ms:  # until then it is asked: it may be over by itself
        return replace(soon, next=Deed.ASK, due_ms=min(at, now_ms + ASK_EVERY_MS))
    return replace(soon, next=Deed.REVERSE, due_ms=now_ms)


def _given_up(attempt: Attempt, answer: Answer, now_ms: int) -> Step:
    """REVERSING."""
    if answer.why == USED_ID:
        return _end(attempt, Phase.WRONG, answer, case=USED_ID)
    if answer.said is Said.REVERSED:
        return _end(attempt, Phase.REVERSED, answer)
    if answer.said is Said.DECLINED and answer.deed is not Deed.REVERSE:
        return _end(attempt, Phase.DECLINED, answer)
    if answer.said is Said.APPROVED:
        if not _same(attempt, answer):
            wrong = bool(answer.amount_minor or answer.currency)
            if wrong:
                return _end(attempt, Phase.WRONG, answer, case="amount")
            return Step(_again(attempt, answer, now_ms))
        late = _noted(attempt, answer)
        back = replace(
            late, phase=Phase.GIVING_BACK, next=Deed.REVERSE, due_ms=now_ms + ASK_EVERY_MS, tries=0
        )
        return Step(back, keep=True, case="late")
    if answer.why == NOT_FOUND and now_ms - attempt.sent_ms >= ABSENT_MS and attempt.tries:
        return _end(attempt, Phase.REVERSED, answer)
    return Step(_again(attempt, answer, now_ms))


def _again(attempt: Attempt, answer: Answer, now_ms: int) -> Attempt:
    """After a reversal that was not confirmed it is asked, after that it is reversed again."""
    if answer.deed is Deed.REVERSE:
        tries = attempt.tries + 1
        soon = replace(attempt, next=Deed.ASK, due_ms=now_ms + ASK_EVERY_MS, tries=tries)
        return replace(soon, why=answer.why)
    wait = AGAIN_MS[min(attempt.tries, len(AGAIN_MS) - 1)]
    at = max(now_ms + (wait if attempt.tries else 0), attempt.sent_ms + REVERSE_FROM_MS)
    if attempt.phase is Phase.REVERSING and now_ms + ASK_EVERY_MS < at and not attempt.tries:
        return replace(attempt, next=Deed.ASK, due_ms=now_ms + ASK_EVERY_MS, why=answer.why)
    return replace(attempt, next=Deed.REVERSE, due_ms=at, why=answer.why)


def _going_back(attempt: Attempt, answer: Answer, now_ms: int) -> Step:
    """GIVING_BACK: it was approved, so only a reversal ends it."""
    if answer.said is Said.REVERSED:
        return _end(attempt, Phase.RETURNED, answer)
    if answer.said is Said.DECLINED and answer.deed is Deed.REVERSE:
        if attempt.held:
            return _end(attempt, Phase.APPROVED, answer)
        return _end(attempt, Phase.OWED, answer, case="owed")
    return Step(_again(attempt, answer, now_ms))


def _refunding(attempt: Attempt, answer: Answer, now_ms: int) -> Step:
    """REFUNDING: the same number is asked for again until there is a word."""
    if answer.said is Said.REVERSED:
        return _end(attempt, Phase.RETURNED, answer)
    if answer.said is Said.DECLINED:
        return _end(attempt, Phase.OWED, answer, case="owed")
    wait = AGAIN_MS[min(attempt.tries, len(AGAIN_MS) - 1)]
    tries = attempt.tries + 1
    return Step(
        replace(attempt, next=Deed.REFUND, due_ms=now_ms + wait, tries=tries, why=answer.why)
    )


# --- ends -----------------------------------------------------------------------------------------


def _noted(attempt: Attempt, answer: Answer) -> Attempt:
    return replace(
        attempt,
        approval_no=answer.approval_no or attempt.approval_no,
        got_minor=answer.amount_minor or attempt.got_minor,
        got_currency=answer.currency or attempt.got_currency,
        why=answer.why,
    )


def _end(attempt: Attempt, phase: Phase, answer: Answer, *, case: str = "") -> Step:
    return Step(replace(_noted(attempt, answer), phase=phase, next=None), keep=True, case=case)


_BY_PHASE: dict[Phase, Callable[[Attempt, Answer, int], Step]] = {
    Phase.WRITTEN: _paying,
    Phase.WAITING: _paying,
    Phase.ASKING: _paying,
    Phase.REVERSING: _given_up,
    Phase.GIVING_BACK: _going_back,
    Phase.REFUNDING: _refunding,
}
