"""The form about one person: what staff write down when they add or change them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from matchday.core.language import LANGUAGES, SPOKEN
from matchday.core.participant import Channel, FoodProof, PermissionEntry, PermissionRequest, TravelMeans
from matchday.core.slot import GEAR, GermanLevel
from matchday.models import Account, Participant
from matchday.services.participant import FIELDS
from matchday.web.channel import ChannelField, open_channels
from matchday.web.forms import (
    DayField,
    Form,
    KindField,
    KindSelect,
    KindsField,
    LineField,
    MailField,
    NoteField,
    NumberField,
    PhoneField,
    PostcodeField,
    YesField,
    need,
)
from matchday.web.words import word

PAGES_IN = [SelectChoice(one.code, one.german_name) for one in LANGUAGES.values()]
SPEAKS = [SelectChoice(one.code, one.german_name) for one in SPOKEN]


class ParticipantForm(Form):
    """Everything staff can set about one person. The coach is named by the account's key."""

    first_name = LineField("Vorname", [need()], most=100)
    last_name = LineField("Nachname", most=100)
    born_on = DayField("Geburtsdatum", is_required=False)
    reference = LineField("Nummer in Ihren Listen", most=80)
    language = SelectField("Sprache der Seiten und Briefe", choices=PAGES_IN)
    languages = SelectMultipleField(
        "Spricht", choices=SPEAKS, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    german_level = KindSelect("Deutsch", GermanLevel)
    channel = ChannelField("Wie erreichen wir die Person?")
    mail = MailField("E-Mail-Adresse")
    phone = PhoneField("Telefon")
    coach = SelectField("Begleitung")
    postcode = PostcodeField("Postleitzahl")
    town = LineField("Wohnort")
    travel_means = KindField("Wie kommt die Person hin?", TravelMeans)
    travel_min = NumberField("Höchstens Minuten für einen Weg", least=1, most=300)
    needs_step_free = YesField("Braucht einen Weg ohne Stufen")
    needs_agreed = YesField("Ich habe die Person gefragt, ob wir das speichern dürfen. Sie hat Ja gesagt.")
    gear = KindsField("Hat eigene Sachen zum Schutz", GEAR)
    permission_entry = KindSelect("Was steht zur Arbeit im Aufenthaltspapier?", PermissionEntry)
    permission_request = KindSelect("Anfrage beim Amt", PermissionRequest)
    permission_asked_on = DayField("Angefragt am", is_required=False)
    food_proof = KindSelect("Nachweis für Arbeit mit Lebensmitteln", FoodProof)
    alias = LineField("Deckname", most=60)
    school = NoteField("Schule und Ausbildung")
    work_done = NoteField("Bisherige Arbeit")
    can_do = NoteField("Das kann ich")
    wants = NoteField("Das möchte ich")

    coach_ids: dict[str, int]

    @classmethod
    def fresh(cls, coaches: Sequence[Account]) -> Any:
        """Return the form for somebody new."""
        usual = {
            "language": "ar",
            "german_level": GermanLevel.NONE,
            "channel": Channel.NONE,
            "travel_means": TravelMeans.BUS,
            "travel_min": 60,
            "permission_entry": PermissionEntry.UNKNOWN,
            "permission_request": PermissionRequest.NOT_ASKED,
            "food_proof": FoodProof.NOTHING,
        }
        return cls(**usual)._knowing(coaches)

    @classmethod
    def of(cls, person: Participant, coaches: Sequence[Account], *, may_keep_needs: bool) -> Any:
        """Return the form filled with what is known of ``person``; who said yes to keeping needs is not asked again."""
        saved = {name: getattr(person, name) for name in FIELDS}
        form = cls(coach=person.coach.key if person.coach else "", **saved)._knowing(coaches, now=person.coach)
        if may_keep_needs:
            del form.needs_agreed
        return form

    @property
    def is_channel_shut(self) -> bool:
        """Tell whether the way known so far leads to nobody here."""
        known = self.channel.object_data
        return known is not None and known not in open_channels()

    @property
    def has_agreed(self) -> bool:
        """Tell whether whoever fills this in heard the person's yes."""
        return "needs_agreed" in self and bool(self.needs_agreed.data)

    def values(self) -> dict[str, Any]:
        """Return what the service takes."""
        found = {name: value for name, value in self.data.items() if name in FIELDS}
        found["languages"] = self._languages() or [found["language"]]
        return {**found, "coach_id": self.coach_ids.get(self.coach.data)}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that the chosen way to reach the person is filled in."""
        is_right = bool(super().validate(extra_validators))
        for channel, field in ((Channel.MAIL, self.mail), (Channel.SMS, self.phone), (Channel.PHONE, self.phone)):
            if self.channel.data is channel and not field.data and not field.errors:
                field.errors = ["Für diesen Weg fehlt die Angabe. Oder wählen Sie einen anderen Weg."]
                is_right = False
        return is_right

    def _languages(self) -> list[str]:
        """Return what was ticked in the order known before, the main language first; new ones come last."""
        before, ticked = self.languages.object_data or [], self.languages.data or []
        kept = [code for code in before if code in ticked or code not in LANGUAGES]
        return [*kept, *(code for code in ticked if code not in kept)]

    def _knowing(self, coaches: Sequence[Account], *, now: Account | None = None) -> Any:
        levels = [level for level in GermanLevel if level is not GermanLevel.NONE]
        self.german_level.choices = [
            SelectChoice(GermanLevel.NONE.value, "noch kein Deutsch"),
            *(SelectChoice(level.value, word(level)) for level in levels),
        ]
        known = {one.key: one.name for one in coaches}
        self.coach_ids = {one.key: one.id for one in coaches}
        if now is not None and now.key not in known:
            known[now.key], self.coach_ids[now.key] = f"{now.name}, nicht mehr dabei", now.id
        self.coach.choices = [SelectChoice("", "niemand"), *(SelectChoice(*one) for one in known.items())]
        return self
