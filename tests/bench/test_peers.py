"""The chapter about the peers: the questions they are asked are ours, and a wrong answer stops it."""

from dataclasses import replace

import pytest

from bench import peer
from bench import peers as chapter
from matchday.solver import read_problem
from matchday.solver.generate import generate

PROBLEM = read_problem(generate(participants=40, slots=12, seed=1))
HARD = read_problem(generate(participants=40, slots=12, seed=1, has_minimums=True))


@pytest.fixture
def here(monkeypatch):
    """Let the peers answer in this process: two of them are libraries of ours too."""

    def run(command, *, input, **_):  # noqa: A002  (the name that subprocess gave it)
        *_, name, limit_s = command
        question = peer.Question(**chapter.json.loads(input))
        said = chapter.json.dumps(peer.answer(name, question, float(limit_s)))
        return chapter.subprocess.CompletedProcess(command, 0, said)

    monkeypatch.setattr(chapter.subprocess, "run", run)


@pytest.mark.usefixtures("here")
def test_a_peer_finds_the_values_that_we_find():
    figure = chapter.with_one_objective("SciPy's milp", replace(PROBLEM, objective=chapter.ONE_OBJECTIVE))

    assert "the same plan's value" in figure.what
    assert 0 < figure.measured < float("inf")


@pytest.mark.usefixtures("here")
def test_a_peer_closes_the_levels_of_minimum_sizes_as_we_do():
    figure = chapter.with_minimums("CP-SAT", HARD)

    assert figure.what.startswith("40 × 12, minimum sizes, levels proven: 13 of 13, CP-SAT 13 in")


@pytest.mark.usefixtures("here")
def test_another_answer_than_ours_stops_the_chapter(monkeypatch):
    monkeypatch.setitem(peer.PEERS, "SciPy's milp", lambda question, limit_s: (1, []))

    with pytest.raises(AssertionError):
        chapter.with_one_objective("SciPy's milp", replace(PROBLEM, objective=chapter.ONE_OBJECTIVE))


def test_one_objective_by_our_arrays_is_the_flow_of_the_kernel():
    assert min(chapter.send_both(PROBLEM)) > 0
