"""The shop's label templates: those that came with the program, changed or not, and its own.

They are a setting of the shop, kept in its documents; whoever may edit goods may edit their labels.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.label.codec import check, from_dict, read_all, write_all
from app.domain.label.shape import LabelTemplate
from app.domain.permissions import Operator, Permission, require
from app.domain.shop import Shop
from app.reports.labels.draw import kept_logo, read_logo
from app.settings import RESOURCES
from app.store import shop as shops
from app.usecases import commit
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

Change = Callable[[tuple[LabelTemplate, ...]], tuple[LabelTemplate, ...]]
EXTRA, EXTRA_LOGO, EXTRA_DONE = "labels", "labels.logo", "labels.done_ms"
MOST = 40
OWN = "own-"


@lru_cache(maxsize=1)
def defaults() -> tuple[LabelTemplate, ...]:
    """What came with the program; each has a word `labels.template.<id>`."""
    path = RESOURCES / "labels" / "defaults.json"
    return tuple(from_dict(one) for one in json.loads(path.read_text(encoding="utf-8")))


def of_shop(shop: Shop) -> tuple[LabelTemplate, ...]:
    """The defaults as the shop changed them, then its own."""
    kept = {one.template_id: one for one in read_all(shop.extra.get(EXTRA, ""))}
    usual = tuple(kept.pop(one.template_id, one) for one in defaults())
    return (*usual, *kept.values())


def load(s: Services) -> tuple[LabelTemplate, ...]:
    """Every template of the shop. Reader thread."""
    with s.db.read() as tx:
        return of_shop(shops.load(tx))


def one(s: Services, template_id: str) -> LabelTemplate:
    """One of them. Refused `labels.unknown`."""
    for template in load(s):
        if template.template_id == template_id:
            return template
    raise Refused("labels.unknown")


def changed(s: Services, template_id: str) -> bool:
    """Whether a default is not as it came."""
    return one(s, template_id) not in defaults() and not template_id.startswith(OWN)


def save(s: Services, operator: Operator, template: LabelTemplate) -> Outcome[LabelTemplate]:
    """Keep a template; without an id it is a new one of the shop's own. Writer thread.

    Refused: `permission.missing`, `labels.full` (most) and as `label.codec.check`.
    """
    kept = template
    if not kept.template_id:
        kept = replace(kept, template_id=OWN + s.clock.new_id())
    check(kept)

    def change(before: tuple[LabelTemplate, ...]) -> tuple[LabelTemplate, ...]:
        others = tuple(x for x in before if x.template_id != kept.template_id)
        if len(others) >= MOST:
            raise Refused("labels.many", most=MOST)
        return others if kept in defaults() else (*others, kept)

    return Outcome(kept, _keep(s, operator, change))


def reset(s: Services, operator: Operator, template_id: str) -> Outcome[LabelTemplate | None]:
    """A default as it came, one of the shop's own gone (None). Writer thread.

    Refused: `permission.missing`.
    """
    changes = _keep(
        s, operator, lambda before: tuple(x for x in before if x.template_id != template_id)
    )
    found = next((x for x in defaults() if x.template_id == template_id), None)
    return Outcome(found, changes)


def put_logo(s: Services, operator: Operator, data: bytes) -> Outcome[bytes]:
    """The shop's picture for labels; empty takes it away. Writer thread.

    Refused: `permission.missing`, `logo.unreadable`, `logo.too_large`.
    """
    kept = kept_logo(data) if data else ""
    return Outcome(read_logo(kept), _put(s, operator, EXTRA_LOGO, kept))


def logo(shop: Shop) -> bytes:
    """The picture, as a PNG; empty where there is none."""
    return read_logo(shop.extra.get(EXTRA_LOGO, ""))


def all_done(s: Services, operator: Operator) -> Outcome[int]:
    """Every price up to now has its label, says a person. Writer thread."""
    now = s.clock.now_ms()
    return Outcome(now, _put(s, operator, EXTRA_DONE, str(now)))


def _keep(s: Services, operator: Operator, change: Change) -> Changes:
    require(operator, Permission.CATALOG_EDIT)
    with s.db.read() as tx:
        before = read_all(shops.load(tx).extra.get(EXTRA, ""))
    after = change(before)
    return _put(s, operator, EXTRA, write_all(after) if after else "")


def _put(s: Services, operator: Operator, name: str, text: str) -> Changes:
    """One named text of the shop's settings, as a document; nothing where nothing changes."""
    require(operator, Permission.CATALOG_EDIT)
    with s.db.write() as tx:
        extra = dict(shops.load(tx).extra)
        before = extra.pop(name, "")
        if text:
            extra[name] = text
        if before == text:
            return Changes()
        body = {"changed": {"extra": extra}, "at_ms": s.clock.now_ms()}
        commit.seal(tx, s, Kind.SETTINGS_CHANGE, body, operator_id=operator.operator_id)
    return Changes(settings=True)
