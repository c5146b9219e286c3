"""The profile's form, consents, and looks at what nobody needs at the counter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.domain.errors import Refused, Unavailable
from app.domain.member import Birthday, Member, mask_phone
from app.domain.permissions import Operator, Permission
from app.domain.pricing.basket import Approval
from app.usecases.member import consents, edit, photo, seen
from app.usecases.member.changes import GENDERS, LANGUAGES
from ui.members.presenter.errand import Errand, Ground, Op
from ui.members.viewmodel.parts import FactVM, FieldVM, FormVM, NoteVM

HOW = ("spoken", "signed", "online")
WHY = ("call", "check", "asked")
SPOKEN = ("", *LANGUAGES)
MOST_BYTES = 8_000_000


def parts(text: str) -> tuple[str, ...]:
    """`生鲜、早餐` as two; commas of both kinds and spaces part them."""
    for sign in "，、,;；\n":
        text = text.replace(sign, "\n")
    return tuple(dict.fromkeys(one.strip() for one in text.split("\n") if one.strip()))


def day_of(text: str, *, lunar: bool) -> Birthday | None:
    """`8-15`, `1988-3-8`, `1988.3.8`; empty is none. Refused `birthday.unreadable`."""
    kept = text.strip()
    if not kept:
        return None
    for sign in "./年月日 ":
        kept = kept.replace(sign, "-")
    figures = [one for one in kept.split("-") if one]
    if not 2 <= len(figures) <= 3 or not all(one.isascii() and one.isdecimal() for one in figures):
        raise Refused("birthday.unreadable")
    numbers = [int(one[:4]) for one in figures]
    year = numbers.pop(0) if len(numbers) == 3 else 0
    return Birthday(numbers[0], numbers[1], year, lunar)


def said_day(one: Birthday | None) -> str:
    """As it is typed."""
    if one is None:
        return ""
    return "-".join(str(n) for n in (one.year, one.month, one.day) if n)


class Edit(Errand):
    """Only what differs is written, as one document."""

    code = "edit"
    where = {
        "name.": "name",
        "phone.": "phone",
        "note.": "note",
        "birthday.": "birthday",
        "code.": "note",
    }

    def __init__(self, ground: Ground, staff: tuple[Operator, ...] = ()) -> None:
        super().__init__(ground)
        self._staff = staff
        member = ground.dossier.member
        self.values = {
            "name": member.name if member.named else "",
            "phone": "",
            "gender": member.gender,
            "birthday": said_day(member.birthday),
            "lunar": "1" if member.birthday and member.birthday.lunar else "",
            "tags": "、".join(member.tags),
            "preferences": "、".join(member.preferences),
            "note": member.note,
            "groups": ",".join(self._grouped()),
            "language": member.language,
            "advisor": member.advisor_id,
            "active": "1" if member.active else "",
        }

    def form(self) -> FormVM:
        """All that may be changed."""
        say, g, v = self.g.say, self.g, self.values
        member = g.dossier.member
        staff = (("", say("member.no_advisor")),) + tuple(
            (str(one.operator_id), one.name) for one in self._staff
        )
        genders = (("", say("member.gender.none")),) + tuple(
            (one, say(f"member.gender.{one}")) for one in GENDERS if one
        )
        keep = say("members.phone_keep", phone=mask_phone(member.phone))
        fields = [
            FieldVM("name", "text", say("members.name"), v["name"]),
            FieldVM("phone", "text", say("members.phone"), v["phone"], hint=keep),
            FieldVM(
                *("gender", "choice", say("member.gender"), v["gender"]),
                options=genders,
                columns=2,
            ),
            FieldVM(
                "birthday",
                "text",
                say("member.birthday"),
                v["birthday"],
                hint=say("member.birthday_hint"),
            ),
            FieldVM("lunar", "switch", say("member.lunar_ask"), v["lunar"]),
            FieldVM("tags", "text", say("member.tags"), v["tags"], hint=say("member.tags_hint")),
            FieldVM("preferences", "text", say("member.preferences"), v["preferences"]),
            FieldVM("note", "text", say("members.note"), v["note"], hint=say("members.note_hint")),
            *self._groups(),
            FieldVM(
                "language",
                "choice",
                say("member.language"),
                v["language"],
                options=tuple((one, say(f"member.language.{one or 'shop'}")) for one in SPOKEN),
            ),
            FieldVM("advisor", "choice", say("member.advisor"), v["advisor"], options=staff),
            FieldVM(
                "active",
                "switch",
                say("members.active"),
                v["active"],
                help=say("members.active_note"),
            ),
        ]
        if member.consents.health and g.frame.may(Permission.MEMBER_HEALTH):
            fields.append(
                FieldVM(
                    "health",
                    "text",
                    say("member.consent.health"),
                    v.get("health", ""),
                    hint=say("member.health_hint"),
                )
            )
        return FormVM(
            code=self.code,
            title=say("members.edit"),
            about="",
            fields=tuple(fields),
            facts_title=say("member.changes"),
            facts=self._differs(),
            notes=(NoteVM(say("members.save_hint")),),
            confirm=say("members.save"),
        )

    def _groups(self) -> tuple[FieldVM, ...]:
        """Of the owner's list, and what the file said before there was one."""
        say, g = self.g.say, self.g
        lang = g.frame.words.lang
        listed = {one.group_id: one.named(lang) for one in g.dossier.program.groups}
        listed |= {one: one for one in self._grouped() if one not in listed}
        if not listed:
            return ()
        options = tuple(listed.items())
        return (
            FieldVM(
                *("groups", "many", say("member.groups"), self.values["groups"]),
                options=options,
                columns=1,
            ),
        )

    def _grouped(self) -> tuple[str, ...]:
        program = self.g.dossier.program
        return tuple(dict.fromkeys(map(program.group_of, self.g.dossier.member.groups)))

    def _differs(self) -> tuple[FactVM, ...]:
        """What would be written, field by field."""
        try:
            found = self.changes()
        except Refused:
            return ()
        say = self.g.say
        return tuple(FactVM(say(f"member.field.{name}"), say("member.changed")) for name in found)

    def changes(self) -> dict[str, Any]:
        """Only what differs from the file; an empty phone means that it stays.

        Refused `birthday.*`.
        """
        member: Member = self.g.dossier.member
        v = self.values
        born = day_of(v["birthday"], lunar=bool(v["lunar"]))
        wanted: dict[str, Any] = {
            "name": v["name"].strip(),
            "gender": v["gender"],
            "birthday": born,
            "tags": parts(v["tags"]),
            "preferences": parts(v["preferences"]),
            "note": v["note"].strip(),
            "groups": tuple(one for one in v["groups"].split(",") if one),
            "language": v["language"],
            "advisor_id": v["advisor"],
            "active": bool(v["active"]),
        }
        before = {name: getattr(member, name) for name in wanted}
        before["groups"] = self._grouped()
        if not member.named:
            before["name"] = ""
        found = {name: value for name, value in wanted.items() if value != before[name]}
        if v["phone"].strip():
            found["phone"] = v["phone"]
        if v.get("health", "").strip():
            found["health_note"] = v["health"].strip()
        return found

    def work(self, approval: Approval | None) -> Op:
        """One document that says who changed what."""
        g, wanted = self.g, self.changes()
        s, operator = g.session.services, g.session.on_duty
        return lambda: edit.edit(s, operator, g.member_id, **wanted)

    def said(self, value: Any) -> str:
        """Kept."""
        return self.g.say("members.saved")


class Consent(Errand):
    """One consent given or withdrawn, and how: a line in the log."""

    code = "consent"

    def __init__(self, ground: Ground, what: str) -> None:
        super().__init__(ground)
        self._what = what
        self._on = bool(getattr(ground.dossier.member.consents, what))

    def form(self) -> FormVM:
        """How it was said."""
        say, what = self.g.say, self._what
        name = say(f"member.consent.{what}")
        verb = "withdraw" if self._on else "give"
        fields = (
            FieldVM(
                "how",
                "choice",
                say("member.how"),
                self.value("how", HOW[0]),
                options=tuple((one, say(f"member.how.{one}")) for one in HOW),
            ),
        )
        notes = [NoteVM(say(f"member.consent.{what}.why"))]
        if what == "health" and self._on:
            notes.append(NoteVM(say("member.health_goes"), "warning", "alert"))
        return FormVM(
            code=f"{self.code}.{what}",
            title=say(f"member.consent_{verb}", what=name),
            about=say("member.consent_about"),
            fields=() if self._on else fields,
            facts_title=name,
            facts=(
                FactVM(say("member.now"), say("members.agreed" if self._on else "members.refused")),
                FactVM(
                    say("member.then"), say("members.refused" if self._on else "members.agreed")
                ),
            ),
            notes=tuple(notes),
            confirm=say("member.withdraw_consent" if self._on else "member.give_consent"),
        )

    def work(self, approval: Approval | None) -> Op:
        """A line in the log."""
        g, given = self.g, not self._on
        how = self.value("how", HOW[0]) if given else "withdrawn"
        s, operator = g.session.services, g.session.on_duty
        return lambda: consents.set_consent(s, operator, g.member_id, self._what, given, how=how)

    def said(self, value: Any) -> str:
        """Kept."""
        return self.g.say("members.saved")


class Look(Errand):
    """Ask to see the whole number or the health note: journalled before it is shown (R54)."""

    def __init__(self, ground: Ground, what: str) -> None:
        super().__init__(ground)
        self.code = f"look.{what}"
        self._what = what

    def form(self) -> FormVM:
        """Why."""
        say = self.g.say
        return FormVM(
            code=self.code,
            title=say(f"member.look.{self._what}"),
            about=say("member.look_about"),
            fields=(
                FieldVM(
                    "why",
                    "choice",
                    say("member.reason"),
                    self.value("why", WHY[0]),
                    options=tuple((one, say(f"member.why.{one}")) for one in WHY),
                ),
            ),
            notes=(NoteVM(say("member.look_note"), icon="eye"),),
            confirm=say("member.show"),
        )

    def work(self, approval: Approval | None) -> Op:
        """Journalled, then told."""
        g, why = self.g, self.g.say(f"member.why.{self.value('why', WHY[0])}")
        s, operator = g.session.services, g.session.on_duty
        if self._what == "phone":
            return lambda: seen.full_phone(s, operator, g.member_id, why)
        return lambda: seen.health(s, operator, g.member_id, why)

    def said(self, value: Any) -> str:
        """The note itself; the number goes to its own place."""
        if self._what == "phone":
            return ""
        return self.g.say("member.health_is", text=str(value) or self.g.say("members.no_note"))


class Photo(Errand):
    """A picture from a file."""

    code = "photo"
    where = {"photo.": "path", "file.": "path"}

    def form(self) -> FormVM:
        """Which file; an empty field takes the picture away."""
        say, has = self.g.say, bool(self.g.dossier.member.photo)
        path = self.value("path").strip()
        off = "" if path or has else say("member.photo_path")
        return FormVM(
            code=self.code,
            title=say("member.photo_title"),
            about=say("member.photo_about"),
            fields=(
                FieldVM(
                    "path",
                    "text",
                    say("member.photo_path"),
                    path,
                    hint=say("member.photo_hint"),
                ),
            ),
            notes=(NoteVM(say("member.photo_note")),),
            confirm=say("member.photo_take_away" if has and not path else "member.photo_do"),
            off=off,
        )

    def work(self, approval: Approval | None) -> Op:
        """Read the file on the other thread, keep a small square."""
        g, path = self.g, self.value("path").strip()
        s, operator = g.session.services, g.session.on_duty

        def keep() -> Any:
            return photo.set_photo(s, operator, g.member_id, picture(path) if path else b"")

        return keep

    def said(self, value: Any) -> str:
        """Kept."""
        return self.g.say("members.saved")


def picture(path: str) -> bytes:
    """The file's bytes. Unavailable `file.unreadable` (path)."""
    try:
        with Path(path).expanduser().open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise Unavailable("file", "unreadable", path=path) from error
