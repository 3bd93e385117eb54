"""Whether an attestation is genuine: a camera brings the token, a tap sends it. The answer names nobody."""

from __future__ import annotations

from flask import g, render_template
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from matchday.extensions import db
from matchday.services.attestation import verify_attestation
from matchday.web.forms import Form, LineField
from matchday.web.public import bp


class VerifyForm(Form):
    """The token, filled in from the address by script, or the whole link, pasted."""

    token = HiddenField()
    pasted = LineField(_l("Link von der Bescheinigung"), most=400)

    def text(self) -> str:
        """Return the token in its one spelling: whatever stands before # is the address, spaces are a printer's."""
        brought = self.pasted.data or self.token.data or ""
        return "".join(brought.rpartition("#")[2].split()).upper()


@bp.route("/A", methods=["GET", "POST"])
@bp.route("/a", methods=["GET", "POST"])
def attestation() -> str:
    """Ask for the token and say genuine, with date and employer, or not. Every other paper gets the same answer."""
    form = VerifyForm()
    is_asked = form.validate_on_submit() and bool(form.text())
    genuine = verify_attestation(db.session(), form.text(), now=g.now) if is_asked else None
    return render_template("public/attestation.html", form=form, is_asked=is_asked, genuine=genuine)
