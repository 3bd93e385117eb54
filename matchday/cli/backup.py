"""Commands about backups: make one, try it out, put it back. docs/operations.md goes through them step by step."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from matchday import migration
from matchday.clock import read_clock
from matchday.extensions import config, db, keyring

if TYPE_CHECKING:
    from matchday.backup import Found

SHORTEST_SECRET = 12

backup = AppGroup("backup", help="Encrypted backups of the database.")
file_argument = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
key_option = click.option(
    "--key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file whose content opens the backup, instead of a passphrase (or BACKUP_PASSPHRASE).",
)


@backup.command("make")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@key_option
def make_backup(folder: Path, key_file: Path | None) -> None:
    """Make a backup in FOLDER while people work; those older than 30 days there are deleted."""
    from matchday.backup import BackupError, make

    try:
        secret = _secret(key_file, confirm=True)
        path, manifest = make(config(), folder, secret=secret, now=read_clock())
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    click.echo(
        f"{path}: {manifest.row_count} rows in {len(manifest.rows)} tables. Try it out: flask backup verify {path}"
    )


@backup.command("verify")
@file_argument
@key_option
def verify_backup(file: Path, key_file: Path | None) -> None:
    """Put the backup FILE back in a scratch place and check rows, fingerprint and audit chains. Changes nothing."""
    from matchday.backup import BackupError, verify

    try:
        found = verify(config(), file, secret=_secret(key_file))
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"The backup is whole. {_describe(found)}")


@backup.command("restore")
@file_argument
@key_option
@click.option("replaces", "--replace", is_flag=True, help="Give up the database that is there.")
def restore_backup(file: Path, key_file: Path | None, *, replaces: bool) -> None:
    """Put the backup FILE in the place of the database. Stop web and worker first."""
    from matchday.backup import BackupError, restore
    from matchday.services import privacy

    db.session.remove()
    db.engine.dispose()
    try:
        found = restore(config(), file, secret=_secret(key_file), replaces=replaces)
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    migration.upgrade()
    ledger = config().instance / privacy.LEDGER
    again = privacy.replay_ledger(db.session(), ledger, keyring=keyring(), now=read_clock())
    db.session.commit()
    click.echo(f"The database is that of the backup. {_describe(found)}")
    click.echo(
        f"Erased again: {again.participant_count} people, {again.event_count} events."
        if ledger.exists()
        else f"There is no {ledger}: whoever was erased since the backup is back. Bring that file and restore again."
    )


def _describe(found: Found) -> str:
    manifest = found.manifest
    said = (
        f"{manifest.row_count} rows in {len(manifest.rows)} tables as of {manifest.moment:%d.%m.%Y %H:%M} UTC, "
        f"matchday {manifest.version}, migration {manifest.migration}, "
        f"whole audit chains of {found.organiser_count} organisers."
    )
    if found.fits_key:
        return said
    return f"{said} The installation key here is another one: bring the key, or tickets and links have to be made anew."


def _secret(key_file: Path | None, *, confirm: bool = False) -> bytes:
    """Return what the backup is encrypted with. **Errors** UsageError where it is too short to protect anybody."""
    if key_file is not None:
        secret = key_file.read_bytes().strip()
    else:
        asked = os.environ.get("BACKUP_PASSPHRASE") or click.prompt(
            "Passphrase", hide_input=True, confirmation_prompt=confirm
        )
        secret = asked.encode()
    if len(secret) < SHORTEST_SECRET:
        raise click.UsageError(f"A passphrase or key needs at least {SHORTEST_SECRET} characters.")
    return secret
