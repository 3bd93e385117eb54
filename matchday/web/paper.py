"""Papers on screen: for whom, what will be in them, how far they are; one person's at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Response, abort, flash, g, request, send_file
from werkzeug.datastructures import MultiDict

from matchday.core.errors import RuleError
from matchday.core.paper import OPEN_STATES, PaperKind, may_print
from matchday.extensions import config, db
from matchday.models import Account, Event, Participant
from matchday.services.paper import (
    Reach,
    find_papers,
    list_papers,
    list_subjects,
    note_download,
    paper_folder,
    paper_path,
    remove_papers,
    request_papers,
)
from matchday.services.progress import list_participants
from matchday.web.printing import print_at_once
from matchday.web.say import say

FILE_NAMES = {
    PaperKind.ACCESS_LETTERS: "zugang.pdf",
    PaperKind.TICKET_LETTERS: "ticketbriefe.pdf",
    PaperKind.TICKETS: "tickets.pdf",
    PaperKind.MESSAGE_LETTERS: "briefe.pdf",
    PaperKind.ROSTERS: "listen.pdf",
    PaperKind.PROFILES: "steckbriefe.pdf",
    PaperKind.ATTESTATIONS: "bescheinigungen.pdf",
}
"""A file's name says the kind and nothing of anybody."""

WITHOUT_DEVICE, CHOSEN = "without_device", "chosen"


@dataclass(frozen=True)
class Wish:
    """What somebody wants printed, as it stands in the address; ``who`` may be a coach's key."""

    kind: PaperKind
    who: str
    people: tuple[str, ...]

    def reach(self, coaches: Sequence[Account], *, coach: Account | None = None) -> Reach:
        """Return who is meant; with ``coach`` only among that coach's people. **Errors** 404 for another's coach."""
        if self.who in ("", WITHOUT_DEVICE, CHOSEN):
            keys = self.people if self.who == CHOSEN else None
            return Reach(coach=coach, is_without_device=self.who == WITHOUT_DEVICE, keys=keys)
        chosen = next((one for one in coaches if one.key == self.who), None)
        return Reach(coach=chosen) if chosen else abort(404)


ReachOf = Callable[[Wish], Reach]
"""Whom a wish means, for the role that asks."""


def read_wish(values: MultiDict[str, str], kinds: Sequence[PaperKind]) -> Wish:
    """Return what the address or the form asks for; the first kind that is possible where it asks for none."""
    kind = next((one for one in kinds if one.value == values.get("kind")), kinds[0])
    people = tuple(values.getlist("person"))
    return Wish(kind, values.get("who", CHOSEN if people else ""), people)


def kinds_of(event: Event, among: Sequence[PaperKind]) -> list[PaperKind]:
    """Return the kinds that can be made now."""
    return [kind for kind in among if may_print(kind, event.stage)]


def desk(among: Sequence[PaperKind], reach_of: ReachOf, *, coach: Account | None = None) -> dict[str, object]:
    """Return what the page of papers shows: what can be printed for whom, what it will be, and what is ready.

    With ``coach`` only of that coach's people and what that coach has asked for.
    """
    kinds, batches = kinds_of(g.event, among), list_papers(db.session(), g.event, by=coach)
    wish = read_wish(request.args, kinds) if kinds else None
    subjects = set(list_subjects(db.session(), g.event, wish.kind, reach=reach_of(wish))) if wish else set()
    people = [row.participant for row in list_participants(db.session(), g.event, coach=coach)]
    return {
        "kinds": kinds,
        "wish": wish,
        "count": len(subjects),
        "protected": [one for one in people if one.is_protected and one.id in subjects],
        "batches": batches,
        "is_making": any(batch.state in OPEN_STATES for batch in batches),
    }


def order(among: Sequence[PaperKind], reach_of: ReachOf) -> None:
    """Ask the worker for what the form wants; where that cannot be, the next page says why."""
    kinds = kinds_of(g.event, among)
    try:
        if not kinds:
            raise RuleError("papers_shut")
        wish = read_wish(request.form, kinds)
        subjects = list_subjects(db.session(), g.event, wish.kind, reach=reach_of(wish))
        renews_access = wish.kind is PaperKind.ACCESS_LETTERS and request.form.get("renews_access") == "y"
        request_papers(
            db.session(), g.event, wish.kind, subject_ids=subjects, renews_access=renews_access, by=g.account, now=g.now
        )
    except RuleError as error:
        db.session.rollback()
        flash(say(error))
    else:
        db.session.commit()


def answer_file(key: str, *, by: Account | None = None) -> Response:
    """Return the file of a batch and note who fetched it. **Errors** 404 where it is gone."""
    batch = find_papers(db.session(), g.event, key=key, by=by)
    note_download(db.session(), batch, by=g.account, now=g.now)
    path = paper_path(_folder(), batch.key)
    if not path.is_file():
        abort(404)
    db.session.commit()
    return kept_nowhere(send_file(path, "application/pdf", as_attachment=True, download_name=FILE_NAMES[batch.kind]))


def take_away(key: str, *, by: Account | None = None) -> None:
    """Remove a batch's file at once."""
    batch = find_papers(db.session(), g.event, key=key, by=by)
    remove_papers(db.session(), batch, folder=_folder(), by=g.account, now=g.now)


def answer_paper(person: Participant, kind: PaperKind) -> Response:
    """Return one person's paper, made at once and kept nowhere."""
    subjects = list_subjects(db.session(), g.event, kind, reach=Reach(keys=[person.key]))
    return answer_at_once(kind, subjects)


def answer_at_once(kind: PaperKind, subject_ids: Sequence[int]) -> Response:
    """Return the papers of these few people, or slots. **Errors** RuleError ``papers_shut``, ``papers_empty``."""
    paper = print_at_once(g.event, kind, subject_ids=subject_ids, by=g.account, now=g.now)
    db.session.commit()
    headers = {"Content-Disposition": f'inline; filename="{FILE_NAMES[kind]}"'}
    return kept_nowhere(Response(paper, content_type="application/pdf", headers=headers))


def kept_nowhere(answer: Response) -> Response:
    """Tell the browser to keep no copy."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _folder() -> Path:
    return paper_folder(config().instance)
