"""Confirming who one is before an important step: by password or passkey, then back to where one was."""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField

from matchday.core.errors import RuleError
from matchday.core.password import is_password
from matchday.extensions import config, db
from matchday.services.passkey import list_passkeys
from matchday.web.account import bp
from matchday.web.guard import keep_back
from matchday.web.limits import limit_own_tries
from matchday.web.login import make_fresh
from matchday.web.passkey import PasskeyForm, answer_of_passkey, question_of_passkey


class ConfirmForm(PasskeyForm):
    """The password, or what a passkey answered."""

    password = PasswordField("Passwort", render_kw={"autocomplete": "current-password"})


@bp.route("/confirm", methods=["GET", "POST"])
@limit_own_tries
def confirm() -> Response | str:
    """Ask once more who is there. In the demo a tap is enough: its people have no passwords."""
    form = ConfirmForm()
    back = keep_back(request.args.get("next"), url_for("public.home_of_role"))
    if form.validate_on_submit():
        try:
            if form.answer.data:
                answer_of_passkey(form.answer.data, whose=g.account)
            elif not config().is_demo and not is_password(form.password.data or "", g.account.password):
                raise RuleError("password_wrong")
        except RuleError as error:
            form.refuse("password", error)
        else:
            db.session.commit()
            make_fresh(g.now)
            return redirect(back)
    passkeys = list_passkeys(db.session(), g.account)
    question = question_of_passkey(passkeys) if passkeys else None
    page = render_template("account/confirm.html", form=form, question=question, back=back)
    return make_response(page, 422 if form.errors else 200)
