"""Asking a device for a passkey from within a page: what it is asked stands in the page, its answer in a form."""

from __future__ import annotations

from flask import g
from wtforms import HiddenField

from matchday.core.errors import RuleError
from matchday.extensions import db
from matchday.models import Account, Passkey
from matchday.services.passkey import ask_for_passkey, check_passkey
from matchday.web.forms import Form
from matchday.web.login import ask_device, asked_device, passkey_place


class PasskeyForm(Form):
    """What a device answered, filled in by script."""

    answer = HiddenField()


def question_of_passkey(passkeys: list[Passkey]) -> str | None:
    """Return what the page asks the device, or None where no passkeys are possible."""
    place = passkey_place()
    if place is None:
        return None
    question = ask_for_passkey(place=place, passkeys=passkeys)
    ask_device(question.challenge)
    return question.options


def answer_of_passkey(answer: str, *, whose: Account | None = None) -> Account:
    """Return the account whose passkey answered what this session asked; only ``whose`` counts if somebody is named.

    **Errors** RuleError ``passkey_refused``.
    """
    place, challenge = passkey_place(), asked_device()
    if place is None or challenge is None:
        raise RuleError("passkey_refused")
    account = check_passkey(db.session(), answer, challenge=challenge, place=place, now=g.now)
    if whose is not None and account.id != whose.id:
        raise RuleError("passkey_refused")
    return account
