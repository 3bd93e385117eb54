"""Forms about wishes that more than one role fills in, and how wishes are saved for somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import g
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, IntegerField, SelectField, SelectMultipleField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from matchday.core.eligibility import Reason
from matchday.core.errors import RuleError
from matchday.core.slot import Trade
from matchday.core.wishlist import AcceptableAnswer
from matchday.extensions import db
from matchday.models import Participant
from matchday.services.wishlist import Offer, answer_acceptable, save_wishlist
from matchday.web.filters import day_and_span
from matchday.web.forms import Form, KindField
from matchday.web.say import say
from matchday.web.words import short_reason, word


class VersionField(IntegerField):
    """The version of the wish list a page was made from: who saves must have seen the newest."""

    widget = HiddenInput()

    def __init__(self, **how: Any) -> None:
        super().__init__("", [InputRequired()], **how)

    def renew(self, version: int) -> None:
        """Make the page one of ``version``."""
        self.data, self.raw_data = version, None


class AcceptableForm(Form):
    """The answer to «If none of these is possible?»."""

    answer = KindField(_l("Was sollen wir dann tun?"), AcceptableAnswer)
    trades = SelectMultipleField(
        _l("Welche Berufe?"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    version = VersionField()

    @classmethod
    def of(cls, participant: Participant, **more: Any) -> Any:
        """Return the form filled with what is saved."""
        return cls(
            answer=participant.acceptable_answer,
            trades=participant.acceptable_trades,
            version=participant.wishlist_version,
            **more,
        )

    def offer_trades(self, trades: Iterable[Trade]) -> None:
        """Let only these trades be chosen, and those chosen before."""
        there = {*trades, *(self.trades.object_data or [])}
        self.trades.choices = [SelectChoice(trade.value, word(trade)) for trade in Trade if trade in there]

    def chosen_trades(self) -> list[Trade]:
        """Return the trades that were ticked."""
        return [Trade(value) for value in self.trades.data or []]


class RankForm(PlainForm):
    """One place of a wish list."""

    slot = SelectField("Wunsch")
    is_tied = BooleanField("gleich gern wie der davor")


class WishListForm(AcceptableForm):
    """A whole wish list on a plain page: one drop-down list per place, ties by a box."""

    ranks = FieldList(FormField(RankForm))

    @classmethod
    def on_behalf(cls, participant: Participant, offers: Sequence[Offer], *, max_wishes: int) -> Any:
        """Return the form for somebody's wish list, filled with what is saved."""
        mine = sorted((offer for offer in offers if offer.rank), key=lambda offer: (offer.rank or 0, offer.slot.id))
        places = max(max_wishes, len(mine))
        filled = [
            {"slot": offer.slot.key, "is_tied": place > 0 and offer.rank == mine[place - 1].rank}
            for place, offer in enumerate(mine)
        ]
        form = cls.of(participant, ranks=[*filled, *({"slot": ""} for _ in range(places - len(filled)))])
        form.offers = {offer.slot.key: offer for offer in offers}
        for place, row in enumerate(form.ranks, start=1):
            row.form.slot.label.text = f"{place}. Wunsch"
            row.form.slot.choices = [SelectChoice("", "–"), *(choice_of(offer) for offer in offers)]
        form.offer_trades(offer.slot.trade for offer in offers)
        return form

    offers: dict[str, Offer]

    def reasons(self, row: Any) -> tuple[Reason, ...]:
        """Return what stands against the slot chosen in one place."""
        offer = self.offers.get(row.form.slot.data)
        return offer.reasons if offer else ()

    def saved_words(self, name: str) -> str:
        """Return what is said after saving: also where wishes are gone, or cannot come true."""
        if not self.tiers():
            return f"{name} hat jetzt keine Wünsche."
        against = sum(bool(self.reasons(row)) for row in self.ranks)
        which = "Einer davon geht nicht" if against == 1 else f"{against} davon gehen nicht"
        return f"Die Wünsche von {name} sind gespeichert." + (f" {which}, der Grund steht dabei." if against else "")

    def tiers(self) -> list[list[int]]:
        """Return the wish list, best first; empty places do not count."""
        tiers: list[list[int]] = []
        for row in self.ranks:
            if not row.form.slot.data:
                continue
            slot_id = self.offers[row.form.slot.data].slot.id
            if row.form.is_tied.data and tiers:
                tiers[-1].append(slot_id)
            else:
                tiers.append([slot_id])
        return tiers

    def save(self, participant: Participant) -> bool:
        """Save wishes and answer for ``participant``; refused, the form says why and nothing is saved."""
        how = {"by": g.account, "now": g.now}
        try:
            # The wishes come last: a latecomer whose wishes are saved may be none any more.
            answer_acceptable(
                db.session(),
                participant,
                self.answer.data,
                trades=self.chosen_trades(),
                version=self.version.data,
                **how,
            )
            save_wishlist(db.session(), participant, self.tiers(), version=participant.wishlist_version, **how)
        except RuleError as error:
            db.session.rollback()
            self.form_errors.append(say(error))
            self.version.renew(participant.wishlist_version)
            return False
        return True


def choice_of(offer: Offer) -> SelectChoice:
    """Return a slot as one line of a drop-down list; what stands against it is said, not forbidden."""
    slot = offer.slot
    parts = [str(word(slot.trade)), slot.employer.name, day_and_span(slot)]
    if offer.minutes is not None:
        parts.append(f"{offer.minutes} Min.")
    against = ", ".join(short_reason(reason) for reason in offer.reasons)
    return SelectChoice(slot.key, " · ".join(parts) + (f" – geht nicht: {against}" if against else ""))
