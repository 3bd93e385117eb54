"""Plans side by side: what would be, if something else counted first; how a plan can be mended; take one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask import flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchday.core.aim import Aim
from matchday.core.errors import RuleError
from matchday.core.event import Action, is_open
from matchday.extensions import db
from matchday.services.assignment import (
    Comparison,
    Proposal,
    Side,
    read_assignment,
    read_comparison,
    request_comparison,
    request_repair,
    take_assignment,
)
from matchday.services.solving import find_move
from matchday.web.charts import drawn_styles, rank_parts
from matchday.web.forms import Form, KindsField, LineField, need
from matchday.web.say_price import say_beside
from matchday.web.say_shift import HEADINGS, say_failure, say_leaving, say_rank, say_unplaced
from matchday.web.staff import bp


class ComparisonForm(Form):
    """Which rules to compare."""

    aims = KindsField("Welche Regeln möchten Sie vergleichen?", Aim)


class ReasonForm(Form):
    """Why somebody gets another place, beside the number of the plan that gives it."""

    reason = LineField("Warum?", [need()])

    def __init__(self, number: int) -> None:
        super().__init__(prefix=f"plan-{number}-")
        self.number = number


@dataclass(frozen=True)
class Cell:
    """One figure of one plan.

    **Shapes** ``of``: the whole, where it is not the same for all plans; ``than_before``: how much more the figure is
    than in the plan it is compared with.
    """

    figure: int | None
    of: int | None = None
    than_before: int = 0
    is_best: bool = False


@dataclass(frozen=True)
class Row:
    """One question, with a figure for each plan. ``of`` is the whole, where it is the same for all of them."""

    label: str
    cells: tuple[Cell, ...]
    of: int | None = None

    @property
    def has_best(self) -> bool:
        """Tell whether a plan is better than another one here."""
        return any(cell.is_best for cell in self.cells)


@dataclass(frozen=True)
class _Question:
    """A figure of a plan. ``sign`` is 1 where more is better and -1 where less is; 0 where neither is."""

    label: str
    read: Callable[[Side], int | None]
    sign: int
    read_whole: Callable[[Side], int | None] = lambda side: None


PLACED = _Question("Menschen mit Platz", lambda side: side.counts.placed, 1, lambda side: side.counts.people)
PLACES = _Question("Plätze insgesamt", lambda side: side.by_place.placed, 1)
"""Asked where somebody has several: wishes are counted by place then, not by person."""
OTHERS = (
    _Question("1. Wunsch", lambda side: sum(side.by_place.by_rank[:1]), 1),
    _Question("2. Wunsch", lambda side: sum(side.by_place.by_rank[1:2]), 0),
    _Question("3. Wunsch oder dahinter", lambda side: sum(side.by_place.by_rank[2:]), -1),
    _Question("Ohne Wunsch", lambda side: side.by_place.acceptable, -1),
    _Question("Ohne Platz", lambda side: side.counts.unplaced, -1),
    _Question("Angebote, die stattfinden", lambda side: side.running_count, 1, lambda side: side.slot_count),
    _Question("Betriebe ohne Besuch", lambda side: side.lone_count, -1),
    _Question("Minuten Weg im Mittel", lambda side: side.mean_way_min, -1),
)


@bp.route("/<event_key>/comparisons/new", methods=["GET", "POST"])
def comparison_new(event_key: str) -> Response | str:
    """Choose rules, and ask for a plan for each."""
    form = ComparisonForm(aims=[g.event.aim])
    if not form.validate_on_submit():
        return _choice(form, 422 if form.is_submitted() else 200)
    try:
        plans = request_comparison(db.session(), g.event, form.aims.data, by=g.account, now=g.now)
    except RuleError as error:
        db.session.rollback()
        form.refuse("aims", error)
        return _choice(form, 422)
    db.session.commit()
    return redirect(url_for("staff.comparison", event_key=event_key, number=plans[0].number))  # type: ignore[return-value]


@bp.post("/<event_key>/repairs")
def repair_new(event_key: str) -> Response:
    """Ask for the two ways to mend the valid plan."""
    plans = request_repair(db.session(), g.event, by=g.account, now=g.now)
    db.session.commit()
    return redirect(url_for("staff.comparison", event_key=event_key, number=plans[0].number))  # type: ignore[return-value]


@bp.get("/<event_key>/comparisons/<int:number>")
def comparison(event_key: str, number: int) -> str:
    """Show plans that were asked for together, side by side; while they are computed, how far they are."""
    return _page(read_comparison(db.session(), g.event, number))


@bp.post("/<event_key>/assignments/<int:number>/take")
def assignment_take(event_key: str, number: int) -> Response:
    """Go on with one of several plans; one that moves somebody by hand needs a reason."""
    plan = read_assignment(db.session(), g.event, number)
    form = ReasonForm(number) if find_move(db.session(), plan) else None
    if form and not form.validate_on_submit():
        return make_response(_page(read_comparison(db.session(), g.event, plan.comparison), form), 422)
    reason = form.reason.data if form else ""
    take_assignment(db.session(), g.event, plan, reason=reason, by=g.account, now=g.now)
    db.session.commit()
    flash(f"Plan {number} ist jetzt Ihr Entwurf. Noch erfährt niemand etwas.")
    return redirect(url_for("staff.assignment", event_key=event_key, number=number))  # type: ignore[return-value]


def _page(found: Comparison, refused: ReasonForm | None = None) -> str:
    before = [Proposal((found.before,))] if found.before else []
    computed = [one for one in found.proposals if one.side.is_computed]
    columns = [*before, *computed] if computed else []
    may_assign = is_open(g.event.stage, Action.ASSIGN)
    may_try = found.move and may_assign and not found.is_over
    tried = [one.side for one in computed if one.side.may_be_taken] if may_try else []
    reasons = {number: ReasonForm(number) for number in (side.assignment.number for side in tried)}
    charts = {one.side.assignment.number: rank_parts(one.side.counts) for one in computed}
    return render_template(
        "staff/comparison.html",
        comparison=found,
        columns=columns,
        rows=_rows(found, [one.side for one in columns]),
        beside=_beside(found),
        reasons=reasons | ({refused.number: refused} if refused else {}),
        charts=charts,
        styles=drawn_styles(charts.values()),
        say_failure=say_failure,
        is_several=_is_several([one.side for one in columns]),
        headings=HEADINGS,
        say_leaving=say_leaving,
        say_rank=say_rank,
        say_unplaced=say_unplaced,
        may_assign=may_assign,
        may_publish=is_open(g.event.stage, Action.PUBLISH),
    )


def _choice(form: ComparisonForm, status: int) -> Response:
    page = render_template("staff/comparison_form.html", form=form, may_assign=is_open(g.event.stage, Action.ASSIGN))
    return make_response(page, status)


def _rows(found: Comparison, sides: Sequence[Side]) -> list[Row]:
    """Return what can be compared; a row that is nothing everywhere is left out."""
    rows = []
    with_which = found.before or next((side for side in sides if side.is_taken), None)
    for question in (PLACED, *((PLACES,) if _is_several(sides) else ()), *OTHERS):
        offered = [figure for side in sides if side is not found.before and (figure := question.read(side)) is not None]
        figures = [question.read(side) for side in sides]
        if not any(figures):
            continue
        best = max(offered, key=lambda figure: question.sign * figure) if len(set(offered)) > 1 else None
        cells = tuple(
            _cell(question, side, with_which=with_which, best=None if side is found.before else best) for side in sides
        )
        rows.append(_with_one_whole(Row(question.label, cells)))
    return rows


def _cell(question: _Question, side: Side, *, with_which: Side | None, best: int | None) -> Cell:
    figure, other = question.read(side), question.read(with_which) if with_which else None
    if figure is None:
        return Cell(None)
    more = figure - other if other is not None else 0
    return Cell(figure, question.read_whole(side), more, is_best=question.sign != 0 and figure == best)


def _with_one_whole(row: Row) -> Row:
    """Return a row that names its whole once, where it is the same for all plans: on a phone a cell is narrow."""
    wholes = {cell.of for cell in row.cells}
    if len(wholes) > 1:
        return row
    return Row(row.label, tuple(replace(cell, of=None) for cell in row.cells), wholes.pop())


def _beside(found: Comparison) -> dict[int, str]:
    """Say of each rule's plan, by number, how many first wishes it costs beside the plan that counts today."""
    sides = [one.side for one in found.proposals if one.side.is_computed]
    today = next((side for side in sides if side.is_taken), None)
    if found.before or today is None:
        return {}
    return {
        side.assignment.number: say_beside(
            today.assignment.number, more=sum(side.counts.by_rank[:1]) - sum(today.counts.by_rank[:1])
        )
        for side in sides
        if side is not today
    }


def _is_several(sides: Sequence[Side]) -> bool:
    """Tell whether somebody has more than one place."""
    return any(side.by_place.placed > side.counts.placed for side in sides)
