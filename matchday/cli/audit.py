"""Commands about the audit chain."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from matchday.clock import read_clock
from matchday.core.audit import Head
from matchday.extensions import config, db, keyring
from matchday.services.audit import HEAD_PURPOSE, HEADS, list_heads, read_head, verify_audit
from matchday.services.organiser import list_organisers

audit = AppGroup("audit", help="The chain of who did what.")


@audit.command("head")
def print_heads() -> None:
    """Print the seal of every organiser's newest entry, to be kept elsewhere."""
    for organiser in list_organisers(db.session()):
        if head := read_head(db.session(), organiser, now=read_clock()):
            click.echo(head.sign(keyring().key(HEAD_PURPOSE)))


@audit.command("verify")
@click.option("seals", "--seal", multiple=True, help="A line printed earlier by `flask audit head` or the audit page.")
def verify(seals: tuple[str, ...]) -> None:
    """Check every chain against itself, the seals kept in the instance folder, and those given here."""
    given = [Head.read(line, keyring().key(HEAD_PURPOSE)) for line in seals]
    if None in given:
        raise click.ClickException("One of the seals is not ours: check that the line is whole.")
    is_broken = False
    for organiser in list_organisers(db.session()):
        heads = list_heads(config().instance / HEADS, organiser, keyring=keyring())
        heads += [head for head in given if head and head.organiser_key == organiser.key]
        broken = verify_audit(db.session(), organiser_id=organiser.id, heads=heads)
        is_broken |= broken is not None
        said = "every entry fits" if broken is None else f"entry {broken} is the first that does not fit"
        click.echo(f"{organiser.name}: {said} ({len(heads)} seals).")
    if is_broken:
        raise click.ClickException("Somebody has changed the audit, or an older backup was restored.")
