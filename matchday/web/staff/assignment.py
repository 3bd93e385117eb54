"""Plans: ask for one and watch it grow, read it, publish it."""

from __future__ import annotations

from flask import flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matchday.core.aim import Aim
from matchday.core.assignment import UNFINISHED, AssignmentState, sum_up_proof
from matchday.core.errors import RuleError
from matchday.core.event import Action, is_open
from matchday.core.message import MessageKind
from matchday.core.participant import Channel
from matchday.extensions import db, keyring
from matchday.models import Assignment, Participant
from matchday.services.assignment import (
    Comparison,
    News,
    compare_with_published,
    find_on_board,
    is_published_stale,
    is_taken,
    list_asked,
    list_concerned,
    list_differences,
    list_obstacles,
    publish_assignment,
    read_assignment,
    read_board,
    read_news,
    read_people,
    read_readiness,
    request_assignment,
)
from matchday.services.event import reveal_seed
from matchday.services.pin import list_bars, list_pins
from matchday.services.slot import is_uncovered
from matchday.services.solving import find_move
from matchday.web.charts import rank_parts
from matchday.web.forms import Form, NumberField
from matchday.web.guard import needs_fresh
from matchday.web.leaf import leaf
from matchday.web.say import say
from matchday.web.say_departure import say_departure
from matchday.web.say_difference import say_difference
from matchday.web.say_price import say_prices
from matchday.web.say_shift import HEADINGS, say_failure, say_leaving, say_rank, say_unplaced
from matchday.web.staff import bp

TOLD_BY = (Channel.MAIL, Channel.SMS, Channel.LETTER, Channel.NONE)

NEWEST = 4
"""So many drafts stand among the plans that were published; what was asked before them is folded away."""

CARDS = 60
"""So many slots, and people without a place, stand on one page of a plan."""


class PublishForm(Form):
    """What was published last when somebody decided."""

    seen_publication = NumberField("Gesehene Veröffentlichung", least=0, most=10**6)


@bp.get("/<event_key>/assignments")
def assignments(event_key: str) -> str:
    """Show the event's plans and what a new one would be made of."""
    asked = list_asked(db.session(), g.event)
    shown = [one for number, one in enumerate(asked) if number < NEWEST or one.has_told]
    return render_template(
        "staff/assignments.html",
        shown=shown,
        older=[one for one in asked if one not in shown],
        running=next((plan for one in asked for plan in one.plans if plan.state in UNFINISHED), None),
        readiness=read_readiness(db.session(), g.event),
        may_assign=is_open(g.event.stage, Action.ASSIGN),
        is_published_stale=is_published_stale(db.session(), g.event, keyring=keyring()),
        fixed_count=len(list_pins(db.session(), g.event)) + len(list_bars(db.session(), g.event)),
    )


@bp.post("/<event_key>/assignments")
def assignment_new(event_key: str) -> Response:
    """Ask for a plan and go where it can be watched."""
    wanted = request_assignment(db.session(), g.event, by=g.account, now=g.now)
    db.session.commit()
    return redirect(url_for("staff.assignment", event_key=event_key, number=wanted.number))  # type: ignore[return-value]


@bp.get("/<event_key>/assignments/<int:number>")
def assignment(event_key: str, number: int) -> str:
    """Show a plan: while it is computed, what is reached; then the board, or what a name finds on it."""
    plan = read_assignment(db.session(), g.event, number)
    if plan.state in UNFINISHED:
        return render_template("staff/assignment_running.html", assignment=plan)
    if plan.state is AssignmentState.FAILED:
        return render_template("staff/assignment_failed.html", assignment=plan, why=say_failure(plan))
    board, name = read_board(db.session(), g.event, plan), request.args.get("name", "").strip()
    found = find_on_board(db.session(), g.event, board, name=name) if name else board
    cards, unplaced = leaf(found.cards, per_page=CARDS), leaf(found.unplaced, per_page=CARDS, name="waiting")
    shown = [*unplaced.rows, *(one for card in cards.rows for one in card.placements)]
    is_no_longer_true, differences = _read_staleness(plan)
    pinned = {(pin.participant_id, pin.slot_id) for pin in list_pins(db.session(), g.event)}
    return render_template(
        "staff/assignment.html",
        assignment=plan,
        board=board,
        found=found,
        name=name,
        cards=cards,
        unplaced=unplaced,
        people=read_people(db.session(), g.event, [one.participant_id for one in shown]),
        say_unplaced=say_unplaced,
        obstacles=list_obstacles(db.session(), g.event, unplaced.rows),
        pinned=pinned,
        parts=rank_parts(board.counts),
        prices=say_prices(plan.prices, plan.levels, status=plan.status) if plan.explained_at else [],
        other_aims=[aim for aim in Aim if aim is not plan.aim],
        proof=sum_up_proof(plan.status, plan.levels),
        is_stale=is_no_longer_true,
        is_taken=is_taken(db.session(), g.event, plan),
        is_move=find_move(db.session(), plan) is not None,
        seed=reveal_seed(g.event, keyring=keyring()),
        differences=differences,
        concerned=list_concerned(db.session(), g.event) if is_no_longer_true else [],
        may_assign=is_open(g.event.stage, Action.ASSIGN),
        may_publish=is_open(g.event.stage, Action.PUBLISH),
    )


@bp.route("/<event_key>/assignments/<int:number>/publish", methods=["GET", "POST"])
@needs_fresh
def assignment_publish(event_key: str, number: int) -> Response | str:
    """Show who would be told what; then publish."""
    plan = read_assignment(db.session(), g.event, number)
    form = PublishForm()
    if request.method == "POST" and form.validate():
        try:
            news = publish_assignment(
                db.session(),
                g.event,
                plan,
                seen_publication=form.seen_publication.data,
                keyring=keyring(),
                by=g.account,
                now=g.now,
            )
        except RuleError as error:
            return _refused(plan, error)
        said = [f"Plan {number} gilt jetzt.", *say_departure(news.foresee(g.event, now=g.now), now=g.now)]
        if news.by_hand:
            said.append(f"Persönlich zu sagen: {len(news.by_hand)}.")
        if letters := news.by_channel[Channel.LETTER]:
            said.append(f"Briefe zu drucken: {letters}.")
        db.session.commit()
        flash(" ".join(said))
        return redirect(url_for("staff.assignment", event_key=event_key, number=number))  # type: ignore[return-value]
    return _preview(plan)


def _preview(plan: Assignment) -> str:
    """Show what follows from publishing: whom it moves, who is told what, who is not insured."""
    news, changed = read_news(db.session(), g.event, plan), compare_with_published(db.session(), g.event, plan)
    return render_template(
        "staff/assignment_publish.html",
        assignment=plan,
        news=news,
        departure=(departure := news.foresee(g.event, now=g.now)),
        said=say_departure(departure, now=g.now),
        letters=news.by_channel[Channel.LETTER],
        channels=[one for one in TOLD_BY if news.by_channel[one] or one in (Channel.MAIL, Channel.NONE)],
        counts=news.board.counts,
        differences=_differences(plan) if plan.state is AssignmentState.PROPOSED else (),
        uncovered=[one for one in news.board.running if is_uncovered(one.slot, g.event)],
        changed=changed,
        rescheduled=_list_rescheduled(news, changed) if changed else [],
        headings=HEADINGS,
        say_leaving=say_leaving,
        say_rank=say_rank,
        say_unplaced=say_unplaced,
        may_publish=is_open(g.event.stage, Action.PUBLISH),
    )


def _list_rescheduled(news: News, changed: Comparison) -> list[Participant]:
    """Return who keeps every place and hears all the same that something is different: its time or where it is."""
    moved = {shift.participant for side in changed.sides for shift in side.shifts}
    told = (one for one in news.recipients.values() if news.people[one.id] is MessageKind.TICKET_CHANGED)
    return [one for one in told if one not in moved]


def _read_staleness(plan: Assignment) -> tuple[bool, list[str]]:
    """Tell whether a draft answers an old question, or the valid plan is not true any more, and what is different.

    Others are history. A draft is stale exactly where something is different: its question is read once.
    """
    if plan.state is AssignmentState.PROPOSED:
        differences = _differences(plan)
        return bool(differences), differences
    if plan.state is AssignmentState.PUBLISHED and is_published_stale(db.session(), g.event, keyring=keyring()):
        return True, _differences(plan)
    return False, []


def _differences(plan: Assignment) -> list[str]:
    """Say what is different since the plan was computed."""
    return [say_difference(one) for one in list_differences(db.session(), g.event, plan, keyring=keyring())]


def _refused(plan: Assignment, error: RuleError) -> Response:
    """Show who was quicker, or what stands against publishing. Nothing was changed."""
    why, number = say(error), plan.number
    db.session.rollback()
    page = render_template("staff/assignment_refused.html", code=error.code, why=why, number=number)
    return make_response(page, 409)
