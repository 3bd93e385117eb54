"""One column of a sheet: its headings, the kind of value below, and what staff are told to enter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from matchday.sheets.kinds import Kind

Finding: TypeAlias = tuple[str, str, dict[str, object]]
"""What is wrong between the cells of a row: the column's name, the code, the details."""
Findings: TypeAlias = Iterator[Finding]
Values: TypeAlias = Mapping[str, object]
"""The values of a row by column name; a cell that could not be read is not in it."""


@dataclass(frozen=True)
class Column:
    """Describe one column. ``name`` is the key of its value in a row; ``hint`` tells staff what to enter."""

    name: str
    german: str
    english: str
    synonyms: tuple[str, ...]
    kind: Kind
    is_required: bool
    hint: str

    def heading(self, language: str) -> str:
        """Return the heading we write in ``language``."""
        return self.english if language == "en" else self.german


def column(name: str, headings: str, kind: Kind, *, hint: str) -> Column:
    """Return a column; ``headings`` are German, English and synonyms with bars between, a star: required."""
    german, english, *synonyms = (heading.strip() for heading in headings.rstrip("*").split("|"))
    return Column(name, german, english, tuple(synonyms), kind, headings.endswith("*"), hint)
