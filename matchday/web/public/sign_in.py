"""Signing in and out for people with an account: password, passkey, one-time link, a new link by mail."""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField

from matchday.core.account import STAFF_ROLES, Role
from matchday.core.errors import RuleError
from matchday.core.password import is_password
from matchday.extensions import db
from matchday.models import Account
from matchday.models.row_security import see_organiser
from matchday.services.account import find_account, find_password, spend_sign_in_link
from matchday.services.message import ask_for_sign_in_link
from matchday.web.forms import Form, LineField, MailField, need
from matchday.web.guard import keep_back
from matchday.web.limits import even_pace, limit_link_tries, limit_new_links, limit_sign_in_tries
from matchday.web.login import find_signed_in, home_of, sign_in_account, sign_out_account
from matchday.web.passkey import PasskeyForm, answer_of_passkey, question_of_passkey
from matchday.web.public import bp


class LoginForm(PasskeyForm):
    """Address and password, or what a passkey answered."""

    email = LineField("E-Mail-Adresse", render_kw={"autocomplete": "username", "inputmode": "email"})
    password = PasswordField("Passwort", render_kw={"autocomplete": "current-password"})
    next = HiddenField()


class LinkForm(Form):
    """The token of a one-time link, filled in from the address by script, or pasted."""

    token = HiddenField()
    pasted = LineField("Ihr Link")


class NewLinkForm(Form):
    """Where to send a new link."""

    mail = MailField("E-Mail-Adresse", [need()])


@bp.route("/login", methods=["GET", "POST"])
@limit_sign_in_tries
def login() -> Response | str:
    """Let an account in by its password, or by a passkey, which is two factors at once."""
    form = LoginForm()
    if request.method != "POST":
        form.next.data = request.args.get("next", "")
    elif form.validate():
        try:
            account = _who_came(form)
        except RuleError as error:
            form.refuse("password", error)
        else:
            sign_in_account(account, passed_second_factor=bool(form.answer.data))
            db.session.commit()
            return redirect(keep_back(form.next.data, url_for("public.home_of_role")))
    question = question_of_passkey([])
    page = render_template("public/login.html", form=form, question=question)
    return make_response(page, 422 if form.errors else 200)


def _who_came(form: LoginForm) -> Account:
    """Return the account that the form opens. **Errors** RuleError, the same for every reason."""
    if form.answer.data:
        return answer_of_passkey(form.answer.data)
    email = (form.email.data or "").strip().lower()
    if not is_password(form.password.data or "", find_password(db.session(), email)):
        raise RuleError("sign_in_refused")
    account = find_account(db.session(), email=email)
    if account is None:  # closed at this very moment
        raise RuleError("sign_in_refused")
    see_organiser(account.organiser_id)
    return account


@bp.post("/logout")
def logout() -> Response:
    """End the login on the server and forget it here. Nothing but the cache is cleared: a door's scans stay."""
    if find_signed_in():
        sign_out_account()
        db.session.commit()
    answer = redirect(url_for("public.home"))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@bp.route("/link", methods=["GET", "POST"])
@limit_link_tries
def link() -> Response | str:
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
    sign_in_account(account)
    db.session.commit()
    needs_password = account.password is None and account.role_names & {*STAFF_ROLES, Role.READER, Role.COACH}
    return redirect(url_for("account.password" if needs_password else home_of(account)))


@bp.route("/link/new", methods=["GET", "POST"])
@limit_new_links
@even_pace
def new_link() -> Response | str:
    """Send a new one-time link. The answer is the same for every address."""
    form = NewLinkForm()
    if not form.validate_on_submit():
        return render_template("public/new_link.html", form=form)
    ask_for_sign_in_link(db.session(), form.mail.data, now=g.now)
    db.session.commit()
    return render_template("public/link_sent.html")


@bp.get("/home")
def home_of_role() -> Response:
    """Send somebody who signed in to where their role begins."""
    account = find_signed_in()
    if account is None:
        return redirect(url_for("public.login"))
    return redirect(url_for(home_of(account)))
