"""Commands about erasing; staff do the same on their pages."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

import click
from flask.cli import AppGroup
from sqlalchemy import Select, select

from matchday.clock import read_clock
from matchday.core.privacy import ErasureKind, ErasureReason
from matchday.extensions import config, db, keyring
from matchday.models import Event, Participant
from matchday.services import privacy as services

Subject = TypeVar("Subject", Participant, Event)

BY_COMMAND = {"across_organisers": "whoever runs the server names one person or event by its key"}

privacy = AppGroup("privacy", help="Erase people and events; repeat erasures after a restore.")
reason_option = click.option(
    "--reason", type=click.Choice([one.value for one in ErasureReason]), default="asked", show_default=True
)


@privacy.command("erase")
@click.argument("kind", type=click.Choice([one.value for one in ErasureKind]))
@click.argument("key")
@reason_option
@click.option("is_sure", "--yes", is_flag=True, help="Erase; without it only what would go is told.")
def erase(kind: str, key: str, reason: str, *, is_sure: bool) -> None:
    """Erase a person or an event. KEY stands in the address of its page."""
    if kind == ErasureKind.PARTICIPANT:
        person = _found(db.session().scalar(_by_key(Participant, key)))
        preview = services.preview_participant_erasure(db.session(), person)
        carry_out = partial(services.erase_participant, db.session(), person)
    else:
        event = _found(db.session().scalar(_by_key(Event, key)))
        preview = services.preview_event_erasure(db.session(), event)
        carry_out = partial(services.erase_event, db.session(), event)
    for name, count in sorted(preview.rows.items()):
        click.echo(f"  {count:6} {name}")
    if not is_sure:
        click.echo("Nothing was erased. Say --yes to erase this for good.")
        return
    carry_out(reason=ErasureReason(reason), keyring=keyring(), by=None, now=read_clock())
    db.session.commit()
    click.echo("Erased. The worker clears the files and the ledger is written within minutes.")


@privacy.command("replay")
def replay() -> None:
    """Erase again whomever a restored backup brought back; `flask backup restore` does it by itself."""
    ledger = config().instance / services.LEDGER
    replayed = services.replay_ledger(db.session(), ledger, keyring=keyring(), now=read_clock())
    db.session.commit()
    click.echo(f"Erased again: {replayed.event_count} events, {replayed.participant_count} people.")


def _by_key(table: type[Subject], key: str) -> Select[Subject]:
    return select(table).where(table.key == key).execution_options(**BY_COMMAND)


def _found(subject: Subject | None) -> Subject:
    if subject is None:
        raise click.ClickException("There is nothing with this key.")
    return subject
