"""A folder of student projects, written here in a few lines."""

import pytest

from matchday.solver import UnreadableError, read_problem
from matchday.solver.importers.sdu import import_sdu

TEAMS = "topic,team,min,max,type,teacher\n1,a,2,4,same,t1\n1,b,1,3,same,t2\n2,a,1,2,other,t1\n"
STUDENTS = "student,group,type,priority_list\n1,1,same,2 1\n2,1,same,1\n3,2,other,2\n4,,same,\n"


def imported(tmp_path, students=STUDENTS, teams=TEAMS):
    (tmp_path / "students.csv").write_text(students)
    (tmp_path / "teams.csv").write_text(teams)
    return import_sdu(tmp_path)


def test_a_team_is_a_slot_and_its_teacher_the_employer(tmp_path):
    problem = imported(tmp_path)

    assert problem["slots"][0] == {"id": "1-a", "employer": "t1", "capacity": 4, "min_group": 2}
    assert read_problem(problem).slots.employer_count == 2


def test_all_teams_of_a_topic_are_wished_alike_if_the_type_fits(tmp_path):
    wishes = [each["wishes"] for each in imported(tmp_path)["participants"]]

    assert wishes == [[[], ["1-a", "1-b"]], [["1-a", "1-b"]], [["2-a"]], []]


def test_only_several_students_make_a_group(tmp_path):
    assert imported(tmp_path)["groups"] == [{"id": "g1", "members": ["1", "2"]}]


@pytest.mark.parametrize("teams", ["", "topic,team\n1,a\n", TEAMS + "3,a\n", TEAMS.replace("4", "four"), '"' + TEAMS])
def test_a_broken_table_is_refused(tmp_path, teams):
    with pytest.raises(UnreadableError):
        imported(tmp_path, teams=teams)


def test_a_folder_without_the_tables_is_refused(tmp_path):
    with pytest.raises(UnreadableError, match=r"teams\.csv"):
        import_sdu(tmp_path)
