"""What somebody loses by what staff have just told of them. For staff: German."""

from __future__ import annotations

from flask import flash

from matchday.extensions import db
from matchday.models import Participant
from matchday.services.foresight import list_lost_slots


def warn_of_loss(participant: Participant) -> None:
    """Say on the next page that the next plan takes away places somebody has a ticket for, if it does."""
    lost = list_lost_slots(db.session(), participant)
    if lost:
        where = " und ".join(slot.employer.name for slot in lost)
        name = participant.shown_name
        flash(f"{name} hat ein Ticket für {where} und verliert diesen Platz mit dem nächsten Plan.", "look")
