"""Kinds of fields: each cleans what comes in and knows its own words. A form is the ear of one page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from enum import StrEnum
from functools import partial
from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email
from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from flask_wtf.form import _Auto
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from matchday.core.errors import RuleError
from matchday.core.phone import shown_phone
from matchday.core.text import LINE_LENGTH, clean_line, clean_note
from matchday.web.say import say
from matchday.web.words import word

MISSING = _l("Bitte füllen Sie dieses Feld aus.")
NOT_A_CHOICE = _l("Bitte wählen Sie eine der Möglichkeiten.")
LOOK_AGAIN = _l("Bitte prüfen Sie diese Angabe.")


class Sentences:
    """Say in our words what WTForms finds wrong by itself: its own catalogues lack languages and sentences of ours."""

    OURS: ClassVar[dict[str, Any]] = {
        "This field is required.": MISSING,
        "Not a valid choice.": NOT_A_CHOICE,
        "Invalid Choice: could not coerce.": NOT_A_CHOICE,
    }

    def gettext(self, text: str) -> str:
        """Return our sentence for one of WTForms'."""
        return str(self.OURS.get(text, LOOK_AGAIN))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the sentence for all that WTForms counts."""
        return str(LOOK_AGAIN)


class Form(FlaskForm):
    """Stand above every form. A field that nobody declared is ignored."""

    class Meta(FlaskForm.Meta):
        """Give every field our sentences, and what it may read."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Read what a form sent: a body of values is no form, and a file is read by a field for files alone."""
            if formdata is not _Auto or request.method != "POST":
                return super().wrap_formdata(form, formdata)
            names = [field.name for field in form if isinstance(field, FileField)]
            files = MultiDict((name, file) for name in names for file in request.files.getlist(name))
            return CombinedMultiDict((files, request.form))

        def get_translations(self, form: Any) -> Sentences:
            """Return them."""
            return Sentences()

    def refuse(self, name: str, error: RuleError) -> None:
        """Put the sentence of a refusal at the field it is about."""
        self[name].errors = [*self[name].errors, say(error)]


class Needed(DataRequired):
    """Ask for something; a text that could not be taken keeps its own sentence."""

    def __call__(self, form: Any, field: Any) -> None:
        """Check the field. **Errors** StopValidation."""
        if field.process_errors:
            raise StopValidation
        super().__call__(form, field)


def need() -> DataRequired:
    """Return the validator of a field that must be filled."""
    return Needed(MISSING)


class LineField(StringField):
    """One clean line of at most ``most`` characters."""

    def __init__(self, label: Any = None, validators: Any = None, *, most: int = LINE_LENGTH, **how: Any) -> None:
        super().__init__(label, validators, **how)
        self.most = most

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what came in. A refusal becomes the field's error; what was typed stays."""
        self.data = _shown(valuelist)
        self.data = _cleaned(partial(clean_line, most=self.most), valuelist)


class NoteField(TextAreaField):
    """Several clean lines."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what came in. A refusal becomes the field's error; what was typed stays."""
        self.data = _shown(valuelist)
        self.data = _cleaned(clean_note, valuelist)


class MailField(LineField):
    """An e-mail address that can exist. Empty is allowed unless :func:`need` says otherwise."""

    def pre_validate(self, form: Any) -> None:
        """Check the shape; keep it in small letters."""
        if not self.data:
            return
        try:
            self.data = validate_email(self.data, check_deliverability=False).normalized.lower()
        except EmailNotValidError:
            raise ValidationError(_l("Das ist keine E-Mail-Adresse. Beispiel: name@firma.de")) from None


class PhoneField(LineField):
    """A telephone number as people write it, kept in the form ``+49 5550 000233``."""

    def pre_validate(self, form: Any) -> None:
        """Check that it can be dialled."""
        if not self.data:
            return
        try:
            self.data = shown_phone(self.data)
        except RuleError as error:
            raise ValidationError(say(error)) from None


class PostcodeField(LineField):
    """A German postcode: five digits."""

    def pre_validate(self, form: Any) -> None:
        """Check the five digits."""
        if self.data and not re.fullmatch(r"[0-9]{5}", self.data):
            raise ValidationError(_l("Eine Postleitzahl hat fünf Ziffern. Beispiel: 34117"))


class NumberField(IntegerField):
    """A whole number within bounds."""

    def __init__(self, label: Any, *, least: int, most: int, is_required: bool = True, **how: Any) -> None:
        wrong = _l("Bitte geben Sie eine Zahl von %(least)s bis %(most)s an.", least=least, most=most)
        first = InputRequired(MISSING) if is_required else Optional()
        super().__init__(label, [first, NumberRange(least, most, message=wrong)], **how)
        self.render_kw = {"inputmode": "numeric", "min": least, "max": most, **(self.render_kw or {})}
        self.wrong = wrong

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number. **Errors** ValueError with our own sentence."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(str(self.wrong)) from None


class DayField(DateField):
    """A day."""

    def __init__(self, label: Any, *, is_required: bool = True, **how: Any) -> None:
        super().__init__(label, [InputRequired(MISSING) if is_required else Optional()], **how)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day, also as Germans write it. **Errors** ValueError with our own sentence."""
        text = [re.sub(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$", r"\3-\2-\1", value.strip()) for value in valuelist]
        try:
            super().process_formdata(text)
        except ValueError:
            raise ValueError(str(_l("Das ist kein Datum. Beispiel: 20.04.2027"))) from None


class ClockField(TimeField):
    """A time of day."""

    def __init__(self, label: Any, *, is_required: bool = True, **how: Any) -> None:
        super().__init__(label, [InputRequired(MISSING) if is_required else Optional()], **how)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the time; seconds do not count. **Errors** ValueError with our own sentence."""
        try:
            super().process_formdata([value[:5] for value in valuelist])
        except ValueError:
            raise ValueError(str(_l("Das ist keine Uhrzeit. Beispiel: 08:00"))) from None
        if isinstance(self.data, time):
            self.data = self.data.replace(second=0)


class YesField(BooleanField):
    """A box to tick."""


class AnswerField(RadioField):
    """Yes or no, by two buttons of this name."""

    def __init__(self, label: Any = "", **how: Any) -> None:
        choices = [SelectChoice("yes", _l("Ja")), SelectChoice("no", _l("Nein"))]
        super().__init__(label, [InputRequired(NOT_A_CHOICE)], choices=choices, **how)

    @property
    def is_yes(self) -> bool:
        """Tell whether the answer is yes."""
        return bool(self.data == "yes")


class KindField(RadioField):
    """One of the members of an enum of core, as radio tiles."""

    def __init__(self, label: Any, kind: type[StrEnum], *, among: Iterable[StrEnum] | None = None, **how: Any) -> None:
        how.setdefault("validators", [InputRequired(NOT_A_CHOICE)])
        super().__init__(label, choices=_choices(among or kind), coerce=_coerce(kind), **how)


class KindSelect(SelectField):
    """One of the members of an enum of core, as a drop-down list."""

    def __init__(self, label: Any, kind: type[StrEnum], *, among: Iterable[StrEnum] | None = None, **how: Any) -> None:
        super().__init__(label, choices=_choices(among or kind), coerce=_coerce(kind), **how)


class PickField(SelectField):
    """A drop-down list that begins with nobody: what is not picked is not guessed."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what cannot be picked in our own words."""
        if self.data not in {choice.value for choice in self.choices or () if choice.value}:
            raise StopValidation(str(NOT_A_CHOICE))


class KindsField(SelectMultipleField):
    """Several members of an enum of core, as boxes to tick. Its value is a list of their values as text."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, kind: Iterable[StrEnum], **how: Any) -> None:
        super().__init__(label, choices=_choices(kind), **how)


def _choices(members: Iterable[StrEnum]) -> list[SelectChoice]:
    return [SelectChoice(member.value, word(member)) for member in members]


def _coerce(kind: type[StrEnum]) -> Any:
    def coerce(value: Any) -> StrEnum | None:
        if value in (None, "", "None"):
            return None
        try:
            return kind(value)
        except ValueError:
            raise ValueError(str(NOT_A_CHOICE)) from None

    return coerce


def _shown(valuelist: list[Any]) -> str:
    """Return what was typed as far as a page can show it again."""
    typed = valuelist[0] if valuelist else ""
    return typed.replace("\x00", "").encode("utf-8", "ignore").decode()


def _cleaned(clean: Any, valuelist: list[Any]) -> str:
    try:
        return str(clean(valuelist[0])) if valuelist else ""
    except RuleError as error:
        raise ValueError(say(error)) from None


__all__ = [
    "AnswerField",
    "ClockField",
    "DayField",
    "Field",
    "Form",
    "KindField",
    "KindSelect",
    "KindsField",
    "LineField",
    "MailField",
    "NoteField",
    "NumberField",
    "PhoneField",
    "PickField",
    "PostcodeField",
    "YesField",
    "need",
]
