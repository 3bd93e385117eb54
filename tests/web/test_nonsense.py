"""Nonsense is refused like any other mistake: it breaks no page. ``bench/attack.py`` looks for more of it."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchday.core.account import Role
from tests.factories import an_account
from tests.page_client import PageClient

HOSTS = {
    "localhost": 200,
    "127.0.0.1:8000": 200,
    "[::1]:8000": 200,
    "tag.birkenried.example.": 200,
    "a" * 300: 400,
    f"{'a' * 64}.example": 400,
    "[": 400,
    "a b": 400,
    "tag..example": 400,
}


@pytest.mark.parametrize(("host", "status"), HOSTS.items(), ids=lambda part: str(part)[:20])
def test_only_what_can_be_a_host_is_answered(app: Flask, host: str, status: int) -> None:
    answer = app.test_client().get("/ready", headers={"Host": host})

    assert answer.status_code == status
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("body", ["1.5", "[1]", '{"mail": 1}', "[" * 50_000, "{"])
def test_a_body_of_values_is_no_form(client: PageClient, body: str) -> None:
    headers = {"X-CSRFToken": client.csrf_token()}

    answers = [
        client.http.post(path, data=body, content_type="application/json", headers=headers) for path in ("/link", "/A")
    ]

    assert [answer.status_code < 500 for answer in answers] == [True, True]


def test_a_file_in_place_of_a_text_is_not_read(client: PageClient) -> None:
    sent = {"pasted": (BytesIO(b"a"), "a.txt"), "csrf_token": client.csrf_token()}

    answer = client.http.post("/A", data=sent, content_type="multipart/form-data")

    assert answer.status_code == 200


def test_a_code_of_other_letters_is_a_wrong_code(session: Session, client: PageClient) -> None:
    client.sign_in(an_account(session, Role.EMPLOYER))
    client.get("/account/authenticator")

    client.post("/account/authenticator", {"code": "ⅷ"}, expect=422)
