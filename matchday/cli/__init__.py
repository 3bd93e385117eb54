"""Commands: parse, one service, commit, one sentence. One module for each group."""

from __future__ import annotations

from flask import Flask

from matchday.cli.account import account
from matchday.cli.backup import backup
from matchday.cli.demo import demo


def register(app: Flask) -> None:
    """Give the application its commands."""
    for group in (account, backup, demo):
        app.cli.add_command(group)
