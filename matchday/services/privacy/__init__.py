"""Privacy: what somebody's rights ask for, one file for each deed.

export       everything about a person (Art. 15)
request      what people ask for on their phone or through their coach
restriction  keep, but do not use (Art. 18)
erasure      a person or an event, with a preview (Art. 17)
retention    what is due goes by itself
finish       what lies outside the tables: files, traces in the database's own files
ledger       erasures outlive a restored backup
ways         which rows belong to whom, by the foreign keys
"""

from matchday.services.privacy.erasure import (
    ErasurePreview,
    erase_event,
    erase_participant,
    preview_event_erasure,
    preview_participant_erasure,
)
from matchday.services.privacy.export import PersonRecord, SlotFacts, export_participant, is_exported
from matchday.services.privacy.finish import clean_disk, clear_files, list_erasures, list_unfinished, note_finished
from matchday.services.privacy.ledger import LEDGER, Replayed, read_ledger, replay_ledger
from matchday.services.privacy.request import answer_request, ask, list_requests, read_request
from matchday.services.privacy.restriction import lift_restriction, restrict_participant
from matchday.services.privacy.retention import list_due, retain_event, set_retention

__all__ = [
    "LEDGER",
    "ErasurePreview",
    "PersonRecord",
    "Replayed",
    "SlotFacts",
    "answer_request",
    "ask",
    "clean_disk",
    "clear_files",
    "erase_event",
    "erase_participant",
    "export_participant",
    "is_exported",
    "lift_restriction",
    "list_due",
    "list_erasures",
    "list_requests",
    "list_unfinished",
    "note_finished",
    "preview_event_erasure",
    "preview_participant_erasure",
    "read_ledger",
    "read_request",
    "replay_ledger",
    "restrict_participant",
    "retain_event",
    "set_retention",
]
