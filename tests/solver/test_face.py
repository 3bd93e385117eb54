"""What no plan goes below, in whole numbers, and what plans that reach it have in common."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from matchday.solver.engine import Program
from matchday.solver.face import Face, Multipliers, round_multipliers

COSTS = np.array([-1, -1, -1])


def a_face():
    """Of every two of three columns only one."""
    matrix = csr_array(np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1]], np.int64))
    return Face(Program(matrix, np.full(3, -np.inf), np.ones(3), np.zeros(3), np.ones(3)))


def points():
    return [np.array([first, second, third]) for first in (0, 1) for second in (0, 1) for third in (0, 1)]


def a_floor(*amounts, denominator):
    return a_face().floor(COSTS, Multipliers(np.array(amounts, np.int64), denominator))


def test_the_floor_is_exact_and_rounded_towards_the_plans():
    floor = a_floor(-1, -1, -1, denominator=2)

    assert (floor.total, floor.denominator, floor.value) == (-3, 2, -1)
    assert floor.is_short_of(-1)
    assert not a_floor(-1, 0, 0, denominator=1).is_short_of(-2)


@pytest.mark.parametrize("seed", range(20))
def test_no_plan_goes_below_a_floor_whatever_its_multipliers(seed):
    dice = np.random.default_rng(seed)
    face, denominator = a_face(), int(dice.integers(1, 5))
    amounts = -dice.integers(0, 6, 3)
    floor = face.floor(COSTS, Multipliers(amounts, denominator))
    plans = [point for point in points() if face.has(point)]

    assert min(COSTS @ plan for plan in plans) >= floor.value
    for value in {int(COSTS @ plan) for plan in plans}:
        frozen, kept = face.freeze(floor, value), face.keep(COSTS, value)
        for plan in plans:
            if COSTS @ plan == value:
                assert frozen.has(plan)
            assert kept.has(plan) == (COSTS @ plan == value)


def test_multipliers_become_whole_over_the_least_denominator_that_fits():
    program = a_face().program

    def rounded(*multiplier):
        found = round_multipliers(np.array(multiplier), program)
        return found.amount.tolist(), found.denominator

    assert rounded(-1, 1e-9, -2) == ([-1, 0, -2], 1)
    assert rounded(-0.5, -1 / 3, 0) == ([-3, -2, 0], 6)
    assert rounded(-1e9 + 1e-4, 0, 0) == ([-1_000_000_000, 0, 0], 1)
    amounts, denominator = rounded(-1 / 7, -1 / 11, 0)
    assert amounts[0] / denominator == pytest.approx(-1 / 7, abs=1e-8)


def test_a_multiplier_that_leans_on_no_limit_is_noise():
    assert round_multipliers(np.array([1.0, -1.0, 1e-9]), a_face().program).amount.tolist() == [0, -1, 0]
