"""Every page of every role in Chromium, its console watched: the content policy is kept, nothing is asked elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError

from bench.figure import Figure
from tests.browser import launch_settings


@dataclass
class Watch:
    """What the console of a browser said, and where it asked."""

    address: str
    faults: list[str] = field(default_factory=list)
    opened: int = 0

    def hear(self, message: Any) -> None:
        """Note an error; that a page answers 4xx on purpose is none."""
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(message.text)

    def see(self, request: Any) -> None:
        """Note a request that leaves us; Chromium's own reader of papers is no request over the network."""
        if request.url.startswith(("http", "ws", "//")) and not request.url.startswith(f"{self.address}/"):
            self.faults.append(f"asked elsewhere: {request.url}")


def watched(address: str, pages: dict[str, Sequence[str]], cookies: dict[str, str]) -> Iterator[Figure]:
    """Open the pages of each role. **Shapes** ``cookies`` by role as a browser sends them: ``name=value``, or empty."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_settings())
        for role, paths in pages.items():
            seen = _look(browser, address, paths, cookies[role])
            print(*(f"{role}: {fault}" for fault in seen.faults), sep="\n", end="", file=sys.stderr)
            what = f"content policy broken or asked elsewhere, {seen.opened} pages in Chromium as {role}"
            yield Figure(what, len(seen.faults), "", 0)
        browser.close()


def _look(browser: Browser, address: str, paths: Sequence[str], cookie: str) -> Watch:
    watch = Watch(address)
    context = browser.new_context()
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": address}])
    page = context.new_page()
    page.on("console", watch.hear)
    page.on("pageerror", lambda error: watch.faults.append(f"script: {error}"))
    page.on("request", watch.see)
    for path in paths:
        try:
            page.goto(address + path, wait_until="load")
        except BrowserError as error:  # a file is saved, not shown
            if "Download is starting" not in error.message and "ERR_ABORTED" not in error.message:
                raise
        watch.opened += 1
    context.close()
    return watch
