"""Who comes to an employer's slot."""

from __future__ import annotations

from flask import g, render_template

from matchday.core.language import LANGUAGES
from matchday.core.slot import Need
from matchday.extensions import db, keyring
from matchday.services.event import read_event, reveal_seed
from matchday.services.roster import read_roster
from matchday.services.slot import read_own_slot
from matchday.web.door import read_sheet
from matchday.web.employer import bp
from matchday.web.profile import tell_profile


@bp.get("/slots/<slot_key>/roster")
def roster(slot_key: str) -> str:
    """Show who comes, as far as each person lets the employer know."""
    slot = read_own_slot(db.session(), slot_key, employer=g.employer)
    found = read_roster(db.session(), slot, organiser_id=g.organiser_id, employer=g.employer, now=g.now)
    g.event = read_event(db.session(), g.organiser_id, event_id=slot.event_id)
    names = {code: language.german_name for code, language in LANGUAGES.items()}
    needs = [Need(value) for value in slot.needs]
    door = read_sheet(slot, g.event)
    return render_template(
        "employer/roster.html",
        roster=found,
        slot=slot,
        names=names,
        needs=needs,
        door=door,
        tell_profile=tell_profile,
        seed=reveal_seed(g.event, keyring=keyring()),
    )
