"""The profile, what was agreed to, who belongs to whom, and the steps that need thought."""

from __future__ import annotations

from app.domain.member import Birthday
from app.domain.permissions import Permission
from app.usecases.member.find import MemberRow
from app.words import Words, clock
from ui.members.viewmodel import text
from ui.members.viewmodel.dossier import Dossier, Frame, People
from ui.members.viewmodel.parts import ActVM, RowVM, SectionVM, SheetVM

LOG = 8


def sheet(d: Dossier, f: Frame) -> SheetVM:
    """Profile; family and consents; the log and what cannot be done lightly."""
    if d.people is None:
        return SheetVM(loading=True)
    people = d.people
    return SheetVM(
        (
            (10, (_profile(d, people, f),)),
            (10, (_consents(d, f), _family(people, f))),
            (10, (_log(people, f), _weighty(d, people, f))),
        )
    )


def _profile(d: Dossier, people: People, f: Frame) -> SectionVM:
    w, member, sep = f.words, d.member, f.words("member.list_sep")
    pairs = (
        (w("members.name"), member.name if member.named else ""),
        (w("member.gender"), w(f"member.gender.{member.gender}") if member.gender else ""),
        (w("member.birthday"), birthday(member.birthday, w)),
        (w("member.tags"), sep.join(member.tags)),
        (w("member.groups"), sep.join(_grouped(d, w))),
        (w("member.preferences"), sep.join(member.preferences)),
        (w("members.note"), member.note),
        (w("member.language"), w(f"member.language.{member.language or 'shop'}")),
        (w("member.advisor"), people.advisor),
    )
    rows = [_fact(label, value, w) for label, value in pairs]
    return SectionVM(
        w("members.profile"),
        tuple(rows),
        acts=(
            ActVM("photo", w("member.photo_change" if member.photo else "member.photo_add")),
            ActVM("edit", w("members.edit"), f.off(Permission.MEMBER_EDIT)),
        ),
        photo=people.photo,
    )


def _grouped(d: Dossier, w: Words) -> tuple[str, ...]:
    named = {one.group_id: one.named(w.lang) for one in d.program.groups}
    found = map(d.program.group_of, d.member.groups)
    return tuple(named.get(one, one) for one in dict.fromkeys(found))


def _fact(label: str, value: str, w: Words) -> RowVM:
    ink = "text" if value else "muted"
    return RowVM(
        label, value=value or w("members.no_note"), role="muted", value_role=ink, fact=True
    )


def birthday(one: Birthday | None, w: Words) -> str:
    """`农历 8 月 15 日`, `1988 年 3 月 8 日`."""
    if one is None:
        return ""
    if one.lunar:
        return w("member.lunar", month=str(one.month), day=str(one.day))
    key = "member.solar_year" if one.year else "member.solar"
    return w(key, year=str(one.year), month=str(one.month), day=str(one.day))


def _consents(d: Dossier, f: Frame) -> SectionVM:
    w, given = f.words, d.member.consents
    rows = []
    for what, on in (
        ("notices", given.notices),
        ("marketing", given.marketing),
        ("health", given.health),
    ):
        act = ActVM(
            f"consent:{what}",
            w("member.withdraw_consent" if on else "member.give_consent"),
        )
        rows.append(
            RowVM(
                w(f"member.consent.{what}"),
                sub=w(f"member.consent.{what}.why"),
                aside=w("members.agreed" if on else "members.refused"),
                mark=("check", "positive") if on else ("none", "muted"),
                acts=(act,),
            )
        )
    if d.file.has_health:
        off = f.off(Permission.MEMBER_HEALTH)
        rows.append(
            RowVM(
                w("member.health"),
                sub=w("member.health_why"),
                mark=("lock", "muted"),
                acts=(ActVM("health", w("member.show"), off),),
            )
        )
    return SectionVM(w("members.consents"), tuple(rows))


def _family(people: People, f: Frame) -> SectionVM:
    w = f.words
    rows = [_person(one, "open", w("members.open_known"), f) for one in people.family]
    acts = [ActVM("family", w("member.family_add"))]
    if people.family:
        acts.insert(0, ActVM("family.leave", w("member.family_leave")))
    return SectionVM(
        w("member.family"),
        tuple(rows),
        why="" if rows else w("member.family_none"),
        acts=tuple(acts),
    )


def _person(one: MemberRow, code: str, key: str, f: Frame) -> RowVM:
    act = ActVM(f"{code}:{one.member_id}", key)
    return RowVM(one.name, sub=one.phone_masked, acts=(act,))


def _log(people: People, f: Frame) -> SectionVM:
    """Consents and looks at the whole number in one list, the newest first."""
    w = f.words
    said = [
        (
            one.at_ms,
            w(
                "member.log.consent",
                what=w(f"member.consent.{one.what}"),
                how=w(f"member.how.{one.how}"),
                state=w("members.agreed" if one.given else "members.refused"),
            ),
            one.operator_name,
        )
        for one in people.consents
    ]
    said += [
        (one.at_ms, w(f"member.log.seen.{one.what}"), one.operator_name) for one in people.seen
    ]
    said.sort(key=lambda one: -one[0])
    rows = []
    for at_ms, what, who in said[:LOG]:
        at = f.at(at_ms)
        rows.append(
            RowVM(what, sub=f"{text.day(at.date().isoformat(), f.today, w)} {clock(at)} · {who}")
        )
    return SectionVM(
        w("member.log"),
        tuple(rows),
        why="" if rows else w("member.log_none"),
        more=w("member.more_rows", n=len(said) - LOG) if len(said) > LOG else "",
    )


def _weighty(d: Dossier, people: People, f: Frame) -> SectionVM:
    w = f.words
    rows = [
        RowVM(
            one.name,
            sub=w("member.maybe_same", phone=one.phone_masked),
            mark=("people", "warning"),
            acts=(ActVM(f"merge:{one.member_id}", w("member.merge")),),
        )
        for one in people.twins
    ]
    rows += [
        RowVM(
            one.name,
            sub=w("member.was_merged"),
            acts=(ActVM(f"unmerge:{one.member_id}", w("member.unmerge")),),
        )
        for one in people.merged
    ]
    acts = [ActVM("merge", w("member.merge_other")), ActVM("erase", w("member.erase"))]
    return SectionVM(
        w("member.weighty"),
        tuple(rows),
        why="" if rows else w("member.twins_none"),
        acts=tuple(acts),
    )
