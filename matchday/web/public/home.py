"""The front door: what the day is, and the way in for each kind of guest."""

from __future__ import annotations

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from matchday.core.errors import NotFound
from matchday.extensions import db
from matchday.services.organiser import list_organisers, read_organiser
from matchday.services.showcase import show_events
from matchday.web.guard import keep_back
from matchday.web.language import pick_language
from matchday.web.public import bp


@bp.get("/")
def home() -> str:
    """Show the coming events and the ways in."""
    return render_template("public/home.html", showcases=show_events(db.session()))


@bp.post("/language")
def language() -> AnyResponse:
    """Show pages in another language from now on."""
    pick_language(request.form.get("language", ""))
    return redirect(keep_back(request.form.get("back"), url_for("public.home")))


@bp.get("/T")
def ticket() -> str:
    """Answer a phone's camera that read a ticket. The token is in the fragment and never comes here."""
    return render_template("public/ticket.html")


@bp.get("/brand/<organiser_key>.css")
def brand(organiser_key: str) -> Response:
    """Return the organiser's colour as a style sheet: inline styles are forbidden."""
    try:
        organiser = read_organiser(db.session(), key=organiser_key)
    except NotFound:
        abort(404)
    css = f":root {{ --md-brand: {organiser.colour}; }}\n"
    return Response(css, mimetype="text/css", headers={"Cache-Control": "max-age=86400"})


@bp.get("/ready")
def ready() -> Response:
    """Say that the web process reaches its database."""
    list_organisers(db.session())
    return Response("ready\n", mimetype="text/plain")
