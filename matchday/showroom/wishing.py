"""The pages before the plan: the way in, the wishes, the profile, and what is said to whom something is special."""

from __future__ import annotations

from sqlalchemy import select

from matchday.core.consent import Recipient
from matchday.core.event import Stage
from matchday.core.participant import Channel, TravelMeans
from matchday.core.privacy import RequestKind
from matchday.models import Wish
from matchday.showroom import change
from matchday.showroom.album import Album
from matchday.showroom.day import Day
from matchday.showroom.visit import Visit

FIRST = ("/access", "/participant/wishlist", "/participant/ticket", "/participant/consent")
WISHLIST, SUMMARY, CONSENT = "/participant/wishlist", "/participant/summary", "/participant/consent"
PROFILE, LOGINS, PRIVACY = "/participant/profile", "/participant/logins", "/participant/privacy"


def show(day: Day, album: Album) -> None:
    """Show every page before the plan."""
    visit = Visit(day, album, name="before", person_id=day.someone())
    visit.walk(*FIRST)
    _show_ways_in(visit)
    _show_answers(visit)
    _show_profile(visit)
    _show_wishes(visit, day)
    _show_special_people(visit)
    _show_stages(visit)


def _show_ways_in(visit: Visit) -> None:
    """Show who comes without a link that counts, who it is not, and who goes."""
    visit.fill_in("/access", {}, title="ohne Code")
    visit.fill_in("/access", {"short_code": "AAAA BBBB"}, title="falscher Code")
    visit.fill_in("/access", {"token": "A" * 26}, title="alter Link")
    visit.look("/participant/", change=change.on_another_device)
    visit.fill_in("/participant/", {}, change=change.on_another_device, title="ohne Antwort")
    visit.fill_in("/participant/", {"me": "no"}, change=change.on_another_device, title="nicht die Person")
    visit.fill_in("/participant/sign-out", {}, title="abgemeldet")
    visit.fill_in("/participant/sign-out", {}, then=SUMMARY, title="ohne Anmeldung")
    visit.fill_in(PRIVACY, {}, change=change.signed_out, title="Anmeldung beendet")
    visit.look("/accessibility", change=change.with_enforcement_body, title="mit Durchsetzungsstelle")
    visit.look("/T")
    visit.look("/a")
    visit.fill_in("/a", {"pasted": "A"}, title="nicht echt")


def _show_answers(visit: Visit) -> None:
    """Show what follows from an answer: to consents, about data and devices."""
    visit.fill_in(CONSENT, {}, title="ohne Antwort")
    visit.fill_in(CONSENT, {"answer": "no"}, title="Antwort gespeichert")
    visit.fill_in(CONSENT, {"answer": "no"}, then="/participant/consents", title="Nein")
    visit.fill_in("/participant/consents", {"recipient": Recipient.EMPLOYER}, title="Ja zurückgenommen")
    visit.fill_in(PRIVACY, {"kind": RequestKind.CORRECTION}, title="ohne Text")
    visit.fill_in(PRIVACY, {"kind": RequestKind.CORRECTION, "text": "\x00"}, title="unlesbar")
    visit.fill_in(PRIVACY, {"kind": RequestKind.CORRECTION, "text": "Name " * 1000}, title="zu lang")
    visit.fill_in(PRIVACY, {"kind": RequestKind.ERASURE}, title="angekommen")
    visit.look(PRIVACY, change=change.restricted, title="eingeschränkt")
    visit.fill_in("/participant/logins/second", {}, title="mit Code")
    device = visit.come_on_more_devices(2)
    visit.look(LOGINS, title="drei Geräte")
    visit.look(SUMMARY, title="neues Gerät")
    visit.fill_in(f"{LOGINS}/{device}/end", {}, title="eines abgemeldet")
    visit.fill_in(f"{LOGINS}/end", {}, title="alle abgemeldet")


def _show_profile(visit: Visit) -> None:
    """Show the profile as somebody fills it in."""
    contact = f"{PROFILE}/contact"
    visit.fill_in(f"{PROFILE}/school", {}, title="ohne Antwort")
    visit.fill_in(contact, {"channel": Channel.MAIL, "phone": "1", "mail": "a"}, title="falsch getippt")
    visit.fill_in(
        contact,
        {"channel": Channel.MAIL, "phone": "05550 000233000233"},
        change=change.without_contact,
        title="ohne Adresse",
    )
    visit.fill_in(contact, {"channel": Channel.NONE}, title="gespeichert")
    visit.fill_in(f"{PROFILE}/needs", {"answer": "yes"}, change=change.unasked, title="mit Frage")
    visit.fill_in(f"{PROFILE}/needs", {}, change=change.unasked, title="Frage ohne Antwort")
    visit.look(f"{PROFILE}/needs", change=change.unasked, title="Frage")
    visit.fill_in(f"{PROFILE}/parts", {"parts": ["school"]}, title="gespeichert")
    visit.look(PROFILE, change=change.described_by_another, title="halb fertig")


def _show_wishes(visit: Visit, day: Day) -> None:
    """Show the wishes: none, too many, changed elsewhere, shut, translated."""
    with day.open():
        wish = day.find(select(Wish).where(Wish.participant_id == visit.person_id).order_by(Wish.rank))
        slot_id, slot_key = wish.slot.id, wish.slot.key
    for means in TravelMeans:
        visit.look(f"/participant/slots/{slot_key}", change=change.travelling(means, slot_id), title="anderer Weg")
    visit.look(f"{WISHLIST}?only=able", title="was ich kann")
    visit.look(f"{WISHLIST}?only=near", change=change.without_slots, title="nichts gefunden")
    visit.look(WISHLIST, change=change.without_slots, title="noch ohne Angebote")
    visit.look(WISHLIST, change=change.shut_in, title="vieles geht nicht")
    visit.look(WISHLIST, change=change.unknown, title="vieles ist nicht bekannt")
    visit.look(SUMMARY, change=change.without_wishes, title="noch ohne Wunsch")
    visit.look(SUMMARY, change=change.without_deadline, title="ohne Frist")
    visit.fill_in(WISHLIST, {"slot": slot_key, "step": "remove", "version": 999}, title="inzwischen geändert")
    visit.fill_in("/participant/acceptable", {"answer": "trades", "version": 999}, title="ohne Beruf")
    visit.fill_in("/participant/acceptable", {}, title="ohne Antwort")


def _show_special_people(visit: Visit) -> None:
    """Show what is said to whom something is special: protected, not of age, not asked yet."""
    for path in (SUMMARY, "/participant/consents", PROFILE, PRIVACY, LOGINS, f"{PROFILE}/contact"):
        visit.look(path, change=change.protected, title="geschützt")
    visit.fill_in(f"{PROFILE}/parts", {"parts": ["school"]}, change=change.protected, title="geschützt")
    visit.look(SUMMARY, change=change.young, title="unter 18")
    visit.look(SUMMARY, change=change.young_with_guardian, title="unter 18, unterschrieben")
    visit.look(CONSENT, change=change.unasked, title="noch nicht gefragt")
    visit.look("/participant/consents", change=change.unasked, title="noch nicht gefragt")
    visit.look("/participant/consents", change=change.read_aloud, title="vorgelesen")
    visit.look("/participant/consents", change=change.asked_anew, title="neue Frage")
    visit.fill_in(f"{PROFILE}/parts", {"parts": ["school"]}, change=change.unasked, title="Name nicht gefragt")


def _show_stages(visit: Visit) -> None:
    """Show what is said while nobody can choose."""
    for stage in (Stage.DRAFT, Stage.ASSIGNING, Stage.ARCHIVED):
        visit.look(SUMMARY, change=change.at(stage), title="im Lauf der Zeit")
    visit.look("/participant/ticket", change=change.at(Stage.DRAFT), title="noch kein Plan")
    visit.look("/", change=change.at(Stage.ARCHIVED), title="kein Tag geplant")
    visit.fill_in(f"{PROFILE}/languages", {"german_level": "a1"}, change=change.at(Stage.ARCHIVED), title="zu spät")
