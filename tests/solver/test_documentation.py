"""What `docs/solver.md` shows is what happens: its file is written, its commands and programs are run."""

import re
import subprocess
import sys
from pathlib import Path

from matchday.solver.explain import ReasonCode

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/solver.md").read_text()


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def run(folder, *words):
    path = {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, *words], cwd=folder, env=path, capture_output=True, text=True, check=False, timeout=60
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def test_every_example_of_the_page_is_true(tmp_path):
    (problem,) = blocks("json")
    (tmp_path / "problem.json").write_text(problem)

    for shown in "".join(blocks("console")).split("$ ")[1:]:
        command, answer = shown.split("\n", 1)
        told = run(tmp_path, *command.split()[1:])
        assert re.fullmatch(re.escape(answer).replace("…", r"[\d.]+"), told), told
    for program in blocks("python"):
        run(tmp_path, "-c", program)


def test_every_reason_stands_on_the_page():
    assert [code for code in ReasonCode if f"`{code}`" not in PAGE] == []
