"""Commands: parse, one service, commit, one sentence. One module for each group."""

from __future__ import annotations

from flask import Flask

from matchday.cli.account import account
from matchday.cli.audit import audit
from matchday.cli.backup import backup
from matchday.cli.demo import demo
from matchday.cli.language import language
from matchday.cli.organiser import organiser
from matchday.cli.privacy import privacy


def register(app: Flask) -> None:
    """Give the application its commands."""
    for group in (account, audit, backup, demo, language, organiser, privacy):
        app.cli.add_command(group)
