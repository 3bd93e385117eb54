"""What the protocol says in German about an entry."""

from __future__ import annotations

from matchday.core.paper import PaperKind
from matchday.core.privacy import Keep
from matchday.models import AuditEntry
from matchday.services import employer, event, organiser, participant, site, slot
from matchday.web.say_audit import FIELDS, say_action


def test_everything_that_can_change_has_a_german_name() -> None:
    changing = {name for of in (employer, event, organiser, participant, slot) for name in of.FIELDS}

    assert {*changing, *site.SITE_FIELDS, *Keep} - {*FIELDS, "is_protected"} == set()


def test_an_entry_about_papers_says_which() -> None:
    entry = AuditEntry(action="paper.print", details={"kind": PaperKind.ROSTERS.value, "count": 1})

    assert say_action(entry) == "Papiere gedruckt: Listen für die Tür"


def test_an_entry_about_a_plan_says_which() -> None:
    assert say_action(AuditEntry(action="assignment.publish", details={"number": 4})) == "Plan 4 veröffentlicht"


def test_an_entry_that_was_erased_still_says_what_was_done() -> None:
    assert say_action(AuditEntry(action="paper.print", details=None)) == "Papiere gedruckt"


def test_a_postcode_moves_a_person_in_one_word() -> None:
    entry = AuditEntry(action="participant.change", details={"changed": {"latitude": [], "longitude": []}})

    assert say_action(entry) == "Angaben zu einem Menschen geändert: Lage"
