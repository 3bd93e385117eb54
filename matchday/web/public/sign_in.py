"""Signing in for people with an account: one-time links, a new link by mail, the first password."""

from __future__ import annotations

from flask import abort, flash, g, make_response, redirect, render_template, url_for
from flask_security import current_user
from flask_security.decorators import auth_required
from werkzeug.wrappers import Response as AnyResponse
from wtforms import HiddenField, PasswordField
from wtforms.validators import EqualTo, Length

from matchday.core.account import PASSWORD_LENGTH, STAFF_ROLES, Role
from matchday.core.errors import RuleError
from matchday.extensions import db
from matchday.services.account import set_password, spend_sign_in_link
from matchday.services.message import ask_for_sign_in_link
from matchday.web.forms import Form, LineField, MailField, need
from matchday.web.limits import limit_link_tries, limit_new_links
from matchday.web.login import home_of, password_hash, sign_in_account
from matchday.web.public import bp


class LinkForm(Form):
    """The token of a one-time link, filled in from the address by script, or pasted."""

    token = HiddenField()
    pasted = LineField("Ihr Link")


class NewLinkForm(Form):
    """Where to send a new link."""

    mail = MailField("E-Mail-Adresse", [need()])


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


@bp.route("/link", methods=["GET", "POST"])
@limit_link_tries
def link() -> AnyResponse | str:
    """Let an account in by a one-time link. Only the tap uses it up."""
    form = LinkForm()
    if not form.validate_on_submit():
        return render_template("public/link.html", form=form)
    token = form.token.data or form.pasted.data.rpartition("#")[2]
    try:
        account = spend_sign_in_link(db.session(), token, now=g.now)
    except RuleError as error:
        form.refuse("pasted", error)
        return make_response(render_template("public/link.html", form=form), 422)
    db.session.commit()
    sign_in_account(account)
    needs_password = account.password is None and account.role_names & {*STAFF_ROLES, Role.COACH}
    return redirect(url_for("public.password" if needs_password else home_of(account)))


@bp.route("/link/new", methods=["GET", "POST"])
@limit_new_links
def new_link() -> AnyResponse | str:
    """Send a new one-time link. The answer is the same for every address."""
    form = NewLinkForm()
    if not form.validate_on_submit():
        return render_template("public/new_link.html", form=form)
    ask_for_sign_in_link(db.session(), form.mail.data, now=g.now)
    db.session.commit()
    return render_template("public/link_sent.html")


@bp.get("/home")
def home_of_role() -> AnyResponse:
    """Send somebody who signed in to where their role begins."""
    if not current_user.is_authenticated:
        return redirect(url_for("security.login"))
    return redirect(url_for(home_of(current_user)))


@bp.route("/password", methods=["GET", "POST"])
@auth_required("session")
def password() -> AnyResponse | str:
    """Set the password of the account that is signed in."""
    if current_user.role_names == {Role.EMPLOYER}:
        abort(404)
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("public/password.html", form=form)
    account = current_user._get_current_object()
    set_password(db.session(), account, password_hash(form.password.data), now=g.now)
    db.session.commit()
    sign_in_account(account)
    flash("Ihr Passwort ist gespeichert.")
    return redirect(url_for(home_of(account)))
