from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from matchday.app import create_app
from matchday.extensions import db
from matchday.models import Event
from tests.conftest import settings
from tests.page_client import PageClient


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Flask]:
    """Return the application as ``make run`` starts it, on a file without tables."""
    config = settings(tmp_path, f"sqlite:///{tmp_path / 'demo.sqlite'}", MATCHDAY_DEMO="1")
    app = create_app(config)
    yield app
    with app.app_context():
        db.engine.dispose()


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=words)


def links_in(output: str) -> dict[str, str]:
    return dict(re.findall(r"^ +(\w+) .* http://127\.0\.0\.1:8000/\w+#(\S+)$", output, flags=re.MULTILINE))


def test_prepare_migrates_fills_and_prints_a_link_for_each_role(demo: Flask) -> None:
    first = run(demo, "demo", "prepare")
    second = run(demo, "demo", "prepare")

    assert "40 people with 122 wishes, 25 employers with 34 slots" in first.output
    assert "40 people" not in second.output
    assert set(links_in(first.output)) == set(links_in(second.output)) == {"staff", "employer", "coach", "participant"}
    assert not set(links_in(first.output).values()) & set(links_in(second.output).values())


def test_the_printed_links_sign_in(demo: Flask) -> None:
    links = links_in(run(demo, "demo", "prepare").output)

    for role in ("staff", "employer", "coach"):
        client = PageClient(demo)
        client.post("/link", {"token": links[role]})
        client.post("/link", {"token": links[role]}, expect=422)
    for _ in range(2):
        PageClient(demo).post("/access", {"token": links["participant"]})


def test_a_demo_whose_day_is_over_says_how_to_get_a_new_one(demo: Flask) -> None:
    before = run(demo, "demo", "prepare")
    with demo.app_context():
        (event,) = db.session.scalars(select(Event).execution_options(across_organisers=True))
        event.last_on = date(2024, 4, 16)
        db.session.commit()

    after = run(demo, "demo", "links")

    assert "is over" not in before.output
    assert "The day of this demo, 16 April 2024, is over: delete " in after.output


def test_fill_makes_any_size_once(demo: Flask) -> None:
    first = run(demo, "demo", "fill", "--participants", "50", "--employers", "8", "--seed", "3")
    second = run(demo, "demo", "fill")

    assert first.output.startswith("50 people with ")
    assert (second.exit_code, second.output) == (1, "Error: The database is filled already and stays as it is.\n")


def test_a_size_needs_both_numbers(demo: Flask) -> None:
    refusal = run(demo, "demo", "fill", "--participants", "50")

    assert refusal.exit_code == 2
    assert "A size needs both --participants and --employers." in refusal.output


@pytest.mark.parametrize("command", ["prepare", "links", "fill"])
def test_without_the_demo_every_command_refuses_in_one_sentence(app: Flask, command: str) -> None:
    refusal = run(app, "demo", command)

    assert refusal.exit_code == 1
    assert refusal.output == "Error: This is not the demo: start it with `make run`, or set MATCHDAY_DEMO=1.\n"


def test_an_owner_is_invited_by_command(app: Flask) -> None:
    words = (
        "account",
        "invite-owner",
        "sommer@birkenried.example",
        "--name",
        "Frau Sommer",
        "--organiser",
        "Landkreis",
    )

    invitation, repeated = run(app, *words), run(app, *words)

    assert "Frau Sommer signs in here, once, within 72 hours: http://127.0.0.1:8000/link#" in invitation.output
    assert repeated.output == "Error: sommer@birkenried.example already has an account.\n"


def test_an_organiser_is_created_with_its_own_owner(app: Flask) -> None:
    owner = ("--owner", "ohm@ahrenfeld.example", "--owner-name", "Herr Ohm")
    words = ("organiser", "create", "Landkreis Ahrenfeld", *owner)

    created, again = run(app, *words), run(app, *words)

    assert "Landkreis Ahrenfeld is added. Herr Ohm signs in here, once, within 72 hours: " in created.output
    assert again.output == "Error: There is an organiser of that name already.\n"
    assert run(app, "organiser", "list").output == "Landkreis Ahrenfeld: ohm@ahrenfeld.example\n"


def test_one_address_owns_one_organiser(app: Flask) -> None:
    owner = ("--owner", "ohm@ahrenfeld.example", "--owner-name", "Herr Ohm")
    run(app, "organiser", "create", "Landkreis Ahrenfeld", *owner)

    refusal = run(app, "organiser", "create", "Landkreis Birkenried", *owner)

    assert "has an account already, here or at another organiser" in refusal.output
    assert run(app, "organiser", "list").output == "Landkreis Ahrenfeld: ohm@ahrenfeld.example\n"
