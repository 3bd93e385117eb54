"""The door: how heavy its page is at first, and how long from the camera's frame to the colour of the answer."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.figure import Figure
from bench.web import Network
from tests.journeys.camera import camera_settings, film
from tests.journeys.door import open_a_door
from tests.journeys.served import ROOT, serve

STOPWATCH = ROOT / "tests/journeys/stopwatch.js"
HEAVIEST_KB, LONGEST_S = 700, 1


def measure() -> Iterator[Figure]:
    """Measure with a fake camera in front of which three tickets are held, one after the other."""
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder), with_worker=False) as served:
        day = open_a_door(served)
        path = film(Path(folder) / "door.y4m", day.qr_texts)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**camera_settings(path))
            context = browser.new_context(viewport={"width": 375, "height": 740}, permissions=["camera"])
            context.add_init_script(path=STOPWATCH)
            foreman = context.new_page()
            foreman.goto(day.address)
            foreman.get_by_role("button", name="Diese Tür übernehmen").click()
            waits = list(seconds_to_colour(foreman, len(day.qr_texts)))
            yield Figure(
                "door, camera's frame to colour, the first (with the decoder's start)", waits[0], "s", LONGEST_S
            )
            yield Figure("door, camera's frame to colour, the longest of those after", max(waits[1:]), "s", LONGEST_S)
            weight = Network(foreman).weigh(f"{served.address}/checkin/door", is_first=True)
            yield Figure("door's page, first visit, decoder included", weight, "KB", HEAVIEST_KB)
            browser.close()


def seconds_to_colour(foreman: Page, count: int) -> Iterator[float]:
    """Measure from the first frame with a ticket to the answer's first painted frame."""
    for number in range(1, count + 1):
        foreman.wait_for_function("number => window.coloured.length >= number", arg=number, timeout=60_000)
        answered = foreman.evaluate("window.coloured.at(-1)")
        seen = [at for at in foreman.evaluate("window.shown") if at < answered]
        yield (answered - seen[-1]) / 1000
        foreman.get_by_role("link", name="Nächste Person").click()
