"""HiGHS in a process of its own: it answers in whole arrays, and ends with its limit, its owner and its parent."""

import io
import os
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array, random_array

from matchday.solver import engine, engine_child
from matchday.solver.engine import SILENCE, Engine, Program

ROOT = Path(__file__).parents[2]


def a_program(rows, high):
    matrix = csr_array(np.array(rows, np.int64))
    count = matrix.shape[1]
    return Program(matrix, np.full(len(rows), -np.inf), np.array(high, float), np.zeros(count), np.ones(count))


TRIANGLE = a_program([[1, 1, 0], [0, 1, 1], [1, 0, 1]], [1, 1, 1])
"""Of every two columns only one: halves are best, and whole only one of three."""


def a_hard_program():
    """Many columns that hardly fit beside each other: far more than a few seconds of search."""
    matrix = random_array((300, 600), density=0.05, format="csr", rng=np.random.default_rng(1))
    matrix.data[:] = np.random.default_rng(2).integers(1, 100, matrix.nnz)
    matrix = matrix.astype(np.int64)
    high = np.floor(matrix.sum(axis=1) * 0.3)
    return Program(matrix, np.full(300, -np.inf), high, np.zeros(600), np.ones(600))


def test_a_linear_program_is_answered_with_a_point_and_multipliers():
    with closing(Engine()) as asked:
        answer = asked.solve(-np.ones(3), TRIANGLE, is_whole=False, limit_s=10)

    assert (answer.status, answer.bound) == ("optimal", -1.5)
    assert answer.x.tolist() == [0.5, 0.5, 0.5]
    assert answer.multiplier.tolist() == [-0.5, -0.5, -0.5]


def test_the_way_through_the_inside_ends_in_a_corner():
    with closing(Engine()) as asked:
        answer = asked.solve(-np.ones(3), TRIANGLE, is_whole=False, limit_s=10, method="ipm")

    assert (answer.status, answer.x.tolist(), answer.multiplier.tolist()) == ("optimal", [0.5] * 3, [-0.5] * 3)


def test_whole_columns_are_whole():
    with closing(Engine()) as asked:
        answer = asked.solve(-np.ones(3), TRIANGLE, is_whole=True, limit_s=10, known=np.array([0.0, 1, 0]))

    assert answer.status == "optimal"
    assert sorted(answer.x.tolist()) == [0, 0, 1]
    assert answer.multiplier is None


def test_what_cannot_be_is_infeasible():
    program = a_program([[1, 1, 1]], [-1])

    with closing(Engine()) as asked:
        answers = [asked.solve(np.ones(3), program, is_whole=is_whole, limit_s=10) for is_whole in (True, False)]

    assert {answer.status for answer in answers} == {"infeasible"}


def test_one_process_answers_many_questions_and_alike_every_time():
    with closing(Engine()) as asked:
        answers = [asked.solve(-np.arange(1, 4), TRIANGLE, is_whole=True, limit_s=10) for _ in range(3)]

    assert {tuple(answer.x.tolist()) for answer in answers} == {(0, 0, 1)}


def test_the_limit_ends_a_search_and_leaves_its_bound():
    program = a_hard_program()

    with closing(Engine()) as asked:
        answer = asked.solve(-np.arange(600) - 1, program, is_whole=True, limit_s=0.5)

    assert answer.status == "limit"
    assert answer.bound < 0


def test_an_engine_that_says_nothing_is_ended(monkeypatch):
    monkeypatch.setattr(engine, "GRACE_S", -4.5)
    started = time.perf_counter()

    with closing(Engine()) as asked:
        answers = [asked.solve(-np.arange(600) - 1, a_hard_program(), is_whole=True, limit_s=5) for _ in range(2)]

    assert answers == [SILENCE, SILENCE]
    assert time.perf_counter() - started < 4


def test_a_process_that_breaks_down_is_an_error():
    asked = Engine()
    os.kill(asked.process_id, 9)

    with closing(asked), pytest.raises(RuntimeError, match="broken down"):
        asked.solve(np.ones(3), TRIANGLE, is_whole=False, limit_s=10)


def test_the_process_ends_when_it_is_closed():
    asked = Engine()
    asked.close()

    assert not is_alive(asked.process_id)


def test_the_process_ends_with_its_parent_even_while_it_works():
    parent = """
import os, sys, threading
from matchday.solver.engine import Engine
from tests.solver.test_engine import a_hard_program
import numpy as np
asked = Engine()
print(asked.process_id, flush=True)
threading.Timer(2, os.kill, (os.getpid(), 9)).start()
asked.solve(-np.arange(600) - 1, a_hard_program(), is_whole=True, limit_s=60)
"""
    command = [sys.executable, "-c", parent]
    answer = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=60)
    child = int(answer.stdout)

    ends_by = time.monotonic() + 5
    while is_alive(child) and time.monotonic() < ends_by:
        time.sleep(0.05)
    assert not is_alive(child)


def is_alive(process_id):
    """Tell whether a process is there and no mere zombie."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(
    "line",
    [
        b'{"arrays": [["x", "|O", 1]]}\n12345678',
        b'{"arrays": [["x", "<f8", -1]]}\n',
        b'{"arrays": [["x", "<f8", 1e12]]}\n',
        b'{"arrays": [["x", "<f8", 2]]}\n12345678',
        b"no message\n",
        b'{"arrays": []}',
        b"",
    ],
)
def test_what_is_no_message_is_refused(line):
    with pytest.raises((ValueError, EOFError, TypeError)):
        engine_child.receive(io.BytesIO(line))


def test_a_message_arrives_as_it_was_sent():
    stream = io.BytesIO()
    engine_child.send(stream, {"status": "optimal"}, {"x": np.array([0.5, np.inf]), "none": np.zeros(0)})
    stream.seek(0)

    words, arrays = engine_child.receive(stream)

    assert words == {"status": "optimal"}
    assert {name: array.tolist() for name, array in arrays.items()} == {"x": [0.5, np.inf], "none": []}


@pytest.mark.parametrize("first", ["flow", "lexlp"])
def test_both_engines_work_in_either_order_and_only_the_child_loads_highspy(first):
    second = {"flow": "lexlp", "lexlp": "flow"}[first]
    code = f"""
import sys
from matchday.solver import read_problem, solve
from matchday.solver.generate import generate
problem = read_problem(generate(participants=40, slots=20, seed=1))
plans = [solve(problem, engine=engine).solution["placements"] for engine in ("{first}", "{second}")]
assert plans[0] == plans[1]
assert "highspy" not in sys.modules
assert "ortools" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
