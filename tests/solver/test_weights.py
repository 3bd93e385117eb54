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
    assert weighed.share_out(min(together), points[values.index(min(values))]) == min(values)


@pytest.mark.parametrize("seed", range(20))
def test_a_bound_of_all_levels_together_bounds_each_up_to_the_first_that_is_open(seed):
    levels, face, points = a_drawn_face(seed)
    weighed = weigh(levels, face)
    points.sort(key=lambda point: [int(costs @ point) for costs in levels])
    values = [[int(costs @ point) for costs in levels] for point in points]
    place = seed % len(values)
    known = values[place]

    for lower in range(100):
        bounds = weighed.share_out(min(int(weighed.costs @ point) for point in points) - lower, points[place])
        for number, floor in enumerate(bounds):
            assert floor <= min(value[number] for value in values if value[:number] == known[:number])
        assert bounds[:-1] == known[: len(bounds) - 1]


@pytest.mark.parametrize("times", [1, 2, 64])
@pytest.mark.parametrize("settled", [1, 2])
@pytest.mark.parametrize("seed", range(20))
def test_with_a_price_on_settled_levels_a_bound_is_true_of_those_who_reach_them(seed, settled, times):
    levels, face, points = a_drawn_face(seed)
    weighed = weigh(levels[settled:], face, levels[:settled], times=times)
    best = min(points, key=lambda point: [int(costs @ point) for costs in levels])
    values = [int(costs @ best) for costs in levels]

    bounds = weighed.share_out(min(int(weighed.costs @ point) for point in points), best)

    assert len(weighed.prices) == settled
    assert all(floor <= value for floor, value in zip(bounds, values[settled:], strict=False))
    assert times < 64 or bounds == values[settled:]


def test_a_price_goes_by_what_can_usually_be_had_for_it():
    people, minutes = np.array([1, 0, 1, 0]), np.array([0, 30, 0, 50])
    face = Face(Program(csr_array((0, 4)), np.zeros(0), np.zeros(0), np.zeros(4), np.ones(4)))

    assert weigh([minutes], face, [people, people], times=4).prices == [640, 160]


def test_no_more_levels_are_weighed_than_the_engine_can_tell_apart():
    levels = [np.full(4, LARGEST_WEIGHT // 40)] * 5
    face = Face(Program(csr_array((0, 4)), np.zeros(0), np.zeros(0), np.zeros(4), np.ones(4)))

    assert weigh(levels, face).weights == [4 * (LARGEST_WEIGHT // 40) + 1, 1]
    assert weigh([levels[0] * 1000, levels[0] * 1000], face).weights == [1]
