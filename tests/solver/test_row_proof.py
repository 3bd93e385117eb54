"""Multipliers of rows as a proof: true ones are accepted, and nothing makes a false claim pass."""

import copy
from dataclasses import replace

import numpy as np
import pytest

from matchday.solver import Certificate, check, pack_certificate, read_problem, solve, unpack_certificate
from matchday.solver.certificate import ROWS, RowProof
from matchday.solver.certify import prove_bounds
from tests.solver.problems import a_drawn_file, a_participant, a_problem, a_slot, level_values


def day(start, end):
    return {"start": f"2027-04-22T{start}+02:00", "end": f"2027-04-22T{end}+02:00"}


MORNING, LATE_MORNING, NOON = day("08:00", "10:00"), day("09:00", "11:00"), day("11:00", "12:00")
PROBLEM = a_problem(
    [
        a_slot("s1", 1, **MORNING),
        a_slot("s2", 2, **LATE_MORNING),
        a_slot("s3", 2, min_group=2, **NOON),
        a_slot("s4", 2),
    ],
    [
        a_participant("p1", "s1", "s2", "s3", max_placements=2),
        a_participant("p2", "s1", "s2", "s3", max_placements=2),
        a_participant("p3", "s1", "s4"),
        a_participant("p4", "s4", "s3"),
        a_participant("p5", "s4", "s3"),
    ],
    groups=[{"id": "g1", "members": ["p4", "p5"]}],
    objective=["placed", "placements", "ranks:generous", "running", "employers", "travel"],
)
PROVEN = solve(PROBLEM, engine="lexlp")
PROOF = PROVEN.certificate.proof


def faults_of(solution=PROVEN.solution, *, problem=PROBLEM, sha256=None, **arrays):
    certificate = Certificate(sha256 or problem.sha256, replace(PROOF, **arrays))
    return {fault.code for fault in check(problem, solution, certificate)}


def test_a_true_proof_is_accepted_also_from_a_file():
    certificate = unpack_certificate(pack_certificate(PROVEN.certificate))

    assert PROVEN.solution["status"] == "proven"
    assert {entry["grade"] for entry in PROVEN.solution["levels"]} == {"B"}
    assert len(PROOF.cliques) > 0
    assert check(PROBLEM, PROVEN.solution, certificate) == []


def test_a_proof_of_multipliers_cannot_claim_the_grade_of_potentials():
    claimed = copy.deepcopy(PROVEN.solution)
    claimed["levels"][0]["grade"] = "A"

    assert faults_of(claimed) == {"not_proven"}


def test_a_proof_that_does_not_belong_to_the_problem_is_found():
    one_more = np.append(PROOF.denominators, [1, 1, 1, 1, 1, 1])

    assert faults_of(sha256="0" * 64) == {"foreign_certificate"}
    assert faults_of(denominators=np.append(PROOF.denominators, one_more)) == {"foreign_certificate"}
    assert faults_of(denominators=PROOF.denominators * 0) == {"foreign_certificate"}
    assert faults_of(multipliers=PROOF.multipliers[:, :-1]) == {"foreign_certificate"}
    assert faults_of(multipliers=PROOF.multipliers.astype(float)) == {"foreign_certificate"}
    assert faults_of(cliques=PROOF.cliques[:, :-1]) == {"foreign_certificate"}


def test_a_clique_whose_slots_do_not_clash_is_none():
    slot_of = {slot: number for number, slot in enumerate(PROBLEM.slots.ids)}

    def a_clique(*members):
        return np.array([(99, group, slot_of[slot]) for group, slot in members], np.int64)

    for members in ([(1, "s1"), (1, "s3")], [(1, "s1"), (2, "s2")], [(1, "s4")], [(9, "s1")]):
        assert faults_of(cliques=np.concatenate([PROOF.cliques, a_clique(*members)])) == {"foreign_certificate"}
    true_clique = a_clique((1, "s1"), (1, "s2"))
    assert faults_of(cliques=np.concatenate([PROOF.cliques, true_clique])) == set()
    outside = np.concatenate([PROOF.cliques[:-1], [[PROOF.cliques[-1, 0], -1, 0]]])
    assert faults_of(cliques=outside) == {"foreign_certificate"}


def test_a_clique_that_names_a_slot_twice_is_none():
    doubled = np.concatenate([PROOF.cliques, PROOF.cliques[:1]])
    alone = np.concatenate([PROOF.cliques, [[99, 0, 0]] * 2])

    assert faults_of(cliques=doubled) == {"foreign_certificate"}
    assert faults_of(cliques=alone) == {"foreign_certificate"}


@pytest.mark.parametrize("times", [1, 2, 3])
def test_the_only_place_there_is_cannot_be_proven_away(times):
    problem = a_problem([a_slot("s1", 1)], [a_participant("p1", "s1")], objective=["placed"])
    claimed = PROVEN.solution | {"problem_sha256": problem.sha256, "placements": [], "unplaced": ["p1"]}
    claimed |= {"closed_slots": ["s1"], "levels": [{"level": "placed", "value": 0, "bound": 0, "grade": "B"}]}
    multipliers = np.array([[0, ROWS.index("clique"), 7, -1]])
    proof = RowProof(np.array([times]), multipliers, np.array([[7, 0, 0]] * times))

    assert check(problem, claimed, Certificate(problem.sha256, proof)) != []


@pytest.mark.parametrize(
    "entry", [(0, 7, 0, 1), (0, 7, -1, 1), (0, 8, 0, 1), (0, -1, 0, 1), (0, 0, 99, 1), (0, 1, 0, 5)]
)
def test_a_multiplier_of_a_row_that_does_not_bound_proves_nothing(entry):
    assert faults_of(multipliers=np.concatenate([PROOF.multipliers, [entry]])) == {"not_proven"}


def test_numbers_too_large_to_add_up_prove_nothing():
    for amount in (2**62, -(2**62), 2**63 - 1, -(2**63)):
        multipliers = PROOF.multipliers.copy()
        multipliers[:, 3] = amount
        assert faults_of(multipliers=multipliers) == {"not_proven"}
    assert faults_of(denominators=PROOF.denominators + 2**62) == {"not_proven"}
    for amount in (2**63 - 1, -(2**63)):
        kept = [[1, ROWS.index("kept"), 0, amount]]
        assert faults_of(multipliers=np.concatenate([PROOF.multipliers, kept])) == {"not_proven"}


@pytest.mark.parametrize("seed", range(60))
def test_whatever_number_stands_anywhere_the_checker_ends_with_an_answer(seed):
    dice = np.random.default_rng(seed)
    arrays = {name: getattr(PROOF, name).copy() for name in PROOF.dimensions}
    for _ in range(dice.integers(1, 4)):
        array = arrays[dice.choice(list(arrays))]
        array.flat[dice.integers(array.size)] = dice.choice([-(2**63), -(2**62), -(2**31), -1, 0, 2**31, 2**63 - 1])

    assert faults_of(**arrays) <= {"not_proven", "foreign_certificate"}


def test_a_multiplier_given_twice_proves_nothing():
    assert faults_of(multipliers=np.concatenate([PROOF.multipliers, PROOF.multipliers[:1]])) == {"not_proven"}


def test_a_proof_with_one_wrong_multiplier_is_found():
    spoiled = 0
    for place in range(len(PROOF.multipliers)):
        multipliers = PROOF.multipliers.copy()
        multipliers[place, 3] *= 50
        spoiled += faults_of(multipliers=multipliers) == {"not_proven"}

    assert spoiled > 0.8 * len(PROOF.multipliers)


def test_a_proof_of_fewer_levels_does_not_prove_them_all():
    assert faults_of(denominators=PROOF.denominators[:-1]) == {"not_proven"}


@pytest.mark.parametrize("seed", [0, 1, 3, 4, 5])
def test_no_worse_plan_passes_whatever_proof_comes_with_it(seed):
    """Placements of the best plan are barred in turn: each worse plan has a proof that is true without the pair."""
    file = a_drawn_file(seed, people=5, placements=2, with_groups=seed % 2 == 0)
    problem = read_problem(file)
    best = solve(problem, engine="lexlp")
    tried, accepted = 0, 0
    for pair in [pair for pair in best.solution["placements"] if pair not in file["pins"]][:4]:
        worse = solve(read_problem({**file, "bars": [*file["bars"], pair]}), engine="lexlp")
        if level_values(worse.solution) == level_values(best.solution):
            continue
        claimed = worse.solution | {"problem_sha256": problem.sha256, "status": "proven"}
        claimed["levels"] = [entry | {"bound": entry["value"], "grade": "B"} for entry in claimed["levels"]]
        for proof in (best.certificate.proof, *mutated(worse.certificate.proof, seed)):
            tried += 1
            accepted += check(problem, claimed, Certificate(problem.sha256, proof)) == []
    assert (accepted, tried > 60) == (0, True)


def mutated(proof, seed):
    """The proof itself, and proofs of which one multiplier, a denominator, the last levels or a clique are changed."""
    yield proof
    dice = np.random.default_rng(seed)
    for _ in range(20):
        multipliers = proof.multipliers.copy()
        place = dice.integers(len(multipliers))
        multipliers[place, 3] += dice.integers(-3, 4)
        multipliers[place, 1] = dice.integers(len(ROWS))
        yield replace(proof, multipliers=multipliers)
        yield replace(proof, denominators=proof.denominators + dice.integers(0, 2, len(proof.denominators)))
        yield replace(proof, denominators=proof.denominators[: dice.integers(len(proof.denominators) + 1)])
        if len(proof.cliques):
            cliques = proof.cliques[dice.integers(len(proof.cliques), size=len(proof.cliques) + 1)]
            yield replace(proof, cliques=cliques)
            cliques = proof.cliques.copy()
            cliques[dice.integers(len(cliques)), 0] = cliques[dice.integers(len(cliques)), 0]
            yield replace(proof, cliques=cliques)


def test_an_open_level_has_the_bound_that_its_multipliers_prove():
    reached = [entry["value"] for entry in PROVEN.solution["levels"]]

    bounds = prove_bounds(PROBLEM, [reached[0] - 1, *reached[1:]], PROVEN.certificate)

    assert bounds[0] == reached[0]
