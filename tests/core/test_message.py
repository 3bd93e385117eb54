"""How long a mail is tried."""

from __future__ import annotations

from datetime import timedelta

from matchday.core.message import TRIES, pause_after


def test_a_mail_is_tried_for_two_days_and_then_given_up() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, TRIES)]

    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert max(pause for pause in pauses if pause) == timedelta(hours=1)
    assert sum((pause for pause in pauses if pause), timedelta()) >= timedelta(hours=48)
    assert pause_after(TRIES) is None
