"""The command line as others call it: by its own process, judged by exit code, files and lines."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.solver.problems import a_file, a_participant, a_slot

ROOT = Path(__file__).resolve().parents[2]
FILE = a_file([a_slot("s1"), a_slot("s2")], [a_participant("p1", "s1", "s2"), a_participant("p2", "s1")])
SEVERAL = a_file(
    [a_slot("s1", 2, min_group=2)], [a_participant("p1", "s1", max_placements=2), a_participant("p2", "s1")]
)


def solver(*words, stdin=""):
    command = [sys.executable, "-m", "matchday.solver", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def problem(tmp_path):
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(FILE))
    return path


def test_a_plan_and_its_proof_are_written_and_checked(problem, tmp_path):
    solved = solver("solve", problem, "--out", tmp_path / "plan.json")
    checked = solver("check", problem, tmp_path / "plan.json", tmp_path / "plan.json.npz")

    assert (solved.returncode, solved.stderr) == (0, "")
    assert "Proven: no plan is better." in solved.stdout
    assert (checked.returncode, checked.stdout) == (0, "All true; 5 of 5 bounds proven by the certificate.\n")
    assert json.loads((tmp_path / "plan.json").read_text())["placements"] == [["p1", "s2"], ["p2", "s1"]]


def test_without_a_certificate_the_checker_says_what_it_did_not_check(problem, tmp_path):
    solver("solve", problem, "--out", tmp_path / "plan.json")

    checked = solver("check", problem, tmp_path / "plan.json")

    assert (checked.returncode, checked.stdout) == (0, "All true; bounds not checked.\n")


def test_each_false_claim_is_one_line_and_exit_1(problem, tmp_path):
    plan = tmp_path / "plan.json"
    solver("solve", problem, "--out", plan)
    plan.write_text(json.dumps(json.loads(plan.read_text()) | {"unplaced": ["p1"], "status": "closed"}))

    sentences, told = solver("check", problem, plan), solver("check", problem, plan, "--json")

    assert (sentences.returncode, len(sentences.stdout.splitlines())) == (1, 2)
    assert [fault["code"] for fault in json.loads(told.stdout)["faults"]] == ["wrong_unplaced", "wrong_status"]


def test_standard_input_and_output_carry_problem_and_plan(problem, tmp_path):
    solved = solver("solve", "-", "--certificate", tmp_path / "proof.npz", stdin=json.dumps(FILE))
    checked = solver("check", problem, "-", tmp_path / "proof.npz", stdin=solved.stdout)

    assert json.loads(solved.stdout)["format"] == "matchday-solution/1"
    assert "Proven" in solved.stderr
    assert checked.returncode == 0
    assert [path.name for path in tmp_path.glob("*.npz")] == ["proof.npz"]


def test_a_plan_without_a_proof_writes_none(tmp_path):
    solved = solver("solve", "-", "--engine", "mip", "--out", tmp_path / "plan.json", stdin=json.dumps(SEVERAL))

    assert solved.returncode == 0
    assert "without a certificate" in solved.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_a_broken_problem_is_exit_2_one_line_with_its_path_and_nothing_written(problem, tmp_path):
    problem.write_text(json.dumps(FILE | {"pins": [["p1", "s9"]]}))

    solved = solver("solve", problem, "--out", tmp_path / "plan.json")

    assert (solved.returncode, solved.stdout) == (2, "")
    assert solved.stderr.splitlines() == [f"{problem}: $.pins[0][1]: names s9, which is not in the file"]
    assert list(tmp_path.iterdir()) == [problem]


def test_pins_that_minimums_make_impossible_are_exit_2_with_their_path(tmp_path):
    slots = [a_slot("s1", 2, min_group=2), a_slot("s2", 2, min_group=2)]
    people = [a_participant("p1", "s1"), a_participant("p2", "s2"), a_participant("p3", "s1", "s2")]
    file = a_file(slots, people, pins=[["p1", "s1"], ["p2", "s2"]])

    solved = solver("solve", "-", "--out", tmp_path / "plan.json", stdin=json.dumps(file))

    assert solved.returncode == 2
    assert solved.stderr.startswith("-: $.pins: ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ["solve", "missing.json"],
        ["solve"],
        ["dance"],
        ["solve", "-", "--engine", "branch"],
        ["solve", "-", "--engine", "flow"],
        ["solve", "-", "--limit-s", "nan"],
        ["solve", "-", "--out", "no/such/folder/plan.json"],
        ["check", "-", "missing.json"],
        ["check", "-", __file__],
        ["check", "-", ROOT / "pyproject.toml", __file__],
        ["explain", "-", "missing.json", "--participant", "p1"],
        ["explain", "-", "missing.json"],
        ["price", "-", "missing.json"],
        ["import", "preflib", "missing.soc", "--capacity", "1"],
        ["generate", "--participants", "0", "--slots", "1", "--seed", "1"],
    ],
)
def test_unreadable_files_and_wrong_calls_are_exit_2(words):
    ended = solver(*words, stdin=json.dumps(SEVERAL))

    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Traceback" not in ended.stderr


def test_a_limit_before_any_plan_is_exit_3_and_nothing_written(tmp_path):
    solved = solver("solve", "-", "--limit-s", "0", "--out", tmp_path / "plan.json", stdin=json.dumps(SEVERAL))

    assert (solved.returncode, solved.stdout) == (3, "")
    assert solved.stderr == "-: the limit ended before any plan was found\n"
    assert list(tmp_path.iterdir()) == []


def test_a_wish_not_fulfilled_is_explained_in_sentences_or_json(problem, tmp_path):
    plan = tmp_path / "plan.json"
    solver("solve", problem, "--out", plan)

    sentences = solver("explain", problem, plan, "--participant", "p1")
    told = solver("explain", problem, plan, "--participant", "p1", "--json")

    assert sentences.stdout.splitlines()[:2] == ["p1 has s2.", "s1, rank 1: all places are taken."]
    assert "    placed: 2 → 1" in sentences.stdout.splitlines()
    assert json.loads(told.stdout)["reasons"][0]["effect"][0] == {
        "level": "placed", "rank": None, "before": 2, "after": 1,
    }  # fmt: skip


def test_the_price_of_each_level_is_told_in_sentences_or_json(problem, tmp_path):
    plan = tmp_path / "plan.json"
    solver("solve", problem, "--out", plan)

    sentences, told = solver("price", problem, plan), solver("price", problem, plan, "--json")

    assert sentences.stdout.splitlines()[:2] == [
        "Without placed these levels change (proven).",
        "  placed: 2 → 1, worse",
    ]
    assert "Without ranks:generous nothing changes (proven)." in sentences.stdout.splitlines()
    assert [each["level"] for each in json.loads(told.stdout)["prices"]] == ["placed", "ranks:generous", "employers"]


def test_info_counts_what_a_problem_is_made_of(problem):
    sentences, told = solver("info", problem), solver("info", problem, "--json")

    assert "2 slots of 2 employers, 2 places." in sentences.stdout
    assert json.loads(told.stdout)["wishes"] == 3


def test_generated_and_imported_problems_can_be_solved(tmp_path):
    (tmp_path / "votes.soi").write_text("# NUMBER ALTERNATIVES: 2\n1: 2,1\n1: 2\n")
    generated, imported = tmp_path / "generated.json.gz", tmp_path / "imported.json"

    made = solver("generate", "--participants", 40, "--slots", 20, "--seed", 1, "--out", generated)
    read = solver("import", "preflib", tmp_path / "votes.soi", "--capacity", 1, "--out", imported)

    assert (made.returncode, read.returncode) == (0, 0)
    assert len(json.loads(solver("solve", generated).stdout)["levels"]) == 12
    assert json.loads(solver("solve", imported).stdout)["placements"] == [["p1", "s1"], ["p2", "s2"]]


def test_an_import_says_what_it_leaves_out(tmp_path):
    (tmp_path / "teams.csv").write_text("topic,team,min,max,type,teacher\n1,a,1,2,same,t1\n")
    (tmp_path / "students.csv").write_text("student,group,type,priority_list\n1,,same,1\n")

    ended = solver("import", "sdu", tmp_path)

    assert json.loads(ended.stdout)["participants"] == [{"id": "1", "wishes": [["1-a"]]}]
    assert "left out" in ended.stderr


def test_importing_the_solver_loads_no_engine_and_nothing_else_of_ours():
    program = (
        "import sys, matchday.solver\n"
        "loaded = {name.split('.')[0] for name in sys.modules} & {'ortools', 'scipy', 'flask', 'sqlalchemy', 'rich'}\n"
        "ours = {name for name in sys.modules if name.startswith('matchday.')} - {'matchday.solver'}\n"
        "print(loaded, [name for name in ours if not name.startswith('matchday.solver.')])\n"
    )

    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )

    assert ended.stdout == "set() []\n"
