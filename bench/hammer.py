"""One process of many that write and read at once: ``python -m bench.hammer ORGANISER WRITERS READERS SECONDS``."""

from __future__ import annotations

import json
import sys
import threading
import time

from flask import Flask
from sqlalchemy.exc import OperationalError

from matchday.app import create_app
from matchday.clock import read_clock
from matchday.config import from_environment
from matchday.extensions import db, is_reading
from matchday.services.audit import list_audit, write_audit


def write(app: Flask, organiser_id: int, until: float, told: list[float], refused: list[str]) -> None:
    """Write an entry again and again, each in a transaction that reads first."""
    while time.monotonic() < until:
        began = time.monotonic()
        with app.app_context():
            try:
                list_audit(db.session(), organiser_id=organiser_id)
                write_audit(db.session(), "slot.approve", organiser_id=organiser_id, by=None, now=read_clock())
                db.session.commit()
            except OperationalError as error:
                refused.append(str(error.orig))
            finally:
                db.session.remove()
        told.append(time.monotonic() - began)
        time.sleep(0.05)


def read(app: Flask, organiser_id: int, until: float, told: list[float], refused: list[str]) -> None:
    """Read a page of entries again and again, as a page that only shows does."""
    while time.monotonic() < until:
        token = is_reading.set(True)
        with app.app_context():
            try:
                list_audit(db.session(), organiser_id=organiser_id)
            except OperationalError as error:
                refused.append(str(error.orig))
            finally:
                db.session.remove()
        is_reading.reset(token)
        time.sleep(0.05)


def main(organiser_id: int, writers: int, readers: int, seconds: float) -> None:
    """Print how long every write took and which were refused."""
    app, until = create_app(from_environment()), time.monotonic() + seconds
    took: list[float] = []
    refused: list[str] = []
    threads = [
        threading.Thread(target=deed, args=(app, organiser_id, until, took, refused))
        for deed in [write] * writers + [read] * readers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"took": took, "refused": refused}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]), seconds=float(sys.argv[4]))
