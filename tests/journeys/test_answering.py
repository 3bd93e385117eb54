"""A place is given back on one phone and taken on another; coach and staff see who comes; in a real browser."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.answering import Asked, fill_the_answers
from tests.journeys.served import Served
from tests.journeys.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser
MOVED_UP_S = 30


def test_from_a_no_to_the_yes_of_the_next(served: Served, browser: Browser) -> None:
    asked = fill_the_answers(served)
    amal_gives_the_place_back(Visitor(browser, served.address, size=PHONE, language="ar"), asked)
    chaya_takes_it(Visitor(browser, served.address, size=PHONE, language="uk"), asked)
    told = [mail for mail in served.mails() if asked.waiting_mail in str(mail["To"])]
    assert "Звільнилося місце" in str(told[-1]["Subject"])
    the_coach_sees_who_comes(signed_in(browser, served, asked.coach_cookie))
    staff_see_who_comes(signed_in(browser, served, asked.staff_cookie), asked)


def amal_gives_the_place_back(amal: Visitor, asked: Asked) -> None:
    amal.enter(asked.placed_path)
    amal.open("/participant/ticket")
    amal.page.locator("a[href$='/ticket/1/no']").first.click()
    amal.look()
    amal.page.locator("input[name=why_not][value=way]").check(force=True)
    amal.page.locator("input[name=wants_other][value=no]").check(force=True)
    amal.page.locator("main form button").last.click()
    amal.page.wait_for_url("**/participant/ticket")
    amal.look()
    expect(amal.page.locator(".ticket")).to_have_count(0)


def chaya_takes_it(chaya: Visitor, asked: Asked) -> None:
    chaya.enter(asked.waiting_path)
    deadline = time.monotonic() + MOVED_UP_S
    while not chaya.page.locator(".asked").count() and time.monotonic() < deadline:
        time.sleep(0.5)
        chaya.page.goto(f"{chaya.address}/participant/ticket")
    chaya.look()
    chaya.reads("тепер Ваша черга")
    chaya.page.locator(".asked form button").click()
    chaya.reads("Ви підтвердили участь.")


def signed_in(browser: Browser, served: Served, cookie: str) -> Visitor:
    visitor = Visitor(browser, served.address, size=DESK)
    visitor.context.add_cookies([{"name": "matchday", "value": cookie, "url": served.address}])
    return visitor


def the_coach_sees_who_comes(coach: Visitor) -> None:
    coach.open("/coach/")
    expect(coach.page.get_by_role("row", name="Chaya")).to_contain_text("kommt")
    expect(coach.page.get_by_role("row", name="Amal")).to_contain_text("Hat den Platz zurückgegeben.")


def staff_see_who_comes(staff: Visitor, asked: Asked) -> None:
    staff.open(f"{asked.event_path}/")
    expect(staff.page.get_by_role("row", name="Platz zurückgegeben")).to_contain_text("1")
    staff.open(f"{asked.event_path}/todos")
    staff.reads("Nichts zu erledigen")
