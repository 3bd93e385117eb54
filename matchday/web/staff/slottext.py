"""Translations of a slot's texts: which are there, one to write, and a draft by the organiser's own translator."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday import translator
from matchday.core.errors import RuleError
from matchday.core.language import Language
from matchday.core.slottext import TEXTS, target_languages
from matchday.extensions import config, db
from matchday.models import Slot
from matchday.services.slot import read_slot
from matchday.services.slottext import count_readers, is_of_today, list_slot_texts, original_of, save_slot_text
from matchday.web.forms import Form, LineField, NoteField, YesField
from matchday.web.say import say
from matchday.web.staff import bp


class SlotTextForm(Form):
    """A slot's texts in one language."""

    title = LineField("Titel")
    duties = NoteField("Tätigkeiten")
    meeting_point = LineField("Treffpunkt")
    is_read = YesField("Ein Mensch, der diese Sprache kann, hat die Übersetzung gelesen")


@bp.get("/<event_key>/slots/<slot_key>/texts")
def slot_texts(event_key: str, slot_key: str) -> str:
    """List the languages with what is translated and how many people read each."""
    slot = read_slot(db.session(), slot_key, event=g.event)
    readers = count_readers(db.session(), g.event)
    languages = sorted(target_languages(), key=lambda one: (-readers.get(one.code, 0), one.german_name))
    texts = list_slot_texts(db.session(), slot)
    return render_template(
        "staff/slot_texts.html",
        slot=slot,
        languages=languages,
        readers=readers,
        texts=texts,
        is_of_today={code: is_of_today(text, slot) for code, text in texts.items()},
        is_empty=not any(original_of(slot).values()),
    )


@bp.route("/<event_key>/slots/<slot_key>/texts/<tag>", methods=["GET", "POST"])
def slot_text(event_key: str, slot_key: str, tag: str) -> Response | str:
    """Write the texts in one language; all empty, the translation is taken away."""
    slot, language = read_slot(db.session(), slot_key, event=g.event), _language(tag)
    form = SlotTextForm(obj=list_slot_texts(db.session(), slot).get(language.code))
    if not form.validate_on_submit():
        return make_response(_page(slot, language, form), 422 if form.errors else 200)
    texts = {name: form[name].data or "" for name in TEXTS}
    save_slot_text(
        db.session(), slot, texts, language=language.code, is_read=bool(form.is_read.data), by=g.account, now=g.now
    )
    db.session.commit()
    flash("Die Übersetzung ist gespeichert." if any(texts.values()) else "Die Übersetzung ist weg.")
    return redirect(url_for("staff.slot_texts", event_key=event_key, slot_key=slot_key))


@bp.post("/<event_key>/slots/<slot_key>/texts/<tag>/draft")
def slot_text_draft(event_key: str, slot_key: str, tag: str) -> Response | str:
    """Fill the form with a draft by the translator; nothing is saved."""
    slot, language = read_slot(db.session(), slot_key, event=g.event), _language(tag)
    original = original_of(slot)
    db.session.rollback()  # somebody far away is asked now: nobody here waits for the write lock meanwhile
    form = SlotTextForm(formdata=None)
    try:
        form.process(
            formdata=None,
            data={name: translator.suggest(config(), original[name], language=language) for name in TEXTS},
        )
    except RuleError as error:
        form.form_errors.append(say(error))
        return make_response(_page(slot, language, form), 409)
    return _page(slot, language, form, is_draft=True)


def _page(slot: Slot, language: Language, form: Any, *, is_draft: bool = False) -> str:
    return render_template(
        "staff/slot_text.html",
        slot=slot,
        shown=language,
        form=form,
        original=original_of(slot),
        is_draft=is_draft,
        can_translate=translator.can_translate(config(), language),
    )


def _language(tag: str) -> Language:
    found = next((one for one in target_languages() if one.tag == tag), None)
    return found or abort(404)
