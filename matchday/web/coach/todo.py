"""What is to do about the coach's own people."""

from __future__ import annotations

from flask import flash, g, redirect, url_for
from werkzeug.wrappers import Response

from matchday.extensions import db
from matchday.services.todo import TodoGroup, finish_own_todo
from matchday.web.coach import bp


@bp.post("/todos/<todo_key>/finish")
def todo_finish(todo_key: str) -> Response:
    """Tick something off."""
    done = finish_own_todo(db.session(), g.account, todo_key, now=g.now)
    back = url_for("coach.people", _anchor=TodoGroup((done,)).name)
    db.session.commit()
    flash("Erledigt.")
    return redirect(back)
