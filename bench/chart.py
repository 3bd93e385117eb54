"""A chart of lines on two logarithmic axes, as a plain SVG file that lies in the documentation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 210, 40, 50
"""Margins: names of lines stand to the right of their ends."""

FONT = 'font-family="sans-serif" font-size="13"'
COLOURS = ("#0b5394", "#b45f06", "#38761d")


@dataclass(frozen=True)
class Line:
    """A name, and points from left to right; all numbers are above 0."""

    name: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Scale:
    """Where numbers lie between two ends in pixels, as far apart as they are times of each other."""

    least: float
    most: float
    begin: float
    end: float

    def place(self, number: float) -> float:
        """Return where a number lies, to a tenth of a pixel."""
        share = math.log(number / self.least) / math.log(self.most / self.least)
        return round(self.begin + share * (self.end - self.begin), 1)


def write_chart(path: Path, lines: Sequence[Line], *, across: str, up: str) -> None:
    """Draw the lines into a file; `across` and `up` name the axes."""
    xs = sorted({x for line in lines for x, _ in line.points})
    ys = [y for line in lines for _, y in line.points]
    low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
    x_scale = Scale(xs[0], xs[-1], LEFT, WIDTH - RIGHT)
    y_scale = Scale(10.0**low, 10.0**high, HEIGHT - BOTTOM, TOP)
    title = f"{up} against {across}: {', '.join(line.name for line in lines)}; both axes are logarithmic"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" {FONT}>',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        _text(LEFT, TOP - 18, up),
        _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, across, anchor="middle"),
        *_grid(x_scale, y_scale, xs, [10.0**power for power in range(low, high + 1)]),
    ]
    for line, colour in zip(lines, COLOURS, strict=False):
        parts += _draw_line(line, x_scale, y_scale, colour)
    path.write_text("\n".join([*parts, "</svg>"]) + "\n")


def _grid(x_scale: Scale, y_scale: Scale, xs: Sequence[float], ys: Sequence[float]) -> Iterator[str]:
    """Draw a thin line for each power of ten, and name all numbers."""
    for number in ys:
        y = y_scale.place(number)
        yield f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#ddd"/>'
        yield _text(LEFT - 8, y + 4, f"{number:g}", anchor="end")
    for number in xs:
        x = x_scale.place(number)
        yield f'<path d="M{x} {TOP}V{HEIGHT - BOTTOM}" stroke="#eee"/>'
        yield _text(x, HEIGHT - BOTTOM + 18, f"{number:,.0f}", anchor="middle")


def _draw_line(line: Line, x_scale: Scale, y_scale: Scale, colour: str) -> Iterator[str]:
    """Draw a line with a dot at each point, its name behind its end."""
    spots = [(x_scale.place(x), y_scale.place(y)) for x, y in line.points]
    path = " ".join(f"{x},{y}" for x, y in spots)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    yield from (f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in spots)
    yield _text(spots[-1][0] + 10, spots[-1][1] + 4, line.name, colour=colour)


def _text(x: float, y: float, words: str, *, anchor: str = "start", colour: str = "#333") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{words}</text>'
