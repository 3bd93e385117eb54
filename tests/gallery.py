"""A browser that looks at pictures of the showroom: files, each with the style sheets and fonts of the real page."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Route

from matchday.config import ROOT
from tests.journeys.visitor import TAGS

ADDRESS = "http://showroom.test"
SMALLEST = {"width": 360, "height": 740}
TOO_WIDE = "() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"
LARGE_TEXT = "() => { document.documentElement.style.fontSize = '200%' }"


class Gallery:
    """The pictures in a folder, on the smallest phone there is."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._folder = folder
        self.page = browser.new_context(viewport=SMALLEST, reduced_motion="reduce").new_page()  # type: ignore[arg-type]
        self.page.route(f"{ADDRESS}/**", self._answer)

    def look(self, picture: dict[str, Any], tag: str) -> list[str]:
        """Return what is wrong with a picture: for axe, and where text twice as large makes it too wide."""
        self.page.goto(f"{ADDRESS}/{tag}/{picture['name']}.html")
        found = Axe().run(self.page, options={"runOnly": TAGS, "resultTypes": ["violations"]})
        wrong = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]
        widths = [self.page.evaluate(TOO_WIDE)]
        self.page.evaluate(LARGE_TEXT)
        widths.append(self.page.evaluate(TOO_WIDE))
        if any(widths):
            wrong.append(f"too wide by {widths[0]} px, with text twice as large by {widths[1]} px")
        return [f"{picture['title']} ({tag}): {one}" for one in wrong]

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        file = ROOT / path[1:] if path.startswith("/static/") else self._folder / path[1:]
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=f"{kind}; charset=utf-8")
        else:
            route.fulfill(status=404)
