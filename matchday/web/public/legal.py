"""Who stands behind the pages, what happens with data, and how to report a barrier."""

from __future__ import annotations

from flask import render_template

from matchday.extensions import db
from matchday.services.organiser import list_organisers
from matchday.web.public import bp


@bp.get("/imprint")
def imprint() -> str:
    """Show who is responsible."""
    return render_template("public/imprint.html", organisers=list_organisers(db.session()))


@bp.get("/privacy")
def privacy() -> str:
    """Show in plain words which data is kept, why, and who sees it."""
    return render_template("public/privacy.html", organisers=list_organisers(db.session()))


@bp.get("/accessibility")
def accessibility() -> str:
    """Show how to report a barrier."""
    return render_template("public/accessibility.html", organisers=list_organisers(db.session()))
