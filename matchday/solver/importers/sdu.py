"""Student projects of the University of Southern Denmark: students in groups, topics with one or more teams.

1. `teams.csv` has a line for each team of a topic: it becomes a slot, its teacher the employer.
2. `students.csv` has a line for each student: topics in the order wished. All teams of one topic that are
   open to the student's type are wished alike, so a topic is a tier.
3. `restrictions.json` says how many teams a teacher may run. Our format has no word for that: it is left
   out, and said so.

**Source.** M. Chiarandini, R. Fagerberg, S. Gualandi, *Handling preferences in student-project allocation*,
Annals of Operations Research 275 (2019) 39–78.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from matchday.solver.errors import UnreadableError
from matchday.solver.reading import FORMAT

LEFT_OUT = '"At most n teams per teacher" cannot be expressed in this format and was left out.'


def import_sdu(folder: str | Path) -> dict[str, Any]:
    """Read `students.csv` and `teams.csv` in a folder; return the JSON value of a `matchday-problem/1` file.

    **Errors.** `UnreadableError` for a folder that lacks them or has other columns in them.
    """
    folder = Path(folder)
    try:
        teams = _read(folder / "teams.csv", {"topic", "team", "min", "max", "type", "teacher"})
        students = _read(folder / "students.csv", {"student", "group", "type", "priority_list"})
        return {
            "format": FORMAT,
            "slots": [
                {
                    "id": _slot_id(team),
                    "employer": team["teacher"],
                    "capacity": int(team["max"]),
                    "min_group": int(team["min"]),
                }
                for team in teams
            ],
            "participants": [
                {"id": student["student"], "wishes": _read_wishes(student, teams)} for student in students
            ],
            "groups": _read_groups(students),
            "seed": folder.name,
        }
    except ValueError as error:
        raise UnreadableError(f"{folder}: {error}") from error


def _read(path: Path, columns: set[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if not columns <= set(reader.fieldnames or ()):
                raise UnreadableError(f"{path}: lacks one of the columns {', '.join(sorted(columns))}")
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UnreadableError(f"{path}: cannot be read: {error}") from error
    if any(row[column] is None for row in rows for column in columns):
        raise UnreadableError(f"{path}: has a line that is too short")
    return rows


def _slot_id(team: dict[str, str]) -> str:
    return f"{team['topic']}-{team['team']}"


def _read_wishes(student: dict[str, str], teams: list[dict[str, str]]) -> list[list[str]]:
    return [
        [_slot_id(team) for team in teams if team["topic"] == topic and team["type"] == student["type"]]
        for topic in student["priority_list"].split()
    ]


def _read_groups(students: list[dict[str, str]]) -> list[dict[str, Any]]:
    members: dict[str, list[str]] = {}
    for student in students:
        if student["group"]:
            members.setdefault(student["group"], []).append(student["student"])
    return [{"id": f"g{name}", "members": names} for name, names in members.items() if len(names) > 1]
