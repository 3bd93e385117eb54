"""Which slots somebody looks at: the answers stand in the page's address, so that they stay after every tap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import request, url_for

from matchday.core.sieve import Sieve, passes
from matchday.core.slot import Trade
from matchday.services.wishlist import Offer


@dataclass(frozen=True)
class Looking:
    """Hold what slots must be, and of which trades; of no trade means of every one.

    **Shapes** ``role`` is the package whose pages these are; ``here`` are the parts of their addresses.
    """

    role: str
    here: Mapping[str, str]
    only: frozenset[Sieve] = frozenset()
    trades: frozenset[Trade] = frozenset()
    able: frozenset[Trade] = frozenset()
    """Of these the person can do something; from who named nothing nothing is held back."""

    def shows(self, offer: Offer) -> bool:
        """Tell whether a slot is shown."""
        is_trade = not self.trades or offer.slot.trade in self.trades
        is_able = not self.able or offer.slot.trade in self.able
        return is_trade and all(
            passes(one, reasons=offer.reasons, minutes=offer.minutes, is_able=is_able) for one in self.only
        )

    @property
    def sieves(self) -> list[Sieve]:
        """Return what can be asked of slots: what fits their abilities only of those who named some."""
        return [one for one in Sieve if self.able or one is not Sieve.ABLE]

    def turned(self, one: Sieve | Trade) -> Looking:
        """Return the same with one answer given, or taken back where it was given."""
        if isinstance(one, Sieve):
            return replace(self, only=self.only ^ {one})
        return replace(self, trades=self.trades ^ {one})

    def with_only(self, one: Sieve | Trade) -> Looking:
        """Return what is counted beside an answer: with it given, and of trades it alone."""
        if isinstance(one, Sieve):
            return replace(self, only=self.only | {one})
        return replace(self, trades=frozenset({one}))

    def address(self, page: str = "wishlist", *, anchor: str | None = None, **values: str) -> str:
        """Return the address of a page that keeps these answers."""
        only = [one.value for one in Sieve if one in self.only]
        trade = [one.value for one in Trade if one in self.trades]
        return url_for(f"{self.role}.{page}", only=only, trade=trade, _anchor=anchor, **self.here, **values)

    @property
    def everything(self) -> Looking:
        """Return the same with every answer taken back."""
        return replace(self, only=frozenset(), trades=frozenset())


def read_looking(role: str, here: Mapping[str, str], *, able: frozenset[Trade] = frozenset()) -> Looking:
    """Return what the page's address says; what nobody knows does not count."""
    only = frozenset(Sieve(one) for one in request.args.getlist("only") if one in set(Sieve))
    trades = frozenset(Trade(one) for one in request.args.getlist("trade") if one in set(Trade))
    return Looking(role, here, only, trades, able)
