"""Larger problems: a Landkreis and a city are proven to the last level, as fast as the machine is (not asserted)."""

import pytest

from matchday.solver import check, read_problem, solve
from matchday.solver.generate import generate
from tests.solver.problems import level_values


@pytest.mark.parametrize(("participants", "slots"), [(300, 80), (5000, 600)])
def test_twelve_levels_are_proven(participants, slots, record_property):
    problem = read_problem(generate(participants=participants, slots=slots, seed=1))

    solved = solve(problem)

    record_property("seconds", solved.solution["seconds"])
    print(f"{participants} × {slots}: {solved.solution['seconds']} s")
    assert len(solved.solution["levels"]) == 12
    assert (solved.solution["status"], solved.solution["reproducible"]) == ("proven", True)
    assert check(problem, solved.solution, solved.certificate) == []


def test_both_engines_agree_on_a_small_landkreis():
    problem = read_problem(generate(participants=120, slots=40, seed=3))

    by_flow, by_mip = (solve(problem, engine=engine).solution for engine in ("flow", "mip"))

    assert level_values(by_flow) == level_values(by_mip)
    assert by_flow["placements"] == by_mip["placements"]


@pytest.mark.parametrize("more", [{"has_minimums": True}, {"has_minimums": True, "groups": 8}, {"placements": 2}])
def test_a_small_landkreis_with_everything_is_proven(more):
    problem = read_problem(generate(participants=80, slots=40, seed=1, **more))

    solved = solve(problem)

    assert (solved.solution["status"], solved.solution["reproducible"]) == ("proven", True)
    assert check(problem, solved.solution, solved.certificate) == []


@pytest.mark.parametrize("seed", range(5))
def test_one_more_place_never_hurts_the_first_level(seed):
    file = generate(participants=80, slots=20, seed=seed, tight=0.9)
    before = solve(read_problem(file)).solution["levels"][0]["value"]

    for slot in file["slots"]:
        slot["capacity"] += 1

    assert solve(read_problem(file)).solution["levels"][0]["value"] >= before


def test_a_useless_slot_changes_no_level():
    file = generate(participants=80, slots=20, seed=1)
    before = solve(read_problem(file)).solution

    file["slots"].append({"id": "s0", "capacity": 3})

    assert level_values(solve(read_problem(file)).solution) == level_values(before)
