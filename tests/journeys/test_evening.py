"""From the letter to being forgotten: papers, the door, the board, the attestation, the erasure, in a real browser."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from playwright.sync_api import Browser, expect

from tests.documents.papers import page_picture, read_qr
from tests.journeys.evening import Evening, fill_the_evening
from tests.journeys.served import Served
from tests.journeys.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser
LOOKS_AGAIN_MS = 5_100


def test_from_the_letter_to_being_forgotten(served: Served, browser: Browser) -> None:
    evening = fill_the_evening(served)
    staff = staff_come_in(served, browser, evening)
    codes = staff_print_ticket_letters(staff, evening)
    foreman_receives(Visitor(browser, served.address, size=PHONE), evening, codes["Amira"])
    staff_see_who_came(staff, evening)
    amira = Visitor(browser, served.address, size=PHONE, language="ar")
    check = amira_takes_her_attestation(amira, evening)
    a_firm_checks_it(Visitor(browser, served.address, size=PHONE), check)
    amira_asks_to_be_forgotten(amira)
    staff_forget_her(staff, evening)
    amira_is_a_stranger_now(amira)
    the_board_of_who_is_signed_out_leads_to_the_sign_in(staff, evening)


def staff_come_in(served: Served, browser: Browser, evening: Evening) -> Visitor:
    staff = Visitor(browser, served.address, size=DESK)
    staff.context.add_cookies([{"name": "matchday", "value": evening.staff_cookie, "url": served.address}])
    staff.open(evening.event_path)
    return staff


def staff_print_ticket_letters(staff: Visitor, evening: Evening) -> dict[str, str]:
    """Return the short codes that stand on the letters, by first name."""
    staff.open(f"{evening.event_path}/papers?kind=ticket_letters")
    staff.tap("PDF machen")
    expect(staff.page.locator("#batches")).to_contain_text("fertig", timeout=60_000)
    staff.seen.clear()
    staff.look()
    with staff.page.expect_download() as download:
        staff.page.get_by_role("button", name="Herunterladen").first.click()
    assert "Amira" not in download.value.suggested_filename
    with pypdfium2.PdfDocument(download.value.path().read_bytes()) as letters:
        texts = [page.get_textpage().get_text_range() for page in letters]
    codes = {name: read_short_code(text) for text in texts for name in ("Amira", "Olena") if name in text}
    assert codes.keys() == {"Amira", "Olena"}
    return codes


def read_short_code(text: str) -> str:
    """Return the eight letters that stand alone on a line; some readers of PDF see a space more before a narrow J."""
    (code,) = {bare for line in text.splitlines() if re.fullmatch(r"[0-9A-Z]{8}", bare := line.replace(" ", ""))}
    return code


def foreman_receives(foreman: Visitor, evening: Evening, code: str) -> None:
    foreman.open(evening.door_path)
    foreman.page.get_by_role("button", name="Diese Tür übernehmen").click()
    foreman.page.get_by_role("link", name="Code tippen").click()
    for word in ("Willkommen", "Schon da"):
        foreman.page.get_by_label("Code auf dem Ticket").fill(code)
        foreman.page.get_by_role("button", name="Prüfen").click()
        expect(foreman.page.get_by_role("heading", name=word)).to_be_visible()
        foreman.seen.clear()
        foreman.look()
        foreman.page.get_by_role("link", name="Nächste Person").click()
    expect(foreman.page.get_by_role("heading", level=1)).to_contain_text("1 von 2 sind da")


def staff_see_who_came(staff: Visitor, evening: Evening) -> None:
    staff.open(f"{evening.event_path}/day")
    staff.reads("kam nicht, oder niemand hat es notiert")
    staff.page.locator("main table a").first.click()
    staff.page.wait_for_load_state()
    staff.look()
    staff.tap("Nicht gekommen")
    staff.reads("nicht gekommen")


def amira_takes_her_attestation(amira: Visitor, evening: Evening) -> str:
    """Return the address in the paper's QR code."""
    amira.enter(evening.access_path)
    amira.open("/participant/ticket")
    assert amira.page.locator("html").get_attribute("dir") == "rtl"
    expect(amira.page.locator('a[href$="attestation.pdf"]')).to_be_visible()
    paper = amira.page.request.get(f"{amira.address}/participant/attestation.pdf")
    (address,) = read_qr(page_picture(paper.body()))
    return re.sub(r"^HTTPS?://[^/]+", "", address)


def a_firm_checks_it(firm: Visitor, path: str) -> None:
    firm.open(path)
    firm.tap("Prüfen")
    firm.reads("Diese Bescheinigung ist echt.")
    assert "Amira" not in firm.page.content()


def amira_asks_to_be_forgotten(amira: Visitor) -> None:
    amira.open("/participant/privacy")
    record = amira.page.locator('form[action$="record"]').first
    with amira.page.expect_download() as download:
        record.locator("button[value=json]").click()
    assert "Amira" in download.value.path().read_text("utf-8")
    amira.page.locator("input[value=erasure]").check(force=True)
    amira.page.locator("main form").last.locator("button.kern-btn--primary").click()
    amira.page.wait_for_load_state()
    amira.look()


def staff_forget_her(staff: Visitor, evening: Evening) -> None:
    staff.open(f"{evening.event_path}/participants")
    staff.page.get_by_role("link", name=re.compile("Amira")).first.click()
    staff.tap("Datenschutz", role="link")
    staff.tap("Jetzt löschen …", role="link")
    staff.page.locator("input[name=reason][value=asked]").check(force=True)
    staff.tap("Endgültig löschen")
    staff.open(f"{evening.event_path}/participants")
    assert "Amira" not in staff.page.content()


def amira_is_a_stranger_now(amira: Visitor) -> None:
    amira.page.goto(f"{amira.address}/participant/ticket")
    assert amira.page.url.endswith("/access")


def the_board_of_who_is_signed_out_leads_to_the_sign_in(staff: Visitor, evening: Evening) -> None:
    staff.page.clock.install()
    staff.page.goto(f"{staff.address}{evening.event_path}/day")
    with staff.page.expect_response(lambda answer: answer.request.headers.get("asked-by") == "page"):
        staff.page.clock.fast_forward(LOOKS_AGAIN_MS)
    expect(staff.page.locator("#board table")).to_be_visible()
    staff.context.clear_cookies()
    staff.page.clock.fast_forward(LOOKS_AGAIN_MS)
    staff.page.wait_for_url(re.compile("/login"))
    staff.look()
