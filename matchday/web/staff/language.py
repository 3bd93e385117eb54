"""The languages: which are drafts, and every sentence where it stands, to be read through and mended."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Response as FlaskResponse
from flask import abort, g, make_response, redirect, render_template, url_for
from markupsafe import Markup, escape
from werkzeug.wrappers import Response
from wtforms import FieldList, HiddenField, TextAreaField

from matchday.core.errors import RuleError
from matchday.core.language import GERMAN, LANGUAGES, SIMPLE_GERMAN, Language, translated_languages
from matchday.core.translation import FILLED_IN
from matchday.extensions import config, db
from matchday.models import SentenceReview
from matchday.services.translation import list_reviews, review_sentence
from matchday.web.catalogue import Sentence, list_numbers, list_sentences, words_in, write_catalogue
from matchday.web.forms import Form
from matchday.web.guard import shown_organiser
from matchday.web.headers import show_only
from matchday.web.say import say
from matchday.web.staff import bp

SHOWROOM = "showroom"
"""The folder of what people read as pictures, below the instance folder."""
GROUPS = {
    "page": "Seiten",
    "message": "Nachrichten: E-Mail, SMS, Kalender",
    "paper": "Papiere",
    "fault": "Wenn etwas nicht geht",
    "": "Ohne Bild",
}
"""What pictures are of, in the order they are read in."""
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
"""A mail brings its own style sheet."""
BRACKETS = re.compile(r"\[(\w+)\]")
HELP = ("de@simple", "en")
"""What helps a reader to understand a German sentence."""
ELSEWHERE = (
    ("mail", "E-Mails und SMS", ("templates/mail/",)),
    ("paper", "Briefe, Tickets und Papiere", ("matchday/web/letter", "matchday/web/print", "matchday/web/ticket")),
    ("door", "An der Tür", ("templates/checkin/", "matchday/web/checkin/")),
    ("reason", "Gründe und Antworten", ("matchday/web/say", "matchday/web/errors", "matchday/web/forms")),
    ("word", "Einzelne Wörter", ("matchday/web/words",)),
    ("rest", "Selten zu sehen", ("",)),
)
"""Sentences that are on no picture of the showroom: a name, its title, and how the files begin that they stand in."""


@dataclass(frozen=True)
class Place:
    """Where sentences stand: what can be looked at, or without a ``group`` a kind of text. ``read_count`` are read."""

    name: str
    title: str
    group: str
    sentences: tuple[Sentence, ...]
    read_count: int


class SentenceForm(Form):
    """How a sentence is right: as it stands (without forms), or better."""

    sentence = HiddenField()
    forms = FieldList(TextAreaField(filters=[lambda text: (text or "").replace("\r\n", "\n").strip()]))


@bp.get("/languages")
def languages() -> str:
    """Show the languages and how far each translation has been read."""
    others = [language for language in LANGUAGES.values() if not language.is_translated]
    names = {sentence.name for sentence in list_sentences(SIMPLE_GERMAN, config())}  # every language has the same
    counts = {
        one.code: len(reviews.keys() & names)
        for one in translated_languages()
        if one is not GERMAN and (reviews := list_reviews(db.session(), shown_organiser(), one.code))
    }
    return render_template("staff/languages.html", translated=translated_languages(), others=others, counts=counts)


@bp.get("/languages/<tag>")
def language(tag: str) -> str:
    """Show where the sentences of one language stand, and how many of them have been read there."""
    shown = _language(tag)
    reviews = list_reviews(db.session(), shown_organiser(), shown.code)
    places = _places(shown, reviews)
    groups = [(title, [one for one in places if one.group == group]) for group, title in GROUPS.items()]
    return render_template("staff/language.html", shown=shown, groups=groups, reviews=reviews)


@bp.route("/languages/<tag>/sentences/<place>", methods=["GET", "POST"])
def language_sentences(tag: str, place: str) -> Response | str:
    """Show the sentences of a page in their order; keep how one of them is right."""
    shown, form = _language(tag), SentenceForm()
    reviews = list_reviews(db.session(), shown_organiser(), shown.code)
    found = next((one for one in _places(shown, reviews) if one.name == place), None) or abort(404)
    refused: dict[str, str] = {}
    one = next((one for one in found.sentences if one.name == form.sentence.data), None)
    if form.validate_on_submit() and one:
        if not (why := _keep(shown, one, form.forms.data)):
            db.session.commit()
            return redirect(url_for("staff.language_sentences", tag=tag, place=place, _anchor=one.name))
        refused = {one.name: why}
    page = render_template(
        "staff/sentences.html",
        shown=shown,
        german=GERMAN,
        isolated=isolated,
        as_read=as_read,
        place=found,
        reviews=reviews,
        refused=refused,
        typed=form.forms.data,
        helps=_helps(shown),
        numbers=list_numbers(shown),
        words_in=words_in,
    )
    return make_response(page, 422 if form.is_submitted() else 200)


@bp.get("/languages/<tag>/pictures/<page>")
def language_picture(tag: str, page: str) -> FlaskResponse:
    """Show a page, message or paper as participants see it, with invented people. Nothing on it acts."""
    shown = _language(tag, with_german=True)
    found = next((one for one in _pages() if one["name"] == page), None) or abort(404)
    content = (_showroom() / shown.tag / f"{page}.{found['ending']}").read_bytes()
    if found["ending"] == "pdf":
        return FlaskResponse(content, content_type="application/pdf")
    style = STYLE.search(content.decode())
    return show_only(make_response(content), style=style[1] if style else "")


@bp.get("/languages/<tag>/catalogue.po")
def language_catalogue(tag: str) -> FlaskResponse:
    """Give out the catalogue with what was found better, for the tools of translators and for us."""
    shown = _language(tag)
    reviews = list_reviews(db.session(), shown_organiser(), shown.code)
    content = write_catalogue(shown, config(), {name: review.forms for name, review in reviews.items()})
    headers = {"Content-Disposition": f"attachment; filename=matchday-{shown.tag}.po"}
    return FlaskResponse(content, content_type="text/x-gettext-translation; charset=utf-8", headers=headers)


def as_read(text: str) -> str:
    """Return a sentence as people read it: what is filled in stands in brackets."""
    return FILLED_IN.sub(r"[\1]", text).replace("%%", "%")


def as_kept(text: str, german: str) -> str:
    """Return a sentence from a form as catalogues keep it, the kinds of what is filled in as in the German one."""
    kinds = {found[1]: found[0] for found in FILLED_IN.finditer(german)}
    text = text.replace("%", "%%") if kinds else text
    return BRACKETS.sub(lambda found: kinds.get(found[1], f"%({found[1]})s"), text)


def isolated(text: str) -> Markup:
    """Return a sentence in which each bracket stands for itself, whichever way the sentence runs."""
    return Markup(BRACKETS.sub(r"<bdi>\g<0></bdi>", str(escape(as_read(text)))))  # noqa: S704 - escaped before


def _keep(language: Language, sentence: Sentence, typed: list[str]) -> str:
    """Keep how a sentence is right. Return why not, if so."""
    try:
        review_sentence(
            db.session(),
            shown_organiser(),
            language.code,
            sentence=sentence.name,
            german=sentence.german,
            forms=[as_kept(text, sentence.german[-1]) for text in typed] or sentence.forms,
            count=len(sentence.forms),
            by=g.account,
            now=g.now,
        )
    except RuleError as error:
        return say(error)
    return ""


def _places(language: Language, reviews: Mapping[str, SentenceReview]) -> list[Place]:
    """Return what can be looked at, then the other texts; each sentence stands where it is seen first."""
    left = {sentence.name: sentence for sentence in list_sentences(language, config())}
    found = []
    for page in _pages():
        mine = tuple(left.pop(name) for name in page["sentences"] if name in left)
        found.append((page["name"], page["title"], page["kind"], mine))
    for name, title, starts in ELSEWHERE:
        names = [one.name for one in left.values() if any(file.startswith(starts) for file in one.files)]
        found.append((name, title, "", tuple(left.pop(one) for one in names)))
    return [
        Place(name, title, group, mine, sum(one.name in reviews for one in mine))
        for name, title, group, mine in found
        if mine
    ]


def _pages() -> list[dict[str, Any]]:
    """Return the pictures of the showroom; none where it was not made yet."""
    file = _showroom() / "pages.json"
    pages: list[dict[str, Any]] = json.loads(file.read_text()) if file.exists() else []
    return pages


def _helps(language: Language) -> list[tuple[Language, dict[str, Sentence]]]:
    return [
        (LANGUAGES[code], {sentence.name: sentence for sentence in list_sentences(LANGUAGES[code], config())})
        for code in HELP
        if code != language.code
    ]


def _language(tag: str, *, with_german: bool = False) -> Language:
    found = next((one for one in translated_languages() if one.tag == tag), None)
    if found is None or (found is GERMAN and not with_german):
        abort(404)
    return found


def _showroom() -> Path:
    return config().instance / SHOWROOM
