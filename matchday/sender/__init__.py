"""The sender: writes a message in the reader's language and hands it over, as a mail (``mail``) or an SMS (``sms``).

Letters are printed with the other papers (``web/printing.py``).
"""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from typing import Self

from matchday.config import Config
from matchday.core.participant import Channel
from matchday.sender.mail import Carrier, write_mail
from matchday.sender.refusal import Refusal
from matchday.sender.sms import Gateway, Sms, write_sms
from matchday.services.message import MessageFacts

__all__ = ["Refusal", "Sender", "Written", "write", "write_mail", "write_sms"]


Written = EmailMessage | Sms


def write(facts: MessageFacts, *, now: datetime) -> Written:
    """Write a message for the channel it takes."""
    return write_sms(facts) if facts.message.channel is Channel.SMS else write_mail(facts, now=now)


class Sender:
    """Take messages to mail server and gateway of the settings, a connection to each for as long as it lasts."""

    def __init__(self, config: Config) -> None:
        self._mails, self._gateway = Carrier(config.mail_url), Gateway(config.sms_url, config.sms_token)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._mails.leave()
        self._gateway.leave()

    def take(self, message: Written) -> Refusal | None:
        """Hand a message over. Return why it was not taken, if so."""
        return self._gateway.take(message) if isinstance(message, Sms) else self._mails.take(message)
