"""The second factor: set it up at the first sign-in, show it at every one after."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, request, session, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from matchday.core.account import OFFICE_ROLES
from matchday.core.errors import RuleError
from matchday.core.second_factor import authenticator_address, show_secret
from matchday.core.shortcode import show_code
from matchday.documents.qr import qr_svg
from matchday.extensions import db, keyring
from matchday.services.passkey import list_passkeys
from matchday.services.second_factor import (
    draw_secret,
    open_secret,
    pass_second_factor,
    remove_authenticator,
    renew_recovery_codes,
    set_up_authenticator,
)
from matchday.web.account import bp
from matchday.web.forms import Form, LineField, need
from matchday.web.guard import before_second_factor, keep_back, needs_fresh, shown_organiser
from matchday.web.limits import limit_own_tries
from matchday.web.login import note_second_factor, passkey_place
from matchday.web.passkey import PasskeyForm, answer_of_passkey, question_of_passkey


class SecondFactorForm(PasskeyForm):
    """A code of the app or a recovery code, or what a passkey answered."""

    code = LineField("Code")


class AuthenticatorForm(Form):
    """The first code of an app."""

    code = LineField("Code aus der App", [need()])


@bp.route("/second-factor", methods=["GET", "POST"])
@before_second_factor(has_one=True)
@limit_own_tries
def second_factor() -> Response | str:
    """Ask for the second factor."""
    form = SecondFactorForm()
    if form.validate_on_submit():
        try:
            if form.answer.data:
                answer_of_passkey(form.answer.data, whose=g.account)
            else:
                pass_second_factor(db.session(), g.account, form.code.data or "", keyring=keyring(), now=g.now)
        except RuleError as error:
            form.refuse("code", error)
        else:
            db.session.commit()
            note_second_factor(g.now)
            return redirect(keep_back(request.args.get("next"), url_for("public.home_of_role")))
    passkeys = list_passkeys(db.session(), g.account)
    page = render_template(
        "account/second_factor.html",
        form=form,
        question=question_of_passkey(passkeys) if passkeys else None,
        has_app=g.account.authenticator_secret is not None,
    )
    return make_response(page, 422 if form.errors else 200)


@bp.get("/second-factor/new")
@before_second_factor(has_one=False)
def second_factor_new() -> str:
    """Explain the second factor and offer the ways."""
    return render_template(
        "account/second_factor_new.html",
        may_have_passkeys=passkey_place() is not None,
        must_have_one=bool(g.account.role_names & OFFICE_ROLES),
    )


@bp.route("/authenticator", methods=["GET", "POST"])
@before_second_factor(has_one=False)
@needs_fresh
@limit_own_tries
def authenticator() -> Response | str:
    """Set up an authenticator app. Its secret waits in the session, sealed, until a code fits."""
    form = AuthenticatorForm()
    if "authenticator" not in session:
        session["authenticator"] = draw_secret(keyring()).hex()
    sealed = bytes.fromhex(session["authenticator"])
    if form.validate_on_submit():
        try:
            set_up_authenticator(db.session(), g.account, sealed, code=form.code.data, keyring=keyring(), now=g.now)
        except RuleError as error:
            form.refuse("code", error)
        else:
            db.session.commit()
            session.pop("authenticator")
            note_second_factor(g.now)
            flash("Die App ist eingerichtet.")
            return lead_on()
    organiser, secret = shown_organiser(), open_secret(sealed, keyring=keyring())
    address = authenticator_address(secret, account=g.account.email, issuer=organiser.name if organiser else "matchday")
    page = render_template(
        "account/authenticator.html",
        form=form,
        qr=Markup(qr_svg(address)),  # noqa: S704  (our own drawing)
        secret=show_secret(secret),
        address=address,
    )
    return make_response(page, 422 if form.errors else 200)


@bp.post("/authenticator/remove")
@needs_fresh
def authenticator_remove() -> Response:
    """Forget the authenticator app."""
    remove_authenticator(db.session(), g.account, now=g.now)
    db.session.commit()
    flash("Die App gilt nicht mehr.")
    return redirect(url_for("account.home"))


@bp.route("/recovery-codes", methods=["GET", "POST"])
@needs_fresh
def recovery_codes() -> str:
    """Offer recovery codes; make them and show them this once."""
    if request.method != "POST":
        return render_template("account/recovery_codes.html", codes=None)
    codes = renew_recovery_codes(db.session(), g.account, keyring=keyring(), now=g.now)
    db.session.commit()
    return render_template("account/recovery_codes.html", codes=[show_code(code) for code in codes])


def lead_on() -> Response:
    """Lead on after a second factor was set up: to the recovery codes if there are none yet."""
    has_codes = bool(g.account.recovery_digests)
    return redirect(url_for("account.home" if has_codes else "account.recovery_codes"))
