"""Commands of the demo: an invented Landkreis to try matchday out with.

Its people and texts are loaded when a command needs them: the web never does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup, with_appcontext

from matchday import migration
from matchday.clock import read_clock
from matchday.core.errors import RuleError
from matchday.extensions import config, db, keyring
from matchday.services.showcase import show_events

if TYPE_CHECKING:
    from matchday.services.demo.fill import Filled

ROLE_WIDTH = 11
NAME_WIDTH = 13


@click.group("demo", cls=AppGroup)
@with_appcontext
def demo() -> None:
    """Fill and open an invented Landkreis, on this machine only."""
    if not config().is_demo:
        raise click.ClickException("This is not the demo: start it with `make run`, or set MATCHDAY_DEMO=1.")


@demo.command("prepare")
def prepare() -> None:
    """Migrate and fill where needed, then print one new link for each role."""
    from matchday.services.demo.fill import fill_day, is_empty

    _bring_up_to_date()
    if is_empty(db.session()):
        _tell(fill_day(db.session(), keyring=keyring(), now=read_clock()))
        db.session.commit()
    _print_links()


@demo.command("links")
def links() -> None:
    """Print one new link for each role; the ones before end."""
    _bring_up_to_date()
    _print_links()


@demo.command("fill")
@click.option("--participants", type=click.IntRange(1, 200_000), help="How many people.")
@click.option("--employers", type=click.IntRange(1, 50_000), help="How many employers.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same seed, the same rows.")
def fill(participants: int | None, employers: int | None, seed: int) -> None:
    """Fill an empty database: with the believable day, or with a day of any size."""
    from matchday.services.demo.fill import fill_day, fill_sized

    if (participants is None) != (employers is None):
        raise click.UsageError("A size needs both --participants and --employers.")
    _bring_up_to_date()
    try:
        if participants and employers:
            filled = fill_sized(
                db.session(),
                participants=participants,
                employers=employers,
                seed=seed,
                keyring=keyring(),
                now=read_clock(),
            )
        else:
            filled = fill_day(db.session(), keyring=keyring(), now=read_clock())
    except RuleError:
        raise click.ClickException("The database is filled already and stays as it is.") from None
    db.session.commit()
    _tell(filled)


def _bring_up_to_date() -> None:
    """Migrate unless the newest migration has been done: asking Alembic would take longer than the start may."""
    if migration.read_revision(db.engine) != migration.newest():
        migration.upgrade()


def _tell(filled: Filled) -> None:
    click.echo(
        f"{filled.participants} people with {filled.wishes} wishes, {filled.employers} employers with "
        f"{filled.slots} slots; the day is {filled.day:%A, %-d %B %Y}. All of them are invented."
    )


def _print_links() -> None:
    from matchday.services.demo.links import make_links

    made = make_links(db.session(), keyring=keyring(), now=read_clock())
    db.session.commit()
    if not made:
        raise click.ClickException("The demo is empty: fill it with `flask --app wsgi demo fill`.")
    click.echo("Each link works for 12 hours; those of staff, employer and coach let somebody in once.")
    for link in made:
        click.echo(f"  {link.role:{ROLE_WIDTH}} {link.name:{NAME_WIDTH}} {config().public_url}{link.path}")
    for shown in show_events(db.session()):
        if shown.event.last_on < read_clock().date():
            file = config().database_url.removeprefix("sqlite:///")
            click.echo(f"The day of this demo, {shown.event.last_on:%-d %B %Y}, is over: delete {file} for a new one.")
