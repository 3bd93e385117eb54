"""Messages: write one down and ask for its sending (``outbox``), ``inviting``, and what the worker does (``sending``).

A message stores no text: it is written from what is true when it is sent.
"""

from matchday.services.message.inviting import invite_participants, list_uninvited, list_unopened, remind_participants
from matchday.services.message.outbox import (
    ask_for_sending,
    ask_for_sign_in_link,
    count_messages,
    has_mail,
    list_messages,
    message_to_account,
    message_to_participant,
    post,
    resend_message,
)
from matchday.services.message.sending import DONE, MessageFacts, begin_sending, end_sending, put_off

__all__ = [
    "DONE",
    "MessageFacts",
    "ask_for_sending",
    "ask_for_sign_in_link",
    "begin_sending",
    "count_messages",
    "end_sending",
    "has_mail",
    "invite_participants",
    "list_messages",
    "list_uninvited",
    "list_unopened",
    "message_to_account",
    "message_to_participant",
    "post",
    "put_off",
    "remind_participants",
    "resend_message",
]
