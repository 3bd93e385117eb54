"""What somebody asks for, and their record as two files: JSON for machines, PDF/UA for people.

A record is made when asked for and kept nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask import Response, g
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from matchday.core.errors import RuleError
from matchday.core.language import GERMAN, page_language
from matchday.core.privacy import RequestKind
from matchday.documents.pdf import spoken, typeset
from matchday.extensions import db
from matchday.models import Account, Participant
from matchday.services.privacy import PersonRecord, SlotFacts, ask, export_participant
from matchday.web.filters import moment
from matchday.web.forms import NOT_A_CHOICE, Form, KindField, NoteField
from matchday.web.say_privacy import frame, tell
from matchday.web.words_record import COLUMNS, NOT_HERE, RIGHTS, TABLES

FORMAT = "matchday-record/1"


class RecordForm(Form):
    """As which file somebody wants their record."""

    kind = RadioField(
        choices=[SelectChoice("pdf", "PDF"), SelectChoice("json", "JSON")], validators=[InputRequired(NOT_A_CHOICE)]
    )


class AskForm(Form):
    """What somebody asks for, in their own words or in the coach's."""

    kind = KindField(_l("Worum geht es?"), RequestKind)
    text = NoteField(_l("Was sollen wir wissen?"))


def keep_request(form: AskForm, person: Participant) -> bool:
    """Keep what the person or their coach asks for. Return whether it was taken; else the form says why not."""
    try:
        ask(db.session(), person, form.kind.data, text=form.text.data, by=g.get("account") or person, now=g.now)
    except RuleError as error:
        form.refuse("text", error)
        return False
    db.session.commit()
    return True


def answer_record(person: Participant, kind: str, *, by: Account | Participant) -> Response:
    """Return somebody's record as the file asked for, and note in the audit that it was given out."""
    record = export_participant(db.session(), person, g.event, by=by, now=g.now)
    content = record_json(record) if kind == "json" else record_paper(record)
    mimetype = "application/json" if kind == "json" else "application/pdf"
    headers = {"Content-Disposition": f'attachment; filename="auskunft.{kind}"'}
    return Response(content, mimetype=mimetype, headers=headers)


def record_json(record: PersonRecord) -> bytes:
    """Return a record for machines. **Shapes** values as stored; beside them a German legend of tables and columns."""
    with force_locale(GERMAN.code):
        legend = {
            name: {
                "title": str(TABLES[name][0]),
                "purpose": str(TABLES[name][1]),
                "columns": {column: str(COLUMNS[column]) for column in rows[0]},
            }
            for name, rows in record.tables.items()
        }
        left_out, rights = list(map(str, NOT_HERE)), str(RIGHTS)
    whole = {
        "format": FORMAT,
        "made_at": record.made_at.isoformat(),
        "organiser": record.event.organiser.name,
        "event": record.event.name,
        "legend": legend,
        "tables": record.tables,
        "left_out": left_out,
        "rights": rights,
    }
    return json.dumps(_plain(whole), ensure_ascii=False, indent=2).encode()


def record_paper(record: PersonRecord) -> bytes:
    """Return a record as A4 pages to read: German, and beside it the language of the person."""
    organiser, person = record.event.organiser, record.person
    language = page_language(person.language, *person.languages)
    with force_locale(language.code):
        own = _told(record)
    with force_locale(GERMAN.code):
        german = _told(record)
    values = {
        **spoken(language.tag, language.direction),
        "is_german": language.code.startswith(GERMAN.code),
        "own": own,
        "german": german,
        "organiser": organiser.name,
        "colour": organiser.colour,
        "event": record.event.name,
        "name": f"{person.first_name} {person.last_name}".strip(),
        "made": f"{moment(record.made_at)} Uhr",
    }
    return typeset("record", values)


def _told(record: PersonRecord) -> dict[str, Any]:
    """Return all words of a paper in the language of the moment."""
    return {**asdict(frame(record)), "tables": [asdict(told) for told in tell(record)]}


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it; nothing is turned into words here."""
    match value:
        case StrEnum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case SlotFacts():
            start, end = value.start_at.isoformat(), value.end_at.isoformat()
            return {"employer": value.employer, "title": value.title, "start_at": start, "end_at": end}
        case Mapping():
            return {str(name): _plain(one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case _:
            return value
