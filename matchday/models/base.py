"""What every table shares: names of constraints, kinds of columns with their data class, keys, moments."""

from __future__ import annotations

import enum
import secrets
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import JSON, Date, DateTime, Dialect, Enum, ForeignKey, LargeBinary, MetaData, String, Time
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from matchday.core.privacy import DataClass

KEY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters of a key: none that look alike."""
KEY_LENGTH = 10

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back UTC; SQLite keeps no zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Stand above every table."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: Moment(),
            date: Date(),
            time: Time(),
            bytes: LargeBinary(),
            str: String(200),
            list[str]: JSON(),
            dict[str, Any]: JSON(),
            enum.Enum: Enum(
                enum.Enum,
                native_enum=False,
                length=40,
                values_callable=lambda kind: [one.value for one in kind],
            ),
        },
    )


def plain(*args: Any, **how: Any) -> MappedColumn[Any]:
    """Make a column that says nothing about a person."""
    return mapped_column(*args, info={"data_class": DataClass.NONE}, **how)


def pseudonym(*args: Any, **how: Any) -> MappedColumn[Any]:
    """Make a column that leads to a person only with another table."""
    return mapped_column(*args, info={"data_class": DataClass.PSEUDONYM}, **how)


def personal(*args: Any, **how: Any) -> MappedColumn[Any]:
    """Make a column that says something about a person."""
    return mapped_column(*args, info={"data_class": DataClass.PERSONAL}, **how)


def special(*args: Any, **how: Any) -> MappedColumn[Any]:
    """Make a column that touches health, belief or residence."""
    return mapped_column(*args, info={"data_class": DataClass.SPECIAL}, **how)


def new_key() -> str:
    """Return a random name for addresses, so that no running number stands outside."""
    return "".join(secrets.choice(KEY_ALPHABET) for _ in range(KEY_LENGTH))


class Numbered:
    """Give a table its inner number; it never stands in an address."""

    id: Mapped[int] = plain(primary_key=True)


class Keyed(Numbered):
    """Give a table a key for addresses beside its inner number."""

    key: Mapped[str] = pseudonym(String(KEY_LENGTH), unique=True, default=new_key)


class OfOrganiser:
    """Make every row belong to one organiser; the guard refuses queries that do not name it."""

    organiser_id: Mapped[int] = plain(ForeignKey("organiser.id"), index=True)
