"""Commands of the languages: pictures for whoever reads a translation, and a catalogue they mended."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from matchday.core.errors import RuleError
from matchday.core.language import GERMAN, translated_languages
from matchday.extensions import config
from matchday.web.catalogue import install_catalogue
from matchday.web.say import say
from matchday.web.staff.language import SHOWROOM

language = AppGroup("language", help="The languages of the pages.")


@language.command("pictures")
def pictures() -> None:
    """Make the pictures, in every language, that readers of a translation look at: pages, messages, papers."""
    from matchday.showroom import build

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # then what is half made is cleared away
    count = build(config().instance / SHOWROOM, config())
    click.echo(f"{count} pictures in {len(translated_languages())} languages, with invented people.")


@language.command("install")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", "tag", required=True, help="Its tag: ar, uk, fa-AF …")
def install(file: Path, tag: str) -> None:
    """Put a catalogue (.po) that was read through to use here. It holds after a restart."""
    found = next((one for one in translated_languages() if one.tag == tag and one is not GERMAN), None)
    if found is None:
        raise click.ClickException(f"{tag} is none of our languages.")
    try:
        count = install_catalogue(found, config(), file.read_bytes())
    except RuleError as error:
        where = f"“{error.details.pop('sentence')}”: " if "sentence" in error.details else ""
        raise click.ClickException(f"{where}{say(error)} Nothing was changed.") from None
    click.echo(f"{found.german_name}: {count} sentences differ from ours. Restart web and worker to show them.")
