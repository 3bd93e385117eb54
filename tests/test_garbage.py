"""Garbage is looked for between requests: nothing is destroyed in the middle of one, and nothing stays behind."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import Client

from matchday.garbage import ALL_EVERY, collect_between_requests

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment


class Knot:
    """Something that points at itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    """Let the other tests look for garbage as before."""
    yield
    gc.enable()


def tie(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer whether garbage is looked for by itself; make some, and more memory than would set it off."""
    knots.append(weakref.ref(Knot()))
    start_response("200 OK", [])
    held = [[number] for number in range(5_000)]
    yield f"{gc.isenabled()} {knots[-1]() is not None} {len(held)}".encode()


knots: list[weakref.ref[Knot]] = []


def test_within_a_request_nothing_is_looked_for_and_after_it_nothing_is_left() -> None:
    client = Client(collect_between_requests(tie))

    answer = client.get("/", buffered=True)

    assert answer.text == "False True 5000"
    assert knots[-1]() is None


def test_what_outlived_many_requests_goes_too() -> None:
    client = Client(collect_between_requests(tie))
    old = Knot()
    gone = weakref.ref(old)
    gc.collect()  # it is old now: only a look at everything finds it
    del old

    for _ in range(ALL_EVERY):
        client.get("/", buffered=True)

    assert gone() is None
