"""What all tables share: one MetaData with a naming convention, and the file's format number.

STRICT tables take Text, Integer and LargeBinary only (agreements 33): a Boolean is an Integer with
a CHECK, a value with a shape of its own is canonical JSON in a Text.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Text

FORMAT = 4  # `PRAGMA user_version`: the number of the newest revision in migrations/versions

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text(name: str, *, key: bool = False, default: str | None = None) -> Column[str]:
    """A text that is always there; empty says "none"."""
    return Column(name, Text, primary_key=key, nullable=False, server_default=default)


def whole(name: str, *, key: bool = False, default: str | None = None) -> Column[int]:
    """An integer that is always there: minor units, thousandths, milliseconds, counts."""
    return Column(name, Integer, primary_key=key, nullable=False, server_default=default)


def flag(name: str) -> Column[int]:
    """0 or 1."""
    return Column(name, Integer, CheckConstraint(f"{name} in (0, 1)", name=name), nullable=False)


def among(column: str, *values: str) -> CheckConstraint:
    """A text that is one of these."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} in ({listed})", name=column)


def check(name: str, rule: str) -> CheckConstraint:
    """A rule that SQLite itself holds."""
    return CheckConstraint(rule, name=name)
