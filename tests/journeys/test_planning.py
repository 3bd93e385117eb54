"""From two rules side by side to a firm that drops out: compared, taken, released, mended, moved; in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.planning import Planning, fill_the_planning
from tests.journeys.served import Served
from tests.journeys.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser
COMPUTED_MS = 60_000


def test_from_two_rules_to_a_plan_that_is_mended(served: Served, browser: Browser) -> None:
    planning = fill_the_planning(served)
    staff = Visitor(browser, served.address, size=DESK)
    staff.context.add_cookies([{"name": "matchday", "value": planning.staff_cookie, "url": served.address}])
    staff_compare_two_rules_and_take_one(staff, planning)
    staff_release(staff)
    chaya_reads_why(Visitor(browser, served.address, size=PHONE, language="ar"), planning)
    a_firm_drops_out(staff, planning)
    staff_mend_the_plan(staff, planning)
    staff_move_somebody(staff, planning)


def staff_compare_two_rules_and_take_one(staff: Visitor, planning: Planning) -> None:
    staff.open(f"{planning.event_path}/assignments")
    staff.tap("Regeln vergleichen …", role="link")
    staff.choose("Möglichst viele erste Wünsche")
    staff.page.get_by_role("button", name="Vergleich rechnen").click()
    expect(staff.page.get_by_text("Nein, bewiesen")).to_have_count(2, timeout=COMPUTED_MS)
    staff.look()
    staff.tap("Diesen nehmen")
    staff.reads("Zuerst zählt: Möglichst viele erste Wünsche")
    staff.reads("Bewiesen:")


def staff_release(staff: Visitor) -> None:
    staff.tap("Veröffentlichen …", role="link")
    staff.page.locator("main form button").last.click()
    staff.reads("gilt jetzt")


def chaya_reads_why(chaya: Visitor, planning: Planning) -> None:
    chaya.enter(planning.access_path)
    chaya.open("/participant/ticket")
    assert chaya.page.locator("html").get_attribute("dir") == "rtl"
    expect(chaya.page.locator("details .wishes")).to_contain_text("محجوزة", timeout=COMPUTED_MS)
    assert not re.search("Amal|Bilal", chaya.page.content())


def a_firm_drops_out(staff: Visitor, planning: Planning) -> None:
    staff.page.goto(f"{staff.address}{planning.bakery_path}/withdraw")
    staff.page.get_by_label("Der Betrieb sagt ab").check()
    staff.page.locator("textarea").fill("Wasserschaden in der Backstube.")
    staff.page.locator("main form button").last.click()
    staff.page.wait_for_load_state()


def staff_mend_the_plan(staff: Visitor, planning: Planning) -> None:
    staff.open(f"{planning.event_path}/assignments/2")
    staff.reads("Dieser Plan stimmt nicht mehr")
    staff.page.get_by_role("button", name="Zwei Vorschläge rechnen").click()
    expect(staff.page.get_by_text("Beide Vorschläge sind gleich")).to_be_visible(timeout=COMPUTED_MS)
    staff.look()
    staff.reads("Bekommen einen anderen Platz (1)")
    staff.tap("Veröffentlichen …", role="link")
    staff.page.locator("main form button").last.click()
    staff.reads("gilt jetzt")


def staff_move_somebody(staff: Visitor, planning: Planning) -> None:
    staff.tap("Platz geben", role="link")
    staff.page.get_by_label("Wohin?").select_option(index=1)
    staff.page.get_by_role("button", name="Zwei Vorschläge rechnen").click()
    expect(staff.page.get_by_text("Nein, bewiesen").first).to_be_visible(timeout=COMPUTED_MS)
    staff.page.get_by_label("Warum?").first.fill("Fährt mit dem Bruder zusammen")
    staff.page.get_by_role("button", name="Diesen nehmen").first.click()
    staff.open(f"{planning.event_path}/pins")
    staff.reads("Fährt mit dem Bruder zusammen")
