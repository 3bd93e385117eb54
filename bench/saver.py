"""Save something, say so at once, go on saving until killed: ``python -m bench.saver NUMBER``."""

from __future__ import annotations

import sys

from matchday.app import create_app
from matchday.clock import read_clock
from matchday.config import from_environment
from matchday.extensions import db
from matchday.services.organiser import found_organiser

if __name__ == "__main__":
    app = create_app(from_environment())
    with app.app_context():
        for turn in range(1000):
            name = f"Landkreis {sys.argv[1]}-{turn}"
            found_organiser(db.session(), name, now=read_clock())
            db.session.commit()
            print(name, flush=True)
