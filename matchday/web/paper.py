"""Papers on screen: for whom, what will be in them, how far they are; one person's at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Response, abort, current_app, g, request, send_file
from werkzeug.datastructures import MultiDict

from matchday.config import Config
from matchday.core.paper import OPEN_STATES, PaperKind, may_print
from matchday.extensions import db
from matchday.models import Account, Event, PaperBatch, Participant
from matchday.services.paper import (
    Reach,
    find_papers,
    list_subjects,
    note_download,
    paper_folder,
    paper_path,
    remove_papers,
    request_papers,
)
from matchday.web.printing import print_at_once

FILE_NAMES = {
    PaperKind.ACCESS_LETTERS: "zugang.pdf",
    PaperKind.TICKET_LETTERS: "ticketbriefe.pdf",
    PaperKind.TICKETS: "tickets.pdf",
    PaperKind.ROSTERS: "listen.pdf",
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


def read_wish(values: MultiDict[str, str], kinds: Sequence[PaperKind]) -> Wish:
    """Return what the address or the form asks for; the first kind that is possible where it asks for none."""
    kind = next((one for one in kinds if one.value == values.get("kind")), kinds[0])
    people = tuple(values.getlist("person"))
    return Wish(kind, values.get("who", CHOSEN if people else ""), people)


def kinds_of(event: Event, among: Sequence[PaperKind]) -> list[PaperKind]:
    """Return the kinds that can be made now."""
    return [kind for kind in among if may_print(kind, event.stage)]


def ask_for(wish: Wish, reach: Reach) -> PaperBatch:
    """Ask the worker for what was wanted. **Errors** RuleError ``papers_shut``, ``papers_empty``."""
    subjects = list_subjects(db.session(), g.event, wish.kind, reach=reach)
    renews_access = wish.kind is PaperKind.ACCESS_LETTERS and request.form.get("renews_access") == "y"
    return request_papers(
        db.session(), g.event, wish.kind, subject_ids=subjects, renews_access=renews_access, by=g.account, now=g.now
    )


def is_making(batches: Sequence[PaperBatch]) -> bool:
    """Tell whether the worker still makes some of them, so that the page looks again."""
    return any(batch.state in OPEN_STATES for batch in batches)


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
    config: Config = current_app.extensions["matchday.config"]
    return paper_folder(config.instance)
