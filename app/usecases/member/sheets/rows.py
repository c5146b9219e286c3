"""Says what each row of a members' file would do, and what is wrong with it. Pure.

A row is taken whole or not at all: a member without their balance would be worse than none. What
only decorates a file (birthday, gender, date of joining) is left out with a warning when it cannot
be read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.codes.cards import without_card
from app.domain.errors import Fact, Refused
from app.domain.ids import MemberId
from app.domain.member import (
    Birthday,
    Card,
    Consents,
    Member,
    clean_name,
    clean_phone,
    mask_name,
    mask_phone,
)
from app.domain.money import Currency, parse_amount
from app.usecases.catalog.csv_file import Form, Record
from app.usecases.catalog.csv_rows import FAILED, NEW, Notes, RowNote
from app.usecases.member.changes import clean_words
from app.usecases.member.file_write import card_of

MOST_ROWS = 300_000
MOST_BYTES = 80_000_000
HUGE_MINOR = 10_000_000  # a balance that a person looks at twice (100,000.00)
MOST_POINTS = 1_000_000_000

HEADERS: dict[str, tuple[str, ...]] = {
    "phone": ("手机号", "phone", "手机", "电话", "手机号码", "联系电话", "mobile", "tel"),
    "name": ("姓名", "name", "会员姓名", "客户姓名", "名称", "member", "customer"),
    "card": ("卡号", "card", "会员卡号", "会员卡", "cardno", "cardnumber"),
    "tier": ("等级", "tier", "会员等级", "会员级别", "级别", "level", "grade"),
    "birthday": ("生日", "birthday", "出生日期", "birthdate", "dateofbirth", "dob"),
    "gender": ("性别", "gender", "sex"),
    "tags": ("标签", "tags", "分组", "labels"),
    "note": ("备注", "note", "说明", "remark", "comment"),
    "marketing": ("愿意收优惠", "marketing", "营销同意", "接收短信", "optin"),
    "enrolled": ("入会日期", "joined", "开卡日期", "注册日期", "办卡日期", "enrolled", "created"),
    "principal": ("储值余额", "balance", "余额", "本金", "储值", "储值本金", "principal"),
    "bonus": ("赠送余额", "bonus", "赠金", "赠送金额", "赠送", "bonusbalance"),
    "points": ("积分", "points", "可用积分", "剩余积分", "积分余额"),
    "growth": ("成长值", "growth", "growthvalue", "经验值"),
}
FORM = Form(HEADERS, ("phone",), "import.no_phone_column", MOST_ROWS, MOST_BYTES)
GENDERS = {
    **dict.fromkeys(("女", "female", "f", "女士", "女性"), "female"),
    **dict.fromkeys(("男", "male", "m", "先生", "男性"), "male"),
    **dict.fromkeys(("其他", "other"), "other"),
}
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in the shop already, as far as these rows must know: who has which phone and
    card, tiers by id and name, and what one finds a member's number under."""

    phones: Mapping[str, str]
    cards: Mapping[str, str]
    tiers: Mapping[str, str]
    lowest_tier: str
    currency: Currency


@dataclass(frozen=True, slots=True)
class MemberImportRow:
    """One row: `verdict` new or failed (a member who is here already is an error that says who).

    Amounts in minor units and points. `member` is what would be written, without an id, None when
    failed; `name` and `phone_masked` are for the screen.
    """

    row_no: int
    name: str
    phone_masked: str
    verdict: str
    principal_minor: int = 0
    bonus_minor: int = 0
    points: int = 0
    growth: int = 0
    member: Member | None = field(default=None, repr=False)
    enrolled_on: str = ""
    errors: tuple[RowNote, ...] = ()
    warnings: tuple[RowNote, ...] = ()


def phone_of(cells: Mapping[str, str]) -> str:
    """The row's number as it is kept, empty when it is none: what is asked for before reading."""
    try:
        return clean_phone(cells.get("phone", ""))
    except Refused:
        return ""


class RowReader:
    """Reads one file's rows; remembers what the file said already."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._seen: dict[str, int] = {}

    def read(self, record: Record) -> MemberImportRow:
        """The row's verdict."""
        cells, notes = record.cells, _Notes()
        phone = self._phone(record, notes)
        card = self._card(record, notes)
        name = self._name(cells, notes)
        principal, bonus = (self._amount(cells, one, notes) for one in ("principal", "bonus"))
        points, growth = (self._amount(cells, one, notes) for one in ("points", "growth"))
        enrolled = self._enrolled(cells, notes)
        member = Member(
            MemberId(""),
            name or mask_phone(phone),
            phone,
            self._tier(cells, notes),
            (card,) if card else (),
            Consents(marketing=_yes(cells.get("marketing", ""))),
            note=self._text(cells, "note", notes)[:500],
            named=bool(name),
            birthday=self._birthday(cells, notes),
            gender=self._gender(cells, notes),
            tags=self._tags(cells, notes),
        )
        row = MemberImportRow(
            record.row_no,
            member.name[:60],
            mask_phone(phone) if phone else "",
            NEW,
            principal,
            bonus,
            points,
            growth,
            member=member,
            enrolled_on=enrolled,
            warnings=tuple(notes.warnings),
        )
        if notes.errors:
            row = replace(row, verdict=FAILED, member=None, errors=tuple(notes.errors))
        return row

    def _phone(self, record: Record, notes: _Notes) -> str:
        said = record.cells.get("phone", "")
        if not said:
            notes.error("phone", "phone_missing")
            return ""
        try:
            phone = clean_phone(said)
        except Refused as wrong:
            notes.refused("phone", wrong, text=said[:20])
            return ""
        if owner := self._known.phones.get(phone):
            notes.error("phone", "phone_taken", phone=mask_phone(phone), name=mask_name(owner))
        self._once(record, "phone", phone, mask_phone(phone), notes)
        return phone

    def _card(self, record: Record, notes: _Notes) -> Card | None:
        said = record.cells.get("card", "")
        if not said:
            return None
        try:
            card = card_of(said)
        except Refused as wrong:
            if wrong.code == "code.payment_card":
                notes.refused("card", wrong)
            else:
                notes.error("card", "card_unusable", text=said[:20])
            return None
        if owner := self._known.cards.get(card.token):
            notes.error("card", "card_taken", name=mask_name(owner))
        self._once(record, "card", card.token, card.token[:40], notes)
        return card

    def _once(self, record: Record, column: str, key: str, shown: str, notes: _Notes) -> None:
        first = self._seen.setdefault(f"{column}:{key}", record.row_no)
        if first != record.row_no:
            notes.error(column, "duplicate", code=shown, row=first)

    def _name(self, cells: Mapping[str, str], notes: _Notes) -> str:
        said = cells.get("name", "")
        if not said:
            return ""
        try:
            return clean_name(said)
        except Refused as wrong:
            notes.refused("name", wrong)
            return ""

    def _text(self, cells: Mapping[str, str], column: str, notes: _Notes) -> str:
        said = cells.get(column, "")
        try:
            return without_card(said) if said else ""
        except Refused as wrong:
            notes.refused(column, wrong)
            return ""

    def _tags(self, cells: Mapping[str, str], notes: _Notes) -> tuple[str, ...]:
        said = cells.get("tags", "")
        if not said:
            return ()
        try:
            return clean_words(re.split(r"[;；,，、|]", said)[:20], 20)
        except Refused as wrong:
            notes.refused("tags", wrong)
            return ()

    def _tier(self, cells: Mapping[str, str], notes: _Notes) -> str:
        said = cells.get("tier", "")
        if not said:
            return self._known.lowest_tier
        found = self._known.tiers.get(said.casefold())
        if found is None:
            notes.error("tier", "tier_unknown", text=said[:20])
        return found or ""

    def _gender(self, cells: Mapping[str, str], notes: _Notes) -> str:
        said = cells.get("gender", "").casefold()
        if said and said not in GENDERS:
            notes.warning("gender", "gender_unknown", text=said[:20])
        return GENDERS.get(said, "")

    def _birthday(self, cells: Mapping[str, str], notes: _Notes) -> Birthday | None:
        said = cells.get("birthday", "")
        if not said:
            return None
        lunar = said.startswith(("农历", "L", "lunar "))
        bare = said.removeprefix("农历").removeprefix("lunar").removeprefix("L").strip()
        whole, short = _DATE.fullmatch(bare), _DAY.fullmatch(bare)
        try:
            if whole:
                year, month, day = map(int, whole.groups())
                return Birthday(month, day, year, lunar)
            if short:
                month, day = map(int, short.groups())
                return Birthday(month, day, 0, lunar)
        except Refused:
            pass
        notes.warning("birthday", "birthday_unreadable", text=said[:20])
        return None

    def _enrolled(self, cells: Mapping[str, str], notes: _Notes) -> str:
        """`2024-05-01`, empty when it is not said or no day."""
        said = cells.get("enrolled", "")
        found = _DATE.fullmatch(said)
        try:
            return date(*map(int, found.groups())).isoformat() if found else _nothing(said)
        except ValueError:
            notes.warning("enrolled", "enrolled_unreadable", text=said[:20])
            return ""

    def _amount(self, cells: Mapping[str, str], column: str, notes: _Notes) -> int:
        """Minor units, or whole points; 0 for an empty cell or one that is wrong."""
        money = column in ("principal", "bonus")
        text = re.sub(r"[¥￥$€£元\s]" if money else r"[分\s]", "", cells.get(column, ""))
        if not text:
            return 0
        try:
            amount = parse_amount(text, self._known.currency if money else _WHOLE)
        except Refused as wrong:
            code = wrong.code.removeprefix("amount.")
            notes.error(column, f"{column}_{code}", text=text[:20])
            return 0
        if amount < 0:
            notes.error(column, f"{column}_negative", text=text[:20])
            return 0
        if not money and amount > MOST_POINTS:
            notes.error(column, f"{column}_too_large", text=text[:20])
            return 0
        if money and amount > HUGE_MINOR:
            notes.warning(column, f"{column}_huge", text=text[:20])
        return amount


class _Notes(Notes):
    def refused(self, column: str, wrong: Refused, /, **facts: Fact) -> None:
        """A rule of the file's own fields: its code with an underscore, as everywhere in imports.
        A payment card's number is in no fact."""
        kept = {} if wrong.code == "code.payment_card" else wrong.facts | facts
        self.error(column, wrong.code.replace(".", "_"), **kept)


_WHOLE = Currency("PTS", 0, "", ())


def _yes(said: str) -> bool:
    """Only what says yes is a consent (R56: silence is a refusal)."""
    return said.casefold() in ("1", "yes", "y", "true", "是", "同意", "愿意")


def _nothing(said: str) -> str:
    """Empty for an empty cell; ValueError for one that says something."""
    if said:
        raise ValueError("no date")
    return ""
