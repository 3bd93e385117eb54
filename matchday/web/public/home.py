"""The front door: what the day is, and the way in for each kind of guest."""

from __future__ import annotations

from flask import Response, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from matchday.core.errors import NotFound
from matchday.extensions import db
from matchday.services.health import read_trouble
from matchday.services.organiser import list_organisers, read_organiser
from matchday.services.showcase import show_events
from matchday.web.door import has_own_door
from matchday.web.guard import keep_back
from matchday.web.language import pick_language
from matchday.web.public import bp


@bp.get("/")
def home() -> str:
    """Show the coming events and the ways in."""
    return render_template("public/home.html", showcases=show_events(db.session()))


@bp.route("/language", methods=["GET", "POST"])
def language() -> AnyResponse | str:
    """Offer the languages; show pages in the one picked from now on."""
    back = keep_back(request.values.get("back"), url_for("public.home"))
    if request.method != "POST":
        return render_template("public/language.html", back=back)
    pick_language(request.form.get("language", ""))
    return redirect(back)


@bp.get("/T")
def ticket() -> AnyResponse | str:
    """Answer a phone's camera that read a ticket. The token is in the fragment and never comes here.

    A phone that looks after a door is led to the answer; browsers take the fragment along.
    """
    if has_own_door():
        return redirect(url_for("checkin.door_ticket"))
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


@bp.get("/brand/<organiser_key>.png")
def logo(organiser_key: str) -> Response:
    """Return the organiser's picture. Its address carries a hash of it, so it may be kept for good."""
    organiser = read_organiser(db.session(), key=organiser_key)
    if organiser.logo is None:
        abort(404)
    return Response(organiser.logo, mimetype="image/png", headers={"Cache-Control": "max-age=31536000, immutable"})


@bp.get("/ready")
def ready() -> Response:
    """Say that the web process reaches its database."""
    list_organisers(db.session())
    return Response("ready\n", mimetype="text/plain")


@bp.get("/readyz")
def readyz() -> Response:
    """Say whether everything is at work: the web, its database and the worker. For whoever watches over matchday."""
    trouble = read_trouble(db.session(), now=g.now)
    return Response(f"{trouble or 'ready'}\n", status=503 if trouble else 200, mimetype="text/plain")
