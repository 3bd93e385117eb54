"""The form of a slot, for employers and for staff: what, where, when, how many, what is needed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from matchday.core.errors import RuleError
from matchday.core.event import Action, is_open
from matchday.core.language import SPOKEN
from matchday.core.slot import MOST_PEOPLE, ActivityKind, GermanLevel, Need, Trade, WhatFollows
from matchday.models import Employer, Event, Slot
from matchday.services.wishlist import Offer
from matchday.web.filters import day, moment
from matchday.web.forms import (
    NOT_A_CHOICE,
    ClockField,
    Form,
    KindField,
    KindsField,
    LineField,
    NoteField,
    NumberField,
    PhoneField,
    YesField,
)
from matchday.web.words import icon_of, word

MORE = "more"
AS_THEY_ARE = (
    "trade", "title", "activity_kind", "duties", "min_group", "german_level", "minimum_age", "needs",
    "lends_gear", "is_food", "is_step_free", "what_follows", "meeting_point", "foreman_name", "foreman_phone",
    "spoken_languages",
)  # fmt: skip
"""Fields named like the column they fill."""
AT_FAULT = {
    "slot_other_day": "day",
    "slot_capacity": "capacity",
    "slot_min_group": "min_group",
    "slot_one_place": "min_group",
}
"""Which field a refusal is about; all others are about the end."""


class SlotForm(Form):
    """One offer. The fields stand as on the page: what is wrong is said in this order."""

    trade = KindField("Welcher Beruf?", Trade)
    activity_kind = KindField("Was macht der Gast bei Ihnen?", ActivityKind)
    title = LineField("Überschrift")
    duties = NoteField("Was gibt es zu sehen oder zu tun?")
    day = RadioField("An welchem Tag?", [InputRequired(NOT_A_CHOICE)])
    start = ClockField("von", default=time(8, 0))
    end = ClockField("bis", default=time(14, 0))
    is_over_midnight = YesField("Es geht über Mitternacht")
    site = RadioField("Wo?", [InputRequired(NOT_A_CHOICE)])
    meeting_point = LineField("Treffpunkt")
    foreman_name = LineField("Wer empfängt die Gäste?")
    foreman_phone = PhoneField("Telefon am Tag")
    capacity = RadioField(
        "Wie viele Menschen können kommen?",
        [InputRequired(NOT_A_CHOICE)],
        choices=[SelectChoice(str(count), str(count)) for count in range(1, 6)] + [SelectChoice(MORE, "mehr")],
    )
    capacity_more = NumberField("Wie viele genau?", least=1, most=MOST_PEOPLE, is_required=False)
    min_group = NumberField("Ab wie vielen Menschen lohnt es sich?", least=1, most=MOST_PEOPLE, default=1)
    german_level = KindField("Wie viel Deutsch ist nötig?", GermanLevel, default=GermanLevel.NONE)
    spoken_languages = SelectMultipleField(
        "Welche Sprachen sprechen Sie im Betrieb?",
        choices=[SelectChoice(one.code, one.german_name) for one in SPOKEN],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    needs = KindsField("Was ist nötig?", Need)
    lends_gear = YesField("Sicherheitsschuhe und Helme leihen wir aus")
    is_food = YesField("Die Gäste haben mit Lebensmitteln zu tun")
    is_step_free = YesField("Man kommt ohne Stufen hin")
    minimum_age = NumberField("Mindestalter", least=14, most=99, is_required=False)
    what_follows = KindsField("Was kann danach kommen?", WhatFollows)

    icons: ClassVar[dict[str, str]] = {one.value: icon_of(one) for one in (*Trade, *ActivityKind)}
    """The pictogram of each tile."""

    def validate_end(self, field: Any) -> None:
        if self.start.data and field.data and field.data <= self.start.data and not self.is_over_midnight.data:
            raise ValidationError(_guess(field.data, after=self.start.data))
        if self.start.data and field.data and field.data > self.start.data and self.is_over_midnight.data:
            span = f"Von {self.start.data:%H:%M} bis {field.data:%H:%M} Uhr ist an einem Tag?"
            raise ValidationError(f"{span} Dann bitte den Haken bei „{self.is_over_midnight.label.text}“ entfernen.")

    def validate_capacity(self, field: Any) -> None:
        if field.data == MORE and self.capacity_more.data is None:
            raise ValidationError("Bitte schreiben Sie, wie viele Menschen kommen können.")

    def refuse_slot(self, error: RuleError) -> None:
        """Put the sentence of a refusal at the field it is about. **Errors** the refusal itself if it is about none."""
        if not error.code.startswith("slot_") or error.code == "slot_step":
            raise error
        self.refuse(AT_FAULT.get(error.code, "end"), error)


def slot_form(employer: Employer, event: Event, slot: Slot | None = None) -> SlotForm:
    """Return the form for a new slot, or filled with ``slot``."""
    form = SlotForm(data=_filled(slot, event) if slot else _guessed(employer, event))
    form.site.choices = [SelectChoice(site.key, _where(site)) for site in employer.sites]
    form.day.choices = [SelectChoice(on.isoformat(), day(on, with_year=False)) for on in _days(event)]
    return form


def slot_values(form: SlotForm, employer: Employer, event: Event) -> dict[str, Any]:
    """Return what a valid form says, by column."""
    on, zone = date.fromisoformat(form.day.data), ZoneInfo(event.time_zone)
    ends_on = on + timedelta(days=1 if form.is_over_midnight.data else 0)
    picked = form.capacity.data
    return {
        **{name: form[name].data for name in AS_THEY_ARE},
        "site_id": next(site.id for site in employer.sites if site.key == form.site.data),
        "start_at": datetime.combine(on, form.start.data, zone).astimezone(UTC),
        "end_at": datetime.combine(ends_on, form.end.data, zone).astimezone(UTC),
        "capacity": form.capacity_more.data if picked == MORE else int(picked),
    }


def say_saved(guest_count: int, event: Event) -> str:
    """Return what follows from another time or place for the people who have a ticket for it."""
    if not guest_count:
        return "Gespeichert."
    if not is_open(event.stage, Action.ASSIGN):
        return (
            "Gespeichert. Es steht jetzt auf den Tickets. Bitte sagen Sie es den Menschen und ihrer Begleitung selbst."
        )
    who = "Ein Mensch mit Ticket sieht" if guest_count == 1 else f"{guest_count} Menschen mit Ticket sehen"
    return (
        f"Gespeichert. {who} die Änderung ab sofort auf der eigenen Seite. Gesagt wird sie, per E-Mail oder von der "
        "Begleitung, sobald der Plan neu gerechnet und veröffentlicht ist."
    )


def _guessed(employer: Employer, event: Event) -> dict[str, Any]:
    """Return what needs no asking: the only site, the only day."""
    sites, days = employer.sites, _days(event)
    return {
        "site": sites[0].key if len(sites) == 1 else None,
        "day": days[0].isoformat() if len(days) == 1 else None,
    }


def _filled(slot: Slot, event: Event) -> dict[str, Any]:
    zone = ZoneInfo(event.time_zone)
    start_at, end_at = slot.start_at.astimezone(zone), slot.end_at.astimezone(zone)
    return {
        **{name: getattr(slot, name) for name in AS_THEY_ARE},
        "site": slot.site.key,
        "day": start_at.date().isoformat(),
        "start": start_at.time(),
        "end": end_at.time(),
        "is_over_midnight": end_at.date() > start_at.date(),
        "capacity": str(slot.capacity) if slot.capacity <= 5 else MORE,
        "capacity_more": slot.capacity if slot.capacity > 5 else None,
    }


def _days(event: Event) -> list[date]:
    return [event.first_on + timedelta(days=number) for number in range((event.last_on - event.first_on).days + 1)]


def _where(site: Any) -> str:
    return ", ".join(part for part in (site.label, site.street, f"{site.postcode} {site.town}".strip()) if part)


def _guess(end: time, *, after: time) -> str:
    """Return what was read, what was probably meant, and the other way on."""
    night = "Wenn es über Mitternacht geht, haken Sie es hier an."
    if end == after:
        return f"Anfang und Ende sind gleich: {end:%H:%M} Uhr. Bitte prüfen Sie die Zeiten."
    read = f"Bis {end.hour} Uhr{' nachts' if end.hour < 6 else ''}?" if not end.minute else f"Bis {end:%H:%M} Uhr?"
    if end.hour < 12 and end.replace(hour=end.hour + 12) > after:
        meant = end.replace(hour=end.hour + 12)
        return f"{read} Wenn Sie {meant.hour} Uhr meinen, bitte {meant:%H:%M} eintragen. {night}"
    return f"{read} Das liegt vor {after:%H:%M} Uhr. {night}"


def name_in_list(slot: Slot) -> str:
    """Say a slot in one line, for a drop-down list: «Küche, Hotel Krone, 4. Mai 2027, 8:00»."""
    return f"{slot.title or word(slot.trade)}, {slot.employer.name}, {moment(slot.start_at)}"


def name_offer_in_list(offer: Offer, note: str) -> str:
    """Say what somebody could wish in one line, with a note: «2. Wunsch: Küche, Hotel Krone, … (voll)»."""
    name = f"{name_in_list(offer.slot)} ({note})"
    return f"{offer.rank}. Wunsch: {name}" if offer.rank else name
