"""Departments, tax classes and units in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.catalog import Department, TaxClass, TaxProfile
from app.domain.money import PPM, divide
from app.words import Words, amount

EXAMPLE_MINOR = 1000  # ten whole units of most currencies: easy to check in one's head


@dataclass(frozen=True, slots=True)
class DepartmentVM:
    """One row: names, tax class, whether an amount may be keyed under it."""

    department_id: str
    name: str
    other: str
    tax: str
    note: str


@dataclass(frozen=True, slots=True)
class FormVM:
    """The form of a department. `serial` grows when its fields are filled anew."""

    serial: int
    new: bool
    title: str
    name: str
    name_en: str
    taxes: tuple[tuple[str, str], ...]
    tax: str
    open_price: bool
    errors: Mapping[str, str] = field(default_factory=dict)
    dirty: bool = False
    save_off: str = ""
    remove: str = ""
    remove_off: str = ""
    up_off: str = ""
    down_off: str = ""
    said: str = ""
    said_role: str = "muted"


@dataclass(frozen=True, slots=True)
class DepartmentsVM:
    """The page. `state`: loading, rows, empty, error."""

    state: str
    rows: tuple[DepartmentVM, ...] = ()
    chosen: str = ""
    form: FormVM | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class ClassVM:
    """A tax class: its name (with the rate in it), and what of ten is tax."""

    name: str
    example: str


@dataclass(frozen=True, slots=True)
class TaxVM:
    """The tax profile and the units. `state`: loading, shown, error."""

    state: str
    about: str = ""
    source: str = ""
    classes: tuple[ClassVM, ...] = ()
    units: tuple[str, ...] = ()
    error: str = ""


def class_name(one: TaxClass, words: Words) -> str:
    """A tax class in the screen's language."""
    return one.name_en if words.lang == "en" and one.name_en else one.name


def rows(
    departments: Sequence[Department], tax: TaxProfile, words: Words
) -> tuple[DepartmentVM, ...]:
    """Every department as a row."""
    names = {one.tax_class: class_name(one, words) for one in tax.classes}
    return tuple(
        DepartmentVM(
            one.department_id,
            one.named(words.lang),
            one.name if words.lang == "en" and one.name_en else one.name_en,
            names.get(one.tax_class, one.tax_class),
            "" if one.open_price else words("catalog.goods_only"),
        )
        for one in departments
    )


def tax_page(tax: TaxProfile, units: Sequence[str], words: Words) -> TaxVM:
    """The tax classes with a worked example each."""
    about = "catalog.tax_included" if tax.included else "catalog.tax_added"
    classes = tuple(_class(one, words, included=tax.included) for one in tax.classes)
    return TaxVM("shown", words(about), tax.source, classes, tuple(units))


def _class(one: TaxClass, words: Words, *, included: bool) -> ClassVM:
    base = PPM + one.rate_ppm if included else PPM
    tax_minor = divide(EXAMPLE_MINOR * one.rate_ppm, base)
    key = "catalog.tax_in" if included else "catalog.tax_on"
    example = words(
        key, price=amount(EXAMPLE_MINOR, words.digits), tax=amount(tax_minor, words.digits)
    )
    return ClassVM(class_name(one, words), example)
