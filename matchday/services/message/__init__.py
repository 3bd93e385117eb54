"""Messages: write one down and ask for its sending (``outbox``).

``inviting`` is asked for by staff; ``reminding`` and ``sending`` are done by the worker.

A message stores no text: it is written from what is true when it is sent.
"""

from matchday.services.message.inviting import (
    invite_participants,
    is_uninvited,
    list_uninvited,
    list_unopened,
    remind_participants,
)
from matchday.services.message.outbox import (
    Departure,
    ask_for_sending,
    ask_for_sign_in_link,
    channel_of,
    count_departing,
    count_messages,
    foresee_departure,
    is_sent_to,
    is_to_tell,
    is_written_to,
    list_messages,
    list_unreached,
    message_to_account,
    message_to_participant,
    note_bounce,
    note_report,
    post,
    read_message,
    resend_message,
)
from matchday.services.message.reminding import list_in_progress, remind_people
from matchday.services.message.sending import (
    DONE,
    MessageFacts,
    begin_sending,
    end_sending,
    gather_letters,
    note_printed,
    prepare_sending,
    put_off,
)

__all__ = [
    "DONE",
    "Departure",
    "MessageFacts",
    "ask_for_sending",
    "ask_for_sign_in_link",
    "begin_sending",
    "channel_of",
    "count_departing",
    "count_messages",
    "end_sending",
    "foresee_departure",
    "gather_letters",
    "invite_participants",
    "is_sent_to",
    "is_to_tell",
    "is_uninvited",
    "is_written_to",
    "list_in_progress",
    "list_messages",
    "list_uninvited",
    "list_unopened",
    "list_unreached",
    "message_to_account",
    "message_to_participant",
    "note_bounce",
    "note_printed",
    "note_report",
    "post",
    "prepare_sending",
    "put_off",
    "read_message",
    "remind_participants",
    "remind_people",
    "resend_message",
]
