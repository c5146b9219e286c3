"""Makes the demo shop through the real use cases: every row of it stands in the journal.

Deterministic: the same `today_ms` gives the same ids, goods, members and sales (only keys, and what
is sealed with them, are fresh). It has traded yesterday, so that no page of it is empty.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app import bootstrap
from app.cli import demo_program
from app.cli.demo_money import bring_along
from app.cli.demo_weeks import DAYS as FORTNIGHT
from app.clock import ManualClock
from app.domain.catalog import SHELF, Department, Item, ItemKind, Price
from app.domain.errors import Refused
from app.domain.loyalty.tier import TierTerms
from app.domain.money import share_ppm
from app.domain.permissions import Operator, Role
from app.settings import RESOURCES, Settings
from app.usecases.catalog import edit_keys, importing, list_items, save
from app.usecases.member import edit, enrol
from app.usecases.ports import DeviceChoice
from app.usecases.services import Services
from app.usecases.shop.first_start import Answers
from app.usecases.staff import edit as staff_edit

FOLDER = RESOURCES / "demo"
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
DEVICES = ("printer", "drawer", "scanner", "scale", "display")
FAKES = {name: DeviceChoice("fake") for name in DEVICES}
OWN_FILES = (
    "till.db*",
    "till.id*",
    "till.toml",
    "devices.json*",
    "verified.json",
    "paper",
    "crashes",
    *("backups", "keeping.json", "ballast.bin", "logs", "aside"),
)
Progress = Callable[[str], None]


def make(
    settings: Settings,
    *,
    today_ms: int,
    progress: Progress = lambda step: None,
    programme: bool = True,
) -> None:
    """The whole shop in an empty folder. `today_ms`: its last sale is of the evening before.

    Without `programme` it has tiers by hand and no members' money: a shop that only sells.

    Refused `shop.exists_already`; Unavailable as `bootstrap.create_shop`.
    """
    shop = json.loads((FOLDER / "shop.json").read_text(encoding="utf-8"))
    clock = ManualClock(today_ms - 40 * DAY_MS, prefix=0xDE30)
    owner = shop["people"][0]
    answers = Answers(
        shop_name=shop["shop_name"],
        owner_name=owner["name"],
        owner_pin=owner["pin"],
        owner_card=owner["card"],
        branch=shop["branch"],
        shop_no=shop["shop_no"],
        till_no=shop["till_no"],
        till_name=shop["till_name"],
        phone=shop["phone"],
        footer=shop["footer"],
        demo=True,
    )
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    (settings.data_dir / "till.toml").write_text('encryption = "off"\n', encoding="utf-8")
    plain = replace(settings, encryption="off")
    bootstrap.create_shop(plain, answers, devices=FAKES, clock=clock)
    till = bootstrap.open_till(plain, clock=clock)
    try:
        _furnish(till.services, clock, shop, today_ms, progress, programme=programme)
    finally:
        till.close()


def midnight_before(now_ms: int) -> int:
    """When today began in the demo shop's zone (UTC+8, no summer time)."""
    return (now_ms + 8 * HOUR_MS) // DAY_MS * DAY_MS - 8 * HOUR_MS


def remove(settings: Settings) -> None:
    """Take a demo shop away, and only one: the folder must say itself that it is a demo.

    Only what the program wrote goes; whatever else lies in the folder is somebody's.
    Refused `demo.not_a_demo`; Unavailable `folder.in_use` while a till is open on it.
    """
    if not settings.exists:
        return
    if bootstrap.face(settings).extra.get("demo") != "yes":
        raise Refused("demo.not_a_demo", path=str(settings.data_dir))
    lock = bootstrap.hold(settings)
    try:
        for pattern in OWN_FILES:
            for path in settings.data_dir.glob(pattern):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    finally:
        lock.release()


def _furnish(
    s: Services,
    clock: ManualClock,
    shop: dict[str, Any],
    today_ms: int,
    progress: Progress,
    *,
    programme: bool,
) -> None:
    from app.cli.demo_day import trade
    from app.usecases.staff.login import people

    (owner,) = people(s)
    progress("staff")
    for one in shop["people"][1:]:
        staff_edit.add(
            *(s, owner),
            name=one["name"],
            role=Role(one["role"]),
            pin=one["pin"],
            card_token=one["card"],
        )
    clock.pass_ms(HOUR_MS)
    progress("catalogue")
    _catalogue(s, owner, shop)
    if programme:
        demo_program.furnish(s, owner)
    clock.pass_ms(HOUR_MS)
    progress("members")
    _members(s, owner, clock, today_ms, programme=programme)
    progress("sales")
    trade(s, clock, today_ms, programme=programme)


def _catalogue(s: Services, owner: Operator, shop: dict[str, Any]) -> None:
    for place, (department_id, name, name_en, tax_class) in enumerate(shop["departments"], 1):
        made = Department(department_id, name, name_en, tax_class, place)
        save.save_department(s, owner, made)
    tiers = tuple(
        TierTerms(
            one["tier_id"],
            one["name"],
            one["name_en"],
            level,
            one.get("price_list", ""),
            tuple(one["off"].items()),
        )
        for level, one in enumerate(shop["tiers"])
    )
    save.save_tiers(s, owner, tiers)
    importing.apply(s, owner, importing.preview(s, FOLDER / "catalog.csv"), first=True)
    _tier_prices(s, owner, shop["tier_prices"])
    _keys(s, owner, shop)


def _tier_prices(s: Services, owner: Operator, rule: dict[str, int]) -> None:
    """A member's price list for some goods, in tens of fen as a shop would write it."""
    rows = list_items.list_items(s, limit=10_000)
    for row in rows[:: rule["every"]]:
        item = row.item
        if row.price_minor is None or item.kind is ItemKind.SERVICE:
            continue
        listed = tuple(
            Price(name, share_ppm(row.price_minor, rule[f"{name}_ppm"]) // 10 * 10)
            for name in ("gold", "platinum")
        )
        if all(one.price_minor > 0 for one in listed):
            save.save_item(s, owner, replace(item, prices=(*item.prices, *listed)))


def _keys(s: Services, owner: Operator, shop: dict[str, Any]) -> None:
    """The favourites, then a page for each department with its first 25 goods."""
    items = [row.item for row in list_items.list_items(s, limit=10_000)]
    known = {(one.name, one.spec): one.item_id for one in items}
    favourites = [known[(name, spec)] for name, spec in shop["favourites"]]
    pages: list[tuple[str, str, list[str]]] = [("常用", "Favourites", list(favourites))]
    order = {row[0]: (row[1], row[2]) for row in shop["departments"]}
    for department_id, (name, name_en) in order.items():
        held = [one for one in _in_file_order(items) if one.department_id == department_id]
        pages.append((name, name_en, [one.item_id for one in held[:25]]))
    for position, (name, name_en, item_ids) in enumerate(pages):
        edit_keys.save_page(
            *(s, owner),
            name=name,
            name_en=name_en,
            position=position,
            keys=tuple(enumerate(item_ids)),
        )


def _in_file_order(items: list[Item]) -> list[Item]:
    """Ids were given in the order of the file."""
    return sorted(items, key=lambda one: one.item_id)


def _members(
    s: Services, owner: Operator, clock: ManualClock, today_ms: int, *, programme: bool
) -> None:
    """200 members, joined over the last weeks; phone numbers are of a range nobody has (100...)."""
    with (FOLDER / "members.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    before = (FORTNIGHT + 3 if programme else 2) * DAY_MS
    step = (today_ms - before - clock.now_ms()) // len(rows)
    for row in rows:
        joined = enrol.enrol(
            *(s, owner),
            name=row["name"],
            phone=row["phone"],
            marketing=row["marketing"] == "1",
            card=row["card"],
        ).value
        if programme:
            bring_along(s, owner, joined.member_id, row["tier"], int(row["phone"][-4:]))
        elif row["tier"] != joined.tier_id:
            edit.edit(s, owner, joined.member_id, tier_id=row["tier"])
        clock.pass_ms(step)


def check_files(folder: Path = FOLDER) -> None:
    """KeyError or ValueError when the demo's files do not fit together; for the tests."""
    shop = json.loads((folder / "shop.json").read_text(encoding="utf-8"))
    with (folder / "catalog.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {(row["名称"], row["规格"]) for row in rows}
    missing = [one for one in shop["favourites"] if tuple(one) not in names]
    if missing or SHELF in shop["tier_prices"]:
        raise ValueError(f"favourites that the catalogue lacks: {missing}")
