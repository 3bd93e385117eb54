"""In words: how many messages go out now, and how many wait for the morning."""

from __future__ import annotations

from datetime import datetime

from matchday.core.message import DAYTIME
from matchday.services.message import Departure
from matchday.web.filters import local

BEGINS, ENDS = (edge.hour for edge in DAYTIME)


def say_departure(departure: Departure, *, now: datetime) -> list[str]:
    """Return when messages go out, as whole sentences; the first says what is not as by day."""
    count, morning_at = departure.later, departure.morning_at
    said = []
    if count and morning_at:
        is_evening = local(morning_at).date() > local(now).date()
        hour = f"nach {ENDS} Uhr" if is_evening else f"noch vor {BEGINS} Uhr"
        day = "morgen" if is_evening else "heute"
        what = "1 Nachricht geht" if count == 1 else f"{count} Nachrichten gehen"
        said.append(f"Es ist {hour}: {what} {day} ab {BEGINS} Uhr hinaus.")
    if departure.at_once:
        what = "1 Nachricht geht" if departure.at_once == 1 else f"{departure.at_once} Nachrichten gehen"
        said.append(f"{what} auch jetzt in der Nacht sofort hinaus." if morning_at else f"{what} sofort hinaus.")
    return said
