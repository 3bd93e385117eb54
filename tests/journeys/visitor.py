"""Somebody at a browser who looks at every page: both widths, light and dark, with the eyes of axe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PHONE = {"width": 375, "height": 740}
DESK = {"width": 1280, "height": 900}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SECRET = re.compile(r"(?<=/)[a-z2-9]{10}(?=/|$)")


class Visitor:
    """One person with one browser window."""

    def __init__(self, browser: Browser, address: str, *, size: dict[str, int], language: str = "de") -> None:
        self.address = address
        self.context = browser.new_context(viewport=size, locale=language, reduced_motion="reduce")  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.size, self.seen, self.faults = size, set[str](), list[str]()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._watch)

    def _hear(self, message: Any) -> None:
        # A refused form is a 4xx on purpose; what matters is the page's own voice: scripts and the content policy.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(message.text)

    def _watch(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.faults.append(f"asked elsewhere: {request.url}")

    def open(self, path: str) -> None:
        """Open an address and look at the page."""
        self.page.goto(path if path.startswith("http") else self.address + path)
        self.look()

    def enter(self, path: str) -> None:
        """Come in as a participant with the own link: open it, go on, and say that it is me."""
        self.open(path)
        self.page.locator("main form button.kern-btn--primary").click()
        self.page.locator("button[value=yes]").first.click()

    def tap(self, name: str, *, role: str = "button", within: str = "main") -> None:
        """Tap a button or link by what it says, and look at the page that comes."""
        self.page.locator(within).get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
        self.page.wait_for_load_state()
        self.look()

    def fill(self, label: str, text: str) -> None:
        """Fill a field by its label."""
        self.page.get_by_label(label, exact=False).first.fill(text)

    def choose(self, label: str) -> None:
        """Tick a box or a tile by its label."""
        self.page.get_by_label(label, exact=True).first.check(force=True)

    def reads(self, text: str) -> None:
        """Expect that the page says something."""
        expect(self.page.locator("body")).to_contain_text(text)

    def look(self) -> None:
        """Check the page as it is now: once per kind of page, at both widths, one of them light and the other dark."""
        assert self.faults == []
        kind = SECRET.sub("*", self.page.url.removeprefix(self.address).split("#")[0].split("?")[0])
        language = self.page.locator("html").get_attribute("lang")
        if f"{kind} {language}" in self.seen:
            return
        self.seen.add(f"{kind} {language}")
        for size, scheme in self._sights():
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            wide = self.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{kind} ({language}) is {wide} px too wide at {size['width']}"
            found = Axe().run(self.page, options={"runOnly": TAGS, "resultTypes": ["violations"]})
            assert found.violations_count == 0, (
                f"{kind} ({language}, {size['width']}, {scheme}): {found.generate_report()}"
            )
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(self.size)  # type: ignore[arg-type]

    def _sights(self) -> Iterator[tuple[dict[str, int], Literal["light", "dark"]]]:
        """Give each width its colours, and the other ones to the next page: no colour depends on a width."""
        schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark") if len(self.seen) % 2 else ("dark", "light")
        yield from zip((PHONE, DESK), schemes, strict=True)
