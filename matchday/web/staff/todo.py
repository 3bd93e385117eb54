"""What is to do: one plain list, what is of one kind together."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.core.event import Action, is_open
from matchday.extensions import db
from matchday.services.todo import TodoGroup, finish_todo, group_todos, list_todos
from matchday.web.staff import bp


@bp.get("/<event_key>/todos")
def todos(event_key: str) -> str:
    """Show everything open."""
    found, may_assign = list_todos(db.session(), g.event), is_open(g.event.stage, Action.ASSIGN)
    return render_template("staff/todos.html", groups=group_todos(found), count=len(found), may_assign=may_assign)


@bp.post("/<event_key>/todos/<todo_key>/finish")
def todo_finish(event_key: str, todo_key: str) -> Response:
    """Tick something off."""
    done = finish_todo(db.session(), g.event, todo_key, by=g.account, now=g.now)
    back = url_for("staff.todos", event_key=g.event.key, _anchor=TodoGroup((done,)).name)
    db.session.commit()
    flash("Erledigt.")
    return redirect(back)  # type: ignore[return-value]
