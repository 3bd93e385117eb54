"""A participant's way in: the token of the link by a tap, or the short code typed.

Opening the page changes nothing: previewers and mail scanners follow links too.
"""

from __future__ import annotations

from flask import Response, g, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import HiddenField

from matchday.core.access import is_token
from matchday.core.errors import RuleError
from matchday.extensions import db, limiter
from matchday.services.access import open_access
from matchday.web.forms import Form, LineField, YesField
from matchday.web.guard import keyring
from matchday.web.login import sign_in_participant
from matchday.web.public import bp

TRIES = "20 per 5 minutes"
"""Failed tries from one address; who comes with a right code is never counted."""


class AccessForm(Form):
    """The token, filled in from the address by script, or the code, typed."""

    token = HiddenField()
    short_code = LineField(_l("Ihr Code"))
    is_shared = YesField(_l("Ich teile dieses Telefon mit anderen"))


def failed(response: Response) -> bool:
    """Tell whether a try counts against the limit."""
    return response.status_code == 422


def came_by_link() -> bool:
    """Tell whether only a link's token was sent: 130 bits cannot be guessed, so nobody is made to wait for it."""
    return is_token(request.form.get("token", "")) and not request.form.get("short_code")


def everybody() -> str:
    """Count the tries of all addresses together."""
    return "everybody"


@bp.route("/access", methods=["GET", "POST"])
@limiter.limit(TRIES, methods=["POST"], deduct_when=failed, exempt_when=came_by_link)
@limiter.limit("2000 per hour", methods=["POST"], deduct_when=failed, key_func=everybody, exempt_when=came_by_link)
def access() -> AnyResponse | str:
    """Let a participant in by the token or the short code."""
    form = AccessForm()
    if not form.validate_on_submit():
        return render_template("public/access.html", form=form)
    # A code that was typed counts before a link that may have failed just now; a whole link may be pasted too.
    secret = form.short_code.data.rpartition("#")[2] or form.token.data or ""
    try:
        link = open_access(db.session(), secret, keyring=keyring(), now=g.now)
    except RuleError as error:
        gone = RuleError("access_gone") if form.token.data and not form.short_code.data else error
        form.refuse("short_code", gone if secret else RuleError("access_missing"))
        form.token.data = ""
        return make_response(render_template("public/access.html", form=form), 422)
    db.session.commit()
    sign_in_participant(link.id, is_shared=form.is_shared.data, now=g.now)
    return redirect(url_for("participant.welcome"))
