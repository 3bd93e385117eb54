"""What can go wrong, as a tree.

::

    MatchdayError
    ├── RuleError     the rules say no: a stable code and its details, a sentence in web/say.py
    └── NotFound      not there, or not there for you: nobody can tell which

The solver is a library of its own and has its own ``ProblemError``; the papers have ``TokenError``.
Doors (views, commands, tasks) catch exactly ``RuleError``; everything else is a fault of ours.
"""

from __future__ import annotations


class MatchdayError(Exception):
    """Stand above every error of our own."""


class RuleError(MatchdayError):
    """Say that the rules do not allow it.

    ``code`` is stable: tests, sentences and translations hang on it. ``details`` fill the sentence.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class NotFound(MatchdayError):
    """Say that a thing is not there for this account, whether or not it exists."""
