"""Levels weighed so that none makes up for one before, and what a bound of them all says about each."""

from itertools import product

import numpy as np
import pytest
from scipy.sparse import csr_array

from matchday.solver.engine import Program
from matchday.solver.face import Face
from matchday.solver.weights import LARGEST_WEIGHT, weigh


def a_drawn_face(seed):
    """Some levels over four columns of zeros and ones, and all points there are."""
    dice = np.random.default_rng(seed)
    levels = list(dice.integers(-3, 4, (3, 4)))
    upper = dice.integers(0, 2, 4).astype(float)
    face = Face(Program(csr_array((0, 4)), np.zeros(0), np.zeros(0), np.zeros(4), upper))
    return levels, face, [np.array(point) for point in product((0, 1), repeat=4) if (point <= upper).all()]


@pytest.mark.parametrize("seed", range(20))
def test_the_least_of_all_levels_together_is_the_best_level_after_level(seed):
    levels, face, points = a_drawn_face(seed)
    weighed = weigh(levels, face)
    values = [[int(costs @ point) for costs in levels] for point in points]
    together = [int(weighed.costs @ point) for point in points]

    assert len(weighed.levels) == 3
    assert min(values) == values[np.argmin(together)]
    assert weighed.share_out(min(together), min(values)) == min(values)


@pytest.mark.parametrize("seed", range(20))
def test_a_bound_of_all_levels_together_bounds_each_up_to_the_first_that_is_open(seed):
    levels, face, points = a_drawn_face(seed)
    weighed = weigh(levels, face)
    values = sorted([int(costs @ point) for costs in levels] for point in points)
    known = values[seed % len(values)]

    for lower in range(100):
        bounds = weighed.share_out(min(int(weighed.costs @ point) for point in points) - lower, known)
        for place, floor in enumerate(bounds):
            assert floor <= min(value[place] for value in values if value[:place] == known[:place])
        assert bounds[:-1] == known[: len(bounds) - 1]


def test_no_more_levels_are_weighed_than_the_engine_can_tell_apart():
    levels = [np.full(4, LARGEST_WEIGHT // 40)] * 5
    face = Face(Program(csr_array((0, 4)), np.zeros(0), np.zeros(0), np.zeros(4), np.ones(4)))

    assert weigh(levels, face).weights == [4 * (LARGEST_WEIGHT // 40) + 1, 1]
    assert weigh([levels[0] * 1000, levels[0] * 1000], face).weights == [1]
