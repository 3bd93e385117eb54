"""To-dos: what somebody has to do about somebody or something, and until when."""

from __future__ import annotations

from enum import StrEnum


class TodoKind(StrEnum):
    """Say why there is something to do."""

    NO_ANSWER = "no_answer"
    """Somebody with a place has not said yes or no: ask before the place is given back."""
    LEFT_BEHIND = "left_behind"
    """One of a group gave the place back and the others keep theirs: ask whether they come without that one."""
    NOT_REACHED = "not_reached"
    """A message to somebody can not be delivered."""
    TELL = "tell"
    """No message goes out to somebody: say it to them."""
    NEW_DEVICE = "new_device"
    """A device opened somebody's pages that never did before: ask whether it was the person."""
    SLOT_SHORT = "slot_short"
    """After a no fewer people come to a slot than it needs."""
    PLACE_FREE = "place_free"
    """A place became free so late that only a call reaches the next one."""


OF_COACH = frozenset(
    {TodoKind.NO_ANSWER, TodoKind.LEFT_BEHIND, TodoKind.NOT_REACHED, TodoKind.TELL, TodoKind.NEW_DEVICE}
)
"""Kinds that the person's own coach does; where nobody coaches the person, staff do."""
