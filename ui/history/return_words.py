"""A return in words: what of each line may come back, what goes where, and what is taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.ids import ReceiptNo
from app.domain.returns import How, ReturnReason
from app.usecases.sale.return_goods import BackTo, OpenLine, Returned, Returning
from app.words import Words, amount, quantity

PIECE = 1000


@dataclass(frozen=True, slots=True)
class LineVM:
    """A sold line: how much of it may come back, how much does now, and what that is worth.

    `off` says why none of it may (all of it came back). `step` is what one touch adds.
    """

    line_no: int
    place: int
    name: str
    sold: str
    back: str
    value: str
    chosen: bool
    least: bool
    most: bool
    off: str = ""


@dataclass(frozen=True, slots=True)
class FactVM:
    """Where a part of it goes; `sub` says more, `role` its ink."""

    label: str
    value: str
    sub: str = ""
    role: str = "text"


@dataclass(frozen=True, slots=True)
class DoneVM:
    """A return that was just made: the cash to hand over (or all of it, when none is cash), and
    where the rest went."""

    label: str
    figure: str
    facts: tuple[FactVM, ...] = ()
    said: str = ""
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnVM:
    """The panel. `whole`: the sale is voided, its lines are not chosen; `exchange` is the key that
    sends the goods to the counter, empty where that cannot be."""

    title: str
    about: str
    lines: tuple[LineVM, ...]
    reasons: tuple[tuple[str, ...], ...]
    reason: str
    facts: tuple[FactVM, ...]
    total: str
    confirm: str
    off: str
    notes: tuple[tuple[str, str], ...] = ()
    error: str = ""
    loading: bool = False
    whole: bool = False
    exchange: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """What the presenter knows: the return as it would be, what was touched, the shop's reasons."""

    found: Returning
    wish: Mapping[int, int]
    reasons: tuple[ReturnReason, ...]
    reason: str
    busy: bool = False
    error: str = ""


def panel(one: Panel, words: Words) -> ReturnVM:
    """What would come back and where it goes."""
    found, wish, reason, busy = one.found, one.wish, one.reason, one.busy
    voids = found.how == How.VOID.value
    open_ones = [one for one in found.lines if one.open_milli]
    off = ""
    if busy:
        off = words("return.working")
    elif not open_ones:
        off = words("return.all_back")
    elif not wish:
        off = words("return.choose")
    elif not reason:
        off = words("return.say_why")
    total = amount(found.total_minor, words.digits)
    return ReturnVM(
        title=words("return.void.title" if voids else "return.title", no=_short(found)),
        about=_about(found, words, any_open=bool(open_ones)),
        lines=tuple(
            _line(line, place, wish.get(line.line_no, 0), words)
            for place, line in enumerate(found.lines, 1)
        ),
        reasons=reason_options(one.reasons, words, voids=voids),
        reason=reason,
        facts=_facts(found, words) if wish else (),
        total=total if wish else "",
        confirm=_confirm(total if wish else "", words, voids=voids),
        off=off,
        notes=_notes(found, words) if wish else (),
        error=one.error,
        whole=voids,
        exchange="" if voids or not open_ones else words("return.exchange"),
    )


def _short(found: Returning) -> str:
    """The receipt's number as it stands everywhere else on the screen."""
    return ReceiptNo.parse(found.receipt_no).short


def _about(found: Returning, words: Words, *, any_open: bool) -> str:
    if found.how == How.VOID.value:
        return words("return.void.about")
    return words("return.about") if any_open else words("return.all_back_why")


def reason_options(
    known: Sequence[ReturnReason], words: Words, *, voids: bool = False
) -> tuple[tuple[str, ...], ...]:
    """The reasons as keys: code, words, and what becomes of the goods."""
    return tuple(_reason(one, words, voids=voids) for one in known)


def _reason(why: ReturnReason, words: Words, *, voids: bool) -> tuple[str, ...]:
    """Its key, its words, and what becomes of the goods."""
    said = (why.code, why.named(words.lang))
    return said if voids else (*said, words(f"return.stock.{why.stock.value}"))


def _confirm(total: str, words: Words, *, voids: bool) -> str:
    if not total:
        return words("return.key")
    return words("return.void.do" if voids else "return.do", amount=total)


def unit(name: str, words: Words) -> str:
    """What one of it is called, as at the counter; a shop's own word stays as it is."""
    key = f"checkout.unit.{name}"
    return words(key) if key in words else name


def _line(one: OpenLine, place: int, back: int, words: Words) -> LineVM:
    name = one.name_en if words.lang == "en" and one.name_en else one.name
    sold = words("return.sold", qty=quantity(one.qty_milli), unit=unit(one.unit, words))
    if one.open_milli != one.qty_milli:
        gone = quantity(one.qty_milli - one.open_milli)
        sold = words(
            "return.sold_part", qty=quantity(one.qty_milli), unit=unit(one.unit, words), gone=gone
        )
    if one.spec:  # where it cannot be cut off: it tells two goods of one name apart
        sold = f"{one.spec}  {sold}"
    return LineVM(
        one.line_no,
        place,
        name,
        sold,
        quantity(back),
        amount(one.amount_minor if back else one.total_minor, words.digits),
        chosen=back > 0,
        least=back <= 0,
        most=back >= one.open_milli,
        off="" if one.open_milli else words("return.line_gone"),
    )


def stepped(one: OpenLine, now: int, by: int) -> int:
    """One piece more or less; what was weighed comes back whole or not at all."""
    if one.open_milli % PIECE:
        return one.open_milli if by > 0 else 0
    return max(0, min(one.open_milli, now + by * PIECE))


def _facts(found: Returning, w: Words) -> tuple[FactVM, ...]:
    rows = [_back(one, w) for one in found.back]
    if found.rounding_minor:
        rows.append(
            FactVM(w("history.rounding"), amount(found.rounding_minor, w.digits, plus=True))
        )
    return tuple(rows)


def _back(one: BackTo, w: Words) -> FactVM:
    """Cash to the hand, value to where it came from."""
    key = f"return.back.{one.kind}"
    label = w(key, name=one.named(w.lang)) if key in w else w(f"tender.{one.kind}")
    sub = ""
    if one.kind == "points":
        sub = w("return.points_units", n=one.units)
    elif one.kind == "package":
        sub = w("return.package_units", n=one.units)
    return FactVM(label, amount(one.amount_minor, w.digits), sub)


def _notes(found: Returning, w: Words) -> tuple[tuple[str, str], ...]:
    """(role, sentence): points and vouchers, what could not be taken back."""
    notes = []
    if found.points_clawed:
        notes.append(("muted", w("return.points_clawed", n=found.points_clawed)))
    if found.points_debt:
        notes.append(("warning", w("return.points_debt", n=found.points_debt)))
    if found.points_cash_minor:
        notes.append(("warning", w("return.points_cash", amount_minor=found.points_cash_minor)))
    if found.growth:
        notes.append(("muted", w("return.growth", n=abs(found.growth))))
    if found.vouchers_back:
        notes.append(("positive", w("return.vouchers_back", n=len(found.vouchers_back))))
    return tuple(notes)


def done(made: Returned, w: Words) -> DoneVM:
    """What is to be handed over now, what of it went elsewhere, and the number."""
    shown = made.returning
    cash = shown.paid_out_minor
    rest = tuple(
        fact for one, fact in ((one, _back(one, w)) for one in shown.back) if one.kind != "cash"
    )
    return DoneVM(
        label=w("return.hand_over" if cash else "return.none_cash"),
        figure=amount(cash or shown.total_minor, w.digits),
        facts=rest,
        said=w("return.done", total_minor=shown.total_minor, no=made.refund_no),
        notes=_notes(shown, w),
    )


def asked(found: Returning, w: Words) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """(what, figure, facts) for a second person."""
    names = [(one.named(w.lang), quantity(one.back_milli)) for one in found.lines if one.back_milli]
    figure = amount(found.total_minor, w.digits)
    key = "return.asked" if found.how == How.RETURN.value else f"return.{found.how}.asked"
    return w(key, no=_short(found)), figure, tuple(names[:4])
