"""What somebody asks for, and their record as two files: JSON for machines, PDF/UA for people.

A record is made when asked for and kept nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
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
from matchday.core.language import GERMAN
from matchday.core.privacy import RequestKind
from matchday.documents.pdf import typeset
from matchday.extensions import db
from matchday.models import Account, Participant
from matchday.services.privacy import PersonRecord, SlotFacts, ask, export_participant
from matchday.web.filters import moment
from matchday.web.forms import NOT_A_CHOICE, Form, KindField, NoteField
from matchday.web.say_privacy import COLUMNS, NOT_HERE, RIGHTS, TABLES, tell

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
    """Return a record for machines. **Shapes** values as stored; beside them a legend of tables and columns."""
    legend = {
        name: {
            "title": TABLES[name][0],
            "purpose": TABLES[name][1],
            "columns": {column: COLUMNS[column] for column in rows[0]},
        }
        for name, rows in record.tables.items()
    }
    whole = {
        "format": FORMAT,
        "made_at": record.made_at.isoformat(),
        "organiser": record.event.organiser.name,
        "event": record.event.name,
        "legend": legend,
        "tables": record.tables,
        "left_out": NOT_HERE,
        "rights": RIGHTS,
    }
    return json.dumps(_plain(whole), ensure_ascii=False, indent=2).encode()


def record_paper(record: PersonRecord) -> bytes:
    """Return a record as A4 pages to read."""
    organiser = record.event.organiser
    with force_locale(GERMAN.code):  # the paper is in German, whatever language the page has
        values = {
            "organiser": organiser.name,
            "colour": organiser.colour,
            "event": record.event.name,
            "name": f"{record.person.first_name} {record.person.last_name}".strip(),
            "made": f"{moment(record.made_at)} Uhr",
            "contact": ", ".join(filter(None, (organiser.office, organiser.mail, organiser.phone))),
            "officer": organiser.protection_officer,
            "tables": [
                {
                    "title": told.title,
                    "purpose": told.purpose,
                    "until": f"{told.kept_until:%d.%m.%Y}",
                    "rows": [[list(line) for line in row] for row in told.rows],
                }
                for told in tell(record)
            ],
            "left_out": list(NOT_HERE),
            "rights": RIGHTS,
        }
    return typeset("record", values)


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
