"""The shop's templates: read, kept as a setting, looked at on the paper of the till's printer."""

from __future__ import annotations

from dataclasses import replace

from app.domain import template as templates
from app.domain.permissions import Operator
from app.domain.shop import Shop
from app.domain.template import EXTRA, EXTRA_LOGO, RECEIPT, Template
from app.usecases.outcome import Outcome
from app.usecases.ports import SlipPicture
from app.usecases.printing.width import paper_width
from app.usecases.services import Services
from app.usecases.shop import settings
from app.usecases.template.sample import sample_receipt, sample_slip


def load(s: Services, kind: str) -> Template:
    """The shop's own, or the default. Reader thread."""
    return templates.of_shop(settings.load(s).extra, kind)


def save(s: Services, operator: Operator, template: Template) -> Outcome[Shop]:
    """Keep it for all tills' paper from now on. Writer thread.

    Refused: `permission.missing`, `template.*` as `domain.template.check`.
    """
    templates.check(template)
    name, text = EXTRA + template.kind, templates.write(template)
    return settings.change(s, operator, extra=_with(settings.load(s), name, text))


def keep_logo(s: Services, operator: Operator, logo: str) -> Outcome[Shop]:
    """Keep what `logo.made` gave; empty takes it away. Writer thread. Refused as `save`."""
    return settings.change(s, operator, extra=_with(settings.load(s), EXTRA_LOGO, logo))


def picture(s: Services, template: Template, *, language: str = "", logo: str = "") -> SlipPicture:
    """An example as the till's printer would print it by this template. Reader thread.

    `language` empty: the paper's. `logo` stands for one that is not kept yet.
    """
    shop = settings.load(s)
    extra = _with(shop, EXTRA + template.kind, templates.write(template))
    if logo:
        extra[EXTRA_LOGO] = logo
    shop = replace(shop, extra=extra, paper_language=language or shop.paper_language)
    paper = s.paper.in_language(shop.paper_language)
    if template.kind == RECEIPT:
        slip = paper.receipt(sample_receipt(shop))
    else:
        slip = paper.top_up(sample_slip(shop))
    return s.devices.picture(slip, paper_width(s, shop))


def _with(shop: Shop, name: str, text: str) -> dict[str, str]:
    extra = {key: value for key, value in shop.extra.items() if key != name}
    if text:
        extra[name] = text
    return extra
