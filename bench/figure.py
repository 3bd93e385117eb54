"""A figure: what was measured, what it must reach, whether it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table. Without a bound a figure is only told."""

    what: str
    measured: float
    unit: str
    most: float | None = None

    @property
    def holds(self) -> bool:
        """Tell whether the figure is within its bound."""
        return self.most is None or self.measured <= self.most

    def row(self) -> str:
        """Return the line of the table."""
        bound = "–" if self.most is None else f"≤ {self.most:g} {self.unit}"
        verdict = "told" if self.most is None else ("holds" if self.holds else "**does not hold**")
        return f"| {self.what} | {self.measured:.4g} {self.unit} | {bound} | {verdict} |"


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a table in Markdown."""
    head = "| what | measured | must reach | |\n| --- | --: | --: | --- |"
    return "\n".join([head, *(figure.row() for figure in figures)])
