"""A participant's way in: the token of the link by a tap, or the short code typed.

Opening the page changes nothing: previewers and mail scanners follow links too.
"""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import HiddenField

from matchday.core.access import is_second_code, is_token
from matchday.core.errors import RuleError
from matchday.extensions import db, keyring
from matchday.services.access import find_by_token, open_access
from matchday.services.login import is_own_device
from matchday.web.forms import Form, LineField, YesField
from matchday.web.limits import limit_code_tries
from matchday.web.login import find_mark, leave_mark, read_mark, sign_in_participant
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
        return make_response(show_access_page(form), 422 if form.errors else 200)
    # A code that was typed counts before a link that may have failed just now; a whole link may be pasted too.
    secret = form.short_code.data.rpartition("#")[2] or form.token.data or ""
    try:
        link = open_access(db.session(), secret, keyring=keyring(), now=g.now)
    except RuleError as error:
        gone = RuleError("access_gone") if form.token.data and not form.short_code.data else error
        form.refuse("short_code", gone if secret else RuleError("access_missing"))
        form.token.data = ""
        return make_response(show_access_page(form), 422)
    mark = read_mark()
    sign_in_participant(link, mark=mark, is_shared=form.is_shared.data, is_second=is_second_code(secret))
    db.session.commit()
    return leave_mark(redirect(url_for("participant.welcome")), mark)


def show_access_page(form: AccessForm) -> str:
    """Return the page that takes the link or the code."""
    return render_template("public/access.html", form=form, has_mark=find_mark() is not None)


@bp.post("/access/known")
def access_known() -> dict[str, bool]:
    """Tell the page whether to go on without a tap: where whoever the link is for is known on this device.

    A scanner that runs scripts has no mark of the person's device, so it is told no like every new device. Nothing is
    opened, shown or kept here.
    """
    mark, token = find_mark(), AccessForm().token.data or ""
    link = find_by_token(db.session(), token, now=g.now) if mark and is_token(token) else None
    return {"is_known": mark is not None and link is not None and is_own_device(db.session(), link, mark=mark)}
