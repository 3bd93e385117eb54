"""The rules of the field in tiny problems whose plan is known by hand."""

import time

import pytest

from matchday.solver import NoPlanError, Progress, check, read_problem, solve
from matchday.solver.errors import CallError
from matchday.solver.generate import generate
from tests.solver.problems import a_participant, a_problem, a_slot, level_values


def plan_of(slots, people, **more):
    """Solve, let the checker look at it, and return the placements as text."""
    problem = a_problem(slots, people, **more)
    solved = solve(problem)
    assert check(problem, solved.solution, solved.certificate) == []
    return " ".join("-".join(pair) for pair in solved.solution["placements"])


def day(start, end, **more):
    return {"start": f"2027-04-22T{start}+02:00", "end": f"2027-04-22T{end}+02:00", **more}


BOTH = a_participant("p1", "s1", "s2", max_placements=2)


def test_a_slot_runs_with_its_minimum_or_not_at_all():
    slots = [a_slot("s1", 3, min_group=3), a_slot("s2", 2, min_group=2)]
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1", "s2")]

    assert plan_of(slots, people) == "p1-s2 p2-s2"


def test_nobody_goes_where_the_minimum_cannot_be_reached():
    solution = solve(a_problem([a_slot("s1", 2, min_group=2)], [a_participant("p1", "s1")])).solution

    assert (solution["placements"], solution["unplaced"], solution["closed_slots"]) == ([], ["p1"], ["s1"])


def test_a_group_stays_together_and_each_member_counts_with_the_own_rank():
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s2"), a_participant("p3", "s1")]
    groups = [{"id": "g1", "members": ["p1", "p2"]}]
    problem = a_problem([a_slot("s1"), a_slot("s2", 2)], people, groups=groups)

    solution = solve(problem).solution

    assert solution["placements"] == [["p1", "s2"], ["p2", "s2"], ["p3", "s1"]]
    assert level_values(solution)[:3] == [3, 0, 1]


def test_a_slot_struck_for_one_member_is_struck_for_the_whole_group():
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1", "s2")]
    slots, groups = [a_slot("s1", 2), a_slot("s2", 2)], [{"id": "g1", "members": ["p1", "p2"]}]

    assert plan_of(slots, people, groups=groups, ineligible=[["p2", "s1"]]) == "p1-s2 p2-s2"


def test_a_group_does_not_go_where_there_is_room_for_one_of_it():
    people = [a_participant("p1", "s1"), a_participant("p2", "s1")]

    assert plan_of([a_slot("s1")], people, groups=[{"id": "g1", "members": ["p1", "p2"]}]) == ""


def test_a_group_holds_no_more_slots_than_its_most_modest_member():
    people = [BOTH, a_participant("p2", "s1", "s2")]
    slots = [a_slot("s1", 2), a_slot("s2", 2)]

    assert plan_of(slots, people, groups=[{"id": "g1", "members": ["p1", "p2"]}]) == "p1-s1 p2-s1"


def test_striking_a_wish_moves_no_rank():
    problem = a_problem([a_slot("s1"), a_slot("s2")], [a_participant("p1", "s1", "s2")], bars=[["p1", "s1"]])

    assert level_values(solve(problem).solution)[:3] == [1, 0, 1]


def test_what_nobody_named_is_never_given():
    assert plan_of([a_slot("s1"), a_slot("s2")], [a_participant("p1"), a_participant("p2", "s1")]) == "p2-s1"


def test_a_pin_beats_every_wish():
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1")]

    assert plan_of([a_slot("s1"), a_slot("s2")], people, pins=[["p1", "s1"]]) == "p1-s1"


def test_nobody_is_twice_at_one_employer():
    assert plan_of([a_slot("s1", employer="e1"), a_slot("s2", employer="e1")], [BOTH]) == "p1-s1"


def test_slots_without_times_do_not_clash():
    assert plan_of([a_slot("s1"), a_slot("s2", **day("08:00", "09:00"))], [BOTH]) == "p1-s1 p1-s2"


@pytest.mark.parametrize(
    ("first", "second", "is_possible"),
    [
        (day("08:00", "10:00"), day("10:00", "12:00"), True),
        (day("08:00", "10:00"), day("09:59", "12:00"), False),
        (day("08:00", "10:00", site="x1"), day("10:25", "12:00", site="x2"), True),
        (day("08:00", "10:00", site="x1"), day("10:24", "12:00", site="x2"), False),
        (day("08:00", "10:00", site="x2"), day("10:10", "12:00", site="x1"), True),
        (day("10:10", "12:00", site="x1"), day("08:00", "10:00", site="x2"), True),
        (day("08:00", "10:00", site="x1"), day("10:00", "12:00", site="elsewhere"), True),
    ],
)
def test_touching_is_allowed_and_the_way_counts_in_its_direction(first, second, is_possible):
    ways = {"sites": ["x1", "x2"], "minutes": [[0, 25], [10, 0]]}

    plan = plan_of([a_slot("s1", **first), a_slot("s2", **second)], [BOTH], site_minutes=ways)

    assert plan == ("p1-s1 p1-s2" if is_possible else "p1-s1")


def test_an_empty_problem_has_an_empty_plan():
    for slots, people in (([], []), ([a_slot("s1")], []), ([], [a_participant("p1")])):
        assert plan_of(slots, people) == ""
        assert solve(a_problem(slots, people), engine="mip").solution["reproducible"]


def test_an_objective_that_wants_nobody_places_nobody():
    alone = a_problem([a_slot("s1")], [a_participant("p1", "s1")], objective=["lottery"])
    groups = [{"id": "g1", "members": ["p1", "p2"]}]
    people = [a_participant("p1", "s1"), a_participant("p2", "s1")]
    together = a_problem([a_slot("s1", 2)], people, groups=groups, objective=["lottery"])

    plans = [solve(alone, engine=engine) for engine in ("flow", "mip")]
    plans += [solve(together, engine=engine) for engine in ("branch", "lexlp", "mip")]

    assert [(plan.solution["placements"], plan.solution["status"]) for plan in plans] == 5 * [([], "proven")]


def test_lists_are_sorted_by_code_points():
    people = [a_participant(name, "s") for name in ("b", "ä", "B", "a")]
    solution = solve(a_problem([a_slot("s", 3), a_slot("Z"), a_slot("é")], people)).solution

    assert solution["placements"] == sorted(solution["placements"])
    assert solution["closed_slots"] == ["Z", "é"]


def test_each_engine_is_taken_where_it_can_do_the_problem():
    slots, alone = [a_slot("s1", 2, min_group=2)], a_participant("p1", "s1")

    assert solve(a_problem([a_slot("s1")], [alone])).solution["engine"] == "flow"
    assert solve(a_problem(slots, [alone])).solution["engine"] == "branch"


def test_an_engine_that_cannot_do_the_problem_refuses():
    problem = a_problem([a_slot("s1"), a_slot("s2")], [BOTH])

    for engine in ("flow", "branch", "none"):
        with pytest.raises(CallError):
            solve(problem, engine=engine)


@pytest.mark.parametrize("engine", ["flow", "branch", "mip"])
def test_every_level_and_the_lottery_are_reported_as_they_close(engine):
    problem = a_problem([a_slot("s1")], [a_participant("p1", "s1")], objective=["placed", "ranks:generous"])
    frames = []

    solve(problem, engine=engine, progress=frames.append)

    assert frames[:2] == [Progress("placed", None, 1, 3, 1, 1), Progress("ranks:generous", 2, 2, 3, 0, 0)]
    assert (frames[2].level, frames[2].number, frames[2].count) == ("lottery", 3, 3)


def test_a_limit_that_finds_nothing_says_so():
    problem = read_problem(generate(participants=60, slots=30, seed=2, has_minimums=True, groups=5))

    with pytest.raises(NoPlanError):
        solve(problem, limit_s=0)


@pytest.mark.parametrize(("engine", "grade"), [("flow", "B"), ("mip", "C")])
def test_a_limit_leaves_bounds_and_says_that_the_plan_is_not_reproducible(engine, grade):
    problem = read_problem(generate(participants=60, slots=30, seed=2, has_minimums=engine == "mip"))

    # whoever listens takes all the time that is left once the first level is closed
    solved = solve(problem, engine=engine, limit_s=1.5, progress=lambda frame: time.sleep(1.6 / frame.number**9))

    levels = solved.solution["levels"]
    first_open = next(place for place, entry in enumerate(levels) if entry["bound"] != entry["value"])
    assert (levels[first_open]["grade"], solved.solution["status"]) == (grade, "bounded")
    assert {(entry["bound"], entry["grade"]) for entry in levels[first_open + 1 :]} == {(None, None)}
    assert not solved.solution["reproducible"]
    assert check(problem, solved.solution, solved.certificate) == []
