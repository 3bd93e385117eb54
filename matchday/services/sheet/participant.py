"""Rows of participants beside the event's participants."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from matchday.core.errors import RuleError
from matchday.core.participant import Channel, PermissionEntry, PermissionRequest, check_born_on, default_alias
from matchday.models import Participant
from matchday.services.sheet.change import Change, Complaints, filled, fold
from matchday.services.sheet.known import Known
from matchday.services.site import placed
from matchday.sheets.columns import SheetKind
from matchday.sheets.participant import default_reference, full_name
from matchday.sheets.references import Row

SAME = (
    "reference", "first_name", "last_name", "born_on", "languages", "german_level", "mail", "phone", "channel",
    "postcode", "town", "latitude", "longitude", "travel_means", "travel_min", "needs_step_free", "gear",
    "food_proof", "permission_entry", "permission_request", "alias", "is_protected", "acceptable_answer",
    "acceptable_trades",
)  # fmt: skip
"""Columns that are named alike in the sheet and in the table."""
ALIAS = "Gast "
GROUP_LENGTH = 80


@dataclass(frozen=True)
class ParticipantChange(Change[Participant]):
    """What a row does to a person and, by its label, to the group the person is in."""

    group: str | None

    @property
    def is_changing(self) -> bool:
        """Tell whether the person, or the person's group, becomes another."""
        if super().is_changing or self.known is None or self.group is None:
            return super().is_changing
        return self.known.group is None or fold(self.known.group.label) != fold(self.group)


def plan_participants(
    rows: Sequence[Row], known: Known, complaints: Complaints, *, channels: Collection[Channel], today: date
) -> Iterator[ParticipantChange]:
    """Yield what each row adds or changes."""
    first_free = int(default_alias(known.aliases).removeprefix(ALIAS))
    aliases = (f"{ALIAS}{number}" for number in count(first_free))
    by_reference = {fold(one.reference): one for one in known.participants.values()}
    for row in rows:
        person = by_reference.get(fold(row.values["reference"])) or _same_person(row, known, complaints)
        _check_born_on(row, complaints, today=today)
        mail = row.values.get("coach_mail")
        coach = known.coaches.get(str(mail).lower())
        if mail is not None and coach is None:
            complaints.add(SheetKind.PARTICIPANTS, row, "coach_mail", code="coach_unknown", text=str(mail))
        values = filled(row, *SAME)
        if values.get("needs_step_free") and not (person and person.id in known.may_keep_needs):
            complaints.add(SheetKind.PARTICIPANTS, row, "needs_step_free", code="needs_unasked")
        if values.get("channel", Channel.NONE) not in {*channels, person and person.channel}:
            complaints.add(SheetKind.PARTICIPANTS, row, "channel", code="channel_shut")
        if coach is not None:
            values["coach_id"] = coach.id
        if isinstance(languages := values.get("languages"), list):
            values["language"] = languages[0]
        if "latitude" not in values and values.get("postcode") not in (None, person and person.postcode):
            values = placed(values)
        if person is None:
            values = {**_defaults(values), **values}
            values.setdefault("alias", next(aliases))
        else:
            values["reference"] = person.reference
        group = row.values.get("group")
        yield ParticipantChange(row, person, values, str(group)[:GROUP_LENGTH] if group else None)


def _same_person(row: Row, known: Known, complaints: Complaints) -> Participant | None:
    """Return who has the name and the birth date of the row; another number of theirs is a complaint."""
    born_on = row.values.get("born_on")
    if not isinstance(born_on, date):
        return None
    person = known.people.get((fold(full_name(row.values)), born_on))
    if person is not None and row.values["reference"] != default_reference(row.values, row.line):
        details = {"text": full_name(row.values), "reference": person.reference}
        complaints.add(SheetKind.PARTICIPANTS, row, "reference", code="person_known", **details)
    return person


def _check_born_on(row: Row, complaints: Complaints, *, today: date) -> None:
    born_on = row.values.get("born_on")
    try:
        check_born_on(born_on if isinstance(born_on, date) else None, today=today)
    except RuleError as error:
        complaints.add(SheetKind.PARTICIPANTS, row, "born_on", code=error.code, **{"born_on": born_on, **error.details})


def _defaults(values: Mapping[str, object]) -> dict[str, object]:
    """Return what follows for a new person from the cells that are filled."""
    is_free = values.get("permission_entry") is PermissionEntry.FREE
    ways = ((values.get("mail"), Channel.MAIL), (values.get("phone"), Channel.PHONE))
    channel = next((channel for address, channel in ways if address), Channel.NONE)
    return {
        "channel": channel,
        "permission_request": PermissionRequest.NOT_NEEDED if is_free else PermissionRequest.NOT_ASKED,
    }
