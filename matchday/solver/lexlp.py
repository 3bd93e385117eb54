"""Several placements, groups, minimum sizes: one linear program, level after level, and whole numbers where it fails.

1. State all limits as rows (`model`) and forget that columns are whole.
2. For each level ask the engine, in its child process, for the best point on the face of the levels before. Its
   multipliers, rounded, say exactly what no plan goes below (`face`). Go on as if some plan reached that.
3. A point that happens to be whole is a plan, and shows that all levels so far are reached indeed.
4. If no whole point has turned up at the end, ask the engine for the best whole point of one level: of the last one
   in question, then of the one before, until there is one. The levels next behind are weighed so that none of them
   makes up for one before (`weights`): the engine proves several levels together faster than one after the other. What
   it proves is settled; go on from there with 2. It begins with the best plan known: another engine's, or one that
   fills up the last point (`greedy`). With groups and one placement each, plans are made better before and after
   (`around`), and then the first level that the best plan does not bring to its floor is searched at once; what such
   a search has settled gets a price for the next one (`weights`), and becomes a row only where the price is too low.
5. The lottery is the last level. Where its point is not whole, it is cut in two halves (`model`) and drawn whole.

The multipliers prove the floors, and with them every level that reaches its floor (grade B). What only the search
among whole points knows is the engine's claim (grade C).

**Source.** As in `face` and `cliques`; level by level as in `mip`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import numpy as np

from matchday.solver.around import place_around
from matchday.solver.branch import may_branch
from matchday.solver.engine import SILENCE, Answer, Engine, Program, Real
from matchday.solver.errors import NoPlanError, ProblemError
from matchday.solver.face import Face, Floor, Multipliers, round_multipliers
from matchday.solver.flow import load_flow_engine
from matchday.solver.greedy import choose
from matchday.solver.levels import LOTTERY, Level
from matchday.solver.model import HALF_BITS, Model, build_model
from matchday.solver.network import Network, build_network
from matchday.solver.problem import Problem, Whole
from matchday.solver.reduce import Openings
from matchday.solver.row_proof import write_row_proof
from matchday.solver.search import Found, Search
from matchday.solver.weights import Weighed, weigh

WHOLE = 1e-5
"""How far from whole numbers a point may be that is taken for one; it is rounded and looked at again."""
ROUNDING = 1e-8
"""How far, in relative terms, the engine's bound may be off by its own tolerances."""
SHARE_OF_WHOLE = 0.9
"""How much of the time left a search among whole points may take: what it leaves open behind is to be bounded, too."""
MANY_OPENINGS = 20_000
"""With so many, and slots that run or not, corners are found sooner through the inside than from one to the next."""
STEPS = (4, 16)
"""How much dearer a settled level is than what can usually be had for it on the next: first this, then that."""


def load_lexlp_engine() -> None:
    """Load SciPy and OR-Tools, so that the stop-watch counts no import; the child process loads HiGHS."""
    import scipy.sparse  # noqa: F401

    load_flow_engine()


def solve_by_lexlp(problem: Problem, openings: Openings, search: Search) -> Found:
    """Find the plan that is best level after level, as far as the limit reaches.

    **Errors.** `ProblemError("pins_impossible")` when minimum sizes leave no plan that holds the pins;
    `NoPlanError` when the limit ends before a plan was found.
    """
    is_flow_around_groups = problem.levels and may_branch(problem) and (openings.people > 1).any()
    network = build_network(problem, openings) if is_flow_around_groups else None
    with closing(Engine()) as engine:
        course = _Course(build_model(problem, openings), network, engine, search)
        course.run()
    return course.tell()


@dataclass(frozen=True, eq=False)
class _Step:
    """A level on the face of the levels before it, with its best floor and what the engine claims beyond that."""

    face: Face
    costs: Whole
    floor: Floor
    claim: int | None = None

    @property
    def bound(self) -> int:
        """Return what no plan of the face goes below."""
        return self.floor.value if self.claim is None else max(self.floor.value, self.claim)

    def beyond(self, value: int) -> Face:
        """Return the face of the plans that reach a value on this level."""
        face = self.face.freeze(self.floor, value)
        return face.keep(self.costs, value) if self.floor.is_short_of(value) else face


class _Course:
    """The search for one plan, level after level; the last level is the lottery."""

    def __init__(self, model: Model, network: Network | None, engine: Engine, search: Search) -> None:
        self._model, self._network, self._engine, self._search = model, network, engine, search
        self._levels = (*search.levels, Level(LOTTERY))
        self._costs = [*(model.costs(level) for level in search.levels), model.lottery_sum]
        self._steps = [_begin(_open_face(model), self._costs[0])]
        self._plan = None if search.known is None else model.complete(search.known)
        self._share = np.zeros(len(model.openings))
        is_large = len(model.openings) >= MANY_OPENINGS and bool((model.run >= 0).any())
        self._method = "ipm" if is_large else "simplex"
        self._settled = 0
        self._searched_s = 0.0
        self._is_over = False

    def run(self) -> None:
        """Settle level after level until all are, or the limit is over."""
        if self._plan is None and not self._search.stopwatch.is_over:
            self._round(self._share)
        while self._settled < len(self._costs) and not self._is_over:
            del self._steps[self._settled + 1 :]
            if self._can_pay() and self._pay():
                continue
            place = self._dive()
            if self._settled <= place:
                if self._share.any():
                    self._round(self._share)
                if not self._is_over:
                    self._search_whole(place)

    def _dive(self) -> int:
        """Go down the levels as if each reached its floor, and return the one where that cannot go on."""
        for place in range(self._settled, len(self._costs)):
            step = self._steps[place]
            answer = self._ask(step.costs, step.face, is_whole=False)
            if answer.status == "infeasible":  # some level before misses its floor
                return max(self._settled, place - 1)
            if answer.multiplier is None or answer.x is None:
                self._is_over = True
                return place
            floor = step.face.floor(step.costs, round_multipliers(answer.multiplier, step.face.program))
            self._steps[place] = step = replace(step, floor=floor)
            self._share = answer.x[: len(self._share)]
            self._take(answer.x, step.face)
            if self._reaches_floors(place):
                self._settle(place)
            elif self._network is not None and self._plan is not None:
                return place  # groups were sent where they do best: what the plan misses, hardly any reaches
            self._lay_out(step, floor.value)
        return place

    def tell(self) -> Found:
        """Tell what was found; behind the levels settled no bound is more than trivial."""
        count = len(self._search.levels)
        totals = [self._total(costs) for costs in self._costs[:count]]
        steps = self._steps[: min(self._settled + 1, count)]
        while len(steps) < count and (not steps or steps[-1].bound == totals[len(steps) - 1]):
            steps.append(_begin(steps[-1].beyond(totals[len(steps) - 1]), self._costs[len(steps)]))
        signs = [-1 if level.is_maximised else 1 for level in self._search.levels]
        bounds: list[int | None] = [sign * step.bound for sign, step in zip(signs, steps, strict=False)]
        is_short = [step.floor.is_short_of(total) for step, total in zip(steps, totals, strict=False)]
        return Found(
            is_taken=self._best[: len(self._model.openings)] > 0,
            values=tuple(sign * total for sign, total in zip(signs, totals, strict=True)),
            bounds=(*bounds, *[None] * (count - len(bounds))),
            grades="".join("B" if step.bound == step.floor.value else "C" for step in steps).ljust(count, "C"),
            is_reproducible=self._settled == len(self._costs),
            proof=write_row_proof(self._model, [step.floor.multipliers for step in steps], np.flatnonzero(is_short)),
        )

    def _lay_out(self, step: _Step, value: int) -> None:
        """Go on from the last step to the next level, if there is one, with the plans that reach a value."""
        if len(self._steps) < len(self._costs):
            self._steps.append(_begin(step.beyond(value), self._costs[len(self._steps)]))

    def _round(self, share: Real) -> None:
        """Take a plan that fills up a point for the best one so far, if it is better."""
        plan = self._model.complete(choose(self._model, share))
        if self._steps[self._settled].face.has(plan) and self._hold(plan):
            self._rearrange()

    def _rearrange(self) -> None:
        """Send groups of the best plan so far elsewhere, and place everybody anew around them."""
        if self._plan is not None and self._network is not None:
            count = len(self._model.openings)
            flow = place_around(self._network, self._plan[:count] > 0, self._search.stopwatch)
            self._hold(self._model.complete(flow[:count] > 0))

    def _hold(self, plan: Whole) -> bool:
        """Take a plan for the best one so far if it is better, and tell so."""
        is_better = self._plan is None or self._rate(plan) < self._rate(self._plan)
        if is_better:
            self._plan = plan
        return is_better

    def _rate(self, plan: Whole) -> list[int]:
        """Return what a plan costs, level after level."""
        return [int(costs @ plan) for costs in self._costs]

    def _search_whole(self, last: int) -> None:
        """Settle levels by a search among whole points: from the last one on whose face has any."""
        for place in range(last, self._settled - 1, -1):
            is_lottery = place == len(self._costs) - 1
            claims = self._draw_lots() if is_lottery else self._improve(self._costs[place:-1], self._steps[place].face)
            if claims:
                self._accept(place, claims)
                return
        if self._plan is None and not self._is_over:
            sentence = "cannot all be held: the minimum sizes leave no plan"
            raise ProblemError("pins_impossible", "$.pins", sentence)
        self._is_over = True

    def _accept(self, place: int, claims: Sequence[int]) -> None:
        """Settle the levels before, whose floors the plan has shown to be reached, and from here on what is claimed."""
        if self._plan is None or not self._steps[place].face.has(self._plan):
            self._is_over = True
            return
        self._settle(place - 1)
        for claim in claims:
            step = self._steps[self._settled]
            self._steps[self._settled] = step = replace(step, claim=max(step.bound, claim))
            value = self._total(step.costs)
            if step.bound < value:
                self._is_over = True
                return
            self._settle(self._settled)
            del self._steps[self._settled :]
            self._lay_out(step, value)

    def _can_pay(self) -> bool:
        """Tell whether a search of whole points settled the level before, and there is time for another as long."""
        is_searched = self._settled > 0 and self._steps[self._settled - 1].claim is not None
        is_open = self._network is not None and self._settled < len(self._costs) - 1
        return is_searched and is_open and self._has_time(1)

    def _has_time(self, searches: int) -> bool:
        """Tell whether there is time for some searches as long as the last one."""
        return self._search.stopwatch.left_s * SHARE_OF_WHOLE > searches * self._searched_s

    def _pay(self) -> bool:
        """Search on the next levels with a price on all that are settled and short of their floors, instead of rows.

        Tell whether one was settled so; where the price was too low, what is claimed of the first is kept.
        """
        before, step = self._steps[: self._settled], self._steps[self._settled]
        short = [one.costs for one in before if one.floor.is_short_of(self._total(one.costs))]
        face = step.face.open(self._model.rows.count)
        for times in STEPS:
            levels = self._costs[self._settled : -1]
            claims = self._improve(levels, face, short, times)
            closed = [claim for claim, costs in zip(claims, levels, strict=False) if claim == self._total(costs)]
            if closed:
                self._accept(self._settled, closed)
                return True
            self._steps[self._settled] = step = replace(step, claim=max([step.bound, *claims[:1]]))
            if self._is_over or not self._has_time(2):  # the level behind is worth as much as the rest of this one
                break
        return False

    def _improve(self, levels: Sequence[Whole], face: Face, settled: Sequence[Whole] = (), times: int = 1) -> list[int]:
        """Search for the best whole point of a face on the first of some levels, and claim what none is below.

        Behind the first level that stays open nothing is claimed, and nothing at all if the face has no such point.
        """
        weighed = weigh(levels, face, settled, times=times)
        return self._claim(self._ask_whole(weighed.costs, face), weighed)

    def _draw_lots(self) -> list[int]:
        """Choose among the best plans by the lottery, in whole numbers, and claim what none is below."""
        face = _close_face(self._steps[-1].face, self._model)
        bounds = []
        for costs in self._model.lottery_costs():
            claims = self._claim(self._ask_whole(costs, face), weigh([costs], face))
            if not claims:
                return []
            bounds += claims
            face = face.keep(costs, self._total(costs))
        high, rest = bounds
        return [(high << HALF_BITS) + rest]

    def _ask_whole(self, costs: Whole, face: Face) -> Answer:
        """Ask for the best whole point of a face, and take it; once the limit is over nothing is asked."""
        if self._search.stopwatch.is_over:
            self._is_over = True
            return SILENCE
        known = None
        if self._plan is not None and face.has(self._plan):
            known = self._plan.astype(np.float64)
        left_s = self._search.stopwatch.left_s
        answer = self._ask(costs, face, is_whole=True, known=known)
        self._searched_s = left_s - self._search.stopwatch.left_s
        if answer.x is not None and self._take(answer.x, face):
            self._rearrange()
        return answer

    def _claim(self, answer: Answer, weighed: Weighed) -> list[int]:
        """Return what the engine says that no plan of a face is below on levels that it took as one."""
        if answer.status == "infeasible":
            return []
        if self._plan is None or (answer.status != "optimal" and answer.bound is None):
            return [-(2**62)]
        total = self._total(weighed.costs)
        if answer.status == "optimal" or answer.bound is None:  # the engine's own bound may be off by what it tolerates
            bound = total if answer.x is None else min(total, int(weighed.costs @ np.round(answer.x).astype(np.int64)))
        else:
            bound = math.ceil(answer.bound - ROUNDING * max(1.0, abs(answer.bound)))
        return weighed.share_out(bound, self._best)

    def _ask(self, costs: Whole, face: Face, *, is_whole: bool, known: Real | None = None) -> Answer:
        limit_s = self._search.stopwatch.left_s * (SHARE_OF_WHOLE if is_whole else 1)
        is_good = self._network is not None
        answer = self._engine.solve(
            costs, face.program, is_whole=is_whole, limit_s=limit_s, known=known, is_good=is_good, method=self._method
        )
        self._is_over |= answer.status not in {"optimal", "infeasible"}
        return answer

    def _take(self, x: Real, face: Face) -> bool:
        """Take a point for the best plan so far if it is whole and, in whole numbers, on the face; tell if it was."""
        if np.abs(x - np.round(x)).max(initial=0) > WHOLE:
            return False
        plan = self._model.complete(x[: len(self._model.openings)] > 0.5)
        return face.has(plan) and self._hold(plan)

    def _reaches_floors(self, place: int) -> bool:
        """Tell whether the plan reaches the floors of all levels in question up to this one."""
        steps = self._steps[self._settled : place + 1]
        return self._plan is not None and all(self._total(step.costs) == step.floor.value for step in steps)

    def _settle(self, place: int) -> None:
        """Report the levels up to this one as settled."""
        for level, costs in list(zip(self._levels, self._costs, strict=True))[self._settled : place + 1]:
            value = -self._total(costs) if level.is_maximised else self._total(costs)
            self._search.report(level, value, value)
        self._settled = place + 1

    @property
    def _best(self) -> Whole:
        """Return all columns of the best plan so far."""
        if self._plan is None:
            raise NoPlanError("the limit ended before any plan was found")
        return self._plan

    def _total(self, costs: Whole) -> int:
        """Return what the best plan so far costs."""
        return int(costs @ self._best)


def _begin(face: Face, costs: Whole) -> _Step:
    """Begin with a level; without multipliers its floor is what each column by itself allows."""
    none = Multipliers(np.zeros(len(face.program.low), np.int64), 1)
    return _Step(face, costs, face.floor(costs, none))


def _open_face(model: Model) -> Face:
    """Return all plans; the lottery's row, the last one of the model, says nothing yet."""
    low, high = model.rows.limits()
    low[-1], high[-1] = -np.inf, np.inf
    lower, upper = model.lower.astype(np.float64), model.upper.astype(np.float64)
    return Face(Program(model.rows.matrix(), low, high, lower, upper))


def _close_face(face: Face, model: Model) -> Face:
    """Return the same plans, with carry and rest of the lottery as they must be."""
    low, high = face.program.low.copy(), face.program.high.copy()
    low[model.rows.count - 1] = high[model.rows.count - 1] = 0
    return Face(replace(face.program, low=low, high=high))
