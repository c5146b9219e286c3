"""Packages in full: what is left of each service, until when, and every use."""

from __future__ import annotations

from datetime import date, timedelta

from app.domain.loyalty.package import Package, PackageService
from app.domain.rights import NEVER, Lot
from app.usecases.loyalty.packages import PackageUse
from app.words import Words
from ui.members.viewmodel import text
from ui.members.viewmodel.dossier import Dossier, Frame
from ui.members.viewmodel.parts import ActVM, RowVM, SectionVM, SheetVM

MOST = 40


def sheet(d: Dossier, f: Frame) -> SheetVM:
    """Packages at the left, uses at the right."""
    w = f.words
    if d.uses is None:
        return SheetVM(loading=True)
    names = _names(d, w)
    left = tuple(package(one, d, f) for one in d.packages)
    none = SectionVM(w("member.packages"), why=w("member.packages_none"))
    right = SectionVM(
        w("member.uses"),
        tuple(_use(one, names, f) for one in d.uses[:MOST]),
        why="" if d.uses else w("member.uses_none"),
        more=w("member.more_rows", n=len(d.uses) - MOST) if len(d.uses) > MOST else "",
    )
    return SheetVM(((12, left or (none,)), (10, (right,))))


def package(one: Package, d: Dossier, f: Frame) -> SectionVM:
    """One package: a row a service."""
    w, plan = f.words, one.plan
    rows = tuple(
        _service(service, lot, w) for service, lot in zip(plan.services, one.lots, strict=False)
    )
    return SectionVM(
        plan.named(w.lang),
        rows,
        hint=state(one, d, f),
        acts=_acts(one, d, f),
    )


def _service(service: PackageService, lot: Lot, w: Words) -> RowVM:
    name = service.name_en if w.lang == "en" and service.name_en else service.name
    if service.uses == 0:
        return RowVM(name or service.item_id, value=w("member.timed"))
    done = lot.left * 1_000_000 // max(1, lot.born)
    value = w("member.left_of", n=lot.left, all=lot.born)
    return RowVM(
        name or service.item_id,
        value=value,
        done_ppm=done,
        role="text" if lot.left else "muted",
    )


def state(one: Package, d: Dossier, f: Frame) -> str:
    """`到 11 月 2 日`, paused, ended, whose it is."""
    w, parts = f.words, []
    if one.holder != d.purse.holder and one.owner_name:
        parts.append(w("member.of", name=one.owner_name))
    if one.paused_on:
        parts.append(w("member.paused_on", day=text.day(one.paused_on, f.today, w)))
        parts.append(_stands_still(one, f))
    elif one.until_on not in ("", NEVER) and one.until_on < f.today.isoformat():
        parts.append(w("member.ended", day=text.day(one.until_on, f.today, w)))
    else:
        parts.append(text.until(one.until_on, f.today, w))
    if one.plan.per_day:
        parts.append(w("member.per_day", n=one.plan.per_day))
    return " · ".join(parts)


def _stands_still(one: Package, f: Frame) -> str:
    """Until when its days wait: a pause is as long as the plan allows, whoever lets it run on."""
    room = max(one.plan.pause_days - one.paused_days, 0)
    last = date.fromisoformat(one.paused_on) + timedelta(room)
    key = "member.paused_until" if last > f.today else "member.paused_over"
    return f.words(key, day=text.day(last.isoformat(), f.today, f.words))


def over(one: Package, f: Frame) -> bool:
    """Whether nothing of it can be used any more."""
    ended = one.until_on not in ("", NEVER) and one.until_on < f.today.isoformat()
    return not one.paused_on and (ended or not any(lot.left for lot in one.lots))


def _acts(one: Package, d: Dossier, f: Frame) -> tuple[ActVM, ...]:
    w = f.words
    if over(one, f) or one.holder != d.purse.holder:
        return ()
    found = []
    if one.paused_on:
        found.append(ActVM(f"resume:{one.package_id}", w("member.resume")))
    elif one.plan.pause_days:
        found.append(ActVM(f"pause:{one.package_id}", w("member.pause")))
    if one.plan.transferable:
        found.append(ActVM(f"pass:{one.package_id}", w("member.pass_on")))
    found.append(ActVM(f"refund:{one.package_id}", w("member.refund"), f.till_off()))
    return tuple(found)


def _names(d: Dossier, w: Words) -> dict[str, str]:
    """What services are called here, by the name on the document of a use."""
    services = [service for one in d.packages for service in one.plan.services]
    return {one.name: one.name_en for one in services if w.lang == "en" and one.name_en}


def _use(one: PackageUse, names: dict[str, str], f: Frame) -> RowVM:
    w = f.words
    parts = [one.receipt_no, one.member_name]
    return RowVM(
        names.get(one.item_name, one.item_name),
        lead=text.when(f.at(one.at_ms), f.today, w),
        aside=" ".join(x for x in parts if x),
        value=w("member.used_n", n=one.uses),
        value_small=True,
    )
