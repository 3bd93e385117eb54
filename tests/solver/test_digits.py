"""Costs of several levels as one whole number."""

from itertools import product

import numpy as np

from matchday.solver.digits import Digits


def test_numbers_are_in_the_order_of_the_levels():
    digits = Digits([2, 0, 3])
    costs = sorted(product(range(-2, 3), [0], range(-3, 4)))

    packed = digits.pack(np.array(costs).T).tolist()

    assert packed == sorted(packed)
    assert len(set(packed)) == len(packed)


def test_a_number_gives_its_costs_back_even_far_beyond_64_bits():
    digits = Digits([2**62] * 5)
    costs = np.array([-(2**62), 2**62, 0, -1, 2**62])

    assert digits.unpack(digits.pack(costs)).tolist() == costs.tolist()


def test_no_levels_make_nothing():
    digits = Digits([])

    assert digits.unpack(digits.pack(np.zeros(0, np.int64))).tolist() == []
