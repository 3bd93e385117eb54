"""How many taps an answer takes on a phone, from the link in a message on: in a real browser.

A known phone: one for a yes, two for a no. A new or a shared one: two more, because nothing is shown before somebody
taps, and nothing but the name before «that is me».
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.conftest import copied
from tests.journeys.answering import fill_the_answers
from tests.journeys.served import Served, serve
from tests.journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser
TICKET = "**/participant/ticket*"
GO_ON, THAT_IS_ME = "main form[data-secret] button", "button[name=me][value=yes]"
YES, NO = ".asked form button", ".asked a[href$='/no']"


@pytest.fixture
def served(tmp_path: Path, empty_database: Path) -> Iterator[Served]:
    with serve(copied(empty_database, tmp_path), with_worker=False) as served:
        yield served


@pytest.fixture
def link(served: Served) -> str:
    """Return the link of who has the one place."""
    return fill_the_answers(served).placed_path


def test_a_new_phone_says_yes_with_three_taps_and_a_known_one_no_with_two(
    served: Served, browser: Browser, link: str
) -> None:
    amal = Visitor(browser, served.address, size=PHONE, language="ar")
    amal.open(link)
    answer_with(amal, GO_ON, THAT_IS_ME, YES)
    expect(amal.page.locator(YES)).to_have_count(0)

    open_again(amal, link)
    answer_with(amal, "main a[href$='/no']", "button[name=why_not][value=way]")

    expect(amal.page.locator(".ticket")).to_have_count(0)
    answer_with(amal, "form[action$='/other-place'] button")
    expect(amal.page.locator("form[action$='/other-place']")).to_have_count(0)
    assert amal.faults == []


def test_a_known_phone_says_yes_with_one_tap(served: Served, browser: Browser, link: str) -> None:
    amal = Visitor(browser, served.address, size=PHONE, language="ar")
    amal.enter(link)
    amal.page.wait_for_url(TICKET)

    open_again(amal, link)
    answer_with(amal, YES)

    expect(amal.page.locator(YES)).to_have_count(0)
    expect(amal.page.locator(".ticket__qr")).to_be_visible()


def test_a_scanner_that_runs_scripts_is_shown_nothing_and_sends_nothing(
    served: Served, browser: Browser, link: str
) -> None:
    scanner, sent = browser.new_context().new_page(), list[str]()
    scanner.on("request", lambda request: note_sent(request, sent))

    for _look in range(3):
        scanner.goto("about:blank")
        scanner.goto(f"{served.address}{link}", wait_until="networkidle")

    expect(scanner.locator(GO_ON)).to_be_visible()
    assert (scanner.url, sent) == (f"{served.address}/access", [])


def test_a_shared_phone_asks_each_time(served: Served, browser: Browser, link: str) -> None:
    phone = Visitor(browser, served.address, size=PHONE, language="ar")
    for _visit in range(2):
        phone.page.goto("about:blank")
        phone.page.goto(f"{served.address}{link}", wait_until="networkidle")
        phone.page.locator("[name=is_shared]").check()
        answer_with(phone, GO_ON, THAT_IS_ME)
        expect(phone.page.locator(YES)).to_be_visible()


def test_without_a_script_a_known_phone_goes_on_by_the_way_to_its_page(
    served: Served, browser: Browser, link: str
) -> None:
    amal = Visitor(browser, served.address, size=PHONE, language="ar")
    amal.enter(link)
    state = amal.context.storage_state()
    page: Page = browser.new_context(java_script_enabled=False, storage_state=state).new_page()

    page.goto(f"{served.address}{link}")

    expect(page.locator(GO_ON)).to_be_visible()
    page.locator("a[href$='/participant/summary']").last.click()
    page.goto(f"{served.address}/participant/ticket")
    expect(page.locator(YES)).to_be_visible()


def open_again(visitor: Visitor, link: str) -> None:
    """Open a message's link anew on a phone that is known: nobody taps before yes and no are there."""
    visitor.page.goto("about:blank")
    visitor.page.goto(f"{visitor.address}{link}")
    visitor.page.wait_for_url(TICKET)
    visitor.look()


def answer_with(visitor: Visitor, *taps: str) -> None:
    """Tap one thing after the other, each on the page that the one before led to, and on nothing else."""
    for tap in taps:
        visitor.page.locator(tap).first.click()
        visitor.page.wait_for_load_state()
        visitor.look()


def note_sent(request: Request, sent: list[str]) -> None:
    if request.method != "GET":
        sent.append(request.url)
