"""One's own password."""

from __future__ import annotations

from flask import abort, flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import EqualTo, Length

from matchday.core.account import PASSWORD_LENGTH, Role
from matchday.core.password import hash_password
from matchday.extensions import db
from matchday.services.account import set_password
from matchday.web.account import bp
from matchday.web.forms import Form, need
from matchday.web.guard import before_second_factor
from matchday.web.login import has_passed_second_factor, is_fresh, sign_in_account


class PasswordForm(Form):
    """A new password, twice."""

    password = PasswordField(
        "Neues Passwort",
        [need(), Length(PASSWORD_LENGTH, 200, f"Bitte wählen Sie mindestens {PASSWORD_LENGTH} Zeichen.")],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "Noch einmal",
        [need(), EqualTo("password", "Die beiden Passwörter sind verschieden.")],
        render_kw={"autocomplete": "new-password"},
    )


@bp.route("/password", methods=["GET", "POST"])
@before_second_factor(has_one=False)
def password() -> Response | str:
    """Set the password; who was signed in elsewhere is signed out there."""
    if g.account.role_names == {Role.EMPLOYER}:
        abort(404)
    if not is_fresh(g.now):
        return redirect(url_for("account.confirm", next=url_for("account.password")))
    form = PasswordForm()
    if not form.validate_on_submit():
        return make_response(render_template("account/password.html", form=form), 422 if form.errors else 200)
    account, passed = g.account, has_passed_second_factor()
    set_password(db.session(), account, hash_password(form.password.data), now=g.now)
    sign_in_account(account, passed_second_factor=passed)
    db.session.commit()
    flash("Ihr Passwort ist gespeichert. Auf anderen Geräten sind Sie jetzt abgemeldet.")
    return redirect(url_for("public.home_of_role"))
