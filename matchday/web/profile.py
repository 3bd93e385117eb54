"""What a profile says in the reader's words, and how its pages are answered; every role shows it so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import flash, g, make_response, redirect, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchday.core.activity import ACTIVITIES
from matchday.core.consent import Recipient
from matchday.core.errors import NotFound
from matchday.core.event import Action, is_open
from matchday.core.language import GERMAN, Language, page_language
from matchday.core.profile import ProfileNeed, ProfilePart, ProfileStep, first_open, next_step
from matchday.core.slot import GermanLevel, Trade
from matchday.documents.profile import ProfileContent, ToldPart, profiles_pdf
from matchday.extensions import db
from matchday.models import Account, Event, Participant, Profile
from matchday.services.consent import find_consent, is_given, is_to_be_asked
from matchday.services.profile import (
    ShownProfile,
    answer_needs,
    find_profile,
    list_shown,
    save_abilities,
    save_step,
    show_parts,
    show_profile,
)
from matchday.services.roster import Guest
from matchday.web.filters import listed
from matchday.web.language import name_language
from matchday.web.profile_form import FORMS, NeedsQuestionForm, PartsForm, TradeForm
from matchday.web.words import icon_of, word

SOMEBODY = "Ein Mensch"
"""Who did not say yes to the name and has no alias."""


@dataclass(frozen=True)
class Desk:
    """Who fills a profile in, and whose: the person on their phone, or a coach beside them.

    **Shapes** ``role`` is the package whose pages these are; ``here`` are the parts of their addresses.
    """

    role: str
    person: Participant
    by: Account | Participant
    thanks: str
    """Said when the last step is saved."""
    kept: str
    """Said when the answer about employers is saved."""
    here: Mapping[str, str] = field(default_factory=dict)
    beside: Language | None = None
    """In which language the person reads along with a coach."""

    def lead_to(self, page: str, **values: str) -> Response:
        """Go on to another page of the profile."""
        return redirect(url_for(f"{self.role}.{page}", **self.here, **values))

    def show(self, template: str, form: Any, **values: Any) -> Response:
        """Return a page of the profile with its form."""
        html = render_template(template, form=form, person=self.person, beside=self.beside, **values)
        return make_response(html, 422 if form.errors else 200)


def read_overview(person: Participant) -> dict[str, Any]:
    """Return what the first page of a profile shows: how far it is, and what it says."""
    profile = find_profile(db.session(), person)
    done = [ProfileStep(value) for value in profile.steps_done] if profile else []
    shown = find_consent(db.session(), person, Recipient.EMPLOYER_PROFILE)
    parts = profile.shown_parts if profile and shown and shown.is_given else []
    return {
        "steps": list(ProfileStep),
        "done": done,
        "going_on": first_open(done),
        "may_describe": is_open(g.event.stage, Action.DESCRIBE),
        "told": tell_profile(show_profile(person, profile, list(ProfilePart))),
        "shown_parts": [ProfilePart(value) for value in parts],
        "profile": profile,
        "needs": _needs(person, profile),
    }


def open_step(value: str, person: Participant) -> tuple[ProfileStep, Any]:
    """Return a step with its form; before needs are asked comes the question whether they may be kept.

    **Errors** NotFound where there is no such step.
    """
    if value not in set(ProfileStep):
        raise NotFound
    step = ProfileStep(value)
    is_open_question = is_to_be_asked(db.session(), person, Recipient.HEALTH)
    if step is ProfileStep.NEEDS and (is_open_question or not is_given(db.session(), person, Recipient.HEALTH)):
        return step, NeedsQuestionForm()
    return step, FORMS[step].of(person, find_profile(db.session(), person))


def answer_step(desk: Desk, value: str, *, template: str) -> Response | str:
    """Ask one step and keep the answer. **Errors** NotFound where there is no such step."""
    step, form = open_step(value, desk.person)
    if form.validate_on_submit():
        ahead = _save(step, form, desk.person, by=desk.by)
        db.session.commit()
        if ahead is None:
            flash(desk.thanks)
            return desk.lead_to("profile")
        return desk.lead_to("profile_step", step=ahead.value)
    counts = count_abilities(find_profile(db.session(), desk.person))
    is_question = isinstance(form, NeedsQuestionForm)
    return desk.show(template, form, step=step, steps=list(ProfileStep), is_question=is_question, counts=counts)


def answer_trade(desk: Desk, value: str, *, template: str) -> Response | str:
    """Ask about the activities of one trade. **Errors** NotFound where nothing is asked about it."""
    if value not in set(ACTIVITIES):
        raise NotFound
    trade = Trade(value)
    form = TradeForm.about(trade, find_profile(db.session(), desk.person))
    if form.validate_on_submit():
        save_abilities(db.session(), desk.person, trade, answers=form.answers(), by=desk.by, now=g.now)
        db.session.commit()
        return desk.lead_to("profile_step", step=ProfileStep.ABILITIES.value)
    icons = {one.value: icon_of(one) for one in ACTIVITIES[trade]}
    return desk.show(template, form, trade=trade, icons=icons)


def answer_parts(desk: Desk, *, template: str) -> Response | str:
    """Ask which parts an employer may read, and keep the answer."""
    overview = read_overview(desk.person)
    form = PartsForm(parts=[part.value for part in overview["shown_parts"]])
    if form.validate_on_submit():
        show_parts(db.session(), desk.person, form.chosen(), by=desk.by, now=g.now)
        db.session.commit()
        flash(desk.kept)
        return desk.lead_to("profile")
    return desk.show(template, form, told=overview["told"])


def _save(step: ProfileStep, form: Any, person: Participant, *, by: Account | Participant) -> ProfileStep | None:
    """Keep a step. Return the step that comes now, or None where none is left."""
    if isinstance(form, NeedsQuestionForm):
        answer_needs(db.session(), person, is_given=form.answer.is_yes, by=by, now=g.now)
        return step if form.answer.is_yes else next_step(step)
    save_step(db.session(), person, step, values=form.values(), by=by, now=g.now)
    return next_step(step)


def count_abilities(profile: Profile | None) -> dict[Trade, int]:
    """Return how many activities of each trade were answered."""
    known = profile.abilities if profile else {}
    return {trade: sum(one.value in known for one in activities) for trade, activities in ACTIVITIES.items()}


def tell_profile(shown: ShownProfile) -> tuple[ToldPart, ...]:
    """Return a profile in the reader's words; a part that says nothing is left out."""
    facts = {
        ProfilePart.LANGUAGES: _languages(shown),
        ProfilePart.SCHOOL: _pairs((_("Schule"), shown.school_years), (_("Danach gelernt"), shown.learned)),
        ProfilePart.WORK: (
            *_pairs((_("Gearbeitet"), shown.work_years)),
            *_lists((_("In diesen Berufen"), shown.work_trades)),
        ),
        ProfilePart.ABILITIES: _lists(*((str(word(one)), activities) for one, activities in shown.abilities)),
        ProfilePart.WANTS: _lists((_("Diese Berufe"), shown.wanted_trades)),
    }
    said = {
        ProfilePart.SCHOOL: shown.school,
        ProfilePart.WORK: shown.work_done,
        ProfilePart.ABILITIES: shown.can_do,
        ProfilePart.WANTS: shown.wants,
    }
    return tuple(
        ToldPart(title=str(word(part)), icon=icon_of(part), facts=facts[part], own_words=said.get(part, ""))
        for part in ProfilePart
        if facts[part] or said.get(part)
    )


def print_profile(person: Participant, profile: Profile, event: Event) -> Response:
    """Return all of somebody's profile as one page, for themselves."""
    told = show_profile(person, profile, list(ProfilePart))
    return _answer(profile_content(person.first_name, told, event, languages=(person.language, *person.languages)))


def print_shown(person: Participant, event: Event) -> Response:
    """Return what employers may read as one page. **Errors** NotFound where they may read nothing."""
    shown = list_shown(db.session(), [person], organiser_id=person.organiser_id).get(person.id)
    if shown is None:
        raise NotFound
    is_named = is_given(db.session(), person, Recipient.EMPLOYER)
    languages = (person.language, *person.languages) if is_named else shown.languages
    name = person.first_name if is_named else person.alias
    return _answer(profile_content(name or SOMEBODY, shown, event, languages=languages))


def shown_contents(guests: Iterable[Guest], event: Event) -> list[ProfileContent]:
    """Return what the papers say of those guests who let the employer read of them."""
    return [
        profile_content(
            guest.name or SOMEBODY, guest.profile, event, languages=guest.languages or guest.profile.languages
        )
        for guest in guests
        if guest.profile
    ]


def profile_content(name: str, shown: ShownProfile, event: Event, *, languages: Sequence[str]) -> ProfileContent:
    """Return what one page says; German alone where the reader is not to know the person's languages."""
    own = page_language(*languages)
    with force_locale(own.code):
        title, note, told = _("Steckbrief"), _note(), tell_profile(shown)
    with force_locale(GERMAN.code):
        german_title, german_note, german = _("Steckbrief"), _note(), tell_profile(shown)
    return ProfileContent(
        name=name,
        language=own.tag,
        direction=own.direction,
        title=title,
        german_title=german_title,
        note=note,
        german_note=german_note,
        german=german,
        own=told,
        organiser_name=event.organiser.name,
        event_name=event.name,
        colour=event.organiser.colour,
        logo=event.organiser.logo,
    )


def _answer(content: ProfileContent) -> Response:
    """Return one page, made anew each time and kept nowhere."""
    headers = {"Content-Disposition": 'inline; filename="steckbrief.pdf"', "Cache-Control": "no-store"}
    return Response(profiles_pdf([content], title="Steckbrief"), content_type="application/pdf", headers=headers)


def _needs(person: Participant, profile: Profile | None) -> list[str]:
    """Return what the person needs, for those who look after it."""
    step_free = [_("einen Weg ohne Stufen")] if person.needs_step_free else []
    return [*step_free, *(str(word(ProfileNeed(value))) for value in (profile.needs if profile else []))]


def _note() -> str:
    return _("Diese Seite gehört mir. Bitte geben Sie sie nicht weiter.")


def _languages(shown: ShownProfile) -> tuple[tuple[str, str], ...]:
    names = [name_language(code) for code in shown.languages if not code.startswith(GERMAN.code)]
    facts = [(_("Ich spreche"), listed(names))] if names else []
    if shown.german_level is not None:
        level = shown.german_level
        facts.append((_("Deutsch"), _("noch gar nicht") if level is GermanLevel.NONE else str(word(level))))
    return tuple(facts)


def _pairs(*facts: tuple[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(word(value))) for name, value in facts if value is not None)


def _lists(*facts: tuple[str, Collection[Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, " · ".join(str(word(one)) for one in values)) for name, values in facts if values)
