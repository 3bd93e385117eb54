"""Three people, each with one phone: from the letter to the ticket, to a no, and to the yes of the next; in a browser.

Amal reads Arabic and is alone with the phone. Selam speaks Tigrinya, reads almost nothing and sits beside the coach.
Chaya reads Ukrainian, has no e-mail, and comes by a letter.
"""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, expect

from tests.documents.papers import page_picture, read_qr
from tests.journeys.answering import Three, fill_three_people, publish_the_day, remind_everybody
from tests.journeys.served import Served
from tests.journeys.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser
MOVED_UP_S = 30


def test_from_the_letter_to_the_yes_of_the_next(served: Served, browser: Browser) -> None:
    three = fill_three_people(served)
    coach = signed_in(browser, served, three.coach_cookie)
    amal, chaya, selam = (Visitor(browser, served.address, size=PHONE, language=one) for one in ("ar", "uk", "ti"))
    amal.enter(three.amal_path)
    chaya.enter(the_way_on_the_letter(coach, three))
    for visitor in (amal, chaya):
        says_nothing_of_the_name_and_taps_a_heart(visitor)
    selam_and_the_coach_choose(selam, coach, three)
    publish_the_day(served)
    amal_is_placed, chaya_is_placed = has_a_ticket(amal), has_a_ticket(chaya)
    assert {amal_is_placed, chaya_is_placed} == {True, False}, "there is one place for two"
    holder, waiter = (amal, chaya) if amal_is_placed else (chaya, amal)
    remind_everybody(served)
    the_coach_says_yes_for_selam(coach, selam, three)
    gives_the_place_back(holder)
    takes_it(waiter)
    everybody_sees_who_comes(coach, signed_in(browser, served, three.staff_cookie), three)


def signed_in(browser: Browser, served: Served, cookie: str) -> Visitor:
    visitor = Visitor(browser, served.address, size=DESK)
    visitor.context.add_cookies([{"name": "matchday", "value": cookie, "url": served.address}])
    return visitor


def the_way_on_the_letter(coach: Visitor, three: Three) -> str:
    """Print Chaya's letter and return the address in its QR code."""
    coach.open(three.chaya_page)
    form = coach.page.locator("form[action$='/letter']").first
    fields = {"csrf_token": form.locator("[name=csrf_token]").input_value()}
    paper = coach.page.request.post(f"{coach.address}{form.get_attribute('action')}", form=fields)
    (address,) = read_qr(page_picture(paper.body()))
    return address[address.upper().index("/ACCESS") :].replace("/ACCESS", "/access")


def says_nothing_of_the_name_and_taps_a_heart(visitor: Visitor) -> None:
    visitor.look()
    visitor.page.locator("button[value=no]").first.click()
    visitor.look()
    visitor.page.locator(".slot", has_text="Backhaus").locator(".wish button[aria-pressed=false]").click()
    visitor.page.wait_for_load_state()
    expect(visitor.page.locator(".bar a.kern-btn--primary")).to_be_visible()


def selam_and_the_coach_choose(selam: Visitor, coach: Visitor, three: Three) -> None:
    """Selam sees the pictures on the own phone; the coach taps, openly, what they choose together."""
    selam.enter(three.selam_path)
    selam.page.locator("button[value=yes]").first.click()
    selam.look()
    expect(selam.page.locator("html")).to_have_attribute("lang", "ti")
    expect(selam.page.locator(".slot")).to_have_count(2)
    coach.open(f"{three.selam_page}/wishlist")
    coach.look()
    coach.page.locator(".slot", has_text="Garten").locator(".wish button[aria-pressed=false]").click()
    coach.page.locator(".bar a.kern-btn--primary").click()
    coach.tap("Wünsche speichern")
    selam.page.reload()
    expect(selam.page.locator(".slot--mine")).to_have_count(1)


def has_a_ticket(visitor: Visitor) -> bool:
    visitor.open("/participant/ticket")
    return visitor.page.locator(".ticket__qr").count() > 0


def the_coach_says_yes_for_selam(coach: Visitor, selam: Visitor, three: Three) -> None:
    selam.open("/participant/ticket")
    expect(selam.page.locator(".asked")).to_be_visible()
    coach.open(three.selam_page)
    coach.page.locator("form[action$='/ticket/1/yes'] button").first.click()
    coach.page.wait_for_load_state()
    selam.page.reload()
    expect(selam.page.locator(".asked form")).to_have_count(0)
    expect(selam.page.locator(".ticket__qr")).to_be_visible()


def gives_the_place_back(holder: Visitor) -> None:
    holder.page.locator("a[href$='/ticket/1/no']").first.click()
    holder.look()
    holder.page.locator("button[name=why_not][value=way]").click()
    holder.page.wait_for_url("**/participant/ticket?said=no")
    holder.look()
    expect(holder.page.locator(".ticket")).to_have_count(0)


def takes_it(waiter: Visitor) -> None:
    deadline = time.monotonic() + MOVED_UP_S
    while not waiter.page.locator(".asked").count() and time.monotonic() < deadline:
        time.sleep(0.5)
        waiter.page.goto(f"{waiter.address}/participant/ticket")
    waiter.seen.clear()
    waiter.look()
    waiter.page.locator(".asked form button").click()
    waiter.page.wait_for_load_state()
    expect(waiter.page.locator(".asked form")).to_have_count(0)
    expect(waiter.page.locator(".ticket__qr")).to_be_visible()


def everybody_sees_who_comes(coach: Visitor, staff: Visitor, three: Three) -> None:
    coach.open("/coach/")
    expect(coach.page.get_by_role("row", name="Selam")).to_contain_text("kommt")
    staff.open(f"{three.event_path}/")
    expect(staff.page.get_by_role("row", name="Platz zurückgegeben")).to_contain_text("1")
    staff.open(f"{three.event_path}/todos")
    staff.reads("Nichts zu erledigen")
