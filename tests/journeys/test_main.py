"""The main journey: from an Excel list to a published plan and a ticket on the phone, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.factories import zone_where_it_is
from tests.journeys.list_of_staff import the_list
from tests.journeys.little_reading import VOICES, drags_the_second_wish_first, listens, looks_at_a_slot
from tests.journeys.second_factor import set_up_app
from tests.journeys.served import Served
from tests.journeys.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser
PASSWORD = "ein ganzer Satz im Mai"


def test_from_an_excel_list_to_a_ticket_on_the_phone(served: Served, browser: Browser) -> None:
    staff = staff_sign_in(served, browser)
    staff_create_an_event(staff)
    staff_import_the_list(staff, served.instance)
    employer = staff_let_an_employer_in(staff, browser)
    employer_offers_a_slot(employer)
    staff_approve_what_waits(staff)
    staff_step(staff, "Wünsche")
    staff_invite(staff)
    participant_wishes_in_arabic(served, browser)
    participant_wishes_without_script(staff, browser)
    staff_step(staff, "Planen")
    staff_compute_and_publish(staff)
    participant_opens_the_ticket(served, browser)
    employer_sees_who_comes(employer)


def staff_sign_in(served: Served, browser: Browser) -> Visitor:
    said = served.flask("account", "invite-owner", "hansen@birkenried.example", "--name", "Frau Hansen",
                        "--organiser", "Landkreis Birkenried")  # fmt: skip
    staff = Visitor(browser, served.address, size=DESK)
    staff.open(re.search(r"http\S+", said).group())  # type: ignore[union-attr]
    staff.tap("Anmelden")
    staff.fill("Neues Passwort", PASSWORD)
    staff.fill("Noch einmal", PASSWORD)
    staff.tap("Passwort speichern")
    set_up_app(staff)
    staff.reads("Noch keine Veranstaltung")
    return staff


def staff_create_an_event(staff: Visitor) -> None:
    staff.tap("Veranstaltung anlegen", role="link")
    fields = {
        "Name": "Refugees’ Day 2027", "Ort": "Birkenried", "Erster Tag": "2027-04-20", "Letzter Tag": "2027-04-20",
        "Zeitzone": zone_where_it_is(12),
        "Wen rufen die Menschen am Tag an?": "Frau Hansen", "Unter welcher Nummer?": "05550 000210",
    }  # fmt: skip
    for label, text in fields.items():
        staff.fill(label, text)
    staff.choose("Der Landkreis hat eine Gruppen-Unfallversicherung für Hospitationen")
    staff.tap("Veranstaltung anlegen")
    staff.reads("Refugees’ Day 2027 ist angelegt.")
    staff_step(staff, "Anmeldung")


def staff_step(staff: Visitor, stage: str) -> None:
    staff.tap("Übersicht", role="link", within="header")
    staff.tap("Zum nächsten Abschnitt …", role="link")
    staff.tap(f"Weiter zu: {stage}")
    expect(staff.page.locator(".stages .is-now")).to_contain_text(stage)


def staff_import_the_list(staff: Visitor, folder: Path) -> None:
    (folder / "liste.xlsx").write_bytes(the_list())
    staff.tap("Übersicht", role="link", within="header")
    staff.tap("Liste übernehmen", role="link")
    staff.page.locator("input[type=file]").set_input_files(folder / "liste.xlsx")
    staff.tap("Datei ansehen …")
    staff.reads("Das würde übernommen")
    staff.tap("Alles übernehmen")
    staff.tap("Menschen", role="link", within="header")
    staff.reads("Dawit T.")


def staff_let_an_employer_in(staff: Visitor, browser: Browser) -> Visitor:
    staff.tap("Betriebe und Angebote", role="link", within="header")
    staff.tap("Metallbau Seidel", role="link")
    staff.tap("Link zeigen und übergeben")
    link = staff.page.locator(".secret").inner_text()
    employer = Visitor(browser, staff.address, size=PHONE)
    for _ in range(3):  # a mail scanner looks first
        employer.page.goto(link)
    employer.open(link)
    employer.tap("Anmelden")
    employer.reads("Metallbau Seidel")
    return employer


def employer_offers_a_slot(employer: Visitor) -> None:
    employer.tap("Platz anbieten", role="link")
    employer.choose("Büro und IT")
    employer.choose("Zusehen")
    employer.choose("2")
    employer.tap("Angebot absenden")
    employer.reads("wartet auf Prüfung")


def staff_approve_what_waits(staff: Visitor) -> None:
    staff.tap("Übersicht", role="link", within="header")
    staff.tap("Prüfen", role="link")
    staff.tap("Büro und IT", role="link")
    staff.tap("Freigeben")
    staff.reads("freigegeben")


def staff_invite(staff: Visitor) -> None:
    staff.tap("Nachrichten", role="link", within="header")
    staff.tap("Einladungen senden")


def participant_wishes_in_arabic(served: Served, browser: Browser) -> None:
    amira = Visitor(browser, served.address, size=PHONE, language="ar")
    amira.page.add_init_script(VOICES)
    amira.open(link_of(served, "amira@birkenried.example"))
    assert amira.page.locator("html").get_attribute("dir") == "rtl"
    amira.page.locator("main form button.kern-btn--primary").click()
    amira.look()
    for value in ("yes", "yes"):  # that is me; the employer may see my first name
        amira.page.locator(f"button[value={value}]").first.click()
        amira.look()
    for _ in range(2):
        amira.page.locator(".wish button[aria-pressed=false]").first.click()
        amira.look()
    listens(amira)
    looks_at_a_slot(amira)
    drags_the_second_wish_first(amira)
    amira.page.locator(".bar a.kern-btn--primary").click()
    amira.look()
    amira.page.locator("input[value=reachable]").check(force=True)
    amira.page.locator("main form button.kern-btn--primary").click()
    amira.look()
    assert amira.page.locator(".wishes li").count() == 2
    amira.page.locator("main form button").last.click()
    amira.look()
    assert amira.page.url.endswith("/access")


def link_of(served: Served, mail: str) -> str:
    """Return the newest access link that was sent to an address."""
    for _ in range(100):
        texts = [
            body.get_content() for one in served.mails() if mail in one["To"] and (body := one.get_body(("plain",)))
        ]
        links = [found for text in texts for found in re.findall(r"http\S+/access#[A-Z2-7]+", text)]
        if links:
            return links[-1]
        served.wait()
    raise AssertionError(f"no link was sent to {mail}")


def participant_wishes_without_script(staff: Visitor, browser: Browser) -> None:
    staff.tap("Menschen", role="link", within="header")
    staff.tap("Olena S.", role="link")
    staff.tap("Zugang zeigen")
    code = staff.page.locator(".handover__code").inner_text()
    context = browser.new_context(viewport=PHONE, locale="de", java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{staff.address}/access")
    page.get_by_label("Ihr Code").fill(code)
    page.get_by_role("button", name="Weiter").click()
    page.get_by_role("button", name="Ja, das bin ich").click()
    page.get_by_role("button", name="Nein, lieber ohne Namen").click()
    page.locator(".wish button[aria-pressed=false]").first.click()
    expect(page.locator("body")).to_contain_text("1 gespeichert")
    context.close()


def staff_compute_and_publish(staff: Visitor) -> None:
    staff.tap("Plan", role="link", within="header")
    staff.tap("Plan rechnen")
    expect(staff.page.locator("body")).to_contain_text("Bewiesen", timeout=60_000)
    staff.look()
    staff.tap("Veröffentlichen …", role="link")
    staff.tap("Jetzt veröffentlichen")
    staff.reads("veröffentlicht")


def participant_opens_the_ticket(served: Served, browser: Browser) -> None:
    amira = Visitor(browser, served.address, size=PHONE, language="ar")
    amira.enter(link_of(served, "amira@birkenried.example"))
    amira.open("/participant/ticket")
    expect(amira.page.locator(".ticket__qr")).to_be_visible()
    for suffix in ("pdf", "ics"):
        answer = amira.page.request.get(f"{served.address}/participant/ticket/1.{suffix}")
        assert answer.ok
        assert answer.body()[:4] == {"pdf": b"%PDF", "ics": b"BEGI"}[suffix]


def employer_sees_who_comes(employer: Visitor) -> None:
    employer.open("/employer/")
    employer.tap("Wer kommt", role="link")
    assert "Savchuk" not in employer.page.content()
