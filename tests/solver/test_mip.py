"""What the engine answers is not believed: it is rounded and looked at again in whole numbers."""

import numpy as np
import pytest

from matchday.solver import NoPlanError
from matchday.solver.mip import _Face
from matchday.solver.model import build_model
from matchday.solver.reduce import find_openings
from matchday.solver.search import Search
from matchday.solver.stopwatch import Stopwatch
from tests.solver.problems import a_participant, a_problem, a_slot


@pytest.fixture
def face():
    """Two people, two slots; s1 takes both or nobody, s2 one."""
    slots = [a_slot("s1", 2, min_group=2), a_slot("s2")]
    problem = a_problem(slots, [a_participant("p1", "s1", "s2"), a_participant("p2", "s1")])
    return _Face(build_model(problem, find_openings(problem)), Search(problem.levels, Stopwatch(60)))


def taken(face, answer):
    """Offer the face an answer for p1-s1, p1-s2, p2-s1 and return the openings of the plan it then has."""
    width = len(face._upper)
    face._take(np.array([*answer, *[1.0] * (width - 3)]), np.zeros(width, np.int64))
    return face.plan[:3].tolist()


def test_a_possible_answer_is_taken_rounded(face):
    assert taken(face, [0.9999999, 1e-9, 1.0]) == [1, 0, 1]


@pytest.mark.parametrize("answer", [[1, 0, 0], [1, 1, 1], [0, 0, 1]])
def test_an_answer_that_breaks_a_rule_is_thrown_away(face, answer):
    with pytest.raises(NoPlanError):
        taken(face, answer)


def test_an_answer_that_loses_a_level_kept_before_is_thrown_away(face):
    placed = -np.array([1, 1, 1, *[0] * (len(face._upper) - 3)])
    assert face.close(placed) == -2

    assert taken(face, [0, 1, 0]) == [1, 0, 1]


def test_the_engine_is_told_of_no_limit_as_infinity_and_never_as_a_large_number(face):
    """A large finite number in a row once made the engine call false bounds proven."""
    low, high = face._model.rows.limits()
    finite = np.concatenate([low, high])[np.isfinite(np.concatenate([low, high]))]

    assert np.abs(finite).max() <= 2
    assert np.isinf(low).any()
    assert np.isinf(high).any()
