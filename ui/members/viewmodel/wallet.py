"""Stored value in full: each wallet with its lots and their ends, and what was paid ahead."""

from __future__ import annotations

from collections import defaultdict

from app.domain.loyalty.stored_value import Wallet
from app.domain.permissions import Permission
from app.domain.rights import AssetKind, Lot
from app.usecases.loyalty.refunding.shapes import TopupRow
from ui.members.viewmodel import text
from ui.members.viewmodel.dossier import Dossier, Frame
from ui.members.viewmodel.parts import ActVM, RowVM, SectionVM, SheetVM

MOST = 24
MONEY = (AssetKind.PRINCIPAL, AssetKind.BONUS)


def sheet(d: Dossier, f: Frame) -> SheetVM:
    """Wallets at the left, top-ups at the right."""
    held = tuple(one for one in d.program.wallets if _lots(d, one, f))
    wallets = held or d.program.wallets[:1]
    left = tuple(_wallet(one, d, f, first=place == 0) for place, one in enumerate(wallets))
    return SheetVM(((10, left), (11, (_bought(d, f),))))


def _lots(d: Dossier, wallet: Wallet, f: Frame) -> list[Lot]:
    today = f.today.isoformat()
    return [
        lot
        for lot in d.purse.lots
        if lot.asset.kind in MONEY
        and lot.asset.plan == wallet.wallet_id
        and lot.left
        and not lot.asset.expired(today)
    ]


def _wallet(wallet: Wallet, d: Dossier, f: Frame, *, first: bool) -> SectionVM:
    w, purse = f.words, d.purse
    principal = purse.total(AssetKind.PRINCIPAL, wallet.wallet_id)
    bonus = purse.total(AssetKind.BONUS, wallet.wallet_id)
    rows = _rows(_lots(d, wallet, f), f)
    acts = (ActVM("withdraw", w("member.withdraw"), _withdraw_off(d, f)),) if first else ()
    return SectionVM(
        wallet.named(w.lang),
        rows[:MOST],
        figure=text.money(principal + bonus, w),
        sign=f.sign,
        split=((principal, "accent"), (bonus, "accent_mid")),
        why="" if rows else w("member.stored_none"),
        hint=_pays_for(wallet, d, f),
        more=w("member.more_lots", n=len(rows) - MOST) if len(rows) > MOST else "",
        acts=acts,
    )


def _withdraw_off(d: Dossier, f: Frame) -> str:
    if not d.purse.total(AssetKind.PRINCIPAL):
        return f.words("member.withdraw_nothing")
    return f.till_off()


def _pays_for(wallet: Wallet, d: Dossier, f: Frame) -> str:
    """What a wallet of its own pays for."""
    names = [
        one.named(f.words.lang) for one in d.departments if one.department_id in wallet.departments
    ]
    return f.words("member.pays_for", what=f.words("member.list_sep").join(names)) if names else ""


def _rows(lots: list[Lot], f: Frame) -> tuple[RowVM, ...]:
    """One row for what has the same kind, end and release, the nearest end first."""
    sums: dict[tuple[int, str, int], int] = defaultdict(int)
    for lot in lots:
        order = 0 if lot.asset.kind is AssetKind.PRINCIPAL else 1
        later = lot.from_ms if lot.from_ms > f.now_ms else 0
        sums[order, lot.asset.bucket, later] += lot.left
    rows = []
    for (order, bucket, later), n in sorted(sums.items()):
        w = f.words
        sub = text.until(bucket, f.today, w)
        if later:
            sub = w("member.usable_from", day=w.month_day(f.at(later)))
        rows.append(
            RowVM(
                w("member.bonus" if order else "member.principal"),
                value=text.money(n, w),
                swatch="edge" if later else "accent_mid" if order else "accent",
                aside=text.soon(bucket, f.today, w) or sub,
                aside_role="warning" if text.soon(bucket, f.today, w) else "muted",
                role="muted" if later else "text",
            )
        )
    return tuple(rows)


def _bought(d: Dossier, f: Frame) -> SectionVM:
    w = f.words
    rows = tuple(_topup(one, d, f) for one in d.bought[:MOST])
    return SectionVM(
        w("member.bought"),
        rows,
        why="" if rows else w("member.bought_none"),
        more=w("member.more_rows", n=len(d.bought) - MOST) if len(d.bought) > MOST else "",
        acts=(ActVM("topup", w("member.topup"), f.till_off(Permission.MEMBER_MONEY)),),
    )


def _topup(one: TopupRow, d: Dossier, f: Frame) -> RowVM:
    """A plan that was sold: when, what is left of it, and the way back."""
    w = f.words
    left = one.left_principal_minor + one.left_bonus_minor
    paid = [x.approval_no for x in one.attempts if x.state == "approved" and x.approval_no]
    numbers = [w("codepay.row.no", no=no[-12:]) for no in paid]
    sub = [text.when(f.at(one.at_ms), f.today, w), one.no]
    asked = next((x for x in one.attempts if x.origin_id and x.state != "returned"), None)
    if asked is not None:  # nothing is back before its gateway says so
        state = w(f"codepay.state.{asked.state}")
        note = w("member.refund_asked", amount_minor=asked.amount_minor, state=state)
        role = "warning"
    elif one.refunded_minor >= 0:
        note, role = w("member.refunded", amount_minor=one.refunded_minor), "muted"
    elif left:
        note, role = w("member.left", amount_minor=left), "text"
    else:
        note, role = w("member.all_spent") if one.kind == "topup" else "", "muted"
    acts: tuple[ActVM, ...] = ()
    if one.refunded_minor < 0 and one.kind in ("topup", "package"):
        acts = (ActVM(f"refund:{one.topup_id}", w("member.refund"), f.till_off()),)
    return RowVM(
        d.plan_named(one.plan_name, w.lang),
        sub=" · ".join(part for part in sub if part),
        value=text.money(one.paid_minor, w),
        note=note,
        note_role=role,
        aside=" · ".join(numbers),
        acts=acts,
    )
