"""The first page behind an access link: is it you? And the way out again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchday.core.consent import Recipient
from matchday.core.event import Action, is_open
from matchday.extensions import db
from matchday.services.consent import is_to_be_asked
from matchday.services.contact import whom_to_call
from matchday.services.login import confirm_login, end_login
from matchday.services.participant import confirm_participant, deny_participant
from matchday.web.forms import AnswerField, Form
from matchday.web.language import forget_languages
from matchday.web.login import forget_access
from matchday.web.participant import bp

Page = ParamSpec("Page")


class WelcomeForm(Form):
    """Yes or no."""

    me = AnswerField()


def confirmed(page: Callable[Page, Response | str]) -> Callable[Page, Response | str]:
    """Show the page only after «Yes, that is me» on this device: nothing more is seen before that tap."""

    @wraps(page)
    def shown(*args: Page.args, **kwargs: Page.kwargs) -> Response | str:
        if not g.login.is_confirmed:
            return redirect(url_for("participant.welcome"))
        return page(*args, **kwargs)

    return shown


@bp.route("/", methods=["GET", "POST"])
def welcome() -> Response | str:
    """Ask whether the right person came, once on each phone of their own, and show nothing else of them."""
    if request.method == "GET" and g.login.is_confirmed:
        return redirect(url_for(next_page()))
    form = WelcomeForm()
    if not form.validate_on_submit():
        is_inviting = is_open(g.event.stage, Action.INVITE)
        page = render_template("participant/welcome.html", form=form, is_inviting=is_inviting)
        return make_response(page, 422 if form.errors else 200)
    if not form.me.is_yes:
        deny_participant(db.session(), g.participant, now=g.now)
        contact = whom_to_call(g.event.organiser, g.event)
        return leave(_("Bitte sagen Sie es uns: %(name)s, Telefon %(phone)s.", name=contact.name, phone=contact.phone))
    confirm_participant(db.session(), g.participant, now=g.now)
    confirm_login(g.login)
    db.session.commit()
    return redirect(url_for(next_page()))


@bp.post("/sign-out")
def sign_out() -> Response:
    """Sign the person out and leave nothing of theirs on the phone, but the mark of the device that says nothing."""
    return leave(None)


def may_keep() -> bool:
    """Tell whether files may stay on this phone: never on a shared one, never for a protected person."""
    return not (g.login.is_shared or g.participant.is_protected)


def next_page() -> str:
    """Return the endpoint where a person who just came goes on."""
    if is_open(g.event.stage, Action.SHOW_TICKET):
        return "participant.ticket"
    if not is_open(g.event.stage, Action.WISH):
        return "participant.summary"
    if is_to_be_asked(db.session(), g.participant, Recipient.EMPLOYER):
        return "participant.consent"
    return "participant.summary" if g.participant.wishlist_saved_at else "participant.wishlist"


def leave(sentence: str | None) -> Response:
    """Forget who was here. The storage stays: the door page of the same phone may hold check-ins not yet sent."""
    end_login(db.session(), g.login, now=g.now)
    db.session.commit()
    forget_access()
    g.pop("participant")
    forget_languages()
    flash(sentence or _("Sie sind abgemeldet. Auf diesem Telefon ist nichts mehr von Ihnen zu sehen."))
    answer = redirect(url_for("public.access"))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer
