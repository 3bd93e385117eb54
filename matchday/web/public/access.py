"""A participant's way in: the token of the link by a tap, or the short code typed.

Opening the page changes nothing: previewers and mail scanners follow links too.
"""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import HiddenField

from matchday.core.access import is_second_code
from matchday.core.errors import RuleError
from matchday.extensions import db, keyring
from matchday.services.access import open_access
from matchday.web.forms import Form, LineField, YesField
from matchday.web.limits import limit_code_tries
from matchday.web.login import leave_mark, read_mark, sign_in_participant
from matchday.web.public import bp


class AccessForm(Form):
    """The token, filled in from the address by script, or the code, typed."""

    token = HiddenField()
    short_code = LineField(_l("Ihr Code"))
    is_shared = YesField(_l("Ich teile dieses Telefon mit anderen"))


@bp.route("/z", methods=["GET", "POST"])  # in an SMS every letter counts
@bp.route("/access", methods=["GET", "POST"])
@limit_code_tries
def access() -> AnyResponse | str:
    """Let a participant in by the token or the short code."""
    form = AccessForm()
    if not form.validate_on_submit():
        return make_response(render_template("public/access.html", form=form), 422 if form.errors else 200)
    # A code that was typed counts before a link that may have failed just now; a whole link may be pasted too.
    secret = form.short_code.data.rpartition("#")[2] or form.token.data or ""
    try:
        link = open_access(db.session(), secret, keyring=keyring(), now=g.now)
    except RuleError as error:
        gone = RuleError("access_gone") if form.token.data and not form.short_code.data else error
        form.refuse("short_code", gone if secret else RuleError("access_missing"))
        form.token.data = ""
        return make_response(render_template("public/access.html", form=form), 422)
    mark = read_mark()
    sign_in_participant(link, mark=mark, is_shared=form.is_shared.data, is_second=is_second_code(secret))
    db.session.commit()
    return leave_mark(redirect(url_for("participant.welcome")), mark)
