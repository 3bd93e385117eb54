"""Solving anew after little has changed: the same plan as a full search finds, with its proof."""

import random

import pytest

from matchday.solver import CallError, check, read_problem, solve
from matchday.solver import replan as module
from matchday.solver.generate import generate
from tests.solver.problems import a_drawn_file, a_participant, a_problem, a_slot

KEEP = ["placed", "kept", "ranks:generous", "travel"]


def replanned(slots, people, previous, **more):
    """Solve by replan, let the checker look at it, and return the placements as text."""
    problem = a_problem(slots, people, previous=previous, **{"objective": KEEP} | more)
    solved = solve(problem)
    assert (solved.solution["engine"], solved.solution["status"]) == ("replan", "proven")
    assert check(problem, solved.solution, solved.certificate) == []
    return " ".join("-".join(pair) for pair in solved.solution["placements"])


def test_who_lost_a_slot_goes_to_a_free_one_and_everybody_else_stays():
    people = [a_participant("p1", "", "s2", "s4"), a_participant("p2", "s2"), a_participant("p3", "s2", "s3")]
    previous = [["p1", "s1"], ["p2", "s2"], ["p3", "s3"]]

    assert replanned([a_slot("s2"), a_slot("s3"), a_slot("s4")], people, previous) == "p1-s4 p2-s2 p3-s3"


def test_somebody_moves_where_that_places_one_more():
    people = [a_participant("p1", "s2"), a_participant("p2", "s2", "s3")]

    assert replanned([a_slot("s2"), a_slot("s3")], people, [["p1", "s1"], ["p2", "s2"]]) == "p1-s2 p2-s3"


def test_nobody_loses_a_place_for_somebody_who_lost_theirs():
    people = [a_participant("p1", "s2"), a_participant("p2", "", "s2")]

    assert replanned([a_slot("s2")], people, [["p1", "s1"], ["p2", "s2"]]) == "p2-s2"


def test_a_cut_capacity_moves_whom_it_costs_least():
    people = [a_participant("p1", "s1"), a_participant("p2", "s1", "", "s3"), a_participant("p3", "s1", "s2")]
    previous = [["p1", "s1"], ["p2", "s1"], ["p3", "s1"]]

    assert replanned([a_slot("s1", 2), a_slot("s2"), a_slot("s3")], people, previous) == "p1-s1 p2-s1 p3-s2"


def test_a_place_that_became_free_goes_to_somebody_without_one():
    people = [a_participant("p1", "s1", "s2"), a_participant("p2", "s1"), a_participant("p3", "s2")]

    assert replanned([a_slot("s1"), a_slot("s2")], people[:2], [["p1", "s2"], ["p3", "s1"]]) == "p1-s2 p2-s1"


def test_somebody_added_late_is_placed_beside_those_told():
    people = [a_participant("p1", "s2", "s1"), a_participant("p2", "s1", "s2")]

    assert replanned([a_slot("s1"), a_slot("s2")], people, [["p1", "s1"]]) == "p1-s1 p2-s2"


def test_a_pin_moves_even_those_who_would_stay():
    people = [a_participant("p1", "s1"), a_participant("p2", "s1")]

    assert replanned([a_slot("s1")], people, [["p1", "s1"]], pins=[["p2", "s1"]]) == "p2-s1"


def test_other_problems_are_none_for_replan():
    slots, person = [a_slot("s1"), a_slot("s2")], a_participant("p1", "s1", "s2")
    first = a_problem(slots, [person], objective=KEEP)
    twice = a_problem(slots, [person], objective=KEEP, previous=[["p1", "s1"], ["p1", "s2"]])
    late = a_problem(slots, [person], objective=["placed", "travel", "kept"], previous=[["p1", "s1"]])

    for problem in (first, twice, late):
        assert solve(problem).solution["engine"] == "flow"
        with pytest.raises(CallError, match="replan"):
            solve(problem, engine="replan")


def changed(seed):
    """A random problem that was planned and then lost a slot and places; sometimes people hold what nobody planned."""
    dice = random.Random(seed)
    size = {"people": dice.choice([4, 8, 14]), "slots": dice.choice([3, 5, 8])}
    file = a_drawn_file(seed, **size, with_minimums=False, with_groups=False)
    others = [name for name in file["objective"] if name not in {"placed", "kept"}]
    alone = [{"id": "g1", "members": [file["participants"][-1]["id"]]}]
    file |= {"objective": ["placed", "kept", *others], "previous": [], "groups": alone}
    file["previous"] = solve(read_problem(file)).solution["placements"]
    if dice.random() < 0.3:
        everybody = [participant["id"] for participant in file["participants"]]
        file["previous"] = [[name, dice.choice(file["slots"])["id"]] for name in everybody]
    pinned = {slot for _, slot in file["pins"]}
    for slot in file["slots"]:
        if slot["id"] not in pinned and dice.random() < 0.4:
            slot["capacity"] = max(1, slot["capacity"] - 1)
    lost = dice.choice(file["slots"])["id"]
    file["bars"] += [[each["id"], lost] for each in file["participants"] if lost not in pinned]
    return read_problem(file)


@pytest.mark.parametrize("seed", range(80))
def test_the_plan_is_the_one_a_full_search_finds_and_is_proven(seed):
    problem = changed(seed)

    by_replan, by_flow = (solve(problem, engine=engine) for engine in ("replan", "flow"))

    assert by_replan.solution["placements"] == by_flow.solution["placements"]
    assert by_replan.solution["levels"] == by_flow.solution["levels"]
    assert check(problem, by_replan.solution, by_replan.certificate) == []


def a_landkreis_that_lost_a_slot():
    file = generate(participants=300, slots=80, seed=4)
    file["previous"] = solve(read_problem(file)).solution["placements"]
    _, lost = file["previous"][0]
    file["bars"] = [[participant["id"], lost] for participant in file["participants"]]
    return read_problem(file | {"objective": KEEP})


def test_a_landkreis_that_lost_a_slot_is_planned_anew():
    problem = a_landkreis_that_lost_a_slot()

    by_replan, by_flow = (solve(problem, engine=engine) for engine in ("replan", "flow"))

    assert by_replan.solution["placements"] == by_flow.solution["placements"]
    assert check(problem, by_replan.solution, by_replan.certificate) == []


def test_the_flow_engine_takes_over_where_many_must_be_led_far(monkeypatch):
    problem = a_landkreis_that_lost_a_slot()
    by_paths = solve(problem, engine="replan").solution
    monkeypatch.setattr(module, "FEW_STEPS", 0)
    monkeypatch.setattr(module, "STEPS_PER_SLOT", 0)

    solved = solve(problem, engine="replan")

    assert solved.solution["placements"] == by_paths["placements"]
    assert check(problem, solved.solution, solved.certificate) == []


def test_every_level_and_the_lottery_are_reported():
    problem = a_problem([a_slot("s1")], [a_participant("p1", "s1")], previous=[["p1", "s1"]], objective=KEEP)
    frames = []

    solve(problem, progress=frames.append)

    assert [(frame.level, frame.value, frame.value == frame.bound) for frame in frames[:2]] == [
        ("placed", 1, True),
        ("kept", 1, True),
    ]
    assert (frames[-1].level, frames[-1].number, frames[-1].count) == ("lottery", 5, 5)
