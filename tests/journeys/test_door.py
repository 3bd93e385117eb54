"""A foreman's morning: a phone takes the door over, its camera reads a ticket, a name is ticked, a slip taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.conftest import copied
from tests.journeys.camera import camera_settings, film
from tests.journeys.door import DoorDay, open_a_door
from tests.journeys.served import Served, serve
from tests.journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def served(tmp_path: Path, empty_database: Path) -> Iterator[Served]:
    with serve(copied(empty_database, tmp_path), with_worker=False) as served:
        yield served


def test_a_foremans_morning(served: Served, tmp_path: Path) -> None:
    day = open_a_door(served)
    path = film(tmp_path / "door.y4m", day.qr_texts[:1], seconds_each=4, pause_s=1)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**camera_settings(path))
        foreman = Visitor(browser, served.address, size=PHONE)
        foreman.context.grant_permissions(["camera"], origin=served.address)
        foreman_takes_the_door_over(foreman, day)
        camera_reads_a_ticket(foreman)
        foreman_types_a_code(foreman, day)
        foreman_ticks_a_name_and_takes_it_back(foreman)
        another_phone_is_told_so(Visitor(browser, served.address, size=PHONE), day)
        without_script_the_door_works_too(foreman, day)
        browser.close()


def foreman_takes_the_door_over(foreman: Visitor, day: DoorDay) -> None:
    foreman.open(day.address)
    assert "#" not in foreman.page.url
    foreman.page.get_by_role("button", name="Diese Tür übernehmen").click()
    foreman.page.wait_for_url("**/checkin/door")


def camera_reads_a_ticket(foreman: Visitor) -> None:
    expect(foreman.page.get_by_role("heading", name="Willkommen")).to_be_visible(timeout=20_000)
    foreman.reads("Amira")
    assert "door--welcome" in (foreman.page.locator("body").get_attribute("class") or "")
    look_again(foreman)
    foreman.page.get_by_role("link", name="Nächste Person").click()
    expect(foreman.page.get_by_role("heading", level=1)).to_contain_text("1 von 3 sind da")


def foreman_types_a_code(foreman: Visitor, day: DoorDay) -> None:
    foreman.page.evaluate("document.getElementById('camera').srcObject?.getTracks().forEach((track) => track.stop())")
    foreman.page.get_by_role("link", name="Code tippen").click()
    look_again(foreman)
    foreman.page.get_by_label("Code auf dem Ticket").fill(day.elsewhere)
    foreman.page.get_by_role("button", name="Prüfen").click()
    expect(foreman.page.get_by_role("heading", name="Anderer Ort")).to_be_visible()
    look_again(foreman)
    foreman.page.get_by_role("link", name="Nächste Person").click()


def foreman_ticks_a_name_and_takes_it_back(foreman: Visitor) -> None:
    foreman.page.get_by_role("listitem").filter(has_text="Olena").get_by_role("button", name="Ist da").click()
    expect(foreman.page.get_by_role("heading", name="Willkommen")).to_be_visible()
    foreman.page.get_by_role("button", name="War ein Versehen").click()
    foreman.page.wait_for_load_state()
    foreman.reads("Zurückgenommen")
    expect(foreman.page.get_by_role("heading", level=1)).to_contain_text("1 von 3 sind da")


def another_phone_is_told_so(other: Visitor, day: DoorDay) -> None:
    other.open(day.address)
    other.page.get_by_role("button", name="Diese Tür übernehmen").click()
    expect(other.page.get_by_role("heading", level=1)).to_contain_text("ein anderes Telefon")
    look_again(other)


def without_script_the_door_works_too(foreman: Visitor, day: DoorDay) -> None:
    browser = foreman.context.browser
    assert browser
    plain = browser.new_context(storage_state=foreman.context.storage_state(), java_script_enabled=False).new_page()
    plain.goto(f"{foreman.address}/checkin/door")
    plain.get_by_role("listitem").filter(has_text="Yusuf").get_by_role("button", name="Ist da").click()
    expect(plain.get_by_role("heading", name="Willkommen")).to_be_visible()
    plain.get_by_role("link", name="Nächste Person").click()
    plain.get_by_role("link", name="Code tippen").click()
    plain.get_by_label("Code auf dem Ticket").fill(day.short_codes[0].lower())
    plain.get_by_role("button", name="Prüfen").click()
    expect(plain.get_by_role("heading", name="Schon da")).to_be_visible()


def look_again(visitor: Visitor) -> None:
    """Look at the page although its address was seen before: the answer is another page to the eye."""
    visitor.seen.clear()
    visitor.look()
