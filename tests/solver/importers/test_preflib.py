"""PrefLib files, written here in a few lines."""

import pytest

from matchday.solver import UnreadableError, read_problem
from matchday.solver.errors import CallError
from matchday.solver.importers.preflib import import_preflib, read_capacity

HEAD = "# FILE NAME: test\n# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: {odd}, name: 7\n"


def imported(tmp_path, lines, suffix=".toi", **more):
    path = tmp_path / f"votes{suffix}"
    path.write_text(HEAD + lines)
    problem = import_preflib(path, **({"capacity": "1"} | more))
    read_problem(problem)
    return problem


def wishes_of(problem):
    return [each["wishes"] for each in problem["participants"]]


def test_each_voter_becomes_a_participant_as_often_as_counted(tmp_path):
    problem = imported(tmp_path, "2: 3,1\n1: 2\n")

    assert wishes_of(problem) == [[["s3"], ["s1"]], [["s3"], ["s1"]], [["s2"]]]
    assert [slot["id"] for slot in problem["slots"]] == ["s1", "s2", "s3"]


def test_ties_become_tiers(tmp_path):
    assert wishes_of(imported(tmp_path, "1: {2,3},1\n")) == [[["s2", "s3"], ["s1"]]]


def test_only_the_first_ranks_count_and_empty_categories_keep_their_place(tmp_path):
    problem = imported(tmp_path, "1: {},{2},{1,3}\n", suffix=".cat", ranks=2)

    assert wishes_of(problem) == [[[], ["s2"]]]


def test_transposed_alternatives_wish_voters(tmp_path):
    problem = imported(tmp_path, "1: {1},{2}\n1: {1,2},{}\n", suffix=".cat", ranks=2, is_transposed=True)

    assert wishes_of(problem) == [[["s1", "s2"], []], [["s2"], ["s1"]], [[], []]]
    assert len(problem["slots"]) == 2


def test_a_capacity_is_a_number_or_a_share_of_what_is_needed():
    assert read_capacity("4", participants=100, slots=3) == 4
    assert read_capacity("1.1x", participants=146, slots=9) == 18
    assert read_capacity("1.1x", participants=10, slots=11) == 1


@pytest.mark.parametrize("wrong", ["", "x", "0", "-1", "1.5", "nan", "inf", "0x"])
def test_a_capacity_that_is_neither_is_refused(wrong):
    with pytest.raises(CallError):
        read_capacity(wrong, participants=1, slots=1)


@pytest.mark.parametrize("lines", ["1: 1,4\n", "1: 1,1\n", "1; 2\n", "1: {1,2\n", "x: 1\n", "1: 0\n"])
def test_a_broken_preference_is_refused_with_its_line(tmp_path, lines):
    with pytest.raises(UnreadableError, match="line 4"):
        imported(tmp_path, lines)


def test_other_files_are_refused(tmp_path):
    (tmp_path / "no_head.soc").write_text("1: 1\n")

    for path in (tmp_path / "no_head.soc", tmp_path / "missing.soc", tmp_path / "votes.csv"):
        with pytest.raises(UnreadableError):
            import_preflib(path, capacity="1")
