"""Commands about organisers: several Landkreise on one installation, strictly apart."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from matchday.clock import read_clock
from matchday.core.account import Role, roles_of
from matchday.core.errors import RuleError
from matchday.extensions import config, db
from matchday.services.account import invite_account, list_accounts, make_sign_in_link
from matchday.services.organiser import create_organiser, list_organisers

organiser = AppGroup("organiser", help="Organisers of this installation.")

REFUSALS = {
    "organiser_exists": "There is an organiser of that name already.",
    "account_exists": "That address has an account already, here or at another organiser: one address, one organiser.",
}


@organiser.command("create")
@click.argument("name")
@click.option("--owner", prompt="Mail address of the owner", help="Who decides there; one address, one organiser.")
@click.option("--owner-name", prompt="Name of the owner", help="How the person is addressed: Frau Hansen.")
def create(name: str, owner: str, owner_name: str) -> None:
    """Add an organiser with its first owner and print the owner's one-time sign-in link."""
    now = read_clock()
    try:
        added = create_organiser(db.session(), name, now=now)
        account = invite_account(
            db.session(),
            owner,
            name=owner_name,
            roles=roles_of(Role.OWNER),
            organiser_id=added.id,
            by=None,
            now=now,
        )
    except RuleError as error:
        db.session.rollback()
        raise click.ClickException(REFUSALS[error.code]) from None
    token = make_sign_in_link(db.session(), account, now=now)
    db.session.commit()
    way_in = f"{config().public_url}/link#{token}"
    click.echo(f"{name} is added. {owner_name} signs in here, once, within 72 hours: {way_in}")


@organiser.command("list")
def show() -> None:
    """Print every organiser with its owners."""
    for one in list_organisers(db.session()):
        owners = ", ".join(account.email for account in list_accounts(db.session(), Role.OWNER, organiser_id=one.id))
        click.echo(f"{one.name}: {owners or 'nobody signs in'}")
