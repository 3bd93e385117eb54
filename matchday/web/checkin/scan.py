"""Asking at a door: the page with the camera, one question, its answer, and taking a welcome back."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping

from flask import abort, flash, g, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from matchday.core.checkin import Answer, Way
from matchday.core.event import Action, require_open
from matchday.extensions import db
from matchday.services.checkin import Question, ask, list_arrivals, list_doors, read_answer, undo
from matchday.web.checkin import at_every_door, bp, to
from matchday.web.checkin.answer import Said, say_answer, tongue
from matchday.web.headers import open_camera
from matchday.web.limits import limit_ticket_codes

SCAN_ID = re.compile(r"[A-Za-z0-9-]{16,40}", re.ASCII)
SHOWN = re.compile(r"[ -~]{1,400}", re.ASCII)
"""What a ticket can say: anything else is no ticket of ours."""


@at_every_door("")
def scan(**_: str) -> Response:
    """Show who is here and who is still to come, and ask with camera, code or name."""
    require_open(g.event.stage, Action.CHECK_IN)
    return open_camera(make_response(render_template("checkin/scan.html", **_crowd())))


@bp.get("/door/ticket")
def door_ticket() -> str:
    """Ask about a ticket that this phone opened with its own camera; the token comes behind the ``#``."""
    return render_template("checkin/ticket.html", new_scan_id=new_scan_id)


@at_every_door("/ask", methods=["POST"])
@limit_ticket_codes
def put(**_: str) -> Response:
    """Answer one question; a script gets the answer as values and as what to show."""
    found = ask(db.session(), g.keeper, _read_question(), now=g.now)
    db.session.commit()
    g.is_guess = found.way is Way.CODE and found.answer not in (Answer.ADMITTED, Answer.ALREADY_IN)
    if request.accept_mimetypes.best != "application/json":
        return redirect(to("answer", scan_id=found.scan_id), 303)
    said, crowd = _say(found.scan_id), _crowd()
    return jsonify(
        answer=found.answer,
        ground=said.ground,
        word=said.word,
        said=render_template("checkin/said.html", said=said, scan_id=found.scan_id),
        count=render_template("checkin/count.html", **crowd),
        crowd=render_template("checkin/crowd.html", **crowd),
    )


@at_every_door("/answers/<scan_id>")
def answer(scan_id: str, **_: str) -> str:
    """Show the answer to a question that was asked before."""
    return render_template("checkin/answer.html", said=_say(scan_id), scan_id=scan_id)


@at_every_door("/answers/<scan_id>/undo", methods=["POST"])
def take_back(scan_id: str, **_: str) -> Response:
    """Take a welcome back."""
    undo(db.session(), g.keeper, scan_id, now=g.now)
    db.session.commit()
    flash("Zurückgenommen. Diese Person steht wieder unter denen, die noch kommen.")
    return redirect(to("scan"))


def new_scan_id() -> str:
    """Return a number for a question that a page will ask without script."""
    return secrets.token_hex(16)


def _crowd() -> dict[str, object]:
    slot = g.keeper.slot
    return {
        "arrivals": list_arrivals(db.session(), slot) if slot else [],
        "doors": [] if slot else list_doors(db.session(), g.event),
        "new_scan_id": new_scan_id,
        "tongue": tongue,
    }


def _read_question() -> Question:
    sent = request.get_json(silent=True) if request.is_json else request.form
    asked = sent if isinstance(sent, Mapping) else {}
    scan_id, way, shown = (str(asked.get(name, "")).strip() for name in ("scan_id", "way", "shown"))
    if not SCAN_ID.fullmatch(scan_id) or way not in set(Way):
        abort(400)
    return Question(scan_id, Way(way), shown if SHOWN.fullmatch(shown) else "")


def _say(scan_id: str) -> Said:
    return say_answer(read_answer(db.session(), g.keeper, scan_id), g.keeper, now=g.now)
