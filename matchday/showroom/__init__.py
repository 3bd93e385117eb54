"""The showroom: all that a participant can read, in every language, with the invented people of the demo.

Whoever reads a translation through sees each sentence where it stands: on pages, in messages, on papers. It is made
once, by the functions that make the real thing, from a database that is thrown away; which sentences it asked for is
written down while it is made. None of it is about anybody.

    album     keeps pictures in every language, each that shows a sentence not seen before
    day       the day of the demo: goes on with it, changes somebody, goes back
    change    what can happen to somebody
    visit     somebody who opens pages and fills in forms
    wishing   the pages before the plan
    placed    the pages after it, to the end of the day
    message   mails, SMS, entries in a calendar
    paper     letters, tickets, sheets
    record    a person's record with every word that it could hold
    fault     what is said when something is not possible
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from matchday.config import Config
from matchday.showroom import fault, message, paper, placed, wishing
from matchday.showroom.album import Album
from matchday.showroom.day import Day


def build(folder: Path, config: Config) -> int:
    """Make the showroom in ``folder``, in place of the one before. Return how many pictures it has in each language."""
    fresh = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    album = Album(fresh)
    with tempfile.TemporaryDirectory() as place, Day(config, Path(place)) as day:
        wishing.show(day, album)
        day.publish()
        placed.show(day, album)
        message.show(day, album)
        paper.show(day, album)
        fault.show(day, album)
    album.write_list()
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return len(album.pictures)
