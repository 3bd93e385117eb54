"""Many who do the same thing at the same moment, each in a session of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask
from sqlalchemy.orm import Session

from matchday.core.errors import RuleError
from matchday.extensions import db

T = TypeVar("T")
WAIT_S = 30


def all_at_once(app: Flask, deed: Callable[[Session, T], None], subjects: Sequence[T]) -> list[str]:
    """Do the deed for every subject at once, each with a commit. Return «done» or the code of the refusal for each."""
    start = Barrier(len(subjects))

    def act(subject: T) -> str:
        with app.app_context():
            start.wait(WAIT_S)
            try:
                deed(db.session(), subject)
                db.session.commit()
            except RuleError as refused:
                return refused.code
            finally:
                db.session.remove()
        return "done"

    with ThreadPoolExecutor(len(subjects)) as pool:
        return list(pool.map(act, subjects))
