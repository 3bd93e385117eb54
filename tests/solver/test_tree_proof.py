"""Lies about plans with minimum sizes and groups: whatever is changed in plan, claim or proof, no lie is accepted."""

import random
from dataclasses import replace

import numpy as np
import pytest

from matchday.solver import Certificate, check, read_problem, solve, values
from matchday.solver.certificate import TreeProof
from matchday.solver.certify import prove_bounds
from matchday.solver.certify.network import draw
from matchday.solver.certify.tree import bound_by_tree
from tests.solver.problems import a_drawn_file, a_participant, a_problem, a_slot

MAXIMISED = {"placed", "kept", "employers", "running", "placements", "ranks:first"}


def a_hard_problem():
    """Seven people for slots that all have minimums: several questions, with a group among them."""
    slots = [a_slot(f"s{number}", 4, min_group=3) for number in range(4)] + [a_slot("s4", 2, min_group=2)]
    wishes = ["s0 s1", "s1 s2", "s2 s3", "s3 s0", "s0 s4", "s1 s4", "s2 s4"]
    people = [
        a_participant(f"p{place}", *each.split(), acceptable=["s3"][: place % 2]) for place, each in enumerate(wishes)
    ]
    people[3]["acceptable"] = []
    for person in people:
        person["acceptable"] = [slot for slot in person["acceptable"] if [slot] not in person["wishes"]]
    return a_problem(slots, people, groups=[{"id": "g1", "members": ["p4", "p5"]}])


PROBLEM = a_hard_problem()
SOLVED = solve(PROBLEM, engine="branch")
PROOF = SOLVED.certificate.proof


def accepts(problem, solution, proof=PROOF, sha256=None):
    return not check(problem, solution, Certificate(sha256 or problem.sha256, proof))


def claim(problem, placements):
    """Write a plan down with everything true about it, and the lie that no plan is better."""
    levels = []
    for each in values(problem, placements):
        entry = {"level": each.level, "value": each.value, "bound": each.value, "grade": "A"}
        levels.append(entry | ({} if each.rank is None else {"rank": each.rank}))
    placed, running = {name for name, _ in placements}, {slot for _, slot in placements}
    return SOLVED.solution | {
        "problem_sha256": problem.sha256,
        "placements": sorted(placements),
        "unplaced": [name for name in problem.participants.ids if name not in placed],
        "closed_slots": [slot for slot in problem.slots.ids if slot not in running],
        "levels": levels,
        "status": "proven",
    }


def worse_plans(problem, solution):
    """Move one person to every other place, or none; keep what is another plan with other values."""
    best = [entry["value"] for entry in solution["levels"]]
    for name in problem.participants.ids:
        rest = [pair for pair in solution["placements"] if pair[0] != name]
        for slot in (None, *problem.slots.ids):
            lie = claim(problem, [*rest, [name, slot]] if slot else rest)
            if [entry["value"] for entry in lie["levels"]] != best:
                yield lie


def spoiled(dice, proof):
    """Change a proof in one place: a potential, a question, a leaf, a level."""
    name = dice.choice(["potentials", "questions", "levels", "stage_counts"])
    array = getattr(proof, name).copy()
    place = dice.randrange(array.size)
    array.flat[place] += dice.choice([-7, -2, -1, 1, 2, 7])
    return replace(proof, **{name: array})


def without_stage(proof, stage):
    """Leave one stage out, and say so honestly."""
    ends = np.cumsum(proof.stage_counts)
    counts = proof.stage_counts.copy()
    counts[np.searchsorted(ends, stage, side="right")] -= 1
    levels, potentials = np.delete(proof.levels, stage), np.delete(proof.potentials, stage, axis=0)
    return replace(proof, stage_counts=counts, levels=levels, potentials=potentials)


def test_the_truth_is_accepted_and_needed_questions():
    assert len(PROOF.questions) >= 3
    assert accepts(PROBLEM, SOLVED.solution)


def test_no_worse_plan_is_proven_by_the_true_proof():
    lies = list(worse_plans(PROBLEM, SOLVED.solution))

    assert len(lies) >= 20
    assert not any(accepts(PROBLEM, lie) for lie in lies)


@pytest.mark.parametrize("seed", range(12))
def test_no_worse_plan_is_proven_by_a_proof_changed_to_fit(seed):
    file = a_drawn_file(seed, people=6, with_groups=seed % 2 == 0)
    problem = read_problem(file | {"pins": []})
    solved, dice = solve(problem, engine="branch"), random.Random(seed)
    lies = list(worse_plans(problem, solved.solution))
    assert len(lies) >= 5

    for lie in lies:
        for _ in range(5):
            proof = spoiled(dice, solved.certificate.proof)
            assert not accepts(problem, lie, spoiled(dice, proof))


def test_every_bound_value_and_grade_that_is_changed_is_found():
    tried = 0
    for place, entry in enumerate(SOLVED.solution["levels"]):
        changes = [{"bound": entry["bound"] + step} for step in (-1, 1)] + [{"value": entry["value"] + 1}]
        changes += [{"grade": grade} for grade in ("C", "D", None)]
        for change in changes:
            levels = [dict(each) for each in SOLVED.solution["levels"]]
            levels[place] |= change
            tried += 1
            assert not accepts(PROBLEM, SOLVED.solution | {"levels": levels})
    assert tried >= 24


@pytest.mark.parametrize("seed", range(60))
def test_whatever_number_stands_anywhere_the_checker_ends_with_an_answer(seed):
    dice = np.random.default_rng(seed)
    arrays = {name: getattr(PROOF, name).copy() for name in PROOF.dimensions}
    for _ in range(dice.integers(1, 4)):
        array = arrays[dice.choice(list(arrays))]
        array.flat[dice.integers(array.size)] = dice.choice([-(2**63), -(2**62), -(2**31), -1, 0, 2**31, 2**63 - 1])
    certificate = Certificate(PROBLEM.sha256, replace(PROOF, **arrays))

    codes = {fault.code for fault in check(PROBLEM, SOLVED.solution, certificate)}

    assert codes <= {"not_proven", "foreign_certificate"}


def test_a_proof_that_lacks_any_stage_or_question_does_not_prove_it_all():
    for stage in range(len(PROOF.levels)):
        assert not accepts(PROBLEM, SOLVED.solution, without_stage(PROOF, stage))
    for place in range(len(PROOF.questions)):
        assert not accepts(PROBLEM, SOLVED.solution, replace(PROOF, questions=np.delete(PROOF.questions, place)))


def test_a_proof_of_another_problem_or_of_no_tree_is_refused():
    assert not accepts(PROBLEM, SOLVED.solution, sha256="0" * 64)
    for questions in ([], [0], [-1], [0, -1], [10**9] * 3, [-1] * len(PROOF.questions)):
        assert not accepts(PROBLEM, SOLVED.solution, replace(PROOF, questions=np.array(questions, np.int64)))


def test_an_open_bound_is_graded_b_and_may_not_be_stronger_than_the_proof():
    leaf = replace(PROOF, questions=np.array([-1]), stage_counts=np.array([1]), levels=np.array([0]))
    proof = replace(leaf, potentials=np.zeros((1, PROOF.potentials.shape[1]), np.int64))
    lie = claim(PROBLEM, [])
    first, *others = lie["levels"]
    others = [entry | {"bound": None, "grade": None} for entry in others]

    def told(bound, grade):
        return lie | {"levels": [first | {"bound": bound, "grade": grade}, *others], "status": "bounded"}

    reached = [entry["value"] for entry in lie["levels"]]
    (bound,) = prove_bounds(PROBLEM, reached, Certificate(PROBLEM.sha256, proof))
    assert bound >= 7
    assert accepts(PROBLEM, told(bound, "B"), proof)
    assert not accepts(PROBLEM, told(bound - 1, "B"), proof)
    assert not accepts(PROBLEM, told(bound, "A"), proof)


def plain_bounds(problem, potentials):
    """Bound level after level over all arcs, in Python's own numbers; each bound is the goal of the next level."""
    drawn, bounds = draw(problem), []
    arcs = list(zip(drawn.tail.tolist(), drawn.head.tolist(), strict=True))
    low, high = drawn.low.tolist(), drawn.high.tolist()
    for level, potential in zip(problem.levels, potentials.tolist(), strict=True):
        costs = np.zeros(len(arcs), np.int64)
        where, costs[where], scale = drawn.costs(level, np.arange(len(arcs)), drawn.seats.tally)
        reduced = [
            cost + potential[tail] - potential[head] for cost, (tail, head) in zip(costs.tolist(), arcs, strict=True)
        ]
        total = sum(min(each * low[arc], each * high[arc]) for arc, each in enumerate(reduced))
        total -= sum(each * supply for each, supply in zip(potential, drawn.supply.tolist(), strict=True))
        bounds.append(-(-total // scale))
        gap = scale * bounds[-1] - total
        for arc, each in enumerate(reduced):
            if each > 0:
                high[arc] = min(high[arc], low[arc] + gap // each)
            elif each < 0:
                low[arc] = max(low[arc], high[arc] - gap // -each)
    return bounds


WHOLE = ["placed", "kept", "ranks:generous", "ranks:first", "ranks:total", "travel"]
"""Levels whose stages the checker replays at once, where nobody goes in company."""


def a_proof(seed, *, farthest, objective, with_groups=False):
    """Return a problem and any potentials for each of its levels, good or not."""
    drawn = a_drawn_file(seed, people=8, with_groups=with_groups)
    problem = read_problem(drawn | ({"objective": objective} if objective else {}))
    shape = len(problem.levels), len(draw(problem).supply)
    potentials = np.random.default_rng(seed).integers(-farthest, farthest + 1, shape)
    return problem, TreeProof(np.array([-1]), np.array([shape[0]]), np.arange(shape[0]), potentials)


@pytest.mark.parametrize("farthest", [3, 2**20, 2**45])
@pytest.mark.parametrize("objective", [None, WHOLE, [*WHOLE[:3], "running", "employers", "travel"]])
@pytest.mark.parametrize("seed", range(20))
def test_what_the_checker_forgets_or_looks_at_together_changes_no_bound(seed, objective, farthest):
    problem, proof = a_proof(seed, farthest=farthest, objective=objective, with_groups=seed % 2 == 0)

    goals = plain_bounds(problem, proof.potentials)

    assert bound_by_tree(problem, goals, proof) == goals


@pytest.mark.parametrize("seed", range(5))
def test_a_missed_bound_ends_the_proof_there(seed):
    problem, proof = a_proof(seed, farthest=3, objective=WHOLE)
    bounds = plain_bounds(problem, proof.potentials)

    for missed in range(len(bounds)):
        goals = [bound + (place == missed) for place, bound in enumerate(bounds)]
        assert bound_by_tree(problem, goals, proof) == bounds[: missed + 1]


@pytest.mark.parametrize("exponent", [59, 60, 62])
def test_numbers_too_large_to_add_up_prove_nothing(exponent):
    problem, proof = a_proof(1, farthest=3, objective=WHOLE)
    proof.potentials[2] = np.arange(proof.potentials.shape[1]) % 2 * 2**exponent
    goals = plain_bounds(problem, proof.potentials)

    assert bound_by_tree(problem, goals, proof) == goals[:2]
