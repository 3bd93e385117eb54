"""The forms of a profile, one for each step: participants and coaches fill in the same."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from matchday.core.activity import ACTIVITIES, Ability, Activity
from matchday.core.language import SPOKEN
from matchday.core.participant import Channel, TravelMeans
from matchday.core.profile import Learned, ProfileNeed, ProfilePart, ProfileStep, SchoolYears, WorkYears
from matchday.core.slot import GermanLevel, Trade
from matchday.models import Participant, Profile
from matchday.services.profile import FIELDS
from matchday.web.channel import open_channels
from matchday.web.forms import NOT_A_CHOICE, AnswerField, Form, KindField, KindsField, LineField, MailField, PhoneField
from matchday.web.words import icon_of, word

WAYS_MIN = (15, 30, 45, 60, 90)
OWN_WORDS = 300
"""Longest text of one's own in characters: several have to stand on one page."""
GERMAN = {
    GermanLevel.NONE: _l("noch gar nicht"),
    GermanLevel.A1: _l("einzelne Sätze (%(level)s)", level="A1"),
    GermanLevel.A2: _l("einfache Gespräche (%(level)s)", level="A2"),
    GermanLevel.B1: _l("gut im Alltag (%(level)s)", level="B1"),
    GermanLevel.B2: _l("gut bei der Arbeit (%(level)s)", level="B2"),
    GermanLevel.C1: _l("sehr gut (%(level)s)", level="C1"),
    GermanLevel.C2: _l("wie meine eigene Sprache (%(level)s)", level="C2"),
}
REACHED_BY = {
    Channel.SMS: _l("SMS"),
    Channel.PHONE: _l("Anruf"),
    Channel.MAIL: _l("E-Mail"),
    Channel.LETTER: _l("Brief"),
    Channel.NONE: _l("Meine Begleitung sagt es mir"),
}


class StepForm(Form):
    """Stand above the forms of all steps."""

    step: ClassVar[ProfileStep]
    icons: ClassVar[dict[str, str]] = {}

    @classmethod
    def of(cls, person: Participant, profile: Profile | None) -> Any:
        """Return the form filled with what is saved."""
        columns = Profile.__table__.columns
        saved = {name: getattr(profile if name in columns else person, name, None) for name in FIELDS[cls.step]}
        return cls(**saved)

    def values(self) -> dict[str, Any]:
        """Return what the service takes."""
        return {name: value for name, value in self.data.items() if name in FIELDS[self.step]}


class LanguagesForm(StepForm):
    """Which languages, and how much German. The language of the pages stays the first."""

    step = ProfileStep.LANGUAGES
    languages = SelectMultipleField(
        _l("Welche Sprachen sprechen Sie?"),
        choices=[SelectChoice(one.code, one.own_name) for one in SPOKEN],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    german_level = RadioField(
        _l("Wie gut sprechen Sie Deutsch?"),
        choices=[SelectChoice(level.value, text) for level, text in GERMAN.items()],
        coerce=GermanLevel,
        validators=[InputRequired(NOT_A_CHOICE)],
    )

    def values(self) -> dict[str, Any]:
        """Return what the service takes: languages known before keep their order and come first."""
        before, ticked = self.languages.object_data or [], self.languages.data or []
        kept = [code for code in before if code in ticked or code not in {one.code for one in SPOKEN}]
        languages = [*kept, *(code for code in ticked if code not in kept)]
        return {"languages": languages or before, "german_level": self.german_level.data}


class SchoolForm(StepForm):
    """How long at school, and what after it."""

    step = ProfileStep.SCHOOL
    school_years = KindField(_l("Wie lange waren Sie in der Schule?"), SchoolYears)
    learned = KindField(_l("Was haben Sie danach gelernt?"), Learned)
    school = LineField(_l("Möchten Sie etwas dazu schreiben?"), most=OWN_WORDS)
    icons: ClassVar = {one.value: icon_of(one) for one in Learned}


class WorkForm(StepForm):
    """How long at work, and in what."""

    step = ProfileStep.WORK
    work_years = KindField(_l("Wie lange haben Sie gearbeitet?"), WorkYears)
    work_trades = KindsField(_l("In welchen Berufen?"), Trade)
    work_done = LineField(_l("Möchten Sie etwas dazu schreiben?"), most=OWN_WORDS)
    icons: ClassVar = {one.value: icon_of(one) for one in Trade}


class OwnAbilitiesForm(StepForm):
    """What no picture shows."""

    step = ProfileStep.ABILITIES
    can_do = LineField(_l("Was können Sie noch gut?"), most=OWN_WORDS)


class WantsForm(StepForm):
    """What work somebody would like to see."""

    step = ProfileStep.WANTS
    wanted_trades = KindsField(_l("Welche Berufe möchten Sie kennenlernen?"), Trade)
    wants = LineField(_l("Möchten Sie etwas dazu schreiben?"), most=OWN_WORDS)
    icons: ClassVar = {one.value: icon_of(one) for one in Trade}


class TravelForm(StepForm):
    """How somebody gets around, and how far."""

    step = ProfileStep.TRAVEL
    travel_means = KindField(_l("Wie kommen Sie zu einem Betrieb?"), TravelMeans)
    travel_min = RadioField(
        _l("Wie lange darf der Weg höchstens dauern?"), coerce=int, validators=[InputRequired(NOT_A_CHOICE)]
    )
    icons: ClassVar = {one.value: icon_of(one) for one in TravelMeans}

    @classmethod
    def of(cls, person: Participant, profile: Profile | None) -> Any:
        """Return the form filled with what is saved; what staff entered can stay."""
        form = super().of(person, profile)
        minutes = sorted({*WAYS_MIN, person.travel_min})
        form.travel_min.choices = [SelectChoice(one, _l("%(count)s Minuten", count=one)) for one in minutes]
        return form


class NeedsForm(StepForm):
    """What somebody needs on the day."""

    step = ProfileStep.NEEDS
    needs = SelectMultipleField(
        _l("Was brauchen Sie an diesem Tag?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    icons: ClassVar = {"step_free": "wheelchair", **{one.value: icon_of(one) for one in ProfileNeed}}

    @classmethod
    def of(cls, person: Participant, profile: Profile | None) -> Any:
        """Return the form filled with what is saved; a way without steps is one of the needs here."""
        saved = [*(["step_free"] if person.needs_step_free else []), *(profile.needs if profile else [])]
        form = cls(needs=saved)
        choices = [("step_free", _("einen Weg ohne Stufen")), *((one.value, word(one)) for one in ProfileNeed)]
        form.needs.choices = [SelectChoice(*one) for one in choices]
        return form

    def values(self) -> dict[str, Any]:
        """Return what the service takes."""
        ticked = self.needs.data or []
        needs = [one.value for one in ProfileNeed if one.value in ticked]
        return {"needs_step_free": "step_free" in ticked, "needs": needs}


class ContactForm(StepForm):
    """How somebody is reached. What is known is shown in part only: whoever holds the phone could read it."""

    step = ProfileStep.CONTACT
    channel = RadioField(
        _l("Wie erreichen wir Sie am besten?"),
        choices=[SelectChoice(channel.value, text) for channel, text in REACHED_BY.items()],
        coerce=Channel,
        validators=[InputRequired(NOT_A_CHOICE)],
    )
    phone = PhoneField(_l("Neue Telefonnummer"))
    mail = MailField(_l("Neue E-Mail-Adresse"))
    icons: ClassVar = {
        Channel.SMS: "message",
        Channel.PHONE: "phone",
        Channel.MAIL: "at",
        Channel.LETTER: "mail",
        Channel.NONE: "users",
    }
    known: dict[str, str]

    @classmethod
    def of(cls, person: Participant, profile: Profile | None) -> Any:
        """Return the form with the way chosen so far, without numbers and addresses."""
        form = cls(channel=person.channel)
        form.channel.choices = [one for one in form.channel.choices if one.value in open_channels()]
        form.known = {"phone": person.phone, "mail": person.mail}
        if person.is_protected:  # who found this phone must not lead messages elsewhere
            del form.phone, form.mail
        return form

    @property
    def _is_shut(self) -> bool:
        return "phone" not in self

    @property
    def hints(self) -> dict[str, str]:
        """Return what is known of number and address, as far as it may be read here."""
        name, _at, host = self.known["mail"].partition("@")
        shown = {"phone": f"… {self.known['phone'][-2:]}", "mail": f"{name[:1]}…@{host}"}
        return {field: _("Jetzt: %(known)s", known=text) for field, text in shown.items() if self.known[field]}

    def values(self) -> dict[str, Any]:
        """Return what the service takes: what is left empty stays as it was."""
        return {name: value for name, value in super().values().items() if value}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check that the chosen way leads to the person."""
        is_right = bool(super().validate(extra_validators))
        name = {Channel.MAIL: "mail", Channel.SMS: "phone", Channel.PHONE: "phone"}.get(self.channel.data)
        if name is None or self.known[name]:
            return is_right
        field = self.channel if self._is_shut else self[name]
        if field.errors or (field.data and not self._is_shut):
            return is_right
        field.errors = [_("Für diesen Weg fehlt die Angabe. Oder wählen Sie einen anderen Weg.")]
        return False


class NeedsQuestionForm(Form):
    """Whether needs may be kept."""

    answer = AnswerField()


class PartsForm(Form):
    """Which parts of the profile an employer may read."""

    parts = KindsField(_l("Was darf der Betrieb lesen?"), ProfilePart)
    icons: ClassVar = {one.value: icon_of(one) for one in ProfilePart}

    def chosen(self) -> list[ProfilePart]:
        """Return the parts that were ticked."""
        return [ProfilePart(value) for value in self.parts.data or []]


FORMS: dict[ProfileStep, type[StepForm]] = {
    form.step: form
    for form in (
        LanguagesForm, SchoolForm, WorkForm, OwnAbilitiesForm, WantsForm, TravelForm, NeedsForm, ContactForm,
    )
}  # fmt: skip


class TradeForm(Form):
    """What somebody says of the activities of one trade: a row of four answers under each picture."""

    icons: ClassVar = {"": "x", **{one.value: icon_of(one) for one in Ability}}

    @classmethod
    def about(cls, trade: Trade, profile: Profile | None) -> Any:
        """Return the form of one trade, filled with what is saved. No answer is «No»."""
        answers = [*(SelectChoice(one.value, word(one)) for one in Ability), SelectChoice("", _l("Nein"))]
        fields = {one.value: RadioField(word(one), choices=answers, default="") for one in ACTIVITIES[trade]}
        known = profile.abilities if profile else {}
        return type("TradeForm", (cls,), fields)(**{name: known[name] for name in fields if name in known})

    def answers(self) -> dict[Activity, Ability | None]:
        """Return what was answered."""
        given = {name: value for name, value in self.data.items() if name in set(Activity)}
        return {Activity(name): Ability(value) if value else None for name, value in given.items()}
