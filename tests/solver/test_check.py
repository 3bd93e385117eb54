"""The checker: it accepts what is true, and finds every lie that is planted. Each lie is told once."""

import copy
from dataclasses import replace

import numpy as np
import pytest

from matchday.solver import Certificate, check, read_problem, solve
from tests.solver.problems import a_participant, a_problem, a_slot

TIMES = {"start": "2027-04-22T08:00+02:00", "end": "2027-04-22T09:00+02:00"}
PROBLEM = a_problem(
    [
        a_slot("s1", 2, min_group=2, **TIMES),
        a_slot("s2", 1, **TIMES),
        a_slot("s3", 2, employer="e1"),
        a_slot("s4", 2, employer="e1"),
        a_slot("s5", 3),
    ],
    [
        a_participant("p1", "s1", "s2", acceptable=["s3"], max_placements=2),
        a_participant("p2", "s1", "s2", max_placements=2),
        a_participant("p3", "s3", "s4", max_placements=2),
        a_participant("p4", "s5", "s3"),
        a_participant("p5", "s5", "s3"),
        a_participant("p6", "s2"),
    ],
    groups=[{"id": "g1", "members": ["p4", "p5"]}],
    pins=[["p6", "s2"]],
    bars=[["p1", "s3"]],
)
SOLUTION = solve(PROBLEM, engine="mip").solution
ENTRY = {"level": "placed", "value": 6, "bound": 6, "grade": "C"}


def faults_of(**changes):
    return {fault.code for fault in check(PROBLEM, copy.deepcopy(SOLUTION) | changes)}


def moved(*, without=(), plus=()):
    """The codes of the placements with some taken out and some put in, whatever the lists and values then say."""
    placements = [pair for pair in SOLUTION["placements"] if "-".join(pair) not in without]
    placements = sorted(placements + [pair.split("-") for pair in plus])
    return faults_of(placements=placements)


def entry_changed(place, **changes):
    levels = copy.deepcopy(SOLUTION["levels"])
    levels[place] |= changes
    return faults_of(levels=levels)


def test_the_truth_is_accepted():
    told = " ".join("-".join(pair) for pair in SOLUTION["placements"])

    assert told == "p1-s1 p2-s1 p3-s3 p4-s5 p5-s5 p6-s2"
    assert faults_of() == set()


def test_broken_rules_are_found():
    assert "above_capacity" in moved(plus=["p1-s2"])
    assert "below_min_group" in moved(without=["p1-s1"])
    assert "not_named" in moved(plus=["p6-s5"])
    assert "struck" in moved(plus=["p1-s3"])
    assert "pin_not_held" in moved(without=["p6-s2"])
    assert "group_split" in moved(without=["p4-s5"])
    assert "above_max_placements" in moved(plus=["p4-s3", "p5-s3"])


def test_clashes_are_found():
    assert "clash" in moved(plus=["p2-s2"])
    assert "clash" in moved(plus=["p3-s4"])
    assert "clash" in moved(plus=["p1-s1"])


def test_lists_that_do_not_follow_from_the_placements_are_found():
    assert faults_of(unplaced=["p1"]) == {"wrong_unplaced"}
    assert faults_of(closed_slots=[]) == {"wrong_closed_slots"}
    assert faults_of(placements=SOLUTION["placements"][::-1]) == {"not_sorted"}


def test_another_problem_is_found():
    assert faults_of(problem_sha256="0" * 64) == {"wrong_problem"}


def test_wrong_values_and_levels_are_found():
    assert "wrong_value" in entry_changed(0, value=7, bound=7)
    assert "wrong_value" in entry_changed(-1, value=1)
    assert "wrong_levels" in faults_of(levels=SOLUTION["levels"][:-1])
    assert "wrong_levels" in entry_changed(1, rank=9)


def test_bounds_grades_and_status_that_contradict_each_other_are_found():
    assert "bound_beaten" in entry_changed(0, bound=5)
    assert "bound_beaten" in entry_changed(1, bound=1)
    assert "bound_behind_open" in entry_changed(0, bound=7)
    assert "bound_missing" in entry_changed(0, bound=None)
    assert "bound_missing" in entry_changed(0, grade="D")
    assert "wrong_grade" in entry_changed(0, bound=7, grade="A")
    assert "wrong_status" in faults_of(status="proven")
    assert "wrong_status" in entry_changed(-1, bound=-1)


def test_one_wrong_figure_is_one_fault():
    """A false level opens all those behind it, and so contradicts their bounds and the status: that is not told."""
    for place in range(len(SOLUTION["levels"])):
        entry = SOLUTION["levels"][place]
        assert entry_changed(place, value=entry["value"] + 1) == {"wrong_value"}
        assert entry_changed(place, value=entry["value"] - 1) == {"wrong_value"}
        assert len(entry_changed(place, bound=entry["bound"] + 1)) == 1
        assert len(entry_changed(place, bound=entry["bound"] - 1)) == 1
    assert faults_of(levels=SOLUTION["levels"][:-1]) == {"wrong_levels"}


@pytest.mark.parametrize(
    "broken",
    [None, [], {}, {"format": "matchday-problem/1"}, SOLUTION | {"placements": None}]
    + [
        SOLUTION | {"placements": each}
        for each in (["p1"], [["p1"]], [["p1", "s1", "s2"]], [["p1", 1]], [["p1", []]], [["p9", "s1"]], [["p1", "s9"]])
    ]
    + [SOLUTION | {"levels": [each]} for each in (None, {}, ENTRY | {"value": True}, ENTRY | {"bound": "6"})],
)
def test_what_is_no_solution_at_all_is_a_fault_and_not_a_crash(broken):
    assert check(PROBLEM, broken)


@pytest.mark.parametrize(
    "change",
    [{"grade": []}, {"grade": {}}, {"grade": 1}, {"rank": True}, {"rank": 2.0}, {"bound": 2.0}, {"value": True}],
)
def test_a_level_of_the_wrong_kind_is_malformed(change):
    assert entry_changed(1, **change) == {"malformed"}


PROVABLE = a_problem(
    [a_slot("s1"), a_slot("s2", employer="e1"), a_slot("s3", 2, employer="e1")],
    [a_participant("p1", "s1", "s2"), a_participant("p2", "s1", "s3"), a_participant("p3", "s2", "s3")],
    pins=[["p3", "s3"]],
)
PROVEN = solve(PROVABLE)


PROOF = PROVEN.certificate.proof


def proof_faults(problem=PROVABLE, solution=PROVEN.solution, *, sha256=PROVEN.certificate.problem_sha256, **changes):
    certificate = Certificate(sha256, replace(PROOF, **changes))
    return {fault.code for fault in check(problem, solution, certificate)}


def test_a_true_proof_is_accepted():
    assert proof_faults() == set()


def test_a_worse_plan_with_true_values_and_false_bounds_is_found():
    worse = copy.deepcopy(PROVEN.solution)
    worse |= {"placements": [["p1", "s1"], ["p3", "s3"]], "unplaced": ["p2"], "closed_slots": ["s2"]}
    for entry, value in zip(worse["levels"], (2, 0, 1, 2, 0), strict=True):
        entry |= {"value": value, "bound": value}

    assert check(PROVABLE, worse) == []
    assert proof_faults(solution=worse) == {"not_proven"}


def test_a_proof_with_one_wrong_potential_is_found():
    spoiled = 0
    for level, node in np.ndindex(*PROOF.potentials.shape):
        potentials = PROOF.potentials.copy()
        potentials[level, node] += 1000
        spoiled += proof_faults(potentials=potentials) == {"not_proven"}

    assert spoiled > PROOF.potentials.size / 2


def test_a_proof_of_fewer_levels_does_not_prove_them_all():
    fewer = {"potentials": PROOF.potentials[:-1], "levels": PROOF.levels[:-1], "stage_counts": PROOF.stage_counts - 1}

    assert proof_faults(**fewer) == {"not_proven"}


def test_a_proof_that_does_not_belong_to_the_problem_is_found():
    true = PROOF.potentials

    assert proof_faults(sha256="0" * 64) == {"foreign_certificate"}
    assert proof_faults(potentials=true[:, :-1]) == {"foreign_certificate"}
    assert proof_faults(potentials=true.astype(float)) == {"foreign_certificate"}
    assert proof_faults(stage_counts=PROOF.stage_counts + 1) == {"foreign_certificate"}
    assert proof_faults(questions=np.array([0, -1])) == {"foreign_certificate"}


def test_potentials_too_large_for_64_bits_prove_nothing():
    assert proof_faults(potentials=np.full_like(PROOF.potentials, 2**62)) == {"not_proven"}


def test_a_bound_that_forgets_a_minimum_proves_no_more_than_it_says():
    slots = [a_slot("s1", 2, min_group=2), a_slot("s2")]
    problem = a_problem(slots, [a_participant("p1", "s1"), a_participant("p2", "s1", "s2")], objective=["placed"])
    solution = solve(problem).solution | {"placements": [["p2", "s2"]], "unplaced": ["p1"], "closed_slots": ["s1"]}
    solution["levels"], solution["status"] = [{"level": "placed", "value": 1, "bound": 1, "grade": "A"}], "proven"
    proof = replace(PROOF, stage_counts=np.array([1]), levels=np.array([0]), potentials=np.zeros((1, 5), np.int64))

    faults = check(problem, solution, Certificate(problem.sha256, proof))

    assert {fault.code for fault in faults} == {"not_proven"}


def test_a_grade_is_what_the_certificate_proves_and_not_less():
    claimed = copy.deepcopy(PROVEN.solution)
    claimed["levels"][0]["grade"] = "B"

    assert proof_faults(solution=claimed) == {"not_proven"}


def test_the_checker_does_not_change_what_it_looks_at():
    before = copy.deepcopy(PROVEN.solution)

    check(read_problem({"format": "matchday-problem/1", "slots": [], "participants": []}), PROVEN.solution)

    assert PROVEN.solution == before
