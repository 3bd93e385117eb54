"""Commands about people who sign in."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from matchday.clock import read_clock
from matchday.core.account import Role
from matchday.core.errors import RuleError
from matchday.extensions import config, db
from matchday.services.account import invite_account, make_sign_in_link
from matchday.services.organiser import found_organiser

account = AppGroup("account", help="People who sign in.")


@account.command("invite-owner")
@click.argument("email")
@click.option("--name", prompt="Name of the person", help="How the person is addressed: Frau Hansen.")
@click.option("--organiser", prompt="Name of the organiser", help="Landkreis Birkenried.")
def invite_owner(email: str, name: str, organiser: str) -> None:
    """Invite the first person of an organiser and print their one-time sign-in link."""
    now = read_clock()
    home = found_organiser(db.session(), organiser, now=now)
    try:
        owner = invite_account(
            db.session(),
            email,
            name=name,
            roles=[Role.OWNER, Role.STAFF],
            organiser_id=home.id,
            by=None,
            now=now,
        )
    except RuleError:
        raise click.ClickException(f"{email} already has an account.") from None
    token = make_sign_in_link(db.session(), owner, now=now)
    db.session.commit()
    click.echo(f"{name} signs in here, once, within 72 hours: {config().public_url}/link#{token}")
