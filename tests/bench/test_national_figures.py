"""The national figures: memory of processes of their own, and an open level that is told."""

from bench import national
from matchday.solver.generate import generate


def test_memory_is_told_of_the_reader_and_of_the_solver():
    case = national.Case("12 levels", {})

    proven, solver, reader = national.measure_case(case, generate(participants=60, slots=20, seed=1))

    assert proven.what == "60 × 20, 12 levels: 12 of 12 levels proven"
    assert proven.holds
    assert 20 < reader.measured < 1024
    assert 20 < solver.measured <= 1024


def test_a_process_of_its_own_has_not_needed_what_another_one_needed(tmp_path):
    file = tmp_path / "arrays"
    national.ask_alone(need_memory, file)

    needed = float(file.read_text())

    assert needed > 300
    assert national.ask_alone(national.read_most_memory_mb) < needed - 150


def need_memory(file):
    """Need 300 MB for a moment."""
    assert len(bytearray(300_000_000)) > 0
    file.write_text(str(national.read_most_memory_mb()))


def test_a_level_that_stays_open_is_told():
    solution = {"levels": [{"level": "running", "value": 8, "bound": 10}], "seconds": 1.0}

    figures = list(national.tell_levels("a day", solution, is_closed=True))

    assert figures[0].what == "a day: 0 of 1 levels proven"
    assert "the 1. of 1, running 8, bound 10" in figures[1].what
    assert (figures[1].measured, figures[1].holds) == (20, False)
