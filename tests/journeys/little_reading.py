"""What somebody does who reads little: listens to the page, and puts wishes in order with a finger."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

VOICES = """
const said = (window.said = []);
const voices = [{ lang: "ar-EG", localService: true }, { lang: "de-DE", localService: false }];
const speech = {
  pending: true, getVoices: () => voices, addEventListener() {}, cancel: () => said.push("cancel"),
  speak: (words) => { said.push(words.text); words.onstart(); },
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
"""A machine for tests has no voices: this one notes what it should say. German speaks only far away."""


def listens(visitor: Visitor) -> None:
    """Listen to the page of wishes and to one slot, and stop."""
    start, stop = (visitor.page.locator(f"[data-aloud={what}]") for what in ("start", "stop"))
    start.click()
    said = visitor.page.evaluate("said.filter((text) => text != 'cancel')")
    assert said[0] == visitor.page.locator("h1").inner_text()
    assert visitor.page.locator(".slot h2").first.inner_text() in said
    expect(stop).to_be_focused()
    stop.click()
    expect(start).to_be_focused()
    assert visitor.page.evaluate("said.at(-1)") == "cancel"


def drags_the_second_wish_first(visitor: Visitor) -> None:
    """Pull the second picture on the first, and see them change places."""
    wishes = visitor.page.locator("[data-wish]")
    before = [one.get_attribute("data-wish") for one in wishes.all()]
    wishes.nth(1).locator(".md-disc").drag_to(wishes.nth(0).locator(".md-disc"))
    visitor.page.wait_for_url("**#mine")
    assert [one.get_attribute("data-wish") for one in wishes.all()] == before[::-1]


def looks_at_a_slot(visitor: Visitor) -> None:
    """Open the page of a slot, where German without a voice is not read, and go back."""
    visitor.page.locator(".slot__more").first.click()
    visitor.look()
    visitor.page.locator("[data-aloud=start]").click()
    german = visitor.page.locator("main p[lang=de]").all_inner_texts()
    assert not set(german) & set(visitor.page.evaluate("said"))
    visitor.page.go_back()
