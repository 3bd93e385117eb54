"""Shortage: to a slot that people were told fewer come than it needs. Nothing moves by itself; staff have a to-do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matchday.core.event import Action, is_open
from matchday.core.slot import SlotState
from matchday.core.todo import TodoKind
from matchday.models import Event, Slot
from matchday.services.slot import count_guests
from matchday.services.todo import close_todos, list_todos, note_todo


def note_shortage(session: Session, event: Event, slot: Slot, *, now: datetime) -> None:
    """Note that a slot has too few guests left, or finish what was noted where it has enough again."""
    is_told = is_open(event.stage, Action.CONFIRM) and slot.state is SlotState.APPROVED and now < slot.start_at
    if is_told and count_guests(session, slot) < slot.min_group:
        note_todo(session, event, TodoKind.SLOT_SHORT, slot=slot, due_at=now, now=now)
    else:
        close_todos(session, event, TodoKind.SLOT_SHORT, slot=slot, now=now)


def end_shortages(session: Session, event: Event, *, now: datetime) -> None:
    """Finish every one: a plan that is published leaves no slot short."""
    for todo in list_todos(session, event):
        if todo.kind is TodoKind.SLOT_SHORT:
            todo.done_at = now
