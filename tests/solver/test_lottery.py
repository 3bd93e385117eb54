"""The lottery: known numbers, and a choice among equals that only the seed decides."""

import hashlib

from matchday.solver import solve
from matchday.solver.lottery import draw
from tests.solver.problems import a_participant, a_problem, a_slot


def test_a_number_is_the_first_thirty_bits_of_the_hash_of_seed_participant_and_slot():
    digest = hashlib.sha256("2027-04-22/kassel\nZoë\ns4".encode()).digest()

    assert draw("2027-04-22/kassel", "Zoë", "s4") == int.from_bytes(digest, "big") >> 226
    assert draw("", "p1", "s1") < 2**30


def test_among_equals_the_smallest_sum_is_taken_by_every_engine():
    for seed in ("a", "b", "c", "d", "e"):
        people = [a_participant(name, "s1") for name in ("p1", "p2", "p3")]
        problem = a_problem([a_slot("s1")], people, seed=seed)
        lucky = min(("p1", "p2", "p3"), key=lambda name: draw(seed, name, "s1"))

        plans = [solve(problem, engine=engine).solution["placements"] for engine in ("flow", "mip")]

        assert plans == [[[lucky, "s1"]]] * 2


def test_every_seed_may_choose_another():
    people = [a_participant(name, "s1") for name in ("p1", "p2", "p3")]
    problems = [a_problem([a_slot("s1")], people, seed=str(seed)) for seed in range(20)]

    chosen = {solve(problem).solution["placements"][0][0] for problem in problems}

    assert chosen == {"p1", "p2", "p3"}
