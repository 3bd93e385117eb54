"""A ticket on somebody's own phone: shown, scanned, kept without a network, changed, and gone; in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect
from sqlalchemy import text

from matchday.app import create_app
from matchday.config import from_environment
from matchday.extensions import db
from tests.conftest import copied
from tests.documents.papers import read_qr
from tests.documents.scanner import read_by_jsqr, screen_picture, seen_by_camera
from tests.journeys.answering import fill_the_answers
from tests.journeys.served import Served, serve
from tests.journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser
TICKET, KEPT = "/participant/ticket", "/participant/ticket/kept/"
STORES = "() => caches.keys()"
DRAWINGS = "async () => (await (await caches.open('kept-ticket')).keys()).some((one) => one.url.includes('icons.svg'))"
DAY_IS_OVER = """async (address) => {
  const store = await caches.open("kept-ticket"), page = await store.match(address);
  await store.put(address, new Response(await page.text(), { headers: { "Keep-Until": "1" } }));
}"""
OLD_H = 13


@pytest.fixture
def served(tmp_path: Path, empty_database: Path) -> Iterator[Served]:
    with serve(copied(empty_database, tmp_path), with_worker=False) as served:
        yield served


def test_a_ticket_from_the_first_look_to_signing_out(served: Served, browser: Browser, tmp_path: Path) -> None:
    amal = Visitor(browser, served.address, size=PHONE, language="ar")
    amal.enter(fill_the_answers(served).placed_path)
    amal.open(TICKET)
    the_code_is_read_from_the_screen(amal, tmp_path)
    amal.page.locator("form[data-keep] button").click()
    amal.page.wait_for_url(f"**{KEPT}")
    amal.look()
    without_a_network_it_says_how_old_it_is(amal.page)
    with_a_network_a_change_is_seen(amal.page, served)
    after_its_day_it_is_not_there_any_more(amal.page, served)
    signing_out_takes_it_along(amal.page, served)
    assert amal.faults == []


def the_code_is_read_from_the_screen(amal: Visitor, folder: Path) -> None:
    """On a dark phone with letters of twice the size: clean and small, larger and blurred.

    A scanner looks again and again while a hand moves; the weaker reader needs more than one look at some tickets.
    """
    browser, state = amal.context.browser, amal.context.storage_state()
    assert browser
    phone = browser.new_context(
        viewport={"width": 375, "height": 740}, device_scale_factor=3, color_scheme="dark", storage_state=state
    ).new_page()
    phone.goto(amal.address + TICKET)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    plate = phone.locator(".ticket__qr")
    plate.screenshot(path=folder / "shown.png")
    share = phone.locator(".ticket__qr svg").evaluate("(code) => code.clientWidth / code.parentElement.clientWidth")
    for pixels, blur in ((160, 0), (320, 2)):
        picture = screen_picture(folder / "shown.png", width=round(pixels / share))
        looks = [seen_by_camera(picture, angle=angle, blur=blur, seed=pixels + angle) for angle in (0, 3, -3, 6)]
        (code,) = read_qr(looks[0])
        assert code.startswith("HTTP")
        assert code in map(read_by_jsqr, looks)
    phone.context.close()


def without_a_network_it_says_how_old_it_is(page: Page) -> None:
    page.wait_for_function("async (address) => (await caches.match(address))?.ok", arg=KEPT)
    page.wait_for_function(
        "async () => (await (await caches.open('kept-ticket')).keys()).some((one) => /icons/.test(one.url))"
    )
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-aged=new]")).to_be_visible()
    expect(page.locator(".ticket__qr--large svg")).to_be_visible()
    made = int(page.locator("#copy").get_attribute("data-made") or 0)
    page.clock.set_fixed_time(datetime.fromtimestamp(made / 1000, UTC) + timedelta(hours=OLD_H))
    page.reload()
    expect(page.locator("[data-aged=old]")).to_contain_text(f"(قبل {OLD_H} ساعة)")
    page.context.set_offline(False)


def with_a_network_a_change_is_seen(page: Page, served: Served) -> None:
    app = create_app(from_environment(served.environ))
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE slot SET meeting_point = 'Tor 7', calendar_sequence = calendar_sequence + 1"))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("main")).to_contain_text("Tor 7")
    expect(page.locator("[data-aged]:visible")).to_have_count(0)


def after_its_day_it_is_not_there_any_more(page: Page, served: Served) -> None:
    page.evaluate(DAY_IS_OVER, KEPT)
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_FAILED"):
        page.reload()
    page.context.set_offline(False)
    page.goto(served.address + TICKET)
    assert page.evaluate(STORES) == []
    page.locator("form[data-keep] button").click()
    page.wait_for_url(f"**{KEPT}")


def signing_out_takes_it_along(page: Page, served: Served) -> None:
    page.goto(served.address + TICKET)
    expect(page.locator("[data-copy]")).to_be_visible()
    assert page.evaluate(STORES) == ["kept-ticket"]
    page.locator("footer form button").click()
    page.wait_for_url("**/access")
    page.wait_for_function("async () => (await caches.keys()).length === 0")
