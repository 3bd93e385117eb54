"""The team: staff and coaches of the organiser, invited by a one-time link."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matchday.core.account import HELPERS, TEAM_ROLES, Role, may_decide_about, roles_of, task_of
from matchday.core.errors import RuleError
from matchday.core.message import MessageKind
from matchday.extensions import config, db
from matchday.services.account import (
    change_roles,
    close_account,
    count_coached,
    end_sign_in_links,
    invite_account,
    list_accounts,
    make_sign_in_link,
    read_account,
    require_may_decide,
)
from matchday.services.message import list_unreached, message_to_account, post
from matchday.services.second_factor import has_second_factor, reset_second_factor
from matchday.web.forms import Form, KindField, LineField, MailField, PhoneField, need
from matchday.web.guard import needs_fresh, needs_owner
from matchday.web.message import FAILURES
from matchday.web.staff import bp
from matchday.web.words import word


class AccountForm(Form):
    """A new member of the team."""

    name = LineField("Name, wie die Person angesprochen wird", [need()])
    email = MailField("E-Mail-Adresse", [need()])
    phone = PhoneField("Telefon")
    role = KindField("Aufgabe", Role, among=TEAM_ROLES)


class TaskForm(Form):
    """What a member of the team does."""

    role = KindField("Aufgabe", Role, among=TEAM_ROLES)


@bp.route("/accounts", methods=["GET", "POST"])
def accounts() -> Response | str:
    """Show the team and invite somebody. Staff invite helpers; whom else to let in, an owner decides."""
    form = AccountForm()
    is_owner = Role.OWNER in g.account.role_names
    form.role.choices = [one for one in form.role.choices if is_owner or one.value in HELPERS]
    if form.validate_on_submit():
        try:
            account = invite_account(
                db.session(),
                form.email.data,
                name=form.name.data,
                phone=form.phone.data,
                roles=roles_of(form.role.data),
                organiser_id=g.organiser_id,
                by=g.account,
                now=g.now,
            )
        except RuleError as error:
            form.refuse("email", error)
        else:
            cause = f"invite/{account.key}"
            post(db.session(), message_to_account(account, MessageKind.SIGN_IN, cause=cause, now=g.now))
            db.session.commit()
            flash(f"{account.name} bekommt eine E-Mail mit einem Link.")
            return redirect(url_for("staff.accounts"))
    team = list_accounts(db.session(), *TEAM_ROLES, organiser_id=g.organiser_id)
    page = render_template(
        "staff/accounts.html",
        form=form,
        team=team,
        task_of=task_of,
        may_decide_about=may_decide_about,
        is_owner=is_owner,
        unreached=list_unreached(db.session(), team, organiser_id=g.organiser_id),
        failures=FAILURES,
    )
    return make_response(page, 422 if form.errors else 200)


@bp.post("/accounts/<account_key>/link")
def account_link(account_key: str) -> str:
    """Make a new one-time link and show it once, to hand it over in person."""
    account = read_account(db.session(), account_key, organiser_id=g.organiser_id)
    require_may_decide(account, by=g.account)
    end_sign_in_links(db.session(), account, now=g.now)
    token = make_sign_in_link(db.session(), account, now=g.now)
    db.session.commit()
    return render_template("staff/account_link.html", member=account, address=f"{config().public_url}/link#{token}")


@bp.route("/accounts/<account_key>/close", methods=["GET", "POST"])
@needs_owner
@needs_fresh
def account_close(account_key: str) -> Response | str:
    """End somebody's access, after showing what that means."""
    account = read_account(db.session(), account_key, organiser_id=g.organiser_id)
    if request.method != "POST":
        people_count = count_coached(db.session(), account)
        return render_template("staff/account_close.html", member=account, people_count=people_count)
    close_account(db.session(), account, by=g.account, now=g.now)
    db.session.commit()
    flash(f"{account.name} kann sich nicht mehr anmelden.")
    return redirect(url_for("staff.accounts"))


@bp.route("/accounts/<account_key>", methods=["GET", "POST"])
@needs_owner
@needs_fresh
def account_change(account_key: str) -> Response | str:
    """Give somebody another task. It counts at their next tap."""
    account = read_account(db.session(), account_key, organiser_id=g.organiser_id)
    form = TaskForm(role=task_of(account.role_names))
    if form.validate_on_submit():
        try:
            change_roles(db.session(), account, form.role.data, by=g.account, now=g.now)
        except RuleError as error:
            form.refuse("role", error)
        else:
            db.session.commit()
            flash(f"{account.name} hat jetzt die Aufgabe „{word(form.role.data)}“.")
            if not account.is_coaching and (left := count_coached(db.session(), account)):
                words = "Ein Mensch hat" if left == 1 else f"{left} Menschen haben"
                flash(f"{words} jetzt keine Begleitung mehr. Bitte geben Sie eine andere an.")
            return redirect(url_for("staff.accounts"))
    has_factor = has_second_factor(db.session(), account)
    page = render_template("staff/account.html", form=form, member=account, has_factor=has_factor)
    return make_response(page, 422 if form.errors else 200)


@bp.post("/accounts/<account_key>/second-factor/reset")
@needs_owner
@needs_fresh
def account_reset(account_key: str) -> Response:
    """Let somebody who lost their phone set up a second factor anew."""
    account = read_account(db.session(), account_key, organiser_id=g.organiser_id)
    reset_second_factor(db.session(), account, by=g.account, now=g.now)
    db.session.commit()
    flash(f"{account.name} richtet beim nächsten Anmelden einen neuen zweiten Schritt ein.")
    return redirect(url_for("staff.accounts"))
