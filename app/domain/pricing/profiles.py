"""A country's tax classes out of a file: data with its source, never a constant in a rule."""

from __future__ import annotations

from typing import Any

from app.domain.catalog import TaxClass, TaxProfile
from app.domain.errors import Refused
from app.domain.money import PPM


def profile_from(data: dict[str, Any]) -> TaxProfile:
    """The profile that a file of `resources/tax` holds.

    `code`, `source`, `included` (shelf prices contain the tax), `classes`: a list of `class`,
    `ppm`, `name`, `en`. Refused `tax.profile` for anything else: a wrong rate is worse than none.
    """
    try:
        classes = tuple(_class(one) for one in data["classes"])
        profile = TaxProfile(
            _text(data["code"]), bool(data["included"]), classes, _text(data["source"])
        )
    except KeyError as missing:
        raise Refused("tax.profile", what=str(missing.args[0])) from missing
    if not isinstance(data["included"], bool):
        raise Refused("tax.profile", what="included")
    if not classes or len({one.tax_class for one in classes}) != len(classes):
        raise Refused("tax.profile", what="classes")
    return profile


def _class(one: dict[str, Any]) -> TaxClass:
    rate = one["ppm"]
    if type(rate) is not int or not 0 <= rate <= PPM:
        raise Refused("tax.profile", what="ppm")
    return TaxClass(_text(one["class"]), rate, _text(one["name"]), _text(one["en"]))


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise Refused("tax.profile", what=str(value)[:20])
    return value
