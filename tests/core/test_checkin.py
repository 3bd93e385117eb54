"""What the door answers, and in which order its reasons count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from matchday.core.checkin import Answer, Door, ShownTicket, Way, decide, require_undoable
from matchday.core.errors import RuleError

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2027, 4, 20, 8, 0, tzinfo=BERLIN)
END = datetime(2027, 4, 20, 14, 0, tzinfo=BERLIN)
HERE, ELSEWHERE = 1, 2


def answer(
    at: datetime = START, *, door: int | None = HERE, way: Way = Way.CAMERA, opens_min: int = 90, **ticket: object
) -> Answer:
    known = {"slot_id": HERE, "start_at": START, "end_at": END, "counts": True, "is_newest": True, "is_in": False}
    shown = ShownTicket(**{**known, **ticket})  # type: ignore[arg-type]
    return decide(shown, Door(door, opens_min, BERLIN), way, now=at)


def test_a_ticket_for_this_door_and_now_is_welcome() -> None:
    assert answer() is Answer.ADMITTED


def test_what_is_no_ticket_of_ours_is_unknown() -> None:
    assert decide(None, Door(HERE, 90, BERLIN), Way.CAMERA, now=START) is Answer.UNKNOWN


ORDER = [
    ({"counts": False}, Answer.WITHDRAWN),
    ({"is_newest": False}, Answer.REPLACED),
    ({"at": START - timedelta(days=1)}, Answer.OTHER_DAY),
    ({"slot_id": ELSEWHERE}, Answer.OTHER_SLOT),
    ({"is_in": True}, Answer.ALREADY_IN),
    ({"at": START - timedelta(hours=2)}, Answer.TOO_EARLY),
]


@pytest.mark.parametrize(("facts", "expected"), ORDER)
def test_each_reason_alone_decides(facts: dict[str, object], expected: Answer) -> None:
    assert answer(**facts) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize("place", range(len(ORDER)))
def test_the_first_reason_wins_over_all_that_follow(place: int) -> None:
    facts = {name: value for reason, _ in reversed(ORDER[place:]) for name, value in reason.items()}

    assert answer(**facts) is ORDER[place][1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2027, 4, 20, 6, 29, 59, tzinfo=BERLIN), Answer.TOO_EARLY),
        (datetime(2027, 4, 20, 6, 30, tzinfo=BERLIN), Answer.ADMITTED),
        (datetime(2027, 4, 20, 23, 59, tzinfo=BERLIN), Answer.ADMITTED),
        (datetime(2027, 4, 21, 0, 0, tzinfo=BERLIN), Answer.OTHER_DAY),
        (datetime(2027, 4, 19, 23, 59, tzinfo=BERLIN), Answer.OTHER_DAY),
    ],
)
def test_the_door_opens_ninety_minutes_before_and_closes_with_the_day(at: datetime, expected: Answer) -> None:
    assert answer(at) is expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2027, 4, 20, 21, 0, tzinfo=BERLIN), Answer.TOO_EARLY),
        (datetime(2027, 4, 20, 22, 0, tzinfo=BERLIN), Answer.ADMITTED),
        (datetime(2027, 4, 21, 5, 0, tzinfo=BERLIN), Answer.ADMITTED),
        (datetime(2027, 4, 22, 0, 0, tzinfo=BERLIN), Answer.OTHER_DAY),
    ],
)
def test_a_slot_over_midnight_belongs_to_both_days(at: datetime, expected: Answer) -> None:
    night = {"start_at": START + timedelta(hours=15), "end_at": START + timedelta(hours=21)}

    assert answer(at, **night) is expected


def test_a_slot_just_after_midnight_opens_on_the_day_before() -> None:
    night = {"start_at": datetime(2027, 4, 20, 0, 30, tzinfo=BERLIN)}

    assert answer(datetime(2027, 4, 19, 23, 15, tzinfo=BERLIN), **night) is Answer.ADMITTED


def test_the_day_is_that_of_the_place_not_of_utc() -> None:
    assert answer(datetime(2027, 4, 20, 22, 30, tzinfo=UTC)) is Answer.OTHER_DAY


@pytest.mark.parametrize(("way", "expected"), [(Way.NAME, Answer.ADMITTED), (Way.CAMERA, Answer.OTHER_DAY)])
def test_a_name_that_was_forgotten_can_be_ticked_the_day_after(way: Way, expected: Answer) -> None:
    assert answer(START + timedelta(days=1), way=way) is expected


def test_nobody_is_ticked_before_the_day() -> None:
    assert answer(START - timedelta(hours=12), way=Way.NAME) is Answer.OTHER_DAY


def test_staff_who_ask_for_any_slot_are_never_at_another_door() -> None:
    assert answer(door=None, slot_id=ELSEWHERE) is Answer.ADMITTED


def test_a_welcome_can_be_taken_back_for_a_minute() -> None:
    require_undoable(Answer.ADMITTED, scanned_at=START, now=START + timedelta(seconds=60))

    with pytest.raises(RuleError, match="undo_too_late"):
        require_undoable(Answer.ADMITTED, scanned_at=START, now=START + timedelta(seconds=61))


def test_only_a_welcome_can_be_taken_back() -> None:
    with pytest.raises(RuleError, match="undo_nothing"):
        require_undoable(Answer.ALREADY_IN, scanned_at=START, now=START)
