"""Wishes of real students, reviewers and course-takers: imported, solved, checked, equal to a plain SciPy MIP.

The files are data of others and stay outside the project; `../shared/data/README.md` says whose they are.
"""

from pathlib import Path

import pytest

from matchday.solver import check, read_problem, solve
from matchday.solver.importers.preflib import import_preflib
from matchday.solver.importers.sdu import import_sdu
from tests.solver.plain_mip import PlainMip
from tests.solver.problems import level_values

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the real wishes are not in ../shared/data, so nothing can be said about them"
)


def assert_proven_and_as_by_plain_mip(file):
    problem = read_problem(file)

    solved = solve(problem)

    assert solved.solution["status"] == "proven"
    assert check(problem, solved.solution, solved.certificate) == []
    assert level_values(solved.solution) == PlainMip(file).values()


@pytest.mark.parametrize("year", [1, 2, 3, 4, 5])
def test_students_of_glasgow_wish_projects(year):
    file = import_preflib(DATA / f"preflib-project/00038-0000000{year}.soi", capacity="1")

    assert_proven_and_as_by_plain_mip(file)


@pytest.mark.parametrize("year", [1, 2])
def test_students_of_krakow_wish_courses_that_need_eight(year):
    path = DATA / f"preflib-agh/00009-0000000{year}.soc"
    file = import_preflib(path, capacity="1.1x", min_group=8, ranks=6)

    assert_proven_and_as_by_plain_mip(file)


@pytest.mark.parametrize("conference", [1, 2])
def test_papers_wish_the_reviewers_who_bid_for_them(conference):
    path = DATA / f"preflib-csconf/00039-0000000{conference}.cat"
    file = import_preflib(path, capacity="4", min_group=2, ranks=2, is_transposed=True)

    assert_proven_and_as_by_plain_mip(file)


def test_papers_of_a_large_conference_wish_reviewers():
    """All 613 papers are imported; the first 150 of them are solved here, which keeps the test short."""
    path = DATA / "preflib-aamas/00037-00000001.cat"
    file = import_preflib(path, capacity="4", min_group=2, ranks=2, is_transposed=True)
    assert (len(file["participants"]), len(file["slots"])) == (613, 201)
    read_problem(file)

    file["participants"] = file["participants"][:150]

    assert_proven_and_as_by_plain_mip(file)


def test_danish_students_in_groups_wish_topics():
    file = import_sdu(DATA / "sdu-2021")

    assert (len(file["participants"]), len(file["slots"]), len(file["groups"])) == (25, 24, 9)
    assert_proven_and_as_by_plain_mip(file)
