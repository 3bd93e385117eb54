"""Which slots somebody wants to look at."""

from __future__ import annotations

import pytest

from matchday.core.activity import able_trades
from matchday.core.eligibility import Reason
from matchday.core.sieve import Sieve, passes
from matchday.core.slot import Trade
from matchday.core.travel import NEAR_MIN


@pytest.mark.parametrize(("minutes", "expected"), [(0, True), (NEAR_MIN, True), (NEAR_MIN + 1, False), (None, False)])
def test_near_is_a_short_way_that_is_known(minutes: int | None, expected: bool) -> None:
    assert passes(Sieve.NEAR, reasons=(), minutes=minutes, is_able=False) is expected


@pytest.mark.parametrize(
    ("reason", "sieve"), [(Reason.NO_BUS, Sieve.WAY), (Reason.TOO_FAR, Sieve.WAY), (Reason.GERMAN, Sieve.GERMAN)]
)
def test_a_reason_holds_a_slot_back_in_its_own_sieve_only(reason: Reason, sieve: Sieve) -> None:
    held = {one for one in (Sieve.WAY, Sieve.GERMAN) if not passes(one, reasons=(reason,), minutes=None, is_able=False)}

    assert held == {sieve}


def test_a_slot_shut_for_another_reason_is_shown_with_it() -> None:
    assert all(passes(sieve, reasons=(Reason.TOO_YOUNG,), minutes=5, is_able=True) for sieve in Sieve)


def test_what_somebody_can_or_can_a_little_makes_a_trade_theirs_and_what_they_would_learn_not() -> None:
    known = {"saw_wood": "can", "cook": "little", "play": "learn"}

    assert able_trades(known) == {Trade.WOOD, Trade.KITCHEN}
    assert not passes(Sieve.ABLE, reasons=(), minutes=5, is_able=False)
