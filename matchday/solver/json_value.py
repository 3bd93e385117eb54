"""Take JSON values apart, one kind at a time, and say the JSON path of whatever is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from matchday.solver.errors import ProblemError

LARGEST = 2**31 - 1
"""Largest whole number in a file; sums over all pairs and an engine's products stay far inside 64 bits."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")


def record(value: Any, path: str, *, required: Collection[str], optional: Collection[str]) -> Mapping[str, Any]:
    """Return the JSON object at `path`; it has every required key and no unknown one."""
    fields = mapping(value, path)
    for key in required:
        if key not in fields:
            raise ProblemError("missing", f"{path}.{key}", "is required")
    for key in fields:
        if key not in required and key not in optional:
            raise ProblemError("unknown_key", f"{path}.{_printable(key)}", "is not a key of this format")
    return fields


def mapping(value: Any, path: str) -> Mapping[str, Any]:
    """Return the JSON object at `path`, whatever its keys."""
    if not isinstance(value, Mapping):
        raise ProblemError("not_an_object", path, "must be a JSON object")
    return value


def array(value: Any, path: str) -> Sequence[Any]:
    """Return the JSON list at `path`."""
    if not isinstance(value, list | tuple):
        raise ProblemError("not_a_list", path, "must be a JSON list")
    return value


def whole(value: Any, path: str, *, low: int) -> int:
    """Return the whole number at `path`, at least `low` and at most `LARGEST`."""
    if type(value) is not int:
        raise ProblemError("not_whole", path, "must be a whole number")
    if not low <= value <= LARGEST:
        raise ProblemError("out_of_range", path, f"must be from {low} to {LARGEST}")
    return value


def text(value: Any, path: str) -> str:
    """Return the text at `path`; it can be written as UTF-8."""
    if not isinstance(value, str):
        raise ProblemError("not_a_text", path, "must be a text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ProblemError("not_unicode", path, "has half a character (a lone surrogate)") from None
    return value


def identifier(value: Any, path: str) -> str:
    """Return the id at `path`: a text that is not empty."""
    if not text(value, path):
        raise ProblemError("empty_id", path, "must not be empty")
    return str(value)


def number_of(value: Any, path: str, numbers: Mapping[str, int]) -> int:
    """Return the number of the known id at `path`."""
    number = numbers.get(identifier(value, path))
    if number is None:
        raise ProblemError("unknown_id", path, f"names {_printable(value)}, which is not in the file")
    return number


def entry(value: Any, path: str, *, length: int) -> Sequence[Any]:
    """Return the JSON list of exactly `length` values at `path`."""
    values = array(value, path)
    if len(values) != length:
        raise ProblemError("wrong_length", path, f"must have {length} values")
    return values


def moment(value: Any, path: str) -> int:
    """Return the moment at `path`, an ISO 8601 time with offset.

    **Units.** Microseconds since 1970-01-01T00:00Z, exact.
    """
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        sentence = "must be a time with its offset, like 2027-04-22T08:00+02:00"
        raise ProblemError("not_a_moment", path, sentence)
    try:
        return (datetime.fromisoformat(value) - _EPOCH) // timedelta(microseconds=1)
    except ValueError as error:
        raise ProblemError("not_a_moment", path, f"is no time: {error}") from None


def _printable(value: object) -> str:
    """Return a short text that is safe on any terminal."""
    return ascii(value)[1:-1][:60] if isinstance(value, str) else ascii(value)[:60]
