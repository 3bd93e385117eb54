"""The ways to reach people that are set up here."""

from __future__ import annotations

from typing import Any

from matchday.core.participant import Channel
from matchday.extensions import config
from matchday.web.forms import KindField


class ChannelField(KindField):
    """How somebody is reached, as radio tiles."""

    def __init__(self, label: Any, **how: Any) -> None:
        super().__init__(label, Channel, among=open_channels(), **how)


def open_channels() -> tuple[Channel, ...]:
    """Return the ways that lead to people: without a gateway no SMS goes out."""
    return tuple(one for one in Channel if one is not Channel.SMS or config().sms_url)
