"""Where people meet, as each of them reads it: on pages, in messages and on papers."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from matchday.core.language import GERMAN, LANGUAGES, Language
from matchday.core.slottext import MeetingPoint, reading_order
from matchday.models import Slot
from matchday.services.slottext import find_slot_text


def meeting_point(slot: Slot, *, shown: Language, spoken: Sequence[str]) -> MeetingPoint | None:
    """Return a slot's meeting point for who reads in ``shown`` and speaks ``spoken``, or None where there is none.

    The mark is in the language now set.
    """
    if not slot.meeting_point:
        return None
    text = find_slot_text(slot, reading_order(shown, spoken))
    if text is None or not text.meeting_point:
        return MeetingPoint(slot.meeting_point, mark="" if shown.is_german else _("nicht übersetzt"))
    language = LANGUAGES.get(text.language, GERMAN)
    mark = "" if text.is_read else _("Übersetzung, noch nicht geprüft")
    return MeetingPoint(slot.meeting_point, own=text.meeting_point, language=language, mark=mark)
