"""The press: parts of many papers, each typeset in a process of its own."""

import os
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from matchday.config import ROOT
from matchday.documents.letter import access_letters_pdf
from matchday.documents.pdf import tickets_pdf
from matchday.documents.press import PRESSES, Part, typeset_apart
from tests.documents.letters import an_access_letter

ENDLESS = """
from itertools import repeat
from matchday.documents.pdf import tickets_pdf
from matchday.documents.press import Part, typeset_apart
from tests.documents.papers import a_ticket
for paper in typeset_apart(repeat(Part(tickets_pdf, [a_ticket()] * 40, "Tickets"))):
    print("one is done", flush=True)
"""


def letters(*codes: str) -> Part:
    contents = [an_access_letter("de", short_code=code) for code in codes]
    return Part(access_letters_pdf, contents, "Zugangsbriefe")


def text_of(paper: bytes) -> str:
    with pypdfium2.PdfDocument(BytesIO(paper)) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def children_of(pid: int) -> list[int]:
    """Return the running processes that this one has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if parent == str(pid):
            found.append(int(folder.name))
    return found


def is_running(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_long_part_does_not_let_a_short_one_pass():
    long, short = letters("AAAAAAAAAA", *["CCCCCCCCCC"] * 15), letters("BBBBBBBBBB")

    papers = list(typeset_apart([long, short, Part(tickets_pdf, [None] * 4, "Tickets"), short]))

    assert papers[2] == b""
    assert ["AAAA" in text_of(one) for one in papers if one] == [True, False, False]


def test_no_more_parts_are_asked_for_than_are_typeset_soon():
    asked = []

    papers = typeset_apart(asked.append(number) or letters("AAAAAAAAAA") for number in range(9))
    next(papers)

    assert len(asked) == PRESSES + 1
    papers.close()


def test_a_part_that_cannot_be_typeset_is_an_error():
    unprintable = an_access_letter("de", address="A" * 9_000)

    with pytest.raises(subprocess.CalledProcessError):
        list(typeset_apart([Part(access_letters_pdf, [unprintable], "Zugangsbriefe")]))


def test_a_press_knows_no_database_and_no_page():
    command = [sys.executable, "-X", "importtime", "-m", "matchday.documents.press"]

    heard = subprocess.run(command, cwd=ROOT, input=b"", capture_output=True, check=False).stderr.decode()

    assert "import time" in heard
    assert not any(f" {name}\n" in heard for name in ("flask", "sqlalchemy", "dbos", "matchday.app", "matchday.models"))


def test_a_press_does_not_outlive_a_worker_that_was_killed():
    worker = subprocess.Popen([sys.executable, "-c", ENDLESS], cwd=ROOT, stdout=subprocess.PIPE)
    worker.stdout.readline()
    presses = children_of(worker.pid)

    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    deadline = time.monotonic() + 60
    while any(map(is_running, presses)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert presses
    assert not any(map(is_running, presses))
    worker.stdout.close()
