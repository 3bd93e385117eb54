"""Rows of slots beside the event's slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from matchday.core.errors import RuleError
from matchday.core.slot import LONGEST
from matchday.models import Event, Slot
from matchday.services.sheet.change import Change, Complaints, filled, fold
from matchday.services.sheet.known import Known
from matchday.services.slot import check_slot
from matchday.sheets.columns import SheetKind
from matchday.sheets.references import Row
from matchday.sheets.slot import span_of

SAME = (
    "reference", "title", "trade", "activity_kind", "duties", "capacity", "min_group", "german_level", "minimum_age",
    "needs", "lends_gear", "is_food", "is_step_free", "what_follows", "meeting_point", "foreman_name", "foreman_phone",
    "spoken_languages",
)  # fmt: skip
"""Columns that are named alike in the sheet and in the table."""
AT_FAULT = {
    "slot_other_day": "day",
    "slot_capacity": "capacity",
    "slot_min_group": "min_group",
    "slot_one_place": "min_group",
}
"""Which column a refusal of core is about; all others are about the end."""


def plan_slots(rows: Sequence[Row], known: Known, complaints: Complaints, *, event: Event) -> Iterator[Change[Slot]]:
    """Yield what each row adds or changes."""
    for row in rows:
        slot = known.slots.get(fold(row.values["reference"]))
        employer = known.employers.get(fold(row.values["employer"]))
        if slot is not None and (employer is None or slot.employer_id != employer.id):
            text = str(row.values["reference"])
            complaints.add(SheetKind.SLOTS, row, "reference", code="slot_of_other", text=text)
        if employer is not None and employer.withdrawn_at is not None:
            complaints.add(SheetKind.SLOTS, row, "employer", code="employer_withdrawn", text=employer.name)
        values = filled(row, *SAME) | dict(zip(("start_at", "end_at"), _span(row, event), strict=True))
        if slot is not None:
            values["reference"] = slot.reference
        _check(row, values, complaints, event=event, slot=slot)
        yield Change(row, slot, values)


def _span(row: Row, event: Event) -> tuple[datetime, datetime]:
    """Return the moments a row means on the clock of the event's place."""
    day, start, end = (row.values[name] for name in ("day", "start", "end"))
    if not (isinstance(day, date) and isinstance(start, time) and isinstance(end, time)):
        raise TypeError("a row without complaints has day, start and end")
    zone = ZoneInfo(event.time_zone)
    # In UTC, because moments of one zone are compared by the clock, wrongly in the night the clocks change.
    start_at, end_at = (moment.replace(tzinfo=zone).astimezone(UTC) for moment in span_of(day, start, end))
    return start_at, end_at


def _check(row: Row, values: dict[str, object], complaints: Complaints, *, event: Event, slot: Slot | None) -> None:
    min_group = values.get("min_group") or (slot.min_group if slot else 1)
    try:
        check_slot(
            event,
            start_at=values["start_at"],  # type: ignore[arg-type]
            end_at=values["end_at"],  # type: ignore[arg-type]
            capacity=values["capacity"],  # type: ignore[arg-type]
            min_group=min_group,  # type: ignore[arg-type]
        )
    except RuleError as error:
        details = {**error.details, "most": error.details.get("most", LONGEST.total_seconds() // 3600)}
        name = AT_FAULT.get(error.code, "end")
        complaints.add(SheetKind.SLOTS, row, name, code=error.code, **details)
