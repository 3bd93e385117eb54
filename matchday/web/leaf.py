"""A long list, leafed through page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

T = TypeVar("T")


@dataclass(frozen=True)
class Leaf(Generic[T]):
    """One page of a list. **Units** pages count from 1; an empty list has one page."""

    rows: Sequence[T]
    page: int
    page_count: int


def leaf(rows: Sequence[T], *, per_page: int, name: str = "page") -> Leaf[T]:
    """Return the page that is asked for by this name in the address; beyond the end it is the last one."""
    page_count = max(1, -(-len(rows) // per_page))
    page = min(max(1, request.args.get(name, 1, int)), page_count)
    return Leaf(rows[(page - 1) * per_page : page * per_page], page, page_count)
